"""Calls of the synchronous client. All methods may be called from any thread."""

import operator
import time
from typing import Any, Dict, Iterator, Optional, Type, TypeVar

import grpc

from . import pb
from .connection import Connection, pause_after, with_request_id

M = TypeVar("M", bound=pb.Message)
_serialize = operator.methodcaller("SerializeToString")


class Transport:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        if connection.credentials is None:
            self._channel = grpc.insecure_channel(connection.address, connection.options())
        else:
            self._channel = grpc.secure_channel(connection.address, connection.credentials, connection.options())
        self._methods: Dict[str, Any] = {}

    def close(self) -> None:
        self._channel.close()

    def _method(self, kind: str, path: str, response: Type[M]) -> Any:
        method = self._methods.get(path)
        if method is None:
            method = getattr(self._channel, kind)(path, _serialize, response.FromString)
            self._methods[path] = method
        return method

    def unary(self, path: str, request: Any, response: Type[M], timeout: Optional[float] = None) -> M:
        """Calls a method, with retries within `timeout` seconds."""
        method = self._method("unary_unary", path, response)
        request = with_request_id(request)
        end = time.monotonic() + (self.connection.timeout if timeout is None else timeout)
        attempt = 0
        while True:
            attempt += 1
            try:
                answer: M = method(request, timeout=max(end - time.monotonic(), 0), metadata=self.connection.metadata())
                return answer
            except grpc.RpcError as failure:
                error = self.connection.error_of(failure)
            pause = pause_after(error, attempt)
            if pause is None or time.monotonic() + pause >= end:
                raise error
            time.sleep(pause)

    def server_stream(self, path: str, request: Any, response: Type[M]) -> "Stream[M]":
        return Stream(self.connection, self._method("unary_stream", path, response), request)

    def stream(self, path: str, requests: Iterator[Any], response: Type[M]) -> "Stream[M]":
        """Opens a stream in both directions. gRPC reads `requests` on a thread of its own."""
        return Stream(self.connection, self._method("stream_stream", path, response), requests)

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(seconds)


class Stream(Iterator[M]):
    """The responses of a call. Raises the error of the call at its end. `cancel` may be called from any thread."""

    def __init__(self, connection: Connection, method: Any, requests: Any) -> None:
        self._connection = connection
        self._call = method(requests, metadata=connection.metadata())

    def __next__(self) -> M:
        try:
            response: M = next(self._call)
            return response
        except grpc.RpcError as failure:
            error = self._connection.error_of(failure)
        raise error

    def cancel(self) -> None:
        self._call.cancel()

