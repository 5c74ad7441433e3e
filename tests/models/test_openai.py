import asyncio
import base64
from collections.abc import Iterator
from typing import Any

import pytest

from eyechart.conditions import CONDITIONS, Ask
from eyechart.errors import UnknownName, UsageError
from eyechart.item import Response
from eyechart.models import AttemptFailed, Options, get_model, openai
from eyechart.registry import get_task
from tests.fake_openai import FakeOpenAI

PICTURE = b"\x89PNG and the rest"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url + "/")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
        monkeypatch.delenv("EYECHART_OPTIONS", raising=False)
        yield server


def ask_of(form: Any = "text", *, blind: bool = False, thinking: bool | None = None) -> Ask:
    item = get_task("maze").item(2)
    return Ask(item, "seen", "Where?", () if blind else (PICTURE,), form, thinking)


def answered(ask: Ask, spec: str = "openai:m", options: Options | None = None) -> Response:
    async def go() -> Response:
        async with get_model(spec, options) as model:
            return await model.answer(ask)

    return asyncio.run(go())


def failure(ask: Ask, spec: str = "openai:m") -> AttemptFailed:
    with pytest.raises(AttemptFailed) as caught:
        answered(ask, spec)
    return caught.value


def test_what_is_sent(server: FakeOpenAI) -> None:
    reply = answered(ask_of())
    assert server.requests == [
        {
            "model": "m",
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {
                            "type": "image_url",
                            "image_url": {
                                "url": "data:image/png;base64," + base64.b64encode(PICTURE).decode()
                            },
                        },
                        {"type": "text", "text": "Where?"},
                    ],
                }
            ],
        }
    ]
    assert server.headers[0]["Authorization"] == "Bearer sk-secret"
    assert reply == Response(text="\\boxed{up, up}", tokens_in=700, tokens_out=30, cost=0.001)


def test_without_a_picture_the_content_is_plain_text(server: FakeOpenAI) -> None:
    answered(ask_of(blind=True))
    assert server.requests[0]["messages"][0]["content"] == "Where?"


def test_nothing_is_switched_unless_asked_for(server: FakeOpenAI) -> None:
    answered(ask_of(thinking=True))
    answered(ask_of(thinking=False))
    assert [set(r) for r in server.requests] == [{"model", "messages"}] * 2
    no_think = {"chat_template_kwargs": {"enable_thinking": False}}
    options = Options(
        temperature=0.0, max_tokens=9, body={"top_p": 1}, think={"reasoning_effort": "high"},
        no_think=no_think,
    )  # fmt: skip
    server.requests.clear()
    for thinking in (True, False, None):
        answered(ask_of(thinking=thinking), options=options)
    extras = [
        {k: v for k, v in r.items() if k not in ("model", "messages")} for r in server.requests
    ]
    common = {"temperature": 0.0, "max_tokens": 9, "top_p": 1}
    assert extras == [common | {"reasoning_effort": "high"}, common | no_think, common]


def test_options_from_the_environment(server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EYECHART_OPTIONS", '{"temperature": 0.25}')
    answered(ask_of())
    assert server.requests[0]["temperature"] == 0.25
    monkeypatch.setenv("EYECHART_OPTIONS", '{"temprature": 0.25}')
    with pytest.raises(UsageError, match="EYECHART_OPTIONS"):
        get_model("openai:m")


@pytest.mark.parametrize("kind", ["images", "parts"])
def test_pictures_in_a_message(server: FakeOpenAI, kind: str) -> None:
    server.fault = lambda seen: kind
    reply = answered(ask_of("draw"))
    assert reply.pictures == (PICTURE,)
    assert reply.text == ("Here." if kind == "parts" else "")
    assert server.requests[0]["modalities"] == ["image", "text"]


def test_pictures_by_the_edit_endpoint(server: FakeOpenAI) -> None:
    reply = answered(ask_of("draw"), "openai-images:m", Options(body={"quality": "low", "n": 1}))
    assert reply.pictures == (PICTURE,)
    assert (reply.tokens_in, reply.tokens_out) == (300, 4000)
    fields = {name: bytes(value) for name, value in server.requests[0].items()}
    assert fields == {
        "model": b"m", "prompt": b"Where?", "image": PICTURE, "quality": b"low", "n": b"1",
    }  # fmt: skip


def test_a_remote_picture_is_never_fetched(server: FakeOpenAI) -> None:
    server.fault = lambda seen: "remote"
    failed = failure(ask_of("draw"))
    assert (failed.kind, failed.transient) == ("remote_picture", False)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("length", Response(text="So", finish="length")),
        ("content_filter", Response(finish="content_filter")),
        ("refusal", Response(refusal="I must not.")),
        ("reasoning", Response(text="\\boxed{up, up}", reasoning="Hm.")),
    ],
)
def test_how_a_reply_ends(server: FakeOpenAI, fault: str, expected: Response) -> None:
    server.fault = lambda seen: fault
    reply = answered(ask_of())
    for name in ("text", "finish", "refusal", "reasoning"):
        assert getattr(reply, name) == getattr(expected, name)


@pytest.mark.parametrize(
    ("fault", "kind", "transient"),
    [
        ("rate_limit", "rate_limit", True),
        ("server", "server", True),
        ("upstream", "server", True),
        ("malformed", "malformed", True),
        ("truncated", "malformed", True),
        ("reset", "connection", True),
        ("client", "client", False),
        ("echo", "client", False),
    ],
)
def test_how_an_attempt_fails(server: FakeOpenAI, fault: str, kind: str, transient: bool) -> None:
    server.fault = lambda seen: fault
    failed = failure(ask_of())
    assert (failed.kind, failed.transient) == (kind, transient)
    assert failed.retry_after == (0.05 if fault == "rate_limit" else None)
    assert "sk-secret" not in str(failed)


def test_a_date_to_retry_after() -> None:
    assert openai._wait({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    far = openai._wait({"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"})
    assert far is not None
    assert far > 1e8
    assert openai._wait({"Retry-After": "soon"}) is None


def test_a_reply_is_bounded(server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "_MOST_BYTES", 1000)
    server.answer = lambda prompt: "x" * 2000
    failed = failure(ask_of())
    assert (failed.kind, failed.transient) == ("too_large", False)


def test_a_large_picture_goes_through(server: FakeOpenAI) -> None:
    ask = Ask(get_task("maze").item(2), "seen", "Where?", (b"\x89PNG" + bytes(3 << 20),))
    assert answered(ask).text


def test_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    failed = failure(ask_of())
    assert (failed.kind, failed.transient) == ("connection", True)


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        get_model("openai:m")
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost:8000")
    with pytest.raises(UsageError, match="http"):
        get_model("openai:m")
    for spec in ("openai:", "gpt-4o", "builtin:oracel", "builtin"):
        with pytest.raises(UnknownName):
            get_model(spec)


def test_the_conditions_use_what_is_sent(server: FakeOpenAI) -> None:
    task = get_task("maze")
    ask = CONDITIONS["told"].apply(task, task.item(2))
    assert ask is not None
    answered(ask)
    assert server.requests[0]["messages"][0]["content"] == ask.prompt
