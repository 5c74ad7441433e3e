"""A maze with several entrances, of which one leads to the goal: which?

After BabyVision's "Maze" (2601.06521), its first form.  Rooms are squares, sectors of rings or
hexagons; the goal is an exit or the middle.  Each wrong entrance leads far into the maze and ends
behind one wall beside the right way, so that a careless eye slips through.  Harder is a larger
maze, a longer way and more entrances.  From corridors of 10 px on (level 21) the picture grows with
the maze, to 2,048 px at level 176.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Choice
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.rooms import KINDS
from eyechart.scene.svg import Style, Svg
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.tracking import _entrances_answers as answers
from eyechart.tasks.tracking import _entrances_drawn as drawn
from eyechart.tasks.tracking._entrances_scene import (
    DRESSES,
    Entrance,
    Maze,
    carved,
    goal_room,
    plan,
    reached,
    room_of,
    sketch,
    way_between,
    ways_in,
)

_LETTERS = "ABCDEFGH"
_SIDES = (4, 5, 6, 7, 8, 10, 12, 14, 16, 18)
_ENTRANCES = (2, 3, 3, 3, 4, 4, 4, 5, 5, 6)


class MazeEntrances(Task[Maze]):
    name = "maze_entrances"
    title = "find the entrance that leads to the goal"
    skills = ("tracking", "path finding", "line following")
    scene_type = Maze
    load_name = "rooms on the way"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        at, beyond = min(level, 10) - 1, min(max(level - 10, 0), 11)
        side = _SIDES[at] + 2 * beyond + min(max(level - 21, 0), 155)
        return {
            "side": side,
            "entrances": min(8, _ENTRANCES[at] + beyond // 3),
            "least_way": max(4, 2 * side - 4),
            "most_way": 6 * side,
            "kinds": KINDS,
        }

    def generate(self, rng: Random, **knobs: Any) -> Maze:
        while True:
            kind = rng.choice(knobs["kinds"])
            maze = carved(rng, kind, _size(kind, knobs["side"]), knobs["entrances"])
            if maze and self._fair(maze, knobs):
                return _dressed(rng, maze)

    def vary(self, rng: Random, scene: Maze, **knobs: Any) -> Maze:
        """The same maze with its entrances named in another order."""
        return _dressed(rng, scene)

    def _fair(self, maze: Maze, knobs: Mapping[str, Any]) -> bool:
        """One way in, long enough, and no wrong entrance that ends at once."""
        right = ways_in(maze)
        if len(right) != 1:
            return False
        way = way_between(maze, room_of(maze, right[0].side), goal_room(maze))
        if not knobs["least_way"] <= len(way) <= knobs["most_way"]:
            return False
        depths = (
            _depth(maze, room_of(maze, gate.side)) for gate in maze.entrances if gate != right[0]
        )
        return bool(min(depths) >= min(0.35 * knobs["least_way"], 12))

    def well_posed(self, scene: Maze) -> bool:
        return len(self.solve(scene)) == 1

    def essence(self, scene: Maze) -> object:
        return scene.kind, scene.size, scene.passages, scene.entrances, scene.goal

    def load(self, scene: Maze) -> float:
        return len(answers.right_way(scene))

    def draw(self, scene: Maze, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Maze) -> str:
        names = ", ".join(sorted(gate.name for gate in scene.entrances))
        return (
            f"The picture shows a maze with {len(scene.entrances)} entrances, each marked with an "
            f"arrow: {names}. Without crossing a wall, the star can be reached from only one of "
            "them. From which?"
        )

    def answer(self, scene: Maze) -> AnyAnswer:
        return self._named(scene, ways_in(scene)[0])

    def _named(self, scene: Maze, gate: Entrance) -> AnyAnswer:
        return Choice(gate.name, tuple(sorted(each.name for each in scene.entrances)))

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return drawn.INSTRUCTION

    def describe(self, scene: Maze) -> str:
        where = plan(scene)
        pairs = (where.sides[i].rooms for i in scene.passages)
        goal = "the middle" if scene.goal < 0 else f"outside, beyond side {scene.goal}"
        said = [
            f"A {scene.kind} maze of size {scene.size} with rooms 0 to {len(where.centres) - 1}.",
            f"The star is in room {goal_room(scene)} ({goal}).",
            *(
                f"Entrance {gate.name} opens into room {room_of(scene, gate.side)} through side "
                f"{gate.side}."
                for gate in scene.entrances
            ),
            "One can go between these rooms and no others: "
            + " ".join(f"{a}-{b}" for a, b in pairs),
        ]
        return "\n".join(said)

    def read_description(self, text: str) -> Maze:
        head = re.search(r"A (\w+) maze of size (\d+)", text)
        pairs = re.search(r"no others: ([\d -]+)", text)
        if not (head and pairs):
            raise Unreadable("no maze is described here")
        gates = re.findall(r"Entrance (\w+) opens into room \d+ through side (\d+)", text)
        exit_ = re.search(r"beyond side (\d+)", text)
        maze = Maze(
            head[1],
            int(head[2]),
            (),
            tuple(Entrance(name, int(side)) for name, side in gates),
            int(exit_[1]) if exit_ else -1,
        )
        side_of = {side.rooms: i for i, side in enumerate(plan(maze).sides)}
        found = (side_of[int(a), int(b)] for a, b in re.findall(r"(\d+)-(\d+)", pairs[1]))
        return msgspec.structs.replace(maze, passages=tuple(sorted(found)))

    def solve(self, scene: Maze) -> Sequence[AnyAnswer]:
        return [self._named(scene, gate) for gate in ways_in(scene)]

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "draw":
            return answers.solution(self.scene(item), hand)
        return super().solution(item, form, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form == "draw":
            return answers.mutants(self.scene(item), hand)
        return super().mutants(item, form, hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        maze, source = self.scene(item), pixels(item.picture.svg)
        return judged(source, picture, lambda found: drawn.judge(maze, source, found))


def _size(kind: str, side: int) -> int:
    """The size of a plan with about as many rooms as a square of this side."""
    return side if kind == "square" else max(2, round(0.52 * side))


def _depth(maze: Maze, origin: int) -> int:
    """How many rooms away the farthest is."""
    far: dict[int, int] = {}
    for room, before in reached(maze, origin).items():
        far[room] = 0 if room == before else far[before] + 1
    return max(far.values())


def _dressed(rng: Random, maze: Maze) -> Maze:
    """Named all around or in any order, in colours of its own."""
    count = len(maze.entrances)
    names = list(_LETTERS[:count])
    turn = rng.randrange(count)
    names = names[turn:] + names[:turn] if rng.random() < 0.4 else rng.sample(names, count)
    gates = zip(names, maze.entrances, strict=True)
    return msgspec.structs.replace(
        maze,
        entrances=tuple(Entrance(name, gate.side) for name, gate in gates),
        dress=rng.randrange(len(DRESSES)),
        thick=rng.choice((0.11, 0.14, 0.18)),
    )
