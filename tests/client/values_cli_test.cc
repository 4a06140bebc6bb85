// Values, attestations and drafts in the output of the commands.

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ValuesCli : public Cli {
 protected:
  ValuesCli() { AddBrief(); }

  // A claim that cites the second sentence, as one line of protobuf JSON.
  static std::string Freed(const std::string& count, const std::string& subject = "Belarus") {
    return R"({"text": "Prisoners were freed.", "citations": [{"quote": "Belarus let fifty-two political )"
           R"(prisoners go"}], "statement": {"subject": {"label": ")" +
           subject + R"("}, "predicate": "freed", "object": {"quantity": {"value": ")" + count +
           R"(", "unit": "political prisoner"}}}})";
  }
  Outcome Add(const std::string& claim, std::vector<std::string> flags = {}) {
    flags.insert(flags.begin(), {"claims", "add", "--document", "brief", "--file", "-"});
    return Verbatim(flags, claim);
  }
};

TEST_F(ValuesCli, AreShownWithTheWordsThatStateThem) {
  Outcome added = Add(Freed("52"));
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  EXPECT_THAT(
      added.output,
      HasSubstr("  attested: subject by \"Belarus\"\n  attested: object.quantity by \"fifty-two\"\n"));
}

TEST_F(ValuesCli, AreRefusedIfTheQuoteContradictsThemUnlessAllowed) {
  Outcome refused = Add(Freed("53"));
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.output, IsEmpty());
  EXPECT_THAT(refused.error,
              AllOf(HasSubstr("VALUE_CONTRADICTED"), HasSubstr("--allow-contradicted"),
                    HasSubstr("standard input:1: statement.object.quantity is 53 political prisoner, the "
                              "quote states 52\n"),
                    HasSubstr("»fifty-two«")));
  EXPECT_THAT(Verbatim({"claims", "list"}).output, IsEmpty());

  Outcome allowed = Add(Freed("53"), {"--allow-contradicted"});
  EXPECT_EQ(allowed.ending.exit_code, 0) << allowed.error;
  EXPECT_THAT(allowed.output, HasSubstr("contradicted: object.quantity by \"fifty-two\", which is 52\n"));
}

TEST_F(ValuesCli, OfTheClaimsOwnTextAreAWarningUnlessTheyAreRefused) {
  const std::string claim =
      R"({"text": "Belarus let 35 prisoners go.", "citations": [{"quote": "let fifty-two political prisoners go"}]})";
  Outcome refused = Add(claim, {"--refuse-contradicted-text"});
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("standard input:1: text, the quote states 52\n"),
                                   HasSubstr("--refuse-contradicted-text"), HasSubstr("»fifty-two«")));
  Outcome added = Add(claim);
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  EXPECT_THAT(added.output,
              HasSubstr("  warning: the claim's text differs from the quote, which says \"fifty-two\""));
}

TEST_F(ValuesCli, AreListedIfUnattestedUnlessTheyAreNames) {
  Outcome added =
      Add(R"({"text": "x", "citations": [{"quote": "Nobody named a date."}], "statement": {"subject": )"
          R"({"label": "Minsk"}, "predicate": "named", "object": {"time": {"edtf": "2026"}}}})");
  EXPECT_THAT(added.output, AllOf(HasSubstr("unattested: object.time\n"), Not(HasSubstr("subject"))))
      << added.error;
}

TEST_F(ValuesCli, AreCheckedAgainstTheQuotesOfAnImport) {
  const std::string file = Write("claims.jsonl", Freed("53") + "\n" + Freed("52") + "\n");
  Outcome imported = Verbatim({"claims", "import", file, "--document", "brief"});
  EXPECT_EQ(imported.ending.exit_code, 1);
  EXPECT_EQ(imported.output, "1 recorded, 1 refused\n");
  EXPECT_THAT(imported.error, HasSubstr("line 1: VALUE_CONTRADICTED"));
  imported = Verbatim({"claims", "import", file, "--document", "brief", "--allow-contradicted"});
  EXPECT_EQ(imported.ending.exit_code, 0) << imported.error;
  EXPECT_EQ(imported.output, "2 recorded, 0 refused\n");
}

TEST_F(ValuesCli, RankDrafts) {
  Outcome drafts = Verbatim({"claims", "draft", "brief", "--limit", "2"});
  EXPECT_EQ(drafts.ending.exit_code, 0) << drafts.error;
  EXPECT_THAT(drafts.output,
              AllOf(HasSubstr("»On 11 September 2025, Belarus let fifty-two political prisoners go"),
                    HasSubstr("  states figures: fifty-two\n"),
                    HasSubstr("  values: 11 September 2025 = 2025-09-11; fifty-two = 52\n"),
                    HasSubstr("\n2 of 11 sentences of documents/brief/revisions/1 that state something")));
  EXPECT_THAT(Verbatim({"claims", "list"}).output, IsEmpty());
}

TEST_F(ValuesCli, DraftsCanBeImported) {
  Outcome drafts = Verbatim({"claims", "draft", "brief", "--claims"});
  EXPECT_EQ(Lines(drafts.output).size(), 11u);
  Outcome imported = Verbatim({"claims", "import", Write("drafts.jsonl", drafts.output)});
  EXPECT_EQ(imported.output, "11 recorded, 0 refused\n") << imported.error;
}

TEST_F(ValuesCli, DraftsNeedADocumentAndAPositiveLimit) {
  EXPECT_EQ(Verbatim({"claims", "draft", "none"}).ending.exit_code, 3);
  EXPECT_EQ(Verbatim({"claims", "draft", "brief", "--limit", "0"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"claims", "draft"}).ending.exit_code, 2);
}

}  // namespace
}  // namespace verbatim::test
