"""Sets of colours for puzzles in which colour means something.

Within a set the colours are far apart in hue and in lightness, so that they also differ in grey
and for most colour-blind readers.  No red and no orange: those are the answer ink's.
"""

from typing import NamedTuple

__all__ = ["INK_SETS", "InkSet", "mixed"]


class InkSet(NamedTuple):
    """Colours that go together, "#rrggbb" each."""

    line: str
    """Outlines and lettering: dark."""
    ground: str
    """Of cards and faces: nearly white."""
    empty: str
    """What has no colour: pale, but darker than the ground."""
    inks: tuple[str, str, str, str]
    """Told apart at a glance."""

    def faded(self, contrast: float) -> "InkSet":
        """The inks nearer to the ground: 1 as they are, 0 gone."""
        if contrast == 1.0:
            return self
        a, b, c, d = (mixed(ink, self.ground, contrast) for ink in self.inks)
        return self._replace(inks=(a, b, c, d))


INK_SETS: tuple[InkSet, ...] = (
    InkSet("#26333b", "#f4f6f1", "#dfe3dc", ("#1f9e89", "#e3c23a", "#4a4741", "#7a5fc0")),
    InkSet("#2a2440", "#f6f4fa", "#e2dfea", ("#5a3fa0", "#4cc0cf", "#d9cf45", "#59a869")),
    InkSet("#1c2c44", "#f2f6fb", "#dae3ec", ("#2a62b8", "#8fc9ef", "#d8c13c", "#38414d")),
    InkSet("#22331f", "#f5f8ef", "#e0e7d6", ("#2f7d46", "#b5d64c", "#2c3f9e", "#b79ad6")),
    InkSet("#2f2b26", "#faf7f0", "#e8e3d8", ("#37474f", "#7cb5a5", "#dcc455", "#7a5aa8")),
    InkSet("#1e1f24", "#f7f7f7", "#e4e4e4", ("#22242a", "#8f98a8", "#2f6fe0", "#d9e04e")),
)


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of the colour, the rest ground; all "#rrggbb"."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)
