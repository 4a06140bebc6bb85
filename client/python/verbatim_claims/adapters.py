"""Records what other extractors found, or says why it does not hold. Imports none of their packages.

    report = record(client, langextract(result, "documents/brief"))
    print(report.held, "of", report.total)
    for outcome in report.refused:
        print(outcome.extraction.text, outcome.why)

Each adapter takes the objects of its package, or the same as dictionaries, such as from JSON. It yields an Extraction for each
thing that was found. The quote is always what the extractor gave as the words of the source: the service decides whether they are.
"""

import dataclasses
from typing import Any, Callable, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from . import pb
from .client import Client
from .errors import VerbatimError
from .values import Citation, Claim

# The name of the only source, or the names of the sources by the extractor's index, title or id of each.
Sources = Union[str, Sequence[str], Mapping[Any, str]]


@dataclasses.dataclass(frozen=True)
class Extraction:
    """What an extractor found: a claim, or, if `problem` is set, why it can be none."""

    text: str
    citations: Tuple[pb.Citation, ...] = ()
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    problem: str = ""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of an extraction: the claim as recorded, or why it was refused."""

    extraction: Extraction
    claim: Optional[pb.Claim]
    why: str
    error: Optional[VerbatimError] = None


@dataclasses.dataclass(frozen=True)
class Report:
    outcomes: Sequence[Outcome]

    @property
    def total(self) -> int:
        return len(self.outcomes)

    @property
    def held(self) -> int:
        return sum(outcome.claim is not None for outcome in self.outcomes)

    @property
    def recorded(self) -> List[pb.Claim]:
        return [outcome.claim for outcome in self.outcomes if outcome.claim is not None]

    @property
    def refused(self) -> List[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.claim is None]


def record(client: Client, extractions: Iterable[Extraction], *, attribution: Optional[pb.Attribution] = None,
           run: str = "", **fields: Any) -> Report:
    """Records each extraction that holds. `fields` are the other fields of CreateClaimRequest, such as allow_contradicted=True."""
    found = list(extractions)
    outcomes: List[Optional[Outcome]] = [Outcome(extraction, None, extraction.problem) if extraction.problem else None
                                         for extraction in found]
    sent = [number for number, outcome in enumerate(outcomes) if outcome is None]
    requests = (pb.CreateClaimRequest(claim=Claim(found[number].text, citations=found[number].citations, labels=found[number].labels,
                                                  attribution=attribution), **fields) for number in sent)
    for number, result in zip(sent, client.import_claims(requests, run=run)):
        outcomes[number] = Outcome(found[number], result.claim, str(result.error) if result.error else "", result.error)
    return Report([outcome for outcome in outcomes if outcome is not None])


def pairs(found: Iterable[Tuple[str, str]], source: str) -> Iterator[Extraction]:
    """Pairs of a claim's text and its quote."""
    for text, quote in found:
        yield _extraction(text, [_citation(quote, source)])


def langextract(document: Any, source: str, *, text_of: Optional[Callable[[Any], str]] = None) -> Iterator[Extraction]:
    """LangExtract's AnnotatedDocument, or a list of them that are parts of one source.

    The claim is `class: text (attribute: value)`, or what `text_of` makes of an extraction. A char_interval that has the length
    of the text tells which of several places is meant. None, or an interval of other words, does not.
    """
    for part in document if isinstance(document, (list, tuple)) else [document]:
        whole = _get(part, "text") or ""
        for found in _get(part, "extractions") or []:
            quote, kind = _get(found, "extraction_text") or "", _get(found, "extraction_class") or ""
            interval = _get(found, "char_interval")
            start, end = (_get(interval, "start_pos"), _get(interval, "end_pos")) if interval is not None else (None, None)
            attributes = _get(found, "attributes") or {}
            shown = ", ".join(f"{key}: {_text(value)}" for key, value in attributes.items())
            text = text_of(found) if text_of else f"{kind}: {quote}" + (f" ({shown})" if shown else "")
            is_there = start is not None and end is not None and whole[start:end] == quote
            yield _extraction(text, [_citation(quote, source, start if is_there else None, end)], {"class": kind} if kind else {})


def anthropic(message: Any, sources: Sources) -> Iterator[Extraction]:
    """A message of Anthropic's Messages API with citations; `sources` by document_index. A text block with citations is a claim.

    Of char_location, the indexes tell which of several places is meant. page_location and content_block_location have words
    alone, as have search_result_location and web_search_result_location, whose sources go by `source` and `url`.
    """
    for block in _get(message, "content") or []:
        found = _get(block, "citations")
        if _get(block, "type") != "text" or not found:
            continue
        text, citations, problem = (_get(block, "text") or "").strip(), [], ""
        for location in found:
            keys = [_get(location, "document_index"), _get(location, "document_title"), _get(location, "source"), _get(location, "url")]
            source = _source(sources, keys)
            if source is None:
                problem = problem or f"no source is known for {_location(location, keys)}"
                continue
            # The API cites up to the next sentence, with the white space between them.
            cited = _get(location, "cited_text") or ""
            quote = cited.strip()
            start = _get(location, "start_char_index") if _get(location, "type") == "char_location" else None
            if start is not None:
                start += len(cited) - len(cited.lstrip())
            citations.append(_citation(quote, source, start, None if start is None else start + len(quote)))
        yield Extraction(text, problem=problem) if problem else _extraction(text, citations)


def openai(response: Any, sources: Sources) -> Iterator[Extraction]:
    """Annotations of OpenAI's APIs: a Response, a chat completion or a message of an assistant; `sources` by file_id, filename
    or url.

    An annotation covers words of the answer, which are the claim. Only annotations with a quote of the source hold a claim:
    the others name a file or a page, and no words in it.
    """
    for text, annotations in _openai_texts(response):
        for annotation in annotations:
            kind = _get(annotation, "type") or ""
            inner = _get(annotation, kind) or annotation
            keys = [_get(inner, key) for key in ("file_id", "filename", "url")]
            start, end = (_get(annotation, key, _get(inner, key)) for key in ("start_index", "end_index"))
            claim = _sentence_before(text, start, end)
            quote, source = _get(inner, "quote"), _source(sources, keys)
            if not quote:
                yield Extraction(claim, problem=f"the {kind} names {next(filter(None, keys), 'a source')}, but no words of it")
            elif source is None:
                yield Extraction(claim, problem=f"no source is known for {next(filter(None, keys), 'the annotation')}")
            else:
                yield _extraction(claim, [_citation(quote, source)])


def instructor(answer: Any, source: str) -> Iterator[Extraction]:
    """Models with quotes, as in instructor's guide to citations: an object with `substring_quote` or `substring_quotes`, a list of
    such, or a model with such a list. The claim is the field `fact`, or all other fields."""
    quoted = _first(answer, ("substring_quotes", "substring_quote"))
    if quoted is not None:
        fact = _first(answer, ("fact", "statement", "text"))
        others = {key: value for key, value in _fields(answer).items() if not key.startswith("substring_quote")}
        text = fact if isinstance(fact, str) else ", ".join(f"{key}: {_text(value)}" for key, value in others.items())
        yield _extraction(text, [_citation(quote, source) for quote in ([quoted] if isinstance(quoted, str) else quoted)])
        return
    for value in answer if isinstance(answer, (list, tuple)) else list(_fields(answer).values()):
        if isinstance(value, (list, tuple, Mapping)) or hasattr(value, "__dict__"):
            yield from instructor(value, source)


def spacy(doc: Any, source: str, *, spans: str = "ents", text_of: Optional[Callable[[Any], str]] = None) -> Iterator[Extraction]:
    """The entities of a spaCy Doc, or a group of its spans, or the same from Doc.to_json(). The claim is `LABEL: words`, or what
    `text_of` makes of a span."""
    if isinstance(doc, Mapping):
        whole = doc["text"]
        for found in doc.get("ents", []) if spans == "ents" else doc.get("spans", {}).get(spans, []):
            start, end, label = found["start"], found["end"], found.get("label", "")
            yield _extraction(text_of(found) if text_of else f"{label}: {whole[start:end]}",
                              [_citation(whole[start:end], source, start, end)], {"label": label} if label else {})
        return
    for span in doc.ents if spans == "ents" else doc.spans[spans]:
        yield _extraction(text_of(span) if text_of else f"{span.label_}: {span.text}",
                          [_citation(span.text, source, span.start_char, span.end_char)], {"label": span.label_} if span.label_ else {})


def _extraction(text: str, citations: Sequence[pb.Citation], labels: Optional[Mapping[str, str]] = None) -> Extraction:
    if not text:
        return Extraction(text, problem="the extractor gave no text for the claim")
    if not citations or not all(citation.quote for citation in citations):
        return Extraction(text, problem="the extractor quoted nothing")
    return Extraction(text, tuple(citations), labels or {})


def _citation(quote: str, source: str, start: Optional[int] = None, end: Optional[int] = None) -> pb.Citation:
    """A citation. Python's indexes count code points."""
    span = None if start is None or end is None else pb.Span(code_point_start=start, code_point_end=end)
    return Citation(quote, source, span=span)


def _get(thing: Any, key: str, default: Any = None) -> Any:
    if isinstance(thing, Mapping):
        return thing.get(key, default)
    return getattr(thing, key, default)


def _fields(thing: Any) -> Mapping[str, Any]:
    if isinstance(thing, Mapping):
        return thing
    return {key: value for key, value in vars(thing).items() if not key.startswith("_")}


def _first(thing: Any, keys: Iterable[str]) -> Any:
    return next((found for found in (_get(thing, key) for key in keys) if found is not None), None)


def _text(value: Any) -> str:
    return ", ".join(map(_text, value)) if isinstance(value, (list, tuple)) else str(value)


def _source(sources: Sources, keys: Sequence[Any]) -> Optional[str]:
    if isinstance(sources, str):
        return sources
    if isinstance(sources, Mapping):
        return next((sources[key] for key in keys if key is not None and key in sources), None)
    index = keys[0]
    return sources[index] if isinstance(index, int) and 0 <= index < len(sources) else None


def _location(location: Any, keys: Sequence[Any]) -> str:
    named = next((key for key in keys if key is not None), None)
    return f"{_get(location, 'type')} {named}" if named is not None else str(_get(location, "type"))


def _openai_texts(response: Any) -> Iterator[Tuple[str, Sequence[Any]]]:
    """The texts of an answer with the annotations of each."""
    for output in _get(response, "output") or []:  # Responses
        for part in _get(output, "content") or []:
            yield _get(part, "text") or "", _get(part, "annotations") or []
    for choice in _get(response, "choices") or []:  # chat completions
        message = _get(choice, "message")
        yield _get(message, "content") or "", _get(message, "annotations") or []
    content = _get(response, "content")  # messages of assistants
    for part in content if isinstance(content, (list, tuple)) else []:
        text = _get(part, "text")
        yield _get(text, "value") or "", _get(text, "annotations") or []


def _sentence_before(text: str, start: Any, end: Any) -> str:
    """The words that an annotation covers; if these are a mark such as 【4:0†source】, the line's sentence before it."""
    if not isinstance(start, int):
        return text.strip()
    covered = text[start:end] if isinstance(end, int) else ""
    if covered and not covered.lstrip().startswith(("\u3010", "[", "(")):
        return covered.strip()
    before = text[:start].rstrip().rpartition("\n")[2]
    cut = max(before.rstrip(".!?").rfind(mark) for mark in (". ", "! ", "? ", "\u3011"))
    return before[cut + 1:].strip()
