"""Houses, vehicles and things of the household."""

from math import cos, radians, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    roof_height=(18, 32),
    chimney_height=(8, 18),
    chimney_place=(58, 72),
    door_place=(26, 40),
    door_height=(18, 30),
    window_size=(10, 16),
    window_place=(56, 66),
    overhang=(2, 9),
)
def house(
    pen: Pen,
    roof_height: int,
    chimney_height: int,
    chimney_place: int,
    door_place: int,
    door_height: int,
    window_size: int,
    window_place: int,
    overhang: int,
) -> None:
    eaves = 46
    slope = eaves - roof_height * (82 - chimney_place) / 36
    pen.box(chimney_place - 5, slope - chimney_height, 10, chimney_height + 16, "second")
    pen.box(20, eaves, 60, 46, "second")
    pen.shape([(20 - overhang, eaves), (50, eaves - roof_height), (80 + overhang, eaves)])
    pen.box(door_place - 6, 92 - door_height, 13, door_height)
    half = window_size / 2
    x, y = window_place + 2, 66
    pen.box(x - half, y - half, window_size, window_size)
    pen.line((x, y - half), (x, y + half), width=0.8, ink="second")


@figure(
    cabin_height=(14, 24),
    cabin_place=(34, 48),
    wheel_size=(8, 13),
    wheel_gap=(17, 25),
    pillar=(-7, 7),
    aerial_length=(0, 18),
    bumper=(1, 6),
    lamp_size=(3, 6),
)
def car(
    pen: Pen,
    cabin_height: int,
    cabin_place: int,
    wheel_size: int,
    wheel_gap: int,
    pillar: int,
    aerial_length: int,
    bumper: int,
    lamp_size: int,
) -> None:
    left, right, top = cabin_place - 16, cabin_place + 28, 48 - cabin_height
    if aerial_length:
        pen.line((right - 4, top), (right + 4, top - aerial_length))
    pen.box(10 - bumper, 64, 80 + 2 * bumper, 6, "second")
    pen.shape([(left - 6, 50), (left + 4, top), (right - 4, top), (right + 6, 50)])
    pane = [(left + 3, 48), (left + 8, top + 6), (right - 8, top + 6), (right - 3, 48)]
    pen.shape(pane, "second", outline=False)
    x = (left + right) / 2 + pillar
    pen.line((x, top + 4), (x, 50), width=1.2)
    pen.box(10, 48, 80, 22, round_=6)
    pen.oval(16, 56, lamp_size, fill="second", outline=False)
    for s in (-1, 1):
        pen.oval(50 + s * wheel_gap, 72, wheel_size, fill="ink")
        pen.oval(50 + s * wheel_gap, 72, wheel_size * 0.4, fill="second", outline=False)


@figure(
    mast_height=(38, 52),
    front_sail=(14, 28),
    back_sail=(12, 28),
    flag_length=(8, 18),
    portholes=(0, 3),
    hull_depth=(14, 22),
    bow_length=(4, 14),
)
def boat(
    pen: Pen,
    mast_height: int,
    front_sail: int,
    back_sail: int,
    flag_length: int,
    portholes: int,
    hull_depth: int,
    bow_length: int,
) -> None:
    deck = 70
    top = deck - mast_height
    pen.line((50, deck), (50, top - 8), width=1.3)
    pen.shape([(50, top - 9), (50 + flag_length, top - 4), (50, top + 1)], "second")
    pen.shape([(46, top + 6), (46, deck - 6), (46 - front_sail, deck - 6)], "second")
    pen.shape([(54, top + 6), (54, deck - 6), (54 + back_sail, deck - 6)])
    pen.shape(
        [(20 - bow_length, deck), (88, deck), (78, deck + hull_depth), (26, deck + hull_depth)]
    )
    for i in range(portholes):
        pen.oval(52 + 14 * (i - (portholes - 1) / 2), deck + 8, 3.4, fill="second", outline=False)


@figure(
    nose_height=(14, 24),
    body_width=(10, 15),
    fin_width=(10, 20),
    fin_height=(14, 26),
    windows=(1, 3),
    window_size=(3, 6),
    flame_length=(6, 16),
    facing=False,
)
def rocket(
    pen: Pen,
    nose_height: int,
    body_width: int,
    fin_width: int,
    fin_height: int,
    windows: int,
    window_size: int,
    flame_length: int,
) -> None:
    w = body_width
    pen.shape([(43, 76), (57, 76), (50, 80 + flame_length)], "second")
    for s in (-1, 1):
        x = 50 + s * (w - 2)
        pen.shape([(x, 76 - fin_height), (x + s * fin_width, 82), (x, 76)], "second")
    pen.shape([(50 - w, 30), (50, 30 - nose_height), (50 + w, 30), (50 + w, 76), (50 - w, 76)])
    for i in range(windows):
        pen.oval(50, 38 + 14 * i, window_size, fill="second")


@figure(
    bow_size=(12, 18),
    hole_size=(4, 8),
    shaft_length=(40, 52),
    teeth=(1, 4),
    tooth_length=(9, 20),
    collar=(5, 11),
)
def key(
    pen: Pen,
    bow_size: int,
    hole_size: int,
    shaft_length: int,
    teeth: int,
    tooth_length: int,
    collar: int,
) -> None:
    left = 8 + 2 * bow_size
    for i in range(teeth):
        pen.box(left + shaft_length - 9 - 9 * i, 48, 5, tooth_length)
    pen.box(left - 3, 42, shaft_length, 8)
    pen.box(left + 2, 46 - collar, 5, 2 * collar, "second")
    pen.oval(8 + bow_size, 46, bow_size)
    pen.oval(8 + bow_size, 46, hole_size, fill="second")


@figure(
    handle_size=(9, 15),
    handle_place=(44, 62),
    steam=(1, 3),
    steam_height=(12, 20),
    saucer_width=(28, 40),
    band_place=(44, 66),
    band_height=(4, 10),
)
def cup(
    pen: Pen,
    handle_size: int,
    handle_place: int,
    steam: int,
    steam_height: int,
    saucer_width: int,
    band_place: int,
    band_height: int,
) -> None:
    for i in range(steam):
        x = 46 + 13 * (i - (steam - 1) / 2)
        pen.bow((x, 31), (x - 8, 31 - steam_height / 2), (x, 31 - steam_height), width=1.2)
    pen.oval(70, handle_place, handle_size, fill="main")
    pen.oval(70, handle_place, handle_size * 0.5, fill="second")
    pen.oval(46, 86, saucer_width, 5, "second")
    pen.shape([(20, 37), (72, 37), (66, 84), (26, 84)])
    slant = 6 / 47
    inset = slant * (band_place - 37) + pen.width / 2
    pen.shape(
        [
            (20 + inset, band_place),
            (72 - inset, band_place),
            (71 - inset, band_place + band_height),
            (21 + inset, band_place + band_height),
        ],
        "second",
        outline=False,
    )


@figure(
    hour_hand=(0, 330),
    minute_hand=(0, 330),
    hour_length=(9, 17),
    minute_length=(19, 24),
    bell_size=(7, 12),
    foot_length=(6, 12),
    marks=(0, 4),
    facing=False,
)
def clock(
    pen: Pen,
    hour_hand: int,
    minute_hand: int,
    hour_length: int,
    minute_length: int,
    bell_size: int,
    foot_length: int,
    marks: int,
) -> None:
    for s in (-1, 1):
        pen.oval(50 + s * 20, 26, bell_size)
        pen.line(
            (50 + s * 18, 80), (50 + s * (20 + foot_length * 0.5), 84 + foot_length), width=1.6
        )
    pen.oval(50, 56, 31, fill="second")
    for i in range(marks):
        turn = radians(90 * i)
        pen.oval(50 + 26 * sin(turn), 56 - 26 * cos(turn), 2.6, fill="ink", outline=False)
    for angle, length, width in ((hour_hand, hour_length, 1.8), (minute_hand, minute_length, 1.1)):
        turn = radians(angle)
        pen.line((50, 56), (50 + length * sin(turn), 56 - length * cos(turn)), width=width)


@figure(
    canopy_height=(26, 36),
    canopy_width=(30, 42),
    scallops=(2, 4),
    tip_length=(2, 8),
    stick_length=(32, 42),
    hook_width=(6, 14),
    band=(0, 10),
)
def umbrella(
    pen: Pen,
    canopy_height: int,
    canopy_width: int,
    scallops: int,
    tip_length: int,
    stick_length: int,
    hook_width: int,
    band: int,
) -> None:
    rim, w = 50, canopy_width
    foot = rim + stick_length - hook_width / 2
    pen.line((50, rim), (50, foot), width=1.5)
    pen.bow(
        (50, foot), (50 + hook_width / 2, foot + hook_width), (50 + hook_width, foot), width=1.5
    )
    pen.line((50, rim - canopy_height), (50, rim - canopy_height - tip_length), width=1.5)
    dome = [
        (50 - w * cos(radians(a)), rim - canopy_height * sin(radians(a))) for a in range(0, 181, 12)
    ]
    pen.shape(dome)
    if band:
        share = 0.55
        y = rim - canopy_height * share
        half = w * (1 - share**2) ** 0.5 - pen.width / 2
        pen.shape(
            [(50 - half, y), (50 + half, y), (50 + half, y + band), (50 - half, y + band)],
            "second",
            outline=False,
        )
    step = 2 * w / scallops
    for i in range(scallops):
        pen.oval(50 - w + step * (i + 0.5), rim, step / 2, 5, "second")
