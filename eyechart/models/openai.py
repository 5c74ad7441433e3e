"""Any server that speaks OpenAI's protocol: words from chat, pictures from chat or images/edits.

The base URL and the key come from OPENAI_BASE_URL and OPENAI_API_KEY, never from the command line,
and the key is never written anywhere.  A drawn answer comes either as a picture in a chat message
("openai:NAME": in `message.images`, as OpenRouter and others return it, or as a part of the
content) or from the images-edit endpoint ("openai-images:NAME").  Only pictures that came with the
reply are taken; an address is never fetched, for nobody knows what stands there tomorrow.

What is worth another try: no connection, no reply in time, 408, 409, 425, 429, 5xx, and a 200 whose
body is no reply (cut off, or not JSON).  Every other refusal is permanent, and is an outcome.
"""

import base64
import binascii
import io
import os
import time
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec

from eyechart.conditions import Ask
from eyechart.errors import UsageError
from eyechart.item import Form, Response
from eyechart.models.model import AttemptFailed, Model
from eyechart.models.options import Options

__all__ = ["OpenAIChat", "OpenAIImages"]

_PUBLIC = "https://api.openai.com/v1"
_TRANSIENT = (408, 409, 425, 429)
_MOST_BYTES = 64 * 1024 * 1024
"""Of one reply, decompressed: several large pictures."""
_LARGE_BODY = 1 << 20
_CONNECT_SECONDS = 30.0


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    input_tokens: int | None = None  # the images endpoints' names for the same
    output_tokens: int | None = None
    cost: Any = None


class _Message(msgspec.Struct):
    content: str | list[dict[str, Any]] | None = None
    images: list[dict[str, Any]] | None = None
    refusal: str | None = None
    reasoning_content: Any = None
    reasoning: Any = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Reply(msgspec.Struct):
    """What is read of a reply's body; all else is let be."""

    choices: list[_Choice] = []
    data: list[dict[str, Any]] = []
    usage: _Usage | None = None
    error: Any = None


class _Endpoint(Model):
    """What chat and images have in common: the connection, and what counts as a failure."""

    def __init__(self, name: str, options: Options) -> None:
        self._remote_name, self._options = name, options
        self.settings = msgspec.to_builtins(options)
        self._base = (os.environ.get("OPENAI_BASE_URL") or _PUBLIC).rstrip("/")
        self._key = os.environ.get("OPENAI_API_KEY", "")
        if urlsplit(self._base).scheme not in ("http", "https"):
            raise UsageError(f"OPENAI_BASE_URL {self._base!r} must begin with http:// or https://")
        if self._base == _PUBLIC and not self._key:
            raise UsageError(
                "no key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own"
            )

    async def __aenter__(self) -> Self:
        address = urlsplit(self._base)
        direct = proxy_bypass(address.hostname or "")
        self._session = aiohttp.ClientSession(
            # How many ask at once is the runner's business; how long, too.
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
            headers={"Authorization": f"Bearer {self._key}"} if self._key else {},
            proxy=None if direct else getproxies().get(address.scheme),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def _post(self, path: str, data: Any, headers: Mapping[str, str] | None = None) -> _Reply:
        """The decoded body of a success; raises `AttemptFailed` for all else."""
        try:
            async with self._session.post(
                self._base + path, data=data, headers=headers, allow_redirects=False
            ) as reply:
                body = await _bounded(reply)
        except TimeoutError as error:
            raise AttemptFailed("timeout", "no connection in time", transient=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise AttemptFailed("connection", self._clean(error), transient=True) from error
        if not 200 <= reply.status < 300:
            raise self._refused(reply.status, reply.headers, body)
        try:
            decoded = msgspec.json.decode(body, type=_Reply)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise AttemptFailed("malformed", f"not a reply: {error}", transient=True) from error
        if decoded.error:  # gateways report an upstream failure with status 200
            code = decoded.error.get("code") if isinstance(decoded.error, dict) else None
            raise self._refused(code if isinstance(code, int) else 500, {}, body)
        return decoded

    def _refused(self, status: int, headers: Mapping[str, str], body: bytes) -> AttemptFailed:
        transient = status in _TRANSIENT or status >= 500
        kind = {429: "rate_limit"}.get(status, "server" if status >= 500 else "client")
        message = f"{status}: {self._clean(_message(body))}"
        return AttemptFailed(kind, message, transient=transient, retry_after=_wait(headers))

    def _clean(self, words: object) -> str:
        """Short, and without the key, should a server repeat it."""
        text = " ".join(str(words).split())
        return (text.replace(self._key, "***") if self._key else text)[:300]


class OpenAIChat(_Endpoint):
    """`openai:NAME`: /chat/completions."""

    forms: tuple[Form, ...] = ("text", "draw")

    def __init__(self, name: str, options: Options) -> None:
        super().__init__(name, options)
        self.name = f"openai:{name}"

    async def answer(self, ask: Ask) -> Response:
        body = msgspec.json.encode(self._request(ask))
        data = body if len(body) < _LARGE_BODY else io.BytesIO(body)  # aiohttp writes it in pieces
        reply = await self._post("/chat/completions", data, {"Content-Type": "application/json"})
        if not reply.choices:
            raise AttemptFailed("malformed", "a reply without choices", transient=True)
        choice, message = reply.choices[0], reply.choices[0].message
        parts = message.content if isinstance(message.content, list) else []
        words = message.content if isinstance(message.content, str) else _words(parts)
        reasoning = message.reasoning_content or message.reasoning
        return Response(
            text=words,
            pictures=_pictures([*parts, *(message.images or [])]),
            finish=choice.finish_reason or "stop",
            refusal=message.refusal or "",
            reasoning=reasoning if isinstance(reasoning, str) else "",
            **_spent(reply.usage),
        )

    def _request(self, ask: Ask) -> dict[str, Any]:
        content: str | list[dict[str, Any]] = ask.prompt
        if ask.pictures:
            urls = [f"data:{_mime(p)};base64,{base64.b64encode(p).decode()}" for p in ask.pictures]
            pictures = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
            content = [*pictures, {"type": "text", "text": ask.prompt}]
        request = {
            "model": self._remote_name,
            "messages": [{"role": "user", "content": content}],
            **self._options.fields(ask.thinking),
        }
        if ask.form == "draw":
            request.setdefault("modalities", ["image", "text"])
        return request


class OpenAIImages(_Endpoint):
    """`openai-images:NAME`: /images/edits; it answers in pictures only."""

    forms: tuple[Form, ...] = ("draw",)

    def __init__(self, name: str, options: Options) -> None:
        super().__init__(name, options)
        self.name = f"openai-images:{name}"

    async def answer(self, ask: Ask) -> Response:
        form = aiohttp.FormData()
        fields = {"model": self._remote_name, "prompt": ask.prompt}
        for name, value in (fields | self._options.fields(ask.thinking)).items():
            words = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            form.add_field(name, words)
        for picture in ask.pictures:
            kind = _mime(picture)
            name = f"picture.{kind.rpartition('/')[2]}"
            form.add_field("image", picture, filename=name, content_type=kind)
        reply = await self._post("/images/edits", form)
        if not reply.data:
            raise AttemptFailed("malformed", "a reply without pictures", transient=True)
        return Response(pictures=_pictures(reply.data), **_spent(reply.usage))


async def _bounded(reply: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in reply.content.iter_any():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise AttemptFailed("too_large", "a reply of more than 64 MiB", transient=False)
    return bytes(body)


def _words(parts: Sequence[Mapping[str, Any]]) -> str:
    return "".join(text for part in parts if isinstance(text := part.get("text"), str))


def _pictures(parts: Sequence[Mapping[str, Any]]) -> tuple[bytes, ...]:
    """The bytes of every part that is a picture, however it is wrapped."""
    found = []
    for part in parts:
        url = part.get("image_url", part.get("url"))
        url = url.get("url") if isinstance(url, dict) else url
        encoded = part.get("b64_json")
        if isinstance(url, str):
            if not url.startswith("data:"):
                why = "remote picture not fetched: the reply gives an address instead of a picture"
                raise AttemptFailed("remote_picture", why, transient=False)
            encoded = url.partition(",")[2]
        if isinstance(encoded, str):
            try:
                found.append(base64.b64decode(encoded, validate=True))
            except (binascii.Error, ValueError) as error:
                raise AttemptFailed("malformed", f"picture: {error}", transient=True) from error
    return tuple(found)


def _spent(usage: _Usage | None) -> dict[str, Any]:
    if usage is None:
        return {}
    return {
        "tokens_in": usage.prompt_tokens or usage.input_tokens or 0,
        "tokens_out": usage.completion_tokens or usage.output_tokens or 0,
        "cost": float(usage.cost) if isinstance(usage.cost, (int, float)) else 0.0,
    }


def _message(body: bytes) -> str:
    """The server's own words on what is wrong."""
    try:
        error = msgspec.json.decode(body)["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (msgspec.DecodeError, UnicodeDecodeError, LookupError, TypeError):
        return body[:300].decode(errors="replace")


def _wait(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds: a number, or a date."""
    text = headers.get("Retry-After", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _mime(picture: bytes) -> str:
    if picture.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if picture.startswith(b"RIFF") else "image/png"
