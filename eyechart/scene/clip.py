"""Clips: frames to bytes and back, through OpenCV's FFmpeg.

VP9 in MP4 is what OpenCV's wheel can write and every browser can play in a page; whatever FFmpeg
decodes (H.264, VP8, GIF, ...) is read.  PyAV would add 104 MB to the core for nothing that we need
(docs/LOG.md).  A clip from outside is bounded before it is decoded.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import cv2
import msgspec
import numpy as np

from eyechart.errors import Unreadable
from eyechart.scene.pixels import RGB

__all__ = ["MAX_FRAMES", "MAX_SIDE", "Clip", "read_clip", "write_clip"]

MAX_FRAMES = 600
MAX_SIDE = 2048
Codec = Literal["vp09", "mp4v"]
_MAX_BYTES = 256 * 1024 * 1024


class Clip(msgspec.Struct, frozen=True):
    """Decoded frames, each (H, W, 3) uint8, all of one size."""

    frames: tuple[RGB, ...]
    fps: float
    """Frames per second as the file says; 0.0 if it does not."""


def write_clip(frames: Sequence[RGB], fps: float = 24.0, codec: Codec = "vp09") -> bytes:
    """Frames of one size (even sides) to MP4 bytes.

    "vp09" plays in every browser; "mp4v" (MPEG-4 part 2) is written 20 times as fast, for clips
    that only a verifier sees.
    """
    height, width = frames[0].shape[:2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        code = cv2.VideoWriter.fourcc(*codec)
        writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, fps, (width, height))
        for frame in frames:
            writer.write(np.ascontiguousarray(frame[:, :, ::-1]))
        writer.release()
        return path.read_bytes()


def read_clip(data: bytes) -> Clip:
    """Bytes to frames; raises `Unreadable` if they are no clip or one too large."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip"
        path.write_bytes(data)
        reader = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
        try:
            return _frames(reader)
        finally:
            reader.release()


def _frames(reader: cv2.VideoCapture) -> Clip:
    if not reader.isOpened():
        raise Unreadable("not a clip")
    width, height = (
        int(reader.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
    )
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise Unreadable(f"clip of {width}x{height} px is larger than {MAX_SIDE} px a side")
    frames: list[RGB] = []
    total = 0
    while len(frames) <= MAX_FRAMES:
        more, frame = reader.read()
        if not more:
            break
        total += frame.nbytes
        if total > _MAX_BYTES:
            raise Unreadable("clip decodes to more than 256 MiB")
        frames.append(np.ascontiguousarray(frame[:, :, ::-1], dtype=np.uint8))
    if not frames:
        raise Unreadable("the clip has no frame that can be decoded")
    if len(frames) > MAX_FRAMES:
        raise Unreadable(f"clip of more than {MAX_FRAMES} frames")
    return Clip(tuple(frames), float(reader.get(cv2.CAP_PROP_FPS)))


# FFmpeg and OpenCV write their remarks on a strange file to standard error; the verdict says it.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# Parallelism is by process here; OpenCV's own threads only fight it.
cv2.setNumThreads(1)
