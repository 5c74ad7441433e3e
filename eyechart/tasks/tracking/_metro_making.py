"""Make a metro map: lines on a coarse grid, stations on the lines, labels where there is room.

Lines are least-cost ways over a grid with eight directions, bends being dear and every place having
a price of its own, so that they wander.  They may meet at grid points only, which are then
interchanges.  Labels are placed last, by search; where none fits beside a station that nothing
depends on, the line goes on without the station.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise
from math import hypot
from operator import ne
from random import Random

import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.scene.curves import Points
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._metro_scene import (
    COLOURS,
    SIDES,
    Line,
    Metro,
    Station,
    interchanges,
    label_box,
    line_width,
    radius_of,
    stretches_of,
)

__all__ = ["mapped", "named"]

Node = tuple[int, int]
_MARGIN, _EDGE = 60, 13
_LEAST_PITCH = 49
"""Px from node to node below which a sheet is not made denser but larger."""
_DIRECTIONS = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))
_BENDS = (0.0, 0.7, 3.0)
"""Price of a bend by 0, 45 and 90 degrees; sharper ones are not made."""
_DEAREST = 50.0
"""Price of a way that is as good as none, and of a node where two lines meet already."""
_ONSETS = "b d f g k l m n p r s t v z br dr gr kr pl st tr".split()
_VOWELS = "a e i o u".split()
_CODAS = "n l r s m k t x".split()


def mapped(
    rng: Random, *, nodes: int, lines: int, curved: bool, ring: bool, skipped: float
) -> Metro | None:
    """A map with names on it, of `lines` lines on a grid of nodes x nodes; None if this one failed.

    `skipped`: share of the places on lines, ends and interchanges apart, that are no stations.
    """
    tracks = _tracks(rng, nodes, lines, ring=ring)
    if tracks is None:
        return None
    size = max(512, 2 * _MARGIN + _LEAST_PITCH * (nodes - 1))
    pitch = (size - 2 * _MARGIN) / (nodes - 1)
    sway = 0.08 * pitch if curved else 0.0
    place = {
        node: tuple(round(_MARGIN + v * pitch + rng.uniform(-sway, sway)) for v in node)
        for node in dict.fromkeys(node for track in tracks for node in track)
    }
    uses = [node for track in tracks for node in dict.fromkeys(track)]
    kept = {
        node
        for track in tracks
        for node in track
        if node in (track[0], track[-1]) or uses.count(node) > 1 or rng.random() > skipped
    }
    order = sorted(kept)
    names = named(rng, len(order), 6 if pitch > 52 else 5)
    stations = tuple(
        Station(name, place[node][1], place[node][0])
        for name, node in zip(names, order, strict=True)
    )
    index = {node: i for i, node in enumerate(order)}
    colours = rng.sample(sorted(COLOURS), len(tracks))
    drawn = tuple(
        Line(colour, tuple((place[node][1], place[node][0], index.get(node, -1)) for node in track))
        for colour, track in zip(colours, tracks, strict=True)
    )
    font = 14 if pitch > 90 else 13 if pitch > 60 else 12 if pitch > 50 else 11
    metro = Metro(stations, drawn, (0, 1), curved, font, round(pitch), rng.randrange(4))
    metro = msgspec.structs.replace(metro, size=size)
    if curved and _crowded(metro):
        return None
    return labelled(metro)


def named(rng: Random, count: int, longest: int) -> list[str]:
    """Invented names, pronounceable, no two much alike."""
    names: list[str] = []
    # There are not many more that differ in three letters.
    apart = 3 if count < 70 else 2
    for _ in range(60 * count):
        if len(names) == count:
            break
        syllables = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(2)]
        name = "".join(syllables) + (rng.choice(_CODAS) if rng.random() < 0.5 else "")
        if 4 <= len(name) <= longest and all(_differing(name, other) >= apart for other in names):
            names.append(name)
    return [name.capitalize() for name in names]


def _differing(name: str, other: str) -> int:
    """Letters that differ, place by place."""
    differing: int = sum(map(ne, name, other))
    return differing + abs(len(name) - len(other))


def _tracks(rng: Random, nodes: int, lines: int, *, ring: bool) -> list[list[Node]] | None:
    """The nodes along each line; all lines hang together."""
    tracks: list[list[Node]] = []
    if ring:
        tracks.append(_ring(rng, nodes))
    while len(tracks) < lines:
        busy = Counter(node for track in tracks for node in set(track))
        blocked = _blocked(nodes, tracks)
        for _ in range(12):
            track = _track(rng, nodes, busy, blocked)
            met = busy.keys() & set(track)
            if len(track) >= min(nodes, 4) and (met or not tracks) and len(met) <= 4:
                tracks.append(track)
                break
        else:
            return None
    return tracks


def _ring(rng: Random, nodes: int) -> list[Node]:
    """An octagon around the middle."""
    halves = (1.5, 2.0, 2.5)
    half = rng.choice([n for n in halves if (nodes - 1) % 2 == 2 * n % 2 and 2 * n < nodes - 2])
    low, high = round((nodes - 1) / 2 - half), round((nodes - 1) / 2 + half)
    top = [(low, c) for c in range(low + 1, high)]
    right = [(r, high) for r in range(low + 1, high)]
    bottom = [(high, c) for c in range(high - 1, low, -1)]
    left = [(r, low) for r in range(high - 1, low, -1)]
    around = top + right + bottom + left
    return [*around, around[0]]


def _track(
    rng: Random, nodes: int, busy: Counter[Node], blocked: set[tuple[int, int]]
) -> list[Node]:
    """One more line from border to border; empty if there is no way.

    `busy` counts the lines through each node.
    """
    border = [(r, c) for r in range(nodes) for c in range(nodes) if {r, c} & {0, nodes - 1}]
    free = [node for node in border if node not in busy]
    if len(free) < 2:
        return []
    start = rng.choice(free)
    far = [n for n in free if hypot(n[0] - start[0], n[1] - start[1]) >= 0.75 * (nodes - 1)]
    if not far:
        return []
    price = [
        rng.uniform(0.5, 2.2) if busy[r, c] < 2 else _DEAREST
        for r in range(nodes)
        for c in range(nodes)
    ]
    return _cheapest(start, rng.choice(far), price, blocked, nodes)


def _blocked(nodes: int, tracks: list[list[Node]]) -> set[tuple[int, int]]:
    """The steps, place to place, that run along a line or across one where there is no node."""
    blocked = set()
    for track in tracks:
        for (r, c), (down, right) in pairwise(track):
            for (i, j), (k, m) in (((r, c), (down, right)), ((r, right), (down, c))):
                a, b = i * nodes + j, k * nodes + m
                blocked |= {(a, b), (b, a)}
    return blocked


@cache
def _onward(nodes: int) -> list[list[list[tuple[int, int, float, float]]]]:
    """By place, r * nodes + c, and heading, an index into `_DIRECTIONS` or the last for none: the
    steps to take from there, as (heading, place, length, price of the bend)."""

    def steps(r: int, c: int, heading: int) -> Iterator[tuple[int, int, float, float]]:
        for turn, (dr, dc) in enumerate(_DIRECTIONS):
            bend = 0 if heading == 8 else min((turn - heading) % 8, (heading - turn) % 8)
            if bend < len(_BENDS) and 0 <= r + dr < nodes and 0 <= c + dc < nodes:
                long = 1.414 if dr and dc else 1.0
                yield turn, (r + dr) * nodes + c + dc, long, _BENDS[bend]

    return [
        [list(steps(r, c, heading)) for heading in range(9)]
        for r in range(nodes)
        for c in range(nodes)
    ]


def _cheapest(
    start: Node, goal: Node, price: list[float], blocked: set[tuple[int, int]], nodes: int
) -> list[Node]:
    """The cheapest way by steps that are free (Dijkstra over places and headings)."""
    first, last = (r * nodes + c for r, c in (start, goal))
    queue: list[tuple[float, int, int, tuple[int, ...]]] = [(0.0, first, 8, (first,))]
    best = [[_DEAREST] * 9 for _ in price]
    onward, dearest = _onward(nodes), _DEAREST
    while queue:
        cost, here, heading, way = heappop(queue)
        if here == last:
            return [divmod(place, nodes) for place in way]
        if cost > best[here][heading]:
            continue
        for turn, ahead, long, bend in onward[here][heading]:
            there = cost + long * price[ahead] + bend
            if there >= best[ahead][turn] or there >= dearest:
                continue
            if ahead not in way and (here, ahead) not in blocked:
                best[ahead][turn] = there
                dearest = there if ahead == last else dearest
                heappush(queue, (there, ahead, turn, (*way, ahead)))
    return []


def _crowded(metro: Metro) -> bool:
    """Whether lines come close to each other away from stations they share."""
    stretches = stretches_of(metro)
    least = 0.28 * metro.pitch
    parts = [s.points[::7].astype(np.float32) for s in stretches]
    owner = np.concatenate([np.full(len(p), i) for i, p in enumerate(parts)])
    x, y = np.concatenate(parts).T
    near = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 < least**2
    near &= owner[:, None] < owner
    for a, b in np.argwhere(near).tolist():
        shared = set(stretches[owner[a]].ends) & set(stretches[owner[b]].ends)
        spots = (metro.stations[i] for i in shared)
        if not any(hypot(x[a] - spot.x, y[a] - spot.y) < 1.5 * least for spot in spots):
            return True
    return False


def labelled(metro: Metro) -> Metro | None:
    """The map with a side for each label, no label on anything else; None if there is no room.

    Stations without room that are neither ends nor interchanges are dropped.
    """
    tracks = np.concatenate([s.points[::3] for s in stretches_of(metro)])
    places = np.array([(station.x, station.y) for station in metro.stations], float)
    changes = interchanges(metro)
    fixed = changes | {line.way[end][2] for line in metro.lines for end in (0, -1)}
    options: dict[int, list[tuple[int, Box]]] = {}
    dropped: set[int] = set()
    # Those that have to have one come first: most maps fail for want of room beside one of them.
    for i in sorted(range(len(metro.stations)), key=lambda i: i not in fixed):
        away = radius_of(metro, interchange=i in changes)
        options[i] = _sides(metro, i, away, tracks, places)
        for letters in (4, 3):
            if not options[i] and i in fixed:
                metro = _shortened(metro, i, letters)
                options[i] = _sides(metro, i, away, tracks, places)
        if not options[i] and i in fixed:
            return None
        if not options[i]:
            dropped.add(i)
            del options[i]
    chosen = _placed(options)
    if chosen is None:
        return None
    return _kept(metro, chosen, dropped)


def _sides(
    metro: Metro, i: int, away: float, tracks: Points, places: Points
) -> list[tuple[int, Box]]:
    """Where there is room for a station's label, other labels aside, and the room it takes.

    `tracks` (n, 2) are points along all lines, `places` (stations, 2) the stations'.
    """
    at, width = metro.stations[i], line_width(metro)
    boxes = [label_box(at.x, at.y, at.name, side, metro.font, away) for side in range(len(SIDES))]
    low = np.array([box[:2] for box in boxes])
    high = low + np.array([box[2:] for box in boxes])
    on_sheet = ((low >= _EDGE) & (high <= metro.size - _EDGE)).all(1)
    margin = width / 2 + 2.0
    reach = float(np.abs(np.concatenate([low, high]) - places[i]).max()) + margin
    near = tracks[(np.abs(tracks - places[i]) < reach).all(1)]
    below, above = low[:, None] - margin, high[:, None] + margin
    on_tracks = ((near > below) & (near < above)).all(2).any(1)
    gaps = np.maximum(np.maximum(low[:, None] - places, places - high[:, None]), 0.0)
    far = np.hypot(gaps[..., 0], gaps[..., 1])
    # Nearer to its own station than to any other, by enough to be seen.
    nearest = np.delete(far, i, axis=1).min(1, initial=metro.size)
    own = nearest > np.maximum(1.35 * width + 3.0, 1.25 * far[:, i] + 4.0)
    free = on_sheet & ~on_tracks & own
    return [(side, box) for side, box in enumerate(boxes) if free[side]]


def _shortened(metro: Metro, i: int, letters: int) -> Metro:
    """The map with a shorter name for one station, unless another has that name."""
    short = metro.stations[i].name[:letters]
    if any(station.name == short for station in metro.stations):
        return metro
    stations = list(metro.stations)
    stations[i] = msgspec.structs.replace(stations[i], name=short)
    return msgspec.structs.replace(metro, stations=tuple(stations))


def _placed(options: dict[int, list[tuple[int, Box]]]) -> dict[int, int] | None:
    """A side for each station so that no labels overlap: those with least choice first."""
    flat = [(i, side, box) for i, found in options.items() for side, box in found]
    owner, sides = (np.array([option[k] for option in flat], int) for k in (0, 1))
    clash = _overlaps(np.array([option[2] for option in flat]).reshape(-1, 4))
    free, chosen = np.ones(len(flat), bool), dict[int, int]()
    waiting = sorted(options)
    while waiting:
        i = min(waiting, key=lambda k: np.count_nonzero(free & (owner == k)))
        own = np.flatnonzero(free & (owner == i))
        if not len(own):
            return None
        # The side that takes least choice from the others; the plain sides come first.
        taken = clash[own][:, free & (owner != i)].sum(1)
        best = own[np.lexsort((sides[own], taken))[0]]
        chosen[i] = int(sides[best])
        waiting.remove(i)
        free &= (owner != i) & ~clash[best]
    return chosen


def _overlaps(boxes: Points) -> npt.NDArray[np.bool_]:
    """(n, n): whether boxes, (n, 4) as x, y, width, height, are nearer than labels may be."""
    near = np.ones((len(boxes), len(boxes)), bool)
    for axis, gap in ((0, 5.0), (1, 2.0)):
        low, high = boxes[:, axis], boxes[:, axis] + boxes[:, axis + 2] + gap
        near &= (low[:, None] < high) & (low < high[:, None])
    return near


def _kept(metro: Metro, sides: dict[int, int], dropped: set[int]) -> Metro:
    """The map with these sides, without these stations."""
    order = [i for i in range(len(metro.stations)) if i not in dropped]
    index = {old: new for new, old in enumerate(order)}
    stations = tuple(
        Station(s.name, s.x, s.y, sides[i]) for i, s in enumerate(metro.stations) if i in index
    )
    lines = tuple(
        Line(line.colour, tuple((x, y, index.get(s, -1)) for x, y, s in line.way))
        for line in metro.lines
    )
    return msgspec.structs.replace(metro, stations=stations, lines=lines)
