// verbatim documents revise, revisions and diff.

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RevisionsCli : public Cli {
 protected:
  RevisionsCli() {
    AddBrief();
    Outcome added = Verbatim({"claims", "add", "--document", "brief", "--id", "freed", "--text", "x",
                              "--quote", "let fifty-two political prisoners go"});
    EXPECT_EQ(added.ending.exit_code, 0) << added.error;
    text_ = ReadFile(PROJECT_ROOT "/tests/data/brief.txt");
  }
  std::string With(const std::string& from, const std::string& to) const {
    std::string text = text_;
    return text.replace(text.find(from), from.size(), to);
  }

  std::string text_;
};

TEST_F(RevisionsCli, ReportWhatTheyChangeForClaims) {
  Outcome revised = Verbatim({"documents", "revise", "brief", "-"}, With("fifty-two", "fifty"));
  EXPECT_EQ(revised.ending.exit_code, 0) << revised.error;
  EXPECT_EQ(revised.output,
            "documents/brief/revisions/2: 1019 bytes, 14 sentences\n"
            "claims/freed\n"
            "  now: edited in documents/brief/revisions/2, bytes 138-170\n"
            "    let [fifty-two] {fifty} political prisoners go\n"
            "  changed: \"fifty-two\" to \"fifty\"\n"
            "1 claim: 0 current, 0 moved, 1 edited, 0 lost\n");
  EXPECT_EQ(Verbatim({"documents", "revise", "brief", "-"}, With("fifty-two", "fifty")).output,
            "documents/brief/revisions/2: unchanged\n");
  EXPECT_THAT(Verbatim({"claims", "get", "freed"}).output,
              AllOf(HasSubstr("»let fifty-two political prisoners go«"), HasSubstr("  now: edited in ")));
  EXPECT_THAT(Verbatim({"claims", "list", "--anchoring", "edited"}).output, HasSubstr("claims/freed"));
  EXPECT_THAT(Verbatim({"claims", "list", "--anchoring", "lost"}).output, IsEmpty());
  EXPECT_THAT(OnTerminal("$V claims get freed").output, HasSubstr("\033[31;9mfifty-two\033[0m"));
  EXPECT_THAT(Shell("timeout 2 $V log watch --from 0 --anchoring edited").output,
              AllOf(HasSubstr("claim reanchored"), HasSubstr("claims/freed")));
}

TEST_F(RevisionsCli, AreReadByTheSuffixOfTheFile) {
  for (const char* name : {"page.HTML", "page.htm", "page.Xhtml"}) {
    const std::string path = Write(name, "<nav>Menu</nav><p>The tide is out.");
    EXPECT_THAT(Verbatim({"--json", "documents", "add", path}).output,
                HasSubstr("\"mediaType\":\"text/html\""))
        << name;
  }
  const Outcome refused = Verbatim({"documents", "add", Write("report.pdf", "%PDF-1.7\n")});
  EXPECT_NE(refused.ending.exit_code, 0);
  EXPECT_THAT(refused.error, HasSubstr("is a PDF file, not text or HTML"));
}

TEST_F(RevisionsCli, AreListedAndRead) {
  Verbatim({"documents", "revise", "brief", "-", "--retrieved", "2025-09-14"}, "Another text.");
  EXPECT_THAT(Verbatim({"documents", "revisions", "brief"}).output,
              AllOf(HasSubstr("documents/brief/revisions/1"), HasSubstr("2025-09-14T00:00:00Z")));
  EXPECT_EQ(Verbatim({"documents", "get", "brief", "--text"}).output, "Another text.");
  EXPECT_EQ(Verbatim({"documents", "get", "brief", "--text", "--revision", "1"}).output, text_);
  EXPECT_EQ(Verbatim({"documents", "get", "brief", "--text", "--revision", "3"}).ending.exit_code, 3);
}

TEST_F(RevisionsCli, AreCompared) {
  Verbatim({"documents", "revise", "brief", "-"},
           With("Nobody named a date. ", "No date was named by anybody there. "));
  Outcome diff = Verbatim({"documents", "diff", "brief"});
  EXPECT_EQ(diff.ending.exit_code, 0) << diff.error;
  EXPECT_THAT(diff.output, AllOf(HasSubstr("Nobody named a date."),
                                 HasSubstr("documents/brief/revisions/1 to documents/brief/revisions/2: ")));
  EXPECT_EQ(Verbatim({"documents", "diff", "brief", "1", "2"}).output, diff.output);
  EXPECT_EQ(Lines(Verbatim({"--json", "documents", "diff", "brief", "--all"}).output).size(), 15u);
  EXPECT_EQ(Verbatim({"documents", "diff", "brief", "2", "9"}).ending.exit_code, 3);
}

TEST_F(RevisionsCli, AreComparedAtAnyLength) {
  std::string before, after;
  for (int i = 0; i < 1500; ++i) {
    before += "It was day " + std::to_string(i) + " of the talks in Minsk. ";
    after += "It was day " + std::to_string(i) + " of the quiet talks in Minsk. ";
  }
  Verbatim({"documents", "add", "-", "--id", "long", "--language", "en"}, before);
  Verbatim({"documents", "revise", "long", "-"}, after);
  Outcome diff = Verbatim({"documents", "diff", "long"});
  EXPECT_EQ(diff.ending.exit_code, 0) << diff.error;
  EXPECT_THAT(diff.output,
              HasSubstr("documents/long/revisions/1 to documents/long/revisions/2: 1500 edited, 0 moved"));
}

TEST_F(RevisionsCli, NeedADocumentAndAText) {
  EXPECT_EQ(Verbatim({"documents", "revise", "none", "-"}, "x").ending.exit_code, 3);
  EXPECT_EQ(Verbatim({"documents", "revise", "brief", "/none"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"documents", "revise", "brief"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"documents", "revise", "brief", "-", "--retrieved", "soon"}, "x").ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"documents", "diff", "brief"}).ending.exit_code, 1) << "there is one revision";
  EXPECT_EQ(Verbatim({"documents", "diff", "brief", "0"}).ending.exit_code, 2);
}

}  // namespace
}  // namespace verbatim::test
