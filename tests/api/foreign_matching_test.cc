// Texts and claims in different languages, through the service.

#include <thread>

#include "api/fixture.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using v1::Match;

constexpr char kClaim[] = "Belarus released 52 political prisoners in September 2025.";

class ForeignMatching : public ApiTest {
 protected:
  // Records a claim that is the whole of its document.
  v1::Claim Record(const std::string& language, const std::string& id, const std::string& text) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_language_code(language);
    request.mutable_content()->set_data(text);
    v1::CreateDocumentResponse response;
    grpc::Status status = CreateDocument(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    v1::CreateClaimRequest claim = ClaimOn(id, text);
    claim.mutable_claim()->set_text(text);
    return AddClaim(claim);
  }

  std::vector<Match> Matches(const std::string& language, const std::string& text) {
    v1::MatchClaimsRequest request;
    request.set_text(text);
    request.set_language_code(language);
    request.set_min_log_size(*store_->Size());
    grpc::ClientContext context;
    v1::MatchClaimsResponse response;
    grpc::Status status = match_->MatchClaims(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.matches().begin(), response.matches().end()};
  }

  // Returns the findings of CheckText with its default options.
  std::vector<v1::CheckTextResponse> Check(const std::string& text) {
    grpc::ClientContext context;
    auto stream = match_->CheckText(&context);
    v1::CheckTextRequest request;
    request.mutable_options()->set_min_log_size(*store_->Size());
    request.set_text(text);
    stream->Write(request);
    stream->WritesDone();
    std::vector<v1::CheckTextResponse> findings;
    v1::CheckTextResponse answer;
    while (stream->Read(&answer)) {
      if (!answer.matches().empty()) findings.push_back(answer);
    }
    EXPECT_TRUE(stream->Finish().ok());
    return findings;
  }
};

struct Said {
  const char *language, *same, *conflict, *figure;
};
constexpr Said kSaid[] = {
    {"ru", "В сентябре 2025 года Беларусь освободила пятьдесят два политзаключённых.",
     "В сентябре 2025 года Беларусь освободила 14 политзаключённых.", "14"},
    {"uk", "У вересні 2025 року Білорусь звільнила 52 політв'язнів.",
     "У вересні 2025 року Білорусь звільнила 14 політв'язнів.", "14"},
    {"de", "Belarus ließ im September 2025 zweiundfünfzig politische Gefangene frei.",
     "Belarus ließ im September 2025 vierzehn politische Gefangene frei.", "vierzehn"},
    {"fr", "En septembre 2025, la Biélorussie a libéré 52 prisonniers politiques.",
     "En septembre 2025, la Biélorussie a libéré quatorze prisonniers politiques.", "quatorze"},
    {"es", "Bielorrusia liberó a 52 presos políticos en septiembre de 2025.",
     "Bielorrusia liberó a catorce presos políticos en septiembre de 2025.", "catorce"},
    {"pl", "We wrześniu 2025 roku Białoruś zwolniła 52 więźniów politycznych.",
     "We wrześniu 2025 roku Białoruś zwolniła czternastu więźniów politycznych.", "czternastu"},
    {"tr", "Belarus, Eylül 2025'te 52 siyasi mahkumu serbest bıraktı.",
     "Belarus, Eylül 2025'te on dört siyasi mahkumu serbest bıraktı.", "on dört"},
    {"it", "La Bielorussia ha liberato 52 prigionieri politici nel settembre 2025.",
     "La Bielorussia ha liberato 14 prigionieri politici nel settembre 2025.", "14"},
};

TEST_F(ForeignMatching, FindsAnEnglishClaimForTextsInOtherLanguages) {
  const v1::Claim claim = Record("en", "prisoners", kClaim);
  Record("en", "medals", "Belarus won 52 medals in Sydney in September 2000.");
  for (const Said& said : kSaid) {
    const std::vector<Match> same = Matches(said.language, said.same);
    ASSERT_FALSE(same.empty()) << said.same;
    EXPECT_EQ(same[0].claim().name(), claim.name()) << said.same;
    EXPECT_EQ(same[0].relation(), Match::RELATION_RELATED) << said.same;
    EXPECT_GT(same[0].score(), 0.5) << said.same;
    EXPECT_THAT(same[0].reasons(0), HasSubstr("the same names in another language: ")) << said.same;

    const std::vector<Match> conflict = Matches(said.language, said.conflict);
    ASSERT_FALSE(conflict.empty()) << said.conflict;
    EXPECT_EQ(conflict[0].claim().name(), claim.name()) << said.conflict;
    EXPECT_EQ(conflict[0].relation(), Match::RELATION_CONFLICTING_VALUE) << said.conflict;
    ASSERT_EQ(conflict[0].conflicts_size(), 1) << said.conflict;
    EXPECT_EQ(conflict[0].conflicts(0).claimed_surface(), "52");
    EXPECT_EQ(conflict[0].conflicts(0).stated_surface(), said.figure);
    EXPECT_EQ(conflict[0].conflicts(0).stated().quantity().value(), "14");
  }
}

TEST_F(ForeignMatching, NeitherACommonNameNorACommonFigureIsAConflict) {
  Record("en", "prisoners", kClaim);
  for (const auto& [language, text] : {
           std::pair{"ru", "В сентябре 2025 года Беларусь приняла 14 спортсменов из Сербии."},
           std::pair{"ru", "Беларусь построила 14 школ."},
           std::pair{"de", "Im September 2025 eröffnete Belarus 14 neue Krankenhäuser."},
           std::pair{"fr", "La Colombie a libéré 52 prisonniers politiques en septembre 2025."},
           std::pair{"es", "Venezuela liberó a 14 presos políticos en septiembre de 2025."},
           std::pair{"pl", "We wrześniu 2025 roku Polska kupiła 52 czołgi."},
           std::pair{"uk", "Україна у вересні 2025 року збила 52 дрони."},
           std::pair{"tr", "Türkiye Eylül 2025'te 14 mahkumu serbest bıraktı."},
       }) {
    for (const Match& match : Matches(language, text)) {
      EXPECT_EQ(match.relation(), Match::RELATION_RELATED) << text;
      EXPECT_LT(match.score(), 0.3) << text;
    }
  }
}

TEST_F(ForeignMatching, WorksWithoutLanguageCodesAndInCheckText) {
  const v1::Claim claim = Record("", "prisoners", kClaim);
  const std::vector<v1::CheckTextResponse> findings = Check(
      "Вчера в Минске было тепло. В сентябре 2025 года Беларусь освободила 14 политзаключённых. Беларусь "
      "граничит "
      "с Литвой.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].sentence(), "В сентябре 2025 года Беларусь освободила 14 политзаключённых.");
  EXPECT_EQ(findings[0].matches(0).claim().name(), claim.name());
  EXPECT_EQ(findings[0].matches(0).relation(), Match::RELATION_CONFLICTING_VALUE);
}

TEST_F(ForeignMatching, FollowsCorrectionsOfTheClaim) {
  v1::Claim claim = Record("en", "prisoners", kClaim);
  v1::UpdateClaimRequest request;
  claim.set_text("Belarus released 14 political prisoners in September 2025.");
  *request.mutable_claim() = claim;
  request.mutable_update_mask()->add_paths("text");
  grpc::ClientContext context;
  v1::UpdateClaimResponse response;
  grpc::Status status = claims_->UpdateClaim(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const std::vector<Match> matches = Matches("ru", kSaid[0].conflict);
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches[0].relation(), Match::RELATION_RELATED);
}

TEST_F(ForeignMatching, IndexesOfEarlierVersionsAreRebuilt) {
  Record("en", "prisoners", kClaim);
  EXPECT_FALSE(Matches("ru", kSaid[0].same).empty());
  Start();
  EXPECT_EQ(index_rebuilds_, 0);
  EXPECT_FALSE(Matches("ru", kSaid[0].same).empty());
}

struct OneLanguage {
  const char *language, *claim, *conflict, *denied;
};

// Text and claim in one language other than English.
TEST_F(ForeignMatching, OneLanguageStillKnowsSameConflictAndDenial) {
  for (const OneLanguage& said : {
           OneLanguage{"de", "Die Regierung hat 14 Krankenhäuser in Bayern geschlossen.",
                       "Die Regierung hat 41 Krankenhäuser in Bayern geschlossen.",
                       "Die Regierung hat 14 Krankenhäuser in Bayern nicht geschlossen."},
           OneLanguage{"fr", "Le gouvernement a fermé 14 hôpitaux à Marseille.",
                       "Le gouvernement a fermé 41 hôpitaux à Marseille.",
                       "Le gouvernement n'a pas fermé 14 hôpitaux à Marseille."},
           OneLanguage{"ru", "Правительство закрыло 14 больниц в Самаре.",
                       "Правительство закрыло 41 больницу в Самаре.",
                       "Правительство не закрыло 14 больниц в Самаре."},
           OneLanguage{"es", "El gobierno cerró 14 hospitales en Sevilla.",
                       "El gobierno cerró 41 hospitales en Sevilla.",
                       "El gobierno no cerró 14 hospitales en Sevilla."},
           OneLanguage{"it", "Il governo ha chiuso 14 ospedali a Torino.",
                       "Il governo ha chiuso 41 ospedali a Torino.",
                       "Il governo non ha chiuso 14 ospedali a Torino."},
           OneLanguage{"pt", "O governo fechou 14 hospitais no Porto.",
                       "O governo fechou 41 hospitais no Porto.",
                       "O governo não fechou 14 hospitais no Porto."},
           OneLanguage{"nl", "De regering heeft 14 ziekenhuizen in Utrecht gesloten.",
                       "De regering heeft 41 ziekenhuizen in Utrecht gesloten.",
                       "De regering heeft 14 ziekenhuizen in Utrecht niet gesloten."},
           OneLanguage{"pl", "Rząd zamknął 14 szpitali w Gdyni.", "Rząd zamknął 41 szpitali w Gdyni.",
                       "Rząd nie zamknął 14 szpitali w Gdyni."},
           OneLanguage{"uk", "Уряд закрив 14 лікарень у Львові.", "Уряд закрив 41 лікарню у Львові.",
                       "Уряд не закрив 14 лікарень у Львові."},
           OneLanguage{"sv", "Regeringen har stängt 14 sjukhus i Malmö.",
                       "Regeringen har stängt 41 sjukhus i Malmö.",
                       "Regeringen har inte stängt 14 sjukhus i Malmö."},
           OneLanguage{"ro", "Guvernul a închis 14 spitale din Iași.",
                       "Guvernul a închis 41 de spitale din Iași.",
                       "Guvernul nu a închis 14 spitale din Iași."},
           OneLanguage{"tr", "Hükümet İzmir'de 14 hastane kapattı.", "Hükümet İzmir'de 41 hastane kapattı.",
                       "Hükümet İzmir'de 14 hastane kapattı değil."},
       }) {
    const v1::Claim claim = Record(said.language, std::string("in-") + said.language, said.claim);
    for (const auto& [text, relation] : {std::pair{said.claim, Match::RELATION_SAME},
                                         std::pair{said.conflict, Match::RELATION_CONFLICTING_VALUE},
                                         std::pair{said.denied, Match::RELATION_OPPOSED}}) {
      const std::vector<Match> matches = Matches(said.language, text);
      ASSERT_FALSE(matches.empty()) << text;
      EXPECT_EQ(matches[0].claim().name(), claim.name()) << text;
      EXPECT_EQ(Match::Relation_Name(matches[0].relation()), Match::Relation_Name(relation)) << text;
    }
  }
}

}  // namespace
}  // namespace verbatim::test
