"""A board of pipes: the scene, how one is made, followed and drawn.

The scene says of each square to which sides its pipe runs on, and where the ends are; which squares
are one pipe is found by following.  Boards are cut from a random way through all squares: a snake
that is shuffled by backbite moves (Mansfield 1982).
"""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.turn import Turn
from eyechart.task import Scene

__all__ = ["Board", "End", "board_of", "cut", "followed", "nudged", "sketch", "winding"]

Cell = tuple[int, int]
_STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
_SPAN, _MARGIN, _LEAST = 436.0, 38.0, 27.25
"""Px of the board, around it, and of a square at least: beyond 16 a side, the picture grows."""

_COLOURS = (
    "#d9343a", "#2c7fd6", "#2fa84f", "#f0b21c", "#8a4fc7", "#ef7d22", "#19a8b0", "#e667a8",
    "#8c6239", "#5b6b7d", "#9bbf2a", "#f3c6a0",
)  # fmt: skip
_DRESSES = (
    # page, board, grid, the colour of plain pipes, balls that carry numbers
    ("#24272f", "#15171c", "#3d4350", "#c9d2df", "#15171c"),
    ("#ffffff", "#ffffff", "#c9ced6", "#3a5f95", "#ffffff"),
    ("#eef3f7", "#ffffff", "#c7d3dd", "#2f7d6a", "#ffffff"),
    ("#f7f2e8", "#fffdf7", "#ddd2bd", "#7b5a94", "#fffdf7"),
)


class End(Scene, frozen=True):
    """Where a pipe begins or ends."""

    cell: Cell
    number: int
    """Of its pipe; 0 where pipes have no numbers."""


class Board(Scene, frozen=True):
    """Squares with pieces of pipe."""

    rows: tuple[tuple[str, ...], ...]
    """For each square the sides to which its pipe runs on, of "UDLR"; "" where there is none."""
    ends: tuple[End, ...]
    """In reading order."""
    colours: tuple[int, ...]
    """Of pipes, in the reading order of their first ends; all alike if pipes are plain."""
    dress: int = 0
    plain: bool = False


def winding(rng: Random, side: int) -> list[Cell]:
    """A random way through all squares of a board, each once."""
    way = [(r, c if r % 2 == 0 else side - 1 - c) for r in range(side) for c in range(side)]
    place = {cell: i for i, cell in enumerate(way)}
    for _ in range(10 * side * side):
        head = rng.random() < 0.5
        r, c = way[0 if head else -1]
        dr, dc = rng.choice(tuple(_STEPS.values()))
        beside = place.get((r + dr, c + dc))
        if beside is None:
            continue
        span = slice(0, beside) if head else slice(beside + 1, len(way))
        way[span] = way[span][::-1]
        place.update((way[i], i) for i in range(span.start, span.stop))
    return way


def nudged(rng: Random, board: Board, longest: int) -> list[list[Cell]]:
    """The pipes of a board, some of which have given a square up and others gained one instead."""
    pipes = [list(pipe) for _, pipe in followed(board)]
    side = len(board.rows)
    for _ in range(rng.randint(1, 4)):
        short = rng.choice([pipe for pipe in pipes if len(pipe) > 2] or [[]])
        taken = {cell for pipe in pipes for cell in pipe}
        room = [
            (pipe, end, (r + dr, c + dc))
            for pipe in pipes
            if pipe is not short and len(pipe) < longest
            for end, (r, c) in ((0, pipe[0]), (len(pipe), pipe[-1]))
            for dr, dc in _STEPS.values()
            if 0 <= r + dr < side and 0 <= c + dc < side and (r + dr, c + dc) not in taken
        ]
        if short and room:
            pipe, end, cell = rng.choice(room)
            pipe.insert(end, cell)
            short.pop(rng.choice((0, -1)))
    turn = Turn("", rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.5)
    return [[turn.cell(r, c, side, side) for r, c in pipe] for pipe in pipes]


def cut(rng: Random, way: list[Cell], pipes: int, bare: int, longest: int) -> list[list[Cell]]:
    """Pipes along a way, of 2 squares or more, about `bare` squares left out between them."""
    total, least = len(way) - bare, 2
    while True:
        lengths = [least + rng.expovariate(1.0) for _ in range(pipes)]
        scale = (total - least * pipes) / max(1e-9, sum(n - least for n in lengths))
        sizes = [least + round((n - least) * scale) for n in lengths]
        sizes[-1] += total - sum(sizes)
        if min(sizes) >= least and max(sizes) <= longest:
            break
    gaps = [0] * (pipes + 1)
    for _ in range(bare):
        gaps[rng.randrange(pipes + 1)] += 1
    out, at = [], 0
    for size, gap in zip(sizes, gaps, strict=False):
        out.append(way[at + gap : at + gap + size])
        at += gap + size
    return out


def board_of(
    rng: Random, side: int, pipes: list[list[Cell]], *, numbered: bool, plain: bool
) -> Board:
    """The board that shows these pipes, numbered in any order, coloured in any way."""
    sides: dict[Cell, str] = {}
    names = {step: name for name, step in _STEPS.items()}
    for pipe in pipes:
        for a, b in pairwise(pipe):
            step = (b[0] - a[0], b[1] - a[1])
            sides[a] = sides.get(a, "") + names[step]
            sides[b] = sides.get(b, "") + names[-step[0], -step[1]]
    numbers = rng.sample(range(1, len(pipes) + 1), len(pipes)) if numbered else [0] * len(pipes)
    ends = [
        End(cell, number)
        for pipe, number in zip(pipes, numbers, strict=True)
        for cell in (pipe[0], pipe[-1])
    ]
    colours = tuple(rng.sample(range(len(_COLOURS)), len(pipes)))
    return Board(
        tuple(
            tuple("".join(sorted(sides.get((r, c), ""))) for c in range(side)) for r in range(side)
        ),
        tuple(sorted(ends, key=lambda end: end.cell)),
        colours,
        rng.randrange(len(_DRESSES)),
        plain,
    )


def followed(board: Board) -> list[tuple[End, list[Cell]]]:
    """Each pipe from its first end on: (that end, its squares); a pipe without end has none."""
    out: list[tuple[End, list[Cell]]] = []
    seen: set[Cell] = set()
    for end in board.ends:
        if end.cell in seen:
            continue
        pipe = [end.cell]
        while ahead := [cell for cell in _beside(board, pipe[-1]) if cell not in pipe[-2:]]:
            if len(ahead) > 1 or ahead[0] in pipe:
                break
            pipe.append(ahead[0])
        seen |= set(pipe)
        out.append((end, pipe))
    return out


def _beside(board: Board, cell: Cell) -> Iterator[Cell]:
    """The squares to which the pipe in this one runs on."""
    r, c = cell
    for name in board.rows[r][c]:
        dr, dc = _STEPS[name]
        yield r + dr, c + dc


def sketch(board: Board, style: Style = Style()) -> Svg:
    """The picture."""
    page, ground, grid, single, ball = _DRESSES[board.dress]
    side = len(board.rows)
    span, start = max(_SPAN, _LEAST * side), _MARGIN
    cell, size = span / side, round(span + 2 * start)
    svg = Svg(size, size, background=page)
    svg.add("rect", x=start - 9, y=start - 9, width=span + 18, height=span + 18, rx=9,
            fill=ground, stroke=grid, stroke_width=2)  # fmt: skip
    lines = "".join(
        f"M{start:.2f} {start + i * cell:.2f}h{span}M{start + i * cell:.2f} {start:.2f}v{span}"
        for i in range(side + 1)
    )
    svg.path(lines, fill="none", stroke=grid, stroke_width=1.4 * style.stroke)
    for index, (_, pipe) in enumerate(followed(board)):
        colour = single if board.plain else _COLOURS[board.colours[index]]
        points = [(start + (c + 0.5) * cell, start + (r + 0.5) * cell) for r, c in pipe]
        width = 0.34 * cell
        svg.polyline(points, stroke=_shade(colour, 0.62), stroke_width=width)
        svg.polyline(points, stroke=colour, stroke_width=0.78 * width)
        svg.polyline(points, stroke=_shade(colour, 1.45), stroke_width=0.16 * width)
    pipe_at = {cell: i for i, (_, pipe) in enumerate(followed(board)) for cell in pipe}
    for end in board.ends:
        r, c = end.cell
        index = pipe_at[end.cell]
        colour = single if board.plain else _COLOURS[board.colours[index]]
        at = (start + (c + 0.5) * cell, start + (r + 0.5) * cell)
        _draw_end(svg, at, cell, end.number, (colour, ball), style)
    return svg


def _draw_end(
    svg: Svg, at: Point, cell: float, number: int, colours: tuple[str, str], style: Style
) -> None:
    """A ball, or a ring around the pipe's number; 6 and 9 are underlined, as on billiard balls."""
    (x, y), (colour, ground) = at, colours
    radius = 0.36 * cell
    if not number:
        svg.circle(x, y, radius, fill=colour, stroke=_shade(colour, 0.62), stroke_width=0.06 * cell)
        svg.circle(x - 0.3 * radius, y - 0.34 * radius, 0.26 * radius, fill=_shade(colour, 1.7))
        return
    svg.circle(x, y, radius, fill=ground, stroke=colour, stroke_width=0.09 * cell * style.stroke)
    ink = "#f4f6fa" if ground < "#8" else "#22252b"
    size = (0.46 if number < 10 else 0.38) * cell
    svg.text(x, y, str(number), size, style=style, fill=ink, font_weight="bold")
    if number in (6, 9):
        half, below = 0.26 * size, y + 0.5 * size
        svg.line((x - half, below), (x + half, below), stroke=ink, stroke_width=0.09 * size)


def _shade(colour: str, factor: float) -> str:
    """Darker below 1, towards white above."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    if factor <= 1:
        parts = [round(part * factor) for part in parts]
    else:
        parts = [round(part + (255 - part) * min(1.0, factor - 1)) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)
