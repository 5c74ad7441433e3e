"""Milliseconds per picture, drawn and encoded, and per item made, for every task.

The floor is the rasteriser's own time for a blank 512 px picture (nearly all of it PNG encoding);
the peer is the way of the field, Pillow at four-fold supersampling and PNG at Pillow's default, on
as many strokes as a level 10 maze has walls.
"""

import io
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from bench.clock import row, timed
from eyechart.registry import all_tasks
from eyechart.scene.raster import png
from eyechart.scene.svg import Svg
from eyechart.task import Task

__all__ = ["measure"]

LEVELS = (1, 3, 5, 8, 10)


def measure(count: int = 8) -> list[str]:
    """The section's Markdown lines."""
    floor, peer = timed([blank] * 20).median, timed([supersampled] * 10).median
    lines = [
        "## Pictures", "",
        f"Drawn and encoded at 512 px, levels {', '.join(map(str, LEVELS))}, CPU ms. Floor, blank "
        f"picture: {floor:.1f}. Peer, Pillow at four-fold supersampling: {peer:.1f}.", "",
        row("task", "median", "p95", "of the floor", "peer / ours", "item made, median", "n"),
        row("---", *["--:"] * 6),
    ]  # fmt: skip
    return lines + [_row(task, count, floor, peer) for task in all_tasks().values()]


def blank() -> bytes:
    """The floor: an empty picture through the same rasteriser."""
    return png(str(Svg()))


def supersampled(lines: int = 150, factor: int = 4) -> bytes:
    """The peer: straight strokes drawn large and scaled down."""
    canvas = Image.new("RGB", (512 * factor, 512 * factor), "white")
    pen = ImageDraw.Draw(canvas)
    for i in range(lines):
        x, y = (37 * i) % 512 * factor, (91 * i) % 512 * factor
        pen.line((x, y, x + 40 * factor, y), "black", 4 * factor)
    out = io.BytesIO()
    canvas.resize((512, 512), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _row(task: Task[Any], count: int, floor: float, peer: float) -> str:
    addresses = [(level, index) for level in LEVELS for index in range(count)]
    made = timed([partial(task.item, *address) for address in addresses])
    scenes = [task.scene(task.item(*address)) for address in addresses]

    def draw(scene: Any) -> bytes:
        return png(str(task.draw(scene)))

    drawn = timed([partial(draw, scene) for scene in scenes])
    ratios = (f"{drawn.median / floor:.1f}", f"{peer / drawn.median:.1f}")
    times = (f"{drawn.median:.1f}", f"{drawn.p95:.1f}")
    return row(task.id, *times, *ratios, f"{made.median:.1f}", drawn.n)
