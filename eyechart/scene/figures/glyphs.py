"""Signs like those of scripts nobody reads: strokes and dots, black on white in any palette."""

from math import cos, radians, sin

from eyechart.scene.figures.figure import Pen, figure

__all__: list[str] = []


@figure(
    stem_top=(8, 20),
    upper_arm=(14, 32),
    upper_place=(25, 38),
    lower_arm=(14, 32),
    lower_place=(54, 70),
    lower_slant=(-14, 14),
    back_stroke=(8, 22),
    back_place=(40, 60),
    dots=(0, 2),
)
def rune(
    pen: Pen,
    stem_top: int,
    upper_arm: int,
    upper_place: int,
    lower_arm: int,
    lower_place: int,
    lower_slant: int,
    back_stroke: int,
    back_place: int,
    dots: int,
) -> None:
    x = 44
    pen.line((x, stem_top), (x, 90), width=pen.bold)
    pen.line((x, upper_place), (x + upper_arm, upper_place + 8), width=pen.bold)
    pen.line((x, lower_place), (x + lower_arm, lower_place + lower_slant), width=pen.bold)
    pen.line((x, back_place), (x - back_stroke, back_place), width=pen.bold)
    for i in range(dots):
        pen.oval(x + 12 + 14 * i, 88, 5, fill="ink", outline=False)


@figure(
    left_height=(40, 70),
    right_height=(40, 70),
    bar_place=(30, 44),
    second_bar=(58, 74),
    second_length=(12, 28),
    roof_length=(20, 36),
    hook=(8, 20),
    dot_place=(36, 64),
)
def ideogram(
    pen: Pen,
    left_height: int,
    right_height: int,
    bar_place: int,
    second_bar: int,
    second_length: int,
    roof_length: int,
    hook: int,
    dot_place: int,
) -> None:
    pen.line((50 - roof_length, 20), (50 + roof_length, 20), width=pen.bold)
    pen.line((30, 20), (30, 20 + left_height), width=pen.bold)
    pen.line((70, 20), (70, 20 + right_height), (70 - hook, 14 + right_height), width=pen.bold)
    pen.line((30, bar_place + 2), (70, bar_place + 2), width=pen.bold)
    pen.line(
        (50 - second_length / 2, second_bar), (50 + second_length / 2, second_bar), width=pen.bold
    )
    pen.oval(dot_place, 8, 5, fill="ink", outline=False)


@figure(
    ring_size=(12, 20),
    tail_angle=(20, 70),
    tail_length=(14, 28),
    bar_angle=(-40, 40),
    bar_length=(18, 34),
    inner_dot=(4, 9),
    dot_place=(-7, 7),
    rays=(1, 3),
)
def sigil(
    pen: Pen,
    ring_size: int,
    tail_angle: int,
    tail_length: int,
    bar_angle: int,
    bar_length: int,
    inner_dot: int,
    dot_place: int,
    rays: int,
) -> None:
    x, y = 44, 38
    turn = radians(tail_angle)
    start = (x + ring_size * cos(turn), y + ring_size * sin(turn))
    end = (start[0] + tail_length * cos(turn), start[1] + tail_length * sin(turn))
    pen.line(start, end, width=pen.bold)
    for i in range(rays):
        ray = radians(-90 + 40 * (i - (rays - 1) / 2))
        pen.line(
            (x + ring_size * cos(ray), y + ring_size * sin(ray)),
            (x + (ring_size + 11) * cos(ray), y + (ring_size + 11) * sin(ray)),
            width=pen.bold,
        )
    bar = radians(bar_angle)
    cx, cy = 34, 82
    dx, dy = bar_length / 2 * cos(bar), bar_length / 2 * sin(bar)
    pen.line((cx - dx, cy - dy), (cx + dx, cy + dy), width=pen.bold)
    pen.oval(x, y, ring_size, fill="second")
    pen.oval(x + dot_place, y, inner_dot, fill="ink", outline=False)


@figure(
    bowl_width=(14, 26),
    bowl_place=(40, 60),
    stem_height=(60, 78),
    serif=(6, 16),
    cross_place=(22, 38),
    cross_length=(14, 34),
    tail=(6, 20),
    dot_size=(4, 7),
)
def letter(
    pen: Pen,
    bowl_width: int,
    bowl_place: int,
    stem_height: int,
    serif: int,
    cross_place: int,
    cross_length: int,
    tail: int,
    dot_size: int,
) -> None:
    x, foot = 34, 90
    pen.line((x, foot), (x, foot - stem_height), width=pen.bold)
    pen.line((x - serif, foot), (x + serif * 0.6, foot), width=pen.bold)
    pen.line(
        (x - cross_length * 0.35, cross_place),
        (x + cross_length * 0.65, cross_place),
        width=pen.bold,
    )
    pen.bow(
        (x, bowl_place),
        (x + 2 * bowl_width, bowl_place),
        (x + bowl_width, bowl_place + 24),
        pen.bold,
    )
    pen.bow(
        (x + bowl_width, bowl_place + 24),
        (x + bowl_width, bowl_place + 30 + tail / 2),
        (x + bowl_width + tail, bowl_place + 26 + tail / 3),
        pen.bold,
    )
    pen.oval(74, 28, dot_size, fill="ink", outline=False)
