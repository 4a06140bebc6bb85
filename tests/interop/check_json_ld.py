#!/usr/bin/python3
"""Checks that every key of JSON-LD documents has a meaning.

    check_json_ld.py FILE...

A FILE is one JSON document, or has one document per line. pyld expands each document with the contexts in contexts/ and without the
network:

  https://schema.org, http://schema.org       contexts/schema-org.jsonld
  http://www.w3.org/ns/anno.jsonld            contexts/anno.jsonld

The script treats http and https alike, and ignores a slash at the end. The contexts have the terms that exports use, defined as in
the official contexts. schema.org's default vocabulary, which makes every word a term, is left out so that misspelt terms are found.

Expansion drops null values, and keys that no context defines. It must keep every key at every depth. Every type and every @id must
be an absolute IRI, and must not be a blank node. An object must not have a key twice.
"""

import json
import pathlib
import re
import sys

from pyld import jsonld

CONTEXTS = pathlib.Path(__file__).resolve().parent / "contexts"
FILES = {"schema.org": "schema-org.jsonld", "www.w3.org/ns/anno.jsonld": "anno.jsonld"}
UNDEFINED = "urn:undefined:"  # the vocabulary of undefined terms, so that pyld keeps them
ABSOLUTE = re.compile(r"(?!_:)[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def load_context(url, _options):
    name = FILES.get(re.sub(r"^https?://|/$", "", url))
    if name is None:
        raise ValueError(f"no local context for {url}")
    document = json.loads((CONTEXTS / name).read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def without_twins(pairs):
    names = [name for name, _ in pairs]
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise ValueError(f"duplicate keys in an object: {', '.join(sorted(twins))}")
    return dict(pairs)


def read_documents(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    try:
        return [("", json.loads(text, object_pairs_hook=without_twins))]
    except json.JSONDecodeError:
        return [(f":{number}", json.loads(line, object_pairs_hook=without_twins))
                for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def aliases(contexts):
    """The terms that are aliases of keywords in these contexts."""
    found = set()
    for context in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(context, str):
            context = load_context(context, None)["document"]["@context"]
        for term, meaning in (context or {}).items():
            meaning = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if not term.startswith("@") and isinstance(meaning, str) and meaning.startswith("@"):
                found.add(term)
    return found


def count_keys(value, keywords=frozenset()):
    """The number of keys of a JSON value, at any depth, that are not keywords or aliases of keywords."""
    if isinstance(value, list):
        return sum(count_keys(item, keywords) for item in value)
    if not isinstance(value, dict):
        return 0
    keywords = keywords | aliases(value.get("@context", []))
    own = [key for key in value if not key.startswith("@") and key not in keywords]
    return len(own) + sum(count_keys(value[key], keywords) for key in value if key != "@context")


def complaints_about(value, where="$"):
    """The errors of a value in expanded form."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from complaints_about(item, f"{where}[{index}]" if len(value) > 1 else where)
    elif isinstance(value, dict):
        names = [("@id", value["@id"])] if "@id" in value else []
        types = value.get("@type", [])
        names += [("@type", name) for name in (types if isinstance(types, list) else [types])]
        for key, name in names:
            if name.startswith(UNDEFINED):
                yield f"{where}: {key} {name.removeprefix(UNDEFINED)} is not defined by a context"
            elif not ABSOLUTE.fullmatch(name):
                yield f"{where}: {key} {name} is not an absolute IRI"
        for key, item in value.items():
            if key.startswith(UNDEFINED):
                yield f"{where}: {key.removeprefix(UNDEFINED)} is not defined by a context"
            elif not key.startswith("@") and not ABSOLUTE.fullmatch(key):
                yield f"{where}: property {key} is not an absolute IRI"
            if not key.startswith("@") or key in ("@list", "@set", "@graph", "@included", "@reverse"):
                yield from complaints_about(item, f"{where}.{re.split('[/#:]', key)[-1]}")


def check(document):
    try:
        expanded = jsonld.expand(document, {"documentLoader": load_context, "base": "", "expandContext": {"@vocab": UNDEFINED}})
    except jsonld.JsonLdError as error:
        return [f"cannot be expanded: {(error.details or {}).get('cause') or error.args[0]}"]
    if not expanded:
        return ["is empty"]
    complaints = list(complaints_about(expanded))
    given, kept = count_keys(document), count_keys(expanded)
    if given != kept:
        complaints.append(f"{given} keys given, {kept} kept")
    return complaints


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    complaints = []
    for path in sys.argv[1:]:
        try:
            documents = read_documents(path)
        except ValueError as error:
            complaints.append(f"{path}: cannot be read as JSON: {error}")
            continue
        if not documents:
            complaints.append(f"{path}: no document")
        wrong = [f"{path}{line}: {complaint}" for line, document in documents for complaint in check(document)]
        complaints += wrong
        if not wrong:
            print(f"{path}: {len(documents)} documents, of which all is kept")
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main()
