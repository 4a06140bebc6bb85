"""The synchronous client against verbatimd."""

import datetime
import decimal
import json
import unittest

from server import BRIEF, PROJECT, Server

from verbatim_claims import Citation, Claim, Client, Entity, Quantity, Software, Statement, Time, errors, pb, verify

QUOTE = "Belarus let fifty-two political prisoners go"


class TheClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.client = Client(cls.server.address)
        cls.brief = cls.client.create_document(BRIEF, id="brief", title="Minsk frees prisoners", language_code="en").name

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.server.close()

    def test_records_a_claim_with_typed_values(self):
        statement = Statement(Entity("Belarus", "https://www.wikidata.org/entity/Q184"), "released", Quantity(52, "political prisoner"),
                              {"point in time": datetime.date(2025, 9, 11)})
        claim = self.client.create_claim(
            Claim("Belarus released 52 political prisoners.", "On 11 September 2025, " + QUOTE, self.brief, statement=statement,
                  claimant="Verbatim desk", publish_date=datetime.date(2025, 9, 12), labels={"topic": "prisoners"},
                  attribution=Software("test", version="1", method="by hand", confidence=0.9)), id="typed")
        self.assertEqual(claim.name, "claims/typed")
        self.assertEqual([attestation.state for attestation in claim.citations[0].attestations if attestation.path != "text"][-2:],
                         [pb.ATTESTATION_STATE_ATTESTED] * 2)
        self.assertEqual(self.client.get_claim("claims/typed"), claim)
        self.assertEqual(pb.to_json(claim)["statement"]["qualifiers"][0]["value"], {"time": {"edtf": "2025-09-11"}})
        self.assertEqual(claim.create_time.ToDatetime().year, datetime.datetime.now(datetime.timezone.utc).year)

    def test_says_what_is_nearest_to_a_quote_that_does_not_occur(self):
        with self.assertRaises(errors.QuoteNotFound) as caught:
            self.client.create_claim(Claim("53 were released.", "Belarus let fifty-three political prisoners go", self.brief))
        self.assertEqual(caught.exception.nearest.quote, QUOTE)
        self.assertEqual(caught.exception.code, "FAILED_PRECONDITION")
        self.assertIn("Quote the words of the source exactly", str(caught.exception))

    def test_says_where_an_ambiguous_quote_occurs(self):
        with self.assertRaises(errors.QuoteAmbiguous) as caught:
            self.client.create_claim(Claim("Belavia is there.", "Belavia", self.brief))
        places = caught.exception.places
        self.assertEqual((len(places), caught.exception.place_count), (2, 2))
        citation = Citation("Belavia", self.brief, span=places[1].span)
        self.assertEqual(self.client.create_claim(Claim("x", citations=[citation])).citations[0].span, places[1].span)

    def test_says_which_value_a_quote_contradicts(self):
        claim = Claim("53 were released.", QUOTE, self.brief, statement=Statement("Belarus", "released", Quantity(53, "political prisoner")))
        with self.assertRaises(errors.ValueContradicted) as caught:
            self.client.create_claim(claim)
        self.assertEqual((caught.exception.claimed.quantity.value, caught.exception.stated.quantity.value), ("53", "52"))
        recorded = self.client.create_claim(claim, allow_contradicted=True)
        self.assertIn(pb.ATTESTATION_STATE_CONTRADICTED, [a.state for a in recorded.citations[0].attestations])

    def test_names_each_invalid_field(self):
        with self.assertRaises(errors.InvalidRequest) as caught:
            self.client.create_claim(Claim("", QUOTE, self.brief), id="Not An Id")
        self.assertEqual({field for field, _ in caught.exception.violations}, {"claim.text", "claim_id"})
        with self.assertRaises(ValueError):
            Claim("a quote without its source", QUOTE)
        with self.assertRaises(ValueError):
            self.client.create_claim(Claim("x", QUOTE, self.brief), no_such_field=1)

    def test_records_a_repeated_request_once(self):
        first = self.client.create_claim(Claim("Once.", QUOTE, self.brief), request_id="once")
        self.assertEqual(self.client.create_claim(Claim("Once.", QUOTE, self.brief), request_id="once"), first)
        with self.assertRaises(errors.RequestIdReused):
            self.client.create_claim(Claim("Twice.", QUOTE, self.brief), request_id="once")
        with self.assertRaises(errors.AlreadyExists) as caught:
            self.client.create_document("Another.", id="brief")
        self.assertEqual(caught.exception.resource, "documents/brief")

    def test_reads_all_pages(self):
        document = self.client.create_document("\n\n".join(f"Sentence number {number} stands here." for number in range(2500))).name
        self.assertEqual(len(list(self.client.sentences(document))), 2500)
        recorded = self.client.create_claims([Claim(f"Number {n}.", f"Sentence number {n} stands here.", document) for n in range(1000)])
        recorded = [claim.name for claim in recorded]
        recorded += [claim.name for claim in self.client.create_claims(
            [Claim(f"Number {n}.", f"Sentence number {n} stands here.", document) for n in range(1000, 1100)])]
        self.assertEqual([claim.name for claim in self.client.claims(document=document)], recorded)
        self.assertEqual([claim.name for claim in self.client.get_claims(recorded[:3])], recorded[:3])
        self.assertIn(document, [document.name for document in self.client.documents()])

    def test_says_which_items_of_a_batch_are_refused(self):
        with self.assertRaises(errors.Refused) as caught:
            self.client.create_claims([Claim("Good.", QUOTE, self.brief), Claim("Bad.", "not there at all", self.brief)])
        self.assertEqual(list(caught.exception.batch.indexes), [1])

    def test_corrects_and_retracts_a_claim(self):
        claim = self.client.create_claim(Claim("52 were fred.", QUOTE, self.brief))
        old = claim.etag
        claim.text = "52 were freed."
        corrected = self.client.update_claim(claim, ["text"])
        self.assertEqual(corrected.text, "52 were freed.")
        claim.etag = old
        with self.assertRaises(errors.EtagStale) as caught:
            self.client.update_claim(claim, ["text"])
        self.assertEqual(caught.exception.current_etag, corrected.etag)
        self.assertEqual(self.client.retract_claim(claim.name, "wrong").state, pb.CLAIM_STATE_RETRACTED)
        corrected.ClearField("etag")
        with self.assertRaises(errors.Gone):
            self.client.update_claim(corrected, ["text"])
        with self.assertRaises(errors.NotFound) as caught:
            self.client.get_claim("claims/none")
        self.assertEqual(caught.exception.resource, "claims/none")

    def test_follows_a_source_through_its_revisions(self):
        document = self.client.create_document(BRIEF, id="revised").name
        claim = self.client.create_claim(Claim("52 were released.", QUOTE, document))
        response = self.client.create_revision(document, BRIEF.replace("fifty-two", "fifty"))
        self.assertEqual([(a.claim, a.anchoring.state) for a in response.anchorings], [(claim.name, pb.ANCHORING_STATE_EDITED)])
        self.assertEqual(len(list(self.client.revisions(document))), 2)
        self.assertIn("let fifty political", self.client.get_revision("documents/revised/revisions/2").text)
        self.assertEqual(self.client.locate_quote(document, "let 50 political prisoners go", limit=1)[0].quote[:10], "let fifty "[:10])

    def test_records_evidence_and_reviews(self):
        claim = self.client.create_claim(Claim("14 were foreigners.", "Fourteen of them were foreign nationals.", self.brief)).name
        evidence = self.client.create_evidence(claim, Citation(QUOTE, self.brief), pb.EVIDENCE_STANCE_SUPPORTS)
        review = self.client.create_review(claim, pb.Review(
            rating=pb.Rating(words="True"), reviewer=pb.Reviewer(name="Desk"), uri="https://desk.example/1"))
        self.assertEqual(list(self.client.evidence(claim)), [evidence])
        self.assertEqual(list(self.client.reviews(claim)), [review])
        self.assertEqual(list(self.client.links(claim)), [])
        self.assertIn(claim, [node.name for node in self.client.trace_claim(claim).nodes])

    def test_finds_claims_that_a_text_contradicts(self):
        document = self.client.create_document("Seventy-one lynxes live in the Harz mountains.", language_code="en").name
        claim = self.client.create_claim(Claim("71 lynxes live in the Harz.", "Seventy-one lynxes live in the Harz mountains.", document))
        size = claim.log_index + 1
        match = self.client.match("Eighty lynxes live in the Harz.", limit=1, min_log_size=size, language_code="en")[0]
        self.assertEqual((match.claim.name, match.relation), (claim.name, pb.Match.RELATION_CONFLICTING_VALUE))
        checked = list(self.client.check_text("It rained. Eighty lynxes live in the Harz.", min_log_size=size, language_code="en"))
        found = [response for response in checked if response.sentence.startswith("Eighty")]
        self.assertEqual(found[0].matches[0].claim.name, claim.name)

    def test_exports_and_proves(self):
        claim = self.client.create_claim(Claim("It was the largest.", "It was the largest release of its kind", self.brief)).name
        annotations = json.loads(b"".join(self.client.export_claims(pb.EXCHANGE_FORMAT_WEB_ANNOTATION, names=[claim])))
        self.assertIn("largest release", json.dumps(annotations))
        self.assertTrue(self.client.verify_claim(claim).verified)
        bundle = self.client.get_proof_bundle(claim)
        self.assertEqual(verify.verify_bundle(bundle, self.server.key).resource, claim)
        with self.assertRaises(verify.Verdict):
            verify.verify_bundle(bundle[:-1] + bytes([bundle[-1] ^ 1]), self.server.key)

    def test_has_every_unary_method_of_the_contract(self):
        contract = (PROJECT / "proto/verbatim/v1").glob("*_service.proto")
        unary = [line.split()[1].partition("(")[0] for path in contract for line in path.read_text().splitlines()
                 if line.strip().startswith("rpc ") and "stream " not in line]
        self.assertGreater(len(unary), 30)
        self.assertEqual(len([name for name in dir(self.client.rpc) if not name.startswith("_")]), len(unary))


class Values(unittest.TestCase):
    def test_are_written_as_the_contract_wants(self):
        for given, written in [(52, "52"), (0.1, "0.1"), (decimal.Decimal("1E+6"), "1000000"), ("-0.50", "-0.50"), (1e-7, "0.0000001")]:
            self.assertEqual(Quantity(given).quantity.value, written)
        self.assertEqual(Quantity(10, "%", upper=12).quantity.bound, "RANGE")
        for wrong in (True, "ten", float("nan"), "Infinity"):
            with self.assertRaises(ValueError):
                Quantity(wrong)
        zone = datetime.timezone(datetime.timedelta(hours=2))
        self.assertEqual(Time(datetime.datetime(2025, 9, 11, 1, 30, tzinfo=zone)).time.edtf, "2025-09-10T23:30:00Z")
        self.assertEqual(Time("2025-09").time.edtf, "2025-09")


if __name__ == "__main__":
    unittest.main()
