"""Makes messages of the contract from Python's values.

    Claim("Belarus released 52 political prisoners.", "let fifty-two political prisoners go", "documents/brief",
          statement=Statement(Entity("Belarus"), "released", Quantity(52, "political prisoner"),
                              {"point in time": date(2025, 9, 11)}))

The functions are named after the messages that they return (verbatim_claims.pb).
"""

import datetime
import decimal
from typing import Iterable, Mapping, Optional, Union

from . import pb

Number = Union[int, float, decimal.Decimal, str]
# What stands for a value: text, a number, a day or a moment, or a message.
AnyValue = Union[str, int, float, decimal.Decimal, datetime.date, pb.Entity, pb.Value]


def decimal_string(number: Number) -> str:
    """Returns a number as the contract writes it, such as 1250000 or 0.1. Raises ValueError if it is none."""
    if isinstance(number, bool):
        raise ValueError(f"{number} is not a number")
    try:
        value = decimal.Decimal(repr(number) if isinstance(number, float) else number)
    except decimal.InvalidOperation:
        raise ValueError(f"{number!r} is not a decimal number") from None
    if not value.is_finite():
        raise ValueError(f"{number!r} is not a finite number")
    return format(value, "f")


def Entity(label: str, uri: str = "") -> pb.Entity:
    return pb.Entity(label=label, uri=uri)


def Quantity(value: Number, unit: str = "", *, bound: str = "EXACT", upper: Optional[Number] = None) -> pb.Value:
    """A number with its unit. `bound` is EXACT, ABOUT, AT_LEAST, MORE_THAN, AT_MOST or LESS_THAN; `upper` makes a range."""
    quantity = pb.Quantity(value=decimal_string(value), unit=unit, bound=bound)
    if upper is not None:
        quantity.upper, quantity.bound = decimal_string(upper), "RANGE"
    return pb.Value(quantity=quantity)


def Time(when: Union[datetime.date, str]) -> pb.Value:
    """A day, a moment, or a time in EDTF (ISO 8601-2), such as 2025-09. A datetime with an offset becomes UTC."""
    if isinstance(when, datetime.datetime):
        if when.tzinfo is not None:
            when = when.astimezone(datetime.timezone.utc).replace(tzinfo=None)
            return pb.Value(time=pb.Time(edtf=when.isoformat(timespec="seconds") + "Z"))
        return pb.Value(time=pb.Time(edtf=when.isoformat(timespec="seconds")))
    return pb.Value(time=pb.Time(edtf=when if isinstance(when, str) else when.isoformat()))


def to_value(value: AnyValue) -> pb.Value:
    if isinstance(value, pb.Value):
        return value
    if isinstance(value, pb.Entity):
        return pb.Value(entity=value)
    if isinstance(value, str):
        return pb.Value(text=value)
    if isinstance(value, datetime.date):
        return Time(value)
    return Quantity(value)


def Statement(subject: Union[str, pb.Entity], predicate: str, object: AnyValue,
              qualifiers: Optional[Mapping[str, AnyValue]] = None) -> pb.Statement:
    subject = Entity(subject) if isinstance(subject, str) else subject
    return pb.Statement(subject=subject, predicate=predicate, object=to_value(object), qualifiers=[
        pb.Qualifier(predicate=key, value=to_value(value)) for key, value in (qualifiers or {}).items()])


def Citation(quote: str, source: str, *, prefix: str = "", suffix: str = "", span: Optional[pb.Span] = None) -> pb.Citation:
    """A quote of a revision, or of the latest revision of a document. Prefix, suffix or span choose among several places."""
    citation = pb.Citation(revision=source, quote=quote, prefix=prefix, suffix=suffix)
    if span is not None:
        citation.span.CopyFrom(span)
    return citation


def Claim(text: str, quote: str = "", source: str = "", *, citations: Iterable[pb.Citation] = (),
          statement: Optional[pb.Statement] = None, claimant: str = "", appearance_uri: str = "",
          publish_date: Union[str, datetime.date] = "", labels: Optional[Mapping[str, str]] = None,
          attribution: Optional[pb.Attribution] = None) -> pb.Claim:
    """A claim on one quote, or on `citations`."""
    if bool(quote) != bool(source):
        raise ValueError("give a quote together with its source, documents/{id} or documents/{id}/revisions/{number}")
    claim = pb.Claim(text=text)  # only with what is given, because each field takes time
    if quote:
        claim.citations.add(revision=source, quote=quote)
    claim.citations.extend(citations)
    if appearance_uri:
        claim.appearance_uri = appearance_uri
    if labels:
        claim.labels.update(labels)
    if publish_date:
        claim.publish_date = publish_date if isinstance(publish_date, str) else publish_date.isoformat()
    if claimant:
        claim.claimant.name = claimant
    if statement is not None:
        claim.statement.CopyFrom(statement)
    if attribution is not None:
        claim.attribution.CopyFrom(attribution)
    return claim


def Software(id: str, name: str = "", version: str = "", *, method: str = "", confidence: Optional[float] = None) -> pb.Attribution:
    """Attributes a claim to the program or model that extracted it."""
    attribution = pb.Attribution(agent=pb.Agent(kind=pb.AGENT_KIND_SOFTWARE, id=id, name=name, version=version), method=method)
    if confidence is not None:
        attribution.confidence = confidence
    return attribution
