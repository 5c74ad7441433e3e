"""Flowers, trees, mushrooms and cacti."""

from math import cos, pi, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    petals=(4, 8),
    petal_length=(9, 14),
    heart_size=(5, 9),
    stem_bend=(-10, 10),
    left_leaf=(8, 18),
    right_leaf=(8, 18),
    left_place=(66, 80),
    right_place=(66, 80),
)
def flower(
    pen: Pen,
    petals: int,
    petal_length: int,
    heart_size: int,
    stem_bend: int,
    left_leaf: int,
    right_leaf: int,
    left_place: int,
    right_place: int,
) -> None:
    pen.bow((50, 34), (50 + stem_bend, 64), (50, 94), width=1.5)
    stem = 50 + stem_bend * 0.4
    for s, length, place in ((-1, left_leaf, left_place), (1, right_leaf, right_place)):
        pen.oval(stem + s * length, place - 4, length, 5, turn=s * -18)
    reach = petal_length + 4
    for i in range(petals):
        turn = 2 * pi * i / petals
        x, y = 50 + reach * sin(turn), 32 - reach * cos(turn)
        pen.oval(x, y, 6.5, petal_length * 0.72, "second", turn=360 * i / petals)
    pen.oval(50, 32, heart_size)


@figure(
    tiers=(2, 4),
    tier_width=(26, 36),
    narrowing=(3, 7),
    trunk_width=(8, 16),
    trunk_height=(8, 16),
    star_size=(4, 8),
    balls=(0, 3),
    facing=False,
)
def fir(
    pen: Pen,
    tiers: int,
    tier_width: int,
    narrowing: int,
    trunk_width: int,
    trunk_height: int,
    star_size: int,
    balls: int,
) -> None:
    foot = 94 - trunk_height
    pen.box(50 - trunk_width / 2, foot - 2, trunk_width, trunk_height + 2, "second")
    step = 50 / tiers
    for i in range(tiers):
        y, w = foot - step * i, tier_width - narrowing * i
        pen.shape([(50 - w, y), (50 + w, y), (50, y - step - 14)])
    for i in range(balls):
        pen.oval(50 + 15 * (i - (balls - 1) / 2), foot - 7, 3.6, fill="second", outline=False)
    pen.oval(50, foot - 50 - 16, star_size, fill="second")


@figure(
    crown_width=(26, 36),
    crown_height=(20, 28),
    fruit=(1, 5),
    fruit_size=(4, 6),
    trunk_width=(8, 16),
    branch_length=(10, 24),
    branch_place=(66, 80),
    root_width=(4, 14),
)
def fruit_tree(
    pen: Pen,
    crown_width: int,
    crown_height: int,
    fruit: int,
    fruit_size: int,
    trunk_width: int,
    branch_length: int,
    branch_place: int,
    root_width: int,
) -> None:
    w = trunk_width / 2
    pen.line((50, branch_place), (50 + branch_length, branch_place - 10), width=1.8)
    pen.shape(
        [
            (50 - w, 50),
            (50 + w, 50),
            (50 + w, 84),
            (50 + w + root_width, 93),
            (50 - w - root_width, 93),
            (50 - w, 84),
        ],
        "second",
    )
    pen.oval(50, 36, crown_width, crown_height)
    places = ((50, 36), (34, 42), (66, 42), (40, 24), (60, 24))
    for x, y in places[:fruit]:
        pen.oval(x, y, fruit_size, fill="second", outline=False)


@figure(
    cap_width=(28, 38),
    cap_height=(20, 34),
    dots=(1, 4),
    dot_size=(4, 7),
    stalk_width=(8, 14),
    stalk_bulge=(0, 8),
    ring_place=(58, 70),
    grass=(0, 3),
)
def mushroom(
    pen: Pen,
    cap_width: int,
    cap_height: int,
    dots: int,
    dot_size: int,
    stalk_width: int,
    stalk_bulge: int,
    ring_place: int,
    grass: int,
) -> None:
    w = stalk_width
    for i in range(grass):
        pen.line((66 + 8 * i, 92), (70 + 8 * i, 78))
    pen.blob(
        [(50 - w, 40), (50 + w, 40), (50 + w + stalk_bulge, 96), (50 - w - stalk_bulge, 96)],
        "second",
    )
    pen.line((50 - w - 2, ring_place), (50 + w + 2, ring_place), width=1.3)
    dome = [
        (50 - cap_width * cos(pi * i / 14), 48 - cap_height * sin(pi * i / 14)) for i in range(15)
    ]
    pen.shape(dome)
    for x, y in ((-0.05, 0.68), (-0.5, 0.34), (0.46, 0.4), (0.02, 0.22))[:dots]:
        pen.oval(
            50 + x * cap_width,
            48 - y * cap_height,
            dot_size,
            dot_size * 0.8,
            "second",
            outline=False,
        )


@figure(
    height=(46, 60),
    left_place=(52, 70),
    left_reach=(14, 22),
    left_rise=(12, 24),
    right_place=(52, 70),
    right_reach=(14, 22),
    right_rise=(12, 24),
    blossom=(4, 8),
    pot_width=(18, 26),
)
def cactus(
    pen: Pen,
    height: int,
    left_place: int,
    left_reach: int,
    left_rise: int,
    right_place: int,
    right_reach: int,
    right_rise: int,
    blossom: int,
    pot_width: int,
) -> None:
    top = 76 - height
    arms = ((-1, left_place, left_reach, left_rise), (1, right_place, right_reach, right_rise))
    for s, y, reach, rise in arms:
        x = 50 + s * (8 + reach)
        for width, ink in ((3.4, "ink"), (1.6, "main")):
            pen.line((50, y), (x, y), (x, y - rise), width=width, ink=ink)
    pen.oval(50, top, blossom, fill="second")
    pen.box(41, top + 2, 18, 76 - top, round_=8)
    pen.shape(
        [
            (50 - pot_width, 74),
            (50 + pot_width, 74),
            (44 + pot_width, 94),
            (56 - pot_width, 94),
        ],
        "second",
    )
