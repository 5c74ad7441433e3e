"""One of several labelled options."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["Choice"]


class Choice(Kind[str], frozen=True, tag="choice"):
    """The label of the right option, among `options` ("A", "B", ...)."""

    value: str
    options: tuple[str, ...]

    @property
    def truth(self) -> str:
        return self.value

    @property
    def instruction(self) -> str:
        return f"Choose one of {', '.join(self.options)} and give its letter in \\boxed{{}}."

    def parse(self, words: str) -> str | None:
        """ "B", "(b)", "Option B", "B. the left one"; two different letters are none."""
        bare = words.strip().strip("().:[]{}\"' ")
        labels = {label.upper(): label for label in self.options}
        if bare.upper() in labels:
            return labels[bare.upper()]
        head = re.match(
            r"^(?:option|choice|letter|answer|figure|picture)?\s*[(\[]?([A-Za-z0-9])[)\].:]",
            words.strip(),
            re.IGNORECASE,
        )
        tokens = re.findall(r"(?<![A-Za-z0-9'])[A-Z0-9](?![A-Za-z0-9'])", words)
        found = {token for token in tokens if token in labels} - (
            {"A"} if _article(words) else set()
        )
        if head and head[1].upper() in labels and found <= {head[1].upper()}:
            return labels[head[1].upper()]
        return labels[found.pop()] if len(found) == 1 else None

    def chance(self) -> float:
        return 1.0 / len(self.options)

    def paraphrases(self) -> Sequence[str]:
        v = self.value
        return (
            v,
            v.lower(),
            f"({v})",
            f"{v}.",
            f"Option {v}",
            f"**{v}**",
            f"\\text{{{v}}}",
            f"[{v}]",
        )

    def near_misses(self) -> Sequence[str]:
        return tuple(option for option in self.options if option != self.value)


def _article(words: str) -> bool:
    """Whether "A" opens a noun phrase instead of naming an option."""
    return bool(re.match(r"^A\s+[a-z]", words.strip()))
