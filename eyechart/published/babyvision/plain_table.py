"""A table for the terminal: names to the left, numbers to the right, no lines."""

from rich import box
from rich.table import Table

__all__ = ["plain_table"]


def plain_table(*heads: str, shrink: bool = False) -> Table:
    """A first column of names, then one for each head; the first may `shrink` for the others."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), title_justify="left")
    table.add_column("", no_wrap=not shrink)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table
