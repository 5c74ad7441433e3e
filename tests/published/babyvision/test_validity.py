"""Judge, rule and people held against each other: in Python, on the command line, on the page."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from eyechart.cli.published import babyvision
from eyechart.errors import BadData
from eyechart.judges import Rating
from eyechart.published.babyvision import (
    DrawingRow,
    Row,
    evaluation_page,
    hold_together,
    read_results,
    score_files,
    validity_table,
    write_drawing_results,
    write_results,
)

SUBTYPES = ("Maze", "Metro map")


def row(number: int, answer: str | None, judged: bool | None, gold: str = "9") -> Row:
    return Row(
        id=number, subtype=SUBTYPES[number % 2], question="How many?", reply=f"It is {answer}.",
        gold=gold, answer=answer, right=bool(judged), judged=judged,
    )  # fmt: skip


PASSES = [
    [row(1, "9", True), row(2, "9", False), row(3, "8", True), row(4, "8 or so, 9 if all", True)],
    [row(1, None, False), row(2, "nine", True), row(3, "9", True), row(4, "7", False)],
]


def rated(*said: str, rater: str = "anna") -> list[Rating]:
    """ "1/3 yes": pass and item."""
    pairs = [one.split() for one in said]
    return [Rating(int(at[2:]), int(at[0]), rater, right == "yes") for at, right in pairs]


def test_three_sources_overall_and_by_subtype() -> None:
    ratings = rated("1/1 yes", "1/2 yes", "1/3 no", "2/1 no", "2/2 yes", "2/9 yes", "3/1 no")
    found = hold_together(PASSES, ratings)
    by = {(one.first, one.second): one for one in found.agreements}
    assert list(by) == [("judge", "rule"), ("judge", "people"), ("rule", "people")]
    judge = by["judge", "people"]
    assert (judge.overall.both, judge.overall.first_only) == (2, 1)
    assert (judge.overall.second_only, judge.overall.neither) == (1, 1)
    assert list(judge.subtypes) == ["Maze", "Metro map"]
    assert judge.subtypes["Maze"].second_only == judge.subtypes["Metro map"].first_only == 1
    assert by["rule", "people"].overall.share == 1.0
    assert (found.ratings, found.raters, found.unknown) == (7, ["anna"], 2)
    assert found.unknown_ids == [9, 1]


def test_several_raters_are_compared_and_their_majority_counts() -> None:
    ratings = [
        *rated("1/1 yes", "1/2 yes", "1/3 no"),
        *rated("1/1 yes", "1/2 no", "1/3 no", rater="ben"),
        *rated("1/1 no", "1/3 no", rater="cem"),
    ]
    found = hold_together(PASSES, ratings)
    by = {(one.first, one.second): one.overall for one in found.agreements}
    assert found.tied == 1 and by["judge", "people"].n == 2
    assert by["anna", "ben"].share == pytest.approx(2 / 3)
    assert by["anna", "cem"].n == by["ben", "cem"].n == 2


def test_a_rating_must_say_of_which_pass_it_is() -> None:
    with pytest.raises(BadData, match=r"2 passes, and the rating of item 3 .* column `pass`"):
        hold_together(PASSES, [Rating(3, None, "", True)])
    assert hold_together(PASSES[:1], [Rating(3, None, "", True)]).unknown == 0


def test_who_judged_survives_the_files(tmp_path: Path) -> None:
    rows = [row(1, "9", None), row(2, "9", False), row(3, "8", True)]
    write_results(rows, tmp_path / "run.json")
    assert [one.judged for one in read_results(tmp_path / "run.json")] == [None, False, True]


def test_choices_are_ruled_on_by_what_was_asked() -> None:
    asked = Row(
        id=1, subtype="Maze", question="Which?\nOptions:\n(A) 4\n(B) 9\nBox it.", gold="B",
        answer="9", judged=True,
    )  # fmt: skip
    (found,) = hold_together([[asked]]).agreements
    assert (found.first, found.second, found.overall.both) == ("judge", "rule", 1)


def test_published_validity_of_the_drawing_track(tmp_path: Path) -> None:
    """67 both, 3 the judge alone, 8 people alone, of 280: by way of the files."""
    said = [(True, True)] * 67 + [(True, False)] * 3 + [(False, True)] * 8 + [(False, False)] * 202
    write_drawing_results(
        [DrawingRow(id=i, subtype="Maze", right=judge) for i, (judge, _) in enumerate(said, 1)],
        tmp_path / "eval.jsonl",
    )
    people = "".join(f"{i},{int(human)}\n" for i, (_, human) in enumerate(said, 1))
    (tmp_path / "people.csv").write_text("task id,right\n" + people)
    done = score_files([tmp_path], drawing=True, ratings=tmp_path / "people.csv")
    assert done.validity is not None
    (found,) = done.validity.agreements
    assert (found.first, found.second) == ("judge", "people")
    assert found.overall.kappa == pytest.approx(0.898, abs=5e-4)
    assert found.overall.f1 == pytest.approx(0.924, abs=5e-4)
    assert found.subtypes["Maze"] == found.overall


def test_the_command_line_and_the_page(tmp_path: Path) -> None:
    for number, rows in enumerate(PASSES, 1):
        write_results(rows, tmp_path / f"model_results_run_{number}.json")
    people, page = tmp_path / "people.jsonl", tmp_path / "page.html"
    lines = [
        {"id": i, "pass": k, "rater": "<anna>", "right": i != 3} for k in (1, 2) for i in (1, 3)
    ]
    people.write_text("\n".join(map(json.dumps, [*lines, {"id": 99, "pass": 1, "right": 0}])))
    arguments = ["score", str(tmp_path), "--ratings", str(people)]
    shown = CliRunner().invoke(
        babyvision, [*arguments, "--page", str(page)], env={"COLUMNS": "120"}
    )
    assert shown.exit_code == 0, shown.output
    assert "judge against people" in shown.output and "Metro map" in shown.output
    assert "1 ratings are of answers not in the results (items 99)" in shown.output
    html = page.read_text()
    assert "rule against people" in html and "<anna>" not in html and "&lt;anna&gt;" in html
    found = json.loads(CliRunner().invoke(babyvision, [*arguments, "--json"]).output)
    assert found["overall"]["items"] == 4
    assert [one["second"] for one in found["validity"]["agreements"]] == [
        "rule",
        "people",
        "people",
    ]
    people.write_text("id,right\n1,perhaps\n")
    refused = CliRunner().invoke(babyvision, arguments)
    assert refused.exit_code != 0 and "line 2" in str(refused.exception)


def test_no_number_is_cut_in_80_columns() -> None:
    rows = [
        DrawingRow(id=i, subtype="Recognize numbers and letters", right=i < 900)
        for i in range(1, 1000)
    ]
    found = hold_together([rows], [Rating(row.id, None, "", row.id != 5) for row in rows])
    console = Console(width=80, record=True, file=StringIO())
    console.print(validity_table(found))
    shown = console.export_text()
    assert "Recognize" in shown and "898/1/100/0" in shown
    for line in shown.splitlines():
        assert "…" not in line[20:], line


def test_a_page_without_ratings_names_the_files(tmp_path: Path) -> None:
    write_results(PASSES[0], tmp_path / "model_results_run_1.json")
    html = evaluation_page(score_files([tmp_path]))
    assert tmp_path.name in html and "judge against rule" in html and "people" not in html
