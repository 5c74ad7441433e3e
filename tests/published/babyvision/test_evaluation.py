"""The whole benchmark asked of scripted models: files, resume, judges, faults."""

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from eyechart.conditions import Ask
from eyechart.item import Response
from eyechart.judges import agreement, verdict_word
from eyechart.models.model import AttemptFailed, Model
from eyechart.published.babyvision import (
    Evaluation,
    Question,
    ask_drawing,
    ask_understanding,
    evaluation_page,
    read_drawing_results,
    read_questions,
    read_results,
    read_wording,
)
from eyechart.published.babyvision.tables import adults_and_best, evaluation_table
from eyechart.run import Settings
from tests.published.babyvision.test_data import BLANK, CHOICE, FILES, lines, picture

QUICK = Settings(first_pause=0.0, processes=0)
TWO_PHRASES = {**BLANK, "taskId": 9, "subtype": "Find the shadow",
               "blankAns": "The first one in row 2, the third one in row 1"}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "images").mkdir(parents=True)
    (folder / "meta_data.jsonl").write_bytes(lines(BLANK, CHOICE, TWO_PHRASES))
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


class Scripted(Model):
    """Says what it is told to, by item; counts its calls."""

    def __init__(self, name: str, says: dict[int, list[str]]) -> None:
        self.name, self.says, self.asked = name, says, list[Ask]()

    async def answer(self, ask: Ask) -> Response:
        self.asked.append(ask)
        said = self.says[ask.item.key.index]
        reply = said[sum(a.item.key == ask.item.key for a in self.asked[:-1]) % len(said)]
        if reply == "!":
            raise AttemptFailed("server", "down", transient=False)
        if reply.startswith("png"):
            return Response(pictures=(picture(),))
        return Response(text=reply, finish="length" if reply.endswith("...") else "stop")


def test_three_passes_and_their_files(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}", "nine or ten", "..."], 8: ["\\boxed{B}"], 9: ["!"]})
    done = ask_understanding(model, data, out=tmp_path / "run", settings=QUICK)
    assert done.score.overall.right == (2, 1, 1) and done.score.answers == 9
    assert (done.score.failed, done.score.truncated, done.score.unanswered) == (3, 1, 1)
    assert done.score.overall.chance == pytest.approx(1 / 6)
    first = read_results(tmp_path / "run" / "model_results_run_1.json")
    assert [(row.id, row.answer, row.right) for row in first] == [
        (7, "9", True), (8, "B", True), (9, None, False),
    ]  # fmt: skip
    assert first[2].error.startswith("server")
    ask = model.asked[0]
    assert ask.prompt.startswith("How many?\n") and ask.pictures[0].startswith(b"RIFF")
    assert "(A) three\n(B) four" in next(a for a in model.asked if a.item.key.index == 8).prompt


def test_a_second_call_asks_only_what_failed(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}"], 8: ["\\boxed{B}"], 9: ["!", "\\boxed{row 2}"]})
    ask_understanding(model, data, passes=1, out=tmp_path / "run", settings=QUICK)
    done = ask_understanding(model, data, passes=1, out=tmp_path / "run", settings=QUICK)
    assert len(model.asked) == 4 and done.abstained == 1 and done.score.failed == 0


def test_what_was_cut_off_is_an_answer_only_if_boxed(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9} ..."], 8: ["The answer is B ..."], 9: ["..."]})
    done = ask_understanding(model, data, passes=1, out=tmp_path / "run", settings=QUICK)
    rows = read_results(tmp_path / "run" / "model_results_run_1.json")
    assert [row.right for row in rows] == [True, False, False]
    assert (done.score.truncated, done.score.unanswered) == (3, 2)


def test_a_judge_rules_where_the_rule_abstains(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}"], 8: ["\\boxed{A}"], 9: ["\\boxed{1st in row 2}"]})
    judge = Scripted("j", {9: ["That is not true.", "True"], 7: ["False"], 8: ["false."]})
    told: list[str] = []
    done = ask_understanding(
        model, data, passes=2, judge=judge, out=tmp_path / "run", settings=QUICK,
        announce=told.append,
    )  # fmt: skip
    assert [a.item.key.index for a in judge.asked] == [9] * len(judge.asked)
    assert done.by_rule is not None and done.by_rule.overall.right == (1, 1)
    assert done.score.overall.right == (2, 2) and done.judge is not None
    assert done.judge.asked == 2 and done.judge.no_verdict == 0
    assert len(told) == 1 and "2 verdicts" in told[0]
    assert evaluation_table(done) is not None


def test_a_judge_that_fails_or_is_cut_off_is_asked_again(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}"], 8: ["\\boxed{A}"], 9: ["\\boxed{1st in row 2}"]})
    judge = Scripted("j", {9: ["...", "!", "True"]})
    judge.settings = {"max_tokens": 16}
    told: list[str] = []

    def ask(judge: Scripted) -> Evaluation:
        return ask_understanding(
            model, data, passes=1, judge=judge, out=tmp_path / "run", settings=QUICK,
            announce=told.append,
        )  # fmt: skip

    done = ask(judge).judge
    assert done is not None and (done.asked, done.no_verdict, done.cut_off) == (1, 0, 1)
    assert len(judge.asked) == 3
    assert "1 verdicts, at most 3 times each" in told[0]
    assert "at most 16 tokens" in told[0] and "raise max_tokens" in told[0]
    again = Scripted("j", {9: ["False"]})
    assert ask(again).judge == done and not again.asked and len(told) == 1


def test_a_judge_that_never_answers_leaves_the_answer_undecided(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}"], 8: ["\\boxed{A}"], 9: ["\\boxed{1st in row 2}"]})
    judge = Scripted("j", {9: ["!"]})
    run = tmp_path / "run"
    done = ask_understanding(model, data, passes=1, judge=judge, out=run, settings=QUICK)
    assert done.judge is not None and done.judge.no_verdict == 1 and done.score.undecided == 1
    later = Scripted("j", {9: ["True"]})
    done = ask_understanding(model, data, passes=1, judge=later, out=run, settings=QUICK)
    assert len(later.asked) == 1 and done.score.undecided == 0


def test_the_best_of_the_paper_is_free_of_its_slips() -> None:
    assert adults_and_best("Fine-grained Discrimination")[1] == "54"
    assert adults_and_best("ALL") == ("94", "50")


def test_a_judge_of_everything_is_held_against_the_rule(data: Path, tmp_path: Path) -> None:
    model = Scripted("m", {7: ["\\boxed{9}"], 8: ["\\boxed{A}"], 9: ["\\boxed{1st in row 2}"]})
    judge = Scripted("j", {9: ["hmm"], 7: ["False"], 8: ["False"]})
    done = ask_understanding(
        model, data, passes=1, judge=judge, judge_everything=True, out=tmp_path / "run",
        settings=QUICK,
    )  # fmt: skip
    assert done.judge is not None and done.judge.no_verdict == 1
    agreed = done.judge.agreement
    assert (agreed.overall.second_only, agreed.overall.neither) == (1, 1)
    assert agreed.subtypes["Count Clusters"].n == 1
    assert done.score.overall.right == (0,) and done.score.undecided == 1
    page = evaluation_page(msgspec.structs.replace(done, model="<script>"), "eyechart <b>")
    assert "<script" not in page and "<b>" not in page and "judge against rule" in page


def test_drawings_are_kept_and_judged(data: Path, tmp_path: Path) -> None:
    rows = [{**row, "generationPrompt": "Circle it", "answerImage": "images/b.png"}
            for row in (BLANK, CHOICE, TWO_PHRASES)]  # fmt: skip
    (data / "meta_data.jsonl").write_bytes(lines(*rows))
    model = Scripted("m", {7: ["png"], 8: ["I cannot draw"], 9: ["png"]})
    judge = Scripted("j", {7: ["True"], 9: ["<think>not true?</think>False"]})
    done = ask_drawing(model, data, rounds=1, judge=judge, out=tmp_path / "run", settings=QUICK)
    found = read_drawing_results(tmp_path / "run" / "round1" / "eval.jsonl")
    assert [(row.right, row.missing) for row in found] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    assert done.score.overall.right == (1,) and done.score.failed == 1
    assert len(judge.asked[0].pictures) == 3
    assert (tmp_path / "run/round1/images/task7.png").read_bytes() == picture()


def test_wording_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('options = "Choices:"\nclosing = "Box it."\n')
    question = Question(id=1, subtype="Maze", text="Which?", options=("x", "y"), gold="A")
    assert read_wording(path).ask(question) == "Which?\nChoices:\n(A) x\n(B) y\nBox it."
    path.write_text("opening = 3")
    with pytest.raises(Exception, match="no file of wording"):
        read_wording(path)


@pytest.mark.parametrize(
    ("reply", "said"),
    [("True", True), (" **False**.", False), ("not true", None), ("True or False", None),
     ("", None), ("<think>False?</think>\nTrue", True), ("Verdict: true", True),
     ("The answer is true", None)],
)  # fmt: skip
def test_a_verdict_is_one_word(reply: str, said: bool | None) -> None:
    assert verdict_word(reply) is said


def test_agreement() -> None:
    # The paper's own validity table: 67 both, 3 and 8 alone, 202 neither (2601.06521, Gen).
    marks = [(True, True)] * 67 + [(True, False)] * 3 + [(False, True)] * 8 + [(False, False)] * 202
    found = agreement(
        {i: a for i, (a, _) in enumerate(marks)}, {i: b for i, (_, b) in enumerate(marks)}
    )
    assert found.share == pytest.approx(269 / 280) and found.kappa == pytest.approx(0.898, abs=1e-3)
    assert found.interval.low == pytest.approx(0.931, abs=1e-3)
    assert agreement({1: True}, {2: True}).n == 0


def test_the_command_line(data: Path, tmp_path: Path) -> None:
    from eyechart.cli.published import babyvision

    out = tmp_path / "run"
    model = Scripted("m", {i: ["\\boxed{9}"] for i in (7, 8, 9)})
    ask_understanding(model, data, out=out, settings=QUICK)
    run = CliRunner()
    shown = run.invoke(babyvision, ["score", str(out), "--data", str(data)])
    assert shown.exit_code == 0 and "Count Clusters" in shown.output
    found = run.invoke(babyvision, ["score", str(out), "--json"])
    assert json.loads(found.output)["overall"]["right"] == [1, 1, 1]
    assert run.invoke(babyvision, ["compare", str(out), str(out)]).exit_code == 0
    assert "2 passes" in run.invoke(babyvision, ["granularity", "--passes", "2"]).output
    assert run.invoke(babyvision, ["score", str(tmp_path)]).exit_code != 0
    assert len(read_questions(data)) == 3
