"""What happens to a picture on its way through an image model, played by rule and by seed.

`standard` is a mild mixture of all that a model which copies the scene does to it: other size, a
shift, a stretch, a small turn, a tint, blur, grain, JPEG.  The single wears isolate one of these at
its full range; `canvas` and `cut` are for stills alone: image models lay a page anywhere on a
canvas of their own, with bars or a blurred copy of itself around it, or cut off its rim and sharpen
the rest.  `redrawn` adds what a model does that draws the scene anew: every line a little elsewhere
(a smooth warp of up to 2 px at 512); the other line widths and fonts come from the hand (`hands`).
All of it is synthetic, and chosen by the verifiers' authors: a verifier certified here has still to
be tried on a real model's pictures.

A `Wear` is a list of numbers drawn once from a seed; the same wear on the same pixels gives the
same bytes.  On a clip it is applied to each frame alike, and the clip is sampled at another rate.
"""

from collections.abc import Sequence
from random import Random

import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.item import Form, Response
from eyechart.scene.clip import Codec, read_clip, write_clip
from eyechart.scene.pixels import RGB, decoded, encoded
from eyechart.scene.svg import Style
from eyechart.task import Hand

__all__ = ["STILLS", "WEARS", "Wear", "hand_for", "worn"]


class Wear(msgspec.Struct, frozen=True):
    """One way to wear a picture; the default leaves it as it is."""

    scale: float = 1.0
    """Factor on both sides."""
    stretch: float = 1.0
    """Further factor on the width."""
    shift: tuple[float, float] = (0.0, 0.0)
    """To the right and down, as shares of the sides; what comes in is the border's colour."""
    turn: float = 0.0
    """Degrees, clockwise."""
    canvas: tuple[int, int] = (0, 0)
    """Fitted with bars into a picture of this width and height, px; (0, 0): not."""
    bars: int = 255
    """Grey level of the bars; -1: a blurred copy of the picture."""
    inset: float = 1.0
    """Size on the canvas, of the largest that fits."""
    place: tuple[float, float] = (0.5, 0.5)
    """Where on the canvas, 0 to 1 from left to right and from top to bottom."""
    cut: float = 0.0
    """Share of each side that is cut off."""
    halo: float = 0.0
    """How far it is sharpened: edges get halos."""
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Tint: channel value * gain + offset, of 255."""
    blur: float = 0.0
    """Standard deviation, px of the source."""
    grain: float = 0.0
    """Standard deviation of noise, of 255."""
    quality: int = 0
    """Of JPEG; 0 is PNG."""
    warp: float = 0.0
    """Largest displacement of a smooth warp, px at 512."""
    rate: float = 1.0
    """Factor on a clip's frame rate."""
    codec: Codec = "mp4v"
    """Of a clip that is encoded anew."""
    seed: int = 0
    """For grain and warp."""


def _plain(rng: Random) -> Wear:
    return Wear()


def _jpeg(rng: Random) -> Wear:
    return Wear(quality=rng.randint(50, 95), codec="vp09")


def _resize(rng: Random) -> Wear:
    return Wear(scale=2 ** rng.uniform(-1, 1), quality=rng.choice((0, 90)))


def _shift(rng: Random) -> Wear:
    return Wear(shift=(rng.uniform(-0.04, 0.04), rng.uniform(-0.04, 0.04)))


def _stretch(rng: Random) -> Wear:
    return Wear(stretch=2 ** rng.uniform(-0.6, 0.6), turn=rng.uniform(-1.5, 1.5))


def _letterbox(rng: Random) -> Wear:
    sizes = ((1024, 1024), (768, 768), (1280, 720), (720, 1280), (1024, 768))
    return Wear(canvas=rng.choice(sizes), bars=rng.choice((255, 0, 128)))


def _canvas(rng: Random) -> Wear:
    return Wear(
        canvas=rng.choice(((1024, 1024), (1536, 1024), (1024, 1536))),
        bars=rng.choice((255, 0, 128, 200, -1)),
        inset=rng.uniform(0.85, 1.0),
        place=(rng.choice((0.0, 0.5, 0.5, 1.0)), rng.choice((0.0, 0.5, 0.5, 1.0))),
        quality=rng.choice((0, 75)),
    )


def _cut(rng: Random) -> Wear:
    return Wear(cut=rng.uniform(0.005, 0.025), halo=rng.uniform(0, 1), scale=2 ** rng.uniform(0, 1))


def _cast(rng: Random) -> Wear:
    gain = (rng.uniform(0.8, 1.1), rng.uniform(0.8, 1.1), rng.uniform(0.8, 1.1))
    return Wear(gain=gain, offset=tuple(rng.uniform(-12, 12) for _ in "rgb"))  # type: ignore[arg-type]


def _standard(rng: Random) -> Wear:
    around = rng.uniform(-0.02, 0.02)
    return Wear(
        scale=2 ** rng.uniform(-1, 1),
        stretch=1 + around,
        shift=(rng.uniform(-0.02, 0.02), rng.uniform(-0.02, 0.02)),
        turn=rng.uniform(-0.5, 0.5),
        gain=tuple(rng.uniform(0.92, 1.08) for _ in "rgb"),  # type: ignore[arg-type]
        offset=tuple(rng.uniform(-8, 8) for _ in "rgb"),  # type: ignore[arg-type]
        blur=rng.uniform(0, 0.8),
        grain=rng.uniform(0, 4),
        quality=rng.randint(50, 95),
        rate=rng.choice((0.5, 0.75, 1.0, 1.25)),
        seed=rng.getrandbits(32),
    )


def _redrawn(rng: Random) -> Wear:
    return msgspec.structs.replace(
        _standard(rng), warp=rng.uniform(0.5, 2.0), scale=2 ** rng.uniform(-0.5, 1)
    )


WEARS = {
    "plain": _plain,
    "jpeg": _jpeg,
    "resize": _resize,
    "shift": _shift,
    "stretch": _stretch,
    "letterbox": _letterbox,
    "cast": _cast,
    "canvas": _canvas,
    "cut": _cut,
    "standard": _standard,
    "redrawn": _redrawn,
}
"""By name; each draws a wear from a seed.  "redrawn" goes with a hand of another style."""
STILLS = ("canvas", "cut")
"""Wears that are not for clips."""


def hand_for(rng: Random, *, redrawn: bool = False, families: Sequence[str] = ()) -> Hand:
    """A hand that draws a solution: other widths and wobbles; if redrawn, another dress, too.

    `families` are further fonts that have been loaded (`raster.load_font`).
    """
    style = Style()
    if redrawn:
        style = Style(
            stroke=rng.uniform(0.6, 1.6),
            font=rng.choice(("DejaVu Sans", *families)),
            weight=rng.choice(("normal", "bold")),
        )
    return Hand(
        width=rng.uniform(0.6, 1.5),
        wobble=rng.uniform(0.0, 0.9),
        size=rng.uniform(0.85, 1.15),
        style=style,
        seed=rng.getrandbits(32),
    )


def worn(response: Response, wear: Wear, form: Form) -> Response:
    """The response with its pictures or clips worn; words stay, and without wear all stays."""
    if wear == Wear():
        return response
    if form == "draw":
        pictures = tuple(_picture(data, wear) for data in response.pictures)
        return msgspec.structs.replace(response, pictures=pictures)
    if form == "film":
        clips = tuple(_clip(data, wear) for data in response.clips)
        return msgspec.structs.replace(response, clips=clips)
    return response


def _picture(data: bytes, wear: Wear) -> bytes:
    rgb = _applied(decoded(data), wear, np.random.default_rng(wear.seed))
    return encoded(rgb, "JPEG", wear.quality) if wear.quality else encoded(rgb)


def _clip(data: bytes, wear: Wear) -> bytes:
    clip = read_clip(data)
    count = max(2, round(len(clip.frames) * wear.rate))
    # Within the range in which a clip of this size is made: half a picture is too small to film.
    wear = msgspec.structs.replace(wear, scale=min(1.5, max(0.75, wear.scale)))
    wide, tall = wear.canvas
    wear = msgspec.structs.replace(wear, canvas=(wide // 2, tall // 2))
    kept: dict[int, RGB] = {}
    frames = []
    for place in np.linspace(0, len(clip.frames) - 1, count).round().astype(int).tolist():
        if place not in kept:
            frame = _applied(clip.frames[place], wear, np.random.default_rng(wear.seed))
            kept = {place: _even(frame)}
        frames.append(kept[place])
    return write_clip(frames, (clip.fps or 24.0) * wear.rate, wear.codec)


def _even(rgb: RGB) -> RGB:
    """Cut to even sides, which encoders of clips want."""
    return np.ascontiguousarray(rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2])


def _applied(rgb: RGB, wear: Wear, rng: np.random.Generator) -> RGB:
    """All but the encoding."""
    if wear.warp:
        rgb = _warped(rgb, wear.warp, rng)
    rgb = _laid(rgb, wear)
    if wear.cut:
        x, y = (round(wear.cut * side) for side in rgb.shape[1::-1])
        rgb = rgb[y : rgb.shape[0] - y, x : rgb.shape[1] - x]
    if wear.canvas != (0, 0):
        rgb = _fitted(rgb, wear)
    if wear.halo:
        soft = cv2.GaussianBlur(rgb, (0, 0), 1.5)
        rgb = np.asarray(cv2.addWeighted(rgb, 1 + wear.halo, soft, -wear.halo, 0), np.uint8)
    if wear.blur:
        rgb = np.asarray(cv2.GaussianBlur(rgb, (0, 0), max(0.05, wear.blur * wear.scale)), np.uint8)
    gain, offset = np.array(wear.gain, np.float32), np.array(wear.offset, np.float32)
    values = rgb.astype(np.float32) * gain + offset
    if wear.grain:
        values = values + rng.standard_normal(values.shape, np.float32) * np.float32(wear.grain)
    out: RGB = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return out


def _laid(rgb: RGB, wear: Wear) -> RGB:
    """Shifted and turned about its middle, then resized."""
    height, width = rgb.shape[:2]
    if wear.turn or wear.shift != (0.0, 0.0):
        matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), -wear.turn, 1.0)
        matrix[:, 2] += (wear.shift[0] * width, wear.shift[1] * height)
        ground = tuple(float(v) for v in rgb[0, 0])
        size = (width, height)
        rgb = np.asarray(
            cv2.warpAffine(rgb, matrix, size, None, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT, ground),
            np.uint8,
        )
    size = (max(8, round(width * wear.scale * wear.stretch)), max(8, round(height * wear.scale)))
    if size == (width, height):
        return rgb
    how = cv2.INTER_AREA if wear.scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size, interpolation=how), np.uint8)


def _fitted(rgb: RGB, wear: Wear) -> RGB:
    """Fitted into a canvas, with bars, as front ends of image models and models themselves do."""
    wide, tall = wear.canvas
    scale = wear.inset * min(wide / rgb.shape[1], tall / rgb.shape[0])
    size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    out = np.full((tall, wide, 3), max(wear.bars, 0), np.uint8)
    if wear.bars < 0:
        out = np.asarray(cv2.GaussianBlur(cv2.resize(rgb, (wide, tall)), (0, 0), 32), np.uint8)
    left, top = (
        round(at * (whole - side))
        for at, whole, side in zip(wear.place, wear.canvas, size, strict=True)
    )
    out[top : top + size[1], left : left + size[0]] = cv2.resize(rgb, size, interpolation=how)
    return out


def _warped(rgb: RGB, most: float, rng: np.random.Generator) -> RGB:
    """Every point moved smoothly, by `most` px (at 512) where it moves most."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 512
    coarse = rng.standard_normal((2, height // 8 + 1, width // 8 + 1), np.float32)
    field = np.stack([cv2.GaussianBlur(part, (0, 0), 5.0 * unit) for part in coarse])
    field *= most * unit / float(np.hypot(*field).max())
    dx, dy = (cv2.resize(part, (width, height), interpolation=cv2.INTER_CUBIC) for part in field)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    moved: npt.NDArray[np.uint8] = np.asarray(
        cv2.remap(rgb, x + dx, y + dy, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE), np.uint8
    )
    return moved
