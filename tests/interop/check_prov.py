#!/usr/bin/python3
"""Checks that a PROV-JSON document has the same content as the traces that it was made from.

    check_prov.py PROV_JSON TRACE_JSONL

PROV_JSON has a top-level `prefix` and one bundle for each claim. The bundle's identifier is the claim's URI, or begins with the
claim's URI and `/`, `#` or `?`.
TRACE_JSONL has one line for each claim:

    {"claim": "claims/x", "base": "https://example.org/", "nodes": [...], "relations": [...]}

with ProvenanceNode and ProvenanceRelation of proto/verbatim/v1/trace.proto in protobuf's JSON. A name that begins with claims/,
documents/ or agents/ is relative to `base`; any other name is a URI.

python3-prov reads the document. Each bundle must have the same nodes (URI and kind) and the same relations (kind, both URIs, and the
role in attribute verbatim:role) as its trace, equally often, and no others. specializationOf and alternateOf have no attributes in
PROV-JSON, so their roles are not compared. It must be possible to write every bundle as PROV-N, and to write the document as
PROV-JSON and read it again unchanged.
"""

import collections
import json
import sys

from prov.model import (PROV_N_MAP, ProvActivity, ProvAgent, ProvDocument, ProvElement, ProvEntity, ProvRelation)

ROLE = "https://verbatim.dev/ns#role"
BUNDLE = "http://www.w3.org/ns/prov#Bundle"
NAMED_BY_BASE = ("claims/", "documents/", "agents/")
NODE_KINDS = {"PROVENANCE_NODE_KIND_ENTITY": "entity", "PROVENANCE_NODE_KIND_ACTIVITY": "activity",
              "PROVENANCE_NODE_KIND_AGENT": "agent"}
CLASSES = {ProvEntity: "entity", ProvActivity: "activity", ProvAgent: "agent"}
RELATION_KINDS = {
    "PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM": "wasDerivedFrom",
    "PROVENANCE_RELATION_KIND_SPECIALIZATION_OF": "specializationOf",
    "PROVENANCE_RELATION_KIND_WAS_GENERATED_BY": "wasGeneratedBy",
    "PROVENANCE_RELATION_KIND_WAS_ASSOCIATED_WITH": "wasAssociatedWith",
    "PROVENANCE_RELATION_KIND_WAS_ATTRIBUTED_TO": "wasAttributedTo",
    "PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY": "wasInfluencedBy",
    "PROVENANCE_RELATION_KIND_ALTERNATE_OF": "alternateOf",
    "PROVENANCE_RELATION_KIND_USED": "used",
}
WITHOUT_ATTRIBUTES = ("specializationOf", "alternateOf")


def read_traces(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def expected(trace):
    """Counts the nodes and relations of a trace, by URI."""
    def uri(name):
        return trace["base"] + name if name.startswith(NAMED_BY_BASE) else name

    nodes = collections.Counter((NODE_KINDS[node["kind"]], uri(node["name"])) for node in trace.get("nodes", []))
    relations = collections.Counter()
    for relation in trace.get("relations", []):
        kind = RELATION_KINDS[relation["kind"]]
        role = "" if kind in WITHOUT_ATTRIBUTES else relation.get("role", "")
        relations[(kind, uri(relation["subject"]), uri(relation["object"]), role)] += 1
    return nodes, relations


def uri_of(name):
    return name.uri if name is not None else "(absent, or with an unknown prefix)"


def found(bundle):
    """The same for a bundle read by python3-prov, and its errors."""
    nodes, relations, complaints = collections.Counter(), collections.Counter(), []
    for record in bundle.get_records():
        if isinstance(record, ProvElement):
            nodes[(CLASSES.get(type(record), "unknown"), uri_of(record.identifier))] += 1
        elif isinstance(record, ProvRelation):
            kind = PROV_N_MAP[record.get_type()]
            (_, subject), (_, object_) = record.formal_attributes[:2]
            roles = [getattr(value, "value", value) for name, value in record.extra_attributes if name.uri == ROLE]
            if len(roles) > 1:
                complaints.append(f"{kind} of {uri_of(subject)} has the roles {', '.join(sorted(roles))}")
            if kind in WITHOUT_ATTRIBUTES and record.extra_attributes:
                complaints.append(f"{kind} of {uri_of(subject)} has attributes")
            relations[(kind, uri_of(subject), uri_of(object_), roles[0] if roles else "")] += 1
    return nodes, relations, complaints


def differences(what, wanted, given):
    lines = [f"{what} missing: {' '.join(item)}" for item in sorted((wanted - given).elements())]
    return lines + [f"{what} not in the trace: {' '.join(item)}" for item in sorted((given - wanted).elements())]


def check(document, traces):
    complaints = []
    for record in document.get_records():
        types = {uri_of(value) for value in record.get_asserted_types()}
        if not (isinstance(record, ProvEntity) and BUNDLE in types):
            complaints.append(f"outside all bundles: {record}")

    bundles = {bundle.identifier.uri: bundle for bundle in document.bundles}
    taken = set()
    for trace in traces:
        claim = trace["base"] + trace["claim"]
        names = [name for name in bundles if name == claim or name.startswith(tuple(claim + mark for mark in "/#?"))]
        if len(names) != 1 or names[0] in taken:
            complaints.append(f"{trace['claim']}: {len(names)} bundles instead of one")
            continue
        taken.add(names[0])
        nodes, relations = expected(trace)
        given_nodes, given_relations, wrong = found(bundles[names[0]])
        wrong += differences("node", nodes, given_nodes) + differences("relation", relations, given_relations)
        if not bundles[names[0]].get_provn().startswith("bundle "):
            wrong.append("cannot be written as PROV-N")
        complaints += [f"{trace['claim']}: {complaint}" for complaint in wrong]
    complaints += [f"bundle {name} has no trace" for name in sorted(set(bundles) - taken)]

    if not document.get_provn().startswith("document"):
        complaints.append("cannot be written as PROV-N")
    if ProvDocument.deserialize(content=document.serialize(format="json"), format="json") != document:
        complaints.append("differs after writing and reading it again")
    return complaints


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    path, traces_path = sys.argv[1:]
    try:
        traces = read_traces(traces_path)
    except ValueError as error:
        sys.exit(f"{traces_path}: cannot be read: {error}")
    try:
        document = ProvDocument.deserialize(path, format="json")
    except Exception as error:  # python3-prov does not catch KeyError, TypeError and others
        sys.exit(f"{path}: cannot be read as PROV-JSON: {error!r}")
    try:
        complaints = check(document, traces)
    except KeyError as error:
        sys.exit(f"{traces_path}: missing or unknown in a trace: {error}")
    if complaints:
        sys.exit("\n".join(f"{path}: {complaint}" for complaint in complaints))
    print(f"{path}: {len(traces)} bundles, each with the nodes and relations of its trace")


if __name__ == "__main__":
    main()
