"""The contract of a task: one kind of problem, from its random scene to its verdict.

A task is one file that holds, in this order: its **Scene** (frozen, symbolic, serialisable), the
**knobs** of each level, **generate**, **draw**, **question** and **answer**, **describe** and
**read_description** (a lossless text and its inverse), **solve**, and, where it is also answered in
pictures or clips, the **solution** and **mutants** of those forms and how they are **verified**.
`docs/tasks.md` walks through one; `eyechart check TASK` says what is missing.

What holds for every task, and is checked:
- the same key gives the same item in any process; the content's digest owns its split and salt;
- `solve(read_description(describe(scene)))` finds exactly one answer, the item's own;
- the reference solution is accepted in every form, and every mutant, the unchanged picture and a
  blank are rejected;
- `load`, one stated quantity, does not fall as the level rises.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import msgspec

from eyechart.answers import AnyAnswer
from eyechart.errors import LevelExhausted, UnknownName, Unreadable
from eyechart.item import Form, Item, Picture, Response, Verdict
from eyechart.scene.clip import Clip, read_clip
from eyechart.scene.pixels import RGB, decoded
from eyechart.scene.svg import Style, Svg, turned
from eyechart.scene.turn import TURNS, Turn
from eyechart.seeds import Key, Split, digest_of, owner, rng_for

__all__ = ["Hand", "Mutant", "Scene", "Task", "verify_text"]

_ATTEMPTS = 4000
"""Tries to find content owned by the asked split and salt (1 in 12) before a level is given up."""


class Scene(msgspec.Struct, frozen=True):
    """Base of all scenes: frozen, hashable, made of numbers, strings, tuples and other structs."""


class Hand(msgspec.Struct, frozen=True):
    """How a reference solution is drawn, so that the certificate can try many hands."""

    width: float = 1.0
    """Factor on the stroke width."""
    wobble: float = 0.0
    """Largest departure from the ideal line or position, as a share of what the task tolerates."""
    size: float = 1.0
    """Factor on the size of marks and digits."""
    style: Style = Style()
    """The dress of the scene underneath; other than the default means: all was redrawn."""
    seed: int = 0
    """Makes the wobble reproducible."""


class Mutant(NamedTuple):
    """A near miss that must be rejected."""

    name: str
    """What is wrong with it, as in "wall crossed once"."""
    response: Response


S = TypeVar("S", bound=Scene)


class Task(ABC, Generic[S]):
    """Subclass, set the class variables, write the methods, and put the file under `tasks/`."""

    # Set these in all subclasses.
    name: ClassVar[str]
    """Lower case with underscores, as in "maze"."""
    version: ClassVar[int] = 1
    """Raise it whenever an item or a verdict changes; the id is "maze@1"."""
    title: ClassVar[str]
    """One line on what the model has to do."""
    skills: ClassVar[tuple[str, ...]]
    """Tags by which reports group, the first being the family: ("tracking", "path following")."""
    scene_type: ClassVar[type[Scene]]
    load_name: ClassVar[str]
    """What `load` counts, as in "cells on the solution path"."""
    forms: ClassVar[tuple[Form, ...]] = ("text",)

    # -- the scene ----------------------------------------------------------------------------

    @abstractmethod
    def knobs(self, level: int) -> Mapping[str, Any]:
        """The settings of a level, for any level >= 1; each monotone in difficulty."""

    @abstractmethod
    def generate(self, rng: Random, **knobs: Any) -> S:
        """A well-posed scene with these knobs, all randomness out of `rng`."""

    def vary(self, rng: Random, scene: S, **knobs: Any) -> S:
        """Another scene, as hard, made more cheaply if the task can; used to find owned content."""
        return self.generate(rng, **knobs)

    def well_posed(self, scene: S) -> bool:
        """Whether a generated scene may be used; for proofs too dear to make on every attempt.

        Called only on content that the asked split and salt own, which is one attempt in twelve.
        """
        return True

    def essence(self, scene: S) -> object:
        """What makes two scenes the same problem (drop mere dress); default: all of it."""
        return scene

    @abstractmethod
    def load(self, scene: S) -> float:
        """The stated quantity of difficulty (`load_name`)."""

    # -- how it is shown and asked ------------------------------------------------------------

    @abstractmethod
    def draw(self, scene: S, style: Style = Style()) -> Svg:
        """The picture; `style` re-dresses it without changing what it says."""

    @abstractmethod
    def question(self, scene: S) -> str:
        """What is asked, without the sentence on how to answer."""

    @abstractmethod
    def answer(self, scene: S) -> AnyAnswer:
        """The typed truth."""

    def instruction(self, item: Item, form: Form) -> str:
        """The sentence on how to answer in this form; override for "draw" and "film"."""
        if form != "text":
            raise UnknownName("form", form, self.forms)
        return item.answer.instruction

    def turned_answer(self, scene: S, turn: Turn) -> AnyAnswer | None:
        """The truth when the picture is shown turned; None if the question then has none."""
        return self.answer(scene)

    def turned_question(self, scene: S, turn: Turn) -> str:
        """The question when the picture is shown turned; default: the same words."""
        return self.question(scene)

    # -- lossless description and solver -----------------------------------------------------

    @abstractmethod
    def describe(self, scene: S) -> str:
        """Everything needed to answer, in words and numbers, without the answer itself."""

    @abstractmethod
    def read_description(self, text: str) -> S:
        """The inverse of `describe` (up to dress).  Raises `Unreadable`."""

    @abstractmethod
    def solve(self, scene: S) -> Sequence[AnyAnswer]:
        """Every right answer, found by search, never by looking up a stored one; may stop at two.

        A well-posed scene has exactly one.
        """

    def look(self, picture: RGB, question: str) -> S:
        """The scene, read from pixels alone (any size, turned as it may be).

        Raises `Unreadable`; the default says that this task has no reader yet.
        """
        raise Unreadable(f"{self.name} pictures cannot be read back yet")

    def completed(self, scene: S, answer: AnyAnswer) -> S:
        """A scene that was read back, with what was found filled in, where scenes hold the answer;
        `solution` then draws it."""
        return scene

    # -- answers drawn or filmed -------------------------------------------------------------

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        """A right answer in this form."""
        if form == "text":
            answer = item.answer
            return Response(text=f"\\boxed{{{answer.write(answer.truth)}}}")  # type: ignore[arg-type]
        raise UnknownName("form", form, self.forms)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        """Wrong answers that come close, each wrong in one way; "unchanged" and "blank" pictures
        are added by the checker."""
        if form != "text":
            raise UnknownName("form", form, self.forms)
        for words in item.answer.near_misses():
            yield Mutant(f"answered {words!r}", Response(text=f"\\boxed{{{words}}}"))

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        """Judge an answer drawn on or as a picture, (H, W, 3) uint8 of any size."""
        raise UnknownName("form", "draw", self.forms)

    def verify_clip(self, item: Item, clip: Clip) -> Verdict:
        """Judge an answer given as a clip."""
        raise UnknownName("form", "film", self.forms)

    # -- what every task has from here --------------------------------------------------------

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}"

    def item(
        self,
        level: int = 1,
        index: int = 0,
        *,
        split: Split = "test",
        salt: str = "0",
        **knobs: Any,
    ) -> Item:
        """The item at this address; further keywords override single knobs of the level.

        Raises `BadKey` for a bad address and `LevelExhausted` if the level has no content that
        this split and salt own.
        """
        key = Key(self.id, level, index, split, salt)
        scene, digest = self.owned_scene(key, **knobs)
        return self._item(key, scene, digest)

    def owned_scene(self, key: Key, **knobs: Any) -> tuple[S, str]:
        """The scene at an address and its digest: the first attempt whose content is the key's."""
        settings = {**self.knobs(key.level), **self._checked(key.level, knobs)}
        extra = (msgspec.json.encode(knobs, order="sorted").decode(),) if knobs else ()
        ours = (key.split, key.salt.partition(":")[0])
        scene: S | None = None
        for attempt in range(_ATTEMPTS):
            rng = rng_for(key, attempt, *extra)
            # Every 64th attempt starts afresh, lest the variations of one scene be exhausted.
            if scene is None or attempt % 64 == 0:
                scene = self.generate(rng, **settings)
            else:
                scene = self.vary(rng, scene, **settings)
            digest = digest_of(self.id, self.essence(scene))
            if owner(digest) == ours and self.well_posed(scene):
                return scene, digest
        raise LevelExhausted(
            f"{self.id} level {key.level} has no item for split {key.split!r} and salt "
            f"{key.salt!r}: too few distinct scenes; take a higher level"
        )

    def items(
        self,
        level: int,
        count: int,
        *,
        split: Split = "test",
        salt: str = "0",
        start: int = 0,
        **knobs: Any,
    ) -> list[Item]:
        """`count` items with distinct content, walking the indices from `start`."""
        found: dict[str, Item] = {}
        for index in range(start, start + 20 * count + 200):
            if len(found) == count:
                break
            item = self.item(level, index, split=split, salt=salt, **knobs)
            found.setdefault(item.digest, item)
        if len(found) < count:
            raise LevelExhausted(
                f"{self.id} level {level} has only about {len(found)} distinct items in split "
                f"{split!r}, salt {salt!r}; {count} were asked for"
            )
        return list(found.values())

    def item_of(self, scene: S, key: Key | None = None) -> Item:
        """An item of a scene that was not generated: read from a picture, or from a file that
        others published, which then has an address of its own."""
        digest = digest_of(self.id, self.essence(scene))
        return self._item(key or Key(self.id, 1, 0), scene, digest)

    def scene(self, item: Item) -> S:
        """The item's scene, typed."""
        return msgspec.convert(item.scene, self.scene_type)  # type: ignore[return-value]

    def prompt(self, item: Item, form: Form = "text") -> str:
        """Question and instruction, as they are sent."""
        return f"{item.question}\n{self.instruction(item, form)}"

    def turned(self, item: Item, turn: str) -> Item | None:
        """The item with its picture misoriented and its answer moved along; None if it has none."""
        if turn not in TURNS:
            raise UnknownName("turn", turn, TURNS)
        scene, how = self.scene(item), TURNS[turn]
        answer = self.turned_answer(scene, how)
        if answer is None:
            return None
        return msgspec.structs.replace(
            item,
            picture=Picture(turned(item.picture.svg, how)),
            answer=answer,
            turn=turn,
            question=self.turned_question(scene, how),
        )

    def verify(self, item: Item, response: Response, form: Form = "text") -> Verdict:
        """The verdict on a response; never raises on what a model sent."""
        if form not in self.forms:
            raise UnknownName("form", form, self.forms)
        try:
            if form == "text":
                return verify_text(item.answer, response)
            media = response.pictures if form == "draw" else response.clips
            if not media:
                return _nothing(
                    response, "no picture came back" if form == "draw" else "no clip came back"
                )
            if form == "draw":
                return self.verify_drawing(item, decoded(media[-1]))
            return self.verify_clip(item, read_clip(media[-1]))
        except Unreadable as error:
            return Verdict("unreadable", reason=str(error))

    def _item(self, key: Key, scene: S, digest: str) -> Item:
        return Item(
            task=self.id,
            key=key,
            question=self.question(scene),
            picture=Picture(str(self.draw(scene))),
            answer=self.answer(scene),
            scene=msgspec.json.decode(msgspec.json.encode(scene)),
            skills=self.skills,
            digest=digest,
        )

    def _checked(self, level: int, knobs: Mapping[str, Any]) -> Mapping[str, Any]:
        for name in knobs:
            if name not in self.knobs(level):
                raise UnknownName("knob", name, self.knobs(level))
        return knobs


def verify_text(answer: AnyAnswer, response: Response) -> Verdict:
    """Judge a reply in words against the typed truth."""
    value = answer.read(response.text)
    if value is None:
        return _nothing(response, "no answer in the asked form was found")
    right = answer.matches(value)  # type: ignore[arg-type]
    said = answer.write(value)  # type: ignore[arg-type]
    truth = said if right else answer.write(answer.truth)  # type: ignore[arg-type]
    return Verdict.of(
        {"answer": right},
        good=f"answered {said}",
        answer=f"answered {said}; right is {truth}",
        read=said,
    )


def _nothing(response: Response, what: str) -> Verdict:
    """The verdict where there is no answer: say why there is none."""
    if response.refusal or response.finish == "content_filter":
        return Verdict("refused", reason=response.refusal or "stopped by the provider's filter")
    if response.finish == "length":
        return Verdict("truncated", reason=f"the reply reached its token limit; {what}")
    return Verdict("unparsed", reason=what)
