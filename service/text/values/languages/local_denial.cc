#include "text/values/languages/local_denial.h"

#include <algorithm>
#include <vector>

#include "text/values/languages/scanner.h"

namespace verbatim::text {
namespace {

constexpr size_t kMaxBytes = 240;  // more than the words below take

std::vector<LocalToken> Scan(std::string_view text, const Vocabulary& words) {
  StopPoll poll;
  Scanner scanner(text, words, poll);
  std::vector<LocalToken> tokens;
  while (!scanner.AtEnd()) tokens.push_back(scanner.Next());
  // Space at the end is no break: more words of the sentence follow.
  if (tokens.size() > 1 && tokens.back().kind == LocalToken::Kind::kBreak) tokens.pop_back();
  return tokens;
}

// The last bytes of `text`, from a code point on.
std::string_view Tail(std::string_view text) {
  size_t start = text.size() - std::min(text.size(), kMaxBytes);
  while (start < text.size() && (text[start] & 0xC0) == 0x80) ++start;
  return text.substr(start);
}

std::string_view Head(std::string_view text) {
  size_t end = std::min(text.size(), kMaxBytes);
  while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// Returns whether a token ends the words that can belong to the quote: a sign, but for those that open the quote and
// the comma before a clause.
bool Ends(const LocalToken& token) {
  constexpr std::u32string_view kOpening = U"\"'(\u201C\u201E\u201D\u2018\u2019\u00AB\u00BB,";
  if (token.kind == LocalToken::Kind::kBreak) return token.end > 0;
  return token.kind == LocalToken::Kind::kSign && kOpening.find(token.sign) == std::u32string_view::npos;
}

}  // namespace

bool DenyLocally(std::string_view before, std::string_view quote, const Vocabulary& words) {
  // A word that denies stands right before the quote, or before a few words that begin it. A verb that denies stands
  // before a clause.
  constexpr size_t kMaxNear = 3;
  constexpr size_t kMaxWords = 8;
  const std::string_view tail = Tail(before);
  const std::string_view head = Head(quote);
  const std::vector<LocalToken> ahead = Scan(tail, words);
  const std::vector<LocalToken> begun = Scan(head, words);
  const LocalTokens tokens(tail, ahead, words);
  const LocalTokens quoted(head, begun, words);
  bool clause = false;
  for (size_t i = 0; i < quoted.size() && !clause; ++i) {
    if (!quoted.IsWord(i)) continue;
    clause = quoted.Is(i, Sense::kClause);
    break;
  }
  size_t passed = 0;
  bool comma = false;
  for (size_t i = tokens.size(); i > 0 && passed < kMaxWords; --i) {
    const size_t at = i - 1;
    if (Ends(tokens[at])) return false;
    if (tokens.IsSign(at, U',')) comma = true;
    if (!tokens.IsWord(at)) continue;
    if (tokens.Is(at, Sense::kClause)) clause = true;
    if (tokens.Is(at, Sense::kDeny) && ((passed < kMaxNear && !comma) || clause)) return true;
    if (tokens.Is(at, Sense::kDenyClause) && clause) return true;
    ++passed;
  }
  return false;
}

}  // namespace verbatim::text
