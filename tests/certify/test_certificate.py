"""The certificate counts what it says, finds verifiers that err, and depends on the seed alone."""

from pathlib import Path

import msgspec
import numpy as np

from eyechart.certify.certificate import Certificate, cases, certify_task, write_certificate
from eyechart.item import Item, Verdict
from eyechart.scene.pixels import RGB
from eyechart.tasks.abstract.maze import MazeTask


class Lenient(MazeTask):
    """Pays for everything."""

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        return Verdict("correct", {"any": True}, "all is well")


class Broken(MazeTask):
    """Falls over what it is sent."""

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        raise ValueError("no")


def test_maze_drawn_in_small() -> None:
    found = certify_task(MazeTask(), "draw", accepted=6, rejected=12, seed=5, workers=0)
    assert found.failures == ()
    assert found.passed
    assert (found.noise.n, found.redrawn.n) == (6, 6)
    assert found.wrong.n >= 12
    assert 0 < found.median_ms <= found.p95_ms
    assert 0 < found.noise.upper < 0.5


def test_a_lenient_verifier_is_found_out() -> None:
    found = certify_task(Lenient(), "draw", accepted=1, rejected=15, workers=0)
    assert found.wrong.wrong == found.wrong.n >= 15
    assert not found.passed
    kinds = {failure.what.rsplit(", ", 1)[0] for failure in found.failures}
    assert {"gap", "unchanged picture", "blank picture", "wall erased"} <= kinds


def test_a_verifier_that_raises_fails_both_ways() -> None:
    found = certify_task(Broken(), "draw", accepted=2, rejected=4, workers=0)
    assert found.noise.wrong == 2
    assert found.wrong.wrong == found.wrong.n
    assert "raised ValueError: no" in found.failures[0].reason


def test_words() -> None:
    found = certify_task(MazeTask(), "text", accepted=60, rejected=60, workers=0)
    assert found.failures == ()
    assert found.redrawn.n == 0


def test_cases_are_a_function_of_the_seed() -> None:
    task = MazeTask()
    one, again, other = (
        [c.response for c in cases(task, "draw", "noise", 3, seed)] for seed in (1, 1, 2)
    )
    assert one == again != other
    wrong = list(cases(task, "draw", "wrong", 0, 1))
    assert len({c.what for c in wrong}) >= 10
    assert any(c.what.startswith("another item, answered") for c in wrong)
    assert not any(c.right for c in wrong)


def test_levels_and_wears_are_spread() -> None:
    task = MazeTask()
    seen = {
        (c.item.key.level, c.what) for u in range(80) for c in cases(task, "text", "noise", u, 0)
    }
    assert {level for level, _ in seen} == set(range(1, 11))
    from eyechart.certify.certificate import _wear_of

    for form, kinds in (("draw", 9), ("film", 7)):
        worn = [_wear_of(form, "noise", unit) for unit in range(20 * kinds)]  # type: ignore[arg-type]
        assert worn.count("standard") == 10 * kinds
        assert len(set(worn)) == kinds + 1
        assert min(np.unique(worn, return_counts=True)[1]) == 10


def test_workers_do_not_change_the_outcome() -> None:
    one, two = (
        certify_task(Lenient(), "draw", accepted=1, rejected=1, seed=9, workers=workers)
        for workers in (0, 2)
    )
    for field in ("noise", "redrawn", "wrong", "failures"):
        assert getattr(one, field) == getattr(two, field)


def test_page(tmp_path: Path) -> None:
    found = certify_task(MazeTask(), "text", accepted=12, rejected=12, workers=0)
    path = tmp_path / "CERTIFICATE.md"
    bad = msgspec.structs.replace(
        found, form="draw", wrong=msgspec.structs.replace(found.wrong, wrong=1)
    )
    write_certificate([found, bad], path)
    lines = path.read_text().splitlines()
    assert [line.split(" | ")[-1] for line in lines[-2:]] == ["pass |", "**fail** |"]
    assert "| maze@1 | text | 0 / 12 (≤ 24 %) | – |" in lines[-2]
    assert isinstance(
        msgspec.json.decode(msgspec.json.encode(found), type=Certificate), Certificate
    )
