"""Animals from the side, facing left."""

from math import cos, pi, radians, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    body_height=(15, 25),
    tail_height=(12, 26),
    fin_height=(10, 24),
    fin_place=(40, 58),
    eye_size=(4, 7),
    stripes=(0, 3),
    mouth_length=(6, 14),
)
def fish(
    pen: Pen,
    body_height: int,
    tail_height: int,
    fin_height: int,
    fin_place: int,
    eye_size: int,
    stripes: int,
    mouth_length: int,
) -> None:
    top = 52 - body_height
    pen.shape([(68, 52), (93, 52 - tail_height), (86, 52), (93, 52 + tail_height)], "second")
    pen.shape(
        [
            (fin_place - 12, top + 8),
            (fin_place + 6, top - fin_height + 6),
            (fin_place + 14, top + 8),
        ],
        "second",
    )
    pen.oval(42, 52, 33, body_height)
    for i in range(stripes):
        x, half = 44 + 10 * i, body_height * 0.55
        pen.line((x, 52 - half), (x, 52 + half), width=1.4, ink="second")
    pen.oval(24, 47, eye_size, fill="second")
    pen.line((10, 58), (10 + mouth_length, 58), ink="second")


@figure(
    head_size=(11, 16),
    beak_length=(7, 13),
    tail_length=(14, 26),
    leg_length=(10, 18),
    wing_length=(16, 28),
    crest=(0, 3),
    eye_size=(3, 5),
)
def bird(
    pen: Pen,
    head_size: int,
    beak_length: int,
    tail_length: int,
    leg_length: int,
    wing_length: int,
    crest: int,
    eye_size: int,
) -> None:
    for i in range(crest):
        lean = 20 * (i - 1)
        tip = (
            32 + (head_size + 11) * sin(radians(lean)),
            32 - (head_size + 11) * cos(radians(lean)),
        )
        pen.line((32, 32), tip, width=1.3)
    for x in (47, 57):
        pen.line((x, 74), (x, 76 + leg_length), (x - 7, 76 + leg_length))
    pen.shape([(70, 52), (70 + tail_length, 40), (70 + tail_length, 52), (68, 64)], "second")
    pen.shape(
        [(33 - head_size, 30), (33 - head_size, 39), (33 - head_size - beak_length, 36)], "second"
    )
    pen.oval(52, 58, 25, 19)
    pen.oval(32, 33, head_size)
    pen.oval(42 + wing_length / 2, 57, wing_length / 2, 9, "second", turn=12)
    pen.oval(28, 31, eye_size, fill="second")


@figure(
    body_length=(34, 46),
    leg_length=(14, 24),
    tail_angle=(-10, 70),
    tail_length=(12, 20),
    ear_length=(9, 18),
    snout_length=(10, 18),
    neck_height=(8, 18),
    spots=(0, 3),
)
def dog(
    pen: Pen,
    body_length: int,
    leg_length: int,
    tail_angle: int,
    tail_length: int,
    ear_length: int,
    snout_length: int,
    neck_height: int,
    spots: int,
) -> None:
    left, right, top = 54 - body_length / 2, 54 + body_length / 2, 50
    turn = radians(tail_angle)
    tip = (right - 3 + tail_length * cos(turn), top + 5 - tail_length * sin(turn))
    pen.line((right - 4, top + 5), tip, width=2.2)
    for x in (left + 1, left + 10, right - 15, right - 6):
        pen.box(x, top + 12, 6, leg_length + 4)
    head = top - neck_height
    pen.shape([(left, top + 12), (left - 2, head), (left + 12, head), (left + 18, top + 4)])
    pen.box(left, top, body_length, 18, round_=8)
    pen.box(left - 5 - snout_length, head - 4, snout_length + 12, 10, round_=4)
    pen.oval(left + 3, head - 3, 10, 9)
    pen.oval(left + 9, head - 3 + ear_length / 2, 4, ear_length / 2, "second")
    pen.oval(left - 2, head - 5, 2.2, fill="second", outline=False)
    for i in range(spots):
        pen.oval(left + 15 + 10 * i, top + 9, 3.6, fill="second", outline=False)


@figure(
    shell_size=(19, 26),
    shell_rings=(1, 3),
    feeler_length=(10, 22),
    feeler_spread=(4, 10),
    neck_height=(10, 24),
    tail_length=(6, 16),
    knob_size=(2, 5),
)
def snail(
    pen: Pen,
    shell_size: int,
    shell_rings: int,
    feeler_length: int,
    feeler_spread: int,
    neck_height: int,
    tail_length: int,
    knob_size: int,
) -> None:
    head = 76 - neck_height
    for s in (-1, 1):
        tip = (20 + s * feeler_spread, head - feeler_length)
        pen.line((20, head), tip)
        pen.oval(*tip, knob_size, fill="second")
    pen.blob(
        [
            (12, head - 8),
            (28, head - 8),
            (31, 70),
            (74, 72),
            (78 + tail_length, 86),
            (40, 90),
            (14, 86),
        ],
        "second",
    )
    pen.oval(56, 74 - shell_size, shell_size)
    for i in range(shell_rings):
        share = (i + 1) / (shell_rings + 1)
        pen.oval(56 - shell_size * (1 - share) * 0.3, 74 - shell_size, shell_size * share * 0.85)


@figure(
    upper_wing=(20, 30),
    lower_wing=(13, 20),
    feeler_length=(12, 22),
    feeler_spread=(5, 14),
    body_length=(22, 34),
    wing_spot=(3, 8),
    spots=(1, 2),
    facing=False,
)
def butterfly(
    pen: Pen,
    upper_wing: int,
    lower_wing: int,
    feeler_length: int,
    feeler_spread: int,
    body_length: int,
    wing_spot: int,
    spots: int,
) -> None:
    for s in (-1, 1):
        pen.bow(
            (50, 34), (50 + s, 30 - feeler_length / 2), (50 + s * feeler_spread, 33 - feeler_length)
        )
        pen.oval(50 + s * (5 + lower_wing), 70, lower_wing, lower_wing * 0.8, "second", turn=s * 25)
        pen.oval(
            50 + s * (3 + upper_wing * 0.72), 44, upper_wing * 0.74, upper_wing * 0.64, turn=s * -25
        )
        for i in range(spots):
            pen.oval(50 + s * (17 + 14 * i), 46 - 4 * i, wing_spot, fill="second")
    pen.oval(50, 54, 4.5, body_length * 0.75, "ink")


@figure(
    ear_height=(14, 28),
    ear_spread=(16, 26),
    eye_size=(4, 8),
    eye_gap=(10, 18),
    whiskers=(1, 3),
    whisker_length=(16, 30),
    nose_size=(4, 8),
    forehead_stripes=(0, 3),
    facing=False,
)
def cat(
    pen: Pen,
    ear_height: int,
    ear_spread: int,
    eye_size: int,
    eye_gap: int,
    whiskers: int,
    whisker_length: int,
    nose_size: int,
    forehead_stripes: int,
) -> None:
    for s in (-1, 1):
        x = 50 + s * ear_spread
        pen.shape([(x - 10, 42), (x + s * 6, 40 - ear_height), (x + 10, 48)])
    pen.oval(50, 60, 34, 28)
    for s in (-1, 1):
        pen.oval(50 + s * eye_gap, 54, eye_size, fill="second")
        for i in range(whiskers):
            y = 68.0 + 6 * (i - (whiskers - 1) / 2)
            pen.line(
                (50 + s * 16, y),
                (50 + s * (16 + whisker_length), y + 3 * (i - 1)),
                width=0.8,
                ink="ink",
            )
    for i in range(forehead_stripes):
        place = 50 + 8 * (i - (forehead_stripes - 1) / 2)
        pen.line((place, 36), (place, 44), ink="second")
    pen.shape([(50 - nose_size, 65), (50 + nose_size, 65), (50, 65 + nose_size)], "second")
    for s in (-1, 1):
        pen.bow((50, 75), (50 + s * 4, 82), (50 + s * 10, 76), ink="second")


@figure(
    shell_height=(18, 30),
    shell_plates=(0, 3),
    head_size=(7, 11),
    neck_length=(4, 11),
    leg_length=(8, 16),
    tail_length=(4, 13),
    eye_size=(2, 4),
)
def turtle(
    pen: Pen,
    shell_height: int,
    shell_plates: int,
    head_size: int,
    neck_length: int,
    leg_length: int,
    tail_length: int,
    eye_size: int,
) -> None:
    pen.shape([(78, 60), (82 + tail_length, 68), (78, 70)], "second")
    head = 26 - neck_length
    pen.line((32, 66), (head + 2, 52), width=3.2, ink="ink")
    pen.oval(head, 50, head_size, fill="second")
    pen.oval(head - 2, 48, eye_size, fill="ink", outline=False)
    for x in (32, 62):
        pen.box(x, 64, 11, leg_length + 4, "second", round_=3)
    arc = [
        (54 - 30 * cos(i * pi / 12), 68 - shell_height * 1.3 * sin(i * pi / 12)) for i in range(13)
    ]
    pen.shape(arc)
    for i in range(shell_plates):
        pen.oval(54 + 16 * (i - (shell_plates - 1) / 2), 60, 5, fill="second")
