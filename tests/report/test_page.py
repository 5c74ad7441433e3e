"""The page: whole, closed to the outside, and safe whatever a model wrote."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import msgspec
import numpy as np
import pytest

from eyechart.diagnose import diagnose
from eyechart.item import Response, Verdict
from eyechart.report import page
from eyechart.report.album import Album
from eyechart.run.record import Record
from eyechart.scene.clip import write_clip
from eyechart.scene.pixels import decoded, encoded

VOID = {"meta", "link", "br", "img", "input", "hr"}
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


class Outline(HTMLParser):
    """Checks that tags balance and gathers them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


def made(run: Any, records: Sequence[Record] | None = None, **more: Any) -> str:
    records = run.records if records is None else records
    title, command = more.pop("title", "A model"), more.pop("command", "eyechart diagnose a")
    return page(diagnose(records), records, run.shelf, title, command, **more)


@pytest.fixture(scope="module")
def html(pretend_run: Any) -> str:
    return made(pretend_run)


def changed(record: Record, **fields: Any) -> Record:
    return msgspec.structs.replace(record, **fields)


def test_it_holds_everything_in_its_order(html: str, pretend_run: Any) -> None:
    text = " ".join("".join(Outline(html).text).split())
    places = [
        text.index(part)
        for part in (
            "pretend:near-sighted gets",
            "Accuracy under each condition",
            "What the differences name",
            "How far it gets",
            "A few answers of every task",
            "Every outcome counted apart",
            "eyechart diagnose a",
        )
    ]
    assert places == sorted(places)
    found = diagnose(pretend_run.records)
    for sentence in (*found.headline, *(f.sentence for f in found.overall.findings)):
        assert sentence.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert pretend_run.records[0].question in text


def test_nothing_comes_from_outside_and_nothing_runs(html: str) -> None:
    outline = Outline(html)
    assert not list(outline.all("script")) and not list(outline.all("link"))
    assert not re.search(r"url\(|@import|https?://", html)
    for _, attributes in outline.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:image/")), value
    policy = next(
        a["content"] for a in outline.all("meta") if "content" in a and a.get("http-equiv")
    )
    assert policy is not None and policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_every_link_leads_somewhere(html: str) -> None:
    outline = Outline(html)
    ids = [a["id"] for _, a in outline.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = {(a.get("href") or "")[1:] for tag in ("a", "use") for a in outline.all(tag)}
    assert wanted <= set(ids)


def test_the_picture_is_the_very_one_that_was_sent_and_stands_once(
    html: str, pretend_run: Any
) -> None:
    from base64 import b64decode

    outline = Outline(html)
    embedded = [a["href"] or "" for a in outline.all("image")]
    assert len(embedded) == len(set(embedded)) > 3
    shown = [a["href"] for a in outline.all("use")]
    assert len(shown) > len(set(shown))  # conditions share pictures
    for uri in embedded:
        head, _, body = uri.partition(",")
        assert head == "data:image/png;base64"
        assert sha256(b64decode(body)).hexdigest() in pretend_run.shelf


def test_it_fits_a_phone_and_both_lights(html: str) -> None:
    assert 'name="viewport"' in html
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html


def test_hostile_text_stays_text(pretend_run: Any) -> None:
    records = [
        changed(
            record,
            model=EVIL,
            question=EVIL,
            prompt=EVIL,
            truth=EVIL,
            skills=(EVIL, EVIL),
            condition=EVIL if record.condition == "think" else record.condition,
            response=Response(text=EVIL, reasoning=EVIL, refusal=EVIL),
            verdict=Verdict("wrong" if i % 2 else "unparsed", {EVIL: False}, EVIL, EVIL, ""),
        )
        for i, record in enumerate(pretend_run.records)
    ]
    html = made(pretend_run, records, title=EVIL, command=EVIL)
    outline = Outline(html)
    assert not list(outline.all("script")) and not list(outline.all("img"))
    assert EVIL in "".join(outline.text)


def test_a_poisoned_overlay_is_named_and_not_drawn(pretend_run: Any) -> None:
    record = pretend_run.records[0]
    good = '<path d="M1 2L3 4" stroke="#ff8800"/>'
    for overlay, drawn in [(good, True), (good + "<script>alert(1)</script>", False)]:
        verdict = Verdict("wrong", reason="crossed a wall", overlay=overlay)
        html = made(pretend_run, [changed(record, verdict=verdict)])
        assert ('<path d="M1 2L3 4" stroke="#ff8800">' in html) is drawn
        assert ("overlay is not drawn: it holds the element" in html) is not drawn
        assert "<script" not in html
        assert 'viewBox="0 0 512 512"' in html


def test_a_models_pictures_are_encoded_anew(pretend_run: Any) -> None:
    seen = pretend_run.records[0]
    photo = encoded(np.full((900, 1200, 3), 77, np.uint8), "JPEG")
    shelf = pretend_run.shelf
    record = changed(
        seen, form="draw", condition="draw", reply_pictures=(shelf.put(photo + b"trailing secret"),)
    )
    images = list(Outline(made(pretend_run, [record])).all("image"))
    returned = images[-1]
    assert (returned["width"], returned["height"]) == ("512", "384")
    assert (returned["href"] or "").startswith("data:image/webp;base64,")


@pytest.mark.parametrize("data", [b"", b"<svg onload='alert(1)'/>", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_cannot_be_decoded_is_said(pretend_run: Any, data: bytes) -> None:
    sha = pretend_run.shelf.put(data)
    record = changed(pretend_run.records[0], reply_pictures=(sha,), reply_clips=(sha,))
    text = "".join(Outline(made(pretend_run, [record])).text)
    assert "returned: no picture: not a picture" in text
    assert "returned clip: no picture:" in text


def test_a_picture_that_is_gone_is_said(pretend_run: Any) -> None:
    record = changed(pretend_run.records[0], pictures=("0" * 64,))
    assert "no picture: not in the store any more" in made(pretend_run, [record])


def test_a_clip_shows_three_frames(pretend_run: Any) -> None:
    frames = [np.full((320, 320, 3), 20 * i, np.uint8) for i in range(9)]
    sha = pretend_run.shelf.put(write_clip(frames))
    html = made(pretend_run, [changed(pretend_run.records[0], reply_clips=(sha,))])
    for caption in ("frame 1 of 9", "frame 5 of 9", "frame 9 of 9"):
        assert caption in html


def test_failures_come_first_and_the_easiest_of_each_kind(pretend_run: Any) -> None:
    seen = [r for r in pretend_run.records if r.condition == "seen"]
    outcomes = ["correct", "provider_error", "wrong", "wrong", "unparsed", "correct"]
    records = [
        changed(record, verdict=Verdict(outcome), key=changed(record.key, index=i))  # type: ignore[arg-type]
        for i, (record, outcome) in enumerate(zip(seen, outcomes, strict=False))
    ]
    html = made(pretend_run, records, failures=3, successes=1)
    found = re.findall(r'class="outcome o-\w+">. ([a-z ]+)<.*?no\. (\d+)', html, re.DOTALL)
    assert found == [("wrong", "2"), ("unparsed", "4"), ("wrong", "3"), ("correct", "5")]


def test_a_reason_is_left_out_only_where_it_says_nothing_new(pretend_run: Any) -> None:
    record = changed(pretend_run.records[0], truth="up, up")
    said = Verdict("wrong", {"answer": False}, "answered up; right is up, up", "up")
    assert "answered up;" not in made(pretend_run, [changed(record, verdict=said)])
    short = Verdict("wrong", {"line": False}, "no line", "up")
    assert "no line" in made(pretend_run, [changed(record, verdict=short)])


def test_long_replies_are_cut_with_a_note(pretend_run: Any) -> None:
    record = changed(
        pretend_run.records[0],
        response=Response(text="x" * 1_000_000),
        prompt="y" * 1_000_000,
        verdict=Verdict("unparsed", reason="z" * 100_000),
    )
    html = made(pretend_run, [record])
    assert "characters left out" in html
    assert len(html) < 120_000


def test_the_album_keeps_to_its_budget(pretend_run: Any) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (256, 256, 3), np.uint8)
    shelf = pretend_run.shelf
    shas = [shelf.put(encoded(noise + i)) for i in range(4)]
    album = Album(shelf, 600_000)
    shown = [album.sent(sha) for sha in shas]
    assert [bool(one.id) for one in shown] == [True, True, False, False]
    assert "left out to keep the page small" in shown[-1].note
    assert album.sent(shas[0]) is shown[0]
    assert len(album.images) == 2


def test_a_picture_too_large_to_embed_keeps_its_coordinates(pretend_run: Any) -> None:
    noise = np.random.default_rng(4).integers(0, 256, (900, 1800, 3), np.uint8)
    album = Album(pretend_run.shelf, 10_000_000)
    shown = album.sent(pretend_run.shelf.put(encoded(noise)))
    assert (shown.width, shown.height) == (1800, 900)
    assert "shown smaller" in shown.note
    assert (album.images[0].width, album.images[0].height) == (1800, 900)
    from base64 import b64decode

    small = decoded(b64decode(album.images[0].uri.partition(",")[2]))
    assert small.shape == (512, 1024, 3)


def test_a_secret_salt_stays_out(pretend_run: Any) -> None:
    record = pretend_run.records[0]
    html = made(pretend_run, [changed(record, key=changed(record.key, salt="3:hush-hush"))])
    assert "hush-hush" not in html


def test_the_ledger_has_both_denominators(pretend_run: Any) -> None:
    seen = [r for r in pretend_run.records if r.condition == "seen"][:10]
    outcomes = ["correct"] * 4 + ["wrong"] * 4 + ["provider_error"] * 2
    records = [
        changed(record, verdict=Verdict(outcome, reason=f"because {outcome}"))  # type: ignore[arg-type]
        for record, outcome in zip(seen, outcomes, strict=True)
    ]
    html = made(pretend_run, records)
    ledger = html[html.index('id="ledger"') :]
    assert "40\u00a0%" in ledger and "50\u00a0%" in ledger
    assert "because provider_error" in ledger


def test_a_run_without_baseline_or_replies_still_makes_a_page(pretend_run: Any) -> None:
    blind = [r for r in pretend_run.records if r.condition == "blind"]
    assert "No condition could be paired" in made(pretend_run, blind)
    lost = [changed(r, verdict=Verdict("provider_error")) for r in blind]
    html = made(pretend_run, lost)
    Outline(html)
    assert "nothing can be said" in html
