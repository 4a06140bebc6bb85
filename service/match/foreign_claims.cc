#include "match/foreign_claims.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/ranking/explanation.h"
#include "status/status_macros.h"
#include "text/unicode/indexed_text.h"

namespace verbatim::match {
namespace {

// Upper bounds of a search by marks: its names, the same number of values, and the claims that contain them.
constexpr size_t kMaxMarks = 32;
constexpr uint64_t kMaxPostings = 100'000;

// Below this score, claims that share no words with the text are not reported.
constexpr double kMinForeign = 0.1;

// What a shared figure weighs in the search, compared to a name that only one claim has.
constexpr double kValueShare = 0.7;

// A collection of fewer claims says little about how common a name is.
constexpr double kFewClaims = 1000;

bool StartsWithSmallLetter(std::string_view word) {
  UChar32 c = 0;
  int32_t at = 0;
  U8_NEXT(reinterpret_cast<const uint8_t*>(word.data()), at, static_cast<int32_t>(word.size()), c);
  return u_isalpha(c) && !u_isupper(c) && !u_istitle(c);
}

// Texts that share so many of their words are in one language, whatever their tags say.
constexpr double kOneLanguage = 0.5;

// Returns the share of a text's words of at least four letters that a claim has, too. Capitalised words do not count,
// because they may be names. 0 if there are no such words.
double SharedWords(std::string_view text, const Facts& facts, std::string_view claim, const Facts& claimed) {
  constexpr size_t kMinBytes = 4;
  std::unordered_set<std::string_view> words;
  for (const text::ByteRange& word : claimed.words) words.insert(Slice(claim, word));
  size_t all = 0;
  size_t shared = 0;
  for (const text::ByteRange& range : facts.words) {
    const std::string_view word = Slice(text, range);
    if (word.size() < kMinBytes || !StartsWithSmallLetter(word)) continue;
    ++all;
    shared += words.contains(word);
  }
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

}  // namespace

bool ForeignClaims::IsForeign(const ClaimLanguages& languages) const {
  return !AreOneLanguage(languages.text, language_.language) &&
         !AreOneLanguage(languages.quotes, language_.language);
}

const Facts& ForeignClaims::TextFacts() {
  if (!facts_) facts_ = FactsOf(text_, language_.language);
  return *facts_;
}

// The logarithm of the share of claims that have the name, from 0 for all to 1 for one of many.
double ForeignClaims::Weight(const std::string& key, bool place) {
  const absl::StatusOr<uint32_t> frequency = reader_.MarkFrequency(absl::StrCat(place ? "P" : "N", key));
  const double claims = std::max<double>(reader_.claim_count(), kFewClaims);
  const double with_name = frequency.ok() ? *frequency : 0;
  return std::clamp(1 - std::log1p(with_name) / std::log1p(claims), 0.0, 1.0);
}

MarkQuery::Weighted ForeignClaims::Weighted(const std::vector<std::string>& marks, absl::Status& failed) {
  std::vector<std::pair<uint32_t, std::string_view>> known;
  for (const std::string& mark : marks) {
    absl::StatusOr<uint32_t> frequency = reader_.MarkFrequency(mark);
    if (!frequency.ok()) failed = frequency.status();
    if (frequency.ok() && *frequency > 0) known.emplace_back(*frequency, mark);
  }
  std::sort(known.begin(), known.end());
  if (known.size() > kMaxMarks) known.resize(kMaxMarks);
  const double claims = std::max<double>(reader_.claim_count(), kFewClaims);
  MarkQuery::Weighted weighted;
  uint64_t postings = 0;
  for (const auto& [frequency, mark] : known) {
    postings += frequency;
    if (!weighted.empty() && postings > kMaxPostings) break;
    weighted.emplace_back(mark, std::max(0.05, 1 - std::log1p(frequency) / std::log1p(claims)));
  }
  return weighted;
}

absl::StatusOr<bool> ForeignClaims::Exist() {
  ABSL_ASSIGN_OR_RETURN(const uint32_t in_language, reader_.MarkFrequency(LanguageMark(language_.language)));
  return in_language < reader_.claim_count();
}

absl::StatusOr<std::vector<IndexHit>> ForeignClaims::Search(const std::vector<std::string>& filters) {
  const Marks marks = MarksOf(TextFacts());
  absl::Status failed;
  MarkQuery query{Weighted(marks.names, failed), Weighted(marks.values, failed),
                  LanguageMark(language_.language), filters, kMaxForeign};
  if (!failed.ok()) return failed;
  if (query.needed.empty()) return std::vector<IndexHit>();
  for (auto& [mark, weight] : query.further) weight *= kValueShare;
  return reader_.SearchMarks(query);
}

std::optional<ForeignMatch> ForeignClaims::Compare(const AnalysedClaim& analysed,
                                                   std::optional<double> by_words) {
  const ClaimLanguages& languages = analysed.languages();
  if (!IsForeign(languages)) return std::nullopt;
  const verbatim::v1::Claim& claim = analysed.claim();
  const FactSide text{text_, TextFacts(), language_.language};
  const NameWeight weight = [this](const std::string& key, bool place) { return Weight(key, place); };
  ForeignMatch best;
  best.words = claim.text();
  double shared = 0;
  auto compare = [&](const std::string& words, const Facts& facts, std::string_view language, int citation) {
    AcrossComparison comparison = CompareAcross(text, {words, facts, language}, weight);
    shared = std::max(shared, SharedWords(text_, TextFacts(), words, facts));
    if (comparison.score <= best.comparison.score) return;
    const auto field = citation < 0 ? verbatim::v1::CLAIM_FIELD_TEXT : verbatim::v1::CLAIM_FIELD_QUOTE;
    best = {std::move(comparison), 0, field, std::max(citation, 0), words};
  };
  compare(claim.text(), analysed.text_facts(), languages.text, -1);
  for (int i = 0; i < claim.citations_size(); ++i) {
    compare(claim.citations(i).quote(), analysed.quote_facts(i), languages.quotes, i);
  }
  best.score = best.comparison.score;
  if (!by_words) return best.score < kMinForeign ? std::nullopt : std::optional(std::move(best));
  const bool one_language = shared >= kOneLanguage || (!language_.sure && shared > 0);
  if (one_language && best.score < *by_words) return std::nullopt;
  // Names and numbers that two languages write alike tell less than the words of one language.
  best.score = std::max(best.score, std::min(*by_words, kMinForeign));
  return best;
}

void ExplainForeign(const ForeignMatch& found, const text::IndexedText& text, verbatim::v1::Match& match) {
  const AcrossComparison& comparison = found.comparison;
  match.set_field(found.field);
  match.set_citation(found.citation);
  const text::IndexedText words(found.words, {});
  for (const WordPair& pair : comparison.pairs) {
    verbatim::v1::AlignedWords& aligned = *match.add_aligned();
    *aligned.mutable_text_span() = registry::ToProto(text.SpanOf(pair.text));
    *aligned.mutable_claim_span() = registry::ToProto(words.SpanOf(pair.claim));
  }
  const bool conflict = comparison.kind == RelationKind::kConflictingValue;
  match.set_relation(conflict ? verbatim::v1::Match::RELATION_CONFLICTING_VALUE
                              : verbatim::v1::Match::RELATION_RELATED);
  AddConflicts(comparison.conflicts, text, words, match);
  for (const std::string& reason : comparison.reasons) match.add_reasons(reason);
  if (comparison.reasons.empty()) match.add_reasons("in another language, without a shared name");
}

}  // namespace verbatim::match
