"""What tasks that are drawn on have in common: their picture as it is shown, turned or in another
dress, and where things of the upright picture lie in it."""

from collections.abc import Sequence

from eyechart.item import Item
from eyechart.scene.svg import Style, size_of, turned
from eyechart.scene.tiles import Box
from eyechart.scene.turn import TURNS
from eyechart.task import S, Task

__all__ = ["ShownTask"]


class ShownTask(Task[S]):
    """Base of `MarkingTask` and `WritingTask`."""

    forms = ("text", "draw")

    def as_shown(self, item: Item, svg: str) -> str:
        """An upright document, turned as the item is."""
        return turned(svg, TURNS[item.turn]) if item.turn else svg

    def boxes_shown(self, item: Item, boxes: Sequence[Box]) -> list[Box]:
        """Boxes of the upright picture in the picture as shown."""
        if not item.turn:
            return list(boxes)
        turn = TURNS[item.turn]
        width, height = turn.size(*size_of(item.picture.svg))
        return [box.turned(turn, width, height) for box in boxes]

    def dressed(self, item: Item, style: Style) -> str:
        """The picture as shown, in another dress."""
        if style == Style():
            return item.picture.svg
        return self.as_shown(item, str(self.draw(self.scene(item), style)))
