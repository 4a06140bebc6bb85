#!/usr/bin/python3
"""Checks PROV-JSON, read by the prov package, against the graphs that TraceClaim gives.

    check_prov.py PROV_JSON TRACES

TRACES has an object a line: {"claim": name, "base": base_uri, "nodes": [...], "relations": [...]}, the last two in protobuf
JSON. The bundle of the claim must have the same nodes and the same relations, and nothing else.
"""

import json
import sys

from prov.model import ProvDocument

KINDS = {"ENTITY": "prov:Entity", "ACTIVITY": "prov:Activity", "AGENT": "prov:Agent"}
RELATIONS = {
    "WAS_DERIVED_FROM": "prov:Derivation",
    "SPECIALIZATION_OF": "prov:Specialization",
    "WAS_GENERATED_BY": "prov:Generation",
    "WAS_ASSOCIATED_WITH": "prov:Association",
    "WAS_ATTRIBUTED_TO": "prov:Attribution",
    "WAS_INFLUENCED_BY": "prov:Influence",
    "ALTERNATE_OF": "prov:Alternate",
    "USED": "prov:Usage",
}
WITHOUT_ATTRIBUTES = {"prov:Specialization", "prov:Alternate"}
ROLE = "https://verbatim.dev/ns#role"


def uri_of(name, base):
    return base + name if name.split("/")[0] in ("claims", "documents", "agents") else name


def traced(trace):
    base = trace["base"]
    nodes = {(KINDS[node["kind"].rsplit("_", 1)[1]], uri_of(node["name"], base)) for node in trace["nodes"]}
    relations = set()
    for relation in trace.get("relations", []):
        kind = RELATIONS[relation["kind"].removeprefix("PROVENANCE_RELATION_KIND_")]
        role = "" if kind in WITHOUT_ATTRIBUTES else relation.get("role", "")
        relations.add((kind, uri_of(relation["subject"], base), uri_of(relation["object"], base), role))
    return nodes, relations


def read(bundle):
    nodes, relations = set(), set()
    for record in bundle.get_records():
        kind = str(record.get_type())
        if record.is_element():
            nodes.add((kind, record.identifier.uri))
            continue
        ends = [value.uri for _, value in record.formal_attributes[:2]]
        role = [str(value) for name, value in record.extra_attributes if name.uri == ROLE]
        relations.add((kind, *ends, role[0] if role else ""))
    return nodes, relations


def main():
    document = ProvDocument.deserialize(sys.argv[1])
    again = ProvDocument.deserialize(content=document.serialize())
    if again != document:
        sys.exit("written and read again, it is another document")
    document.get_provn()
    bundles = {bundle.identifier.uri: bundle for bundle in document.bundles}
    with open(sys.argv[2], encoding="utf-8") as lines:
        traces = [json.loads(line) for line in lines]
    if len(bundles) != len(traces):
        sys.exit(f"{len(bundles)} bundles for {len(traces)} claims")
    count = 0
    for trace in traces:
        bundle = bundles.get(trace["base"] + trace["claim"] + "/provenance")
        if bundle is None:
            sys.exit(f"{trace['claim']} has no bundle")
        for what, mine, theirs in zip(("nodes", "relations"), traced(trace), read(bundle)):
            if mine != theirs:
                sys.exit(f"{trace['claim']}: {what} differ: only traced {sorted(mine - theirs)}, only written {sorted(theirs - mine)}")
            count += len(mine)
    print(f"{len(traces)} graphs compared, {count} nodes and relations")


if __name__ == "__main__":
    main()
