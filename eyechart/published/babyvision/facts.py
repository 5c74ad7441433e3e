"""What is known about BabyVision: its subtypes, how many items each has, what others scored.

Sources: 2601.06521, tables 1 to 7 and figures; the metadata of the official release; vendors' own
tables where marked.  `published.csv` holds the understanding track to subtype level, as printed,
with its slips: two pairs of category cells are exchanged there (Gemini3-Pro-Preview's FG and SP,
Doubao-1.8's FG and VP), and a few averages do not follow from their cells.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from eyechart.errors import BadData

__all__ = [
    "CATEGORIES",
    "CHILDREN",
    "DRAWING_TOTAL",
    "OTHERS",
    "SUBTYPES",
    "TOTAL",
    "Published",
    "Subtype",
    "canonical",
    "published",
]

_FG, _VT = "Fine-grained Discrimination", "Visual Tracking"
_SP, _VP = "Spatial Perception", "Visual Pattern Recognition"
CATEGORIES = (_FG, _VT, _SP, _VP)


class Subtype(NamedTuple):
    """One of the 22 subtypes."""

    name: str
    category: str
    code: int
    """The `status` in the official metadata."""
    choices: int
    """Items of the understanding track that are multiple choice."""
    blanks: int
    """Items of the understanding track whose answer is free."""
    drawings: int
    """Items of the drawing track; 0 for the one subtype that it leaves out."""
    twins: tuple[str, ...]
    """Our generated tasks of the same kind."""

    @property
    def items(self) -> int:
        return self.choices + self.blanks


SUBTYPES: dict[str, Subtype] = {
    row.name: row
    for row in (
        Subtype("2D Pattern Completion", _FG, 5, 20, 0, 19, ("shape_completion",)),
        Subtype("Count Clusters", _FG, 8, 0, 18, 9, ("count_clusters", "count_kinds")),
        Subtype("Count Same Patterns", _FG, 7, 0, 35, 31, ("count_same",)),
        Subtype("Find the different", _FG, 1, 0, 16, 16, ("odd_one_out",)),
        Subtype("Find the same", _FG, 2, 4, 13, 10, ("find_same",)),
        Subtype(
            "Reconstruction", _FG, 4, 2, 12, 13, ("reconstruction", "pick_parts", "match_parts")
        ),
        Subtype("Find the shadow", _FG, 3, 0, 23, 14, ("find_shadow", "match_shadows")),
        Subtype("Pattern and Color Completion", _FG, 6, 17, 3, 16, ("colour_completion",)),
        Subtype("Connect the lines", _VT, 11, 1, 18, 12, ("connect_lines", "spelled_lines")),
        Subtype("Lines Observation", _VT, 14, 0, 9, 0, ("pipes",)),
        Subtype("Maze", _VT, 10, 9, 11, 18, ("maze_entrances", "symbol_maze")),
        Subtype("Metro map", _VT, 13, 0, 12, 12, ("metro_map",)),
        Subtype("Recognize numbers and letters", _VT, 12, 1, 22, 13, ("overlapping_letters",)),
        Subtype("3D Cube Unfold", _SP, 16, 3, 9, 12, ("cube_net",)),
        Subtype("3D Pattern Completion", _SP, 18, 18, 0, 18, ("solid_completion",)),
        Subtype("3D Views", _SP, 15, 17, 10, 19, ("solid_views", "match_views")),
        Subtype("Count 3D blocks", _SP, 19, 0, 22, 5, ("count_blocks",)),
        Subtype("Paper Folding", _SP, 17, 5, 7, 5, ("paper_folding", "folded_sides")),
        Subtype("Logic Patterns", _VP, 21, 11, 3, 11, ("logic_pattern",)),
        Subtype(
            "Mirroring Patterns", _VP, 23, 3, 7, 3, ("mirror_half", "mirror_pairs", "mirror_fill")
        ),
        Subtype("Overlay Patterns", _VP, 20, 15, 2, 15, ("overlay_pattern",)),
        Subtype("Rotation Patterns", _VP, 22, 9, 1, 9, ("rotation_pattern",)),
    )
}
TOTAL = sum(subtype.items for subtype in SUBTYPES.values())
DRAWING_TOTAL = sum(subtype.drawings for subtype in SUBTYPES.values())

_OLD_NAMES = {"find the same components": "Reconstruction"}
_BY_FOLDED = {name.lower(): name for name in SUBTYPES} | _OLD_NAMES


def canonical(subtype: str) -> str:
    """The subtype's present name; old names and other capitals are understood.

    Raises `BadData`.
    """
    found = _BY_FOLDED.get(" ".join(subtype.split()).lower())
    if found is None:
        raise BadData(f"{subtype!r} is no subtype of BabyVision; there are: {', '.join(SUBTYPES)}")
    return found


class Published(NamedTuple):
    """One published number, in percent."""

    model: str
    table: str
    category: str
    """"ALL" for the whole benchmark."""
    subtype: str
    """"ALL" for a whole category."""
    mean: float
    std: float | None


@cache
def published() -> tuple[Published, ...]:
    """The understanding track's tables 1, 2, 6 and 7, as printed."""
    text = (files("eyechart.published.babyvision") / "published.csv").read_text("utf-8")
    return tuple(
        Published(
            row["model"], row["table"], row["category"], row["subtype"],
            float(row["mean"]), float(row["std"]) if row["std"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


CHILDREN: dict[int, tuple[float, float]] = {
    3: (40.3, 15.0),
    6: (66.0, 7.9),
    10: (74.0, 8.1),
    12: (86.9, 9.6),
}
"""Percent right and standard deviation by age in years, on the 20 items of BabyVision-Mini (read
off the paper's figure; 20 children per age).  Mini is not released, so no run can be held to it."""

OTHERS: tuple[tuple[str, float | None, float | None], ...] = (
    ("Kimi K2.5", 36.5, 40.5),
    ("Qwen3.5-397B", 43.3, 52.3),
    ("Kimi K2.6", 39.8, 68.5),
    ("Opus 4.6", 14.8, 38.4),
    ("Opus 4.8", 28.4, 81.2),
    ("Qwen3.7-Plus", 64.7, 70.4),
    ("Qwen3.8-Max", 82.0, 91.3),
    ("GPT-5.6-Sol", 65.5, 88.9),
)
"""(model, percent right without tools, with a Python tool), from vendors' tables at second hand;
other harnesses, judges and token budgets, so not comparable to a decimal."""
