#!/usr/bin/python3
"""Checks claim reviews against the requirements of Google's fact check markup.

    check_claim_review.py [--recommended] FILE

FILE is one schema.org ClaimReview, or has one ClaimReview per line, or is a DataFeed with ClaimReviews as dataFeedElement[].item.
python3-jsonschema validates each ClaimReview against claim_review.schema.json. The script also checks that dates exist and that
ratings are in their range. It prints the properties that Google recommends and that are absent. With --recommended, an absent
property is an error.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parent / "claim_review.schema.json"
RECOMMENDED = (("author",), ("author", "url"), ("datePublished",), ("reviewRating", "alternateName"), ("itemReviewed",),
               ("itemReviewed", "author"), ("itemReviewed", "datePublished"), ("itemReviewed", "appearance"),
               ("itemReviewed", "firstAppearance"))
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("iso-date-or-time", raises=ValueError)
def is_date_or_time(value):
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        datetime.date.fromisoformat(value)
    elif isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.]\d+)?)?(Z|[+-]\d\d:\d\d)?", value):
            return False
        datetime.datetime.fromisoformat(re.sub(r"[.]\d+", "", value).replace("Z", "+00:00"))
    return True


VALIDATOR = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FORMATS)


def as_list(value):
    return value if isinstance(value, list) else [value]


def reviews_of(document):
    """The claim reviews of a document with their places in it. ValueError if it has another form."""
    if not isinstance(document, dict):
        raise ValueError("not an object")
    if not any(isinstance(context, str) and re.fullmatch(r"https?://schema[.]org/?", context)
               for context in as_list(document.get("@context"))):
        raise ValueError("its @context is not schema.org")
    if document.get("@type") != "DataFeed":
        return [("$", document)]
    elements = document.get("dataFeedElement")
    if not isinstance(elements, list) or not all(isinstance(e, dict) and e.get("@type") == "DataFeedItem" for e in elements):
        raise ValueError("its dataFeedElement is not a list of DataFeedItems")
    return [(f"$.dataFeedElement[{index}].item", item)
            for index, element in enumerate(elements) for item in as_list(element.get("item"))]


def read_documents(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    try:
        return [("", json.loads(text))]
    except json.JSONDecodeError:
        return [(f":{number}", json.loads(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def complaints_about(review):
    complaints = []
    for error in sorted(VALIDATOR.iter_errors(review), key=lambda error: error.json_path):
        inner = [f"{found.json_path}: {found.message}" for found in error.context if found.relative_path]
        complaints.append(f"{error.json_path}: " + ("; ".join(inner) or error.message))
    if not complaints:
        rating = review["reviewRating"]
        worst, value, best = (float(rating[key]) if key in rating else None for key in ("worstRating", "ratingValue", "bestRating"))
        if value is not None and (worst is not None and value < worst or best is not None and value > best):
            complaints.append("$.reviewRating: its value is out of its range")
    return complaints


def absent(review):
    """The paths of the recommended properties that a review lacks."""
    for path in RECOMMENDED:
        values = [review]
        for key in path:
            values = [value.get(key) for value in values if isinstance(value, dict)]
            values = [item for value in values if value is not None for item in as_list(value)]
        if not values:
            yield ".".join(path)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--recommended", action="store_true")
    arguments.add_argument("file")
    options = arguments.parse_args()
    path, complaints, count, missing = options.file, [], 0, collections.Counter()
    try:
        documents = read_documents(path)
    except ValueError as error:
        sys.exit(f"{path}: cannot be read as JSON: {error}")
    for line, document in documents:
        try:
            reviews = reviews_of(document)
        except ValueError as error:
            complaints.append(f"{path}{line}: {error}")
            continue
        for place, review in reviews:
            count += 1
            wrong = complaints_about(review)
            if not wrong:
                lacking = list(absent(review))
                missing.update(lacking)
                wrong = [f"$.{name}: recommended, absent" for name in lacking if options.recommended]
            complaints += [f"{path}{line}: {place}{complaint[1:]}" for complaint in wrong]
    if not count and not complaints:
        complaints.append(f"{path}: no claim review")
    if complaints:
        sys.exit("\n".join(complaints))
    print(f"{path}: {count} claim reviews with all required properties" +
          "".join(f"; {number} without {name}" for name, number in sorted(missing.items())))


if __name__ == "__main__":
    main()
