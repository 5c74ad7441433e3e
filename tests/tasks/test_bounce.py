"""bounce: made without doubt, answered exactly, read back from pixels, filmed and judged."""

from collections import Counter
from itertools import islice
from math import cos, hypot, sin
from random import Random

import msgspec
import numpy as np
import pytest

from eyechart.answers import Choice
from eyechart.certify.noise import Wear, worn
from eyechart.errors import Unreadable
from eyechart.item import Item, Response
from eyechart.scene.clip import Clip, write_clip
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style
from eyechart.scene.turn import TURNS
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.physics._bounce_film import FPS, right_film, wrong_films
from eyechart.tasks.physics._court import Court, gate_at, way
from eyechart.tasks.physics.bounce import Bounce

TASK = Bounce()


def made(level: int, index: int = 0) -> Court:
    rng = rng_for(Key(TASK.id, level, index, "dev"), "test")
    return TASK.generate(rng, **TASK.knobs(level))


@pytest.fixture(scope="module")
def item() -> Item:
    """With two inner walls and four bounces."""
    return TASK.item(6, 0)


@pytest.mark.parametrize("level", [*range(1, 11), 12])
def test_levels_have_the_bounces_they_state(level: int) -> None:
    court = made(level)
    knobs = TASK.knobs(level)
    assert TASK.load(court) == knobs["bounces"]
    assert len(court.gates) == knobs["gates"] and len(court.walls) == knobs["walls"]
    (answer,) = TASK.solve(court)
    assert answer == TASK.answer(court)
    again = TASK.read_description(TASK.describe(court))
    assert again == court


def test_no_letter_is_likelier() -> None:
    counts = Counter(str(TASK.answer(made(3, index)).truth) for index in range(150))
    assert set(counts) == set("ABCDE") and max(counts.values()) < 2.2 * min(counts.values())


@pytest.mark.parametrize("level", [2, 5, 8, 10])
def test_small_changes_of_the_start_change_nothing(level: int) -> None:
    court = made(level, 1)
    truth = [touch.wall for touch in way(court)[1]]
    rng = Random(level)
    for _ in range(12):
        dx, dy = (rng.uniform(-0.006, 0.006) * court.width for _ in "xy")
        turn = rng.uniform(-0.009, 0.009)
        ax, ay = court.arrow
        other = msgspec.structs.replace(
            court,
            ball=(court.ball[0] + dx, court.ball[1] + dy),
            arrow=(ax * cos(turn) - ay * sin(turn), ax * sin(turn) + ay * cos(turn)),
        )
        assert [touch.wall for touch in way(other)[1]] == truth
        assert TASK.solve(other) == TASK.solve(court)


@pytest.mark.parametrize("level", [1, 4, 7, 10])
def test_small_steps_lead_to_the_same_gate(level: int) -> None:
    """A second simulation, which knows nothing of events: a gate is met where the ball is near."""
    court = made(level, 2)
    assert stepped_gate(court) == str(TASK.answer(court).truth)


def stepped_gate(court: Court) -> str | None:
    walls = court.obstacles
    a = np.array([wall.a for wall in walls], float)
    along = np.array([wall.b for wall in walls], float) - a
    square, reach = (along**2).sum(1), court.radius + np.array([w.thick for w in walls]) / 2
    place, speed = np.array(court.ball, float), np.array(court.velocity)
    speed = speed / hypot(*speed) * 0.1
    for _ in range(60_000):
        place = place + speed
        share = np.clip(((place - a) * along).sum(1) / square, 0, 1)
        gaps = place - a - share[:, None] * along
        for index in np.flatnonzero((gaps**2).sum(1) < reach**2).tolist():
            for letter, gate in zip(court.letters, court.gates, strict=True):
                if gate.side == index and gate.start <= place[index % 2] <= gate.end:
                    return letter
            normal = gaps[index] / hypot(*gaps[index])
            if speed @ normal < 0:
                speed = speed - 2 * (speed @ normal) * normal
    return None


@pytest.mark.parametrize("level", [1, 5, 10])
def test_nothing_overlaps(level: int) -> None:
    court = made(level, 3)
    for gate in court.gates:
        for other in court.gates:
            if gate is not other and gate.side == other.side:
                assert gate.end + 12 <= other.start or other.end + 12 <= gate.start
    first = way(court)[1][0]
    tip = np.array(court.ball) + court.arrow
    assert hypot(*(np.array(first.centre) - tip)) >= court.radius / 2
    assert all(gate_at(court, touch) is None for touch in way(court)[1][:-1])


def test_text_is_judged() -> None:
    shown = TASK.item(4, 0)
    assert isinstance(shown.answer, Choice)
    wrong = next(letter for letter in shown.answer.options if letter != shown.answer.value)
    assert TASK.verify(shown, Response(text=f"\\boxed{{{shown.answer.value}}}")).correct
    assert TASK.verify(shown, Response(text=f"\\boxed{{{wrong}}}")).outcome == "wrong"


@pytest.mark.parametrize("level", [1, 4, 7, 10])
@pytest.mark.parametrize("turn", ["", *TURNS])
def test_pictures_are_read_back(level: int, turn: str) -> None:
    upright = TASK.item(level, 5, split="dev")
    shown = TASK.turned(upright, turn) if turn else upright
    assert shown is not None
    seen = TASK.look(pixels(shown.picture.svg), shown.question)
    assert TASK.solve(seen) == [upright.answer]
    if not turn:  # to the last digit; a wall may be read from its other end, the beat is not seen
        court = TASK.scene(upright)
        assert (seen.ball, seen.arrow, seen.gates) == (court.ball, court.arrow, court.gates)
        assert sorted(map(ends, seen.walls)) == sorted(map(ends, court.walls))


def ends(wall: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    return sorted([wall[:2], wall[2:]])


def test_what_is_no_court_is_unreadable() -> None:
    for rgb in (np.full((512, 512, 3), 255, np.uint8), np.zeros((300, 500, 3), np.uint8)):
        with pytest.raises(Unreadable):
            TASK.look(rgb, "")
    with pytest.raises(Unreadable):
        TASK.read_description("a sonnet")


def test_solution_is_accepted_whatever_the_hand(item: Item) -> None:
    hand = Hand(wobble=0.9, size=1.15, style=Style(stroke=1.5, weight="bold"), seed=3)
    response = TASK.solution(item, "film", hand)
    verdict = TASK.verify(item, response, "film")
    assert verdict.correct, verdict.reason
    assert "median error 0." in verdict.read and "<circle" in verdict.overlay
    wear = Wear(shift=(0.02, -0.01), gain=(0.95, 1, 1.05), quality=60, warp=1.5, rate=0.75, seed=1)
    verdict = TASK.verify(item, worn(response, wear, "film"), "film")
    assert verdict.correct, verdict.reason


FAILS = {
    "one frame jumps": "no_jump",
    "teleports": "no_jump",
    "passes through a wall": "path_followed",
    "wrong angle": "path_followed",
    "gathers speed": "path_followed",
    "curves": "path_followed",
    "freezes halfway": "path_followed",
    "stops before the gate": "long_enough",
    "vanishes for five frames": "one_ball",
    "reversed": "starts_at_ball",
    "sets off backward": "path_followed",
    "starts elsewhere": "starts_at_ball",
    "far too fast": "steady_speed",
    "gate removed from the start": "court_unchanged",
    "gate removed halfway": "court_unchanged",
    "wall removed from the start": "court_unchanged",
    "wall removed halfway": "court_unchanged",
    "wall moved from the start": "court_unchanged",
    "wall moved halfway": "court_unchanged",
    "ball turns blue": "one_ball",
    "camera closes in": "court_unchanged",
    "two balls": "one_ball",
}


def test_each_mutant_fails_its_check(item: Item) -> None:
    """Straight from the frames: the codec, which takes longest, is tried on two of them below."""
    films = dict(wrong_films(TASK.scene(item)))
    assert set(films) == set(FAILS)
    for name, frames in films.items():
        verdict = TASK.verify_clip(item, Clip(tuple(frames), FPS))
        assert verdict.outcome == "wrong", name
        assert not verdict.checks[FAILS[name]], (name, verdict.checks)


def test_mutants_are_clips(item: Item) -> None:
    for mutant in islice(TASK.mutants(item, "film"), 2):
        assert TASK.verify(item, mutant.response, "film").outcome == "wrong", mutant.name


def test_null_clips(item: Item) -> None:
    still = write_clip([pixels(item.picture.svg, 320)] * 30)
    verdict = TASK.verify(item, Response(clips=(still,)), "film")
    assert verdict.outcome == "wrong" and not verdict.checks["long_enough"]
    blank = write_clip([np.full((320, 320, 3), 255, np.uint8)] * 30)
    assert TASK.verify(item, Response(clips=(blank,)), "film").outcome == "layout_changed"
    other = TASK.solution(TASK.item(6, 1), "film")
    assert TASK.verify(item, other, "film").outcome == "layout_changed"
    junk = Response(clips=(b"no clip",))
    assert TASK.verify(item, junk, "film").outcome == "unreadable"
    assert TASK.verify(item, Response(text="done"), "film").outcome == "unparsed"


def test_a_row_of_pictures_is_no_film(item: Item) -> None:
    frames = tuple(right_film(TASK.scene(item))[::6])
    assert not TASK.verify_clip(item, Clip(frames, FPS / 6)).checks["no_jump"]
    assert TASK.verify_clip(item, Clip(tuple(right_film(TASK.scene(item))[::2]), FPS / 2)).correct
