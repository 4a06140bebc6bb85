"""Verifies a Verbatim proof bundle offline. Shares no code with the C++ verifier and does not use the protobuf library.

    verbatim-claims-verify BUNDLE VKEY     VKEY is the log's verifier key, name+id+key, or a file that contains it

Prints what was proven, or why not. Exit code, as that of `verbatim verify`: 0 if everything is proven; 2 if an argument
is wrong or a file cannot be read; 6 if a check fails; 7 if the entry is in the log, but the bundle does not contain what
the entry records; 8 if a newer version made the bundle. Programs call verify_bundle. Needs nothing but Python.
"""

import base64
import hashlib
import pathlib
import re
import sys
from typing import Any, Dict, List, Mapping, NamedTuple, NoReturn, Optional, Tuple

from . import ed25519
from .shapes import (BUNDLE, ERASED, ERASING_TYPES, FIXED, INT, PATHS, PAYLOAD, REMAINS, RESOURCE_FIELDS, RESOURCES, STATE_WORDS,
                     STATES, TEXT, WIRE_TYPES, Shape)

WRONG_ARGUMENT, FAILED, NOT_SHOWN, NEWER = 2, 6, 7, 8

# A message is read into a value for each field number.
Fields = Dict[int, Any]
# Name, id and public key of a log.
Key = Tuple[str, bytes, bytes]
# Start, end and words of a sentence.
Sentence = Tuple[int, int, bytes]

# Characters that can separate sentences: Unicode's property White_Space.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
# Characters that could control a terminal, break a line or reorder it.
UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# No log has this many witnesses. The bound is needed because a note is parsed before it is trusted.
MOST_SIGNATURES = 100


class Verdict(Exception):
    """Why a bundle does not prove what it should: an exit code and a message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def require(condition: Any, what: str) -> None:
    if not condition:
        raise Verdict(FAILED, what)


def know(condition: Any, what: str) -> None:
    if not condition:
        raise Verdict(NEWER, f"made by a newer version: {what}")


def printable(text: str) -> str:
    """Returns a text in one line, without characters that could control a terminal."""
    return UNPRINTABLE.sub("\ufffd", " ".join(re.split("[\t\n\r ]+", text)))


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def varint(data: bytes, at: int) -> Tuple[int, int]:
    for length in range(1, 11):
        require(at + length <= len(data), "bundle: a message is cut off")
        if data[at + length - 1] < 0x80:
            return sum((byte & 0x7F) << 7 * i for i, byte in enumerate(data[at:at + length])) & (1 << 64) - 1, at + length
    raise Verdict(FAILED, "bundle: malformed varint")


def decoded(value: Any, kind: str) -> Any:
    try:
        return value.decode() if kind == TEXT else value
    except UnicodeDecodeError:
        raise Verdict(FAILED, "bundle: a text is not UTF-8") from None


def message_of(data: bytes, known: Shape, newer: bool = True) -> Fields:
    """Parses a protobuf message. Returns its fields by number: values, dictionaries for messages, lists for repeated fields.

    A field that occurs twice is refused, unless it is repeated: readers would differ on which counts. With `newer`, a
    field that is not in `known` means that a newer version made the message. Otherwise, such fields are ignored.
    """
    found: Fields = {}
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        number, wire_type = tag >> 3, tag & 7
        require(0 < number < 1 << 29 and wire_type in (0, 1, 2, 5), "bundle: it contains what is no message of protobuf")
        value, at = varint(data, at) if wire_type in (0, 2) else (0, at)
        length = value if wire_type == 2 else {0: 0, 1: 8, 5: 4}[wire_type]
        require(at + length <= len(data), "bundle: a message is cut off")
        read: Any = value if wire_type == 0 else data[at:at + length]
        at += length
        if number not in known:
            know(not newer, f"field {number} of the bundle is not known")
            continue
        kind = known[number]
        repeated = isinstance(kind, list)
        kind = kind[0] if repeated else kind
        is_message = isinstance(kind, dict)
        wire = 2 if is_message else WIRE_TYPES[kind]
        packed = repeated and kind in (INT, FIXED) and wire_type == 2
        require(wire_type == wire or packed, f"bundle: the field {number} of a message has a wrong wire type")
        require(repeated or number not in found, f"bundle: the field {number} of a message occurs twice")
        others = RESOURCES.keys() & found.keys() - {number} if known is PAYLOAD and number in RESOURCES else ()
        require(not others, "bundle: two resources in one entry")
        read = message_of(read, kind, newer) if is_message else decoded(read, kind)
        if repeated:
            found.setdefault(number, []).append(read)
        else:
            found[number] = read
    return found


def is_white_space(text: str) -> bool:
    return not text.strip(WHITE_SPACE)


def included(leaf: bytes, index: int, size: int, proof: List[bytes], root: bytes) -> bool:
    """RFC 9162, section 2.1.3.2."""
    fn, sn, r = index, size - 1, sha256(b"\0" + leaf)
    for p in proof:
        if sn <= 0 or len(p) != 32:
            return False
        right = fn & 1 or fn == sn
        r = sha256(b"\1" + (p + r if right else r + p))
        while right and not fn & 1 and fn:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return index < size and sn == 0 and r == root


def from_base64(text: str) -> Optional[bytes]:
    """Decodes standard base64 with its padding, and nothing else. Returns None for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_key_name(name: str) -> bool:
    return bool(name) and not re.search(f"[+\0-\x1f\x7f{WHITE_SPACE}]", name)


def open_key(vkey: str) -> Key:
    """Returns name, id and public key of a verifier key."""
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", vkey)
    key = from_base64(match[3]) if match and is_key_name(match[1]) else None
    if not match or not key or len(key) != 33 or key[:1] != b"\1" or sha256(match[1].encode() + b"\n" + key)[:4].hex() != match[2]:
        raise Verdict(WRONG_ARGUMENT, "the verifier key is invalid")
    return match[1], bytes.fromhex(match[2]), key[1:]


def open_checkpoint(note: str, vkey: Key) -> Tuple[int, bytes]:
    """Returns size and root hash of a checkpoint (c2sp.org/tlog-checkpoint), if the key (open_key) signed it."""
    name, key_id, key = vkey
    text, separator, signatures = note.rpartition("\n\n")
    require(separator and note.endswith("\n"), "checkpoint: it is not a signed note")
    text += "\n"
    match = re.match(r"([^\n]+)\n(0|[1-9][0-9]{0,19})\n([^\n]*)\n", text)
    root = from_base64(match[3]) if match else None
    if not match or root is None or len(root) != 32 or int(match[2]) >= 1 << 64:
        raise Verdict(FAILED, "checkpoint: it is malformed")
    lines = signatures.split("\n")[:-1]
    require(0 < len(lines) <= MOST_SIGNATURES, "checkpoint: it has no signature, or too many")
    parsed = []
    for line in lines:
        signer, space, encoded = line.removeprefix("\u2014 ").partition(" ")
        signature = from_base64(encoded) if space and line.startswith("\u2014 ") and is_key_name(signer) else None
        if signature is None or len(signature) <= 4:
            raise Verdict(FAILED, "checkpoint: a line of its signatures is malformed")
        parsed.append((signer, signature))
    require(match[1] == name, "checkpoint: it is from another log")
    own = [signature[4:] for signer, signature in parsed if signer == name and signature[:4] == key_id]
    require(own, "checkpoint: it is not signed by the key")
    for signature in own:
        require(ed25519.is_valid(key, signature, text.encode()), "checkpoint: the signature is wrong")
    return int(match[2]), root


def open_leaf(leaf: bytes, index: int) -> Tuple[int, bytes, str]:
    """Returns type, digest of the payload and name of the resource. service/log/leaf.h describes the bytes."""
    know(leaf[:1] in (b"", b"\1"), f"the format of entry {index} is not known")
    at = 43
    strings: List[bytes] = []
    for _ in range(3):
        end = at + 2 + int.from_bytes(leaf[at:at + 2], "big")
        require(at + 2 <= len(leaf) and end <= len(leaf), f"entry {index}: malformed leaf")
        strings.append(leaf[at + 2:end])
        at = end
    require(at == len(leaf), f"entry {index}: malformed leaf")
    return int.from_bytes(leaf[1:3], "big"), leaf[11:43], strings[0].decode(errors="surrogateescape")


def check_entry(entry: Fields, size: int, root: bytes) -> Tuple[str, int, Optional[Fields]]:
    """Checks an EntryProof. Returns the name of its resource, the field of the payload that it sets, and the fields of the
    payload, which are None if the bundle does not contain it."""
    index, leaf, payload = entry.get(1, 0), entry.get(2, b""), entry.get(3, b"")
    require(included(leaf, index, size, entry.get(4, []), root), f"entry {index}: it is not in the log")
    entry_type, digest, name = open_leaf(leaf, index)
    know(entry_type in RESOURCE_FIELDS, f"the type {entry_type} of entry {index} is not known")
    named = [field for field, path in PATHS.items() if re.fullmatch(path, name, re.S)]
    know(named, f"the path {name} is not known")
    field = named[0]
    require(field in RESOURCE_FIELDS[entry_type], f"entry {index}: entries of its type do not record {name}")
    if not payload:
        return name, field, None
    require(sha256(payload) == digest, f"entry {index}: the payload is not what was recorded")
    fields = message_of(payload, PAYLOAD, newer=False)
    require(field in fields and fields[field].get(1, "") == name, f"entry {index}: the payload is of another resource")
    require(is_erased(fields[field], field) == (entry_type in ERASING_TYPES),
            f"entry {index}: its type and its payload differ on whether {name} is erased")
    return name, field, fields


def is_erased(resource: Fields, field: int) -> bool:
    mark = resource.get(ERASED.get(field, 0))
    return isinstance(mark, dict) or bool(mark)


def check_remains(resource: Fields, field: int, name: str) -> None:
    """Checks that nothing is left of an erased claim, or of its evidence, reviews and links, but the fields of REMAINS."""
    # A field that has its default value is not set. A message is set even if it is empty.
    left = [value for number, value in resource.items() if number not in REMAINS[field] and value not in ("", 0)]
    quoted = resource.get(2, {}) if field == 9 else {}
    left += [value for number, value in quoted.items() if number != 1 and value not in ("", b"", 0)]
    require(not left, f"{name}: it is marked as erased but still contains words")


def check_erasures(proofs: List[Fields], name: str, payload: Optional[Fields], citations: List[Fields], size: int,
                   root: bytes) -> List[str]:
    """Checks the entries that erased documents. The bundle must leave out something of each document. Returns lines that
    tell who erased what."""
    left_out = {citation.get(1, "") for citation in citations if citation.get(9, 0)} | ({name} if payload is None else set())
    documents = {revision.partition("/revisions/")[0] for revision in left_out}
    facts = []
    for proof in proofs:
        document, field, erasing = check_entry(proof, size, root)
        if erasing is None or field != 3 or not is_erased(erasing[3], 3):
            raise Verdict(FAILED, f"entry {proof.get(1, 0)}: it does not record an erasure")
        require(document in documents, f"erasure: the bundle leaves out nothing of {document}, or has its erasure twice")
        documents.remove(document)
        facts.append(f"{document} was {told(erasing[3][14])}")
    return facts


def told(erasure: Fields) -> str:
    return f"erased, requested by {erasure.get(1, '')}: {erasure.get(2, '')}"


def check_revision(proof: Fields, size: int, root: bytes) -> Tuple[str, Dict[str, Sentence], Optional[bytes]]:
    """Checks a RevisionProof. Returns the revision's name, its sentences by name, and its text (None if the proof has no text)."""
    name, field, payload = check_entry(proof.get(1, {}), size, root)
    if payload is None or field != 4:
        raise Verdict(FAILED, f"{name}: the payload of the revision is missing")
    revision, previous = payload[4], -1
    sentences: Dict[str, Sentence] = {}
    for sentence in proof.get(2, []):
        index, start, end, text = (sentence.get(number, 0) for number in (1, 2, 3, 4))
        text = text.encode() if text else b""
        require(previous < index, f"{name}: its sentences are not in the order of the text, or one is there twice")
        previous = index
        leaf = start.to_bytes(8, "big") + end.to_bytes(8, "big") + text
        proven = included(leaf, index, revision.get(7, 0), sentence.get(5, []), payload.get(7, b""))
        require(proven and max(start, end) < 1 << 63 and end - start == len(text),
                f"sentence {index} of {name}: the revision does not contain it")
        sentences[f"{name}/sentences/{index}"] = (start, end, text)
    text = proof.get(3, "").encode() or None
    require(text is None or sha256(text) == revision.get(3), f"{name}: the text does not match")
    return name, sentences, text


def check_sentences(names: List[str], revision: str, sentences: Dict[str, Sentence], quote: bytes, start: int) -> None:
    """Checks that the sentences are consecutive and that the quote is their words and the white space around them."""
    require(names and sentences, "quote: nothing proves its words")
    for name in names:
        know(re.fullmatch(PATHS[4] + "/sentences/[0-9]+", name, re.S), f"the path {name} is not known")
    require(all(name in sentences for name in names), f"quote: the bundle does not prove its sentences in {revision}")
    indexes = [int(name.rpartition("/")[2]) for name in names]
    require(indexes == list(range(indexes[0], indexes[0] + len(names))), "quote: its sentences are not consecutive")
    shown, end = start, start + len(quote)
    for s, e, words in (sentences[name] for name in names):
        a, b = max(s, start), min(e, end)
        require(a < b and words[a - s:b - s] == quote[a - start:b - start], f"quote: it is not in {revision}")
        require(shown <= a and separates(quote[shown - start:a - start]), "quote: its sentences do not contain all of it")
        shown = b
    require(separates(quote[shown - start:]), "quote: its sentences do not contain all of it")


def separates(data: bytes) -> bool:
    return is_white_space(data.decode(errors="replace"))


def check_quote(citation: Fields, revisions: Mapping[str, Tuple[Dict[str, Sentence], Optional[bytes]]]) -> Tuple[str, Optional[str]]:
    """Checks a citation. Returns what it shows, and the revision that it needs, which is None if its words are erased."""
    revision = citation.get(1, "")
    if citation.get(9, 0):
        require(not any(citation.get(number) for number in (2, 3, 4, 7, 8, 11)),
                "quote: it is marked as erased but still present")
        return f"words of {revision}, erased", None
    span = citation.get(5, {})
    quote, start, end = citation.get(2, "").encode(), span.get(1, 0), span.get(2, 0)
    require(revision in revisions, f"quote: the bundle does not prove {revision}")
    require(quote and sha256(quote) == citation.get(7) and max(start, end) < 1 << 63 and end - start == len(quote),
            "quote: it does not match its digest and span")
    sentences, text = revisions[revision]
    if text is not None:
        require(text[start:end] == quote, f"quote: it is not in {revision}")
    else:
        check_sentences(citation.get(6, []), revision, sentences, quote, start)
    return f"»{quote.decode()}« found in {revision}, bytes {start}-{end}", revision


class Proven(NamedTuple):
    """What a bundle proves."""

    resource: str  # name of the resource
    entry: int  # index of the entry of the log that records it
    size: int  # size of the log that the bundle is of; later entries may change the resource
    facts: List[str]  # what is proven, in lines for people


def verify_bundle(bundle: bytes, vkey: str) -> Proven:
    """Verifies a serialized ProofBundle with the log's verifier key. Raises a Verdict if it does not prove what it should."""
    key = open_key(vkey)
    require(bundle, "bundle: it is empty")
    return check_bundle(message_of(bundle, BUNDLE), key)


def check_bundle(bundle: Fields, vkey: Key) -> Proven:
    size, root = open_checkpoint(bundle.get(1, ""), vkey)
    entry = bundle.get(2, {})
    name, field, payload = check_entry(entry, size, root)
    title = f"{name}, as of entry {entry.get(1, 0)} of {size}: later entries may change it"
    facts: List[str] = []
    resource = payload[field] if payload is not None else {}
    is_citing = field in (5, 9) and payload is not None and not is_erased(resource, field)
    citations = citations_of(resource, field) if is_citing else []
    erasures = check_erasures(bundle.get(4, []), name, payload, citations, size, root)
    proofs = bundle.get(3, [])
    if payload is not None and is_erased(resource, field) and field != 3:
        check_remains(resource, field, name)
        require(not proofs, f"{name}: it is erased, but the bundle proves a revision")
    elif payload is not None and not is_citing:
        # The bundle of a revision may contain the revision's own text.
        require(all(proof.get(1, {}) == entry for proof in proofs), "revision: the bundle also proves another resource")
    revisions: Dict[str, Tuple[Dict[str, Sentence], Optional[bytes]]] = {}
    for proof in proofs:
        revision, sentences, text = check_revision(proof, size, root)
        require(revision not in revisions, f"revision: the bundle proves {revision} twice")
        revisions[revision] = sentences, text
    if payload is None:
        missing = "\n".join(erasures) or "the bundle does not contain what the entry records"
        raise Verdict(NOT_SHOWN, f"{missing}\n{title}")
    facts += [f"claim: {resource[2]}"] if field == 5 and resource.get(2) else []
    facts += state_of(resource, field)
    if not is_citing:
        return Proven(name, entry.get(1, 0), size, facts)
    require(citations, f"quote: {name} has no citations")
    shown = [check_quote(citation, revisions) for citation in citations]
    require({revision for _, revision in shown} >= revisions.keys(), f"revision: {name} does not cite all revisions")
    return Proven(name, entry.get(1, 0), size, facts + [line for line, _ in shown] + erasures)


def citations_of(resource: Fields, field: int) -> List[Fields]:
    """Returns the citations of a claim or of evidence."""
    return resource.get(6, []) if field == 5 else [resource[2]] if 2 in resource else []


def state_of(resource: Fields, field: int) -> List[str]:
    """Returns a line with the state of a resource that is not in force."""
    if is_erased(resource, field):
        mark = resource[ERASED[field]]
        return [f"state: {told(mark) if isinstance(mark, dict) else 'erased with its claim'}"]
    state, reason = STATES.get(field, (0, 0))
    # An enum is an integer of 32 bits.
    word = STATE_WORDS.get(field, {}).get(resource.get(state, 0) & 0xFFFFFFFF)
    return [f"state: {word}: {resource.get(reason, '')}"] if word else []


def main(path: str, vkey: str) -> None:
    try:
        vkey = pathlib.Path(vkey).read_text(encoding="utf-8").partition("\n")[0] if pathlib.Path(vkey).exists() else vkey
        data = pathlib.Path(path).read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        raise Verdict(WRONG_ARGUMENT, f"cannot read: {error}") from None
    proven = verify_bundle(data, vkey)
    title = f"{proven.resource}, as of entry {proven.entry} of {proven.size}: later entries may change it"
    print(printable(title), *("  " + printable(fact) for fact in proven.facts), sep="\n")


def run() -> NoReturn:
    """The command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure")
        reconfigure(encoding="utf-8", errors="replace")
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except Verdict as verdict:
        words = {FAILED: "refused", NOT_SHOWN: "not shown", NEWER: "unknown"}.get(verdict.code, "wrong argument")
        print(f"{pathlib.Path(sys.argv[0]).name}: {words}:", *map(printable, str(verdict).split("\n")), file=sys.stderr)
        sys.exit(verdict.code)
    sys.exit(0)


if __name__ == "__main__":
    run()
