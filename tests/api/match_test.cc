#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "api/fixture.h"
#include "support/eventually.h"
#include "support/progress.h"
#include "support/random_text.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kNews[] =
    "The minister resigned on Monday after the budget failed. Inflation rose to 4.5 percent in March 2023. "
    "The "
    "dam at Kariba was not damaged by the earthquake. Unemployment fell to its lowest level since 1969.\n";

class Matching : public ApiTest {
 protected:
  // Records a claim that cites `document`. Its text is the quote unless `text` is given.
  v1::Claim Claim(const std::string& document, const std::string& quote, const std::string& text = "") {
    v1::CreateClaimRequest request = ClaimOn(document, quote);
    request.mutable_claim()->set_text(text.empty() ? quote : text);
    return AddClaim(request);
  }

  grpc::Status Call(const v1::MatchClaimsRequest& request, v1::MatchClaimsResponse* response) {
    grpc::ClientContext context;
    return match_->MatchClaims(&context, request, response);
  }
  // Returns the matches of a text among all claims recorded so far.
  v1::MatchClaimsResponse Match(v1::MatchClaimsRequest request) {
    request.set_min_log_size(*store_->Size());
    v1::MatchClaimsResponse response;
    grpc::Status status = Call(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::MatchClaimsResponse Match(const std::string& text) {
    v1::MatchClaimsRequest request;
    request.set_text(text);
    return Match(request);
  }

  // Returns the best match of a text, which must have at least one.
  template <typename Request>
  v1::Match First(const Request& request) {
    v1::MatchClaimsResponse response = Match(request);
    EXPECT_FALSE(response.matches().empty());
    return response.matches().empty() ? v1::Match() : response.matches(0);
  }

  struct Checked {
    std::vector<v1::CheckTextResponse> answers;
    grpc::Status status;

    std::vector<v1::CheckTextResponse> Findings() const {
      std::vector<v1::CheckTextResponse> findings;
      for (const auto& answer : answers) {
        if (!answer.matches().empty()) findings.push_back(answer);
      }
      return findings;
    }
  };
  // Sends a text in parts of `part` bytes while another thread reads the answers.
  Checked Check(const std::string& text, size_t part, v1::CheckTextOptions options = {}) {
    options.set_min_log_size(*store_->Size());
    grpc::ClientContext context;
    auto stream = match_->CheckText(&context);
    Checked checked;
    std::thread reader([&] {
      v1::CheckTextResponse answer;
      while (stream->Read(&answer)) checked.answers.push_back(answer);
    });
    v1::CheckTextRequest request;
    *request.mutable_options() = options;
    for (size_t at = 0; at < text.size() || at == 0; at += part) {
      request.set_text(text.substr(at, part));
      if (!stream->Write(request)) break;
      request.clear_options();
    }
    stream->WritesDone();
    reader.join();
    checked.status = stream->Finish();
    return checked;
  }
};

TEST_F(Matching, FindsANewClaimAtOnceWithMinLogSize) {
  AddDocument("news", kNews);
  for (int i = 0; i < 20; ++i) {
    const std::string word = "Quxor" + std::to_string(i);
    const v1::Claim claim = Claim("news", "The minister resigned", "The minister of " + word + " resigned.");
    v1::MatchClaimsRequest request;
    request.set_text("minister of " + word);
    request.set_min_log_size(claim.log_index() + 1);
    v1::MatchClaimsResponse response;
    ASSERT_TRUE(Call(request, &response).ok());
    ASSERT_FALSE(response.matches().empty());
    EXPECT_EQ(response.matches(0).claim().name(), claim.name());
    EXPECT_GE(response.log_size(), claim.log_index() + 1);
  }
}

TEST_F(Matching, ReportsTheRelationToAClaimAndItsReasons) {
  AddDocument("news", kNews);
  const v1::Claim inflation = Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  const v1::Claim dam = Claim("news", "The dam at Kariba was not damaged by the earthquake.");
  const v1::Claim jobs = Claim("news", "Unemployment fell to its lowest level since 1969.");

  const v1::Match same = First("Inflation rose to 4.5 percent in March 2023, the bank says");
  EXPECT_EQ(same.claim().name(), inflation.name());
  EXPECT_EQ(same.relation(), v1::Match::RELATION_SAME);
  EXPECT_GT(same.score(), 0.5);
  EXPECT_LE(same.score(), 1);
  EXPECT_THAT(same.reasons(), Contains(AllOf(HasSubstr("shares "), HasSubstr("Inflation"))));

  const std::string text = "Inflation rose to 5.4 percent in March 2023";
  const v1::Match conflicting = First(text);
  EXPECT_EQ(conflicting.claim().name(), inflation.name());
  EXPECT_EQ(conflicting.relation(), v1::Match::RELATION_CONFLICTING_VALUE);
  ASSERT_EQ(conflicting.conflicts_size(), 1);
  const v1::ConflictingValue& value = conflicting.conflicts(0);
  EXPECT_EQ(value.claimed().quantity().value(), "4.5");
  EXPECT_EQ(value.claimed_surface(), "4.5 percent");
  EXPECT_EQ(value.stated().quantity().value(), "5.4");
  EXPECT_EQ(text.substr(static_cast<size_t>(value.stated_span().byte_start()), value.stated_surface().size()),
            "5.4 percent");
  ASSERT_FALSE(conflicting.aligned().empty());
  const v1::AlignedWords& first = conflicting.aligned(0);
  EXPECT_EQ(first.text_span().byte_start(), 0);
  EXPECT_EQ(first.claim_span().byte_start(), 0);
  EXPECT_EQ(first.claim_span().byte_end(), 9);  // "Inflation"

  const v1::Match opposed = First("The dam at Kariba was damaged by the earthquake");
  EXPECT_EQ(opposed.claim().name(), dam.name());
  EXPECT_EQ(opposed.relation(), v1::Match::RELATION_OPPOSED);

  EXPECT_EQ(First("Unemployment rose to its lowest level since 1969").relation(),
            v1::Match::RELATION_OPPOSED);
  EXPECT_THAT(Match("zebra xylophone quartz").matches(), IsEmpty());
}

TEST_F(Matching, ComparesWithTheQuoteWhereItIsCloserThanTheClaimsText) {
  AddDocument("brief", kBrief);
  const v1::Claim claim =
      Claim("brief", "Belarus freed fifty-two prisoners", "Minsk let dozens of captives go.");
  const v1::Match match = First("In September Belarus freed fifty prisoners");
  EXPECT_EQ(match.claim().name(), claim.name());
  EXPECT_EQ(match.field(), v1::CLAIM_FIELD_QUOTE);
  EXPECT_EQ(match.relation(), v1::Match::RELATION_CONFLICTING_VALUE);
  EXPECT_EQ(match.conflicts(0).claimed_surface(), "fifty-two");
  EXPECT_EQ(match.conflicts(0).stated().quantity().value(), "50");
}

TEST_F(Matching, FollowsUpdatesAndRetractions) {
  AddDocument("news", kNews);
  v1::Claim claim = Claim("news", "Unemployment fell to its lowest level since 1969.");
  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name(claim.name());
  update.mutable_claim()->set_text("Joblessness in Ruritania is at a low.");
  v1::UpdateClaimResponse updated;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(claims_->UpdateClaim(&context, update, &updated).ok());
  }
  EXPECT_EQ(First("joblessness Ruritania").claim().text(), "Joblessness in Ruritania is at a low.");
  v1::RetractClaimRequest retract;
  retract.set_name(claim.name());
  retract.set_reason("wrong");
  v1::RetractClaimResponse retracted;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(claims_->RetractClaim(&context, retract, &retracted).ok());
  }
  EXPECT_EQ(First("joblessness Ruritania").claim().state(), v1::CLAIM_STATE_RETRACTED);
  v1::MatchClaimsRequest active;
  active.set_text("joblessness Ruritania");
  active.mutable_filter()->set_state(v1::CLAIM_STATE_ACTIVE);
  EXPECT_THAT(Match(active).matches(), IsEmpty());
}

TEST_F(Matching, FindsOnlyClaimsThatPassTheFilter) {
  AddDocument("news", kNews);
  AddDocument("other", kNews);
  v1::CreateClaimRequest request = ClaimOn("news", "Inflation rose to 4.5 percent");
  request.mutable_claim()->set_text("Inflation rose to 4.5 percent.");
  request.mutable_claim()->mutable_claimant()->set_name("The bank");
  (*request.mutable_claim()->mutable_labels())["topic"] =
      std::string(250, 'x');  // longer than Xapian allows a term to be
  const v1::Claim labelled = AddClaim(request);
  const v1::Claim plain = Claim("other", "Inflation rose to 4.5 percent");

  auto names = [&](const v1::ClaimFilter& filter) {
    v1::MatchClaimsRequest match;
    match.set_text("inflation rose to 4.5 percent");
    *match.mutable_filter() = filter;
    std::vector<std::string> found;
    const v1::MatchClaimsResponse response = Match(match);
    for (const v1::Match& hit : response.matches()) found.push_back(hit.claim().name());
    std::sort(found.begin(), found.end());
    return found;
  };
  v1::ClaimFilter filter;
  EXPECT_EQ(names(filter).size(), 2u);
  filter.set_document("documents/other");
  EXPECT_THAT(names(filter), ElementsAre(plain.name()));
  filter.Clear();
  (*filter.mutable_labels())["topic"] = std::string(250, 'x');
  EXPECT_THAT(names(filter), ElementsAre(labelled.name()));
  (*filter.mutable_labels())["topic"] = std::string(249, 'x');
  EXPECT_THAT(names(filter), IsEmpty());
  filter.Clear();
  filter.set_claimant_name("The bank");
  EXPECT_THAT(names(filter), ElementsAre(labelled.name()));
}

TEST_F(Matching, HonoursLimitAndMinScore) {
  AddDocument("news", kNews);
  for (int i = 0; i < 30; ++i) {
    Claim("news", "Inflation rose to 4.5 percent", "Inflation rose in " + std::to_string(1900 + i));
  }
  v1::MatchClaimsRequest request;
  request.set_text("inflation rose in 1907");
  EXPECT_EQ(Match(request).matches_size(), 10);
  request.set_limit(3);
  const v1::MatchClaimsResponse three = Match(request);
  ASSERT_EQ(three.matches_size(), 3);
  EXPECT_EQ(three.matches(0).claim().text(), "Inflation rose in 1907");
  EXPECT_GE(three.matches(0).score(), three.matches(1).score());
  request.set_limit(1000);
  EXPECT_LE(Match(request).matches_size(), 100);
  request.set_min_score(1);
  EXPECT_THAT(Match(request).matches(), IsEmpty());
  request.set_min_score(three.matches(0).score());
  const v1::MatchClaimsResponse likely = Match(request);
  for (const v1::Match& match : likely.matches()) EXPECT_GE(match.score(), three.matches(0).score());
}

TEST_F(Matching, RefusesBadRequestsAndNamesTheFields) {
  auto bad = [&](const v1::MatchClaimsRequest& request) {
    v1::MatchClaimsResponse response;
    grpc::Status status = Call(request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
    return BadFields(status);
  };
  v1::MatchClaimsRequest request;
  EXPECT_THAT(bad(request), ElementsAre("text"));
  request.set_text(std::string((64 << 10) + 1, 'x'));
  request.set_limit(-1);
  request.set_min_score(std::numeric_limits<double>::quiet_NaN());
  request.set_min_log_size(-1);
  request.set_language_code("no such language");
  request.mutable_filter()->set_document("news");
  EXPECT_THAT(bad(request),
              ElementsAre("text", "limit", "min_score", "min_log_size", "language_code", "filter.document"));
  request.Clear();
  request.set_text("x");
  request.set_min_log_size(1'000'000);
  v1::MatchClaimsResponse response;
  grpc::Status status = Call(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(ReasonOf(status), "SIZE_NOT_REACHED");
  v1::CheckTextOptions options;
  options.set_min_score(2);
  const Checked checked = Check("A text.", 3, options);
  EXPECT_EQ(checked.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(checked.status), ElementsAre("options.min_score"));
}

TEST_F(Matching, AcceptsAnyText) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent");
  std::mt19937_64 random(7);
  for (int i = 0; i < 50; ++i) Match(RandomText(random, 1 + random() % 2000));
  Match(std::string(64 << 10, 'x'));
  std::string repeated;
  while (repeated.size() + 10 < 64 << 10) repeated += "inflation ";
  EXPECT_FALSE(Match(repeated).matches().empty());
  for (const char* text : {"!!!", "\U0001F642", "   \n", "#", "@", "http://a.example/b", "中文没有空格",
                           "ไทยไม่มีช่องว่าง", "العربية", "עברית", "\u202Eabc", "e\u0301\u0301\u0301"}) {
    Match(text);
  }
}

TEST_F(Matching, FindsClaimsOfOtherLanguagesAndScripts) {
  v1::CreateDocumentRequest create;
  create.set_document_id("de");
  create.mutable_document()->set_language_code("de");
  create.mutable_content()->set_data(
      "Die Regierung erhöhte die Steuern um drei Prozent. 政府宣布提高税收。\n");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(create, &created).ok());
  const v1::Claim german = Claim("de", "Die Regierung erhöhte die Steuern um drei Prozent.");
  const v1::Claim chinese = Claim("de", "政府宣布提高税收。");
  v1::MatchClaimsRequest request;
  request.set_language_code("de");
  request.set_text("Steuern der Regierungen");
  EXPECT_EQ(First(request).claim().name(), german.name());
  request.set_text("提高税收");
  EXPECT_EQ(First(request).claim().name(), chinese.name());
}

TEST_F(Matching, SeesNoConflictInFiguresOfOtherLanguages) {
  AddDocument("meldung", "In Berlin demonstrierten am Samstag 30.000 Menschen gegen die Regierung.\n");
  Claim("meldung", "In Berlin demonstrierten am Samstag 30.000 Menschen gegen die Regierung.");
  v1::MatchClaimsRequest request;
  request.set_text("In Berlin demonstrierten am Samstag 30000 Menschen gegen die Regierung.");
  request.set_language_code("de");
  const v1::Match match = First(request);
  EXPECT_THAT(match.conflicts(), IsEmpty());
  EXPECT_EQ(match.relation(), v1::Match::RELATION_SAME) << match.score();
}

TEST_F(Matching, FindsAClaimHoweverOftenItIsRecorded) {
  const std::string viral = "The state has created 1.2 million jobs since 2023.";
  AddDocument("viral", viral);
  Claim("viral", viral);
  const double once = First(viral).score();
  EXPECT_GT(once, 0.5);
  for (int i = 1; i < 30; ++i) Claim("viral", viral);
  v1::MatchClaimsRequest request;
  request.set_text(viral);
  request.set_limit(30);
  const v1::MatchClaimsResponse found = Match(request);
  EXPECT_EQ(found.matches_size(), 30);
  std::set<std::string> names;
  for (const v1::Match& match : found.matches()) {
    EXPECT_EQ(match.relation(), v1::Match::RELATION_SAME);
    EXPECT_NEAR(match.score(), once, 0.01);
    EXPECT_EQ(match.duplicate_count(), 0);
    names.insert(match.claim().name());
  }
  EXPECT_EQ(names.size(), 30u);
  EXPECT_FALSE(Check(viral, 64).Findings().empty());
}

TEST_F(Matching, FoldsClaimsThatSayTheSame) {
  AddDocument(
      "viral",
      "Violent crime fell 12 percent since 2022. Violent crime dropped by 12% since 2022. Violent crime fell "
      "21 percent since 2022.");
  for (int i = 0; i < 150; ++i) Claim("viral", "Violent crime fell 12 percent since 2022.");
  Claim("viral", "Violent crime dropped by 12% since 2022.");
  Claim("viral", "Violent crime fell 21 percent since 2022.");
  v1::MatchClaimsRequest request;
  request.set_text("Violent crime fell 12 percent since 2022, police said");
  request.set_fold_duplicates(true);
  const v1::MatchClaimsResponse found = Match(request);
  ASSERT_EQ(found.matches_size(), 2);
  EXPECT_EQ(found.matches(0).relation(), v1::Match::RELATION_CONFLICTING_VALUE) << "conflicts come first";
  EXPECT_EQ(found.matches(0).duplicate_count(), 0);
  const v1::Match& same = found.matches(1);
  EXPECT_EQ(same.relation(), v1::Match::RELATION_SAME);
  EXPECT_EQ(same.duplicate_count(), 150);
  EXPECT_EQ(same.duplicates_size(), 100);
  EXPECT_THAT(same.duplicates(), Not(Contains(same.claim().name())));

  v1::CheckTextOptions options;
  options.set_fold_duplicates(true);
  const auto findings = Check("Violent crime fell 12 percent since 2022.", 64, options).Findings();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].matches_size(), 2);
}

TEST_F(Matching, PutsConflictsAndDenialsBeforeRepetitionsAndActiveClaimsBeforeRetractedOnes) {
  AddDocument("news",
              "Exports of Kenya rose by 14 percent in March. Exports of Kenya fell by 14 percent in March.");
  const v1::Claim same = Claim("news", "Exports of Kenya rose by 14 percent in March.");
  const v1::Claim opposed = Claim("news", "Exports of Kenya fell by 14 percent in March.");
  v1::MatchClaimsRequest request;
  request.set_text("Exports of Kenya rose by 14 percent in March.");
  request.set_limit(1);
  EXPECT_EQ(First(request).claim().name(), opposed.name());
  request.set_limit(2);
  EXPECT_EQ(Match(request).matches(1).claim().name(), same.name());

  const v1::Claim active = Claim("news", "Exports of Kenya fell by 14 percent in March.");
  v1::RetractClaimRequest retract;
  retract.set_name(opposed.name());
  retract.set_reason("wrong");
  v1::RetractClaimResponse gone;
  grpc::ClientContext context;
  ASSERT_TRUE(claims_->RetractClaim(&context, retract, &gone).ok());
  request.set_limit(1);
  EXPECT_EQ(First(request).claim().name(), active.name());
}

TEST_F(Matching, TellsWhatATextSaysAboutAClaim) {
  struct Case {
    const char *claim, *text;
    v1::Match::Relation relation;
    const char* language = "en";
  };
  for (const Case& one : {
           Case{"The state has created 1.2 million jobs.", "The state has lost 1.2 million jobs.",
                v1::Match::RELATION_OPPOSED},
           Case{"French exports fell 3 percent.", "German exports fell 3 percent.",
                v1::Match::RELATION_RELATED},
           Case{"The ship carried weapons.", "The ship hardly carried weapons.", v1::Match::RELATION_OPPOSED},
           Case{"He said they did not, as of that day, provide the security.",
                "He said they did not ... provide the security.", v1::Match::RELATION_RELATED},
           Case{"The banks neither admitted nor denied the charges.",
                "The banks neither admit nor deny the charges.", v1::Match::RELATION_SAME},
           Case{"The resolutions are not binding.", "Delegates approved resolutions that are not binding.",
                v1::Match::RELATION_SAME},
           Case{"Die Regierung schuf 1,2 Millionen Stellen.", "Die Regierung schuf 1,3 Millionen Stellen.",
                v1::Match::RELATION_CONFLICTING_VALUE, "de"},
           Case{"Правительство построило 14 больниц.", "Правительство построило 41 больницу.",
                v1::Match::RELATION_CONFLICTING_VALUE, "ru"},
           Case{"Le gouvernement a construit 14 hôpitaux.", "Le gouvernement a construit 41 hôpitaux.",
                v1::Match::RELATION_CONFLICTING_VALUE, "fr"},
           Case{"El gobierno construyó 14 hospitales.", "El gobierno construyó 41 hospitales.",
                v1::Match::RELATION_CONFLICTING_VALUE, "es"},
           Case{"Rząd zbudował 14 szpitali.", "Rząd zbudował 41 szpitali.",
                v1::Match::RELATION_CONFLICTING_VALUE, "pl"},
           Case{"Il governo ha costruito 14 ospedali.", "Il governo ha costruito 41 ospedali.",
                v1::Match::RELATION_CONFLICTING_VALUE, "it"},
           Case{"O governo construiu 14 hospitais.", "O governo construiu 41 hospitais.",
                v1::Match::RELATION_CONFLICTING_VALUE, "pt"},
           Case{"A woman is opening a soda.", "A man is opening a soda.", v1::Match::RELATION_RELATED},
           Case{"At least 2,034 were killed.", "At least 2,036 were killed.",
                v1::Match::RELATION_CONFLICTING_VALUE},
           Case{"Violent crime fell 12 percent.", "Violent crime is up 12 percent.",
                v1::Match::RELATION_OPPOSED},
           Case{"Fourteen hospitals were built.", "It's a lie that fourteen hospitals were built.",
                v1::Match::RELATION_OPPOSED},
           Case{"Fourteen hospitals were built.", "Fourteen hospitals were closed.",
                v1::Match::RELATION_RELATED},
           Case{"The strike lasted two weeks.", "The strike lasted two months.",
                v1::Match::RELATION_CONFLICTING_VALUE},
           Case{"The fire killed 14 people.", "The fire injured 14 people.", v1::Match::RELATION_RELATED},
           Case{"The plant was reopened.", "The reopening of the plant", v1::Match::RELATION_SAME},
       }) {
    static int number = 0;
    const std::string document = "case" + std::to_string(number++);
    AddDocument(document, one.claim);
    Claim(document, one.claim);
    v1::MatchClaimsRequest request;
    request.set_text(one.text);
    request.set_language_code(one.language);
    request.mutable_filter()->set_document("documents/" + document);
    EXPECT_EQ(First(request).relation(), one.relation) << one.text;
  }
}

TEST_F(Matching, ChecksATextBySentenceWhateverTheSizesOfItsParts) {
  AddDocument("news", kNews);
  const v1::Claim inflation = Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  const std::string text =
      "Ünlike before. Inflation rose to 5 percent in March 2023. Nothing else was said. Then this: inflation "
      "rose "
      "to 4.5 percent in March 2023, again.\n";
  for (size_t part : {1, 7, 1000}) {
    const Checked checked = Check(text, part);
    ASSERT_TRUE(checked.status.ok()) << checked.status.error_message();
    const auto findings = checked.Findings();
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].sentence(), "Inflation rose to 5 percent in March 2023.");
    EXPECT_EQ(findings[0].span().byte_start(), 16);
    EXPECT_EQ(findings[0].span().code_point_start(), 15);
    EXPECT_EQ(findings[0].matches(0).relation(), v1::Match::RELATION_CONFLICTING_VALUE);
    EXPECT_EQ(findings[1].matches(0).claim().name(), inflation.name());
    EXPECT_EQ(findings[1].matches(0).relation(), v1::Match::RELATION_SAME);
    EXPECT_EQ(checked.answers.back().checked_bytes(), static_cast<int64_t>(text.size()));
  }
}

TEST_F(Matching, ChecksTextWithoutSentencesAndEmptyText) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  std::string endless;
  while (endless.size() < 1 << 20) endless += "inflation rose ";
  Checked checked = Check(endless, 100'000);
  ASSERT_TRUE(checked.status.ok()) << checked.status.error_message();
  EXPECT_EQ(checked.answers.back().checked_bytes(), static_cast<int64_t>(endless.size()));
  for (const std::string text : {"", " \n ", "\n\n"}) {
    checked = Check(text, 1);
    ASSERT_TRUE(checked.status.ok());
    EXPECT_EQ(checked.answers.back().checked_bytes(), static_cast<int64_t>(text.size()));
  }
}

TEST_F(Matching, ReportsFindingsUpToTheFirstByteThatIsNotUtf8) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  const std::string text = "Inflation rose to 4.5 percent in March 2023.\n\xC3(";
  const Checked checked = Check(text, 10);
  EXPECT_EQ(checked.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(checked.status.error_message(), HasSubstr("byte 45"));
  EXPECT_EQ(checked.Findings().size(), 1u);
}

TEST_F(Matching, AnAbandonedStreamDoesNotBlockOthers) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "Inflation rose to 4.5 percent in March 2023.\n";
  for (int i = 0; i < 16; ++i) {  // more than the server has threads
    grpc::ClientContext context;
    auto stream = match_->CheckText(&context);
    v1::CheckTextRequest request;
    request.mutable_options()->set_min_score(0.001);
    request.mutable_options()->set_min_log_size(*store_->Size());
    request.set_text(text);
    stream->Write(request);
    v1::CheckTextResponse answer;
    if (i % 2 == 0) stream->Read(&answer);
    context.TryCancel();
    stream->Finish();
  }
  EXPECT_FALSE(Match("Inflation rose to 4.5 percent in March 2023").matches().empty());
}

TEST_F(Matching, StopsReadingWhileTheClientDoesNotReadItsFindings) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  grpc::ClientContext context;
  auto stream = match_->CheckText(&context);
  std::string part;
  while (part.size() < 256 << 10) part += "Inflation rose to 4.5 percent in March 2023.\n";
  constexpr int kParts = 200;
  Progress sent;
  std::thread writer([&] {
    v1::CheckTextRequest request;
    request.mutable_options()->set_min_score(0.001);
    request.mutable_options()->set_min_log_size(*store_->Size());
    request.set_text(part);
    for (int i = 0; i < kParts && stream->Write(request); ++i) sent.Step();
    stream->WritesDone();
  });
  // Writing stalls because nobody reads: 50 MB do not fit into the windows of the connection.
  EXPECT_LT(sent.AwaitStall(std::chrono::milliseconds(500)).value_or(kParts), kParts);
  context.TryCancel();
  writer.join();
  stream->Finish();
}

TEST_F(Matching, KeepsTheIndexAcrossARestart) {
  AddDocument("news", kNews);
  const v1::Claim claim = Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  Match("inflation");
  Start();
  EXPECT_EQ(First("inflation").claim().name(), claim.name());
  EXPECT_EQ(index_rebuilds_, 0);
}

TEST_F(Matching, ADamagedIndexIsRebuiltAndReported) {
  AddDocument("news", kNews);
  const v1::Claim claim = Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  First("inflation");
  for (const char* file : {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass"}) {
    for (const bool truncate : {true, false}) {
      Stop();
      const std::string path = folder_.Path("test.db.index/") + file;
      if (truncate) {
        std::filesystem::resize_file(path, 0);
      } else {
        const auto size = std::filesystem::file_size(path);
        std::ofstream(path, std::ios::binary) << std::string(size, '\x5A');
      }
      index_rebuilds_ = 0;
      Start();
      // Damage is detected only when the damaged part is read. The first call may read that part. A later
      // call uses the new index.
      v1::MatchClaimsRequest request;
      request.set_text("inflation rose");
      v1::MatchClaimsResponse response;
      ASSERT_TRUE(Eventually([&] {
        response.Clear();
        const grpc::Status status = Call(request, &response);
        if (!status.ok()) {
          EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
          EXPECT_EQ(ReasonOf(status), "INDEX_NOT_READY");
        }
        return status.ok() && !response.matches().empty();
      })) << file;
      EXPECT_EQ(response.matches(0).claim().name(), claim.name());
      EXPECT_GE(index_rebuilds_, 1) << file << (truncate ? " truncated" : " overwritten");
    }
  }
}

// Runs as many checks as the server has threads, each of a text without a match for a long time.
TEST_F(Matching, LongChecksLetOtherCallsThroughAndStopWhenCancelled) {
  AddDocument("news", kNews);
  const std::string found = "Inflation rose to 4.5 percent in March 2023.";
  Claim("news", found);
  Match("inflation");
  v1::CheckTextRequest request;
  request.set_text(found + "\n");
  while (request.text().size() < (8 << 20)) request.mutable_text()->append("Nobody said a word of quxor.\n");
  struct Stream {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReaderWriter<v1::CheckTextRequest, v1::CheckTextResponse>> call;
  };
  std::vector<Stream> streams(8);
  for (Stream& stream : streams) {
    stream.call = match_->CheckText(&stream.context);
    stream.call->Write(request);
  }
  v1::CheckTextResponse answer;
  for (Stream& stream : streams) ASSERT_TRUE(stream.call->Read(&answer)) << "the check has not begun";
  grpc::ClientContext context;
  // The checks take longer than this.
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
  v1::ListClaimsResponse listed;
  const grpc::Status status = claims_->ListClaims(&context, {}, &listed);
  EXPECT_TRUE(status.ok()) << status.error_message();
  for (Stream& stream : streams) stream.context.TryCancel();
  for (Stream& stream : streams) {
    EXPECT_EQ(stream.call->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  const absl::Time cancelled = absl::Now();
  server_->Drain(absl::Seconds(60));
  EXPECT_LT(absl::Now() - cancelled, absl::Seconds(5));
}

// The client vanishes while the server reads, while it checks, or while it answers.
TEST_F(Matching, TheServerSurvivesClientsThatVanishAtAnyMoment) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  Match("inflation");
  v1::CheckTextRequest request;
  for (int i = 0; i < 20; ++i) request.mutable_text()->append(kNews);
  for (int round = 0; round < 100; ++round) {
    grpc::ClientContext context;
    auto stream = match_->CheckText(&context);
    stream->Write(request);
    if (round % 4 == 3) stream->WritesDone();
    v1::CheckTextResponse answer;
    for (int i = 0; i < round % 3; ++i) stream->Read(&answer);
    std::this_thread::sleep_for(std::chrono::microseconds(50 * round));  // a different moment in each round
    context.TryCancel();
    stream->Finish();
  }
  EXPECT_TRUE(Check(kNews, 100).status.ok());
}

TEST_F(Matching, AnIndexOfAnotherLogIsRebuilt) {
  AddDocument("news", kNews);
  Claim("news", "Inflation rose to 4.5 percent in March 2023.");
  Match("inflation");
  Stop();
  store_uri_ = NewStore(folder_, "another.db");
  Start();
  AddDocument("news", kNews);
  const v1::Claim claim = Claim("news", "The dam at Kariba was not damaged by the earthquake.");
  EXPECT_THAT(Match("inflation").matches(), IsEmpty());
  EXPECT_EQ(First("Kariba").claim().name(), claim.name());
  EXPECT_EQ(index_rebuilds_, 1);
}

// No file of the index still contains erased words.
TEST_F(Matching, ErasedWordsLeaveTheIndex) {
  AddDocument("secret", "The witness is called Xanthippe Quillfeather. It rained.\n");
  Claim("secret", "The witness is called Xanthippe Quillfeather.", "The witness has a name.");
  ASSERT_FALSE(Match("Quillfeather").matches().empty());
  auto has_words = [&] {
    for (const auto& file : std::filesystem::directory_iterator(folder_.Path("test.db.index"))) {
      const std::string bytes = ReadFile(file.path());
      if (bytes.find("quillfeath") != std::string::npos || bytes.find("Quillfeath") != std::string::npos)
        return true;
    }
    return false;
  };
  EXPECT_TRUE(has_words());
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/secret");
  erase.set_requested_by("a court");
  erase.set_reason("ordered");
  v1::EraseDocumentResponse erased;
  grpc::ClientContext context;
  ASSERT_TRUE(documents_->EraseDocument(&context, erase, &erased).ok());
  EXPECT_THAT(Match("Quillfeather").matches(), IsEmpty());
  EXPECT_TRUE(Eventually([&] { return !has_words(); }));
  EXPECT_EQ(First("The witness has a name").claim().text(), "The witness has a name.");
}

class MatchingTheArticle : public Matching {
 protected:
  void SetUp() override {
    const auto path = SharedData("belarus-between-east-and-west.txt");
    if (!exists(path)) GTEST_SKIP() << "no shared data";
    article_ = ReadFile(path);
    AddDocument("belarus", article_);
    std::istringstream lines(ReadFile(SharedData("belarus-claims.jsonl")));
    for (std::string line; std::getline(lines, line);) {
      v1::CreateClaimRequest request;
      *request.mutable_claim() = FromJson<v1::Claim>(line);
      for (auto& citation : *request.mutable_claim()->mutable_citations())
        citation.set_revision("documents/belarus");
      quotes_.push_back(AddClaim(request).citations(0).quote());
    }
  }

  std::string article_;
  std::vector<std::string> quotes_;
};

TEST_F(MatchingTheArticle, FindsEveryClaimAndNoContradictionInTheSource) {
  const Checked checked = Check(article_, 1000);
  ASSERT_TRUE(checked.status.ok());
  size_t found = 0;
  for (const v1::CheckTextResponse& finding : checked.Findings()) {
    for (const v1::Match& match : finding.matches()) {
      EXPECT_NE(match.relation(), v1::Match::RELATION_CONFLICTING_VALUE) << finding.ShortDebugString();
      EXPECT_NE(match.relation(), v1::Match::RELATION_OPPOSED) << finding.sentence() << "\n"
                                                               << match.claim().text();
      found += finding.sentence().find(match.claim().citations(0).quote()) != std::string::npos;
    }
  }
  EXPECT_GE(found, quotes_.size() - 1);
}

TEST_F(MatchingTheArticle, FindsAChangedFigure) {
  std::string changed = article_;
  changed.replace(changed.find("fifty-two"), 9, "fifty");
  for (size_t part : {13, 100'000}) {
    const Checked checked = Check(changed, part);
    ASSERT_TRUE(checked.status.ok());
    int conflicts = 0;
    for (const v1::CheckTextResponse& finding : checked.Findings()) {
      for (const v1::Match& match : finding.matches()) {
        if (match.relation() != v1::Match::RELATION_CONFLICTING_VALUE) continue;
        ++conflicts;
        ASSERT_EQ(match.conflicts_size(), 1) << match.ShortDebugString();
        EXPECT_EQ(match.conflicts(0).claimed().quantity().value(), "52");
        EXPECT_EQ(match.conflicts(0).stated().quantity().value(), "50");
        EXPECT_EQ(match.conflicts(0).stated_surface(), "fifty");
      }
    }
    EXPECT_EQ(conflicts, 1);
  }
}

}  // namespace
}  // namespace verbatim::test
