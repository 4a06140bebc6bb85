#!/usr/bin/python3
"""Holds ClaimReviews, one a line or in a DataFeed, to claim_review.schema.json by the jsonschema package.

    check_claim_review.py FILE
"""

import json
import pathlib
import sys

import jsonschema


def reviews(text):
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]
    if "dataFeedElement" not in document:
        return [document]
    return [review for element in document["dataFeedElement"] for review in element["item"]]


def main():
    schema = json.loads((pathlib.Path(__file__).parent / "claim_review.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    found = reviews(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    for number, review in enumerate(found):
        for error in validator.iter_errors(review):
            sys.exit(f"review {number}: {'/'.join(map(str, error.path))}: {error.message}")
    print(f"{len(found)} reviews checked")


if __name__ == "__main__":
    main()
