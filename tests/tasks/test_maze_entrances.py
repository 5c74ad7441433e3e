"""Mazes with entrances: plans, one way in, and routes judged."""

from collections import Counter
from itertools import pairwise

import msgspec
import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Response
from eyechart.scene.rooms import KINDS, OUTSIDE, plan_of
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.tracking._entrances_scene import Entrance, Maze, goal_room, room_of
from eyechart.tasks.tracking.maze_entrances import MazeEntrances

TASK = MazeEntrances()


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize("kind", KINDS)
def test_plans_are_whole(kind: str) -> None:
    """Every room but those at the border has as many sides as its shape; none is cut off."""
    plan = plan_of(kind, 4, 400.0, 256.0)
    beyond = plan.neighbours()
    assert len(beyond) == len(plan.centres)
    assert len({side.rooms for side in plan.sides if side.rooms[1] != OUTSIDE}) == sum(
        side.rooms[1] != OUTSIDE for side in plan.sides
    )
    seen, stack = {0}, [0]
    while stack:
        for room, _ in beyond[stack.pop()]:
            if room not in seen:
                seen.add(room)
                stack.append(room)
    assert len(seen) == len(plan.centres)
    assert all(50 < x < 462 and 50 < y < 462 for x, y in (*plan.centres, *plan.outline))
    if kind == "hex":
        assert len(plan.centres) == 61 and len(plan.outline) == len(plan.border)


def test_by_hand() -> None:
    """Two by two rooms, the goal in room 3: A above room 0, B left of room 2, one wall between."""
    plan = plan_of("square", 2, 396.0, 256.0)
    side = {s.rooms: i for i, s in enumerate(plan.sides)}
    top = next(i for i in plan.border if plan.sides[i].rooms[0] == 0)
    left = next(i for i in plan.border if plan.sides[i].rooms[0] == 2)
    gates = (Entrance("A", top), Entrance("B", left))
    maze = Maze("square", 2, tuple(sorted((side[0, 1], side[1, 3]))), gates, -1)
    assert goal_room(maze) == 3
    assert TASK.solve(maze) == [Choice("A", ("A", "B"))]
    both = msgspec.structs.replace(maze, passages=tuple(sorted((*maze.passages, side[2, 3]))))
    assert len(TASK.solve(both)) == 2 and not TASK.well_posed(both)


@pytest.mark.parametrize("level", [1, 4, 8, 10, 13])
def test_one_entrance_leads_to_the_goal(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(4):
        maze = TASK.scene(TASK.item(level, index))
        assert len(TASK.solve(maze)) == 1
        assert len(maze.entrances) == knobs["entrances"]
        assert knobs["least_way"] <= TASK.load(maze) <= knobs["most_way"]
        assert len({room_of(maze, gate.side) for gate in maze.entrances}) == knobs["entrances"]
        again = TASK.read_description(TASK.describe(maze))
        assert TASK.essence(again) == TASK.essence(maze)
    with pytest.raises(Unreadable):
        TASK.read_description("No maze.")


def test_levels_grow() -> None:
    for low, high in pairwise(TASK.knobs(level) for level in range(1, 30)):
        assert all(high[name] >= low[name] for name in ("side", "entrances", "least_way"))


def test_answers_are_spread() -> None:
    counts: Counter[str] = Counter()
    for index in range(150):
        maze = TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2))
        answer = TASK.answer(maze)
        counts[answer.write(answer.truth)] += 1  # type: ignore[arg-type]
    assert set(counts) == set("ABC") and min(counts.values()) > 30


@pytest.mark.parametrize(("level", "index"), [(1, 0), (4, 1), (7, 3), (10, 2)])
def test_routes_are_judged(level: int, index: int) -> None:
    item = TASK.item(level, index)
    for seed in (1, 2):
        hand = Hand(width=0.7 + 0.3 * seed, wobble=0.9, seed=seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    unchanged = Response(pictures=(item.picture.png(),))
    for name, response in (("unchanged", unchanged), *TASK.mutants(item, "draw", hand)):
        assert not TASK.verify(item, response, "draw").correct, name


def test_failed_checks_are_named() -> None:
    item = TASK.item(6, 0)
    failed = {
        mutant.name: [
            name
            for name, passed in TASK.verify(item, mutant.response, "draw").checks.items()
            if not passed
        ]
        for mutant in TASK.mutants(item, "draw")
    }
    assert failed["gap"] == ["connected"]
    assert "right_entrance" in failed["wrong entrance"]
    assert failed["first part only"] == ["goal_reached", "connected"]
    assert failed["extra branch"] == ["no_extra_branch"]
    assert failed["two entrances"] == ["no_extra_branch"]
    assert failed["wall added"] == failed["wall erased"] == ["picture_unchanged"]
    assert failed["star erased"] == ["picture_unchanged"]
    assert "no_wall_crossed" in failed["wrong entrance, wall crossed once"]
