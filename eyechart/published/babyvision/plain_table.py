"""A table for the terminal: names to the left, numbers to the right, no lines."""

from rich import box
from rich.table import Table

__all__ = ["plain_table"]


def plain_table(*heads: str, names: int | None = None) -> Table:
    """A first column of names, at most so wide, then one for each head."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), title_justify="left")
    table.add_column("", no_wrap=True, max_width=names)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table
