"""A metro map: how many stations lie between two, on the way that passes the fewest?

After BabyVision's "Metro map" (2601.06521): ends are not counted.  Maps are octilinear or curved,
with invented names, interchanges and, at times, a ring line.  Harder is more lines, more stations
and a longer way with more changes.  At level 14 a sheet of 512 px is full; until level 18 the way
gets longer on it, and from level 20 on the sheet itself grows, by one station in five levels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.tracking import _metro_answers as answers
from eyechart.tasks.tracking import _metro_drawn as drawn
from eyechart.tasks.tracking._metro_making import mapped
from eyechart.tasks.tracking._metro_scene import Line, Metro, Station, fewest, sketch

_NODES = (4, 4, 5, 5, 6, 6, 7, 7, 8, 8)
_LINES = (2, 3, 3, 4, 4, 5, 5, 6, 6, 7)
_LEAST = (1, 2, 2, 3, 3, 4, 4, 5, 6, 6)


class MetroMap(Task[Metro]):
    name = "metro_map"
    version = 2
    title = "count the stations on the shortest way by metro"
    skills = ("tracking", "line following", "shortest path")
    scene_type = Metro
    load_name = "stations between the two"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        at, beyond = min(level, 10) - 1, max(level - 10, 0)
        wider = max(level - 15, 0) // 5
        return {
            "nodes": _NODES[at] + min(beyond // 3, 1) + wider,
            "lines": _LINES[at] + min(beyond // 2, 2),
            "least": _LEAST[at] + min(beyond // 2, 4) + wider,
            "changes": min(level // 2, 2),
        }

    def generate(self, rng: Random, **knobs: Any) -> Metro:
        while True:
            nodes = knobs["nodes"]
            metro = mapped(
                rng,
                nodes=nodes,
                lines=knobs["lines"],
                curved=rng.random() < 0.5,
                ring=nodes > 5 and rng.random() < 0.4,
                skipped=0.12 if nodes > 4 else 0.0,
            )
            asked = metro and _asked(rng, metro, knobs["least"], knobs["changes"])
            if metro and asked:
                return msgspec.structs.replace(metro, asked=asked, river=_river(rng, metro.size))

    def vary(self, rng: Random, scene: Metro, **knobs: Any) -> Metro:
        """The same map, with other stations asked about."""
        asked = _asked(rng, scene, knobs["least"], knobs["changes"])
        return msgspec.structs.replace(scene, asked=asked or scene.asked)

    def essence(self, scene: Metro) -> object:
        places = [(s.name, s.x, s.y) for s in scene.stations]
        return places, [_stops(line) for line in scene.lines], scene.asked

    def load(self, scene: Metro) -> float:
        return fewest(scene, scene.asked[0])[scene.asked[1]] - 1

    def draw(self, scene: Metro, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Metro) -> str:
        a, b = (scene.stations[i].name for i in scene.asked)
        return (
            f"The picture shows the map of a metro. Someone travels from {a} to {b} on the way "
            "that passes the fewest stations, changing lines wherever that helps. How many "
            f"stations lie between {a} and {b} on that way, these two not counted?"
        )

    def answer(self, scene: Metro) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return drawn.instruction(self.scene(item))

    def describe(self, scene: Metro) -> str:
        names = [station.name for station in scene.stations]
        a, b = (names[i] for i in scene.asked)
        said = [f"A metro map. The way goes from {a} to {b}.", "Stations, with x and y in px:"]
        said += [f"{s.name} {s.x},{s.y}" for s in scene.stations]
        said += [
            f"The {line.colour} line: " + " - ".join(names[i] for i in _stops(line))
            for line in scene.lines
        ]
        return "\n".join(said)

    def read_description(self, text: str) -> Metro:
        asked = re.search(r"The way goes from (\w+) to (\w+)\.", text)
        stations = tuple(
            Station(name, int(x), int(y))
            for name, x, y in re.findall(r"^(\w+) (\d+),(\d+)$", text, re.MULTILINE)
        )
        lines = re.findall(r"^The (\w+) line: (.+)$", text, re.MULTILINE)
        if not (asked and stations and lines):
            raise Unreadable("no metro map is described here")
        index = {station.name: i for i, station in enumerate(stations)}

        def way(stops: str) -> Iterator[tuple[int, int, int]]:
            for name in stops.split(" - "):
                yield stations[index[name]].x, stations[index[name]].y, index[name]

        return Metro(
            stations,
            tuple(Line(colour, tuple(way(stops))) for colour, stops in lines),
            (index[asked[1]], index[asked[2]]),
        )

    def solve(self, scene: Metro) -> Sequence[AnyAnswer]:
        """Breadth first; there is one least number, however many ways have it."""
        far = fewest(scene, scene.asked[0])
        if scene.asked[1] not in far:
            return []
        return [Integer(far[scene.asked[1]] - 1, 0, len(scene.stations) - 2)]

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "draw":
            return answers.solution(self.scene(item), hand)
        return super().solution(item, form, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form == "draw":
            return answers.mutants(self.scene(item), hand)
        return super().mutants(item, form, hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        metro, source = self.scene(item), pixels(item.picture.svg)
        return judged(source, picture, lambda found: drawn.judge(metro, source, found))


def _stops(line: Line) -> list[int]:
    return [station for _, _, station in line.way if station >= 0]


def _asked(rng: Random, metro: Metro, least: int, changes: int) -> tuple[int, int] | None:
    """Two stations with `least` to a half more stations between them that need so many changes."""
    own: dict[int, set[int]] = {}
    for index, line in enumerate(metro.lines):
        for station in _stops(line):
            own.setdefault(station, set()).add(index)
    for a in rng.sample(range(len(metro.stations)), len(metro.stations)):
        far = fewest(metro, a)
        found = [
            b
            for b, steps in far.items()
            if least <= steps - 1 <= least + 1 + least // 2 and _changes(own, a, b) >= changes
        ]
        if found:
            return a, rng.choice(found)
    return None


def _changes(own: Mapping[int, set[int]], a: int, b: int) -> int:
    """The least number of changes between two stations, up to 2."""
    if own[a] & own[b]:
        return 0
    return 1 if any(lines & own[a] and lines & own[b] for lines in own.values()) else 2


def _river(rng: Random, size: int) -> tuple[tuple[int, int], ...]:
    """A band across the sheet, or none."""
    if rng.random() < 0.4:
        return ()
    y = rng.randint(120, 390)
    course = [(x, y + rng.randint(-70, 70)) for x in (-20, 120, 256, 392, 532)]
    course = [(x * size // 512, y * size // 512) for x, y in course]
    return tuple(course if rng.random() < 0.5 else [(y, x) for x, y in course])
