#include "text/values/languages/scanner.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "text/unicode/ascii.h"
#include "text/values/languages/folding.h"

namespace verbatim::text {
namespace {

struct CodePoint {
  char32_t value = 0;
  size_t end = 0;
};

CodePoint Decode(std::string_view text, size_t at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 c = 0;
  size_t end = at;
  U8_NEXT(bytes, end, text.size(), c);
  return {static_cast<char32_t>(c), end};
}

bool IsLetter(char32_t c) {
  constexpr uint32_t kMask = U_GC_L_MASK | U_GC_M_MASK;
  if (c == 0xAD || c == 0x200C || c == 0x200D) return true;  // a soft hyphen or joiner inside a word
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kMask) != 0;
}

bool IsIdeograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007;
}

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'\u2019' || c == U'\u02BC' || c == U'`'; }

int DigitOf(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  return c < 0x80 ? -1 : u_charDigitValue(static_cast<UChar32>(c));
}

char32_t PlainSign(char32_t c) {
  switch (c) {
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212':
    case U'\uFF0D':
      return U'-';
    case U'\u2044':
      return U'/';
    case U'\uFF05':
    case U'\u066A':
      return U'%';
    case U'\u060C':
    case U'\uFF0C':
      return U',';
    default:
      return c;
  }
}

bool IsGroupingSpace(char32_t c) { return c == U' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

}  // namespace

const LocalToken LocalTokens::kBreak{};

void Scanner::SkipSpace(LocalToken& token) {
  int lines = 0;
  while (at_ < text_.size() && !poll_.Step()) {
    const CodePoint point = Decode(text_, at_);
    if (!u_isUWhiteSpace(static_cast<UChar32>(point.value)) && point.value != 0x200B) break;
    if (point.value == U'\n') ++lines;
    if (token.gap == LocalToken::Gap::kNone) token.gap = LocalToken::Gap::kSpace;
    at_ = point.end;
  }
  if (lines > 0) token.gap = LocalToken::Gap::kLine;
  if (lines > 1) token.kind = LocalToken::Kind::kBreak;
}

void Scanner::TakeWord(LocalToken& token) {
  // Longer words mean nothing, and would be read again by each reader.
  constexpr size_t kLongestWord = 240;  // bytes
  token.kind = LocalToken::Kind::kWord;
  size_t end = at_;
  const bool ideographs = IsIdeograph(Decode(text_, at_).value);
  while (end < text_.size() && !poll_.Step()) {
    const CodePoint point = Decode(text_, end);
    const bool inner = words_.apostrophe_in_words() && IsApostrophe(point.value) &&
                       point.end < text_.size() && IsLetter(Decode(text_, point.end).value);
    if (!inner && (!IsLetter(point.value) || IsIdeograph(point.value) != ideographs)) break;
    if (!inner && end - at_ <= kLongestWord)
      token.folded += FoldWord(text_.substr(end, point.end - end), words_.rings());
    end = point.end;
  }
  if (end - at_ > kLongestWord) token.folded.clear();
  token.end = at_ = end;
  token.senses = words_.SensesOf(token.folded);
  token.no_number = !words_.numbers().MayBegin(token.folded);
}

// Reads digits with the separators that belong to them. One separator before exactly three digits groups them if
// the language groups by it, and begins decimals if the language does that; if it does neither, or the two
// readings are equally usual, the numeral has no number.
void Scanner::TakeNumeral(LocalToken& token) {
  constexpr size_t kMaxDigits = 60;
  constexpr size_t kMaxGroups = 24;  // more than kMaxDigits need
  token.kind = LocalToken::Kind::kNumeral;
  std::vector<std::string> groups(1);
  std::vector<char32_t> separators;
  size_t at = at_;
  size_t end = at_;
  size_t count = 0;
  std::vector<size_t> ends;  // the end of each group
  // In a chain such as a version, each group is a numeral of its own. Only the first has looked at those after it, so that
  // the time stays linear.
  const bool chained =
      at_ >= 2 && (text_[at_ - 1] == '.' || text_[at_ - 1] == ',') && IsAsciiDigit(text_[at_ - 2]);
  if (Decode(text_, at).value == U'.' || Decode(text_, at).value == U',') {
    separators.push_back(Decode(text_, at).value);
    groups[0].assign(1, '0');
    ends.push_back(at);
    groups.emplace_back();
    at = Decode(text_, at).end;
  }
  while (at < text_.size() && !poll_.Step()) {
    const CodePoint point = Decode(text_, at);
    if (const int digit = DigitOf(point.value); digit >= 0) {
      if (++count <= kMaxDigits) groups.back() += static_cast<char>('0' + digit);
      at = end = point.end;
      continue;
    }
    if (chained || groups.size() == kMaxGroups) break;
    const bool spaced = IsGroupingSpace(point.value);
    const char32_t plain = point.value == 0x66B ? U'.' : point.value == 0x66C ? U',' : PlainSign(point.value);
    const bool separates = plain == U'.' || plain == U',' || spaced || IsApostrophe(plain);
    if (!separates || point.end >= text_.size()) break;
    size_t run = 0;
    for (size_t next = point.end; next < text_.size() && run < 4; ++run) {
      const CodePoint digit = Decode(text_, next);
      if (DigitOf(digit.value) < 0) break;
      next = digit.end;
    }
    if (run == 0 || ((spaced || IsApostrophe(plain)) && run != 3)) break;
    if (spaced && (groups.back().size() > 3 || (!separators.empty() && !IsGroupingSpace(separators.back()))))
      break;
    if (spaced && groups.size() == 1 && groups[0].front() == '0') break;
    separators.push_back(spaced ? U' ' : IsApostrophe(plain) ? U'\'' : plain);
    ends.push_back(end);
    groups.emplace_back();
    at = point.end;
  }
  ends.push_back(end);
  // The kind of each separator decides what the numeral is.
  auto join = [&](size_t first, size_t last) {
    std::string all;
    for (size_t i = first; i < last; ++i) all += groups[i];
    return all;
  };
  auto grouped = [&](size_t first, size_t last) {
    if (groups[first].size() > 3 || groups[first].empty()) return false;
    for (size_t i = first + 1; i < last; ++i) {
      const bool indian = i + 1 < last && groups[i].size() == 2;
      if (groups[i].size() != 3 && !indian) return false;
    }
    return true;
  };
  auto take = [&](size_t groups_taken, const std::string& digits) {
    token.end = at_ = ends[groups_taken - 1];
    if (count <= kMaxDigits) token.number = Number::FromDigits(digits);
  };
  if (separators.empty() || chained) {
    take(1, groups[0]);
    token.digits = groups[0].size();
    if (token.digits <= 8) token.whole = std::stoi(groups[0]);
    return;
  }
  const char32_t last = separators.back();
  const bool uniform =
      std::all_of(separators.begin(), separators.end(), [&](char32_t c) { return c == separators[0]; });
  if (separators.size() >= 2 && !uniform && (last == U'.' || last == U',') &&
      std::all_of(separators.begin(), separators.end() - 1, [&](char32_t c) { return c == separators[0]; }) &&
      grouped(0, groups.size() - 1)) {
    take(groups.size(), join(0, groups.size() - 1) + "." + groups.back());
    return;
  }
  const bool from_separator = groups[0] == "0" && ends[0] == token.start;
  if (from_separator && separators.size() == 1) {
    take(2, std::string("0.").append(groups[1]));
    return;
  }
  if (uniform && (last == U' ' || last == U'\'') && grouped(0, groups.size())) {
    take(groups.size(), join(0, groups.size()));
    return;
  }
  if (uniform && separators.size() >= 2 && (last == U'.' || last == U',') && grouped(0, groups.size()) &&
      groups[0] != "0") {
    take(groups.size(), join(0, groups.size()));
    return;
  }
  if (separators.size() == 1) {
    const bool three = groups[1].size() == 3 && groups[0].size() <= 3 && groups[0][0] != '0';
    const bool decimal = last == words_.decimal();
    // A full stop before three digits groups them wherever decimals follow a comma.
    const bool grouping = last == words_.grouping() || (last == U'.' && words_.decimal() == U',');
    if (!three || decimal) {
      take(2, groups[0] + "." + groups[1]);
      // 12.09 may begin a date, in which the groups count.
      return;
    }
    if (grouping) {
      take(2, groups[0] + groups[1]);
      return;
    }
    token.end = at_ = ends[1];
    return;
  }
  take(1, groups[0]);  // a chain such as a date or a version
  token.digits = groups[0].size();
  if (token.digits <= 8) token.whole = std::stoi(groups[0]);
}

LocalToken Scanner::Next() {
  LocalToken token;
  token.kind = LocalToken::Kind::kSign;
  SkipSpace(token);
  token.start = token.end = at_;
  if (!begun_ || token.kind == LocalToken::Kind::kBreak || AtEnd()) {
    begun_ = true;
    token.kind = LocalToken::Kind::kBreak;
    return token;
  }
  CodePoint point = Decode(text_, at_);
  if (IsApostrophe(point.value) && at_ > 0 && token.gap == LocalToken::Gap::kNone &&
      point.end < text_.size()) {
    const CodePoint next = Decode(text_, point.end);
    if (IsLetter(next.value) || DigitOf(next.value) >= 0) {
      token.apostrophe = true;
      at_ = token.start = token.end = point.end;
      point = next;
    }
  }
  auto digit_at = [&](size_t at) { return at < text_.size() && DigitOf(Decode(text_, at).value) >= 0; };
  if (IsLetter(point.value)) {
    token.capital =
        u_isUUppercase(static_cast<UChar32>(point.value)) || u_istitle(static_cast<UChar32>(point.value));
    TakeWord(token);
  } else if (DigitOf(point.value) >= 0 ||
             ((point.value == U'.' || point.value == U',') && digit_at(point.end) &&
              (at_ == 0 || token.gap != LocalToken::Gap::kNone || text_[at_ - 1] == '-' ||
               text_[at_ - 1] == '$'))) {
    TakeNumeral(token);
  } else {
    token.sign = PlainSign(point.value);
    token.end = at_ = point.end;
  }
  return token;
}

std::optional<LocalTokens::Match> LocalTokens::Find(size_t at, Sense sense) const {
  constexpr size_t kMaxWords = 6;
  if (((*this)[at].senses >> static_cast<unsigned>(sense) & 1) == 0) return std::nullopt;
  std::optional<Match> found;
  std::string phrase;
  size_t next = at;
  for (size_t words = 0; words < kMaxWords; ++words) {
    if (words > 0 && IsSign(next, U'-') && Touches(next) && Touches(next + 1)) ++next;
    if (words > 0 && IsSign(next, U'.') && Touches(next) && IsWord(next + 1)) ++next;
    const LocalToken& token = (*this)[next];
    if (token.kind != LocalToken::Kind::kWord) break;
    if (words > 0) phrase += ' ';
    phrase += token.folded;
    ++next;
    if (const std::vector<Meaning>* meanings = words_.Find(phrase)) {
      for (const Meaning& meaning : *meanings) {
        if (meaning.sense == sense) found = Match{meaning.value, next, &meaning};
      }
    }
    if (!words_.Continues(phrase)) break;
  }
  return found;
}

bool LocalTokens::Known(size_t at) const { return (*this)[at].senses != 0; }

}  // namespace verbatim::text
