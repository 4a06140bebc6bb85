"""What the imports of both clients share: the items, their requests, and their results."""

import dataclasses
import uuid
from typing import Callable, NamedTuple, Optional, Sequence, Union

from . import errors, pb

PATH = "/verbatim.v1.ClaimService/ImportClaims"
CREATE = "/verbatim.v1.ClaimService/CreateClaim"
# Requests without an answer. So many that sending rarely waits: with 1,024, an import of small claims takes a fifth longer
# (import_rate.py in tests/packages). Few enough to hold in memory, and to send again after a break.
DEFAULT_WINDOW = 4096

Item = Union[pb.Claim, pb.CreateClaimRequest]


@dataclasses.dataclass
class ImportResult:
    """The result of one item: the claim as recorded, or the error that explains why it is not."""

    index: int  # position of the item in the input, counted from 0
    item: Item
    claim: Optional[pb.Claim]
    error: Optional[errors.VerbatimError]


class ImportProgress(NamedTuple):
    recorded: int
    refused: int


Progress = Optional[Callable[[ImportProgress], None]]


@dataclasses.dataclass
class Sent:
    index: int
    item: Item
    request: pb.ImportClaimsRequest


class Requests:
    """Makes the requests of an import. Each gets a request_id once, so that sending it again records nothing twice."""

    def __init__(self, run: str) -> None:
        self._run = run or uuid.uuid4().hex
        self.count = 0

    def make(self, item: Item) -> Sent:
        if isinstance(item, pb.Claim):
            request = pb.CreateClaimRequest(claim=item, request_id=f"{self._run}/{self.count}")
        elif isinstance(item, pb.CreateClaimRequest):
            request = pb.CreateClaimRequest()
            request.CopyFrom(item)
            request.request_id = item.request_id or f"{self._run}/{self.count}"
        else:
            raise TypeError(f"item {self.count} is a {type(item).__name__}; import_claims takes claims and CreateClaimRequests")
        sent = Sent(self.count, item, pb.ImportClaimsRequest(request=request))
        self.count += 1
        return sent


def interrupted(cause: errors.VerbatimError, answered: int, pending: Sequence[Sent]) -> errors.ImportInterrupted:
    advice = ("Repeat the import with the same run=... and the same input: nothing is recorded twice. " + cause.advice).strip()
    return errors.ImportInterrupted(f"the import broke off after {answered} results: {cause.message}", answered,
                                    [sent.item for sent in pending], cause.code, advice)


def input_failed(cause: Exception, answered: int) -> errors.InputFailed:
    return errors.InputFailed(f"the input raised {type(cause).__name__} after {answered} items, all of which have their result: {cause}",
                              answered, [], "CANCELLED", "Mend the input, and repeat the import with the same run=...: nothing is "
                              "recorded twice.")


def ended_early() -> errors.VerbatimError:
    return errors.Unavailable("the service ended the stream before it answered everything", code="UNAVAILABLE")
