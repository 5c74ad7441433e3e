"""Clips of `bounce`: the right one, and the wrong ones that come close.

A film is a list of places of the ball, one per frame, over a court; all that can go wrong with the
motion is a change in that list, and all that can go wrong with the court a change of the court.
"""

from collections.abc import Callable, Iterator
from math import cos, hypot, pi, sin
from random import Random

import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.scene.motion import first_touches, path_through
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.task import Hand
from eyechart.tasks.physics._court import BALL, SIDES, SIZE, Court, corner, drawn, way

__all__ = ["FPS", "TOLERANCE", "right_film", "wrong_films"]

FPS = 24.0
FILM_SIZE = 320
"""Side of a frame, px: a wall is 5 px thick, and a clip is encoded in half a second."""
TOLERANCE = 0.25
"""Root mean square distance from the exact way that is still right, in radii of the ball."""
_REST = 6
"""Frames for which the ball rests at the gate."""

_RED = tuple(bytes.fromhex(BALL[1:]))
_BLUE = (42, 96, 224)

Places = npt.NDArray[np.float64]
"""(n, 2) centres in px of the court, one per frame; NaN: no ball."""


def right_film(court: Court, hand: Hand = Hand()) -> list[RGB]:
    """Frames of the exact motion, up to the hand's wobble."""
    return _frames(court, _wobbled(_ideal(court), court, hand), hand)


def wrong_films(court: Court, hand: Hand = Hand()) -> Iterator[tuple[str, list[RGB]]]:
    """(what is wrong, frames), wrong in one way each; what the court does not allow is left out."""
    rng = Random(hand.seed ^ 0x5EED)
    for name, change in _WRONG_MOTIONS.items():
        places = change(court, rng)
        if places is not None:
            yield name, _frames(court, _wobbled(places, court, hand), hand)
    ideal = _wobbled(_ideal(court), court, hand)
    half = len(ideal) // 2
    for name, other in _other_courts(court, rng):
        yield f"{name} from the start", _frames(other, ideal, hand)
        changed = _frames(other, ideal[half:], hand)[1:]
        yield f"{name} halfway", [*_frames(court, ideal[:half], hand), *changed]
    right = _frames(court, ideal, hand)
    yield "ball turns blue", [*right[:3], *_frames(court, ideal, hand, _BLUE)[3:]]
    late = [*right[9:], *right[:9]]
    yield "two balls", [np.minimum(a, b) for a, b in zip(right, late, strict=True)]
    yield "camera closes in", [_zoomed(f, 1 + 0.1 * i / len(right)) for i, f in enumerate(right)]


# -- places of the ball -----------------------------------------------------------------------


def _ideal(court: Court, pace: float = 1 / FPS) -> Places:
    """One place per frame up to the gate, then some at rest."""
    path, _ = way(court)
    count = int(np.ceil(path.times[-1] / pace)) + _REST
    return path.at(np.arange(count, dtype=np.float64) * pace)


def _wobbled(places: Places, court: Court, hand: Hand) -> Places:
    """A slow wander about the ideal, at most `wobble` of what is tolerated."""
    if not hand.wobble:
        return places
    rng = Random(hand.seed)
    share = np.arange(len(places)) / len(places)
    phases = [rng.uniform(0, 2 * pi) for _ in range(4)]
    waves = [np.sin(2 * pi * (1 + i % 2 * 1.7) * share + phase) for i, phase in enumerate(phases)]
    wander = np.stack([waves[0] + waves[1], waves[2] + waves[3]], axis=1) / 2
    wander *= hand.wobble * TOLERANCE * court.radius / 2**0.5
    # The clip begins with the picture itself.
    return places + wander * np.minimum(1.0, 4 * share)[:, None]


def _seconds(court: Court) -> float:
    """Until the gate is reached."""
    return float(way(court)[0].times[-1])


def _jump(court: Court, rng: Random) -> Places | None:
    """One frame shows the ball two diameters aside."""
    places = _ideal(court)
    index = rng.randrange(len(places) // 4, (len(places) - _REST) * 3 // 4 + 1)
    angle = rng.uniform(0, 2 * pi)
    for turn in range(8):
        aside = places[index] + 4 * court.radius * np.array(
            [cos(angle + turn * pi / 4), sin(angle + turn * pi / 4)]
        )
        if _inside(court, aside):
            places[index] = aside
            return places
    return None


def _teleport(court: Court, rng: Random) -> Places:
    """From a bounce (or halfway) on the ball is a piece ahead."""
    path, met = way(court)
    pace = hypot(*court.velocity)
    times = np.arange(0, path.times[-1], 1 / FPS)
    since = rng.choice(met[:-1]).time if len(met) > 1 else path.times[-1] / 2
    ahead = max(3.5 * court.radius / pace, 2.5 / FPS)
    return path.at(np.where(times > since, times + ahead, times))


def _through(court: Court, rng: Random) -> Places | None:
    """A wall that should throw the ball back does nothing."""
    _, met = way(court)
    if len(met) == 1:
        return None
    inner = [touch for touch in met[:-1] if touch.wall >= len(SIDES)]
    touch = rng.choice(inner or met[:-1])
    times = np.arange(0, max(_seconds(court), touch.time + 0.4), 1 / FPS)
    if not inner:
        places = path_through(court.ball, met).at(times)
        late = (times > touch.time)[:, None]
        (vx, vy), (nx, ny) = touch.velocity, touch.normal
        into = 2 * (vx * nx + vy * ny)
        on = np.array([vx - into * nx, vy - into * ny])
        return np.where(late, touch.centre + (times - touch.time)[:, None] * on, places)
    walls = [wall for i, wall in enumerate(court.obstacles) if i != touch.wall]
    free = first_touches(court.ball, court.velocity, court.radius, walls, len(met) + 4)
    return path_through(court.ball, free).at(times)


def _aslant(court: Court, rng: Random) -> Places | None:
    """A bounce (or the start) throws the ball 15 to 25 degrees off."""
    path, met = way(court)
    times = np.arange(0, path.times[-1] + 0.2, 1 / FPS)
    since, centre, velocity = 0.0, (float(court.ball[0]), float(court.ball[1])), court.velocity
    normal = (0.0, 0.0)
    if len(met) > 1:
        touch = rng.choice(met[: max(1, (2 * len(met) - 1) // 3)])
        since, centre, velocity, normal = touch.time, touch.centre, touch.velocity, touch.normal
    for sign in (rng.choice((1, -1)), -1, 1):
        turn = sign * rng.uniform(pi / 12, pi / 7)
        (vx, vy), c, s = velocity, cos(turn), sin(turn)
        other = (c * vx - s * vy, s * vx + c * vy)
        if not any(normal) or other[0] * normal[0] + other[1] * normal[1] > 0.15 * hypot(vx, vy):
            break
    else:
        return None
    after = first_touches(centre, other, court.radius, court.obstacles, len(met) + 8)
    wrong = path_through(centre, after).at(np.maximum(0.0, times - since))
    return np.where((times > since)[:, None], wrong, path.at(times))


def _gathering(court: Court, rng: Random) -> Places:
    """The ball starts from rest and ends at twice its speed."""
    path, _ = way(court)
    share = np.linspace(0, 1, int(path.times[-1] * FPS) + 1)
    return path.at(path.times[-1] * share**2)


def _curved(court: Court, rng: Random) -> Places:
    """The longest leg is an arc."""
    path, _ = way(court)
    places, times = _ideal(court), np.arange(len(_ideal(court))) / FPS
    leg = int(np.diff(path.times).argmax())
    begin, end = path.times[leg : leg + 2]
    x, y = path.corners[leg + 1] - path.corners[leg]
    side = np.array([-y, x]) / hypot(x, y) * rng.choice((1, -1)) * 1.8 * court.radius
    share = np.clip((times - begin) / (end - begin), 0, 1)
    return np.asarray(places + np.sin(pi * share)[:, None] * side)


def _frozen(court: Court, rng: Random) -> Places:
    places = _ideal(court)
    half = (len(places) - _REST) // 2
    return np.concatenate([places[:half], np.repeat(places[half : half + 1], half + _REST, 0)])


def _short(court: Court, rng: Random) -> Places:
    """The clip ends at two thirds of the way."""
    places = _ideal(court)
    return places[: max(4, (len(places) - _REST) * 2 // 3)]


def _vanishing(court: Court, rng: Random) -> Places:
    """No ball for five frames."""
    places = _ideal(court)
    begin = rng.randrange(2, max(3, len(places) - _REST - 6))
    places[begin : begin + 5] = np.nan
    return places


def _backward(court: Court, rng: Random) -> Places:
    """The ball sets off against the arrow."""
    vx, vy = court.velocity
    met = first_touches(court.ball, (-vx, -vy), court.radius, court.obstacles, len(court.gates) + 9)
    return path_through(court.ball, met).at(np.arange(0, _seconds(court) + 0.2, 1 / FPS))


def _aside(court: Court, rng: Random) -> Places | None:
    """The ball starts a diameter and a half beside the pictured one, in the same direction."""
    (x, y), (vx, vy) = court.ball, court.velocity
    for sign in (1, -1):
        share = sign * 3 * court.radius / hypot(vx, vy)
        start = x - share * vy, y + share * vx
        if _inside(court, np.array(start)):
            met = first_touches(start, court.velocity, court.radius, court.obstacles, 40)
            return path_through(start, met).at(np.arange(0, _seconds(court) + 0.2, 1 / FPS))
    return None


_WRONG_MOTIONS: dict[str, Callable[[Court, Random], Places | None]] = {
    "one frame jumps": _jump,
    "teleports": _teleport,
    "passes through a wall": _through,
    "wrong angle": _aslant,
    "gathers speed": _gathering,
    "curves": _curved,
    "freezes halfway": _frozen,
    "stops before the gate": _short,
    "vanishes for five frames": _vanishing,
    "reversed": lambda court, rng: _ideal(court)[::-1],
    "sets off backward": _backward,
    "starts elsewhere": _aside,
    "far too fast": lambda court, rng: _ideal(court, 1.8 / FPS),
}


def _inside(court: Court, place: npt.NDArray[np.float64]) -> bool:
    edge = 1.2 * court.radius
    x, y = place.tolist()
    return bool(edge < x < court.width - edge and edge < y < court.height - edge)


# -- other courts -----------------------------------------------------------------------------


def _other_courts(court: Court, rng: Random) -> Iterator[tuple[str, Court]]:
    """The court redrawn with one thing changed."""
    gates = court.gates[:-1]
    yield "gate removed", msgspec.structs.replace(court, gates=gates)
    if not court.walls:
        x, y = rng.randrange(60, court.width - 60), rng.randrange(40, court.height - 140)
        yield "wall added", msgspec.structs.replace(court, walls=((x, y, x, y + 100),))
        return
    index = rng.randrange(len(court.walls))
    others = tuple(wall for i, wall in enumerate(court.walls) if i != index)
    yield "wall removed", msgspec.structs.replace(court, walls=others)
    x1, y1, x2, y2 = court.walls[index]
    dx, dy = (24 if abs(y2 - y1) > abs(x2 - x1) else 0), 24
    dx, dy = (dx if x1 + x2 < court.width else -dx), (dy if y1 + y2 < court.height else -dy)
    moved = (x1 + dx, y1 + dy, x2 + dx, y2 + dy)
    yield "wall moved", msgspec.structs.replace(court, walls=(*others, moved))


# -- frames -----------------------------------------------------------------------------------


def _frames(court: Court, places: Places, hand: Hand, colour: tuple[int, ...] = _RED) -> list[RGB]:
    """The court once, the ball in every frame; the arrow goes after the first where the hand's seed
    is odd."""
    style, scale = hand.style, FILM_SIZE / SIZE
    first, later = (
        pixels(str(drawn(court, style, ball=False, arrow=arrow)), FILM_SIZE)
        for arrow in (True, hand.seed % 2 == 0)
    )
    offset = np.array(corner(court))
    return [
        _with_ball(
            later if index else first,
            (place + offset) * scale,
            court.radius * hand.size * scale,
            colour,
        )
        for index, place in enumerate(places)
    ]


def _with_ball(
    ground: RGB, centre: npt.NDArray[np.float64], radius: float, colour: tuple[int, ...]
) -> RGB:
    """An anti-aliased disc: its signed distance, clipped to one px."""
    frame = ground.copy()
    if not np.isfinite(centre).all():
        return frame
    left, top = np.maximum(0, np.floor(centre - radius - 1).astype(int)).tolist()
    right, bottom = np.minimum(
        ground.shape[1::-1], np.ceil(centre + radius + 1).astype(int)
    ).tolist()
    if left >= right or top >= bottom:
        return frame
    y, x = np.mgrid[top:bottom, left:right] + 0.5
    cover = np.clip(radius + 0.5 - np.hypot(x - centre[0], y - centre[1]), 0, 1)[:, :, None]
    patch = frame[top:bottom, left:right]
    patch[:] = np.rint(patch + cover * (np.array(colour) - patch)).astype(np.uint8)
    return frame


def _zoomed(frame: RGB, scale: float) -> RGB:
    """Seen from nearer by."""
    middle = (frame.shape[1] / 2, frame.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, 0, scale)
    return np.asarray(cv2.warpAffine(frame, matrix, frame.shape[1::-1]), np.uint8)
