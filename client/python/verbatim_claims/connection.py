"""What both clients need to know about a connection: its address, TLS, token, retries and errors. Knows nothing of threads."""

import dataclasses
import ipaddress
import pathlib
import random
import uuid
from typing import Any, Callable, Iterable, List, Optional, Sequence, Tuple, Union

import grpc

from . import errors, pb

DEFAULT_ADDRESS = "127.0.0.1:7461"
DEFAULT_TIMEOUT = 30.0  # seconds for a call with its retries

# The largest message that a client accepts. The text of a revision has up to 16 MiB, and a server may allow more.
_MESSAGE_BYTES = 64 << 20
# verbatimd allows one ping every 10 s. Without pings, an import would wait forever for a peer that has vanished.
_KEEPALIVE_MS = 60_000
# The first reconnection is quick, so that a program and its server can start at the same time.
_RECONNECT_MS, _LONGEST_RECONNECT_MS = 100, 5_000
# How long gRPC may take to connect, which it calls min_reconnect_backoff. A busy machine needs more than a moment.
_CONNECT_MS = 10_000

MAX_ATTEMPTS = 4
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
# A watch resumes without end, so its pauses become longer.
LONGEST_WATCH_PAUSE = 5.0

Metadata = Optional[Sequence[Tuple[str, str]]]
Token = Union[str, Callable[[], str], None]


@dataclasses.dataclass(frozen=True)
class Tls:
    """TLS of a connection, each as PEM: the bytes, or the path of a file.

    ca     CA certificates that must have signed the service's certificate; None for those that gRPC trusts
    cert   client certificate, followed by its intermediate certificates
    key    private key of the client certificate, not encrypted
    """

    ca: Union[bytes, str, pathlib.Path, None] = None
    cert: Union[bytes, str, pathlib.Path, None] = None
    key: Union[bytes, str, pathlib.Path, None] = None

    def credentials(self) -> Any:
        if (self.cert is None) != (self.key is None):
            raise ValueError("set cert and key of Tls together")
        ca, cert, key = (pem if pem is None or isinstance(pem, bytes) else pathlib.Path(pem).read_bytes()
                         for pem in (self.ca, self.cert, self.key))
        return grpc.ssl_channel_credentials(ca, key, cert)


class Connection:
    """Where a client connects to, and how it calls. Immutable, so threads may share it."""

    def __init__(self, address: str, tls: Union[Tls, bool, None], token: Token, timeout: float) -> None:
        self.address = address
        self.timeout = timeout
        self.credentials = (Tls() if tls is True else tls).credentials() if tls else None
        self._token = token
        if token is not None and self.credentials is None and not _is_local(address):
            raise ValueError(f"a token is sent over TLS or to this machine only: pass tls=Tls(...) for {address}")

    def options(self) -> List[Tuple[str, int]]:
        return [("grpc.max_receive_message_length", _MESSAGE_BYTES), ("grpc.keepalive_time_ms", _KEEPALIVE_MS),
                ("grpc.initial_reconnect_backoff_ms", _RECONNECT_MS), ("grpc.min_reconnect_backoff_ms", _CONNECT_MS),
                ("grpc.max_reconnect_backoff_ms", _LONGEST_RECONNECT_MS)]

    def metadata(self) -> Metadata:
        token = self._token() if callable(self._token) else self._token
        return (("authorization", f"Bearer {token}"),) if token else None

    def error_of(self, error: Any) -> errors.VerbatimError:
        """Converts a grpc.RpcError, also one of grpc.aio."""
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                return errors.from_status(pb.Status.FromString(value), self.address)
        return errors.from_status(pb.Status(code=error.code().value[0], message=error.details() or ""), self.address)


def _is_local(address: str) -> bool:
    if address.startswith("unix:"):
        return True
    host = address.rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def with_request_id(request: Any) -> Any:
    """Gives a request that takes a request_id a random one, if it has none. All attempts of a call share it."""
    if "request_id" in request.DESCRIPTOR.fields_by_name and not request.request_id:
        copy = type(request)()
        copy.CopyFrom(request)
        copy.request_id = str(uuid.uuid4())
        return copy
    return request


def pause_after(error: errors.VerbatimError, attempt: int) -> Optional[float]:
    """How many seconds to wait before the next attempt of a call, counted from 1. None if the error is final."""
    if attempt >= MAX_ATTEMPTS or (error.code != "UNAVAILABLE" and error.retry_after is None):
        return None
    pause: float = min(_FIRST_PAUSE * 3.0 ** (attempt - 1), _LONGEST_PAUSE) * random.uniform(0.5, 1)
    return max(error.retry_after or 0, pause)


def can_resume(error: errors.VerbatimError) -> bool:
    """Whether another call can go on where a stream broke. The service drops a slow reader with ABORTED, or CANCELLED."""
    return error.retry_after is not None or error.code in ("UNAVAILABLE", "ABORTED", "CANCELLED")


def resume_pause(attempt: int) -> float:
    pause: float = min(_FIRST_PAUSE * 2.0 ** min(attempt - 1, 10), LONGEST_WATCH_PAUSE)
    return pause


def content_of(content: Union[str, bytes], media_type: str) -> pb.Content:
    return pb.Content(media_type=media_type, data=content.encode() if isinstance(content, str) else content)


def claim_request(claim: pb.Claim, id: str = "", request_id: str = "", **fields: Any) -> pb.CreateClaimRequest:
    """Makes a CreateClaimRequest. `fields` are its other fields, such as allow_contradicted=True."""
    return pb.CreateClaimRequest(claim=claim, claim_id=id, request_id=request_id, **fields)


def update_request(kind: Any, resource: Any, fields: Iterable[str], **more: Any) -> Any:
    """Makes an update request. `fields` is the update_mask: the fields to take from `resource`."""
    request = kind(**more)
    request.update_mask.paths.extend(fields)
    getattr(request, "claim" if isinstance(resource, pb.Claim) else "document").CopyFrom(resource)
    return request

