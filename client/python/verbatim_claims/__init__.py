"""Client of Verbatim, the service that records claims and holds each to the exact words of its source.

    from verbatim_claims import Claim, Client

    with Client("127.0.0.1:7461") as client:
        client.create_claim(Claim("52 prisoners were freed.", "let fifty-two political prisoners go", "documents/brief"))

`Client` and `AsyncClient` are the clients, `Claim`, `Citation`, `Statement`, `Quantity` and others make messages, `pb` has the
messages themselves, `errors` the exceptions, `adapters` the outputs of extractors, and `verify` the offline verifier. Names are
loaded when they are first used, so that the verifier needs neither gRPC nor protobuf.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import adapters, errors, pb, verify
    from .async_client import AsyncClient, AsyncWatch
    from .client import Client, Watch
    from .connection import Tls
    from .errors import (QuoteAmbiguous, QuoteNotFound, Refused, Unavailable, ValueContradicted, VerbatimError)
    from .imports import ImportProgress, ImportResult
    from .values import Citation, Claim, Entity, Quantity, Software, Statement, Time

__version__ = "0.1.0"

_MODULES = {
    "async_client": ["AsyncClient", "AsyncWatch"], "client": ["Client", "Watch"], "connection": ["Tls"],
    "errors": ["QuoteAmbiguous", "QuoteNotFound", "Refused", "Unavailable", "ValueContradicted", "VerbatimError"],
    "imports": ["ImportProgress", "ImportResult"],
    "values": ["Citation", "Claim", "Entity", "Quantity", "Software", "Statement", "Time"]}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
_SUBMODULES = ("adapters", "errors", "pb", "verify")

__all__ = ["AsyncClient", "AsyncWatch", "Citation", "Claim", "Client", "Entity", "ImportProgress", "ImportResult", "Quantity",
           "QuoteAmbiguous", "QuoteNotFound", "Refused", "Software", "Statement", "Time", "Tls", "Unavailable", "ValueContradicted",
           "VerbatimError", "Watch", "adapters", "errors", "pb", "verify"]


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f".{name}", __name__)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value
