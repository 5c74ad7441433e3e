"""The court of `bounce`: its symbolic scene, the ball's exact way in it, and how it is drawn.

All lengths are whole px of the 512 px picture, counted from the court's top left corner, so that
the scene can be described, read back from pixels and drawn without any rounding.  Red is the ball's
alone: whatever else is red in a clip is another ball.
"""

from collections.abc import Iterator
from itertools import takewhile

import msgspec

from eyechart.scene.motion import Path, Touch, Wall, first_touches, path_through, room
from eyechart.scene.svg import Point, Style, Svg
from eyechart.task import Scene

__all__ = ["LETTERS", "SIDES", "SIZE", "THICK", "Court", "Gate", "drawn", "gate_at", "way"]

SIZE = 512
"""The picture's side, px."""
THICK = 8
"""The thickness of an inner wall, px."""
RIM = 12
"""The thickness of the court's rim and of its gates, px, drawn outside the court."""
SIDES = ("top", "right", "bottom", "left")
"""In the order of the walls that `scene.motion.room` makes."""
LETTERS = "ABCDEFGHJKLM"
"""Names of gates.  No I, which is a bar, a one and a pronoun."""
MOST_TOUCHES = 200
"""After so many touches without a gate the ball is said never to leave."""

LETTER_SIZE = 25
"""Font size of a gate's letter, px: its capitals are 18 px high."""

INK, FLOOR, BALL = "#2b3442", "#f3f5f7", "#e0202c"
GATE_COLOURS = ("#2a9d8f", "#3f7fd6", "#4da14a", "#8a5cc8")


class Gate(msgspec.Struct, frozen=True):
    """A coloured stretch of the rim, from `start` to `end` in x (top, bottom) or y (sides)."""

    side: int
    """Index into `SIDES`."""
    start: int
    end: int


class Court(Scene, frozen=True):
    """A rectangle with inner walls and gates, and a ball about to roll."""

    width: int
    height: int
    radius: int
    ball: tuple[int, int]
    """The ball's centre."""
    arrow: tuple[int, int]
    """How far the ball rolls in `beat` seconds."""
    walls: tuple[tuple[int, int, int, int], ...]
    """x and y of both ends of each inner wall's middle line."""
    gates: tuple[Gate, ...]
    """In the order of their letters."""
    beat: float = 0.2
    """Seconds; only a clip shows how fast the ball is."""

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(LETTERS[: len(self.gates)])

    @property
    def obstacles(self) -> tuple[Wall, ...]:
        """The four sides, then the inner walls."""
        inner = (Wall((x1, y1), (x2, y2), THICK) for x1, y1, x2, y2 in self.walls)
        return (*room(self.width, self.height), *inner)

    @property
    def velocity(self) -> Point:
        """px per second."""
        return self.arrow[0] / self.beat, self.arrow[1] / self.beat


def gate_at(court: Court, touch: Touch) -> int | None:
    """Index of the gate that is touched, if it is one."""
    if touch.wall >= len(SIDES):
        return None
    place = touch.centre[touch.wall % 2]
    for index, gate in enumerate(court.gates):
        if gate.side == touch.wall and gate.start <= place <= gate.end:
            return index
    return None


def way(court: Court) -> tuple[Path, list[Touch]]:
    """The ball's way and its touches, to the gate through which it leaves (or to the limit)."""
    met = first_touches(court.ball, court.velocity, court.radius, court.obstacles, MOST_TOUCHES)
    before = list(takewhile(lambda touch: gate_at(court, touch) is None, met))
    met = met[: len(before) + 1]
    return path_through(court.ball, met), met


def corner(court: Court) -> Point:
    """Where the court's top left corner lies in the picture."""
    return (SIZE - court.width) / 2, (SIZE - court.height) / 2


def drawn(court: Court, style: Style = Style(), *, ball: bool = True, arrow: bool = True) -> Svg:
    """The picture, with or without the ball and its arrow."""
    svg = Svg(SIZE, SIZE)
    left, top = corner(court)
    with svg.group(transform=f"translate({left:g} {top:g})"):
        _draw_rim(svg, court, style)
        for x1, y1, x2, y2 in court.walls:
            svg.line(
                (x1, y1),
                (x2, y2),
                stroke=INK,
                stroke_width=THICK * style.stroke,
                stroke_linecap="round",
            )
        if arrow:
            _draw_arrow(svg, court, style)
        if ball:
            svg.circle(*court.ball, court.radius, fill=BALL)
    return svg


def _draw_rim(svg: Svg, court: Court, style: Style) -> None:
    width, height, rim = court.width, court.height, RIM * style.stroke
    svg.rect(-rim, -rim, width + 2 * rim, height + 2 * rim, fill=INK, rx=rim / 2)
    svg.rect(0, 0, width, height, fill=FLOOR)
    for index, (gate, letter) in enumerate(zip(court.gates, court.letters, strict=True)):
        x, y, w, h = _gate_box(court, gate, rim)
        svg.rect(x, y, w, h, fill=GATE_COLOURS[index % len(GATE_COLOURS)])
        lx, ly = letter_place(court, gate)
        svg.text(lx, ly, letter, LETTER_SIZE, style=style, fill=INK, font_weight="bold")


def _gate_box(court: Court, gate: Gate, rim: float) -> tuple[float, float, float, float]:
    """(x, y, width, height) of a gate's coloured bar."""
    span = gate.end - gate.start
    return (
        (gate.start, -rim, span, rim),
        (court.width, gate.start, rim, span),
        (gate.start, court.height, span, rim),
        (-rim, gate.start, rim, span),
    )[gate.side]


def letter_place(court: Court, gate: Gate) -> Point:
    """Where the middle of a gate's letter lies, outside the rim."""
    middle, away = (gate.start + gate.end) / 2, 32
    return (
        (middle, -away),
        (court.width + away, middle),
        (middle, court.height + away),
        (-away, middle),
    )[gate.side]


def _draw_arrow(svg: Svg, court: Court, style: Style) -> None:
    """From the ball's centre to the tip; the head is a slim triangle."""
    (x, y), (dx, dy) = court.ball, court.arrow
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    neck = (x + dx - 14 * ux, y + dy - 14 * uy)
    svg.line((x, y), neck, stroke=INK, stroke_width=3 * style.stroke)
    head = _triangle((x + dx, y + dy), neck, 6.5)
    svg.polygon(head, fill=INK)


def _triangle(tip: Point, neck: Point, half: float) -> Iterator[Point]:
    length = ((tip[0] - neck[0]) ** 2 + (tip[1] - neck[1]) ** 2) ** 0.5
    nx, ny = (neck[1] - tip[1]) / length * half, (tip[0] - neck[0]) / length * half
    yield tip
    yield neck[0] + nx, neck[1] + ny
    yield neck[0] - nx, neck[1] - ny
