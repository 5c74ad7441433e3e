"""Official data in all its forms, traps included; the items are ours."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from eyechart.errors import BadData
from eyechart.published.babyvision import read_drawing_tasks, read_questions
from eyechart.published.babyvision.facts import (
    CATEGORIES,
    DRAWING_TOTAL,
    SUBTYPES,
    TOTAL,
    canonical,
    published,
)
from eyechart.registry import all_tasks


def picture(kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(buffer, kind)
    return buffer.getvalue()


BLANK = {
    "taskId": 7, "status": "8", "type": "Fine-grained Discrimination", "subtype": "Count Clusters",
    "image": "images/a.jpg", "question": "How many?", "ansType": "blank", "options": "null",
    "choiceAns": "null", "blankAns": "9", "coT": "one by one",
}  # fmt: skip
CHOICE = BLANK | {
    "taskId": 8, "subtype": "Find the same components", "image": "images/b.png",
    "ansType": "choice", "options": ["three", "four"], "choiceAns": 1, "blankAns": "null",
}  # fmt: skip
FILES = {"images/a.jpg": picture("WEBP"), "images/b.png": picture("JPEG")}


def lines(*rows: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "images").mkdir(parents=True)
    (tmp_path / "data" / "meta_data.jsonl").write_bytes(lines(BLANK, CHOICE))
    for name, data in FILES.items():
        (tmp_path / "data" / name).write_bytes(data)
    return tmp_path


def zipped(tmp_path: Path, rows: bytes) -> Path:
    path = tmp_path / "babyvision_data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/data/._meta_data.jsonl", b"\x00\x05\x16\x07")
        archive.writestr("data/meta_data.jsonl", rows)
        for name, data in FILES.items():
            archive.writestr(f"data/{name}", data)
            archive.writestr(f"__MACOSX/data/images/._{Path(name).name}", b"\x00\x05")
    return path


def check(path: Path) -> None:
    blank, choice = read_questions(path)
    assert (blank.id, blank.gold, blank.options) == (7, "9", ())
    assert (choice.gold, choice.options, choice.letters) == ("B", ("three", "four"), ("A", "B"))
    assert choice.subtype == "Reconstruction" and choice.category == "Fine-grained Discrimination"
    assert blank.picture.startswith(b"RIFF") and choice.picture.startswith(b"\xff\xd8")


def test_folder_file_and_zip(folder: Path) -> None:
    check(folder)
    check(folder / "data" / "meta_data.jsonl")
    check(zipped(folder, lines(BLANK, CHOICE)))


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    rows = [
        {**row, "options": None if row is BLANK else row["options"],
         "choiceAns": None if row is BLANK else 1, "blankAns": "9" if row is BLANK else None,
         "image": {"bytes": FILES[str(row["image"])], "path": None}}
        for row in (BLANK, CHOICE)
    ]  # fmt: skip
    pa.parquet = pytest.importorskip("pyarrow.parquet")
    pa.parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "train-0.parquet")
    check(tmp_path / "train-0.parquet")
    check(tmp_path)


def test_drawing_tasks(folder: Path) -> None:
    row = {**BLANK, "generationPrompt": "Circle it", "answerImage": "images/b.png"}
    (folder / "data" / "meta_data.jsonl").write_bytes(lines(row))
    (task,) = read_drawing_tasks(folder)
    assert (task.prompt, task.reference[:2]) == ("Circle it", b"\xff\xd8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subtype": "Find the cat"}, "no subtype"),
        ({"image": "images/none.png"}, "not in"),
        ({"blankAns": "null"}, "no blankAns"),
        ({"ansType": "essay"}, "neither"),
        ({"ansType": "choice", "options": ["a"], "choiceAns": 3}, "none of its 1 options"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, change: dict[str, object], words: str) -> None:
    (folder / "data" / "meta_data.jsonl").write_bytes(lines(CHOICE, {**BLANK, **change}))
    with pytest.raises(BadData, match=rf"item 2: .*{words}"):
        read_questions(folder)


def test_not_the_data(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no file or folder"):
        read_questions(tmp_path / "none")
    with pytest.raises(BadData, match="no metadata"):
        read_questions(tmp_path)
    (tmp_path / "x.jsonl").write_bytes(b"[1]")
    with pytest.raises(BadData, match="line 1"):
        read_questions(tmp_path / "x.jsonl")


def test_a_picture_that_is_none(folder: Path) -> None:
    (folder / "data/images/a.jpg").write_bytes(b"<html>")
    with pytest.raises(BadData, match="no PNG"):
        read_questions(folder)


def test_the_same_item_twice(folder: Path) -> None:
    (folder / "data" / "meta_data.jsonl").write_bytes(lines(BLANK, BLANK))
    with pytest.raises(BadData, match="occurs twice"):
        read_questions(folder)


def test_facts_add_up() -> None:
    assert (len(SUBTYPES), TOTAL, DRAWING_TOTAL) == (22, 388, 280)
    assert sum(s.choices for s in SUBTYPES.values()) == 135
    assert canonical(" find the  Same components") == "Reconstruction"
    human = {row.subtype: row for row in published() if "Human" in row.model}
    assert human.keys() - {"ALL"} == SUBTYPES.keys()


def test_every_subtype_has_twins_of_its_family() -> None:
    tasks = all_tasks()
    families = dict(
        zip(CATEGORIES, ("discrimination", "tracking", "spatial", "patterns"), strict=True)
    )
    for subtype in SUBTYPES.values():
        for name in subtype.twins:
            assert tasks[name].skills[0] == families[subtype.category]
            assert ("draw" in tasks[name].forms) == (subtype.drawings > 0)
