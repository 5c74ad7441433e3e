"""What was drawn on a picture: the evidence for ink of one colour, pixel by pixel.

A candidate differs from its source everywhere a little: tint, compression, lines redrawn a pixel
aside or wider.  Ink is what remains after the tint is fitted (one gain and offset per channel) and
every pixel may look like any of its neighbours in the source (a 5 x 5 window).

Evidence is measured along one direction in colour space.  For a colourful ink that is its chroma,
which black lines, white ground and grey blur do not have at all, so a redrawn wall is no evidence;
for a black or grey ink it is darkness.  Scenes keep one hue free for the answer.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB

__all__ = [
    "Cast",
    "added",
    "black_ink",
    "cast_fitted",
    "fresh_ink",
    "ink_of",
    "parsed_colour",
    "share_of",
]

Evidence = npt.NDArray[np.float32]
Colour = tuple[int, int, int]

_NEIGHBOURS = np.ones((5, 5), np.uint8)
_BAR = 0.2
"""Evidence of black from which on a part of the picture may be a bar beside it."""
_GREYISH = 40.0
"""A colour whose channels differ by less than this is ink of darkness, not of hue."""


class Cast(NamedTuple):
    """A tint: what the channel values of the source have become."""

    gain: npt.NDArray[np.float32]
    """(3,)"""
    offset: npt.NDArray[np.float32]
    """(3,)"""

    @staticmethod
    def between(source: RGB, aligned: RGB) -> "Cast":
        """One gain and one offset per channel, by least squares over pixels of flat colour,
        refitted twice without those that differ most (the ink).

        Lines and edges are left out: moved by half a pixel they would pass for lost contrast.
        """
        box = np.ones((7, 7), np.uint8)
        flat = _largest(cv2.subtract(cv2.dilate(source, box), cv2.erode(source, box))) < 16
        some = slice(None, None, max(1, min(source.shape[:2]) // 80))
        kept = flat[some, some] if flat[some, some].sum() > 200 else np.ones_like(flat[some, some])
        # (3, n): NumPy is slow over a short last axis.
        ours, theirs = (
            np.ascontiguousarray(picture[some, some][kept].T, np.float32)
            for picture in (source, aligned)
        )
        gain, offset = np.ones((3, 1), np.float32), np.zeros((3, 1), np.float32)
        for limit in (96.0, 48.0, 32.0):
            off = np.abs(ours * gain + offset - theirs).max(axis=0)
            keep = off <= max(limit, float(np.median(off)))
            gain, offset = _line_through(ours[:, keep], theirs[:, keep])
        return Cast(gain[:, 0], offset[:, 0])

    def on(self, source: RGB) -> RGB:
        """The source in this tint, same shape."""
        table = np.arange(256, dtype=np.float32)[:, None] * self.gain + self.offset
        lookup = np.clip(np.rint(table), 0, 255).astype(np.uint8)[:, None]
        return np.asarray(cv2.LUT(source, lookup), np.uint8)

    def undone(self, aligned: RGB) -> RGB:
        """A tinted picture as it was before, same shape."""
        inverse = np.asarray(1 / self.gain, np.float32)
        return Cast(inverse, -self.offset * inverse).on(aligned)


def ink_of(source: RGB, aligned: RGB, colour: Colour | str, cast: Cast | None = None) -> Evidence:
    """(H, W) float32, 0 (as in the source) to 1 (full ink of this colour).

    `source` and `aligned` are (H, W, 3) uint8 in one frame (`align.registrations`); `colour` is
    (red, green, blue) or "#rrggbb"; `cast` is the tint if it is known already.
    """
    direction, offset = _measure(parsed_colour(colour))
    tint = cast or Cast.between(source, aligned)
    expected = _along(tint.on(source), direction, offset)
    most = cv2.dilate(expected, _NEIGHBOURS)
    found = _along(aligned, direction, offset)
    # What the source already shows leaves less room for ink: the rest counts in full.
    return np.asarray(np.clip((found - most) / np.maximum(1.0 - most, 0.3), 0.0, 1.0), np.float32)


def fresh_ink(source: RGB, aligned: RGB, colour: Colour | str) -> Evidence:
    """`ink_of`, but no more of it than a pixel itself has of the colour.

    Where a sign of the opposite hue was wiped away, white is redder than expected, and yet no ink.
    """
    tint = Cast.between(source, aligned)
    ink = ink_of(source, aligned, colour, tint)
    return np.asarray(np.minimum(ink, np.maximum(share_of(aligned, colour, tint), 0.0)), np.float32)


def black_ink(source: RGB, aligned: RGB, cast: Cast | None = None) -> Evidence:
    """(H, W) float32, 0 to 1: how far a pixel is dark in all channels where the source is not.

    For black ink on a coloured picture, whose colours are light in one channel at least.  Black
    that reaches the picture's edge is a bar beside it, and no ink.
    """
    expected = (cast or Cast.between(source, aligned)).on(source)
    most = cv2.dilate(255 - _largest(expected), _NEIGHBOURS).astype(np.float32) / 255
    found = (255 - _largest(aligned)).astype(np.float32) / 255
    ink = np.asarray(np.clip((found - most) / np.maximum(1.0 - most, 0.3), 0.0, 1.0), np.float32)
    return np.where(_from_the_edge(ink > _BAR), np.float32(0), ink)


def added(source: RGB, aligned: RGB) -> Evidence:
    """(H, W) float32, 0 to 1: how far a pixel lies outside all that the source shows around it.

    Any colour counts, darker or lighter; 1 is the distance from black to white in one channel.
    """
    expected = cast_fitted(source, aligned)
    above = cv2.subtract(aligned, cv2.dilate(expected, _NEIGHBOURS))
    below = cv2.subtract(cv2.erode(expected, _NEIGHBOURS), aligned)
    gap = cv2.max(above, below)
    return _largest(gap).astype(np.float32) / np.float32(255.0)


def share_of(picture: RGB, colour: Colour | str, cast: Cast) -> Evidence:
    """(H, W) float32: how much of this colour each pixel holds, 0 on white, 1 on the colour itself.

    Without a source to compare with: for marks that move or must stay.  Not clipped, since other
    hues lie below 0 or above 1.
    """
    direction, offset = _measure(parsed_colour(colour))
    plain = direction / cast.gain
    return _along(picture, plain, offset - float(plain @ cast.offset))


def cast_fitted(source: RGB, aligned: RGB) -> RGB:
    """(H, W, 3) uint8: the source in the candidate's tint."""
    return Cast.between(source, aligned).on(source)


def parsed_colour(colour: Colour | str) -> Colour:
    """ "#2060e0" to (32, 96, 224)."""
    if not isinstance(colour, str):
        return colour
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _measure(colour: Colour) -> tuple[npt.NDArray[np.float32], float]:
    """Direction and offset such that pixel · direction + offset is 1 on the ink, 0 on white."""
    c = np.array(colour, np.float32)
    if float(c.max() - c.min()) < _GREYISH:
        depth = max(255.0 - float(c.mean()), 1.0)
        return np.full(3, -1.0 / (3.0 * depth), np.float32), 255.0 / depth
    chroma = c - c.mean()
    return chroma / float(chroma @ c), 0.0


def _from_the_edge(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """(H, W): the connected parts of `flags` that reach the picture's edge, and their soft rim."""
    border = (flags[0], flags[-1], flags[:, 0], flags[:, -1])
    if not any(side.any() for side in border):
        return np.zeros_like(flags)
    _, labels = cv2.connectedComponents(flags.astype(np.uint8))
    sides = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    reached = np.isin(labels, np.unique(np.concatenate(sides))) & flags
    return np.asarray(cv2.dilate(reached.astype(np.uint8), _NEIGHBOURS) > 0)


def _line_through(a: Evidence, b: Evidence) -> tuple[Evidence, Evidence]:
    """Gain and offset, (3, 1) each, that carry the rows of `a`, (3, n), to those of `b`."""
    mean_a, mean_b = a.mean(1, keepdims=True), b.mean(1, keepdims=True)
    spread = ((a - mean_a) ** 2).mean(1, keepdims=True)
    slope = ((a - mean_a) * (b - mean_b)).mean(1, keepdims=True) / np.maximum(spread, 1.0)
    # One colour alone gives no slope: a light one counts as scaled, a dark one as shifted.
    alone = np.where(mean_a < 128, 1.0, mean_b / np.maximum(mean_a, 1.0))
    gain = np.clip(np.where(spread < 25.0, alone, slope), 0.4, 1.6).astype(np.float32)
    return gain, mean_b - gain * mean_a


def _largest(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(H, W) maximum over the three channels; ten times faster than NumPy's over a short axis."""
    a, b, c = cv2.split(values)
    return np.asarray(cv2.max(cv2.max(a, b), c))


def _along(rgb: RGB, direction: npt.NDArray[np.float32], offset: float) -> Evidence:
    """pixel · direction + offset, for every pixel."""
    row = np.append(direction, np.float32(offset))[None]
    return np.asarray(cv2.transform(rgb.astype(np.float32), row), np.float32)
