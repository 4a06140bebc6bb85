#!/usr/bin/python3
"""Runs the other scripts of this folder on good and bad samples, and checks their exit codes and messages.

    selftest.py
"""

import copy
import hashlib
import json
import pathlib
import re
import string
import subprocess
import sys
import tempfile
import unittest

import rdflib

HERE = pathlib.Path(__file__).resolve().parent


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        """Writes a text, a JSON object, or a list as one JSON value a line, and returns the path."""
        if isinstance(content, list):
            content = "".join(json.dumps(item) + "\n" for item in content)
        elif isinstance(content, dict):
            content = json.dumps(content, indent=1)
        (self.folder / name).write_text(content, encoding="utf-8")
        return str(self.folder / name)

    def run_script(self, script, *arguments):
        return subprocess.run([sys.executable, HERE / script, *arguments], capture_output=True, text=True, check=False)

    def assert_good(self, message, script, *arguments):
        result = self.run_script(script, *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn(message, result.stdout)

    def assert_bad(self, message, script, *arguments):
        result = self.run_script(script, *arguments)
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn(message, result.stderr)
        self.assertNotIn("Traceback", result.stderr)


class ProvTest(ScriptTest):
    RELATIONS = [
        ("WAS_DERIVED_FROM", "claims/c", "documents/d/revisions/1/sentences/0", "quotation"),
        ("SPECIALIZATION_OF", "documents/d/revisions/1", "documents/d", ""),
        ("WAS_GENERATED_BY", "claims/c", "claims/c/activity", ""),
        ("WAS_ASSOCIATED_WITH", "claims/c/activity", "agents/ann%20b", ""),
        ("WAS_ATTRIBUTED_TO", "claims/c", "agents/ann%20b", "claimant"),
        ("WAS_INFLUENCED_BY", "claims/c", "claims/c/evidence/e", "supports"),
        ("ALTERNATE_OF", "claims/c", "https://else.example/claim?id=7#x", "same_as"),
        ("USED", "claims/c/activity", "https://else.example/claim?id=7#x", ""),
    ]
    KEYS = {"WAS_DERIVED_FROM": ("wasDerivedFrom", "generatedEntity", "usedEntity"),
            "SPECIALIZATION_OF": ("specializationOf", "specificEntity", "generalEntity"),
            "WAS_GENERATED_BY": ("wasGeneratedBy", "entity", "activity"),
            "WAS_ASSOCIATED_WITH": ("wasAssociatedWith", "activity", "agent"),
            "WAS_ATTRIBUTED_TO": ("wasAttributedTo", "entity", "agent"),
            "WAS_INFLUENCED_BY": ("wasInfluencedBy", "influencee", "influencer"),
            "ALTERNATE_OF": ("alternateOf", "alternate1", "alternate2"),
            "USED": ("used", "activity", "entity")}

    def samples(self):
        def name(resource):
            return resource.replace("https://else.example/", "else:") if ":" in resource else "v:" + resource

        names = sorted({name for _, subject, object_, _ in self.RELATIONS for name in (subject, object_)})
        kinds = {n: "agent" if n.startswith("agents/") else "activity" if n.endswith("/activity") else "entity" for n in names}
        trace = {"claim": "claims/c", "base": "https://v.example/",
                 "nodes": [{"name": n, "kind": "PROVENANCE_NODE_KIND_" + kinds[n].upper(), "label": "L"} for n in names],
                 "relations": [{"kind": "PROVENANCE_RELATION_KIND_" + kind, "subject": subject, "object": object_,
                                **({"role": role} if role else {})} for kind, subject, object_, role in self.RELATIONS]}
        bundle = {}
        for n in names:
            bundle.setdefault(kinds[n], {})[name(n)] = {"prov:label": "L"}
        for index, (kind, subject, object_, role) in enumerate(self.RELATIONS):
            record, first, second = self.KEYS[kind]
            value = {f"prov:{first}": name(subject), f"prov:{second}": name(object_)}
            if role and kind != "ALTERNATE_OF":
                value["verbatim:role"] = role
            bundle.setdefault(record, {})[f"_:r{index}"] = value
        document = {"prefix": {"v": "https://v.example/", "else": "https://else.example/", "verbatim": "https://verbatim.dev/ns#"},
                    "bundle": {"v:claims/c/provenance": bundle}}
        return document, trace

    def files(self, document, *traces):
        return self.write("prov.json", document), self.write("trace.jsonl", list(traces))

    def test_good(self):
        self.assert_good("1 bundles", "check_prov.py", *self.files(*self.samples()))

    def test_bad(self):
        def change(message, alter):
            document, trace = copy.deepcopy(self.samples())
            alter(document, document["bundle"]["v:claims/c/provenance"], trace)
            with self.subTest(message):
                self.assert_bad(message, "check_prov.py", *self.files(document, trace))

        change("node missing: entity https://v.example/documents/d", lambda d, b, t: b["entity"].pop("v:documents/d"))
        change("node not in the trace: agent https://v.example/agents/x", lambda d, b, t: b["agent"].update({"v:agents/x": {}}))
        change("relation missing: wasDerivedFrom https://v.example/claims/c https://v.example/documents/d/revisions/1/sentences/0 "
               "quotation", lambda d, b, t: b.pop("wasDerivedFrom"))
        change("relation not in the trace: used", lambda d, b, t: t["relations"].pop())
        change("claims/c https://v.example/agents/ann%20b author",
               lambda d, b, t: b["wasAttributedTo"]["_:r4"].update({"verbatim:role": "author"}))
        change("wasAssociatedWith of https://v.example/claims/c/activity has the roles a, b",
               lambda d, b, t: b["wasAssociatedWith"]["_:r3"].update({"verbatim:role": ["a", "b"]}))
        change("alternateOf of https://v.example/claims/c has attributes",
               lambda d, b, t: b["alternateOf"]["_:r6"].update({"verbatim:role": "same_as"}))
        change("with an unknown prefix", lambda d, b, t: b["used"]["_:r7"].update({"prov:entity": "w:x"}))
        change("has no trace", lambda d, b, t: d["bundle"].update({"v:claims/other": {}}))
        change("0 bundles instead of one", lambda d, b, t: t.update({"claim": "claims/other"}))
        change("outside all bundles", lambda d, b, t: d.update({"entity": {"v:claims/c": {}}}))
        change("cannot be read as PROV-JSON", lambda d, b, t: b.update({"derivedFrom": {"_:r9": {}}}))

    def test_bad_traces(self):
        document, trace = self.samples()
        trace["nodes"][0]["kind"] = "PROVENANCE_NODE_KIND_THING"
        self.assert_bad("missing or unknown in a trace: 'PROVENANCE_NODE_KIND_THING'", "check_prov.py", *self.files(document, trace))
        self.assert_bad("trace.jsonl: cannot be read", "check_prov.py", self.write("prov.json", document), self.write("trace.jsonl", "{"))

    def test_the_same_relation_twice(self):
        document, trace = self.samples()
        trace["relations"].append(trace["relations"][0])
        self.assert_bad("relation missing: wasDerivedFrom", "check_prov.py", *self.files(document, trace))


class JsonLdTest(ScriptTest):
    ANNOTATION = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://v.example/a", "type": "Annotation",
        "motivation": "assessing", "created": "2024-01-02T03:04:05Z",
        "creator": {"id": "https://v.example/p", "type": "Person", "name": "Ann", "nickname": "a"},
        "body": {"type": "TextualBody", "value": "a claim", "purpose": "describing", "format": "text/plain", "language": "en"},
        "target": {"type": "SpecificResource", "source": "https://v.example/d",
                   "selector": [{"type": "TextQuoteSelector", "exact": "q", "prefix": "", "suffix": " r"},
                                {"type": "TextPositionSelector", "start": 0, "end": 1}],
                   "state": {"type": "TimeState", "cached": "https://v.example/d/1", "sourceDate": "2024-01-02T03:04:05Z"}}}
    CLAIM = {"@context": "https://schema.org", "@type": "Claim", "@id": "https://v.example/claims/c", "text": "t",
             "firstAppearance": {"@type": "Quotation", "isPartOf": {"@type": "WebPage", "url": "https://v.example/d"}}}

    def test_good(self):
        page = {"@context": ["http://www.w3.org/ns/anno.jsonld", {"verbatim": "https://verbatim.dev/ns#"}], "type": "AnnotationPage",
                "id": "https://v.example/page", "items": [{"id": "https://v.example/a", "type": "Annotation", "verbatim:stance": "x"}],
                "startIndex": 0, "partOf": {"id": "https://v.example/all", "type": "AnnotationCollection", "total": 1}}
        self.assert_good("3 documents", "check_json_ld.py", self.write("a.jsonl", [self.ANNOTATION, page, self.CLAIM]))
        slash = {**self.CLAIM, "@context": "http://schema.org/"}
        self.assert_good("1 documents", "check_json_ld.py", self.write("a.jsonl", [self.ANNOTATION]), self.write("c.json", slash))

    def test_bad(self):
        def change(message, document, **changes):
            with self.subTest(message):
                self.assert_bad(message, "check_json_ld.py", self.write("x.json", {**document, **changes}))

        change("$: motivatoin is not defined by a context", self.ANNOTATION, motivatoin="assessing")
        change("$.hasTarget: quote is not defined", self.ANNOTATION, target={"source": "https://v.example/d", "quote": "q"})
        change("@type Anotation is not defined", self.ANNOTATION, type="Anotation")
        change("@id guessing is not defined", self.ANNOTATION, motivation="guessing")
        change("@id claims/c is not an absolute IRI", self.CLAIM, **{"@id": "claims/c"})
        change("@id _:c is not an absolute IRI", self.CLAIM, **{"@id": "_:c"})
        change("keys given,", self.CLAIM, text=None)
        change("cannot be expanded: no local context for https://other.example/", self.CLAIM, **{"@context": "https://other.example/"})
        self.assert_bad("x.json:2: $: tekst is not", "check_json_ld.py", self.write("x.json", [self.CLAIM, {**self.CLAIM, "tekst": "t"}]))
        self.assert_bad("duplicate keys in an object: text", "check_json_ld.py", self.write("x.json", '{"text": 1, "text": 2}'))
        self.assert_bad("cannot be read as JSON", "check_json_ld.py", self.write("x.json", "{"))
        self.assert_bad("no document", "check_json_ld.py", self.write("x.json", ""))


class NanopublicationTest(ScriptTest):
    # Known answers: two nanopublications and their trusty URIs from the nanopublication test suite
    # (https://github.com/Nanopublication/nanopub-testsuite, transform/trusty/simple1 and valid/trusty/fair-definition-1).
    PREFIXES = """
@prefix np: <http://www.nanopub.org/nschema#> . @prefix npx: <http://purl.org/nanopub/x/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://example.org/> .
"""
    HEAD = "sub:Head {{ this: a np:Nanopublication ; np:hasAssertion sub:assertion ; np:hasProvenance sub:provenance ; " \
           "np:hasPublicationInfo sub:pubinfo . }}"
    SIMPLE = """@prefix this: <http://example.org/nanopub-validator-example/RAtAU6U_xKTH016Eoiu11SswQkBu1elB_3_BoDJWH3arA> .
@prefix sub: <http://example.org/nanopub-validator-example/RAtAU6U_xKTH016Eoiu11SswQkBu1elB_3_BoDJWH3arA#> .
""" + PREFIXES + HEAD.format() + """
sub:assertion { ex:mosquito ex:transmits ex:malaria . }
sub:provenance { sub:assertion prov:hadPrimarySource <http://dx.doi.org/10.3233/ISU-2010-0613> . }
sub:pubinfo { this: a npx:ExampleNanopub ; dct:created "2014-07-24T18:05:11+01:00"^^xsd:dateTime ;
  <http://purl.org/pav/createdBy> <http://orcid.org/0000-0002-1267-0234> . }
"""
    LANGUAGE = """@prefix this: <https://w3id.org/fair/principles/np/F1/RAHI3NLg6QMN59b2_pU1ukmu07N2LR44bXHmrevZaccRY> .
@prefix sub: <https://w3id.org/fair/principles/np/F1/RAHI3NLg6QMN59b2_pU1ukmu07N2LR44bXHmrevZaccRY#> .
@prefix fair: <https://w3id.org/fair/principles/terms/> .
""" + PREFIXES + HEAD.format() + """
sub:assertion { fair:F1 a fair:FAIR-SubPrinciple ; rdfs:label "F1"@en ;
  rdfs:isDefinedBy <https://w3id.org/fair/principles/latest/F1> ;
  skos:definition "(meta)data are assigned a globally unique and persistent identifier"@en . }
sub:provenance { sub:assertion prov:hadPrimarySource <https://doi.org/10.1038/sdata.2016.18> . }
sub:pubinfo { this: dct:created "2019-07-12T08:07:27.988+02:00"^^xsd:dateTime ;
  dct:creator <https://orcid.org/0000-0002-1267-0234>, <https://orcid.org/0000-0003-4727-9435> ;
  dct:rights <http://creativecommons.org/licenses/by/4.0/> ;
  npx:supersedes <https://w3id.org/fair/principles/np/F1/RAMTUo7c9Hp6eYnG3cNB2otD8VES92GiTb0xYVtK67-z0> . }
"""
    # The lines of OWN that are hashed.
    OWN_LINES = """\
http://example.org/n. /Head
http://example.org/n. 
http://www.nanopub.org/nschema#hasAssertion
http://example.org/n. /assertion
http://example.org/n. /Head
http://example.org/n. 
http://www.nanopub.org/nschema#hasProvenance
http://example.org/n. /provenance
http://example.org/n. /Head
http://example.org/n. 
http://www.nanopub.org/nschema#hasPublicationInfo
http://example.org/n. /pubinfo
http://example.org/n. /Head
http://example.org/n. 
http://www.w3.org/1999/02/22-rdf-syntax-ns#type
http://www.nanopub.org/nschema#Nanopublication
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
http://example.org/z
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
@de-at 1
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
@en 1
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#decimal 1
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#string 1
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#decimal 1.50
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#string a\\\\nb\\n\tc "d"
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#string \ufb01
http://example.org/n. /assertion
http://example.org/c
http://example.org/p
^http://www.w3.org/2001/XMLSchema#string \U0001f600
http://example.org/n. /provenance
http://example.org/n. /assertion
http://www.w3.org/ns/prov#wasDerivedFrom
http://example.org/d
http://example.org/n. /pubinfo
http://example.org/n. 
http://purl.org/dc/terms/created
^http://www.w3.org/2001/XMLSchema#dateTime 2024-01-02T03:04:05Z
"""
    OWN = """@prefix this: <http://example.org/n.CODE> . @prefix sub: <http://example.org/n.CODE/> .
""" + PREFIXES + HEAD.format() + r"""
sub:assertion { ex:c ex:p "\U0001F600", "\uFB01", "a\\nb\n\tc \"d\"", "1.50"^^xsd:decimal, "1", "1"^^xsd:string, "1"^^xsd:decimal, "1"@en,
  "1"@de-AT, ex:z . }
sub:provenance { sub:assertion prov:wasDerivedFrom ex:d . }
sub:pubinfo { this: dct:created "2024-01-02T03:04:05Z"^^xsd:dateTime . }
"""

    def own(self):
        return self.OWN.replace("CODE", self.code_of(self.OWN_LINES))

    @staticmethod
    def code_of(lines):
        """The artifact code, computed without base64: the bits of the hash and two more, six at a time."""
        number = int.from_bytes(hashlib.sha256(lines.encode("utf-8")).digest(), "big") << 2
        characters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
        return "RA" + "".join(characters[number >> 6 * place & 63] for place in reversed(range(43)))

    def test_published_nanopublications(self):
        self.assert_good("1 nanopublications", "check_nanopublications.py", self.write("a.trig", self.SIMPLE))
        self.assert_good("2 nanopublications", "check_nanopublications.py", self.write("a.trig", self.SIMPLE + self.LANGUAGE))

    def test_hashed_lines(self):
        self.assert_good("1 nanopublications", "check_nanopublications.py", self.write("a.trig", self.own()))

    def test_the_code_in_a_literal_is_kept(self):
        sys.path.insert(0, str(HERE))
        import check_nanopublications as script
        code = "RA" + "x" * 43
        quad = (*(rdflib.URIRef(f"http://example.org/{code}{mark}") for mark in ("/g", "", "#p")), rdflib.Literal(f"see {code}"))
        lines = ["http://example.org/ /g", "http://example.org/ ", "http://example.org/ #p",
                 f"^http://www.w3.org/2001/XMLSchema#string see {code}"]
        self.assertEqual(script.artifact_code([quad], code), self.code_of("".join(line + "\n" for line in lines)))

    def test_bad(self):
        def change(message, old, new, text=self.SIMPLE):
            self.assertIn(old, text)
            with self.subTest(message):
                self.assert_bad(message, "check_nanopublications.py", self.write("a.trig", text.replace(old, new)))

        change("its content has the artifact code RA", "ex:malaria", "ex:fever")
        change("its content has the artifact code RA", "18:05:11+01:00", "17:05:11Z")
        change("its content has the artifact code RA", '"1.50"', '"1.5"', self.own())
        change("its name is not a trusty URI", "/RAtAU6U_xKTH016Eoiu11SswQkBu1elB_3_BoDJWH3arA", "/n1")
        change("0 graphs by np:hasProvenance instead of one", "np:hasProvenance sub:provenance ;", "")
        change("2 graphs by np:hasAssertion instead of one", "np:hasAssertion sub:assertion", "np:hasAssertion sub:assertion, sub:pubinfo")
        change("np:hasAssertion names an empty graph", "ex:mosquito ex:transmits ex:malaria .", "")
        change("are not four graphs", "np:hasProvenance sub:provenance", "np:hasProvenance sub:pubinfo")
        change("provenance does not mention the assertion", "sub:assertion prov:", "ex:a prov:")
        change("publication information does not mention", "this: a npx:", "ex:a a npx:")
        change("has a blank node", "ex:malaria", "[]")
        change("has the relative URI malaria", "ex:malaria", "<malaria>")
        change("statements outside all graphs", "sub:assertion {", "ex:a ex:b ex:c . sub:assertion {")
        change("belongs to no nanopublication", "sub:assertion {", "ex:g { ex:a ex:b ex:c . } sub:assertion {")
        change("no nanopublication", "a np:Nanopublication ;", "")
        change("cannot be read as TriG", "ex:malaria", "no:prefix")


class ClaimReviewTest(ScriptTest):
    REVIEW = {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://v.example/r", "claimReviewed": "The world is flat",
        "datePublished": "2024-02-29", "author": {"@type": "Organization", "name": "Checkers", "url": "https://v.example/"},
        "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": 1, "bestRating": 5, "worstRating": 1},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ann", "sameAs": "https://v.example/ann"},
                         "datePublished": "2024-01-01T10:00:00Z", "appearance": [{"@type": "CreativeWork", "url": "https://v.example/b"}],
                         "firstAppearance": {"@type": "CreativeWork", "url": "https://v.example/a"}}}

    def feed(self, *reviews):
        return {"@context": "https://schema.org", "@type": "DataFeed",
                "dataFeedElement": [{"@type": "DataFeedItem", "item": review} for review in reviews]}

    def test_good(self):
        review = {key: value for key, value in self.REVIEW.items() if key != "@context"}
        for sample, count in (([self.REVIEW, self.REVIEW], 2), (self.REVIEW, 1), (self.feed(review, [review, review]), 3)):
            self.assert_good(f"{count} claim reviews with all required properties\n", "check_claim_review.py", "--recommended",
                             self.write("r.json", sample))

    def test_recommended_properties(self):
        path = self.write("r.json", {key: value for key, value in self.REVIEW.items() if key != "author"})
        self.assert_good("1 without author; 1 without author.url", "check_claim_review.py", path)
        self.assert_bad("$.author: recommended, absent", "check_claim_review.py", "--recommended", path)

    def test_bad(self):
        def change(message, alter):
            review = copy.deepcopy(self.REVIEW)
            alter(review)
            with self.subTest(message):
                self.assert_bad(message, "check_claim_review.py", self.write("r.jsonl", [self.REVIEW, review]))

        for name in ("claimReviewed", "reviewRating", "url"):
            change(f"r.jsonl:2: $: '{name}' is a required property", lambda review, name=name: review.pop(name))
        change("$.@type: 'ClaimReview' was expected", lambda review: review.update({"@type": "Review"}))
        change("$.claimReviewed: ' '", lambda review: review.update(claimReviewed=" "))
        change("$.url: 'v.example'", lambda review: review.update(url="v.example"))
        change("$.reviewRating: ", lambda review: review.update(reviewRating={"@type": "Rating", "ratingValue": 3, "bestRating": 5}))
        change("$.reviewRating.ratingValue: ", lambda review: review["reviewRating"].update(ratingValue="one"))
        change("its value is out of its range", lambda review: review["reviewRating"].update(ratingValue="6"))
        change("$.author: ", lambda review: review["author"].pop("name"))
        change("$.datePublished: ", lambda review: review.update(datePublished="29 February 2024"))
        change("$.datePublished: ", lambda review: review.update(datePublished="2023-02-29"))
        change("$.itemReviewed.@type: ", lambda review: review["itemReviewed"].update({"@type": "CreativeWork"}))
        change("$.itemReviewed.datePublished: ", lambda review: review["itemReviewed"].update(datePublished="2024-01-01T25:00:00Z"))
        change("$.itemReviewed.firstAppearance: ", lambda review: review["itemReviewed"].update(firstAppearance=[]))
        change("its @context is not schema.org", lambda review: review.pop("@context"))
        self.assert_bad("$.dataFeedElement[1].item: ", "check_claim_review.py", self.write("f.json", self.feed(self.REVIEW, {})))
        self.assert_bad("no claim review", "check_claim_review.py", self.write("f.json", self.feed()))
        self.assert_bad("cannot be read as JSON", "check_claim_review.py", self.write("f.json", "{"))


class UsageTest(ScriptTest):
    def test_without_arguments(self):
        for script in ("check_prov.py", "check_json_ld.py", "check_nanopublications.py"):
            self.assert_bad(f"{script} ", script)

    def test_contexts_define_iris_and_aliases_only(self):
        for path in (HERE / "contexts").iterdir():
            context = json.loads(path.read_text(encoding="utf-8"))["@context"]
            for term, meaning in context.items():
                iri = meaning["@id"] if isinstance(meaning, dict) else meaning
                prefix = iri.partition(":")[0]
                self.assertTrue(iri.startswith(("@", "http://")) or prefix in context, f"{path.name}: {term}")
                self.assertFalse(re.search(r"\s", term), f"{path.name}: {term}")


if __name__ == "__main__":
    unittest.main()
