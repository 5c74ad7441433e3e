"""A zoo of small parametric figures; `figure.py` says what one is, the other modules paint them."""

from eyechart.scene.figures import animals, faces, fruit, glyphs, plants, things, vehicles
from eyechart.scene.figures.figure import (
    FAMILIES,
    PALETTES,
    Family,
    Palette,
    Pen,
    Trait,
    Values,
    family,
    figure,
    outline_width,
)

__all__ = [
    "FAMILIES",
    "PALETTES",
    "Family",
    "Palette",
    "Pen",
    "Trait",
    "Values",
    "animals",
    "faces",
    "family",
    "figure",
    "fruit",
    "glyphs",
    "outline_width",
    "plants",
    "things",
    "vehicles",
]
