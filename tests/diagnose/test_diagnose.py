"""Diagnosis and comparison, against counts made by hand and a pretend run with known causes."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from eyechart.conditions import CONDITIONS
from eyechart.diagnose import Diagnosis, compare, diagnose
from eyechart.diagnose.causes import MEANINGS
from eyechart.errors import UsageError
from eyechart.item import Outcome, Verdict
from eyechart.run.record import Record
from eyechart.stats import mcnemar, tango

Table = dict[str, list[Outcome]]


@pytest.fixture
def made(pretend_run: Any) -> Callable[..., list[Record]]:
    """Records whose outcomes are given: condition -> one outcome per item."""
    pattern = pretend_run.records[0]

    def make(table: Table, *, repeat: int = 0, chance: float = 0.25, **more: Any) -> list[Record]:
        return [
            msgspec.structs.replace(
                pattern,
                condition=condition,
                item=f"item{i}",
                repeat=repeat,
                chance=chance,
                verdict=Verdict(outcome, read=outcome),
                **more,
            )
            for condition, outcomes in table.items()
            for i, outcome in enumerate(outcomes)
        ]

    return make


def outcomes(right: int, wrong: int, *more: Outcome) -> list[Outcome]:
    return [*["correct"] * right, *["wrong"] * wrong, *more]  # type: ignore[list-item]


def test_two_denominators_and_the_ledger(made: Callable[..., list[Record]]) -> None:
    mixed = outcomes(5, 2, "unparsed", "truncated", "provider_error", "provider_error")
    cell = diagnose(made({"seen": mixed})).overall.cells[0]
    assert (cell.rate.asked, cell.rate.replied, cell.rate.correct) == (11, 9, 5)
    assert cell.rate.rate == pytest.approx(5 / 9)
    assert cell.rate.rate_asked == pytest.approx(5 / 11)
    assert cell.rate.interval.low > cell.rate.interval_asked.low
    assert cell.outcomes["provider_error"] == 2
    assert sum(cell.outcomes.values()) == 11
    assert cell.chance == 0.25


def test_a_run_of_errors_alone_has_no_rate(made: Callable[..., list[Record]]) -> None:
    found = diagnose(made({"seen": ["provider_error"] * 4, "told": outcomes(4, 0)}))
    assert found.overall.cells[0].rate.rate is None
    assert found.overall.effects == ()
    assert "nothing can be said" in found.headline[0]


def test_pairs_are_made_by_item_and_errors_leave_both_sides(
    made: Callable[..., list[Record]],
) -> None:
    told = outcomes(20, 4)
    seen = [*outcomes(6, 14), "correct", "provider_error", "wrong", "wrong"]
    records = made({"seen": seen, "told": told})
    only_told = made({"told": outcomes(30, 0)})[24:]
    effect = diagnose([*records, *only_told]).overall.effects[0]
    assert (effect.condition, effect.baseline) == ("told", "seen")
    assert (effect.effect.pairs, effect.errors, effect.unpaired) == (23, 1, 6)
    assert (effect.effect.n10, effect.effect.n01) == (14, 1)
    assert effect.effect.difference == pytest.approx(13 / 23)
    assert effect.effect.p == mcnemar(14, 1)
    assert effect.effect.interval == tango(14, 1, 23)


def test_a_cause_is_named_only_where_the_corrected_test_supports_it(
    made: Callable[..., list[Record]],
) -> None:
    table = {"seen": outcomes(10, 20), "told": outcomes(28, 2), "think": outcomes(14, 16)}
    found = diagnose(made(table))
    perception, thinking, reasoning = found.overall.findings
    assert (perception.cause, perception.supported) == ("perception", True)
    assert perception.sentence.startswith("Perception: told − seen = +60 points [")
    assert "p < 0.001 corrected, 30 pairs" in perception.sentence
    assert not thinking.supported
    assert "could have been missed" in thinking.sentence
    assert f"{100 * thinking.interval.reach:.0f} points" in thinking.sentence
    assert reasoning.size == pytest.approx(2 / 30)
    assert "perception (+60 points when told instead of shown)" in found.headline[1]
    assert "reasoning in words" not in found.headline[1]


def test_a_turned_picture_is_read_from_seen_to_turned(made: Callable[..., list[Record]]) -> None:
    found = diagnose(made({"seen": outcomes(28, 2), "turned-180": outcomes(8, 22)}))
    finding = found.overall.findings[0]
    assert finding.size > 0.6
    assert finding.interval.low > 0
    assert finding.sentence.startswith("Orientation: seen − turned-180 = +67 points")
    assert "(−67 points when the picture is turned by 180°)" in found.headline[1]


def test_holm_is_over_the_conditions_of_a_group(made: Callable[..., list[Record]]) -> None:
    table = {
        "seen": outcomes(0, 12), "blind": outcomes(0, 12), "told": outcomes(7, 5),
        "think": outcomes(6, 6),
    }  # fmt: skip
    other = {"seen": outcomes(0, 12), "told": outcomes(7, 5)}
    records = [*made(table, skills=("tracking",)), *made(other, skills=("physics",))]
    physics, tracking = diagnose(records).of("family")
    four, alone = tracking.effect("told"), physics.effect("told")
    assert four is not None and alone is not None
    # blind, told, think and the guessing of blind are four tests
    assert four.p_holm == pytest.approx(4 * mcnemar(7, 0))
    assert four.effect.alpha == 0.05 / 4
    assert alone.p_holm == mcnemar(7, 0)
    assert tracking.guess is not None
    assert tracking.guess.p_holm == 1.0


def test_guessing_is_blind_above_chance(made: Callable[..., list[Record]]) -> None:
    guess = diagnose(made({"blind": outcomes(20, 20)}, chance=0.25)).overall.guess
    assert guess is not None
    assert (guess.n, guess.correct, guess.expected) == (40, 20, 10)
    assert guess.p == pytest.approx(0.0006, abs=0.0003)
    fair = diagnose(made({"blind": outcomes(11, 29)}, chance=0.25)).overall
    assert fair.findings[-1].cause == "guessing"
    assert not fair.findings[-1].supported


def test_repeats_do_not_make_problems(made: Callable[..., list[Record]]) -> None:
    table = {"seen": outcomes(4, 6), "told": outcomes(10, 0)}
    once = diagnose(made(table))
    thrice = diagnose([record for repeat in range(3) for record in made(table, repeat=repeat)])
    a, b = once.overall.effects[0], thrice.overall.effects[0]
    assert b.effect.repeated and not a.effect.repeated
    assert b.effect.pairs == 10
    assert b.effect.p == pytest.approx(a.effect.p)
    seen = thrice.overall.cells[0].rate
    assert (seen.replied, seen.items) == (30, 10)
    width = once.overall.cells[0].rate.interval
    assert seen.interval.high - seen.interval.low == pytest.approx(width.high - width.low, abs=0.03)


def test_layers_levels_and_the_bill(pretend_run: Any) -> None:
    found = diagnose(pretend_run.records)
    assert [group.name for group in found.of("task")] == ["maze@1"]
    assert {group.name for group in found.of("skill")} == {"path finding", "line following"}
    assert found.of("family")[0].name == "abstract"
    assert found.items == 24
    curve = [point for point in found.overall.levels if point.condition == "seen"]
    assert [point.level for point in curve] == [1, 3, 5]
    assert sum(point.rate.asked for point in curve) == 24
    assert found.bill.records == len(pretend_run.records)
    assert found.bill.calls > found.bill.records  # provider errors were tried again
    assert found.bill.tokens_in == sum(r.response.tokens_in for r in pretend_run.records)
    assert found.conditions == ("seen", "blind", "told", "turned-180", "think")


def test_it_is_json_and_comes_back(pretend_run: Any) -> None:
    found = diagnose(pretend_run.records)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Diagnosis) == found


def test_a_secret_salt_stays_out(pretend_run: Any) -> None:
    record = pretend_run.records[0]
    key = msgspec.structs.replace(record.key, salt="2:hush")
    found = diagnose([msgspec.structs.replace(record, key=key)])
    assert found.salts == ("2",)
    assert b"hush" not in msgspec.json.encode(found)


def test_one_model_at_a_time(pretend_run: Any) -> None:
    other = msgspec.structs.replace(pretend_run.records[0], model="another")
    with pytest.raises(UsageError, match="2 models"):
        diagnose([*pretend_run.records, other])
    with pytest.raises(UsageError, match="no records"):
        diagnose([])


def test_an_unknown_condition_is_paired_with_seen_under_its_own_name(
    made: Callable[..., list[Record]],
) -> None:
    found = diagnose(made({"seen": outcomes(2, 10), "zoomed": outcomes(12, 0)}))
    assert found.overall.findings[0].sentence.startswith("Zoomed: zoomed − seen = +83 points")


def test_every_condition_has_a_meaning() -> None:
    assert set(MEANINGS) == set(CONDITIONS) - {"seen"}


def test_compare_pairs_two_runs(made: Callable[..., list[Record]]) -> None:
    before = made({"seen": outcomes(10, 20), "told": outcomes(28, 2)}, model="old")
    after = made({"seen": [*["wrong"] * 2, *["correct"] * 23, *["wrong"] * 8]}, model="new")
    found = compare(before, after)
    assert (found.a, found.b) == ("old", "new")
    shift = found.of("overall")[0]
    assert (shift.condition, shift.effect.pairs) == ("seen", 30)
    assert (shift.effect.n10, shift.effect.n01) == (15, 2)
    assert (shift.only_a, shift.only_b) == (0, 3)
    assert (shift.a.correct, shift.b.correct) == (10, 23)
    assert shift.p_holm == mcnemar(15, 2)
    assert [flip.gained for flip in found.flips].count(True) == 15
    assert len(found.flips) == 17
    assert not found.flips[0].gained
    assert found.flips[0].read_a == "correct"
    assert found.summary[0].endswith("better.")


def test_compare_refuses_runs_that_share_nothing(made: Callable[..., list[Record]]) -> None:
    with pytest.raises(UsageError, match="same tasks"):
        compare(made({"seen": outcomes(3, 3)}), made({"told": outcomes(3, 3)}))


def test_a_provider_error_is_no_flip(made: Callable[..., list[Record]]) -> None:
    found = compare(
        made({"seen": outcomes(3, 3)}), made({"seen": outcomes(2, 3, "provider_error")})
    )
    assert found.of("overall")[0].errors == 1
    assert len(found.flips) == 1
