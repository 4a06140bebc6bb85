// verbatim evidence, review, link and trace.

#include "cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ReviewCli : public Cli {
 protected:
  void SetUp() override {
    AddBrief();
    AddClaim("freed", "let fifty-two political prisoners go");
    AddClaim("foreign", "Fourteen of them were foreign nationals");
  }
  void AddClaim(const std::string& id, const std::string& quote) {
    Outcome added = Verbatim(
        {"claims", "add", "--document", "brief", "--id", id, "--text", "Claim " + id, "--quote", quote});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  }
  void Good(const std::vector<std::string>& arguments, const std::string& expected) {
    Outcome outcome = Verbatim(arguments);
    EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr(expected));
  }
  void Bad(const std::vector<std::string>& arguments, int code, const std::string& expected) {
    Outcome outcome = Verbatim(arguments);
    EXPECT_EQ(outcome.ending.exit_code, code) << outcome.error;
    EXPECT_THAT(outcome.output + outcome.error, HasSubstr(expected));
  }
};

TEST_F(ReviewCli, EvidenceIsAddedAndListed) {
  Good({"evidence", "add", "freed", "--stance", "supports", "--document", "brief", "--quote",
        "Fourteen of them were foreign nationals", "--id", "e", "--note", "of the same day"},
       "claims/freed/evidence/e: supports");
  Good({"evidence", "list", "freed"}, "»Fourteen of them were foreign nationals«");
  Good({"evidence", "list", "--stance", "refutes"}, "");
  Good({"evidence", "list", "--document", "brief", "--json"}, R"("stance":"EVIDENCE_STANCE_SUPPORTS")");
  Bad({"evidence", "add", "freed", "--stance", "proves", "--document", "brief", "--quote", "x"}, 2, "proves");
  Bad({"evidence", "add", "freed", "--stance", "refutes", "--document", "brief", "--quote",
       "Fifteen of them were foreign nationals"},
      1, "QUOTE_NOT_FOUND");
  Bad({"evidence", "add", "none", "--stance", "refutes", "--document", "brief", "--quote", "Fourteen"}, 3,
      "claims/none");
}

TEST_F(ReviewCli, ReviewsAreAddedSupersededAndRetracted) {
  Good({"evidence", "add", "freed", "--stance", "supports", "--document", "brief", "--quote",
        "Fourteen of them were foreign nationals", "--id", "e"},
       "e: supports");
  Good({"review", "add", "freed", "--words", "Half true", "--value", "3", "--best", "5", "--worst", "1",
        "--reviewer", "Facts Weekly", "--date", "2025-09-13", "--evidence", "e", "--id", "r1"},
       "claims/freed/reviews/r1: Half true, 3 on a scale from 1 to 5");
  Good({"review", "add", "freed", "--words", "True", "--reviewer", "Facts Weekly", "--supersedes", "r1",
        "--id", "r2"},
       "supersedes claims/freed/reviews/r1");
  Good({"review", "list", "freed", "--state", "superseded"}, "superseded by claims/freed/reviews/r2");
  Good({"review", "retract", "claims/freed/reviews/r2", "--reason", "misread"}, "r2: retracted");
  Good({"review", "list", "--reviewer", "Facts Weekly"}, "retracted: misread");
  Bad({"review", "retract", "claims/freed/reviews/r2", "--reason", "again"}, 1, "is retracted");
  Bad({"review", "add", "freed", "--reviewer", "X"}, 1, "--words: must have words");
  Bad({"review", "add", "freed", "--words", "True", "--reviewer", "X", "--date", "yesterday"}, 1,
      "--date: must be a date");
  Bad({"review", "add", "freed", "--words", "True", "--value", "many", "--reviewer", "X"}, 2, "--value");
}

TEST_F(ReviewCli, LinksAreAddedAndListed) {
  Good({"link", "add", "foreign", "derived-from", "freed"}, "derived from claims/freed");
  Good({"link", "list", "--to", "freed"}, "claims/foreign/links/");
  Bad({"link", "add", "freed", "same-as", "freed"}, 1, "must be another claim");
  Bad({"link", "add", "freed", "derived-from", "foreign"}, 1, "would close a circle of derivations");
  Bad({"link", "add", "freed", "same-as", "none"}, 3, "claims/none");
  Bad({"link", "add", "freed", "beside", "foreign"}, 2, "beside");
}

TEST_F(ReviewCli, ATraceIsDrawnAsATree) {
  Good({"link", "add", "foreign", "derived-from", "freed"}, "derived from");
  Outcome tree = Verbatim({"trace", "foreign", "--up"});
  EXPECT_EQ(tree.ending.exit_code, 0) << tree.error;
  EXPECT_THAT(tree.output,
              AllOf(StartsWith("claims/foreign: Claim foreign\n"),
                    HasSubstr("→ quotation documents/brief/revisions/1/sentences/"),
                    HasSubstr("→ derived from claims/freed: Claim freed"), HasSubstr("author agents/A: A")));
  Good({"trace", "documents/brief", "--down"}, "← quotation claims/freed: Claim freed");
  Outcome shallow = Verbatim({"trace", "foreign", "--up", "--depth", "1"});
  EXPECT_THAT(shallow.output, Not(HasSubstr("documents/brief/revisions/1\n")));
  EXPECT_THAT(shallow.error, HasSubstr("truncated by --depth"));
  Good({"trace", "foreign", "--json"}, R"("kind":"PROVENANCE_NODE_KIND_ENTITY")");
  Bad({"trace", "none"}, 3, "claims/none");
  Bad({"trace", "foreign", "--up", "--down"}, 2, "excludes");
  Bad({"trace", "foreign", "--format", "png"}, 2, "png");
}

TEST_F(ReviewCli, ATraceIsRenderedByGraphviz) {
  if (RunProgram({"/bin/bash", "-c", "command -v dot"}).ending.exit_code != 0)
    GTEST_SKIP() << "Graphviz is absent";
  Outcome added = Verbatim({"claims", "add", "--document", "brief", "--id", "odd", "--text",
                            "\"Quoted\" \\ and\nbroken", "--quote", "Fourteen of them"});
  ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  Outcome svg = Verbatim({"trace", "documents/brief", "--format", "svg"});
  EXPECT_EQ(svg.ending.exit_code, 0) << svg.error;
  EXPECT_THAT(svg.output, AllOf(HasSubstr("<svg"), HasSubstr("&quot;Quoted&quot; \\ and broken"),
                                HasSubstr("documents/brief/revisions/1")));
  Outcome file = Verbatim({"trace", "odd", "--format", "dot", "--output", folder_.Path("odd.dot")});
  EXPECT_EQ(file.ending.exit_code, 0) << file.error;
  EXPECT_EQ(
      RunProgram({"/bin/bash", "-c", "dot -Tplain " + folder_.Path("odd.dot") + " | grep -c ^node"}).output,
      "6\n");
}

TEST_F(ReviewCli, ReportsThatGraphvizIsMissing) {
  Outcome svg = Shell("PATH=/nowhere $V trace freed --format svg");
  EXPECT_EQ(svg.ending.exit_code, 5);
  EXPECT_THAT(svg.error, HasSubstr("needs the program dot of Graphviz, which cannot be run"));
}

}  // namespace
}  // namespace verbatim::test
