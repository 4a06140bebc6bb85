#include "client/cli_fixture.h"
#include "support/run_sql.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class VerifyCli : public Cli {
 protected:
  VerifyCli() {
    AddBrief();
    Outcome added = Verbatim({"claims", "add", "--document", "brief", "--id", "freed", "--text",
                              "Belarus released 52 political prisoners.", "--quote",
                              "On 11 September 2025, Belarus let fifty-two political prisoners go"});
    EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  }
};

TEST_F(VerifyCli, TheServiceChecksAClaimAgainstItsStoredData) {
  for (const char* name : {"freed", "claims/freed"}) {
    Outcome verified = Verbatim({"verify", name});
    EXPECT_EQ(verified.ending.exit_code, 0) << verified.error;
    EXPECT_THAT(verified.output,
                AllOf(HasSubstr("ok      log inclusion: log entry 2 is in the tree of 3 entries"),
                      HasSubstr("ok      quote of citations[0].quote: is at bytes 108 to 174"),
                      HasSubstr("\nclaims/freed: 12 passed, 0 failed, 0 skipped\n")));
  }
  auto json = ParseJson(Verbatim({"--json", "verify", "freed"}).output);
  EXPECT_TRUE(json.fields().at("verified").bool_value());
  EXPECT_EQ(json.fields().at("checks").list_value().values_size(), 12);
  EXPECT_EQ(Verbatim({"verify", "claims/none"}).ending.exit_code, 3);
  EXPECT_EQ(Verbatim({"verify", "documents/brief"}).ending.exit_code, 1);

  RunSql(
      folder_.Path("cli.db"),
      "UPDATE attachments SET bytes = CAST(replace(bytes, 'fifty-two', 'fifty-six') AS BLOB) WHERE part = 0");
  Outcome damaged = Verbatim({"verify", "freed"});
  EXPECT_EQ(damaged.ending.exit_code, 6);
  EXPECT_THAT(damaged.error, AllOf(HasSubstr("FAILED  quote of citations[0].quote: is not at bytes 108"),
                                   HasSubstr("FAILED  revision text of citations[0].revision: ")));
  EXPECT_THAT(damaged.output, HasSubstr("claims/freed: 10 passed, 2 failed, 0 skipped\n"));
  EXPECT_EQ(Verbatim({"--json", "verify", "freed"}).ending.exit_code, 6);

  ASSERT_EQ(
      Verbatim({"documents", "erase", "brief", "--requested-by", "a court", "--reason", "an order", "--yes"})
          .ending.exit_code,
      0);
  Outcome erased = Verbatim({"verify", "freed"});
  EXPECT_EQ(erased.ending.exit_code, 0) << erased.error;
  EXPECT_THAT(erased.output, AllOf(HasSubstr("skipped quote of citations[0].quote: erased with"),
                                   HasSubstr("claims/freed: 3 passed, 0 failed, 9 skipped\n")));
}

TEST_F(VerifyCli, VerifiesEitherAClaimOrABundle) {
  const std::string key = folder_.Path("cli.db.vkey");
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"verify"},
                                                    {"verify", "freed", "--key", key},
                                                    {"verify", "freed", "--bundle", "b", "--key", key},
                                                    {"verify", "freed", "--witness", key},
                                                    {"verify", "--bundle", "b"},
                                                    {"verify", "--key", key}}) {
    Outcome refused = Verbatim(arguments);
    EXPECT_EQ(refused.ending.exit_code, 2);
    EXPECT_THAT(refused.error, HasSubstr("verify requires either a claim"));
  }
  EXPECT_THAT(Verbatim({"verify", "--help"}).output, HasSubstr("claims/ID"));
}

}  // namespace
}  // namespace verbatim::test
