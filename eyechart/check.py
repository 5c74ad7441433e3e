"""The conformance checker: does a task keep the contract of `task.py`?

Ours and a stranger's run through the same checks: `eyechart check maze`,
`eyechart check my_package.my_task:MyTask`, or `check_task(MyTask())` in a test.  Each check that
fails says what was found and the likely cause.  This is a quick examination (seconds); error rates
of the verifiers are measured by `eyechart certify`.
"""

import hashlib
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
import numpy as np

from eyechart.answers import Choice
from eyechart.errors import EyechartError, UnknownName
from eyechart.item import FORMS, Form, Item, Response
from eyechart.scene.clip import write_clip
from eyechart.scene.pixels import decoded, encoded
from eyechart.scene.raster import pixels
from eyechart.scene.turn import TURNS
from eyechart.seeds import SALTS, SPLITS, Key, owner, rng_for
from eyechart.task import Mutant, Task

__all__ = ["Check", "check_task", "fingerprint", "null_responses"]

AnyTask = Task[Any]


class Check(NamedTuple):
    """One thing that must hold."""

    name: str
    passed: bool
    detail: str
    """What was examined, or what was found and the likely cause."""


class Broken(Exception):
    """Raised inside a check; becomes its detail."""


def check_task(
    task: AnyTask, *, levels: Sequence[int] = (1, 4, 7, 10), count: int = 2
) -> list[Check]:
    """Run every check on `count` items of each level; never raises on a broken task."""
    results: list[Check] = []
    items: list[Item] = []

    def run(name: str, check: Callable[[], str]) -> None:
        try:
            results.append(Check(name, True, check()))
        except Broken as broken:
            results.append(Check(name, False, str(broken)))
        except Exception as error:  # a stranger's task may raise anything
            results.append(Check(name, False, f"raised {type(error).__name__}: {error}"))

    def make() -> str:
        items.extend(item for level in levels for item in task.items(level, count))
        return f"{len(items)} items at levels {', '.join(map(str, levels))}"

    run("declared", lambda: _declared(task))
    run("items", make)
    checks: list[tuple[str, Callable[[AnyTask, list[Item]], str]]] = [
        ("deterministic", _deterministic),
        ("serialisable", _serialisable),
        ("owned", _owned),
        ("legible", _legible),
        ("unique", _unique),
        ("description sufficient", _described),
        ("solution accepted", _accepted),
        ("mutants rejected", _rejected),
        ("null answers rejected", _nulls),
        ("turned", _turned),
    ]
    for name, check in checks:
        run(name, lambda check=check: check(task, items))  # type: ignore[misc]
    run("levels", lambda: _levels(task))
    run("balanced", lambda: _balanced(task))
    run("knobs", lambda: _knobs(task))
    return results


def fingerprint(task: AnyTask, keys: Sequence[tuple[int, int]]) -> str:
    """A hash over items (level, index), pictures and prompts: equal in every process."""
    hashed = hashlib.sha256()
    for level, index in keys:
        item = task.item(level, index)
        hashed.update(msgspec.json.encode(item, order="sorted"))
        hashed.update(task.describe(task.scene(item)).encode())
    return hashed.hexdigest()


def null_responses(task: AnyTask, item: Item, form: Form) -> Iterator[Mutant]:
    """Answers without a deed, which no verifier may accept."""
    if form == "text":
        yield Mutant("empty reply", Response())
        yield Mutant("echo of the prompt", Response(text=task.prompt(item)))
        return
    unchanged = pixels(item.picture.svg)
    blank = np.full_like(unchanged, 255)
    if form == "draw":
        for name, rgb in (
            ("unchanged picture", unchanged),
            ("blank picture", blank),
            ("black picture", np.zeros_like(unchanged)),
        ):
            yield Mutant(name, Response(pictures=(encoded(rgb),)))
    else:
        for name, rgb in (("still clip", unchanged), ("blank clip", blank)):
            yield Mutant(name, Response(clips=(write_clip([rgb] * 24),)))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise Broken(message)


def _declared(task: AnyTask) -> str:
    for name in ("name", "title", "skills", "scene_type", "load_name"):
        _require(bool(getattr(task, name, None)), f"class variable {name!r} is missing")
    _require(
        task.name.isidentifier() and task.name.islower(),
        f"name {task.name!r} must be lower case with underscores",
    )
    _require(
        set(task.forms) <= set(FORMS) and "text" in task.forms,
        f"forms {task.forms} must hold 'text' and nothing but {FORMS}",
    )
    return task.id


def _deterministic(task: AnyTask, items: list[Item]) -> str:
    keys = [(item.key.level, item.key.index) for item in items[:4]]
    kind = type(task)
    code = (
        "import sys; from eyechart.check import fingerprint; import importlib; "
        f"kind = getattr(importlib.import_module({kind.__module__!r}), {kind.__qualname__!r}); "
        f"print(fingerprint(kind(), {keys!r}))"
    )
    here = fingerprint(task, keys)
    for hash_seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        )
        _require(done.returncode == 0, f"a second process failed: {done.stderr.strip()[-300:]}")
        _require(
            done.stdout.strip() == here,
            "another process made other items from the same keys; most likely the order of a "
            "set or dict of strings, or randomness that is not taken from `rng`",
        )
    return f"{len(keys)} items alike in 3 processes"


def _serialisable(task: AnyTask, items: list[Item]) -> str:
    for item in items:
        again = msgspec.json.decode(msgspec.json.encode(item), type=Item)
        _require(again == item, f"{item.key} changed on its way through JSON")
        _require(
            str(task.draw(task.scene(again))) == item.picture.svg,
            f"{item.key}: drawing its decoded scene gives another picture; most likely the "
            "scene holds a list or set where a tuple belongs",
        )
    return f"{len(items)} items through JSON and back"


def _owned(task: AnyTask, items: list[Item]) -> str:
    seen: dict[str, tuple[str, str]] = {}
    for split in SPLITS:
        for salt in SALTS[:2]:
            for index in range(6):
                item = task.item(1, index, split=split, salt=salt)
                _require(owner(item.digest) == (split, salt), f"{item.key} is not its split's own")
                before = seen.setdefault(item.digest, (split, salt))
                _require(before == (split, salt), f"{item.key} is also in {before}")
    return f"{len(seen)} distinct items at level 1, none in two splits or salts"


def _legible(task: AnyTask, items: list[Item]) -> str:
    for item in items:
        rgb = decoded(item.picture.png())
        border = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
        _require(
            len(np.unique(border, axis=0)) == 1,
            f"{item.key}: something touches the picture's edge and may be cut off",
        )
        _require(float(rgb.std()) > 2, f"{item.key}: the picture is empty")
    return f"{len(items)} pictures drawn, nothing cut off"


def _unique(task: AnyTask, items: list[Item]) -> str:
    for item in items:
        found = task.solve(task.scene(item))
        _require(len(found) == 1, f"{item.key}: the solver finds {len(found)} answers, not one")
        _require(
            found[0].truth == item.answer.truth,
            f"{item.key}: the solver says {found[0].truth!r}, the item {item.answer.truth!r}",
        )
    return f"{len(items)} items with exactly one answer"


def _described(task: AnyTask, items: list[Item]) -> str:
    for item in items:
        text = task.describe(task.scene(item))
        again = task.read_description(text)
        _require(task.describe(again) == text, f"{item.key}: description does not round-trip")
        found = task.solve(again)
        _require(
            len(found) == 1 and found[0].truth == item.answer.truth,
            f"{item.key}: from its description alone the solver finds "
            f"{[answer.truth for answer in found]}, not {item.answer.truth!r}",
        )
    return f"{len(items)} items answered from the description alone"


def _accepted(task: AnyTask, items: list[Item]) -> str:
    for item in items:
        for form in task.forms:
            verdict = task.verify(item, task.solution(item, form), form)
            _require(
                verdict.correct,
                f"{item.key} ({form}): its solution is {verdict.outcome}: {verdict.reason}",
            )
    return f"{len(items)} items in {', '.join(task.forms)}"


def _rejected(task: AnyTask, items: list[Item]) -> str:
    count = 0
    for item in items[:: max(1, len(items) // 4)]:
        for form in task.forms:
            mutants = list(task.mutants(item, form))
            _require(bool(mutants), f"{item.key} ({form}) offers no mutants")
            count += len(mutants)
            _refuse(task, item, form, mutants)
    return f"{count} near misses"


def _nulls(task: AnyTask, items: list[Item]) -> str:
    for item in items[:: max(1, len(items) // 4)]:
        for form in task.forms:
            _refuse(task, item, form, null_responses(task, item, form))
    return "unchanged and blank pictures, still clips, echoes"


def _refuse(
    task: AnyTask, item: Item, form: Form, mutants: Iterator[Mutant] | list[Mutant]
) -> None:
    for mutant in mutants:
        verdict = task.verify(item, mutant.response, form)
        _require(
            not verdict.correct, f"{item.key} ({form}): accepted {mutant.name!r}: {verdict.reason}"
        )


def _turned(task: AnyTask, items: list[Item]) -> str:
    asked = 0
    for item in items:
        for turn in TURNS:
            shown = task.turned(item, turn)
            if shown is None:
                continue
            asked += 1
            _require(
                task.verify(shown, task.solution(shown)).correct,
                f"{item.key} turned {turn}: its own answer is rejected",
            )
            straight = TURNS[turn].pixels(pixels(item.picture.svg)).astype(int)
            there = pixels(shown.picture.svg).astype(int)
            _require(
                there.shape == straight.shape and float(abs(there - straight).mean()) < 3,
                f"{item.key} turned {turn}: the picture is not the turned picture",
            )
    return f"{asked} of {len(items) * len(TURNS)} turned items have an answer, accepted"


def _levels(task: AnyTask) -> str:
    loads = [_mean_load(task, level) for level in range(1, 14)]
    for level, ((lower, error), (higher, next_error)) in enumerate(pairwise(loads), 1):
        # Chance may lower a mean of 16; three standard errors of the difference it may not.
        slack = 3 * (error**2 + next_error**2) ** 0.5
        _require(
            higher >= lower - slack,
            f"{task.load_name} falls from {lower:.1f} at level {level} to {higher:.1f}",
        )
    one, ten, more = loads[0][0], loads[9][0], loads[12][0]
    _require(ten > one, f"{task.load_name} does not rise from level 1 to 10")
    return f"{task.load_name}: {one:.1f} at level 1, {ten:.1f} at 10, {more:.1f} at 13"


def _mean_load(task: AnyTask, level: int, count: int = 16) -> tuple[float, float]:
    """Mean load of generated scenes and its standard error."""
    rngs = (rng_for(Key(task.id, level, index), "load") for index in range(count))
    loads = np.array([task.load(task.generate(rng, **task.knobs(level))) for rng in rngs])
    return float(loads.mean()), float(loads.std(ddof=1) / count**0.5)


def _balanced(task: AnyTask) -> str:
    if not isinstance(task.item(3).answer, Choice):
        return "not a choice"
    counts: Counter[str] = Counter()
    fair: defaultdict[str, float] = defaultdict(float)
    spread: defaultdict[str, float] = defaultdict(float)
    for index in range(120):
        scene = task.generate(rng_for(Key(task.id, 3, index), "balance"), **task.knobs(3))
        answer = task.answer(scene)
        # A task may ask in several ways, and offer more options in one than in another.
        if isinstance(answer, Choice):
            counts[answer.value] += 1
            share = 1 / len(answer.options)
            for option in answer.options:
                fair[option] += share
                spread[option] += share * (1 - share)
    for option, expected in fair.items():
        # Four standard deviations of the count: a fair task fails this once in 10,000 checks.
        _require(
            abs(counts[option] - expected) <= 4 * spread[option] ** 0.5,
            f"option {option} is right {counts[option]} times in 120, fair is {expected:.0f}",
        )
    return ", ".join(f"{option} {counts[option]}" for option in fair)


def _knobs(task: AnyTask) -> str:
    try:
        task.item(1, no_such_knob=1)
    except UnknownName:
        pass
    except EyechartError as error:
        raise Broken(
            f"a wrong knob raised {type(error).__name__} instead of UnknownName"
        ) from error
    else:
        raise Broken("a wrong knob was taken without a word")
    return ", ".join(f"{name}={value}" for name, value in task.knobs(5).items()) + " at level 5"
