#!/usr/bin/python3
r"""Checks the form of nanopublications, and that each trusty URI matches its content.

    check_nanopublications.py FILE

FILE is TriG with any number of nanopublications and nothing else, and with absolute URIs only. rdflib reads it, and loses the form
of unquoted numbers (1.0E6 for "1.0E6"^^xsd:double). The trusty URI is computed here from its specification. Prints the number of
nanopublications, or prints the errors and exits with 1.

The form (http://nanopub.net/guidelines/working_draft/): a head graph types one resource as np:Nanopublication, and links it to its
other graphs by np:hasAssertion, np:hasProvenance and np:hasPublicationInfo, once each. The four graphs are different and not empty.
The provenance mentions the assertion graph, and the publication information mentions the nanopublication.

The trusty URI (module RA of the Trusty URI Specification, version 1, 23 February 2015, http://trustyuri.net/spec/; first published
in http://arxiv.org/abs/1401.5775):

1. The URI ends in an artifact code: `RA` and 43 characters of A-Z a-z 0-9 - _. The character before the code is not one of these.
2. In the URI of each graph, subject, predicate and object of the nanopublication's four graphs, every occurrence of the artifact
   code is replaced by one space (U+0020). Literals and their datatypes are not changed. There are no blank nodes.
3. Statements are sorted by graph, subject and predicate, each as a string of code points after step 2, and then by object: URIs
   before literals; URIs as strings after step 2; literals by their unescaped text, then those with a language before those without,
   then by language or datatype. Duplicate statements of a graph count once.
4. Each statement is written as four lines: graph, subject, predicate, object. Each line ends with one newline (U+000A), and nothing
   separates statements. A URI is written as after step 2, without brackets. A literal with a language is written as `@`, the
   language in lower case, a space, the text; any other literal as `^`, the URI of the datatype
   (http://www.w3.org/2001/XMLSchema#string if there is none), a space, the text. In texts, first each backslash is doubled, then
   each newline (U+000A) is replaced by a backslash and an n. Nothing else is escaped, and the lexical form is not normalised.
5. The UTF-8 bytes of all lines are hashed with SHA-256. Two zero bits are appended to the 256 bits, and each six bits are written as
   one character of A-Z a-z 0-9 - _, 43 in all: Base64 for URLs (RFC 4648, section 5) without padding. The artifact code is `RA`
   followed by these.
"""

import base64
import hashlib
import re
import sys

import rdflib

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
PARTS = (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
BASE = "relative:///"  # rdflib resolves relative URIs against it and names the default graph by it
TRUSTY = re.compile(r"(?:.*[^A-Za-z0-9_-])(RA[A-Za-z0-9_-]{43})", re.S)

rdflib.NORMALIZE_LITERALS = False  # the hash covers literals as written


def artifact_code(quads, code):
    """The artifact code of these statements, whose URIs contain `code`."""
    lines, keys = {}, {}
    for graph, subject, predicate, value in set(quads):
        place = tuple(str(uri).replace(code, " ") for uri in (graph, subject, predicate))
        if not isinstance(value, rdflib.Literal):
            uri = str(value).replace(code, " ")
            line, key = uri, (0, uri)
        else:
            text = str(value)
            escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
            if value.language:
                language = value.language.lower()
                line, key = f"@{language} {escaped}", (1, text, 0, language)
            else:
                datatype = str(value.datatype or XSD_STRING)
                line, key = f"^{datatype} {escaped}", (1, text, 1, datatype)
        keys[place + (key,)] = place + (line,)
    text = "".join(part + "\n" for key in sorted(keys) for part in keys[key])
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def check_nanopublication(graphs, head, name):
    """The errors of the nanopublication `name` in the head graph, and the names of its graphs."""
    complaints, parts = [], []
    for link in PARTS:
        objects = sorted({o for s, p, o in graphs[head] if s == name and p == link})
        if len(objects) != 1:
            complaints.append(f"{len(objects)} graphs by np:{link.removeprefix(NP)} instead of one")
        parts += objects[:1]
        complaints += [f"np:{link.removeprefix(NP)} names an empty graph: {part}" for part in objects if part not in graphs]
    members = [head, *(part for part in parts if part in graphs)]
    if complaints:
        return complaints, members
    if len(set(members)) != 4:
        return ["head, assertion, provenance and publication information are not four graphs"], members
    _, assertion, provenance, information = members
    if not any(assertion in (s, o) for s, _, o in graphs[provenance]):
        complaints.append("provenance does not mention the assertion")
    if not any(name in (s, o) for s, _, o in graphs[information]):
        complaints.append("publication information does not mention the nanopublication")

    quads = [(member, *triple) for member in members for triple in graphs[member]]
    trusty = TRUSTY.fullmatch(name)
    relative = {str(term).removeprefix(BASE) for quad in quads for term in quad
                if isinstance(term, rdflib.URIRef) and term.startswith(BASE)}
    complaints += [f"has the relative URI {uri}" for uri in sorted(relative)]
    if any(isinstance(term, rdflib.BNode) for quad in quads for term in quad):
        complaints.append("has a blank node")
    elif not trusty:
        complaints.append("its name is not a trusty URI of module RA")
    elif (computed := artifact_code(quads, trusty[1])) != trusty[1]:
        complaints.append(f"its content has the artifact code {computed}")
    return complaints, members


def check(path):
    """The number of nanopublications in the file, and their errors."""
    data = rdflib.Dataset()
    data.parse(path, format="trig", publicID=BASE)
    graphs = {}
    for s, p, o, graph in data.quads((None, None, None, None)):
        graphs.setdefault(graph, []).append((s, p, o))
    found = sorted({(graph, s) for graph, triples in graphs.items() if graph is not None for s, p, o in triples
                    if p == rdflib.RDF.type and o == NP.Nanopublication})
    if not found:
        return 0, ["no nanopublication"]
    complaints, used = [], set()
    for head, name in found:
        wrong, members = check_nanopublication(graphs, head, name)
        complaints += [f"{name}: {complaint}" for complaint in wrong]
        complaints += [f"{name}: its graph {member} also belongs to another" for member in members if member in used]
        used.update(members)
    for graph in graphs:
        if graph is None or str(graph) == BASE:
            complaints.append("statements outside all graphs")
        elif graph not in used:
            complaints.append(f"graph {graph} belongs to no nanopublication")
    return len(found), complaints


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    try:
        count, complaints = check(path)
    except Exception as error:  # rdflib's parsers raise many types
        sys.exit(f"{path}: cannot be read as TriG: {error}")
    if complaints:
        sys.exit("\n".join(f"{path}: {complaint}" for complaint in complaints))
    print(f"{path}: {count} nanopublications, each with the trusty URI of its content")


if __name__ == "__main__":
    main()
