"""Plans of figures built of flat parts: houses, trains, animals, robots and more.

A plan has a core and extras, groups of parts some of which need another group first (cargo needs
its wagon).  Parts touch, or lie wholly within a larger one (a window in a wall), so that each can
be seen whole.  Units: y downward, the ground at 0.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from eyechart.tasks.discrimination._building_parts import ROUND, Part, Placed

__all__ = ["PLANS", "built"]


class Extra(NamedTuple):
    parts: list[Placed]
    needs: int = -1
    """Index of the extra that must be there first; -1: none."""


class Plan(NamedTuple):
    core: list[Placed]
    extras: list[Extra]


Inks = list[int]


def built(rng: Random, name: str, count: int, inks: Inks) -> tuple[Placed, ...] | None:
    """A figure of exactly `count` parts, facing either way; None if the plan has none such."""
    core, extras = PLANS[name](rng, inks)
    chosen, left = set[int](), count - len(core)
    while left > 0:
        open_ones = [
            i
            for i, extra in enumerate(extras)
            if i not in chosen
            and len(extra.parts) <= left
            and (extra.needs < 0 or extra.needs in chosen)
        ]
        if not open_ones:
            return None
        i = rng.choice(open_ones)
        chosen.add(i)
        left -= len(extras[i].parts)
    if left < 0:
        return None
    placed = [*core, *(part for i in sorted(chosen) for part in extras[i].parts)]
    return tuple(map(_mirrored, placed) if rng.random() < 0.5 else placed)


def _mirrored(placed: Placed) -> Placed:
    part = placed.part
    # A corner's right angle, at first below on the left, comes to lie below on the right.
    turned = 270 - part.turn if part.kind in ("corner", "quarter") else -part.turn
    return Placed(part._replace(turn=turned % 360), -placed.x, placed.y)


def _put(kind: str, width: int, height: int, x: float, y: float, ink: int, turn: int = 0) -> Placed:
    """A part by the middle of its box, measured before it is turned."""
    return Placed(Part(kind, width, width if kind in ROUND else height, ink, turn), x, y)


def _disc(size: int, x: float, y: float, ink: int) -> Placed:
    return _put("disc", size, size, x, y, ink)


def _house(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, h, top = 2 * rng.randint(5, 8), rng.randint(9, 12), rng.randint(5, 7)
    door = rng.choice((-w / 2 + 3, 0.0, w / 2 - 3))
    roof = rng.choice(("triangle", "trapezium"))
    core = [
        _put("rectangle", w, h, 0, -h / 2, a),
        _put(roof, w + 2, top, 0, -h - top / 2, b),
        _put("rectangle", 3, 5, door, -2.5, c),
    ]
    pane, size = rng.choice(("rectangle", "disc", "diamond")), rng.randint(2, 3)
    extras = [
        Extra([_put(pane, size, size, x, -h + 2.2, d)])
        for x in (-w / 2 + 2.2, -w / 2 + 5.6, w / 2 - 2.2)
    ]
    tree = rng.choice(
        (
            [_put("triangle", 6, 6, w / 2 + 5, -7, e)],
            [_disc(6, w / 2 + 5, -7, e)],
            [_put("triangle", 6, 4, w / 2 + 5, -6, e), _put("triangle", 4, 4, w / 2 + 5, -10, e)],
        )
    )
    extras += [
        Extra([_disc(2, 0, -h - 2, d)]),
        Extra([_disc(4, -w / 2 - 4, -h - top + 2, d)]),
        Extra([_put("rectangle", 2, 4, w / 2 + 5, -2, c), *tree]),
        *(Extra([_put("rectangle", 2, 4, -w / 2 - 2 - 3 * k, -2, e)]) for k in range(3)),
    ]
    return Plan(core, extras)


def _train(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    core = [
        _put("rectangle", 7, 4, 3.5, -5, a),
        _put("rectangle", 4, 7, 9, -6.5, b),
        _put(rng.choice(("rectangle", "trapezium")), 3, 3, 2.5, -8.5, d, rng.choice((0, 180))),
        _disc(3, 2, -1.5, c),
        _disc(3, 9, -1.5, c),
    ]
    extras = [
        Extra([_put("half", 6, 3, 9, -11.5, d)]),
        Extra([_disc(3, 5.5, -1.5, c)]),
        Extra([_put(rng.choice(("rectangle", "disc")), 2, 2, 9, -8, e)]),
        Extra([_put("corner", 3, 3, -1.5, -1.5, d, 270)]),
        Extra([_put("half", 2, 1, -0.5, -5, e, 270)]),
    ]
    last = -1
    for k in range(3):
        x, base = 11 + 8 * k, len(extras)
        wagon = [
            _put("rectangle", 8, 4, x + 4, -5, rng.choice((a, b, e))),
            _disc(3, x + 2, -1.5, c),
            _disc(3, x + 6, -1.5, c),
        ]
        extras.append(Extra(wagon, last))
        last = base
        load = rng.choice(("half", "triangle", "boxes", "discs"))
        if load in ("half", "triangle"):
            extras.append(Extra([_put(load, 6, 3, x + 4, -8.5, d)], base))
        else:
            kind = "disc" if load == "discs" else "rectangle"
            extras += [Extra([_put(kind, 3, 3, x + dx, -8.5, d)], base) for dx in (2.2, 5.8)]
        extras.append(Extra([_put("diamond", 2, 2, x + 4, -5, d)], base))
    return Plan(core, extras)


def _truck(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    long, high = rng.randint(10, 14), rng.randint(6, 8)
    core = [
        _put("rectangle", long, high, -long / 2, -3 - high / 2, a),
        _put("rectangle", 5, 5, 2.5, -5.5, b),
        _disc(4, -long + 3, -1, c),
        _disc(4, 2.5, -1, c),
    ]
    sign = rng.choice(("disc", "diamond", "triangle", "rectangle"))
    extras = [
        Extra([_put("rectangle", 3, 2, 3, -6.5, e)]),
        Extra([_put(sign, 4, 4, -long / 2, -3 - high / 2, d)]),
        Extra([_put(sign, 2, 2, -long + 2, -3 - high / 2, e)]),
        Extra([_put(sign, 2, 2, -2, -3 - high / 2, e)]),
        Extra([_disc(4, -long + 7, -1, c)]),
        Extra([_put("half", 3, 2, 5.75, -4.6, d, 90)]),
        Extra([_put("half", 4, 2, 2, -9, d)]),
        *(
            Extra([_put(kind, 3, 3, -long + 2 + 4 * k, -3 - high - 1.5, d)])
            for k, kind in enumerate(rng.sample(("triangle", "disc", "rectangle"), 3)[: long // 4])
        ),
    ]
    return Plan(core, extras)


def _horse(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, h, leg, neck = rng.randint(12, 15), rng.randint(5, 6), rng.randint(5, 8), rng.randint(4, 9)
    back, front = -leg - h, w / 2
    head = back - neck
    core = [
        _put("rectangle", w, h, 0, -leg - h / 2, a),
        _put("rectangle", 2, leg, -w / 2 + 1, -leg / 2, b),
        _put("rectangle", 2, leg, front - 1, -leg / 2, b),
        _put("rectangle", 3, neck, front - 1.5, back - neck / 2, a),
    ]
    muzzle = rng.choice(("rectangle", "half", "trapezium"))
    tail = rng.choice(("corner", "quarter", "triangle"))
    extras = [
        Extra([_put(muzzle, 6, 3, front, head - 1.5, c)]),
        Extra([_put("rectangle", 2, leg, -w / 2 + 4, -leg / 2, b)]),
        Extra([_put("rectangle", 2, leg, front - 4, -leg / 2, b)]),
        Extra([_put(tail, 4, 4, -w / 2 - 2, back + 2, d, 270)]),
        Extra([_put("triangle", 2, 3, front - 1, head - 4.5, d)], 0),
        Extra([_put("half", 4, 2, -1, back - 1, e)]),
        *(
            Extra([_put("triangle", 2, 2, front - 4, back - 1 - 2 * k, d, 270)])
            for k in range(neck // 2)
        ),
        *(Extra([_disc(2, -w / 2 + 2 + 3 * k, -leg - h / 2, e)]) for k in range(4)),
    ]
    return Plan(core, extras)


def _bird(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    head = rng.randint(4, 6)
    x, y = 6 - head / 2 - rng.randint(0, 2), -10 - head / 2
    core = [
        _put("trapezium", 12, 6, 0, -7, a, 180),
        _disc(head, x, y, a if rng.random() < 0.5 else b),
        _put("triangle", 3, 3, x + head / 2 + 1.2, y, d, 90),
        _put("rectangle", 2, 4, 2, -2, c),
    ]
    wing = rng.choice(("half", "triangle", "trapezium"))
    extras = [
        Extra([_put("rectangle", 2, 4, -2, -2, c)]),
        Extra([_disc(2, x + 0.5, y - 0.6, e)]),
        Extra([_put(wing, 6, 3, -0.5, -8, b, 180)]),
        Extra([_put("corner", 4, 4, -4, -12, b)]),
        Extra([_put("triangle", 3, 3, x, y - head / 2 - 1.4, d)]),
        Extra([_put("triangle", 4, 4, -8, -9.5, d, 90)]),
        *(Extra([_put("diamond", 2, 2, 11 + 3 * k, -5 - 4 * k, e)]) for k in range(3)),
        Extra([_put("rectangle", 14, 2, 0, 1, e)]),
        Extra([_disc(3, -10, -17, d)]),
    ]
    return Plan(core, extras)


def _rocket(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, h, nose = rng.randint(5, 7), rng.randint(11, 15), rng.randint(4, 6)
    fin = rng.randint(3, 5)
    core = [
        _put("rectangle", w, h, 0, -h / 2, a),
        _put(rng.choice(("triangle", "trapezium")), w, nose, 0, -h - nose / 2, b),
        _put("corner", fin, fin, w / 2 + fin / 2, -fin / 2, c),
        _put("corner", fin, fin, -w / 2 - fin / 2, -fin / 2, c, 270),
    ]
    pane = rng.choice(("disc", "diamond", "rectangle"))
    extras = [
        *(Extra([_put(pane, 3, 3, 0, -h + 2.5 + 4 * k, d)]) for k in range((h - 1) // 4)),
        Extra([_put("triangle", 4, 4, 0, 2, d, 180)]),
    ]
    flames = len(extras) - 1
    extras += [
        Extra([_put("triangle", 3, 3, x, 1.5, e, 180)], flames) for x in (-w / 2 - 1, w / 2 + 1)
    ]
    for side in (-1, 1):
        x = side * (w / 2 + fin + 1.5)
        rocket = [_put("rectangle", 3, 7, x, -3.5, b), _put("triangle", 3, 3, x, -8.5, d)]
        extras.append(Extra(rocket))
    stars = ((-8, -h - 3), (8, -h - 1), (-4.5, -h - nose - 2))
    extras += [Extra([_put("diamond", 3, 3, x, y, e)]) for x, y in stars]
    return Plan(core, extras)


def _boat(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, big, small = 2 * rng.randint(8, 10), rng.randint(7, 9), rng.randint(4, 6)
    sail = rng.choice(("corner", "quarter"))
    core = [
        _put("trapezium", w, 5, 0, -2.5, a, 180),
        _put("rectangle", 2, 15, 0, -12.5, c),
        _put(sail, big, big, 1 + big / 2, -9 - big / 2, b),
    ]
    extras = [
        Extra([_put(sail, small, small, -1 - small / 2, -10 - small / 2, d, 270)]),
        Extra([_put("triangle", 3, 3, -2.5, -18.5, d, 270)]),
        Extra([_put("rectangle", 5, 3, -5, -6.5, e)]),
        *(Extra([_disc(2, x, -2.9, d)]) for x in (-3.5, 0.0, 3.5)),
        *(Extra([_put("half", 4, 2, -w / 2 + 2 + 4.5 * k, 1, e)]) for k in range(4)),
        Extra([_disc(5, -w / 2 - 2, -17, d)]),
        Extra([_put("rectangle", 3, 2, 6, -6, c)]),
    ]
    extras.append(Extra([_disc(2, -5, -6.5, c)], 2))
    return Plan(core, extras)


def _robot(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, h, head = 2 * rng.randint(4, 5), rng.randint(8, 10), 2 * rng.randint(3, 4)
    hips, neck = -7, -7 - h
    face = neck - 2.5
    core = [
        _put("rectangle", w, h, 0, hips - h / 2, a),
        _put("rectangle", head, 5, 0, face, b),
        _put("rectangle", 2, 5, -2.5, -4.5, c),
        _put("rectangle", 2, 5, 2.5, -4.5, c),
    ]
    eye = rng.choice(("disc", "rectangle", "diamond"))
    hand = rng.choice(("disc", "triangle", "diamond", "rectangle"))
    arm = w / 2 + 1
    button = rng.choice(("disc", "diamond", "rectangle"))
    extras = [
        *(Extra([_put("half", 4, 2, x, -1, d)]) for x in (-2.5, 2.5)),
        *(Extra([_put("rectangle", 2, 6, x, neck + 3, c)]) for x in (-arm, arm)),
        Extra([_put(hand, 3, 3, -arm - 0.5, neck + 7.5, d)], 2),
        Extra([_put(hand, 3, 3, arm + 0.5, neck + 7.5, d)], 3),
        Extra([_put(eye, 2, 2, -1.6, face - 0.8, e), _put(eye, 2, 2, 1.6, face - 0.8, e)]),
        Extra([_put("half", 3, 2, 0, face + 1.5, d, 180)]),
        *(Extra([_put(button, 2, 2, x, hips - 2, e)]) for x in (-2.2, 0.6)),
        Extra([_put("rectangle", 6, 3, 0, neck + 2.2, d)]),
        Extra([_put("triangle", 3, 4, 0, face - 4.5, c)]),
        Extra([_put("half", 3, 2, -head / 2 - 0.75, face, d, 270)]),
        Extra([_put("half", 3, 2, head / 2 + 0.75, face, d, 90)]),
    ]
    extras.append(Extra([_disc(2, 0, face - 7.5, e)], 11))
    return Plan(core, extras)


def _castle(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    w, h, tower = 2 * rng.randint(6, 8), rng.randint(7, 9), rng.randint(11, 14)
    gate = rng.randint(4, 5)
    side = w / 2 + 2
    core = [
        _put("rectangle", w, h, 0, -h / 2, a),
        _put("rectangle", 4, gate, 0, -gate / 2, c),
        _put("rectangle", 4, tower, -side, -tower / 2, b),
        _put("rectangle", 4, tower, side, -tower / 2, b),
    ]
    pane = rng.choice(("disc", "rectangle", "diamond"))
    extras = [Extra([_put("triangle", 6, 5, x, -tower - 2.5, d)]) for x in (-side, side)]
    battlements = [-w / 2 + 1.5 + (w - 3) / 3 * k for k in range(4)]
    extras += [Extra([_put("rectangle", 2, 2, x, -h - 1, a)]) for x in battlements]
    extras += [Extra([_put(pane, 2, 2, x, -tower + 2.5, e)]) for x in (-side, side)]
    extras += [Extra([_put(pane, 2, 2, x, -tower + 6.5, e)]) for x in (-side, side)]
    extras += [Extra([_put(pane, 2, 2, x, -h + 2, e)]) for x in (-4.2, 4.2)]
    for k in range(2):
        x = side + 5 + 6 * k
        tree = [_put("rectangle", 2, 3, x, -1.5, c), _put("triangle", 5, 6, x, -6, e)]
        extras.append(Extra(tree))
    extras.append(Extra([_disc(5, 0, -tower - 4, d)]))
    return Plan(core, extras)


def _caterpillar(rng: Random, inks: Inks) -> Plan:
    a, b, c, d, e = inks[:5]
    head = rng.randint(6, 7)
    body = rng.choice(("disc", "disc", "rectangle"))
    core = [
        _disc(head, 0, -5, b),
        _put(body, 5, 5, -head / 2 - 2.5, -5, a),
        _put(body, 5, 5, -head / 2 - 7.5, -5, rng.choice((a, c))),
    ]
    extras = [
        Extra([_disc(2, 1, -6, d)]),
        Extra([_put("triangle", 4, 4, 0, -7 - head / 2, d)]),
        Extra([_put("half", 3, 2, 0.8, -3.4, e, 180)]),
    ]
    foot = rng.choice(("rectangle", "triangle", "half"))
    spot = rng.choice(("disc", "diamond"))
    last = -1
    for k in range(7):
        x = -head / 2 - 2.5 - 5 * k
        if k > 1:
            extras.append(Extra([_put(body, 5, 5, x, -5, rng.choice((a, c)))], last))
            last = len(extras) - 1
        extras.append(Extra([_put(spot, 2, 2, x, -5, e)], last))
        extras.append(Extra([_put(foot, 2, 2, x, -2.5 + (0.5 if foot == "half" else 1), d)], last))
    return Plan(core, extras)


PLANS: Mapping[str, Callable[[Random, Inks], Plan]] = {
    "house": _house,
    "train": _train,
    "truck": _truck,
    "horse": _horse,
    "bird": _bird,
    "rocket": _rocket,
    "boat": _boat,
    "robot": _robot,
    "castle": _castle,
    "caterpillar": _caterpillar,
}
