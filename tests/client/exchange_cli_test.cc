// verbatim export and import. Parsers of third parties (tests/interop) read the exported files.

#include <fstream>

#include "cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Debian's python3, which has the parsers. PATH may find another python3 first.
Outcome Check(const std::string& script, std::vector<std::string> files) {
  files.insert(files.begin(), {"/usr/bin/python3", PROJECT_ROOT "/tests/interop/" + script});
  return RunProgram(files);
}

class ExchangeCli : public Cli {
 protected:
  static constexpr char kBase[] = "https://facts.example/";

  // Records all claims of the shared article, each with evidence, a review and a link.
  void AddArticle() {
    Outcome added = Verbatim({"documents", "add", SharedData("belarus-between-east-and-west.txt"), "--id",
                              "article", "--language", "en", "--uri", "https://news.example/belarus",
                              "--title", "Belarus between \"East\" and West", "--author", "Abby Poprocki",
                              "--published", "2025-09-14"});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
    ASSERT_EQ(Verbatim({"claims", "import", SharedData("belarus-claims.jsonl"), "--document", "article"})
                  .ending.exit_code,
              0);
    std::string before;
    int i = 0;
    for (const std::string& line : Lines(Verbatim({"claims", "list", "--json"}).output)) {
      const google::protobuf::Struct claim = ParseJson(line);
      const std::string name = claim.fields().at("name").string_value();
      const auto& citation = claim.fields().at("citations").list_value().values(0).struct_value().fields();
      Outcome evidence = Verbatim({"evidence", "add", name, "--stance", i % 2 == 0 ? "supports" : "refutes",
                                   "--document", "article", "--quote", citation.at("quote").string_value(),
                                   "--prefix", citation.at("prefix").string_value(), "--id", "e"});
      ASSERT_EQ(evidence.ending.exit_code, 0) << evidence.error;
      Outcome review = Verbatim({"review",
                                 "add",
                                 name,
                                 "--words",
                                 "Mostly \"true\"",
                                 "--value",
                                 "4",
                                 "--best",
                                 "5",
                                 "--worst",
                                 "1",
                                 "--reviewer",
                                 "Facts Weekly",
                                 "--reviewer-uri",
                                 "https://facts.example/",
                                 "--date",
                                 "2025-10-01",
                                 "--evidence",
                                 "e",
                                 "--id",
                                 "r",
                                 "--uri",
                                 "https://facts.example/reviews/" + std::to_string(i)});
      ASSERT_EQ(review.ending.exit_code, 0) << review.error;
      if (!before.empty()) {
        ASSERT_EQ(Verbatim({"link", "add", name, "narrows", before}).ending.exit_code, 0);
      }
      before = name;
      ++i;
    }
    ASSERT_EQ(i, 18);
  }

  std::string Export(const std::string& format) {
    const std::string path = folder_.Path(format);
    Outcome exported = Verbatim({"export", "--format", format, "--base-uri", kBase, "--output", path});
    EXPECT_EQ(exported.ending.exit_code, 0) << exported.error;
    EXPECT_THAT(exported.error, HasSubstr("18 claims exported"));
    return path;
  }

  // Writes a file with the graphs that TraceClaim returns for all claims.
  std::string Traces() {
    std::string traces;
    for (const std::string& line : Lines(Verbatim({"claims", "list", "--json"}).output)) {
      const std::string name = ParseJson(line).fields().at("name").string_value();
      const std::vector<std::string> pages = Lines(Verbatim({"trace", name, "--json"}).output);
      EXPECT_EQ(pages.size(), 1u);
      traces += R"({"claim":")" + name + R"(","base":")" + kBase + "\"," + pages.at(0).substr(1) + "\n";
    }
    return Write("traces", traces);
  }

  void ExpectGood(const Outcome& outcome, const std::string& said) {
    EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.output << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr(said));
  }
};

TEST_F(ExchangeCli, ThirdPartyParsersReadTheExports) {
  if (!std::filesystem::exists(SharedData("belarus-claims.jsonl")))
    GTEST_SKIP() << "the shared data is absent";
  AddArticle();
  ExpectGood(Check("check_prov.py", {Export("prov-json"), Traces()}), "18 bundles");
  const std::string reviews = Export("claim-review");
  const std::string feed = Export("claim-review-feed");
  ExpectGood(Check("check_json_ld.py", {reviews, feed, Export("web-annotation")}), "of which all is kept");
  ExpectGood(Check("check_claim_review.py", {"--recommended", reviews}), "18 claim reviews");
  ExpectGood(Check("check_claim_review.py", {"--recommended", feed}), "18 claim reviews");
  ExpectGood(Check("check_nanopublications.py", {Export("nanopublication")}), "18 nanopublications");
}

TEST_F(ExchangeCli, TheChecksFindErrors) {
  if (!std::filesystem::exists(SharedData("belarus-claims.jsonl")))
    GTEST_SKIP() << "the shared data is absent";
  AddArticle();
  auto changed = [&](const std::string& path, const std::string& from, const std::string& to) {
    std::string text = ReadFile(path);
    const size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return Write("changed", text.replace(at, from.size(), to));
  };
  EXPECT_NE(
      Check("check_prov.py",
            {changed(Export("prov-json"), "\"verbatim:role\":\"part\"", "\"verbatim:role\":\"p\""), Traces()})
          .ending.exit_code,
      0);
  const std::string reviews = Export("claim-review");
  EXPECT_NE(
      Check("check_json_ld.py", {changed(reviews, "\"alternateName\"", "\"otherName\"")}).ending.exit_code,
      0);
  EXPECT_NE(
      Check("check_claim_review.py", {changed(reviews, "\"claimReviewed\"", "\"claimed\"")}).ending.exit_code,
      0);
  EXPECT_NE(
      Check("check_nanopublications.py", {changed(Export("nanopublication"), "fifty-two", "fifty-three")})
          .ending.exit_code,
      0);
}

TEST_F(ExchangeCli, AFileIsImportedOnce) {
  AddBrief();
  const std::string file = Write(
      "reviews.json",
      R"([{"@type": "ClaimReview", "claimReviewed": "Fourteen of them were foreign nationals", "url": "https://r.example/1",
           "author": {"name": "R"}, "reviewRating": {"alternateName": "True"}},
          {"@type": "ClaimReview", "claimReviewed": "Fifteen of them were foreign nationals", "url": "https://r.example/2",
           "author": {"name": "R"}, "reviewRating": {"alternateName": "False"}},
          {"@type": "ClaimReview"}])");
  Outcome checked =
      Verbatim({"import", file, "--format", "claim-review", "--document", "brief", "--validate-only"});
  EXPECT_THAT(checked.output, HasSubstr("1 would be recorded, 0 unchanged, 2 refused"));
  EXPECT_EQ(Verbatim({"claims", "list"}).output, "");
  Outcome first = Verbatim({"import", file, "--format", "claim-review", "--document", "brief"});
  EXPECT_EQ(first.ending.exit_code, 1);
  EXPECT_EQ(first.output, "1 recorded, 0 unchanged, 2 refused\n");
  EXPECT_THAT(first.error, HasSubstr("line 3, item 1: QUOTE_NOT_FOUND: citations[0].quote"));
  EXPECT_THAT(first.error, HasSubstr("QUOTE_NOT_FOUND"));
  EXPECT_THAT(first.error, HasSubstr("claimReviewed: is required"));
  Outcome again =
      Verbatim({"import", "-", "--format", "claim-review", "--document", "brief"}, ReadFile(file));
  EXPECT_EQ(again.output, "0 recorded, 1 unchanged, 2 refused\n");
}

TEST_F(ExchangeCli, ReportsInvalidFilesAndFlags) {
  EXPECT_EQ(Verbatim({"import", "/nonexistent", "--format", "claim-review"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"import", "-"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"import", "-", "--format", "rss"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"export"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"export", "none", "--format", "prov-json"}).ending.exit_code, 3);
  EXPECT_EQ(Verbatim({"export", "--format", "prov-json", "--output", "/nonexistent/x"}).ending.exit_code, 5);
  Outcome empty = Verbatim({"import", "-", "--format", "claim-review"}, "");
  EXPECT_EQ(empty.ending.exit_code, 1);
  EXPECT_THAT(empty.error, HasSubstr("no JSON object"));
}

TEST_F(ExchangeCli, AFailedExportLeavesTheFileUnchanged) {
  AddBrief();
  const std::string path = Write("out", "unchanged");
  EXPECT_EQ(Verbatim({"export", "none", "--format", "prov-json", "--output", path}).ending.exit_code, 3);
  EXPECT_EQ(ReadFile(path), "unchanged");
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
  EXPECT_EQ(Shell("$V export --format prov-json > /dev/full").ending.exit_code, 5);
  EXPECT_EQ(Shell("$V export --format prov-json | true; exit ${PIPESTATUS[1]}").ending.exit_code, 0);
}

}  // namespace
}  // namespace verbatim::test
