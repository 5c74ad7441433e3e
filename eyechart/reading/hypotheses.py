"""Judge a candidate under every registration that fits, and accept it if any passes.

One loop for all verifiers of drawn answers.  A right answer passes under the first registration
that is good enough; a wrong one fails under all, and the verdict that is reported then is the one
under which the most checks passed: the others failed for want of alignment.
"""

from collections.abc import Callable

from eyechart.item import Verdict
from eyechart.reading.align import LEAST_SCORE, Registration, registrations
from eyechart.scene.pixels import RGB

__all__ = ["LAYOUT_CHANGED", "judged"]

LAYOUT_CHANGED = Verdict("layout_changed", reason="the picture that came back is another scene")


def judged(
    source: RGB,
    candidate: RGB,
    judge: Callable[[Registration], Verdict],
    *,
    final: Callable[[Verdict], bool] = lambda verdict: False,
    least: float = LEAST_SCORE,
) -> Verdict:
    """The verdict on `candidate`, (H, W, 3) uint8 of any size, as an answer drawn on `source`.

    `final` says of a verdict whether a better alignment could not change it; default: it may.
    `least` is the score of `align.registrations`.
    """
    best, most = LAYOUT_CHANGED, -1
    for registration in registrations(source, candidate, least=least):
        verdict = judge(registration)
        if verdict.correct or final(verdict):
            return verdict
        passed = sum(verdict.checks.values())
        if verdict.outcome != "layout_changed" and passed > most:
            best, most = verdict, passed
    return best
