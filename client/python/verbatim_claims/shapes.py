"""The messages of a proof bundle, and what the entries of the log record: tables for verify.py."""

from typing import Any, Dict, Iterable, Mapping, Optional

# Kinds of protobuf fields: the wire type of each. A message is the dictionary of its fields.
INT, FIXED, BYTES, TEXT = "int", "fixed", "bytes", "text"
WIRE_TYPES = {INT: 0, FIXED: 1, BYTES: 2, TEXT: 2}


# A message is described by a kind for each field number.
Shape = Dict[int, Any]


def table(integers: Iterable[int] = (), octets: Iterable[int] = (), texts: Iterable[int] = (),
          repeated: Optional[Mapping[int, Any]] = None, messages: Optional[Mapping[int, Any]] = None) -> Shape:
    """Describes a message: a kind for each field number. A list of one kind stands for a repeated field."""
    return {**dict.fromkeys(integers, INT), **dict.fromkeys(octets, BYTES), **dict.fromkeys(texts, TEXT),
            **(repeated or {}), **(messages or {})}


# The messages of a bundle (proof.proto).
ENTRY = table([1], [2, 3], repeated={4: [BYTES]})
SENTENCE = table([1, 2, 3], [], [4], {5: [BYTES]})
REVISION_PROOF = table([], [], [3], {2: [SENTENCE]}, {1: ENTRY})
BUNDLE = table([], [], [1], {3: [REVISION_PROOF], 4: [ENTRY]}, {2: ENTRY})
# The messages of a payload that are read (log_entry.proto). Fields that are messages, but are not read, are bytes here.
SPAN = table(range(1, 7))
ERASURE = table([], [3], [1, 2])
CITATION = table([9, 10], [7], [1, 2, 3, 4, 11], {6: [TEXT], 8: [BYTES]}, {5: SPAN})
CLAIM = table([8, 16], [3, 4, 7, 11, 13, 14], [1, 2, 5, 9, 10, 15, 18, 19],
              {6: [CITATION], 12: [BYTES], 17: [BYTES], 20: [TEXT]}, {21: ERASURE})
EVIDENCE = table([3, 7, 8, 12], [5, 6, 10], [1, 4, 9, 11], {}, {2: CITATION})
DOCUMENT = table([9, 10, 15], [6, 11, 12], [1, 2, 3, 5, 7, 8, 13], {4: [TEXT]}, {14: ERASURE})
REVISION = table([6, 7, 10, 11, 14], [3, 4, 8, 9, 12], [1, 2, 5], {13: [BYTES]})
REVIEW = table([10, 13, 17, 20], [2, 3, 9, 14, 15], [1, 4, 5, 6, 8, 11, 12, 16, 18, 19], {7: [TEXT]})
LINK = table([2, 7, 8, 12], [5, 6, 10], [1, 3, 4, 9, 11])
RESOURCES = {3: DOCUMENT, 4: REVISION, 5: CLAIM, 9: EVIDENCE, 10: REVIEW, 11: LINK}
PAYLOAD = table([14], [1, 2, 6, 7, 15, 16], [], {8: [TEXT], 12: [BYTES], 13: [FIXED]}, RESOURCES)

# For each entry type, in order (service/log/leaf.h), the field of the payload that its entries set. The last type is of
# erased claims, and of what was recorded about them.
RESOURCE_FIELDS = dict(enumerate([{3}, {4}, {5}, {5}, {5}, {3}, {5}, {3}, {5}, {9}, {9}, {10}, {10}, {10}, {11}, {3}, {9},
                                  {11}, {5, 9, 10, 11}], start=1))
# The entry types that erase a resource, the field of each resource that marks it as erased, and the fields that remain of
# an erased claim, and of its evidence, reviews and links. Of a citation of this evidence, only the revision remains.
ERASING_TYPES = (6, 19)
ERASED = {3: 14, 5: 21, 9: 12, 10: 20, 11: 12}
REMAINS = {5: {1, 8, 10, 13, 14, 21}, 9: {1, 2, 3, 6, 8, 10, 12}, 10: {1, 7, 8, 10, 12, 13, 14, 15, 20},
           11: {1, 2, 3, 6, 8, 10, 12}}
# The paths of resources, by the field of the payload.
PATHS = {3: "documents/[^/]+", 4: "documents/[^/]+/revisions/[^/]+", 5: "claims/[^/]+", 9: "claims/[^/]+/evidence/[^/]+",
         10: "claims/[^/]+/reviews/[^/]+", 11: "claims/[^/]+/links/[^/]+"}
# The fields with the state of a resource, and the reason.
STATES = {5: (8, 9), 9: (8, 9), 10: (10, 11), 11: (8, 9)}
STATE_WORDS = {5: {2: "retracted"}, 9: {2: "retracted"}, 10: {2: "superseded", 3: "retracted"}, 11: {2: "retracted"}}
