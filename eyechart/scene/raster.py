"""SVG to pixels with resvg: the same bytes everywhere, only our bundled fonts.

Traps that are handled here: `Options` may not cross threads (one per thread); a missing font drops
text without a word (checked once per thread); a wrong transform order draws an empty picture, so
scaling is done by the document's own width and height instead; a pattern's tile is rounded to whole
px without making up for it, so that tiles drift at other than whole scales: there a document with
patterns is drawn at the next whole scale and averaged down.
"""

import io
import threading
from functools import lru_cache
from importlib.resources import files
from math import ceil

import numpy as np
import resvg
from PIL import Image

from eyechart.errors import EyechartError
from eyechart.scene.pixels import RGB, decoded, decoded_own, encoded
from eyechart.scene.svg import number, size_of

__all__ = ["load_font", "pixels", "png"]

_IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_local = threading.local()
_extra_fonts: list[bytes] = []


def load_font(data: bytes) -> None:
    """Make a further TrueType font usable by `Style.font`, in this process."""
    _extra_fonts.append(data)
    _local.__dict__.clear()


def png(svg: str, size: int | None = None) -> bytes:
    """PNG bytes of a document; `size` is the longer side in px (default: as authored)."""
    if size is not None and "<pattern" in svg:
        return _averaged(svg, size)
    if size is not None:
        svg = _resized(svg, size)
    return resvg.render(resvg.usvg.Tree.from_str(svg, _options()), _IDENTITY)


@lru_cache(maxsize=8)
def pixels(svg: str, size: int | None = None) -> RGB:
    """The document as (H, W, 3) uint8, read-only: a verifier draws the same source often."""
    rgb = decoded_own(png(svg, size))
    rgb.setflags(write=False)
    return rgb


def _averaged(svg: str, size: int) -> bytes:
    """`png` by way of the next whole scale."""
    longer = max(size_of(svg))
    whole = png(_resized(svg, round(longer * max(1, ceil(size / longer)))))
    drawn = Image.open(io.BytesIO(whole))
    small = size_of(_resized(svg, size))
    side = (round(small[0]), round(small[1]))
    if drawn.size == side:
        return whole
    return encoded(np.asarray(drawn.convert("RGB").resize(side, Image.Resampling.BICUBIC)))


def _resized(svg: str, size: int) -> str:
    width, height = size_of(svg)
    scale = size / max(width, height)
    old = f'width="{number(width)}" height="{number(height)}"'
    new = f'width="{round(width * scale)}" height="{round(height * scale)}"'
    return svg.replace(old, new, 1)


def _options() -> resvg.usvg.Options:
    options: resvg.usvg.Options | None = getattr(_local, "options", None)
    if options is None:
        options = resvg.usvg.Options.default()
        for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
            options.load_font_data((files("eyechart.scene") / "fonts" / name).read_bytes())
        for data in _extra_fonts:
            options.load_font_data(data)
        options.font_family = "DejaVu Sans"
        _require_text(options)
        _local.options = options
    return options


def _require_text(options: resvg.usvg.Options) -> None:
    probe = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">'
        '<text x="0" y="14" font-size="16" font-family="DejaVu Sans">H</text></svg>'
    )
    drawn = resvg.render(resvg.usvg.Tree.from_str(probe, options), _IDENTITY)
    if not decoded(drawn, background=(255, 255, 255)).min() < 128:
        raise EyechartError("the bundled font draws nothing: text would be dropped silently")
