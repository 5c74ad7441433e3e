"""Typefaces for the certificate's "everything was redrawn in other fonts".

Families under open licences that the `dev` extra installs from PyPI, held out of the digit reader's
training.  Only those found are used; without the extra there are none, and the certificate says so.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from eyechart.scene.raster import load_font

__all__ = ["font_files", "redraw_fonts"]

_FAMILIES = {
    "Caladea": ("font_caladea", "Caladea-Regular.ttf", "Caladea-Bold.ttf"),
    "Fredoka One": ("font_fredoka_one", "FredokaOne-Regular.ttf"),
    "Hanken Grotesk": (
        "font_hanken_grotesk",
        "HankenGrotesk-Regular.otf",
        "HankenGrotesk-Bold.otf",
    ),
    "Manrope": ("font_manrope", "Manrope-Regular.ttf", "Manrope-Bold.ttf"),
    "Source Sans Pro": (
        "font_source_sans_pro",
        "SourceSansPro-Regular.otf",
        "SourceSansPro-Bold.otf",
    ),
    "Source Serif Pro": (
        "font_source_serif_pro",
        "SourceSerifPro-Regular.otf",
        "SourceSerifPro-Bold.otf",
    ),
}
"""Family name -> package, files of its faces."""


@cache
def redraw_fonts() -> list[str]:
    """Families usable as `Style.font` from now on, loaded on the first call; maybe none."""
    for path in font_files():
        load_font(path.read_bytes())
    return [family for family in _FAMILIES if any(_faces(family))]


def font_files() -> Iterator[Path]:
    """The files of all faces found."""
    for family in _FAMILIES:
        yield from _faces(family)


def _faces(family: str) -> Iterator[Path]:
    package, *names = _FAMILIES[family]
    spec = find_spec(package)  # found without importing: some of these packages warn on import
    for folder in (spec.submodule_search_locations or []) if spec else []:
        yield from (path for name in names if (path := Path(folder) / "files" / name).is_file())
