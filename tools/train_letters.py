"""Train the character reader and write eyechart/reading/letters.npz.

    apt-get install fonts-open-sans fonts-lato ...      # any Latin typefaces; more are better
    python tools/train_letters.py /usr/share/fonts --pages 600 --hidden 160 --epochs 14

Digits, capitals and signs, two thirds of them set in typefaces and one third written by our own pen
(`eyechart/scene/handwriting.py`), are worn (`glyph_training.py`) and go through the reader's own
`cells_of`, `glyphs` and `features`.  One in six is no character.  About four minutes on one core.
"""

from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from glyph_training import Mark, Train, pair, scribble, train, typeset
from PIL import Image, ImageFont

from eyechart.reading.digits import CELL
from eyechart.reading.letters import ALPHABET, REJECT, cells_of
from eyechart.scene.handwriting import handwritten
from eyechart.scene.tiles import Box

Floats = npt.NDArray[np.float32]

_LOWER = "abdefghnqrty&@#%?!"
_FLIPPED = "FGJKPQR47"
"""Characters that are none when mirrored."""
_OFTEN = "0123456789"


class Letters(Train):
    reject = REJECT
    characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    alike = 2
    file = "letters.npz"

    def mark(self, font: ImageFont.FreeTypeFont, rng: Random) -> Mark:
        stroke = rng.choice((0, 0, 0, 1, 2))
        if rng.random() < 1 / 6:
            return REJECT, self._no_character(font, stroke, rng)
        character = rng.choice(_OFTEN if rng.random() < 0.25 else ALPHABET)
        label = ALPHABET.index(character)
        if rng.random() < 1 / 3 or character in "<>=+-":
            return label, _penned(character, font.size, rng)
        return label, typeset(font, character, stroke, rng)

    def cells(self, cells: Floats) -> Floats:
        return np.concatenate([cells_of(cell, [_box(cell)]) for cell in cells])

    def _no_character(self, font: ImageFont.FreeTypeFont, stroke: int, rng: Random) -> Image.Image:
        kind = rng.randrange(7)
        if kind == 0:
            return typeset(font, rng.choice(_LOWER), stroke, rng)
        if kind == 1:
            return pair(font, self.characters, rng)
        if kind == 2:
            one = typeset(font, rng.choice(_FLIPPED), stroke, rng)
            return one.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if kind == 3:
            one, other = (typeset(font, c, 0, rng) for c in rng.sample(self.characters, 2))
            one.paste(255, (0, 0), other.resize(one.size))
            return one
        if kind == 4:
            one, other = (_penned(c, font.size, rng) for c in rng.sample(_OFTEN, 2))
            one.paste(255, (0, 0), other.resize(one.size))
            return one
        if kind == 5:
            side = max(8, round(0.7 * font.size))
            wide = round(side * rng.uniform(0.7, 1.4))
            return Image.new("L", (wide, side), 255)  # a box filled
        return scribble(font.size, rng)


def _penned(character: str, size: float, rng: Random) -> Image.Image:
    """Written by hand, cropped to the ink."""
    height = 0.75 * size
    pen = height * rng.uniform(0.05, 0.17)
    strokes = handwritten(character, rng, rng.random())
    finer, room = 4, pen + 2
    points = [
        [((room + height * x) * finer, (room + height * y) * finer) for x, y in stroke.points]
        for stroke in strokes
    ]
    left, top = (min(p[k] for line in points for p in line) - room * finer for k in (0, 1))
    right, bottom = (max(p[k] for line in points for p in line) + room * finer for k in (0, 1))
    canvas = np.zeros((int(bottom - top), int(right - left)), np.uint8)
    for stroke, line in zip(strokes, points, strict=True):
        moved = [(round(x - left), round(y - top)) for x, y in line]
        for a, b, wide in zip(moved, moved[1:], stroke.widths, strict=False):
            cv2.line(canvas, a, b, 255, max(1, round(pen * wide * finer)), cv2.LINE_AA)
    drawn = Image.fromarray(canvas)
    return drawn.resize((max(4, drawn.width // finer), max(4, drawn.height // finer)))


def _box(cell: Floats) -> Box:
    """The box of the ink in a cell; all of it where there is none."""
    mask = (cell > 0.4 * max(0.3, float(cell.max()))).astype(np.uint8)
    # A character far off the middle lies in the next cell.
    mask[:3] = mask[-3:] = mask[:, :3] = mask[:, -3:] = 0
    x, y, w, h = cv2.boundingRect(mask)
    return Box(x, y, w, h) if w and h else Box(0, 0, CELL, CELL)


if __name__ == "__main__":
    train(Letters(), __doc__.splitlines()[0])
