#!/usr/bin/python3
"""Checks that a PROV-JSON document can be converted to the other forms of PROV, and that it meets constraints of PROV.

    check_prov_constraints.py PROV_JSON

python3-prov converts the document to PROV-XML, PROV-N and PROV-JSON, and reads PROV-XML and PROV-JSON again unchanged. The
constraints (https://www.w3.org/TR/prov-constraints/) are: records with one identifier can be merged (key constraints), nothing is
derived from itself or is its own specialization, directly or not, and nothing is two of entity, activity and agent, except that an
agent may be an entity (typing constraints).
"""

import sys

from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity, ProvException, ProvSpecialization


def circle_in(edges):
    """A node that can be reached from itself, or None."""
    done = set()
    for start in edges:
        path, stack = set(), [(start, iter(edges.get(start, ())))]
        path.add(start)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                path.discard(node)
                done.add(node)
            elif target in path:
                return target
            elif target not in done:
                path.add(target)
                stack.append((target, iter(edges.get(target, ()))))
    return None


def complaints_about(bundle):
    try:
        bundle.unified()
    except ProvException as error:
        yield f"cannot be merged: {error}"
    for kind in (ProvDerivation, ProvSpecialization):
        edges = {}
        for record in bundle.get_records(kind):
            (_, subject), (_, origin) = record.formal_attributes[:2]
            edges.setdefault(subject.uri, set()).add(origin.uri)
        if circle := circle_in(edges):
            yield f"{circle} is in a circle of {kind.__name__}"
    names = {kind: {record.identifier.uri for record in bundle.get_records(kind)} for kind in (ProvEntity, ProvActivity, ProvAgent)}
    for other in (ProvEntity, ProvAgent):
        for name in names[ProvActivity] & names[other]:
            yield f"{name} is an activity and something else"


def check(path):
    document = ProvDocument.deserialize(path, format="json")
    for form in ("json", "xml"):
        if ProvDocument.deserialize(content=document.serialize(format=form), format=form) != document:
            yield f"differs after writing and reading it as {form}"
    if not document.get_provn().startswith("document"):
        yield "cannot be written as PROV-N"
    for bundle in document.bundles:
        for complaint in complaints_about(bundle):
            yield f"{bundle.identifier}: {complaint}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    complaints = list(check(path))
    if complaints:
        sys.exit("\n".join(f"{path}: {complaint}" for complaint in complaints))
    print(f"{path}: meets the constraints, and can be converted")


if __name__ == "__main__":
    main()
