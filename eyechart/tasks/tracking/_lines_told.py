"""Lines in words: every stretch between two crossings, station by station, and read back."""

import re

from eyechart.errors import Unreadable
from eyechart.scene.svg import number
from eyechart.tasks.tracking._knots import Stretch, arms_at
from eyechart.tasks.tracking._lines_scene import Lines, Sign

__all__ = ["read_lines", "told"]


def told(scene: Lines) -> str:
    """All that the picture shows, losslessly; which stretches are one line is not said."""
    arms = arms_at(scene.stretches)
    crossings = [place for place, here in arms.items() if len(here) > 1]
    names = {place: f"crossing {n}" for n, place in enumerate(sorted(crossings), 1)}
    names |= {(sign.x, sign.y): sign.name for sign in (*scene.tops, *scene.bottoms)}
    lines = [
        f"Curved lines in a picture of {scene.size} x {scene.size} px; x runs to the right, y "
        "downward. Headings are in degrees clockwise: 0 to the right, 90 down, 180 to the left, "
        "270 up.",
        f"At the top, from left to right: {_told_signs(scene.tops)}.",
        f"At the bottom, from left to right: {_told_signs(scene.bottoms)}.",
        f"The lines are {number(scene.width)} px wide and cut into stretches wherever they "
        "cross. At a crossing a line goes straight on: it leaves with the heading with which "
        "it comes, and never turns. A stretch may be gone through either way.",
        "Each stretch, smooth through these points, with the heading at each:",
    ]
    for stretch, colour in zip(scene.stretches, scene.colours, strict=True):
        a, b = names[stretch[0][:2]], names[stretch[-1][:2]]
        through = " ".join(f"{x},{y}@{heading}" for x, y, heading in stretch)
        lines.append(f"{colour}, {a} to {b}: {through}")
    return "\n".join(lines)


def read_lines(text: str) -> Lines:
    """The inverse of `told`.  Raises `Unreadable`."""
    tops, bottoms = (
        re.search(rf"At the {side}, from left to right: (.*)\.", text) for side in ("top", "bottom")
    )
    width = re.search(r"The lines are ([\d.]+) px wide", text)
    rows = re.findall(r"^(\w+), .* to .*: ((?:\d+,\d+@\d+ ?)+)$", text, re.MULTILINE)
    if not (tops and bottoms and width and rows):
        raise Unreadable("no lines are described here")
    return Lines(
        _read_signs(tops[1]),
        _read_signs(bottoms[1]),
        tuple(_read_stations(row) for _, row in rows),
        tuple(colour for colour, _ in rows),
        float(width[1]),
    )


def _told_signs(signs: tuple[Sign, ...]) -> str:
    return "; ".join(f"{sign.name} at {sign.x},{sign.y}" for sign in signs)


def _read_signs(text: str) -> tuple[Sign, ...]:
    found = re.findall(r"(\w+) at (\d+),(\d+)", text)
    return tuple(Sign(name, int(x), int(y)) for name, x, y in found)


def _read_stations(text: str) -> Stretch:
    return tuple(
        (int(x), int(y), int(heading)) for x, y, heading in re.findall(r"(\d+),(\d+)@(\d+)", text)
    )
