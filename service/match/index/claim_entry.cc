#include "match/index/claim_entry.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "match/across/facts.h"
#include "match/across/text_language.h"
#include "match/index/terms.h"
#include "text/unicode/language.h"
#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

// Maximum sizes, per claim, of the text and quotes that the index stores and ranking compares. A longer text
// or quote is a passage, and the start of a passage says what the passage is about. Together these limits
// bound the cost of a candidate.
constexpr size_t kKeptTextBytes = 2 << 10;
constexpr size_t kQuoteBytes = 2 << 10;
constexpr size_t kQuotesBytes = 4 << 10;

verbatim::v1::Claim Prune(const verbatim::v1::Claim& claim) {
  verbatim::v1::Claim kept;
  kept.set_name(claim.name());
  kept.set_text(std::string(text::FirstBytes(claim.text(), kKeptTextBytes)));
  size_t bytes = 0;
  for (const verbatim::v1::Citation& citation : claim.citations()) {
    std::string_view quote = text::FirstBytes(citation.quote(), kQuoteBytes);
    if (bytes + quote.size() > kQuotesBytes) break;
    bytes += quote.size();
    kept.add_citations()->set_quote(std::string(quote));
  }
  return kept;
}

// An entry's data are the languages of the claim's text and quotes, each with this at its end, and the claim.
// Languages are not part of a claim, whose message is public.
constexpr char kLanguageEnd = '\n';

// Last byte of a wording.
constexpr char kActive[] = "a";
constexpr char kRetracted[] = "r";

// Maximum number of cached analysers, one per language.
constexpr size_t kAnalysers = 64;

void AddLabel(const verbatim::v1::Value& value, std::string& names) {
  if (value.has_entity()) absl::StrAppend(&names, value.entity().label(), "\n");
}

// Returns the names in a claim's metadata and statement.
std::string NamesOf(const verbatim::v1::Claim& claim) {
  std::string names = absl::StrCat(claim.claimant().name(), "\n");
  for (const auto& [key, value] : std::map(claim.labels().begin(), claim.labels().end())) {
    absl::StrAppend(&names, value, "\n");
  }
  absl::StrAppend(&names, claim.statement().subject().label(), "\n");
  AddLabel(claim.statement().object(), names);
  for (const auto& qualifier : claim.statement().qualifiers()) AddLabel(qualifier.value(), names);
  return std::string(text::FirstBytes(names, kKeptTextBytes));
}

}  // namespace

const Analyser& Analysers::Of(const std::string& language) {
  const std::string primary = text::PrimarySubtag(language);
  if (analysers_.size() >= kAnalysers && !analysers_.contains(primary)) analysers_.clear();
  return analysers_.try_emplace(primary, primary).first->second;
}

IndexEntry MakeIndexEntry(const registry::StoredClaim& stored, const std::string& language,
                          Analysers& analysers) {
  const verbatim::v1::Claim kept = Prune(stored.claim);
  const std::string quotes = QuotesOf(kept);
  const std::string names = NamesOf(stored.claim);
  const std::string own = LanguageOfText(kept.text(), language);
  const std::string quoted = quotes.empty() ? own : LanguageOfText(quotes, language);
  std::map<std::string, uint32_t> counts;
  std::set<std::string> marks = {LanguageMark(own), LanguageMark(quoted)};
  // The analyser must be used before the next one is asked for.
  auto add = [&](std::string_view part, const std::string& its_language) {
    AnalysedText analysed = analysers.Of(its_language).Analyse(part, nullptr);
    for (IndexTerm& term : IndexTerms(analysed, {})) counts[std::move(term.term)] += term.count;
    const Marks found = MarksOf(part, analysed, its_language);
    marks.insert(found.names.begin(), found.names.end());
    marks.insert(found.values.begin(), found.values.end());
    return analysed;
  };
  const AnalysedText text = add(kept.text(), own);
  add(quotes, quoted);
  add(names, own);
  IndexEntry entry;
  entry.claim = kept.name();
  entry.words.assign(counts.begin(), counts.end());
  entry.filters = registry::ClaimKeys(stored);
  entry.marks.assign(marks.begin(), marks.end());
  // A retracted claim never hides an active one.
  entry.wording = absl::StrCat(
      WordingOf(text), stored.claim.state() == verbatim::v1::CLAIM_STATE_ACTIVE ? kActive : kRetracted);
  entry.data = own + kLanguageEnd + quoted + kLanguageEnd + kept.SerializeAsString();
  return entry;
}

bool IsRetractedWording(std::string_view wording) { return wording.ends_with(kRetracted); }

std::string_view WithoutState(std::string_view wording) {
  static_assert(sizeof(kActive) == sizeof(kRetracted));
  wording.remove_suffix(std::min(wording.size(), sizeof(kActive) - 1));
  return wording;
}

std::array<std::string, 2> WithStates(std::string_view wording_without_state) {
  const std::string wording(wording_without_state);
  return {absl::StrCat(wording, kActive), absl::StrCat(wording, kRetracted)};
}

ClaimLanguages LanguagesOf(std::string_view data) {
  const size_t first = data.find(kLanguageEnd);
  if (first == std::string_view::npos) return {};
  const size_t second = data.find(kLanguageEnd, first + 1);
  if (second == std::string_view::npos) return {};
  return {std::string(data.substr(0, first)), std::string(data.substr(first + 1, second - first - 1))};
}

absl::StatusOr<verbatim::v1::Claim> ReadIndexData(const std::string& data) {
  const ClaimLanguages languages = LanguagesOf(data);
  verbatim::v1::Claim claim;
  const std::string_view rest = std::string_view(data).substr(
      std::min(data.size(), languages.text.size() + languages.quotes.size() + 2));
  if (languages.text.empty() || !claim.ParseFromArray(rest.data(), static_cast<int>(rest.size())))
    return absl::DataLossError("the index contains a claim that cannot be parsed");
  return claim;
}

std::string QuotesOf(const verbatim::v1::Claim& claim) {
  std::string quotes;
  for (const verbatim::v1::Citation& citation : claim.citations())
    absl::StrAppend(&quotes, citation.quote(), "\n");
  return quotes;
}

}  // namespace verbatim::match
