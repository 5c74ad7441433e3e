"""The nouns that travel: item, response, verdict.  Frozen data, serialisable, without behaviour.

What a task *does* with them is in `task.py`; what a model is sent (`Ask`) is in `conditions/`.
All are msgspec structs: `msgspec.json.encode(item)` and `msgspec.json.decode(data, type=Item)`.
"""

from typing import Any, Literal, get_args

import msgspec

from eyechart.answers import AnyAnswer
from eyechart.seeds import Key

__all__ = ["FORMS", "Form", "Item", "Outcome", "Picture", "Response", "Verdict"]

Form = Literal["text", "draw", "film"]
"""How an answer is given: in words, as a drawn picture, as a clip."""
FORMS: tuple[Form, ...] = get_args(Form)

Outcome = Literal[
    "correct",
    "wrong",
    "unparsed",  # no answer of the asked form was found in the reply
    "truncated",  # the reply stopped at its token limit before an answer
    "refused",  # the model declined
    "layout_changed",  # the picture came back as another scene: nothing can be compared
    "unreadable",  # the picture is the scene, but what was drawn cannot be read with confidence
    "provider_error",  # no reply was had; the kind is in the reason
]


class Picture(msgspec.Struct, frozen=True):
    """One picture: an SVG text that we drew, or the encoded bytes of one that was given."""

    svg: str = ""
    data: bytes = b""
    """PNG, JPEG or WebP bytes, where there is no SVG."""

    def png(self, size: int | None = None) -> bytes:
        """PNG bytes, the longer side `size` px (default: as authored, 512 for our tasks)."""
        from eyechart.scene.raster import png  # late: an item is data, drawing is optional

        return png(self.svg, size) if self.svg else self.data

    def _repr_svg_(self) -> str | None:
        return self.svg or None

    def _repr_png_(self) -> bytes | None:
        return None if self.svg else self.data


class Item(msgspec.Struct, frozen=True):
    """One problem."""

    task: str
    """Task id with its version, as in "maze@1"."""
    key: Key
    question: str
    """What is asked, without the sentence on how to answer (that depends on the form)."""
    picture: Picture
    answer: AnyAnswer
    """The truth, typed; it also knows how it is asked for and read."""
    scene: dict[str, Any]
    """The symbolic truth of the picture; `task.scene(item)` gives it typed."""
    skills: tuple[str, ...]
    digest: str
    """Names the content: equal digests are the same problem."""
    turn: str = ""
    """Set where the picture is shown misoriented; `answer` has then moved along."""

    def _repr_svg_(self) -> str | None:
        return self.picture._repr_svg_()

    def _repr_png_(self) -> bytes | None:
        return self.picture._repr_png_()


class Response(msgspec.Struct, frozen=True):
    """What came back from a model for one ask; bytes are as received, not yet trusted."""

    text: str = ""
    pictures: tuple[bytes, ...] = ()
    clips: tuple[bytes, ...] = ()
    finish: str = "stop"
    """The provider's finish reason: "stop", "length", "content_filter", ..."""
    refusal: str = ""
    reasoning: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    """US dollars, where the provider says."""


class Verdict(msgspec.Struct, frozen=True):
    """What the rule found, and why."""

    outcome: Outcome
    checks: dict[str, bool] = {}
    """Each named check, passed or not; empty where nothing could be read."""
    reason: str = ""
    """One sentence that a person can read."""
    read: str = ""
    """What the verifier read out of the reply (an answer, a route, a track)."""
    overlay: str = ""
    """SVG elements, in the source picture's coordinates, that show what was read."""

    @property
    def correct(self) -> bool:
        return self.outcome == "correct"

    @property
    def score(self) -> float:
        """1.0 or 0.0: a strict AND of the checks."""
        return float(self.correct)

    @staticmethod
    def of(
        checks: dict[str, bool], *, good: str, read: str = "", overlay: str = "", **why: str
    ) -> "Verdict":
        """The verdict that these checks make: correct if all passed, else wrong.

        `good` is the reason when all passed; `why[name]` is the reason when check `name` is the
        first that failed (default: the check's name).
        """
        failed = next((name for name, passed in checks.items() if not passed), None)
        if failed is None:
            return Verdict("correct", checks, good, read, overlay)
        reason = why.get(failed, f"failed: {failed.replace('_', ' ')}")
        return Verdict("wrong", checks, reason, read, overlay)
