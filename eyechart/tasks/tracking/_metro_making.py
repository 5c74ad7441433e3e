"""Make a metro map: lines on a coarse grid, stations on the lines, labels where there is room.

Lines are least-cost ways over a grid with eight directions, bends being dear and every place having
a price of its own, so that they wander.  They may meet at grid points only, which are then
interchanges.  Labels are placed last, by search; where none fits beside a station that nothing
depends on, the line goes on without the station.
"""

from heapq import heappop, heappush
from itertools import pairwise
from math import hypot
from random import Random

import msgspec
import numpy as np

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
_SIZE, _MARGIN, _EDGE = 512, 60, 13
_DIRECTIONS = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))
_BENDS = (0.0, 0.7, 3.0)
"""Price of a bend by 0, 45 and 90 degrees; sharper ones are not made."""
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
    pitch = (_SIZE - 2 * _MARGIN) / (nodes - 1)
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
    if curved and _crowded(metro):
        return None
    return labelled(metro)


def named(rng: Random, count: int, longest: int) -> list[str]:
    """Invented names, pronounceable, no two much alike."""
    names: list[str] = []
    for _ in range(60 * count):
        if len(names) == count:
            break
        syllables = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(2)]
        name = "".join(syllables) + (rng.choice(_CODAS) if rng.random() < 0.5 else "")
        apart = all(
            sum(a != b for a, b in zip(name, other.lower(), strict=False))
            + abs(len(name) - len(other))
            > 2
            for other in names
        )
        if 4 <= len(name) <= longest and apart:
            names.append(name.capitalize())
    return names


def _tracks(rng: Random, nodes: int, lines: int, *, ring: bool) -> list[list[Node]] | None:
    """The nodes along each line; all lines hang together."""
    tracks: list[list[Node]] = []
    if ring:
        tracks.append(_ring(rng, nodes))
    while len(tracks) < lines:
        for _ in range(12):
            track = _track(rng, nodes, tracks)
            met = {node for other in tracks for node in other} & set(track)
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


def _track(rng: Random, nodes: int, tracks: list[list[Node]]) -> list[Node]:
    """One more line from border to border; empty if there is no way."""
    border = [(r, c) for r in range(nodes) for c in range(nodes) if {r, c} & {0, nodes - 1}]
    busy: dict[Node, int] = {}
    for track in tracks:
        for node in set(track):
            busy[node] = busy.get(node, 0) + 1
    free = [node for node in border if node not in busy]
    if len(free) < 2:
        return []
    start = rng.choice(free)
    far = [n for n in free if hypot(n[0] - start[0], n[1] - start[1]) >= 0.75 * (nodes - 1)]
    if not far:
        return []
    taken = {frozenset(pair) for track in tracks for pair in pairwise(track)}
    price = {
        (r, c): rng.uniform(0.5, 2.2) if busy.get((r, c), 0) < 2 else 50.0
        for r in range(nodes)
        for c in range(nodes)
    }
    return _cheapest(start, rng.choice(far), price, taken)


def _cheapest(
    start: Node, goal: Node, price: dict[Node, float], taken: set[frozenset[Node]]
) -> list[Node]:
    """The cheapest way over free edges (Dijkstra over places and directions)."""
    queue: list[tuple[float, Node, int, tuple[Node, ...]]] = [(0.0, start, -1, (start,))]
    best: dict[tuple[Node, int], float] = {}
    while queue:
        cost, here, heading, way = heappop(queue)
        if here == goal:
            return list(way)
        if cost > best.get((here, heading), cost):
            continue
        for turn, (dr, dc) in enumerate(_DIRECTIONS):
            ahead = (here[0] + dr, here[1] + dc)
            bend = 0 if heading < 0 else min((turn - heading) % 8, (heading - turn) % 8)
            if ahead not in price or bend > 2 or ahead in way:
                continue
            across = frozenset(((here[0] + dr, here[1]), (here[0], here[1] + dc)))
            if frozenset((here, ahead)) in taken or (dr and dc and across in taken):
                continue
            there = cost + (1.414 if dr and dc else 1.0) * price[ahead] + _BENDS[bend]
            if there < best.get((ahead, turn), 50.0):
                best[ahead, turn] = there
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
    changes = interchanges(metro)
    fixed = changes | {line.way[end][2] for line in metro.lines for end in (0, -1)}
    options: dict[int, list[tuple[int, Box]]] = {}
    dropped: set[int] = set()
    for i in range(len(metro.stations)):
        away = radius_of(metro, interchange=i in changes)
        options[i] = _sides(metro, i, away, tracks)
        for letters in (4, 3):
            if not options[i] and i in fixed:
                metro = _shortened(metro, i, letters)
                options[i] = _sides(metro, i, away, tracks)
        if not options[i] and i in fixed:
            return None
        if not options[i]:
            dropped.add(i)
            del options[i]
    chosen = _placed(options)
    if chosen is None:
        return None
    return _kept(metro, chosen, dropped)


def _sides(metro: Metro, i: int, away: float, tracks: Points) -> list[tuple[int, Box]]:
    """Where there is room for a station's label, and the room it takes."""
    at = metro.stations[i]
    boxes = [label_box(at.x, at.y, at.name, side, metro.font, away) for side in range(len(SIDES))]
    return [(side, box) for side, box in enumerate(boxes) if _room(metro, box, tracks, i)]


def _shortened(metro: Metro, i: int, letters: int) -> Metro:
    """The map with a shorter name for one station, unless another has that name."""
    short = metro.stations[i].name[:letters]
    if any(station.name == short for station in metro.stations):
        return metro
    stations = list(metro.stations)
    stations[i] = msgspec.structs.replace(stations[i], name=short)
    return msgspec.structs.replace(metro, stations=tuple(stations))


def _room(metro: Metro, box: Box, tracks: Points, own: int) -> bool:
    """Whether nothing but other labels may lie under a label."""
    if min(box.x, box.y) < _EDGE or max(box.x + box.width, box.y + box.height) > _SIZE - _EDGE:
        return False
    clear = line_width(metro) / 2 + 2.0
    inside = (tracks > (box.x - clear, box.y - clear)) & (
        tracks < (box.x + box.width + clear, box.y + box.height + clear)
    )
    if inside.all(axis=1).any():
        return False
    # Nearer to its own station than to any other, by enough to be seen.
    far = [_away(box, station) for station in metro.stations]
    nearest = min((d for i, d in enumerate(far) if i != own), default=_SIZE)
    return nearest > max(1.35 * line_width(metro) + 3.0, 1.25 * far[own] + 4.0)


def _away(box: Box, station: Station) -> float:
    """From a box to the middle of a station, px."""
    dx = max(box.x - station.x, 0.0, station.x - box.x - box.width)
    dy = max(box.y - station.y, 0.0, station.y - box.y - box.height)
    return hypot(dx, dy)


def _placed(options: dict[int, list[tuple[int, Box]]]) -> dict[int, int] | None:
    """A side for each station so that no labels overlap: those with least choice first."""
    chosen: dict[int, tuple[int, Box]] = {}
    left = {i: list(found) for i, found in options.items()}
    while left:
        i = min(left, key=lambda k: (len(left[k]), k))
        if not left[i]:
            return None

        # The side that takes least choice from the others; the plain sides come first.
        def taken(option: tuple[int, Box], own: int = i) -> tuple[int, int]:
            others = (box for j, found in left.items() if j != own for _, box in found)
            return sum(_overlap(option[1], box) for box in others), option[0]

        best = min(left.pop(i), key=taken)
        chosen[i] = best
        for j, found in left.items():
            left[j] = [option for option in found if not _overlap(best[1], option[1])]
    return {i: side for i, (side, _) in chosen.items()}


def _overlap(a: Box, b: Box) -> bool:
    return (
        a.x < b.x + b.width + 5
        and b.x < a.x + a.width + 5
        and a.y < b.y + b.height + 2
        and b.y < a.y + a.height + 2
    )


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
    return Metro(
        stations, lines, (0, 1), metro.curved, metro.font, metro.pitch, metro.dress, metro.river
    )
