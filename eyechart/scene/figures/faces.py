"""Heads and figures that look at the viewer: people, robots, snowmen, owls."""

from math import cos, radians, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    eye_gap=(9, 18),
    eye_size=(3, 6),
    brow_slant=(-6, 6),
    nose_length=(6, 16),
    mouth_width=(8, 20),
    mouth_curve=(-9, 9),
    ear_size=(4, 9),
    hairs=(0, 5),
    facing=False,
)
def face(
    pen: Pen,
    eye_gap: int,
    eye_size: int,
    brow_slant: int,
    nose_length: int,
    mouth_width: int,
    mouth_curve: int,
    ear_size: int,
    hairs: int,
) -> None:
    for i in range(hairs):
        lean = radians(16 * (i - (hairs - 1) / 2))
        pen.line(
            (50 + 28 * sin(lean), 54 - 28 * cos(lean)), (50 + 47 * sin(lean), 54 - 47 * cos(lean))
        )
    for s in (-1, 1):
        pen.oval(50 + s * 33, 54, ear_size, fill="second")
    pen.oval(50, 55, 32, 34, "second")
    for s in (-1, 1):
        x = 50 + s * eye_gap
        pen.oval(x, 48, eye_size, fill="ink", outline=False)
        pen.line((x - 6, 37 - s * brow_slant / 2), (x + 6, 37 + s * brow_slant / 2))
    pen.line((50, 52), (47, 52 + nose_length), (51, 52 + nose_length))
    pen.bow((50 - mouth_width, 75), (50, 75 + mouth_curve), (50 + mouth_width, 75), width=1.2)


@figure(
    aerial_length=(2, 12),
    head_width=(14, 22),
    eye_size=(3, 6),
    left_arm=(-50, 60),
    right_arm=(-50, 60),
    buttons=(0, 3),
    leg_length=(8, 18),
    foot_width=(8, 14),
    facing=False,
)
def robot(
    pen: Pen,
    aerial_length: int,
    head_width: int,
    eye_size: int,
    left_arm: int,
    right_arm: int,
    buttons: int,
    leg_length: int,
    foot_width: int,
) -> None:
    pen.line((50, 24), (50, 20 - aerial_length))
    pen.oval(50, 20 - aerial_length, 4, fill="second")
    for s, angle in ((-1, left_arm), (1, right_arm)):
        turn = radians(angle)
        hand = (50 + s * (18 + 22 * cos(turn)), 50 - 22 * sin(turn))
        pen.line((50 + s * 18, 50), hand, width=1.8)
        pen.oval(*hand, 4.5, fill="second")
        pen.box(50 + s * 10 - 4, 72, 8, leg_length)
        pen.box(50 + s * 10 - foot_width / 2, 72 + leg_length, foot_width, 6, "second")
    pen.box(30, 42, 40, 32, round_=4)
    pen.box(50 - head_width, 20, 2 * head_width, 22, "second", round_=4)
    for s in (-1, 1):
        pen.oval(50 + s * 8, 30, eye_size, fill="ink", outline=False)
    for i in range(buttons):
        pen.oval(50 + 11 * (i - (buttons - 1) / 2), 58, 4, fill="second", outline=False)


@figure(
    hat_height=(8, 18),
    brim_width=(14, 22),
    nose_length=(8, 20),
    left_arm=(-10, 60),
    right_arm=(-10, 60),
    buttons=(1, 4),
    belly=(21, 27),
)
def snowman(
    pen: Pen,
    hat_height: int,
    brim_width: int,
    nose_length: int,
    left_arm: int,
    right_arm: int,
    buttons: int,
    belly: int,
) -> None:
    for s, angle in ((-1, left_arm), (1, right_arm)):
        turn = radians(angle)
        x, y = 50 + s * 18, 56
        hand = (x + s * 24 * cos(turn), y - 24 * sin(turn))
        pen.line((x, y), hand, width=1.3)
        pen.line(
            (hand[0] - s * 2, hand[1] - 7), (hand[0] - s * 7 * cos(turn), hand[1] + 7 * sin(turn))
        )
    pen.oval(50, 95 - belly * 0.86, belly, belly * 0.86, "second")
    pen.oval(50, 36, 15, fill="second")
    for s in (-1, 1):
        pen.oval(50 + s * 6, 33, 2.4, fill="ink", outline=False)
    pen.shape([(50, 37), (50, 42), (50 - nose_length, 41)])
    for i in range(buttons):
        pen.oval(50, 60 + 8 * i, 2.8, fill="ink", outline=False)
    pen.box(50 - 10, 23 - hat_height, 20, hat_height)
    pen.line((50 - brim_width, 24), (50 + brim_width, 24), width=1.8)


@figure(
    tuft_height=(6, 16),
    eye_size=(9, 13),
    pupil_size=(3, 7),
    pupil_place=(-4, 4),
    beak_length=(6, 14),
    belly_rows=(0, 3),
    wing_length=(22, 36),
    toes=(2, 3),
    facing=False,
)
def owl(
    pen: Pen,
    tuft_height: int,
    eye_size: int,
    pupil_size: int,
    pupil_place: int,
    beak_length: int,
    belly_rows: int,
    wing_length: int,
    toes: int,
) -> None:
    for s in (-1, 1):
        for i in range(toes):
            x = 50 + s * 12 + 6 * (i - (toes - 1) / 2)
            pen.line((x, 86), (x, 97))
        x = 50 + s * 20
        pen.shape([(x - 9, 28), (x + s * 7, 20 - tuft_height), (x + 9, 30)])
    pen.blob([(22, 14), (78, 14), (84, 60), (70, 94), (30, 94), (16, 60)])
    for s in (-1, 1):
        pen.oval(50 + s * 30, 46 + wing_length / 2, 7, wing_length / 2, "second", turn=s * 8)
        pen.oval(50 + s * 13, 35, eye_size, fill="second")
        pen.oval(50 + s * 13 + pupil_place, 35, pupil_size, fill="ink", outline=False)
    pen.shape([(45, 43), (55, 43), (50, 43 + beak_length)], "second")
    for i in range(belly_rows):
        for x in (40, 50, 60):
            pen.line((x - 3, 64 + 8 * i), (x, 67 + 8 * i), (x + 3, 64 + 8 * i), ink="second")
