"""Apples, pears, strawberries, melons and pineapples."""

from math import cos, pi, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    width=(28, 40),
    waist=(0, 8),
    dent=(2, 10),
    stalk_length=(8, 18),
    stalk_bend=(-10, 10),
    leaf_length=(8, 16),
    leaf_turn=(-40, 10),
    shine_size=(3, 7),
)
def apple(
    pen: Pen,
    width: int,
    waist: int,
    dent: int,
    stalk_length: int,
    stalk_bend: int,
    leaf_length: int,
    leaf_turn: int,
    shine_size: int,
) -> None:
    top = 32
    pen.bow((50, top + 6), (50, top - 6), (50 + stalk_bend, top - stalk_length), width=1.8)
    turn = leaf_turn * pi / 180
    x, y = 54 + leaf_length * cos(turn), top - 4 + leaf_length * sin(turn)
    pen.oval(x, y, leaf_length, 5.5, "second", turn=leaf_turn)
    half = [
        (0, top + dent),
        (0.62 * width, top - 5),
        (1.12 * width, top + 10),
        (1.02 * width, top + 36),
        (0.7 * width - waist, 92),
        (0.3 * width, 94),
        (0, 87),
    ]
    pen.blob([(50 + x, y) for x, y in half] + [(50 - x, y) for x, y in half[-2:0:-1]])
    pen.oval(50 - 0.55 * width, 50, shine_size, 1.4 * shine_size, "second", outline=False)


@figure(
    belly_width=(24, 34),
    neck_width=(10, 17),
    neck_height=(14, 26),
    stalk_length=(6, 14),
    stalk_bend=(-10, 10),
    leaf_length=(9, 16),
    spots=(0, 4),
    shine_height=(8, 18),
)
def pear(
    pen: Pen,
    belly_width: int,
    neck_width: int,
    neck_height: int,
    stalk_length: int,
    stalk_bend: int,
    leaf_length: int,
    spots: int,
    shine_height: int,
) -> None:
    top = 44 - neck_height
    pen.bow((50, top + 4), (50, top - 4), (50 + stalk_bend, top - stalk_length), width=1.8)
    pen.oval(54 + leaf_length, top - 4, leaf_length, 5, "second", turn=-24)
    half = [
        (0.8 * neck_width, top),
        (neck_width, top + neck_height),
        (belly_width, 56),
        (1.12 * belly_width, 74),
        (0.8 * belly_width, 95),
    ]
    pen.blob([(50 + x, y) for x, y in half] + [(50 - x, y) for x, y in half[::-1]])
    for i in range(spots):
        pen.oval(54 + 7 * (i % 2), 62 + 8 * (i // 2), 2.6, fill="second", outline=False)
    pen.oval(50 - 0.5 * belly_width, 72, 3.6, shine_height / 2, "second", outline=False)


@figure(
    width=(24, 34),
    shoulder=(0, 10),
    point=(84, 95),
    seed_rows=(2, 4),
    seed_size=(2, 4),
    leaves=(3, 6),
    leaf_length=(10, 20),
    stalk_length=(6, 12),
    facing=False,
)
def strawberry(
    pen: Pen,
    width: int,
    shoulder: int,
    point: int,
    seed_rows: int,
    seed_size: int,
    leaves: int,
    leaf_length: int,
    stalk_length: int,
) -> None:
    half = [(0, 26), (0.8 * width, 22), (1.2 * width, 38 + shoulder), (0.8 * width, 66)]
    outline = [(50 + x, y) for x, y in half] + [(50, point + 8)]
    pen.blob(outline + [(50 - x, y) for x, y in half[:0:-1]])
    for row in range(seed_rows):
        y = 48 + row * 32 / seed_rows
        for i in range(seed_rows - row):
            x = 50 + 13 * (i - (seed_rows - row - 1) / 2)
            pen.oval(x, y, 0.7 * seed_size, seed_size, "second", outline=False)
    pen.line((50, 26), (50, 24 - stalk_length), width=1.8)
    for i in range(leaves):
        turn = pi * (0.1 + 0.8 * i / (leaves - 1))
        x, y = 50 - leaf_length * cos(turn), 28 + 0.5 * leaf_length * sin(turn)
        pen.oval(
            (50 + x) / 2,
            (28 + y) / 2,
            leaf_length / 1.8,
            4,
            "second",
            turn=180 - 180 / pi * turn * 0.9,
        )


@figure(
    radius=(36, 46),
    sweep=(100, 170),
    rind=(4, 11),
    pips=(3, 7),
    pip_size=(3, 5),
    pip_place=(45, 68),
    facing=False,
)
def melon(
    pen: Pen, radius: int, sweep: int, rind: int, pips: int, pip_size: int, pip_place: int
) -> None:
    top, half = 40, pi * sweep / 360

    def wedge(r: float) -> list[tuple[float, float]]:
        turns = [half * (k / 10 - 1) for k in range(21)]
        return [(50.0, top), *((50 + r * sin(t), top + r * cos(t)) for t in turns)]

    pen.shape(wedge(radius))
    pen.shape(wedge(radius - rind), "second")
    for i in range(pips):
        turn = 0.62 * half * (2 * i / (pips - 1) - 1)
        r = pip_place / 100 * radius
        pen.oval(
            50 + r * sin(turn), top + r * cos(turn), 0.6 * pip_size, pip_size, "ink",
            turn=-180 / pi * turn, outline=False,
        )  # fmt: skip


@figure(
    width=(18, 26),
    height=(24, 32),
    lines=(2, 5),
    leaves=(3, 6),
    leaf_length=(16, 26),
    spread=(10, 26),
    facing=False,
)
def pineapple(
    pen: Pen, width: int, height: int, lines: int, leaves: int, leaf_length: int, spread: int
) -> None:
    cy = 94 - height
    for i in range(leaves):
        aside = spread * (2 * i / (leaves - 1) - 1)
        root, tip = (50 + 0.2 * aside, cy - height + 6), (50 + aside, cy - height + 2 - leaf_length)
        pen.shape([(root[0] - 4, root[1]), tip, (root[0] + 4, root[1])], "second")
    pen.oval(50, cy, width, height)
    for i in range(lines):
        x = 1.2 * width * ((i + 1) / (lines + 1) - 0.5)
        reach = 0.62 * height
        pen.line(
            (50 + x - 0.3 * width, cy - reach),
            (50 + x + 0.3 * width, cy + reach),
            width=0.7,
            ink="second",
        )
        pen.line(
            (50 + x + 0.3 * width, cy - reach),
            (50 + x - 0.3 * width, cy + reach),
            width=0.7,
            ink="second",
        )
