"""Aeroplanes and lorries; cars, boats and rockets are among the `things`."""

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    body_length=(32, 42),
    body_height=(8, 13),
    wing_length=(20, 32),
    wing_sweep=(4, 20),
    fin_height=(10, 22),
    windows=(1, 5),
    nose=(0, 8),
)
def aeroplane(
    pen: Pen,
    body_length: int,
    body_height: int,
    wing_length: int,
    wing_sweep: int,
    fin_height: int,
    windows: int,
    nose: int,
) -> None:
    rear, y = 52 + body_length, 48
    pen.shape([(rear - 15, y), (rear - 2, y - body_height - fin_height + 4), (rear, y)], "second")
    pen.blob(
        [
            (54 - body_length - nose * 0.5, y + 2),
            (56 - body_length, y - body_height),
            (50, y - body_height - 1),
            (rear + 2, y - 5),
            (rear, y + 4),
            (50, y + body_height + 1),
            (54 - body_length, y + body_height),
        ]
    )
    for i in range(windows):
        pen.oval(62 - body_length + 9 * i, y - 2, 2.8, fill="second", outline=False)
    pen.shape(
        [
            (42, y + 3),
            (58, y + 3),
            (58 + wing_sweep, y + 3 + wing_length),
            (50 + wing_sweep, y + 3 + wing_length),
        ],
        "second",
    )


@figure(
    load_height=(20, 38),
    load_length=(38, 52),
    cab_height=(18, 28),
    bonnet=(0, 9),
    window_size=(7, 12),
    wheel_size=(6, 10),
    rear_wheels=(1, 2),
    stripes=(0, 3),
)
def lorry(
    pen: Pen,
    load_height: int,
    load_length: int,
    cab_height: int,
    bonnet: int,
    window_size: int,
    wheel_size: int,
    rear_wheels: int,
    stripes: int,
) -> None:
    floor = 74
    pen.box(93 - load_length, floor - load_height, load_length, load_height)
    for i in range(stripes):
        y = floor - load_height + (i + 1) * load_height / (stripes + 1)
        pen.line((97 - load_length, y), (89, y), width=0.9, ink="second")
    cab = 91 - load_length
    left = 12 + (52 - load_length) * 0.4
    pen.box(left, floor - cab_height, cab - left, cab_height, "second")
    if bonnet:
        pen.box(left - 0.5 * bonnet, floor - 11, bonnet, 11, "second")
    pen.box(left + 5, floor - cab_height + 4, window_size, 0.8 * window_size)
    places = [left + 10, 80] if rear_wheels == 1 else [left + 10, 82, 80 - 2.2 * wheel_size]
    for x in places:
        pen.oval(x, floor + 3, wheel_size, fill="ink")
        pen.oval(x, floor + 3, 0.4 * wheel_size, fill="second", outline=False)
