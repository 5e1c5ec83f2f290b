"""A live consumer as an application of its own, for servers to run: one document that changes all the time.

The token in the hello decides: `refused` is turned away, anything else may watch all but `game:barred`.
"""

import asyncio

from broadcast.live.connection import Access, Send
from broadcast.live.consumer import LiveConsumer, Receive, Refusal, Scope
from broadcast.live.frames import Hello
from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from tests.live.viewers import OpenAccess

DOC = "game:1"


class TokenGate:
    """Admits all tokens but one, and keeps the accesses it gave."""

    def __init__(self) -> None:
        self.admitted: list[OpenAccess] = []

    async def admit(self, scope: Scope, hello: Hello) -> Access | Refusal:
        if hello.token == "refused":
            return Refusal("This token is not known.")
        access = OpenAccess(barred={"game:barred"}, name=hello.token or "somebody")
        self.admitted.append(access)
        return access


class Counting:
    """The application under test, with a writer that counts up from the first socket on."""

    def __init__(self) -> None:
        self.hub = Hub(MemoryStore())
        self.live = LiveConsumer.as_asgi(TokenGate(), self.hub)
        self.counting: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.counting is None:
            self.counting = asyncio.create_task(self.count())
        await self.live(scope, receive, send)

    async def count(self) -> None:
        writer = await self.hub.store.open(DOC, {"feed": {"seq": 0}})
        seq = 0
        while True:
            seq += 1
            await writer.publish({"feed": {"seq": seq, "text": "Æx"[seq % 2] * 2000}})
            await asyncio.sleep(0.02)


application = Counting()
