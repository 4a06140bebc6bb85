"""Calls of the asynchronous client, on the event loop where the client is first used."""

import asyncio
import operator
import time
from typing import Any, AsyncIterator, Dict, Optional, Type, TypeVar

import grpc
import grpc.aio

from . import pb
from .connection import Connection, pause_after, with_request_id

M = TypeVar("M", bound=pb.Message)
_serialize = operator.methodcaller("SerializeToString")


class AsyncTransport:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._channel: Any = None
        self._methods: Dict[str, Any] = {}

    async def close(self) -> None:
        if self._channel is not None:
            await self._channel.close()

    def _method(self, kind: str, path: str, response: Type[M]) -> Any:
        if self._channel is None:  # a channel belongs to the running loop
            connection = self.connection
            if connection.credentials is None:
                self._channel = grpc.aio.insecure_channel(connection.address, connection.options())
            else:
                self._channel = grpc.aio.secure_channel(connection.address, connection.credentials, connection.options())
        method = self._methods.get(path)
        if method is None:
            method = getattr(self._channel, kind)(path, _serialize, response.FromString)
            self._methods[path] = method
        return method

    async def unary(self, path: str, request: Any, response: Type[M], timeout: Optional[float] = None) -> M:
        """Calls a method, with retries within `timeout` seconds."""
        method = self._method("unary_unary", path, response)
        request = with_request_id(request)
        end = time.monotonic() + (self.connection.timeout if timeout is None else timeout)
        attempt = 0
        while True:
            attempt += 1
            try:
                answer: M = await method(request, timeout=max(end - time.monotonic(), 0), metadata=self.connection.metadata())
                return answer
            except grpc.RpcError as failure:
                error = self.connection.error_of(failure)
            pause = pause_after(error, attempt)
            if pause is None or time.monotonic() + pause >= end:
                raise error
            await asyncio.sleep(pause)

    def server_stream(self, path: str, request: Any, response: Type[M]) -> "AsyncStream[M]":
        return AsyncStream(self.connection, self._method("unary_stream", path, response), request)

    def stream(self, path: str, requests: AsyncIterator[Any], response: Type[M]) -> "AsyncStream[M]":
        """Opens a stream in both directions."""
        return AsyncStream(self.connection, self._method("stream_stream", path, response), requests)

    @staticmethod
    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds)


class AsyncStream(AsyncIterator[M]):
    """The responses of a call. Raises the error of the call at its end."""

    def __init__(self, connection: Connection, method: Any, requests: Any) -> None:
        self._connection = connection
        self._call = method(requests, metadata=connection.metadata())
        self._responses = self._call.__aiter__()

    async def __anext__(self) -> M:
        try:
            response: M = await self._responses.__anext__()
            return response
        except grpc.RpcError as failure:
            error = self._connection.error_of(failure)
        raise error

    def cancel(self) -> None:
        self._call.cancel()
