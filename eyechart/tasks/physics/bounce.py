"""A ball rolls among walls: through which gate does it leave?  In words, or filmed.

After MMGR's physical commonsense (2512.14691, section 14), made exact: a court seen from above,
elastic reflection in closed form, no gravity, so that the one right way is known to the last digit.
The same gate must come out when the ball's direction is changed by `slack` (0.01 rad up to level
10) and its start by 1 % of the court, either way (`_court_making`); clips are drawn and spoilt in
`_bounce_film`, judged in `_bounce_verdict` and `_court_kept`, pictures read in `_bounce_look`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Choice
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.scene.clip import Clip, write_clip
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.physics._bounce_film import FPS, right_film, wrong_films
from eyechart.tasks.physics._bounce_look import look
from eyechart.tasks.physics._bounce_verdict import verify
from eyechart.tasks.physics._court import (
    LETTERS,
    SIDES,
    THICK,
    Court,
    Gate,
    drawn,
    gate_at,
    way,
)
from eyechart.tasks.physics._court_making import made, regated


class Bounce(Task[Court]):
    name = "bounce"
    title = "say through which gate a bouncing ball leaves the court"
    skills = ("physics", "motion", "mental simulation")
    scene_type = Court
    load_name = "bounces before the gate"
    forms = ("text", "film")

    def knobs(self, level: int) -> Mapping[str, Any]:
        row, beyond = min(level, 10) - 1, max(0, level - 10)
        return {
            "bounces": (0, 1, 2, 2, 3, 4, 5, 6, 7, 8)[row] + beyond,
            "gates": (4, 4, 5, 5, 6, 7, 8, 9, 10, 10)[row],
            "gate": (110, 100, 90, 85, 80, 80, 75, 75, 70, 70)[row],
            "walls": (0, 0, 0, 1, 1, 2, 2, 3, 3, 4)[row],
            "slanted": (0, 0, 0, 0, 0, 0, 1, 1, 2, 2)[row],
            "radius": (18, 16, 14)[row] if row < 3 else 12,
            "arrow": 55 + 5 * row,
            "beat": (0.4, 0.4, 0.3)[row] if row < 3 else 0.2,
            "slack": 0.01 * min(1.0, 10 / level) ** 2,
        }

    def generate(self, rng: Random, **knobs: Any) -> Court:
        return made(rng, **knobs)

    def vary(self, rng: Random, scene: Court, **knobs: Any) -> Court:
        """The same ball in the same court, with other gates."""
        return regated(rng, scene, **knobs) or scene

    def load(self, scene: Court) -> float:
        return len(way(scene)[1]) - 1

    def draw(self, scene: Court, style: Style = Style()) -> Svg:
        return drawn(scene, style)

    def question(self, scene: Court) -> str:
        return (
            "A ball rolls along the arrow over a flat court seen from above. It never slows down, "
            "and dark walls throw it back as a mirror throws back light. The coloured stretches of "
            "the court's edge, each named by the letter beside it, are gates: the ball leaves "
            "through the first gate that it touches. Through which gate does it leave?"
        )

    def answer(self, scene: Court) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Court) -> str:
        (x, y), (dx, dy) = scene.ball, scene.arrow
        lines = [
            f"A court {scene.width} wide and {scene.height} high: x runs right from 0 to "
            f"{scene.width}, y runs down from 0 to {scene.height}.",
            f"The ball has radius {scene.radius} and its centre at ({x}, {y}).",
            f"It moves by ({dx}, {dy}) in every {scene.beat:g} seconds, in straight lines and "
            "never slower. Whenever its rim touches the court's edge or an inner wall it is thrown "
            "back as light by a mirror.",
            f"Inner walls, {THICK} thick with round ends, along these middle lines:"
            if scene.walls
            else "No inner walls.",
            *(f"from ({a}, {b}) to ({c}, {d})" for a, b, c, d in scene.walls),
            "Gates in the court's edge:",
        ]
        for letter, gate in zip(scene.letters, scene.gates, strict=True):
            axis = "yx"[gate.side % 2 == 0]
            lines.append(
                f"{letter}: {SIDES[gate.side]} edge, {axis} from {gate.start} to {gate.end}"
            )
        return "\n".join(lines)

    def read_description(self, text: str) -> Court:
        pair = r"\((-?\d+), (-?\d+)\)"
        sizes = re.search(
            r"court (\d+) wide and (\d+) high.*radius (\d+) and its centre at "
            rf"{pair}.*by {pair} in every ([\d.]+) seconds",
            text,
            re.DOTALL,
        )
        gates = re.findall(r"([A-M]): (\w+) edge, [xy] from (\d+) to (\d+)", text)
        if not sizes or not gates or [g[0] for g in gates] != list(LETTERS[: len(gates)]):
            raise Unreadable("no court is described here")
        *numbers, beat = sizes.groups()
        width, height, radius, x, y, dx, dy = map(int, numbers)
        walls = re.findall(rf"from {pair} to {pair}", text)
        return Court(
            width,
            height,
            radius,
            (x, y),
            (dx, dy),
            tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in walls),
            tuple(Gate(SIDES.index(side), int(a), int(b)) for _, side, a, b in gates),
            float(beat),
        )

    def solve(self, scene: Court) -> Sequence[AnyAnswer]:
        met = way(scene)[1]
        gate = gate_at(scene, met[-1]) if met else None
        return [] if gate is None else [Choice(scene.letters[gate], scene.letters)]

    def instruction(self, item: Item, form: Form) -> str:
        if form != "film":
            return super().instruction(item, form)
        court = self.scene(item)
        seconds = way(court)[0].times[-1]
        return (
            "Answer with a clip that begins with this picture and shows the ball roll until it "
            f"touches its gate. It rolls the arrow's length, from the ball's middle to the tip, in "
            f"{court.beat:g} seconds and never changes its speed: all takes {seconds:.1f} seconds. "
            "Camera, walls, gates and letters stay as they are; only the arrow may vanish."
        )

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "film":
            return super().solution(item, form, hand)
        return Response(clips=(write_clip(right_film(self.scene(item), hand), FPS),))

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "film":
            yield from super().mutants(item, form, hand)
            return
        for name, frames in wrong_films(self.scene(item), hand):
            yield Mutant(name, Response(clips=(write_clip(frames, FPS, "mp4v"),)))

    def look(self, picture: RGB, question: str) -> Court:
        court = look(picture)
        # The speed cannot be seen; who asks for a film says it.
        beat = re.search(r"to the tip, in ([\d.]+) seconds", question)
        return msgspec.structs.replace(court, beat=float(beat[1])) if beat else court

    def verify_clip(self, item: Item, clip: Clip) -> Verdict:
        return verify(self.scene(item), item.picture.svg, clip)
