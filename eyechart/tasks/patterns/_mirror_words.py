"""Boards of mirror puzzles in words, without loss."""

from re import findall, fullmatch

from eyechart.errors import Unreadable
from eyechart.tasks.patterns._mirror_boards import Board

__all__ = ["board_of", "words_of"]


def words_of(board: Board) -> str:
    """ "2x3; outline (0, 0) (2, 4); marks (1, 1) shape 0 colour 2"."""
    kind = "closed outline" if board.closed else "outline"
    line = " ".join(f"({x}, {y})" for x, y in board.outline) or "none"
    marks = " ".join(f"({x}, {y}) shape {shape} colour {ink}" for x, y, shape, ink in board.marks)
    return f"{board.width}x{board.height}; {kind} {line}; marks {marks or 'none'}"


def board_of(words: str) -> Board:
    """The inverse of `words_of`.  Raises `Unreadable`."""
    found = fullmatch(r"(\d+)x(\d+); (closed )?outline (.*?); marks (.*)", words.strip())
    if not found:
        raise Unreadable(f"{words[:40]!r} describes no board")
    outline = tuple((int(x), int(y)) for x, y in findall(r"\((-?\d+), (-?\d+)\)", found[4]))
    marks = tuple(
        (int(x), int(y), int(shape), int(ink))
        for x, y, shape, ink in findall(r"\((\d+), (\d+)\) shape (\d+) colour (\d+)", found[5])
    )
    return Board(int(found[1]), int(found[2]), outline, bool(found[3]), marks)
