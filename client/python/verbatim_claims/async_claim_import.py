"""The import of the asynchronous client."""

import asyncio
import collections
import time
from typing import AsyncGenerator, AsyncIterable, AsyncIterator, Deque, Iterable, Optional, Union

from . import errors, imports, pb
from .async_transport import AsyncTransport
from .connection import can_resume, resume_pause
from .imports import ImportProgress, ImportResult, Item, Progress, Requests, Sent


class AsyncClaimImport:
    """One import. A task reads the items into a queue, so that a stream that breaks leaves the input alone."""

    def __init__(self, transport: AsyncTransport, items: Union[Iterable[Item], AsyncIterable[Item]], run: str, window: int,
                 progress: Progress) -> None:
        if window < 1:
            raise ValueError("window must be at least 1")
        self._transport = transport
        self._items = items
        self._requests = Requests(run)
        self._progress = progress
        self._window = window
        self._pending: Deque[Sent] = collections.deque()  # read, not answered
        self._input_ended = False
        self._failure: Optional[Exception] = None

    async def results(self) -> AsyncGenerator[ImportResult, None]:
        self._room = asyncio.Semaphore(self._window)
        self._grown = asyncio.Condition()  # `_pending` has grown, or the input has ended
        reader = asyncio.ensure_future(self._read())
        recorded = refused = attempt = 0  # `attempt` counts the breaks since the last answer
        away = 0.0  # when the first of these was
        stream = None
        try:
            while True:
                stream = self._transport.stream(imports.PATH, self._outgoing(), pb.ImportClaimsResponse)
                try:
                    async for response in stream:
                        sent = self._pending.popleft()
                        self._room.release()
                        attempt = 0
                        result = await self._result(sent, response)
                        recorded, refused = (recorded + 1, refused) if result.error is None else (recorded, refused + 1)
                        if self._progress is not None:
                            self._progress(ImportProgress(recorded, refused))
                        yield result
                    if self._input_ended and not self._pending:
                        break
                    error: errors.VerbatimError = imports.ended_early()
                except errors.VerbatimError as failure:
                    error = failure
                attempt += 1
                away = time.monotonic() if attempt == 1 else away
                pause = max(error.retry_after or 0, resume_pause(attempt))
                if not can_resume(error) or time.monotonic() + pause > away + self._transport.connection.timeout:
                    raise imports.interrupted(error, recorded + refused, list(self._pending)) from error
                await self._transport.sleep(pause)
        finally:
            reader.cancel()
            if stream is not None:
                stream.cancel()
        if self._failure is not None:
            raise imports.input_failed(self._failure, recorded + refused) from self._failure

    async def _outgoing(self) -> AsyncIterator[pb.ImportClaimsRequest]:
        last = -1
        while True:
            async with self._grown:
                await self._grown.wait_for(lambda: self._input_ended or self._requests.count > last + 1)
            ready = [sent for sent in self._pending if sent.index > last]
            if not ready:
                if self._input_ended:
                    return
                last = self._requests.count - 1  # all of it is answered
            for sent in ready:
                last = sent.index
                yield sent.request

    async def _read(self) -> None:
        try:
            if isinstance(self._items, AsyncIterable):
                async for item in self._items:
                    await self._add(item)
            else:
                for item in self._items:
                    await self._add(item)
        except Exception as failure:  # the caller gets it after the answers to what was sent
            self._failure = failure
        self._input_ended = True
        async with self._grown:
            self._grown.notify_all()

    async def _add(self, item: Item) -> None:
        await self._room.acquire()
        self._pending.append(self._requests.make(item))
        async with self._grown:
            self._grown.notify_all()

    async def _result(self, sent: Sent, response: pb.ImportClaimsResponse) -> ImportResult:
        if response.WhichOneof("outcome") == "claim":
            return ImportResult(sent.index, sent.item, response.claim, None)
        error = errors.from_status(response.error)
        if error.retry_after is not None or error.code == "UNAVAILABLE":  # the service was busy, so this item gets its retries
            try:
                created = await self._transport.unary(imports.CREATE, sent.request.request, pb.CreateClaimResponse)
                return ImportResult(sent.index, sent.item, created.claim, None)
            except errors.VerbatimError as last:
                error = last
        return ImportResult(sent.index, sent.item, None, error)
