"""A server that speaks OpenAI's protocol, injects faults by plan and counts what it bills.

    with FakeOpenAI(fault=every(20, FAULTS)) as server:
        os.environ["OPENAI_BASE_URL"] = server.url

It runs in a thread of its own on 127.0.0.1.  `python -m tests.fake_openai SECONDS`, for the
benchmark, has neither faults nor counts: it replies to all alike after that delay, until its
standard input ends.
"""

import asyncio
import base64
import hashlib
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec
from aiohttp import web

__all__ = ["FAULTS", "FakeOpenAI", "Seen", "every"]

FAULTS = ("rate_limit", "server", "reset", "malformed", "truncated", "hang")
"""The six that may pass; others are in `_chat` and `_reply`."""
_HANG = 3600.0


class Seen(NamedTuple):
    """One request, as the fault plan gets it."""

    number: int
    """0, 1, ... over all requests."""
    times: int
    """How often this same ask came before."""
    prompt: str


Fault = Callable[[Seen], str]


def every(n: int, kinds: Sequence[str]) -> Fault:
    """Each n-th request meets the next of these faults."""
    return lambda seen: kinds[seen.number // n % len(kinds)] if seen.number % n == n - 1 else ""


class FakeOpenAI:
    """`answer` gets the prompt and says what is replied; `fault` may name what happens instead."""

    def __init__(
        self,
        *,
        answer: Callable[[str], str] = lambda prompt: "\\boxed{up, up}",
        fault: Fault = lambda seen: "",
        delay: float = 0.0,
        retry_after: str = "0.05",
    ) -> None:
        self.answer, self.fault, self.delay, self.retry_after = answer, fault, delay, retry_after
        self.url = ""
        self.requests: list[dict[str, Any]] = []
        """Bodies of the chat requests, fields of the image requests."""
        self.headers: list[dict[str, str]] = []
        self.seen: Counter[str] = Counter()
        self.billed: Counter[str] = Counter()
        """Replies sent, by ask."""
        self.faults: Counter[str] = Counter()
        self.most_at_once = 0
        self._at_once = 0

    # -- life ---------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready.set)))
        self._thread.start()
        ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _serve(self, ready: Callable[[], object]) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=1 << 30)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/images/edits", self._edit)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        ready()
        await self._end.wait()
        await runner.cleanup()

    # -- the two endpoints --------------------------------------------------------------------

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body = msgspec.json.decode(raw)
        content = body["messages"][0]["content"]
        plain = [{"type": "text", "text": content}]
        parts: list[dict[str, Any]] = plain if isinstance(content, str) else content
        prompt = next(part["text"] for part in parts if part["type"] == "text")
        urls = [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]
        pictures = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
        elsewhere = {"type": "image_url", "image_url": {"url": "https://example.org/x.png"}}
        messages: dict[str, dict[str, Any]] = {
            "length": {"content": "So"},
            "content_filter": {"content": None},
            "images": {"content": None, "images": pictures},
            "parts": {"content": [{"type": "text", "text": "Here."}, *pictures]},
            "remote": {"content": "Here.", "images": [elsewhere]},
            "refusal": {"content": None, "refusal": "I must not."},
            "reasoning": {"content": self.answer(prompt), "reasoning_content": "Hm."},
        }

        def good(fault: str) -> dict[str, Any]:
            message = messages.get(fault, {"content": self.answer(prompt)})
            finish = fault if fault in ("length", "content_filter") else "stop"
            usage = {"prompt_tokens": 700, "completion_tokens": 30, "cost": 0.001}
            return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}

        return await self._answered(request, body, prompt, hashlib.sha256(raw).hexdigest(), good)

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        fields: dict[str, Any] = {}
        async for part in await request.multipart():
            fields[str(part.name)] = await part.read(decode=False)  # type: ignore[union-attr]
        prompt, picture = fields["prompt"].decode(), bytes(fields["image"])
        key = hashlib.sha256(prompt.encode() + picture).hexdigest()
        usage = {"input_tokens": 300, "output_tokens": 4000}
        data = [{"b64_json": base64.b64encode(picture).decode()}]
        return await self._answered(
            request, fields, prompt, key, lambda fault: {"data": data, "usage": usage}
        )

    async def _answered(
        self,
        request: web.Request,
        body: dict[str, Any],
        prompt: str,
        key: str,
        good: Callable[[str], dict[str, Any]],
    ) -> web.StreamResponse:
        fault = self.fault(Seen(len(self.requests), self.seen[key], prompt))
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        self.seen[key] += 1
        self.faults[fault] += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.delay:
                await asyncio.sleep(self.delay)
            return await self._reply(request, fault, key, good)
        finally:
            self._at_once -= 1

    async def _reply(
        self, request: web.Request, fault: str, key: str, good: Callable[[str], dict[str, Any]]
    ) -> web.StreamResponse:
        if fault == "rate_limit":
            headers = {"Retry-After": self.retry_after}
            return web.json_response({"error": {"message": "slow"}}, status=429, headers=headers)
        if fault == "server":
            return web.Response(status=500, text="oops")
        if fault == "client":
            return web.json_response({"error": {"message": "too large a picture"}}, status=400)
        if fault == "echo":
            message = f"bad key {request.headers.get('Authorization')}"
            return web.json_response({"error": {"message": message}}, status=401)
        if fault == "reset":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault == "hang":
            await asyncio.sleep(_HANG)
        if fault == "upstream":
            return web.json_response({"error": {"code": 502, "message": "upstream"}})
        if fault == "malformed":
            return web.Response(text="<html>busy</html>")
        text = msgspec.json.encode(good(fault))
        if fault == "truncated":
            return web.Response(body=text[: len(text) // 2])
        self.billed[key] += 1
        return web.Response(body=text, content_type="application/json")


async def _bare(delay: float) -> None:
    """As little as a server can do, so that it is not the server that is measured."""

    async def chat(request: web.BaseRequest) -> web.StreamResponse:
        await request.read()
        if delay:
            await asyncio.sleep(delay)
        return web.Response(body=reply, content_type="application/json")

    message = {"role": "assistant", "content": "The way is \\boxed{up, up}"}
    usage = {"prompt_tokens": 700, "completion_tokens": 30}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    reply = msgspec.json.encode({"id": "x", "choices": [choice], "usage": usage})
    runner = web.ServerRunner(web.Server(chat, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_bare(float(sys.argv[1])))
