"""Hostile text and overlays."""

from xml.etree import ElementTree

import pytest

from eyechart.report.safe import UnsafeOverlay, checked_overlay, legible, shortened
from eyechart.scene.svg import Svg


def test_an_overlay_of_ours_comes_through() -> None:
    svg = Svg(512, 512, background=None)
    svg.polyline([(1, 2), (30.5, 40)], stroke="#ff8800", stroke_width=4, stroke_dasharray="4 2")
    with svg.group(opacity=0.5, transform="translate(3 4) rotate(-90)"):
        svg.circle(5, 6, 7, fill="none", stroke="rgb(1, 2, 3)")
        svg.text(10, 20, "7 & <b>", 12, font_weight="bold")
    root = ElementTree.fromstring(f"<g>{checked_overlay(svg.body)}</g>")
    assert [element.tag for element in root] == ["path", "g"]
    assert root[0].get("d") == "M1 2L30.5 40"
    assert root[0].get("stroke-dasharray") == "4 2"
    assert root[1][1].text == "7 & <b>"


def test_an_empty_overlay_is_empty() -> None:
    assert checked_overlay("") == ""


@pytest.mark.parametrize(
    "elements",
    [
        "<script>alert(1)</script>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<foreignObject><b/></foreignObject>",
        "<style>*{}</style>",
        "<use href='#m0'/>",
        "<a href='javascript:alert(1)'><path d='M0 0'/></a>",
        "<animate attributeName='x'/>",
        "<rect onload='alert(1)'/>",
        "<rect style='fill:url(http://x)'/>",
        "<rect fill='url(http://evil.example/x)'/>",
        "<rect fill='url(#m0)'/>",
        "<rect id='overview'/>",
        "<rect class='store'/>",
        "<rect x='1;'/>",
        "<path d='M0 0\"&gt;'/>",
        "<path d='M0 0' transform='expression(1)'/>",
        "<g xmlns='http://www.w3.org/1999/xhtml'><path d='M0 0'/></g>",
        "<text font-family='x;y'>a</text>",
        "<!DOCTYPE g [<!ENTITY a 'b'>]><text>&a;</text>",
        "<text>&nbsp;</text>",
        "<path d='M0 0'>",
        "</g><script/><g>",
        "</svg><script>alert(1)</script>",
        "<g>" * 9 + "</g>" * 9,
        "<rect x='" + "1" * 200_001 + "'/>",
    ],
)
def test_anything_else_is_refused(elements: str) -> None:
    with pytest.raises(UnsafeOverlay):
        checked_overlay(elements)


def test_comments_and_cdata_do_not_survive_as_such() -> None:
    found = checked_overlay("<text><!-- <script> --><![CDATA[<script>]]></text>")
    assert found == "<text>&lt;script&gt;</text>"


def test_legible_shows_what_hides() -> None:
    assert legible("a\u202eb\x00c\ud800d\ne\tf") == "a\ufffdb\ufffdc\ufffdd\ne\tf"
    assert legible("naïve 東京 ↑ 👩\u200d🚀") == "naïve 東京 ↑ 👩\u200d🚀"
    legible("\ud83d alone").encode()


def test_shortened_says_how_much_is_gone() -> None:
    text = "a" * 1000 + "b" * 1000
    short = shortened(text, 400)
    assert short.startswith("a" * 300 + "\n[… 1,600 characters left out …]\n")
    assert short.endswith("b" * 100)
    assert shortened("whole\r\ntext", 400) == "whole\ntext"
