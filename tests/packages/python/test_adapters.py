"""What other extractors found, from recorded outputs (outputs/), against verbatimd."""

import json
import types
import unittest

from server import BRIEF, PROJECT, Server

from verbatim_claims import Client, Software, adapters

OUTPUTS = PROJECT / "tests/packages/python/outputs"
SOURCE = "documents/brief"


def as_objects(value):
    """Turns dictionaries into objects, as the packages of the extractors have them."""
    if isinstance(value, dict):
        return types.SimpleNamespace(**{key: as_objects(item) if key != "attributes" else item for key, item in value.items()})
    return [as_objects(item) for item in value] if isinstance(value, list) else value


def read(name):
    return json.loads((OUTPUTS / f"{name}.json").read_text(encoding="utf-8"))


class Adapters(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.client = Client(self.server.address)
        self.addCleanup(self.client.close)
        self.client.create_document(BRIEF, id="brief", language_code="en")

    def check(self, adapt, output, held, refused):
        """Records the output as dictionaries and as objects, with the same outcome. `refused` has words of why, by number."""
        for given in (output, as_objects(output)):
            extractions = list(adapt(given))
            report = adapters.record(self.client, extractions, attribution=Software("extractor"))
            self.assertEqual((report.held, report.total), (len(held), len(held) + len(refused)), [o.why for o in report.refused])
            self.assertEqual([claim.text for claim in report.recorded], held)
            for outcome, words in zip(report.refused, refused):
                self.assertIn(words, outcome.why)
            self.assertEqual(len(report.refused), len(refused))
        return report

    def test_record_pairs(self):
        report = adapters.record(self.client, adapters.pairs([
            ("52 were freed.", "Belarus let fifty-two political prisoners go"), ("53 were freed.", "let fifty-three political prisoners go"),
            ("Nothing.", "")], SOURCE))
        self.assertEqual((report.held, report.total), (1, 3))
        self.assertIn("QUOTE_NOT_FOUND", report.refused[0].why)
        self.assertEqual(report.refused[0].error.nearest.quote, "let fifty-two political prisoners go")
        self.assertEqual(report.refused[1].why, "the extractor quoted nothing")

    def test_record_langextract(self):
        report = self.check(
            lambda output: adapters.langextract(output, SOURCE), read("langextract"),
            ["release: let fifty-two political prisoners go (country: Belarus, count: 52)", "airline: Belavia (owner: the state)",
             "destination: the border to Lithuania", "closure: closed since February 2022"],
            ["QUOTE_NOT_FOUND", "QUOTE_NOT_FOUND"])
        self.assertEqual(report.recorded[1].citations[0].span.code_point_start, BRIEF.index("Belavia", BRIEF.index("Belavia") + 1))
        self.assertEqual(dict(report.recorded[0].labels), {"class": "release"})

    def test_record_anthropic_citations(self):
        report = self.check(
            lambda output: adapters.anthropic(output, [SOURCE, SOURCE, SOURCE]), read("anthropic"),
            ["Belarus released 52 political prisoners, 14 of them foreigners", "The US lifted sanctions on Belavia.",
             "The embassy has been closed since 2022."],
            ["QUOTE_NOT_FOUND", "no source is known for web_search_result_location"])
        self.assertEqual(len(report.recorded[0].citations), 2)
        self.assertEqual(report.recorded[0].citations[1].quote, "Fourteen of them were foreign nationals.")
        self.assertEqual(list(adapters.anthropic(read("anthropic"), {"https://elsewhere.example/": SOURCE}))[-1].problem, "")

    def test_record_openai_annotations(self):
        sources = {"file-2dtbBZdjtDKS8eqWxqbgDi": SOURCE}
        self.check(lambda output: adapters.openai(output, sources), read("openai_assistant"),
                   ["Belarus let fifty-two political prisoners go", "The European Union kept its sanctions"], ["QUOTE_NOT_FOUND"])
        self.check(lambda output: adapters.openai(output, sources), read("openai_response"), [],
                   ["the file_citation names file-2dtbBZdjtDKS8eqWxqbgDi, but no words of it",
                    "the url_citation names https://desk.example/brief, but no words of it"])
        found = list(adapters.openai(read("openai_response"), sources))
        self.assertEqual(found[1].text, "Fourteen of them were foreign nationals.")

    def test_record_instructor_citations(self):
        self.check(lambda output: adapters.instructor(output, SOURCE), read("instructor"),
                   ["Belarus released 52 political prisoners.", "14 of them were foreigners, in the largest release in years."],
                   ["QUOTE_NOT_FOUND", "the extractor quoted nothing"])
        user = types.SimpleNamespace(name="Alexander Lukashenko", since=1994, substring_quotes=["ruled the country since 1994"])
        report = adapters.record(self.client, adapters.instructor([user], SOURCE))
        self.assertEqual(report.recorded[0].text, "name: Alexander Lukashenko, since: 1994")

    def test_record_spacy(self):
        output = read("spacy")
        held = ["GPE: Belarus", "GPE: Lithuania", "PERSON: Alexander Lukashenko", "ORG: Belavia"]
        spans = [types.SimpleNamespace(text=BRIEF[e["start"]:e["end"]], start_char=e["start"], end_char=e["end"], label_=e["label"])
                 for e in output["ents"]]
        for doc in (output, types.SimpleNamespace(ents=spans, spans={})):
            report = adapters.record(self.client, adapters.spacy(doc, SOURCE))
            self.assertEqual([claim.text for claim in report.recorded], held)
        report = adapters.record(self.client, adapters.spacy(output, SOURCE, text_of=lambda _: "Somebody is named."))
        self.assertEqual(report.recorded[2].text, "Somebody is named.")
        changed = dict(output, text=BRIEF.replace("Lithuania", "Lithuanja"))
        self.assertEqual(adapters.record(self.client, adapters.spacy(changed, SOURCE)).held, 3)


if __name__ == "__main__":
    unittest.main()
