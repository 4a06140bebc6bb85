"""The exceptions of the clients. Each has the details of the service's error as attributes, and says what to do."""

from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Type

from . import pb

# The names of the codes, by number.
CODES = ("OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
         "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
         "DATA_LOSS", "UNAUTHENTICATED")


class VerbatimError(Exception):
    """An error of the service, or of the way to it.

    code          name of the code, such as FAILED_PRECONDITION
    reason        reason of google.rpc.ErrorInfo, such as QUOTE_NOT_FOUND; empty if there is none
    message       what the service says, for people
    metadata      of google.rpc.ErrorInfo
    retry_after   seconds to wait before a retry, by google.rpc.RetryInfo; None if the service names none
    resource      the resource that does not exist, or exists already; empty if there is none
    violations    the invalid fields, and what is wrong with each
    advice        what to do
    """

    advice = ""

    def __init__(self, message: str = "", *, code: str = "UNKNOWN", details: Iterable[pb.Message] = (), advice: str = "") -> None:
        self.code = code
        self.message = message
        self.reason = ""
        self.metadata: Dict[str, str] = {}
        self.retry_after: Optional[float] = None
        self.resource = ""
        self.violations: List[Tuple[str, str]] = []
        self.citation: Optional[pb.CitationRefusal] = None
        self.values: Optional[pb.ValueRefusal] = None
        self.batch: Optional[pb.BatchRefusal] = None
        if advice:
            self.advice = advice
        for detail in details:
            self._read(detail)
        super().__init__(message)

    def _read(self, detail: pb.Message) -> None:
        if isinstance(detail, pb.ErrorInfo):
            self.reason, self.metadata = detail.reason, dict(detail.metadata)
        elif isinstance(detail, pb.RetryInfo):
            self.retry_after = detail.retry_delay.ToMilliseconds() / 1000
        elif isinstance(detail, pb.ResourceInfo):
            self.resource = detail.resource_name
        elif isinstance(detail, pb.BadRequest):
            self.violations = [(violation.field, violation.description) for violation in detail.field_violations]
        elif isinstance(detail, pb.CitationRefusal):
            self.citation = detail
        elif isinstance(detail, pb.ValueRefusal):
            self.values = detail
        elif isinstance(detail, pb.BatchRefusal):
            self.batch = detail

    def __str__(self) -> str:
        text = f"{self.reason or self.code}: {self.message}"
        return f"{text.rstrip('.')}. {self.advice}" if self.advice else text


class InvalidRequest(VerbatimError):
    """A field is malformed or over its limit (`violations`)."""


class Refused(VerbatimError):
    """The service does not record what it was given. `reason` says why."""


class QuoteNotFound(Refused):
    """The quote does not occur in the revision."""

    advice = "Quote the words of the source exactly; `nearest` has the most similar passage."

    @property
    def nearest(self) -> Optional[pb.Passage]:
        """The most similar passage of the source; None if nothing is similar."""
        return self.citation.passages[0] if self.citation and self.citation.passages else None


class QuoteAmbiguous(Refused):
    """The quote occurs in several places."""

    advice = "Add the prefix, suffix or span of the place that you mean, from `places`."

    @property
    def places(self) -> Sequence[pb.Passage]:
        """The first places where the quote occurs."""
        return list(self.citation.passages) if self.citation else []

    @property
    def place_count(self) -> int:
        return self.citation.place_count if self.citation else 0


class ValueContradicted(Refused):
    """The quote states another value than the claim."""

    advice = "Correct the value, or pass allow_contradicted=True to record the contradiction."

    @property
    def contradicted(self) -> Sequence[pb.ContradictedValue]:
        """Each contradicted value, with what the quote states instead."""
        return list(self.values.values) if self.values else []

    @property
    def stated(self) -> Optional[pb.Value]:
        """What the quote states instead of the first contradicted value."""
        return self.contradicted[0].attestation.stated if self.contradicted else None

    @property
    def claimed(self) -> Optional[pb.Value]:
        return self.contradicted[0].claimed if self.contradicted else None


class Gone(Refused):
    """The document or claim is erased, or the claim, evidence or link is retracted."""


class NotFound(VerbatimError):
    """`resource` does not exist."""


class AlreadyExists(VerbatimError):
    """The id is taken by `resource`."""

    advice = "Choose another id, or none."


class RequestIdReused(AlreadyExists):
    """The request_id belongs to another request."""

    advice = "Use a new request_id, or a new `run` for an import, because the input is not the same as before."


class EtagStale(VerbatimError):
    """The resource has changed since it was read."""

    advice = "Read the resource again, and repeat the change on what it is now."

    @property
    def current_etag(self) -> str:
        return self.metadata.get("current_etag", "")


class Conflict(VerbatimError):
    """Other writes keep changing the resource."""

    advice = "Try again later."


class Overloaded(VerbatimError):
    """The service has too much to do, or a quota is used up."""

    advice = "Try again later, or send less at a time."


class Unauthenticated(VerbatimError):
    """The service does not know who calls."""

    advice = "Pass a valid token (token=...) or a client certificate (tls=Tls(cert=..., key=...)); the log of the service has the reason."


class PermissionDenied(VerbatimError):
    """The caller may not do this."""

    @property
    def permission(self) -> str:
        return self.metadata.get("permission", "")

    @property
    def principal(self) -> str:
        return self.metadata.get("principal", "")

    def __str__(self) -> str:
        return f"{super().__str__()}. Ask the operator to give {self.principal or 'the caller'} the permission {self.permission}."


class Unavailable(VerbatimError):
    """The service cannot be reached, or cannot serve now."""


class DeadlineExceeded(VerbatimError):
    """The service did not answer in time. A write may or may not have been recorded."""

    advice = "Repeat the call with the same request_id, which records nothing twice, or allow more time (timeout=...)."


class Unsupported(VerbatimError):
    """The service does not have this method."""

    advice = "The server is older than this client: upgrade verbatimd, or use a client of the server's version."


class Damaged(VerbatimError):
    """What the service has stored is damaged."""

    advice = "Tell the operator of the service, who can run verbatimd --fsck."


class ImportInterrupted(VerbatimError):
    """An import ended before everything was answered. The results so far are valid.

    `answered` items have a result. The items of `unanswered` were sent, and may or may not be recorded.
    """

    def __init__(self, message: str, answered: int, unanswered: Sequence[Any], code: str, advice: str) -> None:
        super().__init__(message, code=code, advice=advice)
        self.answered = answered
        self.unanswered = unanswered


class InputFailed(ImportInterrupted):
    """The iterable of an import raised an exception, which is the cause of this one."""


_BY_REASON: Dict[str, Type[VerbatimError]] = {
    "QUOTE_NOT_FOUND": QuoteNotFound, "QUOTE_AMBIGUOUS": QuoteAmbiguous, "VALUE_CONTRADICTED": ValueContradicted,
    "CLAIM_RETRACTED": Gone, "EVIDENCE_RETRACTED": Gone, "LINK_RETRACTED": Gone, "REVIEW_NOT_ACTIVE": Gone, "DOCUMENT_ERASED": Gone,
    "CLAIM_ERASED": Gone, "REQUEST_ID_REUSED": RequestIdReused, "ETAG_STALE": EtagStale}
_BY_CODE: Dict[str, Type[VerbatimError]] = {
    "INVALID_ARGUMENT": InvalidRequest, "DEADLINE_EXCEEDED": DeadlineExceeded, "NOT_FOUND": NotFound, "ALREADY_EXISTS": AlreadyExists,
    "PERMISSION_DENIED": PermissionDenied, "RESOURCE_EXHAUSTED": Overloaded, "FAILED_PRECONDITION": Refused, "ABORTED": Conflict,
    "UNIMPLEMENTED": Unsupported, "UNAVAILABLE": Unavailable, "DATA_LOSS": Damaged, "UNAUTHENTICATED": Unauthenticated}


def from_status(status: pb.Status, address: str = "") -> VerbatimError:
    """Makes the exception of a google.rpc.Status. Details of unknown types are skipped."""
    code = CODES[status.code] if 0 <= status.code < len(CODES) else "UNKNOWN"
    details: List[pb.Message] = []
    for packed in status.details:
        kind = pb.message_class(packed.type_url.rpartition("/")[2])
        if kind is not None:
            details.append(kind.FromString(packed.value))
    reason = next((detail.reason for detail in details if isinstance(detail, pb.ErrorInfo)), "")
    kind_of_error = _BY_REASON.get(reason, _BY_CODE.get(code, VerbatimError))
    advice = _way_to(address, status.message) if code == "UNAVAILABLE" and not details else ""
    return kind_of_error(status.message, code=code, details=details, advice=advice)


def _way_to(address: str, message: str) -> str:
    """What to do if a connection cannot be made."""
    said = message.lower().replace("_", " ")  # OpenSSL and BoringSSL write the same words differently
    if "certificate verify failed" in said:
        return (f"No CA that you trust signed the certificate of {address}, or it names another host: pass the CA that signed it in "
                "tls=Tls(ca=...), and the host's name in the address.")
    if "wrong version number" in said:
        return f"The service at {address} does not use TLS: leave tls out, if you trust the network."
    if "ssl handshake" in said:
        return f"The TLS connection to {address} failed: check tls=Tls(...), and whether the service wants a client certificate."
    return f"Check that verbatimd runs and that its address is {address}; if it uses TLS, pass tls=Tls(...)."
