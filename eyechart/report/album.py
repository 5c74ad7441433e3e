"""The page's pictures: each embedded once, however often it is shown, within a budget.

A picture stands in the page as one <image> inside a hidden SVG, and is shown by <use>: no script is
needed, an overlay can be drawn on top in the same coordinates, and a picture that three conditions
share costs its bytes once.

What we drew and sent is embedded byte for byte.  What a model sent back is decoded under bounds,
scaled down and encoded anew, so that none of its bytes reach the reader's browser.
"""

import io
from base64 import b64encode
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import cv2
from PIL import Image

from eyechart.errors import Unreadable
from eyechart.scene.clip import read_clip
from eyechart.scene.pixels import RGB, decoded, encoded

__all__ = ["Album", "Media", "Shown"]

_SIDE = 512
"""Longest side of a model's picture in the page, px."""
_FRAME_SIDE = 256
_EXACT_BYTES = 400_000
"""Sent pictures up to this size are embedded as they are; larger ones are scaled down."""
_KINDS = {"PNG": "png", "JPEG": "jpeg", "WEBP": "webp", "GIF": "gif"}


class Media(Protocol):
    """Where bytes are had by their SHA-256; a run's store is one."""

    def media(self, sha: str) -> bytes: ...


class Shown(NamedTuple):
    """One picture in the page, or why there is none."""

    id: str
    """Of the <image>; empty if there is none."""
    width: int
    height: int
    note: str = ""
    """What to say in its place, or below it."""


class _Image(NamedTuple):
    id: str
    width: int
    height: int
    uri: str


class Album:
    """Collects pictures while the page is put together; `images` are then written out once."""

    def __init__(self, media: Media, budget: int) -> None:
        """`budget`: characters of data URIs after which further pictures are left out."""
        self._media, self._budget = media, budget
        self._shown: dict[str, tuple[Shown, ...]] = {}
        self.images: list[_Image] = []

    def sent(self, sha: str) -> Shown:
        """A picture that the model was shown."""
        if sha not in self._shown:
            self._shown[sha] = (self._sent(sha),)
        return self._shown[sha][0]

    def returned(self, sha: str) -> Shown:
        """A picture that the model made."""
        key = f"returned {sha}"
        if key not in self._shown:
            try:
                pixels = _within(decoded(self._bytes(sha)), _SIDE)
                self._shown[key] = (self._add(encoded(pixels, "WEBP", 85), "webp", pixels),)
            except Unreadable as error:
                self._shown[key] = (_absent(str(error)),)
        return self._shown[key][0]

    def frames(self, sha: str) -> tuple[Shown, ...]:
        """First, middle and last frame of a clip that the model made, fewer if it is shorter."""
        key = f"clip {sha}"
        if key not in self._shown:
            try:
                frames = read_clip(self._bytes(sha)).frames
            except Unreadable as error:
                self._shown[key] = (_absent(str(error)),)
            else:
                self._shown[key] = tuple(self._frame(frames, i) for i in _ends(len(frames)))
        return self._shown[key]

    def _frame(self, frames: Sequence[RGB], i: int) -> Shown:
        pixels = _within(frames[i], _FRAME_SIDE)
        shown = self._add(encoded(pixels, "WEBP", 85), "webp", pixels)
        return shown._replace(note=shown.note or f"frame {i + 1} of {len(frames)}")

    def _sent(self, sha: str) -> Shown:
        try:
            data = self._bytes(sha)
            pixels = decoded(data)
        except Unreadable as error:
            return _absent(str(error))
        height, width = pixels.shape[:2]
        if len(data) <= _EXACT_BYTES:
            with Image.open(io.BytesIO(data)) as picture:
                kind = _KINDS[str(picture.format)]
            return self._add(data, kind, pixels)
        smaller = _within(pixels, 2 * _SIDE)
        shown = self._add(encoded(smaller, "WEBP", 90), "webp", smaller)
        if not shown.id:
            return shown
        # The overlay's coordinates are those of the picture as sent.
        self.images[-1] = self.images[-1]._replace(width=width, height=height)
        return Shown(shown.id, width, height, f"sent at {width} × {height} px, shown smaller")

    def _bytes(self, sha: str) -> bytes:
        try:
            return self._media.media(sha)
        except (KeyError, OSError) as error:
            raise Unreadable("not in the store any more") from error

    def _add(self, data: bytes, kind: str, pixels: RGB) -> Shown:
        uri = f"data:image/{kind};base64,{b64encode(data).decode()}"
        if len(uri) > self._budget:
            return _absent("left out to keep the page small")
        self._budget -= len(uri)
        height, width = pixels.shape[:2]
        name = f"m{len(self.images)}"
        self.images.append(_Image(name, width, height, uri))
        return Shown(name, width, height)


def _absent(why: str) -> Shown:
    return Shown("", 512, 512, f"no picture: {why}")


def _within(pixels: RGB, side: int) -> RGB:
    """Scaled down so that the longer side is at most `side`."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype("uint8", copy=False)


def _ends(count: int) -> list[int]:
    return sorted({0, (count - 1) // 2, count - 1})
