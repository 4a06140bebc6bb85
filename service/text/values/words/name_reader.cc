#include "text/values/words/name_reader.h"

#include <algorithm>
#include <string_view>

#include "text/sentences/word_lists.h"
#include "text/values/amounts/units.h"

namespace verbatim::text {
namespace {

// Lower-case words that occur inside names.
constexpr std::string_view kJoiners[] = {"al", "bin", "da", "de",  "del", "der", "di", "du",
                                         "el", "la",  "of", "the", "van", "von", "y"};
constexpr size_t kMaxJoiners = 2;  // "of the"

const WordLists& English() {
  static const WordLists& words = *WordLists::Of("en");
  return words;
}

bool IsJoiner(std::string_view word) {
  return std::find(std::begin(kJoiners), std::end(kJoiners), word) != std::end(kJoiners);
}

bool BeginsSentence(const Tokens& tokens, size_t at) {
  size_t before = at - 1;
  while (tokens.IsSign(before, U'"') || tokens.IsSign(before, U'\u201C') ||
         tokens.IsSign(before, U'\u2018') || tokens.IsSign(before, U'(')) {
    --before;
  }
  const Token& token = tokens[before];
  if (token.kind == Token::Kind::kBreak || tokens[before + 1].gap == Token::Gap::kLine) return true;
  return token.kind == Token::Kind::kSign &&
         (token.sign == U'.' || token.sign == U'!' || token.sign == U'?' || token.sign == U':');
}

// Returns whether the word at `at` is the currency of the amount after it: "NOK 4.2bn", "Rs. 500".
bool IsCurrencyOfAmount(const Tokens& tokens, size_t at) {
  if (!tokens.Has(at, Role::kCurrency)) return false;
  const std::string_view word = tokens.Text(at);
  const bool code = word.size() == 3 && tokens.IsUpper(at);
  const bool stop = tokens.IsSign(at + 1, U'.') && tokens.Touches(at + 1);
  return tokens.IsNumeral(stop ? at + 2 : at + 1) && (code || FindCurrencyPrefix(word) != nullptr);
}

// Returns whether a word can be part of a name. Months and weekdays cannot: they belong to dates.
bool CanName(const Tokens& tokens, size_t at) {
  if (!tokens.IsWord(at) || !tokens[at].capital || tokens.Text(at) == "I") return false;
  const bool calendar = tokens.Has(at, Role::kMonth) || tokens.Has(at, Role::kWeekday);
  const bool sign = tokens.IsSign(at + 1, U'$') && tokens.Touches(at + 1);  // US$
  return !calendar && !sign && !IsCurrencyOfAmount(tokens, at);
}

bool IsCommonAtStart(const Tokens& tokens, size_t at) {
  constexpr std::string_view kVerbs[] = {"Are", "Did",  "Do", "Does", "Given",
                                         "Has", "Have", "Is", "Was",  "Were"};
  std::string_view word = tokens.Text(at);
  if (std::find(std::begin(kVerbs), std::end(kVerbs), word) != std::end(kVerbs)) return true;
  if (English().BeginsSentences(word) || English().IsPreposition(word) || word.ends_with("ly") ||
      word.ends_with("ing")) {
    return true;
  }
  // The first half of a compound with a lower-case second half: "Human-rights groups".
  if (tokens.IsSign(at + 1, U'-') && tokens.Touches(at + 1) && tokens.Touches(at + 2) &&
      tokens.IsWord(at + 2) && !tokens[at + 2].capital) {
    return true;
  }
  return tokens[at].word != nullptr && !tokens.Has(at, Role::kCurrency) && !tokens.Has(at, Role::kUnit);
}

}  // namespace

std::optional<size_t> ReadName(const Tokens& tokens, size_t at) {
  if (!CanName(tokens, at) || (BeginsSentence(tokens, at) && IsCommonAtStart(tokens, at)))
    return std::nullopt;
  size_t end = at;
  for (size_t next = at; CanName(tokens, next) && (next == at || tokens[next].gap != Token::Gap::kLine);) {
    end = next + 1;
    next = end;
    // Skips the full stop of an initial or a title.
    if (tokens.IsSign(next, U'.') && tokens.Touches(next)) {
      std::string_view word = tokens.Text(next - 1);
      const bool initial = word.size() == 1;
      if (initial || English().AbbreviationOf(word).inner) ++next;
      if (initial) end = next;
    }
    if (tokens.IsSign(next, U'-') && tokens.Touches(next) && tokens.Touches(next + 1)) {
      ++next;
      if (tokens.IsNumeral(next)) end = ++next;  // COVID-19
    }
    size_t joiners = 0;
    while (joiners < kMaxJoiners && tokens.IsWord(next) && !tokens[next].capital &&
           IsJoiner(tokens.Text(next))) {
      ++next;
      ++joiners;
    }
  }
  return end;
}

}  // namespace verbatim::text
