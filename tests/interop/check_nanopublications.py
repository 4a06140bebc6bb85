#!/usr/bin/python3
"""Checks nanopublications in TriG, read by rdflib: their four graphs, and their trusty URIs.

    check_nanopublications.py FILE

The trusty URI (module RA; arXiv 1401.5775) is recomputed from the statements as rdflib has them: in each URI the artifact
code is replaced by a space; statements are put in order by graph, subject, predicate and object, URIs before literals; each
of the four is hashed with a line feed after it, a literal as ^datatype and @language, a space, and its text with backslash and
line feed escaped; the SHA-256 in base64url follows "RA". Prints how many were checked.
"""

import base64
import hashlib
import re
import sys

import rdflib

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
ARTIFACT_CODE = re.compile(r"RA[A-Za-z0-9_-]{43}")


def artifact_code(quads, code):
    def uri(node):
        if isinstance(node, rdflib.BNode):
            sys.exit(f"there is a blank node: {node}")
        return str(node).replace(code, " ")

    def term(node):
        if not isinstance(node, rdflib.Literal):
            return (0, uri(node), "", "")
        datatype = "" if node.language else str(node.datatype or rdflib.XSD.string)
        return (1, str(node), datatype, (node.language or "").lower())

    def text(node):
        kind, value, datatype, language = node
        if kind == 0:
            return value
        escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
        return f"@{language} {escaped}" if language else f"^{datatype} {escaped}"

    lines = sorted({(uri(g), uri(s), uri(p), term(o)) for s, p, o, g in quads})
    digest = hashlib.sha256()
    for graph, subject, predicate, value in lines:
        digest.update("".join(part + "\n" for part in (graph, subject, predicate, text(value))).encode())
    return "RA" + base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def check(dataset, np, head):
    graphs = [head]
    for link in (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo):
        targets = list(dataset.graph(head).objects(np, link))
        if len(targets) != 1 or len(dataset.graph(targets[0])) == 0:
            sys.exit(f"{np}: {link} leads to no graph with statements")
        graphs.append(targets[0])
    assertion, provenance, pubinfo = graphs[1:]
    if (assertion, None, None) not in dataset.graph(provenance):
        sys.exit(f"{np}: its provenance says nothing of its assertion")
    if (np, None, None) not in dataset.graph(pubinfo):
        sys.exit(f"{np}: its publication info says nothing of it")
    code = ARTIFACT_CODE.search(str(np))
    if not code:
        sys.exit(f"{np}: this is no trusty URI")
    quads = [(s, p, o, graph) for graph in graphs for s, p, o in dataset.graph(graph)]
    computed = artifact_code(quads, code.group())
    if computed != code.group():
        sys.exit(f"{np}: its statements have the artifact code {computed}")


def main():
    rdflib.NORMALIZE_LITERALS = False  # what was hashed is the text as it stands
    dataset = rdflib.Dataset()
    dataset.parse(sys.argv[1], format="trig")
    found = [(s, g) for s, p, o, g in dataset.quads((None, rdflib.RDF.type, NP.Nanopublication, None))]
    for np, head in found:
        check(dataset, np, head)
    print(f"{len(found)} nanopublications checked")


if __name__ == "__main__":
    main()
