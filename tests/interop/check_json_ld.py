#!/usr/bin/python3
"""Expands JSON-LD by pyld, with contexts that lie here in the place of those on the network.

    check_json_ld.py FILE...

A file is one document, or one a line. The contexts define the terms that schema.org and the Web Annotation Vocabulary have and
no others, so that a property which does not exist there is found: nothing may be lost, and every type and id must be an
absolute IRI.
"""

import json
import pathlib
import sys

from pyld import jsonld

FOLDER = pathlib.Path(__file__).parent / "contexts"
CONTEXTS = {
    "https://schema.org": "schema-org.jsonld",
    "http://schema.org": "schema-org.jsonld",
    "https://schema.org/": "schema-org.jsonld",
    "http://schema.org/": "schema-org.jsonld",
    "http://www.w3.org/ns/anno.jsonld": "anno.jsonld",
}


def load(url, options):
    if url not in CONTEXTS:
        sys.exit(f"there is no context {url} here")
    document = json.loads((FOLDER / CONTEXTS[url]).read_text(encoding="utf-8"))
    return {"contextUrl": None, "documentUrl": url, "document": document, "contentType": "application/ld+json"}


def properties(value):
    """How many properties with a value there are in a document, @context aside."""
    if isinstance(value, list):
        return sum(properties(item) for item in value)
    if not isinstance(value, dict) or "@value" in value:
        return 0
    if "@list" in value:
        return properties(value["@list"])
    own = [key for key in value if not key.startswith("@") and key not in ("id", "type")]
    return len(own) + sum(properties(value[key]) for key in own)


def check_iris(value, where):
    if isinstance(value, list):
        for item in value:
            check_iris(item, where)
    elif isinstance(value, dict):
        iris = [value["@id"]] if "@id" in value else []
        iris += value.get("@type", []) if "@value" not in value else []
        for iri in iris:
            if ":" not in iri:
                sys.exit(f"{where}: {iri} is no absolute IRI")
        for key, item in value.items():
            if not key.startswith("@") or key == "@list":
                check_iris(item, where)


def check(document, where):
    expanded = jsonld.expand(document)
    written, read = properties(document), properties(expanded)
    if written != read:
        sys.exit(f"{where}: {written} properties are written and {read} are read")
    check_iris(expanded, where)
    return read


def main():
    jsonld.set_document_loader(load)
    documents = count = 0
    for path in sys.argv[1:]:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        try:
            parts = [json.loads(text)]
        except json.JSONDecodeError:
            parts = [json.loads(line) for line in text.splitlines()]
        for number, document in enumerate(parts):
            count += check(document, f"{path}, document {number}")
            documents += 1
    print(f"{documents} documents expanded, {count} properties")


if __name__ == "__main__":
    main()
