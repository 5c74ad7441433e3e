"""How many calls may be under way at once: as many as allowed, fewer where the server says so.

Additive increase, multiplicative decrease, as in TCP: a refusal for too many requests halves the
limit, at most once for all calls that were under way together; each success adds 1/limit.
"""

import asyncio
import time
from collections import deque

__all__ = ["Gate"]


class Gate:
    """`async with gate:` around a call."""

    def __init__(self, most: int) -> None:
        self.most, self.limit = most, float(most)
        self._busy = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._cut_at = 0.0

    async def __aenter__(self) -> None:
        while self._busy >= int(self.limit):
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        self._busy += 1

    async def __aexit__(self, *_: object) -> None:
        self._busy -= 1
        self._wake()

    def succeeded(self) -> None:
        self.limit = min(self.most, self.limit + 1 / self.limit)

    def refused(self, started: float) -> None:
        """A call begun at `started` (`time.monotonic`) was one too many."""
        if started >= self._cut_at:
            self.limit, self._cut_at = max(1.0, self.limit / 2), time.monotonic()

    def _wake(self) -> None:
        room = int(self.limit) - self._busy
        while self._waiting and room > 0:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                room -= 1
