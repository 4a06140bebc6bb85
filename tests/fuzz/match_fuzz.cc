// Checks the guarantees of service/match for every text and claim.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "match/analysis/words.h"
#include "match/index/terms.h"
#include "match/ranking/explanation.h"
#include "match/ranking/ranking.h"
#include "text/sentences/sentence_stream.h"
#include "text/unicode/utf8.h"

namespace {

namespace match = verbatim::match;
namespace text = verbatim::text;
namespace v1 = verbatim::v1;

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireIn(const v1::Span& span, std::string_view words) {
  Require(0 <= span.byte_start() && span.byte_start() < span.byte_end());
  Require(static_cast<size_t>(span.byte_end()) <= words.size());
  Require(text::IsCodePointBoundary(words, static_cast<size_t>(span.byte_start())));
  Require(text::IsCodePointBoundary(words, static_cast<size_t>(span.byte_end())));
}

size_t LongestWithoutLetter(std::string_view words) {
  size_t longest = 0;
  size_t run = 0;
  for (char c : words) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    run = letter ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return longest;
}

match::AnalysedText Analyse(const match::Analyser& analyser, std::string_view words,
                            const match::Collection* collection) {
  match::AnalysedText analysed = analyser.Analyse(words, collection);
  for (const match::AnalysedWord& word : analysed.words) {
    Require(word.range.start < word.range.end && word.range.end <= words.size());
    Require(text::IsCodePointBoundary(words, word.range.start));
    Require(text::IsCodePointBoundary(words, word.range.end));
    Require(word.term.size() <= match::kMaxTermBytes && !text::FindInvalidUtf8(word.term));
  }
  return analysed;
}

}  // namespace

// The first byte chooses the language. The rest is the text, a line feed, the claim's text, a line feed, and
// its quote.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string kLanguages[] = {"en", "de", "", "zh"};
  if (size == 0) return 0;
  const std::string whole(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (text::FindInvalidUtf8(whole)) return 0;
  const match::Analyser analyser(kLanguages[data[0] % 4]);
  const size_t first = std::min(whole.find('\n'), whole.size());
  const size_t second = std::min(whole.find('\n', std::min(first + 1, whole.size())), whole.size());
  const std::string post = whole.substr(0, first);
  v1::Claim claim;
  claim.set_text(whole.substr(std::min(first + 1, whole.size()), second - std::min(first + 1, second)));
  claim.add_citations()->set_quote(whole.substr(std::min(second + 1, whole.size())));

  const match::AnalysedText claim_text = Analyse(analyser, claim.text(), nullptr);
  const match::AnalysedText quote = Analyse(analyser, claim.citations(0).quote(), nullptr);
  std::map<std::string, uint64_t, std::less<>> frequencies;
  for (const match::IndexTerm& term : match::IndexTerms(claim_text, quote)) frequencies[term.term] = 1;
  const match::Collection collection{2, 10, [&](std::string_view term) {
                                       auto found = frequencies.find(term);
                                       return found == frequencies.end() ? uint64_t{0} : found->second;
                                     }};
  match::TermWeights weights(collection);
  const match::AnalysedText query = Analyse(analyser, post, &collection);
  match::QueryTerms(query, weights);
  const match::AnalysedClaim analysed(claim, {"en", "en"}, analyser, kLanguages[data[0] % 4]);
  const std::vector<match::Candidate> candidates = {{&analysed.compared_text(), analysed.compared_quotes()},
                                                    {analysed.compared_quotes(), nullptr}};
  const match::Explainer explainer(post, query, analyser, kLanguages[data[0] % 4]);
  for (const match::Ranked& ranked : match::Rank(query, candidates, weights)) {
    Require(ranked.score >= 0 && ranked.score <= 1);
    v1::Match explained;
    explained.set_score(ranked.score);
    explainer.Explain(analysed, ranked, weights, explained);
    const std::string& words =
        explained.field() == v1::CLAIM_FIELD_TEXT ? claim.text() : claim.citations(0).quote();
    for (const v1::AlignedWords& aligned : explained.aligned()) {
      RequireIn(aligned.text_span(), post);
      RequireIn(aligned.claim_span(), words);
    }
    for (const v1::ConflictingValue& conflict : explained.conflicts()) {
      RequireIn(conflict.stated_span(), post);
      RequireIn(conflict.claimed_span(), words);
    }
  }

  // The sizes of the parts do not change the sentences of a text, except where no letter follows a sentence
  // end within the stream's look-ahead.
  auto sentences = [&](size_t part) {
    text::SentenceStream stream(kLanguages[data[0] % 4]);
    std::vector<text::Span> spans;
    auto take = [&] {
      while (auto sentence = stream.Next()) spans.push_back(sentence->span);
    };
    for (size_t at = 0; at < whole.size(); at += part) {
      stream.Append(std::string_view(whole).substr(at, part));
      take();
    }
    stream.End();
    take();
    Require(!stream.bad_byte() && stream.done() && stream.taken_bytes() == whole.size());
    return spans;
  };
  const std::vector<text::Span> spans = sentences(1 + data[0] / 4);
  if (LongestWithoutLetter(whole) < 128) Require(spans == sentences(whole.size() + 1));
  return 0;
}
