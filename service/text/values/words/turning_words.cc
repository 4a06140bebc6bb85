#include "text/values/words/turning_words.h"

#include <algorithm>
#include <optional>
#include <string>

#include "text/unicode/ascii.h"
#include "text/values/languages/local_denial.h"
#include "text/values/languages/vocabulary.h"

namespace verbatim::text {
namespace {

// Words that deny whatever follows them.
constexpr std::string_view kDenying[] = {
    "not",      "no",         "never",  "cannot",     "neither", "nor",   "without",
    "none",     "nobody",     "hardly", "scarcely",   "barely",  "false", "untrue",
    "unlikely", "impossible", "unless", "supposedly", "myth",    "hoax",
};

// Pairs of words that together deny whatever follows them.
constexpr std::string_view kDenyingPairs[] = {"far from",   "rather than", "other than", "anything but",
                                              "all but",    "short of",    "instead of", "wrong that",
                                              "refused to", "refuses to",  "refuse to",  "refusing to",
                                              "failed to",  "fails to",    "fail to",    "failing to"};

// Words that deny a clause, but not a noun.
constexpr std::string_view kDenyingClauses[] = {
    "denied",   "denies",    "deny",      "denying",   "denial",    "denials",      "rejected",
    "rejects",  "reject",    "rejecting", "dismissed", "dismisses", "dismissing",   "disputed",
    "disputes", "disputing", "refuted",   "refutes",   "refuting",  "debunked",     "debunks",
    "doubt",    "doubts",    "doubted",   "ruled",     "rules",     "contradicted", "contradicts",
};

// Words that may occur between a denying word and the quote, without and with the start of a clause: "did not
// have the", "denied reports that".
constexpr std::string_view kBetween[] = {
    "of", "the", "a", "an", "any", "be", "been", "is", "was", "are", "were", "have", "has", "had", "as",
    "for", "by", "its", "his", "her", "their", "near", "even", "yet", "ever", "all", "such", "case", "out",
    "from", "than", "but", "evidence", "proof", "sign",
    // "It is not clear that", "nobody believes that".
    "true", "clear", "certain", "likely", "sure", "known", "correct", "right", "proven", "proved", "shown",
    "confirmed", "established", "possible", "believe", "believes", "believed", "think", "thinks", "thought",
    "expect", "expects", "expected", "say", "said", "show", "shows", "prove", "mean", "means", "confirm"};
constexpr std::string_view kClauseWords[] = {
    "that",        "to",         "having",      "being",      "saying",      "it",      "he",
    "she",         "they",       "claim",       "claims",     "report",      "reports", "allegation",
    "allegations", "accusation", "accusations", "suggestion", "suggestions", "rumour",  "rumours",
    "rumor",       "rumors",     "assertion",   "assertions",
};

template <size_t n>
bool Contains(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// Takes the last word off `text`, in lower case, with ’ as '. Returns nullopt if a sign other than a space,
// an opening quote or a bracket comes after it: the words before the sign belong to another clause.
std::optional<std::string> TakeLastWord(std::string_view& text) {
  constexpr std::string_view kQuotes[] = {"\u201C", "\u2018", "\u2019", "\u00AB", "\u00A0", "\u202F"};
  for (bool skipped = true; skipped && !text.empty();) {
    skipped = IsAsciiSpace(text.back()) || text.back() == '"' || text.back() == '\'' || text.back() == '(';
    if (skipped) text.remove_suffix(1);
    for (std::string_view quote : kQuotes) {
      if (!skipped && text.ends_with(quote)) {
        text.remove_suffix(quote.size());
        skipped = true;
      }
    }
  }
  std::string word;
  while (!text.empty()) {
    if (text.ends_with("\u2019") || text.back() == '\'') {
      text.remove_suffix(text.back() == '\'' ? 1 : 3);
      word.insert(0, 1, '\'');
    } else if (IsLetter(text.back())) {
      word.insert(0, 1, ToAsciiLower(text.back()));
      text.remove_suffix(1);
    } else {
      break;
    }
  }
  if (word.empty()) return std::nullopt;
  return word;
}

// Returns the first word of `text` in lower case, ASCII letters only.
std::string FirstWord(std::string_view text) {
  std::string word;
  for (char c : text) {
    const char lower = ToAsciiLower(c);
    if (lower < 'a' || lower > 'z') {
      if (word.empty() && !IsAsciiDigit(c)) continue;
      break;
    }
    word += lower;
  }
  return word;
}

}  // namespace

bool AreTurnedRound(std::string_view before, std::string_view quote, std::string_view language) {
  constexpr size_t kMaxBytes = 200;  // more than the words below take
  constexpr int kMaxBetween = 4;
  if (const Vocabulary* words = VocabularyOf(language)) return DenyLocally(before, quote, *words);
  before = before.substr(before.size() - std::min(before.size(), kMaxBytes));
  std::string last = FirstWord(quote.substr(0, kMaxBytes));
  bool clause = Contains(kClauseWords, last) || (last.size() > 4 && last.ends_with("ing"));
  last.clear();
  for (int between = 0; between <= kMaxBetween; ++between) {
    auto word = TakeLastWord(before);
    if (!word) return false;
    if (Contains(kDenying, *word) || word->ends_with("n't")) return true;
    if (clause && Contains(kDenyingClauses, *word)) return true;
    if (!last.empty() && Contains(kDenyingPairs, *word + " " + last)) return true;
    const bool adverb = word->size() > 3 && word->ends_with("ly");
    const bool begins_clause = Contains(kClauseWords, *word);
    if (!adverb && !begins_clause && !Contains(kBetween, *word)) return false;
    clause = clause || begins_clause;
    last = *std::move(word);
  }
  return false;
}

}  // namespace verbatim::text
