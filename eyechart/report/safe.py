"""What comes from a model, made fit for a page that people open.

Templates escape all text.  Two things need more: text with characters that no reader should meet
(controls, direction overrides, halves of surrogate pairs), and a verdict's overlay, which is drawn
as SVG.  It is ours, but may hold words that were read off a model's picture; so it is parsed,
held to a short list of elements and attributes, each value to a pattern, and written out anew.
"""

import re
import unicodedata
from html import escape
from xml.etree import ElementTree

__all__ = ["UnsafeOverlay", "checked_overlay", "legible", "shortened"]

_LIMIT = 200_000
"""Characters of the longest overlay that is drawn."""
_DEPTH = 8
_ELEMENTS = frozenset("g path line polyline polygon rect circle ellipse text tspan".split())

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER})*\s*"
_COLOUR = rf"#[0-9a-fA-F]{{3,8}}|[a-zA-Z]{{1,24}}|rgba?\({_NUMBERS}\)"
_MOVE = rf"(?:matrix|translate|scale|rotate|skewX|skewY)\({_NUMBERS}\)"
_WORD = r"[a-zA-Z-]{1,24}"
_PATTERNS = {
    **dict.fromkeys(
        "x y x1 y1 x2 y2 cx cy r rx ry dx dy width height font-size stroke-width opacity "
        "fill-opacity stroke-opacity stroke-dashoffset stroke-miterlimit".split(),
        _NUMBER,
    ),
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    **dict.fromkeys(
        "stroke-linecap stroke-linejoin fill-rule text-anchor font-style paint-order".split(), _WORD
    ),
    "d": r"[MmLlHhVvCcSsQqTtAaZz0-9eE\s,.+-]*",
    "points": rf"(?:{_NUMBERS})?",
    "stroke-dasharray": rf"none|{_NUMBERS}",
    "transform": rf"\s*{_MOVE}(?:[\s,]+{_MOVE})*\s*",
    "font-family": r"[a-zA-Z0-9 ,'-]{1,80}",
    "font-weight": r"[a-z]{1,10}|\d{3}",
}
_VALUES = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}


class UnsafeOverlay(ValueError):
    """An overlay that is not drawn; the message says why, for the page."""


def checked_overlay(elements: str) -> str:
    """The overlay's elements, written anew.  Raises `UnsafeOverlay`."""
    if len(elements) > _LIMIT:
        raise UnsafeOverlay(f"it is longer than {_LIMIT} characters")
    try:
        # A document type cannot stand inside an element, so no entity can be declared here.
        root = ElementTree.fromstring(f"<g>{elements}</g>")
    except ElementTree.ParseError as error:
        raise UnsafeOverlay("it is not well-formed") from error
    return "".join(_written(child, 1) for child in root)


def _written(element: ElementTree.Element, depth: int) -> str:
    if element.tag not in _ELEMENTS:
        raise UnsafeOverlay(f"it holds the element {element.tag[:40]!r}")
    if depth > _DEPTH:
        raise UnsafeOverlay("it is nested too deeply")
    for name, value in element.attrib.items():
        if name not in _VALUES:
            raise UnsafeOverlay(f"it holds the attribute {name[:40]!r}")
        if not _VALUES[name].fullmatch(value):
            raise UnsafeOverlay(f"its {name} is {value[:40]!r}")
    attributes = "".join(f' {name}="{escape(v)}"' for name, v in element.attrib.items())
    inside = escape(legible(element.text or ""))
    for child in element:
        inside += _written(child, depth + 1) + escape(legible(child.tail or ""))
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def legible(text: str) -> str:
    """The text with controls, direction overrides and lone surrogates made visible as "�"."""
    return "".join(c if c in "\n\t" or not _hidden(c) else "\ufffd" for c in text)


def _hidden(character: str) -> bool:
    if character in "\u200c\u200d\u00ad":  # joiners and soft hyphens belong to writing
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def shortened(text: str, limit: int) -> str:
    """Legible text of about `limit` characters, with a note on what was left out."""
    text = text.replace("\r\n", "\n")
    if len(text) <= limit:
        return legible(text)
    head, tail = limit * 3 // 4, limit // 4
    gone = len(text) - head - tail
    return f"{legible(text[:head])}\n[… {gone:,} characters left out …]\n{legible(text[-tail:])}"
