"""The character reader: typefaces and pens, twins, what is no character; writing in boxes."""

from random import Random

import numpy as np
import pytest

from eyechart.certify.fonts import redraw_fonts
from eyechart.reading.ink import Cast, ink_of
from eyechart.reading.inscriptions import Page, Writing, read_writing
from eyechart.reading.letters import ALPHABET, cells_of, doubts
from eyechart.scene.hands import answer_box, written
from eyechart.scene.handwriting import CHARACTERS, handwritten
from eyechart.scene.raster import pixels
from eyechart.scene.rings import RED, scribble
from eyechart.scene.svg import Style, Svg, overlaid
from eyechart.scene.tiles import Box

LETTERS = "ABCDEFGHJKLMNPQRTUVWXY"
DIGITS = "0123456789"
BOX, OTHER = Box(60, 40, 112, 60), Box(220, 40, 60, 60)


def page_of(elements: str) -> tuple[Page, list[Box]]:
    svg = Svg(320, 160)
    for box in (BOX, OTHER):
        answer_box(svg, box, Style())
    source, aligned = pixels(str(svg)), pixels(overlaid(str(svg), elements))
    cast = Cast.between(source, aligned)
    return Page(source, aligned, cast, ink_of(source, aligned, RED, cast)), [BOX, OTHER]


def read(elements: str, first: str, second: str, among: str = DIGITS) -> Writing:
    page, boxes = page_of(elements)
    return read_writing(page, RED, boxes, [first, second], among)


def text(words: str, box: Box, seed: int = 0, **how: object) -> str:
    settings: dict[str, object] = {"pen": False, "rng": Random(seed), **how}
    return written(words, box, colour=RED, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("pen", [False, True])
@pytest.mark.parametrize("family", ["DejaVu Sans", *redraw_fonts()])
def test_digits_and_letters_of_unseen_typefaces_and_of_the_pen(family: str, pen: bool) -> None:
    wrong = 0
    for i, character in enumerate(DIGITS + LETTERS):
        ink = text("7", BOX) + text(character, OTHER, i, pen=pen, style=Style(font=family))
        found = read(ink, "7", character, DIGITS if character.isdigit() else LETTERS)
        wrong += not found.inscriptions[1].right
    assert wrong <= 1


def test_numbers() -> None:
    found = read(text("142", BOX) + text("9", OTHER), "142", "9")
    assert [inscription.text for inscription in found.inscriptions] == ["142", "9"]
    assert all(inscription.right for inscription in found.inscriptions) and not found.stray
    other = read(text("124", BOX) + text("9", OTHER), "142", "9").inscriptions[0]
    assert other.text == "124" and not other.right and not other.unclear
    short = read(text("14", BOX), "142", "9").inscriptions
    assert len(short[0].glyphs) == 2 and not short[0].right and not short[1].glyphs


def test_twins_are_not_told_apart() -> None:
    for should, instead in ("05", "OS"), ("50", "SO"):
        ink = text(instead[0], BOX, style=Style(weight="bold")) + text(instead[1], OTHER)
        found = read(ink, should[0], should[1], ALPHABET)
        assert all(inscription.right for inscription in found.inscriptions)


def test_what_is_no_character_is_not_taken_for_one() -> None:
    zigzag = f'<g transform="translate(226 46) scale(0.15 0.3)">{scribble(320, 160, Random(1))}</g>'
    filled = f'<rect x="224" y="44" width="52" height="52" fill="{RED}"/>'
    frame = f'<rect x="220" y="40" width="60" height="60" fill="none" stroke="{RED}"/>'
    for smear in (zigzag, filled, frame, text("77", OTHER), ""):
        for digit in DIGITS:
            assert not read(text("7", BOX) + smear, "7", digit).inscriptions[1].right


def test_stray_ink() -> None:
    beside = Box(130, 105, 60, 50)
    found = read(text("7", BOX) + text("3", OTHER) + text("8", beside), "7", "3")
    assert len(found.stray) == 1 and found.inscriptions[0].right
    assert read("", "7", "3").empty


def test_no_ink_is_no_character() -> None:
    cells = cells_of(np.zeros((40, 40), np.float32), [Box(5, 5, 20, 30)])
    assert cells.shape == (1, 48, 48)
    assert doubts(cells, "1", DIGITS)[0].against == np.inf


def test_the_pen_writes_every_character_never_twice_alike() -> None:
    assert set(ALPHABET) == set(CHARACTERS)
    for character in CHARACTERS:
        one, other = (handwritten(character, Random(seed), 0.5) for seed in (1, 2))
        assert one != other
        y = [y for stroke in one for _, y in stroke.points]
        assert min(y) > -0.25 and max(y) < 1.3
