"""Plots and terminal tables say what the diagnosis says."""

from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from rich.console import Console, RenderableType

from eyechart.diagnose import Comparison, Diagnosis, compare, diagnose
from eyechart.report import comparison_table, diagnosis_table, to_json
from eyechart.report.plots import difference_bar, dots, drawn_curves, kind_of, level_curves
from eyechart.stats import Interval


@pytest.fixture(scope="module")
def found(pretend_run: Any) -> Diagnosis:
    return diagnose(pretend_run.records)


def printed(table: RenderableType) -> str:
    console = Console(width=80, record=True, file=None, force_terminal=False, quiet=False)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_dots_stand_at_their_rates(found: Diagnosis) -> None:
    root = ElementTree.fromstring(dots(found.overall))
    circles = [c for c in root.iter("circle") if "dot" in str(c.get("class"))]
    assert len(circles) == len(found.overall.cells)
    for cell, circle in zip(found.overall.cells, circles, strict=True):
        assert cell.rate.rate is not None
        assert float(str(circle.get("cx"))) == pytest.approx(88 + 208 * cell.rate.rate, abs=0.01)
        effect = found.overall.effect(cell.condition)
        hollow = effect is not None and effect.p_holm > 0.05
        assert ("hollow" in str(circle.get("class"))) is hollow
    assert "seen" in str(root.get("aria-label"))


def test_labels_stay_inside_the_figure(found: Diagnosis) -> None:
    root = ElementTree.fromstring(dots(found.overall))
    width, height = (float(side) for side in str(root.get("viewBox")).split()[2:])
    for text in root.iter("text"):
        assert 0 <= float(str(text.get("x"))) <= width
        assert 0 <= float(str(text.get("y"))) <= height


def test_curves_have_a_point_for_every_level(found: Diagnosis) -> None:
    root = ElementTree.fromstring(level_curves(found.overall.levels))
    drawn = drawn_curves(found.overall.levels)
    assert drawn == ["seen", "told", "blind", "think"]
    assert len(list(root.iter("circle"))) == 3 * len(drawn)


def test_a_single_level_has_a_curve_too(found: Diagnosis) -> None:
    one = [point for point in found.overall.levels if point.level == 3]
    ElementTree.fromstring(level_curves(one))


def test_the_bar_is_centred_on_zero() -> None:
    root = ElementTree.fromstring(difference_bar(0.0, Interval(-0.1, 0.1), "told", plain=True))
    assert next(root.iter("circle")).get("cx") == "75"


def test_every_condition_has_a_colour() -> None:
    from eyechart.conditions import CONDITIONS

    kinds = {name: kind_of(name) for name in CONDITIONS}
    assert "other" not in kinds.values()
    assert kinds["turned-90"] == kinds["flipped"] == "turned"
    assert kind_of("stranger's own") == "other"


def test_the_table_fits_eighty_columns_and_holds_the_numbers(
    found: Diagnosis, pretend_run: Any
) -> None:
    other = [
        msgspec.structs.replace(
            r, skills=("tracking",), key=msgspec.structs.replace(r.key, task="[b]x@1")
        )
        for r in pretend_run.records
    ]
    text = printed(diagnosis_table(diagnose([*pretend_run.records, *other])))
    assert max(map(len, text.splitlines())) <= 80
    assert "[b]x" in text
    assert "told" in text and "turned-180" in text and "180°" in text
    assert "…" not in text
    told = found.overall.effect("told")
    assert told is not None
    assert f"{100 * told.effect.difference:+.0f}" in printed(diagnosis_table(found))


def test_the_comparison_prints_its_flips(pretend: Any, pretend_run: Any) -> None:
    better = pretend(model="pretend:[bold]", better=2.0, conditions=("seen", "told"))
    found = compare(pretend_run.records, better.records)
    text = printed(comparison_table(found))
    assert "pretend:[bold] against pretend:near-sighted" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "flipped" in text and "Maze" in text
    assert msgspec.json.decode(to_json(found), type=Comparison) == found


def test_json_comes_back(found: Diagnosis) -> None:
    assert msgspec.json.decode(to_json(found), type=Diagnosis) == found
