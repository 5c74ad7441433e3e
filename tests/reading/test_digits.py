"""The digit reader reads typefaces, rejects what is no digit, ignores what is left of lines."""

import numpy as np
import numpy.typing as npt
import pytest

from eyechart.certify.fonts import redraw_fonts
from eyechart.errors import Unreadable
from eyechart.reading.boards import Board, compared, cut
from eyechart.reading.digits import CELL, REJECT, classify, network
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg

Floats = npt.NDArray[np.float32]


def cells_of(words: list[str], style: Style = Style(), size: float = 34, line: float = 0) -> Floats:
    """(N, 48, 48) ink of each word in a cell of its own, a line along each cell's left if asked."""
    svg = Svg(CELL * len(words), CELL)
    for i, word in enumerate(words):
        svg.text((i + 0.5) * CELL, CELL / 2, word, size, style=style)
        svg.rect(i * CELL, 0, line, CELL)
    ink = 1 - pixels(str(svg))[:, :, 0].astype(np.float32) / 255
    return np.asarray(ink.reshape(CELL, -1, CELL).transpose(1, 0, 2), np.float32)


DIGITS = [str(d) for d in range(10)]


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("family", ["DejaVu Sans", *redraw_fonts()])
def test_digits_of_typefaces_never_trained_on(family: str, weight: str) -> None:
    read = classify(cells_of(DIGITS, Style(font=family, weight=weight)))
    assert read.present.all()
    assert read.logs[:, :REJECT].argmax(axis=1).tolist() == list(range(10))


def test_probabilities() -> None:
    logs = classify(cells_of(DIGITS)).logs
    assert logs.shape == (10, 11)
    assert np.exp(logs).sum(axis=1) == pytest.approx(np.ones(10), abs=1e-4)
    assert network().hidden.dtype == np.float32


def test_empty_is_absent_and_dirt_is_no_ink() -> None:
    cells = cells_of(["", "5", ""])
    cells[2, 10:12, 30:32] = 1.0
    read = classify(cells)
    assert read.present.tolist() == [False, True, False]
    assert read.logs.argmax(axis=1).tolist() == [REJECT, 5, REJECT]


def test_remains_of_lines_are_peeled() -> None:
    plain, lined = classify(cells_of(DIGITS)), classify(cells_of(DIGITS, line=3))
    assert np.abs(plain.logs - lined.logs).max() < 0.5
    assert not classify(cells_of(["", ""], line=4)).present.any()


@pytest.mark.parametrize("size", [18, 22, 26])
@pytest.mark.parametrize("words", [["12", "38", "77", "96", "42", "41"], ["K", "W", "#", "R"]])
def test_what_is_no_digit_is_rejected(words: list[str], size: float) -> None:
    assert (classify(cells_of(words, size=size)).logs.argmax(axis=1) == REJECT).all()


def test_cut_follows_the_lines() -> None:
    """Cells of 20 and of 100 px, each holding its own grey: every sample comes from its cell."""
    for pitch in (20, 100):
        grey = np.kron(np.arange(6.0).reshape(2, 3), np.ones((pitch, pitch))).astype(np.float32)
        across, down = (np.arange(n, dtype=np.float32) * pitch for n in (4, 3))
        cells = cut(grey, across, down)
        assert cells.shape == (6, CELL, CELL)
        assert np.abs(cells - np.arange(6)[:, None, None]).max() < 1e-4


def row_of(words: list[str], pitch: int = 48) -> Board:
    svg = Svg(pitch * len(words) + 40, pitch + 40)
    for i, word in enumerate(words):
        svg.text(20 + (i + 0.5) * pitch, 20 + pitch / 2, word, 0.62 * pitch)
    across = 20 + pitch * np.arange(len(words) + 1, dtype=np.float32)
    return Board(pixels(str(svg)), across, across[:2])


def test_comparison_tells_wrong_empty_and_illegible_apart() -> None:
    found = compared(row_of(["3", "8", "", "45", "5"]), np.array([[3, 3, 3, 4, 5]]))
    assert found.agrees.tolist() == [[True, False, False, False, True]]
    assert found.digits.tolist() == [[3, 8, 0, -1, 5]]
    assert found.doubtful.tolist() == [[False, False, False, True, False]]


def test_other_cells_excuse_an_odd_digit_but_no_second_one() -> None:
    """A cell that the reader doubts counts if it looks like its fellows, and only then."""
    truth = np.array([[4, 4, 4, 4, 2, 1, 3]])
    found = compared(row_of(["4", "4", "4", "42", "2", "1", "3"]), truth)
    assert found.agrees.tolist() == [[True, True, True, False, True, True, True]]


def test_no_contrast_is_unreadable() -> None:
    board = row_of(["1", "2"])
    with pytest.raises(Unreadable, match="contrast"):
        compared(board._replace(picture=np.full_like(board.picture, 130)), np.array([[1, 2]]))
