"""Small figures built from parts, each part with a number of its own: what a figure is.

A **family** (a fish, a house, a rune) is one function that paints with a `Pen` in a box of 100 x
100 units, x to the right and y downward, from whole-number **traits** (how long, how many, how
far).  A figure is a family and the values of its traits, so two figures differ exactly where their
numbers do, and a figure can be told in words without loss.

Every family also has the trait `tilt` (degrees clockwise about the middle), and `facing` (0 as
painted, 1 mirrored) where left and right are not alike.  No palette holds a red: it is the answer
ink's; and no orange or ochre, which a soft edge can hardly be told from it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from eyechart.errors import UnknownName
from eyechart.scene.svg import Point, Svg, number, polyline_path

__all__ = [
    "FAMILIES",
    "PALETTES",
    "Family",
    "Palette",
    "Pen",
    "Trait",
    "Values",
    "faded",
    "family",
    "figure",
    "outline_width",
]

Values = tuple[int, ...]
"""One whole number per trait, in the family's order."""


class Palette(NamedTuple):
    """The colours of a figure, each "#rrggbb"."""

    ink: str
    """Outlines and fine parts: dark."""
    main: str
    second: str
    """Fills: well apart from each other and from the ink in lightness."""

    def faded(self, contrast: float) -> "Palette":
        """Nearer to white paper: 1 as it is, 0 gone."""
        return Palette(*(faded(colour, contrast) for colour in self))


PALETTES: dict[str, Palette] = {
    "silhouette": Palette("#16181d", "#16181d", "#ffffff"),
    "outline": Palette("#16181d", "#ffffff", "#8d95a3"),
    "sea": Palette("#0e2f3d", "#2a8fa8", "#e4f0c4"),
    "meadow": Palette("#16351f", "#3f9458", "#e6f2a4"),
    "night": Palette("#141a3c", "#4a66c4", "#cfe0ff"),
    "plum": Palette("#2b1640", "#7d55b0", "#eedcf8"),
    "moss": Palette("#232a14", "#86993a", "#eff3d2"),
    "slate": Palette("#1d242c", "#6b7b8c", "#e3e9ef"),
}


class Trait(NamedTuple):
    """One number of a family, low..high, both included."""

    name: str
    low: int
    high: int


class Pen:
    """Paints parts in a 100 x 100 box; outlines are `width` units."""

    def __init__(self, palette: Palette, width: float) -> None:
        self.palette, self.width = palette, width
        self._svg = Svg(100, 100, background=None)

    @property
    def elements(self) -> str:
        return self._svg.body

    @property
    def bold(self) -> float:
        """Factor on the outline for signs that are all stroke; small ones stay open."""
        return 0.5 + 5.5 / self.width

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float | None = None,
        fill: str = "main",
        *,
        turn: float = 0.0,
        outline: bool = True,
    ) -> None:
        """An ellipse about (x, y), turned clockwise by degrees; a circle if `ry` is left out."""
        self._svg.add(
            "ellipse",
            cx=x,
            cy=y,
            rx=rx,
            ry=rx if ry is None else ry,
            transform=f"rotate({number(turn)} {number(x)} {number(y)})" if turn else None,
            **self._paint(fill, outline),
        )

    def shape(self, points: Sequence[Point], fill: str = "main", *, outline: bool = True) -> None:
        """A polygon."""
        self._svg.polygon(points, **self._paint(fill, outline))

    def blob(self, points: Sequence[Point], fill: str = "main", *, outline: bool = True) -> None:
        """A smooth closed shape that the points pull outward."""
        self._svg.path(_rounded(points), **self._paint(fill, outline))

    def box(
        self, x: float, y: float, w: float, h: float, fill: str = "main", *, round_: float = 0.0
    ) -> None:
        """A rectangle by its top left corner."""
        self._svg.rect(x, y, w, h, rx=round_ or None, **self._paint(fill, True))

    def line(self, *points: Point, width: float = 1.0, ink: str = "ink") -> None:
        """A polyline, `width` times the outline."""
        self._stroke(polyline_path(points), width, ink)

    def bow(self, a: Point, pull: Point, b: Point, width: float = 1.0, ink: str = "ink") -> None:
        """A curve from a to b, drawn toward `pull`."""
        path = f"M{_at(a)}Q{_at(pull)} {_at(b)}"
        self._stroke(path, width, ink)

    def _stroke(self, path: str, width: float, ink: str) -> None:
        self._svg.path(
            path,
            fill="none",
            stroke=getattr(self.palette, ink),
            stroke_width=self.width * width,
            stroke_linecap="round",
            stroke_linejoin="round",
        )

    def _paint(self, fill: str, outline: bool) -> dict[str, object]:
        paint: dict[str, object] = {"fill": getattr(self.palette, fill)}
        if outline:
            paint |= {
                "stroke": self.palette.ink,
                "stroke_width": self.width,
                "stroke_linejoin": "round",
            }
        return paint


class Family(NamedTuple):
    """All figures of one kind."""

    name: str
    traits: tuple[Trait, ...]
    paint: Callable[..., None]
    """paint(pen, **values), without `tilt` and `facing`."""

    def elements(self, values: Values, palette: Palette, width: float) -> str:
        """SVG elements of one figure in the 100 x 100 box; outlines `width` units."""
        named = self.named(values)
        tilt, facing = named.pop("tilt"), named.pop("facing", 0)
        pen = Pen(palette, width)
        self.paint(pen, **named)
        if not (tilt or facing):
            return pen.elements
        turn = f"rotate({tilt} 50 50)" if tilt else ""
        flip = "matrix(-1 0 0 1 100 0)" if facing else ""
        return f'<g transform="{turn}{flip}">{pen.elements}</g>'

    def named(self, values: Values) -> dict[str, int]:
        """Trait names to values."""
        return {trait.name: value for trait, value in zip(self.traits, values, strict=True)}

    @property
    def plain(self) -> Values:
        """The middle of every trait's range; neither tilted nor mirrored."""
        return tuple(
            0 if trait.name in ("tilt", "facing") else (trait.low + trait.high) // 2
            for trait in self.traits
        )


FAMILIES: dict[str, Family] = {}
"""By name; filled by the modules of this package."""


def figure(
    *, facing: bool = True, **traits: tuple[int, int]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a paint function as a family named like it; `traits` gives (low, high) of each."""

    def register(paint: Callable[..., None]) -> Callable[..., None]:
        name = paint.__name__.replace("_", " ")
        listed = [Trait(trait.replace("_", " "), *span) for trait, span in traits.items()]
        if facing:
            listed.append(Trait("facing", 0, 1))
        listed.append(Trait("tilt", -12, 12))

        def by_words(pen: Pen, **values: int) -> None:
            paint(pen, **{key.replace(" ", "_"): value for key, value in values.items()})

        FAMILIES[name] = Family(name, tuple(listed), by_words)
        return paint

    return register


def family(name: str) -> Family:
    """Raises `UnknownName`."""
    if name not in FAMILIES:
        raise UnknownName("figure", name, FAMILIES)
    return FAMILIES[name]


def outline_width(px: float) -> float:
    """Outline, in units, of a figure of `px` px: 1.5 px where small, 3 % of it where large."""
    return max(3.0, 150.0 / px)


def faded(colour: str, contrast: float) -> str:
    """A colour "#rrggbb" nearer to white paper: 1 as it is, 0 gone."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - contrast * (255 - part)):02x}" for part in parts)


def _rounded(points: Sequence[Point]) -> str:
    """The quadratic spline through the middles of the sides, pulled by the corners."""
    middles = [
        ((ax + bx) / 2, (ay + by) / 2)
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True)
    ]
    curves = (f"Q{_at(p)} {_at(m)}" for p, m in zip(points, middles, strict=True))
    return f"M{_at(middles[-1])}{''.join(curves)}Z"


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
