"""How ornaments and patches are coloured and drawn."""

from collections.abc import Sequence

from eyechart.scene.svg import Style, Svg, number
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._ornament_shapes import Shape, draw_shapes

__all__ = ["colours_of", "draw_hole", "draw_ornament", "laid"]

_FRAME, _PAPER, _INK = "#3a4150", "#ffffff", "#2b3140"
# Six colours each, told apart in hue and lightness; none near the red of the answer.
_PALETTES = (
    ("#ece0b8", "#1d3f72", "#3f9fc4", "#e2c443", "#3c8d5a", "#7b5ea7"),
    ("#d2e4e2", "#22577a", "#57cc99", "#f2dc6b", "#6c63a8", "#9fb4c0"),
    ("#e8dfc6", "#2e2a4f", "#6b6fc4", "#8fd0c8", "#cdbf3e", "#4f7a3a"),
    ("#cddff3", "#123a3f", "#2f8f83", "#a9d65c", "#4a64b0", "#d9c98a"),
    ("#dcd2ea", "#39324f", "#9a8bd0", "#4d9a6a", "#e6d35a", "#2f7fb5"),
)
_TILES = ("plain", "grouted", "grouted", "rounded", "discs")


def colours_of(dress: int, plaid: bool, pale: float) -> list[str]:
    """By code; `pale` 0 to 1 mixes them towards a middle grey, so that they are more alike."""
    inks = [_levels(ink) for ink in _PALETTES[dress % len(_PALETTES)]]
    if plaid:
        ground, a, b, c, d = (inks[i] for i in (0, 1, 2, 4, 3))
        inks = [
            [(u + v) / 2 for u, v in zip(x, y, strict=True)]
            for y in (ground, c, d)
            for x in (ground, a, b)
        ]
    mixed = ([v + pale * (150 - v) for v in ink] for ink in inks)
    return ["#" + "".join(f"{round(v):02x}" for v in ink) for ink in mixed]


def laid(width: int, height: int, box: Box, most: float) -> Box:
    """A field of so many units in the middle of a box, at most `most` px a unit."""
    scale = min(box.width / width, box.height / height, most)
    cx, cy = box.centre
    w, h = scale * width, scale * height
    return Box(cx - w / 2, cy - h / 2, w, h)


def draw_ornament(
    svg: Svg,
    rows: Sequence[str],
    shapes: Sequence[Shape],
    window: tuple[int, int, int, int],
    colours: Sequence[str],
    tiles: int,
    box: Box,
    style: Style,
) -> None:
    """An ornament or a patch: its shapes within `window`, or its rows, on `box`; framed.

    Where a row has a question mark, nothing is drawn.
    """
    if shapes:
        draw_shapes(svg, shapes, colours, window, box)
    else:
        _draw_rows(svg, rows, colours, _TILES[tiles % len(_TILES)] if tiles else "plain", box)
    svg.rect(*box, fill="none", stroke=_FRAME, stroke_width=1.6 * style.stroke)


def draw_hole(svg: Svg, box: Box, style: Style) -> None:
    x, y, w, h = box
    edge = {"stroke": _INK, "stroke_width": 1.8 * style.stroke, "stroke_dasharray": "5 3.5"}
    svg.rect(x, y, w, h, fill=_PAPER, **edge)
    svg.text(*box.centre, "?", 0.5 * min(w, h), style=style, fill=_INK)


def _draw_rows(svg: Svg, rows: Sequence[str], colours: Sequence[str], tile: str, box: Box) -> None:
    pitch = box.width / len(rows[0])
    if tile in ("grouted", "rounded", "discs"):
        svg.rect(*box, fill=_PAPER)
    places: dict[str, list[tuple[float, float, int]]] = {}
    for r, row in enumerate(rows):
        start = 0
        for c in range(1, len(row) + 1):
            # Plain places of one colour are drawn as one, lest their seams be seen.
            if c == len(row) or row[c] != row[start] or tile != "plain":
                at = (box.x + start * pitch, box.y + r * pitch, c - start)
                places.setdefault(row[start], []).append(at)
                start = c
    for letter, corners in sorted(places.items()):
        if letter == "?":
            continue
        d = "".join(_tile(tile, x, y, pitch, run) for x, y, run in corners)
        fill = colours[ord(letter) - ord("a")]
        svg.path(d, fill=fill, shape_rendering="crispEdges" if tile == "plain" else None)


def _tile(tile: str, x: float, y: float, pitch: float, run: int) -> str:
    """The path of one place, or of a run of plain ones."""
    if tile == "plain":
        return f"M{number(x)} {number(y)}h{number(run * pitch)}v{number(pitch)}H{number(x)}Z"
    gap = 0.05 * pitch
    if tile == "grouted":
        side = number(pitch - 2 * gap)
        return f"M{number(x + gap)} {number(y + gap)}h{side}v{side}h-{side}Z"
    radius = (0.46 if tile == "discs" else 0.3) * pitch
    straight = pitch - 2 * gap - 2 * radius if tile == "rounded" else 0.0
    start = pitch / 2 - straight / 2 - radius
    r, s = number(radius), number(straight)
    return (
        f"M{number(x + start + radius)} {number(y + start)}h{s}a{r} {r} 0 0 1 {r} {r}v{s}"
        f"a{r} {r} 0 0 1 -{r} {r}h-{s}a{r} {r} 0 0 1 -{r} -{r}v-{s}a{r} {r} 0 0 1 {r} -{r}Z"
    )


def _levels(colour: str) -> list[float]:
    return [float(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
