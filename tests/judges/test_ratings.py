"""People's ratings: both forms, and every way in which a file can be wrong."""

from pathlib import Path

import pytest

from eyechart.errors import BadData
from eyechart.judges import Rating, read_ratings


@pytest.mark.parametrize(
    "text",
    [
        "task id,pass,rater,right\n7,1,anna,yes\n8,2,ben,0\n",
        "\ufefftaskId;Round;Annotator;Correct\r\n7;1;anna;TRUE\r\n8;2;ben;no\r\n",
        "right\trater\tpass\ttask_id\nyes\tanna\t1\t7\nFalse\tben\t2\t8\n",
        '{"taskId": 7, "pass": 1, "rater": "anna", "right": true}\n\n'
        '{"id": "8", "round": "2", "who": "ben", "verdict": "n"}\n',
    ],
)
def test_both_forms(tmp_path: Path, text: str) -> None:
    path = tmp_path / "people"
    path.write_text(text, encoding="utf-8")
    assert read_ratings(path) == [Rating(7, 1, "anna", True), Rating(8, 2, "ben", False)]


def test_pass_and_rater_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,right\n7,1\n")
    assert read_ratings(path) == [Rating(7, None, "", True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no ratings"),
        ("task id,right\n", "holds no ratings"),
        ("task id,right\n7,maybe\n", "line 2: right is 'maybe'; write true or false"),
        ("task id,right\n7,yes\nseven,no\n", "line 3: the task id is 'seven'; write a whole"),
        ("task id,pass,right\n7,0,yes\n", "line 2: the pass is '0'; write a whole number from 1"),
        ("task id,right\n7,yes\n7,no\n", "line 3: item 7 is rated twice; keep one"),
        ("task id,right,rater\n7,yes,anna\n7,yes,anna\n", "item 7 is rated twice by anna"),
        ("task id,right\n7,\n", "line 2: it has no right; the columns"),
        ("item,verdicts\n7,yes\n", "line 2: it has no right"),
        ("7,yes\n8,no\n", "line 2: it has no task id"),
        ("task id,right\n7,yes,anna\n", "line 2 has more fields than the heading"),
        ('{"id": 7, "right": true}\n{"id": 8\n', "line 2 is no JSON object"),
        ('{"id": 7, "right": null}\n', "line 1: it has no right"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(BadData, match=r"people\.csv") as caught:
        read_ratings(path)
    assert words in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_ratings(tmp_path / "none.csv")
