"""The import of the synchronous client."""

import collections
import threading
import time
from typing import Deque, Generator, Iterable, Iterator, Optional

from . import errors, imports, pb
from .connection import can_resume, resume_pause
from .imports import ImportProgress, ImportResult, Item, Progress, Requests, Sent
from .transport import Transport


class ClaimImport:
    """One import. A thread of gRPC reads the items and sends them; the caller's thread reads the answers.

    At most `window` items are without an answer, which bounds memory, and how far the input runs ahead of the results.
    """

    def __init__(self, transport: Transport, items: Iterable[Item], run: str, window: int, progress: Progress) -> None:
        if window < 1:
            raise ValueError("window must be at least 1")
        self._transport = transport
        self._items = iter(items)
        self._requests = Requests(run)
        self._progress = progress
        self._window = window
        self._pull = threading.Lock()  # held by the one thread that reads the items
        self._answered = 0
        # Tells the reader that there is room again, or another stream. A wait for half of the window costs fewer switches between
        # threads than a wait for each answer.
        self._changed = threading.Condition()
        self._waiting = 0  # threads that wait
        self._pending: Deque[Sent] = collections.deque()  # sent, not answered; the reader appends, the caller pops
        self._session = 0  # number of the current stream; a thread of an earlier stream stops
        self._input_ended = False
        self._failure: Optional[Exception] = None

    def results(self) -> Generator[ImportResult, None, None]:
        recorded = refused = attempt = 0  # `attempt` counts the breaks since the last answer
        away = 0.0  # when the first of these was
        stream = None
        try:
            while True:
                self._session += 1
                self._wake()
                stream = self._transport.stream(imports.PATH, self._outgoing(self._session), pb.ImportClaimsResponse)
                try:
                    for response in stream:
                        sent = self._pending.popleft()
                        self._answered += 1
                        if self._waiting and self._has_room():
                            self._wake()
                        attempt = 0
                        result = self._result(sent, response)
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
                self._transport.sleep(pause)
        finally:
            self._session += 1
            self._wake()
            if stream is not None:
                stream.cancel()
        if self._failure is not None:
            raise imports.input_failed(self._failure, recorded + refused) from self._failure

    def _outgoing(self, session: int) -> Iterator[pb.ImportClaimsRequest]:
        last = -1
        for sent in list(self._pending):
            last = sent.index
            yield sent.request
        while True:
            if self._requests.count - self._answered >= self._window:
                self._wait_for_room(session)
            with self._pull:
                if session != self._session:
                    return
                # What an earlier stream's thread read after this stream began.
                missed = [sent for sent in list(self._pending) if sent.index > last] if self._requests.count > last + 1 else []
                if not missed:
                    if self._input_ended or not self._read():
                        return
                    if session != self._session:  # the next stream sends it
                        return
                    missed = [self._last]
            for sent in missed:
                last = sent.index
                yield sent.request

    def _has_room(self) -> bool:
        return self._requests.count - self._answered <= self._window // 2

    def _wait_for_room(self, session: int) -> None:
        with self._changed:
            self._waiting += 1  # before the first look, so that no answer after it goes unnoticed
            self._changed.wait_for(lambda: self._has_room() or session != self._session)
            self._waiting -= 1

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _read(self) -> bool:
        """Reads the next item into `_pending`. Returns false at the end of the input, or if it raises."""
        try:
            self._last = self._requests.make(next(self._items))
            self._pending.append(self._last)
            return True
        except StopIteration:
            pass
        except Exception as failure:  # the caller gets it after the answers to what was sent
            self._failure = failure
        self._input_ended = True
        return False

    def _result(self, sent: Sent, response: pb.ImportClaimsResponse) -> ImportResult:
        if response.WhichOneof("outcome") == "claim":
            return ImportResult(sent.index, sent.item, response.claim, None)
        error = errors.from_status(response.error)
        if error.retry_after is not None or error.code == "UNAVAILABLE":  # the service was busy, so this item gets its retries
            try:
                created = self._transport.unary(imports.CREATE, sent.request.request, pb.CreateClaimResponse)
                return ImportResult(sent.index, sent.item, created.claim, None)
            except errors.VerbatimError as last:
                error = last
        return ImportResult(sent.index, sent.item, None, error)
