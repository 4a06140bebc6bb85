// verbatim claims update, documents update, evidence retract and link retract; what a watch says about them.

#include "cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CorrectionsCli : public Cli {
 protected:
  void SetUp() override {
    AddBrief();
    Good({"claims", "add", "--document", "brief", "--id", "freed", "--text", "Belarus released 52 prisoners.",
          "--quote", "Belarus let fifty-two political prisoners go", "--label", "topic=prisoners"},
         "claims/freed");
  }
  std::string Good(const std::vector<std::string>& arguments, const std::string& expected,
                   const std::string& input = "") {
    const Outcome outcome = Verbatim(arguments, input);
    EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr(expected));
    return outcome.output;
  }
  void Bad(const std::vector<std::string>& arguments, int code, const std::string& expected) {
    const Outcome outcome = Verbatim(arguments);
    EXPECT_EQ(outcome.ending.exit_code, code) << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(expected));
  }
};

TEST_F(CorrectionsCli, AClaimIsUpdatedFieldByField) {
  Good({"claims", "update", "freed", "--text", "Belarus freed 52 prisoners."}, "Belarus freed 52 prisoners.");
  const std::string labelled =
      Good({"claims", "update", "freed", "--label", "place=Minsk"}, "labels: place=Minsk, topic=prisoners");
  EXPECT_THAT(labelled, HasSubstr("Belarus freed 52 prisoners.")) << "other fields stay";
  Good({"claims", "update", "freed", "--remove-label", "topic"}, "labels: place=Minsk\n");
  Good({"claims", "update", "freed", "--quote", "Fourteen of them were foreign nationals"},
       "»Fourteen of them were foreign nationals«");
  Good({"claims", "update", "freed", "--claimant", "Police"}, "claimant: Police");
  EXPECT_THAT(Good({"claims", "update", "freed", "--clear", "claimant"}, "claims/freed"),
              Not(HasSubstr("Police")));
  Good({"claims", "update", "freed", "--file", "-"}, "claimant: Ministry",
       R"({"claimant": {"name": "Ministry"}})");
  Bad({"claims", "update", "freed"}, 2, "nothing to update; give --text");
  Bad({"claims", "update", "freed", "--text", "x", "--etag", "i0"}, 1, "its current etag is");
  Bad({"claims", "update", "none", "--text", "x"}, 3, "claims/none does not exist");
  Bad({"claims", "update", "freed", "--quote", "not there at all"}, 1, "QUOTE_NOT_FOUND: --quote");
}

TEST_F(CorrectionsCli, MetadataOfADocumentIsUpdated) {
  const std::string updated = Good({"documents", "update", "brief", "--title", "Minsk", "--author", "C",
                                    "--published", "2025-09-13", "--language", "en"},
                                   "title: Minsk");
  EXPECT_THAT(updated, AllOf(HasSubstr("author: C"), Not(HasSubstr("author: A\n")),
                             HasSubstr("published: 2025-09-13T00:00:00Z")));
  EXPECT_THAT(Good({"documents", "update", "brief", "--title", "", "--clear", "authors"}, "documents/brief"),
              Not(AllOf(HasSubstr("title"), HasSubstr("author"))));
  Bad({"documents", "update", "brief"}, 2, "nothing to update; give --uri");
  Bad({"documents", "update", "brief", "--uri", "nowhere"}, 1, "--uri: must be");
  Bad({"documents", "update", "brief", "--clear", "latest_revision"}, 2, "--clear");
  Good({"documents", "erase", "brief", "--requested-by", "a court", "--reason", "an order", "--yes"},
       "with its words in 1 claim and 0 pieces of evidence");
  Bad({"documents", "update", "brief", "--title", "x"}, 1, "for the reason: verbatim documents get");
  Bad({"documents", "get", "brief", "--text"}, 1,
      "was erased; for the reason: verbatim documents get documents/brief");
  Good({"documents", "get", "documents/brief"}, "reason: an order");
}

TEST_F(CorrectionsCli, AClaimIsErased) {
  Good({"claims", "add", "--document", "brief", "--id", "draft", "--text",
        "Fourteen of them were foreign nationals.", "--quote", "Fourteen of them were foreign nationals"},
       "claims/draft");
  Good({"evidence", "add", "draft", "--stance", "supports", "--document", "brief", "--id", "e", "--quote",
        "sent them across the border to Lithuania"},
       "claims/draft/evidence/e");
  const std::vector<std::string> why = {"--requested-by", "a court", "--reason", "an order", "--yes"};
  const auto erase = [&](const std::string& collection, const std::string& id) {
    std::vector<std::string> arguments = {collection, "erase", id};
    arguments.insert(arguments.end(), why.begin(), why.end());
    return arguments;
  };
  EXPECT_THAT(Good(erase("documents", "brief"), "documents/brief: erased"),
              HasSubstr("1 resource still has words of the document; for claims: verbatim claims erase\n"
                        "  claims/draft\n"));
  Bad({"claims", "erase", "draft", "--requested-by", "a court", "--reason", "an order"}, 2,
      "confirm with --yes");
  Good(erase("claims", "draft"), "claims/draft: erased, with 1 piece of evidence, review or link");
  Bad(erase("claims", "draft"), 1, "was erased; for the reason: verbatim claims get claims/draft");
  EXPECT_THAT(Good({"claims", "get", "draft"}, "erased, requested by a court: an order"),
              Not(HasSubstr("Fourteen")));
  Good({"claims", "list", "--state", "erased"}, "claims/draft");
  Good({"log", "list", "--limit", "100"}, "claim erased                claims/draft\n");
  Good({"bundle", "claims/draft", "--output", folder_.Path("erased")}, "proof of claims/draft");
  Good({"verify", "--bundle", folder_.Path("erased"), "--key", folder_.Path("cli.db.vkey")},
       "erased, requested by a court: an order");
  Good({"bundle", "claims/draft/evidence/e", "--output", folder_.Path("erased")}, "proof of");
  Good({"verify", "--bundle", folder_.Path("erased"), "--key", folder_.Path("cli.db.vkey")},
       "state: erased with its claim");
  Good({"bundle", "documents/brief/revisions/1", "--output", folder_.Path("erased")}, "proof of");
  Bad({"verify", "--bundle", folder_.Path("erased"), "--key", folder_.Path("cli.db.vkey")}, 7, "was erased");
}

TEST_F(CorrectionsCli, EvidenceAndLinksAreRetracted) {
  Good({"evidence", "add", "freed", "--stance", "supports", "--document", "brief", "--id", "e", "--quote",
        "Fourteen of them were foreign nationals"},
       "evidence/e: supports");
  Good({"evidence", "retract", "claims/freed/evidence/e", "--reason", "about others"},
       "claims/freed/evidence/e: retracted");
  Good({"evidence", "list", "freed"}, "  retracted: about others");
  Bad({"evidence", "retract", "claims/freed/evidence/e", "--reason", "x"}, 1, "is retracted");
  Bad({"evidence", "retract", "e", "--reason", "x"}, 1, "the evidence: must be claims/{id}/evidence/{id}");
  Good({"claims", "add", "--document", "brief", "--id", "again", "--text", "x", "--quote",
        "Nobody named a date."},
       "claims/again");
  Good({"links", "add", "again", "repeats", "freed", "--id", "l"}, "claims/again/links/l: repeats");
  Good({"links", "retract", "claims/again/links/l", "--reason", "others"}, "claims/again/links/l: retracted");
  Good({"link", "list", "again"}, "retracted");
}

TEST_F(CorrectionsCli, AWatchSaysWhatChanged) {
  const std::string corrected = Write("corrected.txt", [] {
    std::string text = ReadFile(PROJECT_ROOT "/tests/data/brief.txt");
    return text.replace(text.find("fifty-two"), 9, "fifty");
  }());
  Good({"documents", "revise", "brief", corrected}, "1 claim: 0 current, 0 moved, 1 edited, 0 lost");
  Good({"claims", "retract", "freed", "--reason", "withdrawn"}, "retracted");
  const Outcome watch = Shell("timeout 2 $V log watch --from 0");
  EXPECT_THAT(watch.output, AllOf(HasSubstr("claim: Belarus released 52 prisoners."),
                                  HasSubstr("now: edited"), HasSubstr("[fifty-two] {fifty}"),
                                  HasSubstr("reason: withdrawn"), HasSubstr("title: A brief")));
  const Outcome json = Shell("timeout 2 $V log watch --json --from 0 --type claim-reanchored");
  const auto entry = ParseJson(Lines(json.output).at(0));
  const auto& claim =
      entry.fields().at("decoded").struct_value().fields().at("claim").struct_value().fields();
  EXPECT_EQ(claim.at("anchoring").struct_value().fields().at("state").string_value(),
            "ANCHORING_STATE_EDITED");
  EXPECT_TRUE(entry.fields().contains("payload")) << "the bytes that the leaf commits to";
}

TEST_F(CorrectionsCli, AnExportCountsWhatItWrote) {
  const Outcome none = Verbatim({"export", "--format", "claim-review"});
  EXPECT_THAT(none.error, HasSubstr("0 reviews of 0 claims exported; 1 claim left out"));
  Good({"review", "add", "freed", "--words", "True", "--reviewer", "Facts"}, "True");
  EXPECT_THAT(Verbatim({"export", "--format", "claim-review-feed"}).error,
              HasSubstr("1 review of 1 claim exported\n"));
  EXPECT_THAT(Verbatim({"export", "--format", "web-annotation"}).error,
              HasSubstr("1 annotation of 1 claim exported\n"));
  EXPECT_THAT(Verbatim({"export", "--format", "nanopublication"}).error,
              HasSubstr("1 nanopublication of 1 claim exported\n"));
}

TEST_F(CorrectionsCli, EvidenceAboutOtherThingsContradictsNothing) {
  const std::string file = Write(
      "stated.json",
      R"({"text": "Belarus released 52 political prisoners.", "statement": {"subject": {"label": "Belarus"},
          "predicate": "released", "object": {"quantity": {"value": "52", "unit": "political prisoner"}}},
          "citations": [{"quote": "Belarus let fifty-two political prisoners go"}]})");
  Good({"claims", "add", "--document", "brief", "--id", "stated", "--file", file}, "claims/stated");
  const auto add = [&](const std::string& document, const std::string& quote) {
    return Good(
        {"evidence", "add", "stated", "--stance", "supports", "--document", document, "--quote", quote},
        "supports");
  };
  EXPECT_THAT(add("brief", "Fourteen of them were foreign nationals"),
              Not(AnyOf(HasSubstr("contradicted"), HasSubstr("unattested"))));
  EXPECT_THAT(add("brief", "Belarus let fifty-two political prisoners go"),
              HasSubstr("attested: object.quantity by \"fifty-two\""));
  Good({"documents", "add", "-", "--id", "other", "--language", "en"}, "other",
       "Minsk let 48 political prisoners go. The airline has 48 planes.\n");
  EXPECT_THAT(add("other", "Minsk let 48 political prisoners go"),
              HasSubstr("contradicted: object.quantity by \"48\""));
  EXPECT_THAT(add("other", "The airline has 48 planes"), Not(HasSubstr("contradicted")));
}

TEST_F(CorrectionsCli, APageIsCheckedAsItsReadableText) {
  Good({"match", "Belarus released 52 prisoners."}, "claims/freed");  // waits for the index
  const std::string page = Write(
      "page.html",
      "<html><head><title>News</title><script>var x = 1;</script></head><body><article><h1>News</h1>"
      "<p>Belarus <b>released 52</b> prisoners. The airline said so on Monday, and it was true.</p>"
      "<p>Another paragraph says nothing of note about any of this at all.</p></article></body></html>");
  const std::string shown = Good({"check", page}, "Belarus released 52 prisoners.");
  EXPECT_THAT(shown, AllOf(HasSubstr("claims/freed"), Not(HasSubstr("<b>")), Not(HasSubstr("var x"))));
  EXPECT_THAT(Good({"check", page, "--media-type", "text/plain"}, "<b>"), HasSubstr("var x"));
  Good({"check", "-", "--media-type", "text/html"}, "claims/freed", ReadFile(page));
  Bad({"check", page, "--media-type", "image/png"}, 1, "--media-type");
}

}  // namespace
}  // namespace verbatim::test
