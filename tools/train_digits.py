"""Train the digit reader and write eyechart/reading/digits.npz.

    apt-get install fonts-open-sans fonts-lato ...      # any Latin typefaces; more are better
    python tools/train_digits.py /usr/share/fonts

Digits are set into ruled cells, which are cut a little askew and go through the reader's own
`glyphs` and `features`, so that it learns what it will see (`glyph_training.py`).  One cell in five
holds no digit and teaches *not a digit*.  About four minutes on one core.
"""

from collections.abc import Mapping
from random import Random

from glyph_training import Mark, Train, pair, scribble, train, typeset
from PIL import Image, ImageFont

from eyechart.reading.digits import REJECT

_DIGITS = "0123456789"
_LETTERS = "ACDEFGHJKLMNPQRTUVWXYacdefhkmnprtuvwxy&@#%+=?!"
_TURNS: Mapping[Image.Transpose, str] = {
    Image.Transpose.FLIP_LEFT_RIGHT: "34679",
    Image.Transpose.FLIP_TOP_BOTTOM: "4679",
    Image.Transpose.ROTATE_90: "234567",
    Image.Transpose.ROTATE_270: "234567",
    Image.Transpose.ROTATE_180: "347",
}
"""Digits that are no digit when turned so."""


class Digits(Train):
    reject = REJECT
    characters = _DIGITS
    lines = True
    file = "digits.npz"

    def mark(self, font: ImageFont.FreeTypeFont, rng: Random) -> Mark:
        stroke = rng.choice((0, 0, 0, 1))
        if rng.random() < 0.8:
            digit = rng.randrange(10)
            return digit, typeset(font, str(digit), stroke, rng)
        kind = rng.randrange(7)
        if kind == 0:
            return REJECT, typeset(font, rng.choice(_LETTERS), stroke, rng)
        if kind in (1, 4, 5):
            return REJECT, pair(font, _DIGITS, rng)
        if kind == 2:
            turn = rng.choice(list(_TURNS))
            return REJECT, typeset(font, rng.choice(_TURNS[turn]), stroke, rng).transpose(turn)
        if kind == 3:
            one, other = (typeset(font, d, 0, rng) for d in rng.sample(_DIGITS, 2))
            one.paste(255, (0, 0), other.resize(one.size))
            return REJECT, one
        return REJECT, scribble(font.size, rng)


if __name__ == "__main__":
    train(Digits(), __doc__.splitlines()[0])
