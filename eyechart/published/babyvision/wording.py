"""How an item is put into words.

The order and the form are the official ones: the picture first, then the question, the options as
"(A) ..." one a line, and a sentence that asks for a boxed answer; one user turn, no system prompt.
The two connecting sentences are ours.  For numbers that are to be compared with published ones to
the word, give a TOML file with the official ones:

    options = "..."      # the line before the options
    closing = "..."      # the sentence after them
"""

import tomllib
from pathlib import Path

import msgspec

from eyechart.errors import BadData
from eyechart.published.babyvision.data import DrawingTask, Question

__all__ = ["OURS", "Wording", "read_wording"]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences around a question."""

    options: str = "The options are:"
    closing: str = "Work out the answer, then state it, and nothing else, inside \\boxed{}."
    before_drawing: str = ""
    after_drawing: str = (
        "Give the picture back with only what is asked for drawn on it, bright and clear, and "
        "everything else unchanged."
    )

    def ask(self, question: Question) -> str:
        """The words that go with the picture."""
        lines = [question.text]
        if question.options:
            lines.append(self.options)
            options = zip(question.letters, question.options, strict=True)
            lines += [f"({letter}) {text}" for letter, text in options]
        return "\n".join([*lines, self.closing])

    def ask_drawing(self, task: DrawingTask) -> str:
        """The words that go with a picture that is to be drawn on."""
        return "\n".join(filter(None, [self.before_drawing, task.prompt, self.after_drawing]))


OURS = Wording()


def read_wording(path: str | Path) -> Wording:
    """Raises `BadData`."""
    try:
        return msgspec.convert(tomllib.loads(Path(path).read_text("utf-8")), Wording)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadData(f"{path} is no file of wording (TOML, fields {_FIELDS}): {error}") from error


_FIELDS = ", ".join(Wording.__struct_fields__)
