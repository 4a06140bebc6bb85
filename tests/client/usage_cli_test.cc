// Errors name what the user typed: commands, flags, lines of a file and keys of its JSON.

#include "cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class UsageCli : public Cli {
 protected:
  void Bad(const std::vector<std::string>& arguments, int code, const std::vector<std::string>& expected,
           const std::string& input = "") {
    const Outcome outcome = Verbatim(arguments, input);
    EXPECT_EQ(outcome.ending.exit_code, code) << outcome.error;
    for (const std::string& part : expected) EXPECT_THAT(outcome.error, HasSubstr(part));
    for (const char* path : {"claim.", "document.", "citations[0].revision", "evidence.", "review.", "_id"}) {
      EXPECT_THAT(outcome.error, Not(HasSubstr(path))) << "nobody typed this";
    }
  }
};

TEST_F(UsageCli, AMisspelledCommandNamesTheCommandsAndTheNearestOne) {
  Bad({"documents", "ad"}, 2,
      {R"(there is no command "verbatim documents ad"; did you mean "verbatim documents add"?)",
       "revisions"});
  Bad({"document", "list"}, 2, {R"(did you mean "verbatim documents"?)"});
  Bad({"frobnicate"}, 2, {R"(there is no command "verbatim frobnicate")", "documents, claims"});
  Bad({"claims"}, 2, {R"("verbatim claims" needs a command: )", "update"});
  Bad({}, 2, {R"("verbatim" needs a command: )"});
  Bad({"claims", "add", "--quot", "x"}, 2, {"has no option --quot; did you mean --quote?"});
  Bad({"claims", "add", "--qoute=x"}, 2, {"did you mean --quote?"});
  Bad({"claims", "--jsno", "list"}, 2, {"did you mean --json?"});
  Bad({"export", "--format", "claimreview"}, 2,
      {"--format must be one of claim-review, ", R"(not "claimreview"; did you mean claim-review?)"});
  Bad({"claims", "list", "--limit", "-3"}, 2, {"verbatim: --limit must not be negative: -3\n"});
  Bad({"claims", "list", "--limit", "0"}, 2, {"verbatim: --limit must be greater than 0, not 0\n"});
  Bad({"documents", "add"}, 2, {"verbatim: file is required"});
}

TEST_F(UsageCli, FieldsOfACallAreNamedByTheirFlags) {
  AddBrief();
  Bad({"claims", "add", "--document", "brief"}, 1, {"--text: ", "--quote: "});
  Bad({"claims", "add", "--text", "x", "--quote", "Nobody named a date."}, 1, {"--document: "});
  Bad({"claims", "add", "--document", "none", "--text", "x", "--quote", "y"}, 3,
      {"--document: documents/none does not exist"});
  Bad({"claims", "add", "--document", "brief", "--text", "x", "--quote", "let fifty-three political"}, 1,
      {"QUOTE_NOT_FOUND: --quote is not in documents/brief/revisions/1"});
  Bad({"claims", "add", "--document", "brief", "--text", "x", "--quote", "Nobody named a date.", "--id",
       "A b", "--label", std::string(300, 'k') + "=v"},
      1, {"--id: ", "--label: "});
  Bad({"claims", "add", "--document", "brief", "--text", "x", "--quote", "the"}, 1,
      {"QUOTE_AMBIGUOUS: --quote occurs", "choose one with --prefix or --suffix"});
  Bad({"claims", "list", "--document", "A b"}, 1, {"--document: must be"});
  Bad({"evidence", "add", "none", "--stance", "supports", "--document", "brief", "--quote", "x"}, 3,
      {"verbatim: claims/none does not exist"});
  Bad({"documents", "add", "-", "--language", "English language", "--uri", "x"}, 1,
      {"--language: ", "--uri: "}, "Text.");
  Bad({"documents", "add", "-"}, 1, {"the file: is not UTF-8", "in --media-type"}, "caf\xE9");
  Bad({"documents", "get", "Nope!"}, 1, {"the id: must be documents/{id}"});
}

TEST_F(UsageCli, FieldsOfAFileAreNamedByTheirLineAndKey) {
  AddBrief();
  const std::string shape = Write("shape.json", "{\"text\": \"x\",\n \"claimant\": \"Police\"}\n");
  Bad({"claims", "add", "--file", shape}, 2, {shape + R"(:2: claimant is an object: {"name": "Police"})"});
  const std::string quote =
      Write("quote.json", "{\"text\": \"x\",\n \"citations\": [\n  {\"quote\": \"not there at all\"}]}\n");
  Bad({"claims", "add", "--document", "brief", "--file", quote}, 1,
      {"QUOTE_NOT_FOUND: " + quote + ":3: citations[0].quote"});
  const std::string uri = Write("uri.json", "{\"text\": \"x\",\n \"appearanceUri\": \"nowhere\"}\n");
  Bad({"claims", "add", "--document", "brief", "--file", uri, "--quote", "Nobody named a date."}, 1,
      {uri + ":2: appearance_uri: must be"});
}

TEST_F(UsageCli, LinesOfAnImportAreNamedInTheirOrder) {
  AddBrief();
  const std::string lines = R"({"text": "a", "citations": [{"quote": "Nobody named a date."}]})"
                            "\n"
                            R"({"text": "b", "claimant": "Police"})"
                            "\n"
                            R"({"text": "c", "citation": [{"quote": "x"}]})"
                            "\n"
                            R"({"text": "d", "citations": "x"})"
                            "\n"
                            R"({"text": "e" "citations": []})"
                            "\n"
                            R"({"text": "f", "citations": [{"quote": "not there at all"}]})"
                            "\n"
                            R"([1])"
                            "\n"
                            R"({"text": "g"})"
                            "\n";
  const std::vector<std::string> command = {"claims", "import", "-", "--document", "brief"};
  const Outcome outcome = Verbatim(command, lines);
  EXPECT_EQ(outcome.ending.exit_code, 1);
  EXPECT_EQ(outcome.output, "1 recorded, 7 refused\n");
  const std::string& error = outcome.error;
  const std::vector<std::string> expected = {
      R"(line 2: claimant is an object: {"name": "Police"})",
      R"(line 3: unknown key "citation"; did you mean "citations"?)",
      "line 4: citations is a list: [{\"revision\": ",
      "line 5: not a claim in JSON: column 14: a comma or } is expected",
      "line 6: QUOTE_NOT_FOUND: citations[0].quote is not in documents/brief/revisions/1",
      "line 7: not a claim: it is an object in braces",
      "line 8: invalid request\n  citations: "};
  size_t at = 0;
  for (const std::string& part : expected) {
    const size_t found = error.find(part, at);
    EXPECT_NE(found, std::string::npos) << part << "\n" << error;
    if (found != std::string::npos) at = found;
  }

  std::vector<std::string> json = command;
  json.insert(json.begin(), "--json");
  const std::vector<std::string> answers = Lines(Verbatim(json, lines).output);
  ASSERT_EQ(answers.size(), 8u);
  for (size_t i = 0; i < answers.size(); ++i) {
    const auto object = ParseJson(answers[i]);
    EXPECT_EQ(object.fields().at("line").number_value(), static_cast<double>(i + 1));
    EXPECT_EQ(object.fields().contains("error"), i > 0) << answers[i];
  }
  EXPECT_EQ(ParseJson(answers[0]).fields().at("text").string_value(), "a");
  EXPECT_THAT(answers[5], AllOf(HasSubstr(R"("reason":"QUOTE_NOT_FOUND")"), HasSubstr("\"citation\"")));
}

TEST_F(UsageCli, ARefusalIsJsonOnStandardOutput) {
  AddBrief();
  const Outcome outcome = Verbatim({"--json", "claims", "add", "--document", "brief", "--text", "x",
                                    "--quote", "Belarus let fifty-three political prisoners go"});
  EXPECT_EQ(outcome.ending.exit_code, 1);
  const auto error = ParseJson(outcome.output).fields().at("error").struct_value();
  EXPECT_EQ(error.fields().at("reason").string_value(), "QUOTE_NOT_FOUND");
  const auto& citation = error.fields().at("citation").struct_value().fields();
  EXPECT_EQ(citation.at("field").string_value(), "--quote");
  const auto& nearest = citation.at("passages").list_value().values(0).struct_value().fields();
  EXPECT_EQ(nearest.at("quote").string_value(), "Belarus let fifty-two political prisoners go");
  const Outcome missing = Verbatim({"--json", "claims", "get", "none"});
  EXPECT_EQ(missing.ending.exit_code, 3);
  EXPECT_THAT(missing.output, HasSubstr(R"("resource":"claims/none")"));
}

TEST_F(UsageCli, CountsOfZeroAreInTheJsonAndPluralsAreRight) {
  const Outcome added = Verbatim({"documents", "add", "-", "--id", "one"}, "x");
  EXPECT_EQ(added.output, "documents/one/revisions/1: 1 byte, 1 sentence\n");
  EXPECT_THAT(Verbatim({"--json", "documents", "get", "one"}).output, HasSubstr(R"("claimCount":"0")"));
}

TEST_F(UsageCli, ContextEndsAtWords) {
  AddBrief();
  const Outcome outcome = Verbatim({"claims", "add", "--document", "brief", "--text", "x", "--quote",
                                    "Belarus let fifty-three political prisoners go"});
  EXPECT_THAT(outcome.error, HasSubstr(": … 2025 On 11 September 2025, »Belarus let fifty-two political "
                                       "prisoners go« and sent them across the …\n"));
}

}  // namespace
}  // namespace verbatim::test
