"""Scenes are drawn as SVG text: diffable, scalable, byte-deterministic, ready for the report.

A small builder and nothing more: fixed decimals, so that equal scenes give equal bytes on every
machine; attributes by keyword; groups as context managers.  Pixels come from `raster.py`.
Coordinates are in px of the authored picture, x to the right, y downward.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape

from eyechart.scene.turn import Turn

__all__ = ["Point", "Style", "Svg", "number", "overlaid", "polyline_path", "size_of", "turned"]

import msgspec

Point = tuple[float, float]


class Style(msgspec.Struct, frozen=True):
    """How a scene is dressed; the default is what models are shown.

    Other values re-draw the *same* scene in another hand: the certificate uses them to play an
    image model that redraws everything instead of copying it.
    """

    stroke: float = 1.0
    """Factor on the width of lines that carry no meaning by their width."""
    font: str = "DejaVu Sans"
    """Font family for text; only bundled families and those the caller has loaded."""
    weight: str = "normal"
    """"normal" or "bold"."""


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, no minus zero."""
    text = f"{value:.2f}"
    if text[-1] != "0":  # nearly always
        return text
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polyline_path(points: Iterable[Point], *, closed: bool = False) -> str:
    """The `d` of a path through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


class Svg:
    """Collects elements; `str(svg)` is the document, `svg.body` the elements alone.

    Keyword attributes are written with underscores as hyphens: `stroke_width=2`.  Floats are
    formatted by `number`; None leaves an attribute out.
    """

    def __init__(self, width: float = 512, height: float = 512, background: str | None = "#ffffff"):
        self.width, self.height = width, height
        self._parts: list[str] = []
        if background is not None:
            self.rect(0, 0, width, height, fill=background)

    def add(self, tag: str, content: str | None = None, /, **attributes: object) -> None:
        """Any element, with escaped text."""
        head = tag + "".join(
            f' {name.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
            for name, value in attributes.items()
            if value is not None
        )
        body = f"<{head}/>" if content is None else f"<{head}>{escape(content)}</{tag}>"
        self._parts.append(body)

    def raw(self, elements: str) -> None:
        """Elements that are SVG text already."""
        self._parts.append(elements)

    def rect(self, x: float, y: float, width: float, height: float, **attributes: object) -> None:
        self.add("rect", x=x, y=y, width=width, height=height, **attributes)

    def circle(self, x: float, y: float, radius: float, **attributes: object) -> None:
        self.add("circle", cx=x, cy=y, r=radius, **attributes)

    def line(self, a: Point, b: Point, **attributes: object) -> None:
        self.add("line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], **attributes)

    def polygon(self, points: Iterable[Point], **attributes: object) -> None:
        self.add("path", d=polyline_path(points, closed=True), **attributes)

    def polyline(self, points: Iterable[Point], **attributes: object) -> None:
        """An open line with round joins and ends."""
        attributes = {
            "fill": "none",
            "stroke_linecap": "round",
            "stroke_linejoin": "round",
        } | attributes
        self.add("path", d=polyline_path(points), **attributes)

    def path(self, d: str, **attributes: object) -> None:
        self.add("path", d=d, **attributes)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        style: Style = Style(),
        anchor: str = "middle",
        **attributes: object,
    ) -> None:
        """Text in the style's font, (x, y) being the middle of its capital letters by default."""
        weight = attributes.pop("font_weight", None) or (
            style.weight if style.weight != "normal" else None
        )
        # 0.36 em is half the cap height of DejaVu Sans: resvg has no dominant-baseline.
        self.add(
            "text",
            text,
            x=x,
            y=y + 0.36 * size,
            font_size=size,
            font_family=style.font,
            font_weight=weight,
            text_anchor=anchor,
            **attributes,
        )

    @contextmanager
    def group(self, **attributes: object) -> Iterator[None]:
        """Elements added inside share these attributes."""
        self.add("g", "", **attributes)
        self._parts[-1] = self._parts[-1].removesuffix("</g>")
        yield
        self._parts.append("</g>")

    @property
    def body(self) -> str:
        return "".join(self._parts)

    def __str__(self) -> str:
        return _document(self.width, self.height, self.body)


def size_of(svg: str) -> tuple[float, float]:
    """(width, height) of a document that `Svg` wrote."""
    head = svg[: svg.index(">")]
    width, height = (head.split(f'{side}="', 1)[1].split('"', 1)[0] for side in ("width", "height"))
    return float(width), float(height)


def overlaid(svg: str, elements: str) -> str:
    """The document with further elements drawn on top."""
    return svg.removesuffix("</svg>") + elements + "</svg>"


def turned(svg: str, turn: Turn) -> str:
    """The document misoriented; still vector, nothing resampled."""
    width, height = size_of(svg)
    body = svg[svg.index(">") + 1 :].removesuffix("</svg>")
    matrix = " ".join(number(value) for value in turn.matrix(width, height))
    return _document(*turn.size(width, height), f'<g transform="matrix({matrix})">{body}</g>')


def _document(width: float, height: float, body: str) -> str:
    w, h = number(width), number(height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
    )
    return f"{head}{body}</svg>"


def _attribute(value: object) -> str:
    return number(value) if isinstance(value, (int, float)) else escape(str(value))
