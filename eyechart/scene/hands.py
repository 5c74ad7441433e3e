"""Numbers and letters written into boxes, as people and image models write them.

These are the reference answers, and the wrong ones, of all tasks that are answered by writing.
"""

from math import sqrt
from random import Random

from eyechart.scene.handwriting import handwritten, strokes_svg
from eyechart.scene.svg import Style, Svg, number
from eyechart.scene.tiles import Box

__all__ = ["answer_box", "written"]

_WIDE = {"M": 1.35, "W": 1.5, "O": 1.12, "Q": 1.12, "I": 0.7, "1": 0.8}
"""Width of a character and the room beside it, in heights; else 1."""
_FRAME, _GROUND = "#8b94a6", "#fbfbfd"


def answer_box(svg: Svg, box: Box, style: Style, *, label: str = "", colour: str = "") -> None:
    """An empty box to write into; the label stands to the left of it.

    With a colour of its own the frame is heavy, and as wide in every style.
    """
    wide = 6.0 if colour else 2.4 * style.stroke
    svg.rect(*box, rx=7, fill=_GROUND, stroke=colour or _FRAME, stroke_width=wide)
    if label:
        x, y = box.x - 12, box.y + box.height / 2
        svg.text(x, y, label, 19, style=style, anchor="end", fill="#3c4454")


def written(
    text: str,
    box: Box,
    *,
    colour: str,
    pen: bool,
    size: float = 1.0,
    width: float = 1.0,
    wobble: float = 0.0,
    style: Style = Style(),
    rng: Random,
) -> str:
    """SVG of a text in the middle of a box: by hand where `pen`, else in the style's font.

    `size` and `width` are factors on the characters and their strokes; `wobble`, 0 to 1, moves the
    text by up to a sixth of the box's height, turns it and makes the hand uneven.
    """
    room = sum(_WIDE.get(character, 1.0) for character in text) - 0.2
    height = size * min(0.62 * box.height, 0.84 * box.width / room)
    reach = 0.16 * wobble * min(box.height, box.width)
    x, y = box.centre
    x, y = x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach)
    angle = wobble * rng.uniform(-5, 5)
    left = x - height * (room + 0.2) / 2
    parts = []
    for character in text:
        across = height * _WIDE.get(character, 1.0)
        middle = left + across / 2
        if pen:
            parts.append(_penned(character, middle, y, height, width, wobble, colour, rng))
        else:
            parts.append(_typeset(character, middle, y, height, width, colour, style))
        left += across
    turn = f"rotate({number(angle)} {number(x)} {number(y)})"
    return f'<g transform="{turn}">{"".join(parts)}</g>'


def _penned(
    character: str,
    x: float,
    y: float,
    height: float,
    width: float,
    wobble: float,
    colour: str,
    rng: Random,
) -> str:
    strokes = handwritten(character, rng, wobble)
    across = [a for stroke in strokes for a, _ in stroke.points]
    left = x - height * (min(across) + max(across)) / 2
    pen = height * 0.1 * sqrt(width)
    return strokes_svg(strokes, left, y - height / 2, height, pen, colour)


def _typeset(
    character: str, x: float, y: float, height: float, width: float, colour: str, style: Style
) -> str:
    svg = Svg(background=None)
    size = height / 0.729  # the capitals of DejaVu Sans are so high
    bold = 0.07 * height * (width - 1)
    svg.text(
        x,
        y,
        character,
        size,
        style=style,
        fill=colour,
        stroke=colour if bold > 0 else None,
        stroke_width=bold if bold > 0 else None,
    )
    return svg.body
