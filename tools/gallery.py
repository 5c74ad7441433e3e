"""Writes docs/GALLERY.md and its pictures: every task at levels 1, 5 and 10, asked and answered.

python tools/gallery.py
"""

from pathlib import Path
from typing import Any

from eyechart.item import Item
from eyechart.registry import all_tasks
from eyechart.scene.clip import read_clip
from eyechart.scene.pixels import encoded
from eyechart.task import Task

LEVELS = (1, 5, 10)
DOCS = Path("docs")


def main() -> None:
    """Write the page; pictures go to docs/gallery/."""
    (DOCS / "gallery").mkdir(parents=True, exist_ok=True)
    lines = [
        "# Gallery",
        "",
        "Written by `make gallery`: the first test item of levels 1, 5 and 10 of every task, its "
        "question, its answer, and the reference solution in every other form.",
    ]
    for task in all_tasks().values():
        lines += entry(task)
    (DOCS / "GALLERY.md").write_text("\n".join(lines) + "\n")


def entry(task: Task[Any]) -> list[str]:
    """The Markdown of one task."""
    lines = [
        "",
        f"## {task.id}",
        "",
        f"{task.title}. Skills: {', '.join(task.skills)}. A level counts {task.load_name}.",
    ]
    for level in LEVELS:
        item = task.item(level, 0)
        shown = [picture(item.picture.png(), f"{task.name}-{level}")]
        shown += [solved(task, item, level, form) for form in task.forms if form != "text"]
        answer = item.answer.write(item.answer.truth)  # type: ignore[arg-type]
        knobs = ", ".join(f"{name} {value}" for name, value in task.knobs(level).items())
        lines += [
            "",
            f"**Level {level}** ({knobs})",
            "",
            " ".join(shown),
            "",
            *("> " + line for line in task.prompt(item).splitlines()),
            "",
            "Answer:",
            "",
            "```",
            answer,
            "```",
        ]
    return lines


def solved(task: Task[Any], item: Item, level: int, form: str) -> str:
    """The reference solution; of a clip its middle frame."""
    if form == "draw":
        return picture(task.solution(item, "draw").pictures[0], f"{task.name}-{level}-drawn")
    frames = read_clip(task.solution(item, "film").clips[0]).frames
    return picture(encoded(frames[len(frames) // 2]), f"{task.name}-{level}-filmed")


def picture(data: bytes, name: str) -> str:
    """Store the bytes and give the tag that shows them."""
    (DOCS / "gallery" / f"{name}.png").write_bytes(data)
    return f'<img src="gallery/{name}.png" width="260" alt="{name}">'


if __name__ == "__main__":
    main()
