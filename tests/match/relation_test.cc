#include "match/relations/relation.h"

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <vector>

#include "match/analysis/words.h"
#include "match/ranking/matched_words.h"
#include "match/relations/other_languages.h"

namespace verbatim::match {

void PrintTo(RelationKind kind, std::ostream* out) {
  *out << (kind == RelationKind::kSame               ? "SAME"
           : kind == RelationKind::kOpposed          ? "OPPOSED"
           : kind == RelationKind::kConflictingValue ? "CONFLICTING_VALUE"
                                                     : "RELATED");
}

namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum RelationKind;

Relation RelationOf(std::string_view text, std::string_view claim) {
  const auto stated = text::FindValues(text, {});
  const auto claimed = text::FindValues(claim, {});
  return Relate(Sentence(text, stated), Sentence(claim, claimed));
}

struct Case {
  const char* claim;
  const char* text;
  RelationKind relation;
};

class Relations : public ::testing::TestWithParam<Case> {};

TEST_P(Relations, AreDecidedByWordsRolesDenialsAndValues) {
  const Relation relation = RelationOf(GetParam().text, GetParam().claim);
  EXPECT_EQ(relation.kind, GetParam().relation) << GetParam().claim << "\n"
                                                << GetParam().text << "\n"
                                                << relation.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Same, Relations,
    ::testing::Values(Case{"The plant reopened.", "The plant was reopened on Monday.", kSame},
                      Case{"A man killed two people.", "A man slew two people in the market.", kSame},
                      Case{"The company bought the vessel.", "The firm purchased the ship.", kSame},
                      Case{"A dog bit the mayor.", "A poodle bit the mayor.", kSame},
                      Case{"The law was passed by parliament.", "Parliament passed the law.", kSame},
                      Case{"The court did not rule on the appeal.", "The court has not ruled on the appeal.",
                           kSame},
                      Case{"The rate was cut by 25 basis points.",
                           "The rate was cut by a quarter of a percentage point.", kSame},
                      Case{"One in five firms cut staff.", "20 percent of firms cut staff.", kSame},
                      Case{"Sales doubled in a year.", "Sales rose 100 percent in a year.", kSame},
                      Case{"Vaccines cause autism.", "OMG!!! #VaccinesCauseAutism https://t.co/abc", kSame}));

INSTANTIATE_TEST_SUITE_P(
    Related, Relations,
    ::testing::Values(
        Case{"A man is opening a soda.", "A woman is opening a soda.", kRelated},
        Case{"The man stood on one leg.", "The man stood on both legs.", kRelated},
        Case{"The bank lent Peru 2 billion dollars.", "Peru lent the bank 2 billion dollars.", kRelated},
        Case{"The United States lifted sanctions on Belavia.",
             "Belavia lifted sanctions on the United States.", kRelated},
        Case{"French exports fell 3 percent.", "German exports fell 3 percent.", kRelated},
        Case{"The fire killed 14 people in Porto.", "The fire injured 14 people in Porto.", kRelated},
        Case{"The minister took bribes.", "The minister may have taken bribes.", kRelated},
        Case{"The president resigned.", "The former president resigned.", kRelated},
        Case{"The bridge closed.", "The bridge will close.", kRelated},
        Case{"A poodle bit the mayor.", "A dog bit the mayor.", kRelated},
        Case{"The train left from Paris.", "The train left for Paris.", kRelated},
        Case{"Nobody was hurt in the blast.", "No one was injured in the blast.", kSame},
        Case{"The name was not released.", "The name was withheld.", kRelated},
        Case{"Without the loan the plant would not reopen.", "The plant would not reopen without the loan.",
             kRelated}));

INSTANTIATE_TEST_SUITE_P(
    Opposed, Relations,
    ::testing::Values(
        Case{"Violent crime fell 12 percent since 2022.", "Violent crime is up 12 percent since 2022.",
             kOpposed},
        Case{"The state has created 1.2 million jobs.", "The state has lost 1.2 million jobs.", kOpposed},
        Case{"Parliament passed the bill on Tuesday.", "Parliament voted down the bill on Tuesday.",
             kOpposed},
        Case{"The plant resumed production.", "The plant halted production.", kOpposed},
        Case{"Fourteen hospitals were built.", "It's a lie that fourteen hospitals were built.", kOpposed},
        Case{"The ship carried weapons.", "The ship hardly carried weapons.", kOpposed},
        Case{"Vaccines cause autism.", "The claim that vaccines cause autism has been debunked.", kOpposed},
        Case{"Vaccines cause autism.", "Vaccines cause autism? No, they never did.", kOpposed},
        Case{"Vaccines cause autism.", "Fact check: Vaccines cause autism - FALSE", kOpposed},
        Case{"The mayor took bribes.", "No evidence shows that the mayor took bribes.", kOpposed},
        Case{"The mayor took bribes.", "The mayor rejected the claim that he took bribes.", kOpposed},
        Case{"The mayor paid the fine.", "The mayor refused to pay the fine.", kOpposed},
        Case{"The law bans home schooling.", "Far from banning home schooling, the law protects it.",
             kOpposed},
        Case{"The lake is poisoned.", "The lake is anything but poisoned.", kOpposed},
        Case{"The dam was not damaged by the earthquake.", "The dam was damaged by the earthquake.",
             kOpposed},
        Case{"Political prisoners were freed in Minsk.", "No political prisoners were freed in Minsk.",
             kOpposed}));

INSTANTIATE_TEST_SUITE_P(
    NotOpposed, Relations,
    ::testing::Values(
        Case{"\"They did not, as of that day, provide the security we had requested,\" he said.",
             "\"They did not ... provide the security that we had requested,\" he said.", kRelated},
        Case{"The banks neither admitted nor denied the charges.",
             "The banks neither admit nor deny the charges under the settlement.", kSame},
        Case{"The resolutions are not binding on churches.",
             "Delegates approved resolutions that are not binding on churches.", kSame},
        Case{"At least 52 prisoners were freed.", "No fewer than 52 prisoners were freed.", kSame},
        Case{"Exports of Kenya rose last year.", "Exports of Kenya did not fall last year.", kRelated},
        Case{"Prisoners were freed in Minsk.", "The president said no. Prisoners were freed in Minsk.",
             kSame},
        Case{"Prisoners were freed in Minsk.", "Not only were prisoners freed in Minsk.", kSame}));

INSTANTIATE_TEST_SUITE_P(
    Values, Relations,
    ::testing::Values(
        Case{"At least 2,034 Palestinians were killed.", "At least 2,036 Palestinians were killed.",
             kConflictingValue},
        Case{"The strike lasted two weeks.", "The strike lasted two months.", kConflictingValue},
        Case{"The strike lasted two weeks.", "The strike lasted 14 days.", kSame},
        Case{"The plant opened in March 2019.", "The plant opened in May 2019.", kConflictingValue}));

TEST(RelationReasons, NameTheWordThatDecides) {
  EXPECT_EQ(RelationOf("The fire injured 14 people.", "The fire killed 14 people.").reason,
            "without \"killed\"");
  EXPECT_EQ(RelationOf("The ship hardly carried weapons.", "The ship carried weapons.").reason,
            "denies \"carried\"");
  EXPECT_EQ(RelationOf("Exports soared in March.", "Exports fell in March.").reason,
            "says \"soared\" where the claim says \"fell\"");
}

TEST(Relations, AcceptAnyText) {
  for (const char* text :
       {"", "?", "\xF0\x9F\x98\xA1", "no", "- FALSE", "No", "not not not", "#", "It's a lie that"}) {
    for (const char* claim : {"", "...", "no", "Vaccines cause autism."}) RelationOf(text, claim);
  }
}

// Returns the relation of two texts in another language, by the words that they share.
Relation RelationIn(std::string_view language, std::string_view text, std::string_view claim) {
  const Analyser analyser(language);
  const AnalysedText query = analyser.Analyse(text, nullptr);
  const AnalysedText other = analyser.Analyse(claim, nullptr);
  std::vector<WordPair> pairs;
  for (const MatchedWords& matched : WordMatcher(query).Match(other))
    pairs.push_back({matched.query, matched.claim});
  const text::ValueOptions options{.published = {}, .language = language};
  const auto stated = text::FindValues(text, options);
  const auto claimed = text::FindValues(claim, options);
  return RelateWords({text, query, stated}, {claim, other, claimed}, pairs, language);
}

TEST(OtherLanguages, ConflictInTheirDigits) {
  struct Pair {
    const char *language, *claim, *text;
  };
  for (const Pair& pair : {
           Pair{"de", "Die Regierung schuf 1,2 Millionen Stellen.",
                "Die Regierung schuf 1,3 Millionen Stellen."},
           Pair{"ru", "Правительство создало 14 больниц.", "Правительство создало 41 больницу."},
           Pair{"fr", "Le gouvernement a créé 1,2 million d'emplois.",
                "Le gouvernement a créé 1,4 million d'emplois."},
           Pair{"es", "El gobierno construyó 14 hospitales.", "El gobierno construyó 41 hospitales."},
           Pair{"pl", "Rząd stworzył 1,2 mln miejsc pracy.", "Rząd stworzył 1,3 mln miejsc pracy."},
           Pair{"it", "Il governo ha costruito 14 ospedali.", "Il governo ha costruito 41 ospedali."},
           Pair{"pt", "O governo construiu 14 hospitais.", "O governo construiu 41 hospitais."},
       }) {
    EXPECT_EQ(RelationIn(pair.language, pair.text, pair.claim).kind, kConflictingValue) << pair.text;
    EXPECT_EQ(RelationIn(pair.language, pair.claim, pair.claim).kind, kSame) << pair.claim;
  }
}

TEST(OtherLanguages, TellSameFromOtherOrDenied) {
  EXPECT_EQ(
      RelationIn("de", "Die Regierung hat die Steuern nicht erhöht.", "Die Regierung hat die Steuern erhöht.")
          .kind,
      kOpposed);
  EXPECT_EQ(RelationIn("fr", "Le ministre n'a pas quitté Paris.", "Le ministre a quitté Paris.").kind,
            kOpposed);
  EXPECT_EQ(RelationIn("ru", "Министр не покинул Париж.", "Министр покинул Париж.").kind, kOpposed);
  // "no" is no negation in Portuguese.
  EXPECT_EQ(RelationIn("pt", "O ministro não ficou no Porto.", "O ministro ficou no Porto.").kind, kOpposed);
  EXPECT_EQ(RelationIn("pt", "O ministro ficou no Porto.", "O ministro ficou no Porto.").kind, kSame);
  EXPECT_EQ(
      RelationIn("de", "Deutsche Ausfuhren fielen im März.", "Französische Ausfuhren fielen im März.").kind,
      kRelated);
  EXPECT_EQ(RelationIn("zh", "白俄罗斯释放了52名政治犯", "白俄罗斯释放了52名政治犯。").kind, kSame);
  EXPECT_EQ(RelationIn("de", "In Berlin demonstrierten 30000 Menschen.",
                       "In Berlin demonstrierten 30.000 Menschen.")
                .kind,
            kSame);
}

TEST(ValueConflicts, AreFoundAmongTheFirstValuesOnly) {
  std::string figures;
  for (int i = 0; i < 4000; ++i) figures += "17 ";
  EXPECT_THAT(RelationOf(figures + "40 political prisoners were freed.", "52 political prisoners were freed.")
                  .conflicts,
              IsEmpty());
  EXPECT_THAT(
      RelationOf("40 political prisoners were freed.", "52 political prisoners were freed.").conflicts,
      SizeIs(1));
}

}  // namespace
}  // namespace verbatim::match
