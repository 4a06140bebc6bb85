#include "text/values/words/tokens.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace verbatim::text {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

enum Class : uint8_t { kOther, kSpace, kLetter, kDigit, kWide };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c)
    classes[static_cast<size_t>(c)] = classes[static_cast<size_t>(c - 32)] = kLetter;
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<size_t>(c)] = kDigit;
  for (unsigned char c : {' ', '\t', '\n', '\r', '\v', '\f'}) classes[c] = kSpace;
  for (size_t c = 0x80; c < 256; ++c) classes[c] = kWide;
  return classes;
}();

Class ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }

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

Class ClassOf(char32_t c) {
  auto point = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(point)) return kSpace;
  constexpr uint32_t kWordMask = U_GC_L_MASK | U_GC_M_MASK;
  return (U_GET_GC_MASK(point) & kWordMask) != 0 ? kLetter : kOther;
}

// Returns whether a byte can separate groups of digits: a comma, a full stop, or the first of an apostrophe.
bool SeparatesGroups(char c) { return c == ',' || c == '.' || c == '\'' || c == "\u2019"[0]; }

// Signs that mean the same get one code point: hyphens U+002D, en dashes U+2013, slashes U+002F.
char32_t PlainSign(char32_t c) {
  if (c < U'\u2010') return c;
  switch (c) {
    case U'\u2010':  // hyphen
    case U'\u2011':  // non-breaking hyphen
    case U'\uFE63':  // small hyphen-minus
    case U'\uFF0D':  // full-width hyphen-minus
      return U'-';
    case U'\u2012':  // figure dash
      return U'\u2013';
    case U'\u2044':  // fraction slash
      return U'/';
    default:
      return c;
  }
}

// Returns the end of `separator` and a group of exactly `digits` digits at `at`, or `at` if there are none.
size_t GroupEnd(std::string_view text, size_t at, std::string_view separator, size_t digits) {
  if (!text.substr(at).starts_with(separator)) return at;
  const size_t end = at + separator.size() + digits;
  if (end > text.size() || (end < text.size() && IsDigit(text[end]))) return at;
  const std::string_view group = text.substr(end - digits, digits);
  return std::all_of(group.begin(), group.end(), IsDigit) ? end : at;
}

}  // namespace

void Tokenizer::SkipSpace(Token& token) {
  int lines = 0;
  while (at_ < text_.size() && !poll_.Step()) {
    Class kind = ClassOf(text_[at_]);
    size_t end = at_ + 1;
    if (kind == kWide) {
      CodePoint point = Decode(text_, at_);
      kind = ClassOf(point.value);
      end = point.end;
    }
    if (kind != kSpace) break;
    if (text_[at_] == '\n') ++lines;
    if (token.gap == Token::Gap::kNone) token.gap = Token::Gap::kSpace;
    at_ = end;
  }
  if (lines > 0) token.gap = Token::Gap::kLine;
  if (lines > 1) token.kind = Token::Kind::kBreak;
}

size_t Tokenizer::EndOfDigits(size_t at) const {
  while (at < text_.size() && IsDigit(text_[at]) && !poll_.Step()) ++at;
  return at;
}

// Returns the end of the whole number at at_ whose own groups make certain how it is grouped:
//   1'250'000, 1’250’000   apostrophes before three digits (Switzerland)
//   1,25,00,000            groups of two, then one of three (South Asia)
//   1.250.000              two or more full stops before three digits, unless it may be an IP address
// Returns at_ if there is no such number. `first` is the end of its first digits.
size_t Tokenizer::EndOfGroups(size_t first) const {
  const std::string_view text = text_;
  const size_t whole = first - at_;
  if (whole == 0 || whole > 3 || first + 3 >= text.size() || !SeparatesGroups(text[first])) return at_;
  if (at_ > 0 && text[at_ - 1] == '.') return at_;
  for (std::string_view separator : {std::string_view("'"), std::string_view("\u2019")}) {
    size_t end = first;
    for (size_t next = 0; (next = GroupEnd(text, end, separator, 3)) != end && !poll_.Step();) end = next;
    if (end != first) return end;
  }
  auto follows = [&](size_t at, char separator) {
    return at + 1 < text.size() && text[at] == separator && IsDigit(text[at + 1]);
  };
  if (whole <= 2) {
    constexpr int kMostPairs = 8;  // a longer row is a list, which would be scanned once per item
    size_t end = first;
    for (int pairs = 0; pairs < kMostPairs; ++pairs) end = GroupEnd(text, end, ",", 2);
    const size_t last = GroupEnd(text, end, ",", 3);
    if (end != first && last != end && !follows(last, ',')) return last;
  }
  size_t end = first;
  bool address = true;  // no group has a leading zero or exceeds 255
  int groups = 0;
  for (size_t next = 0; (next = GroupEnd(text, end, ".", 3)) != end && !poll_.Step(); end = next, ++groups) {
    const std::string_view group = text.substr(end + 1, 3);
    if (group[0] == '0' || group > "255") address = false;
  }
  return groups >= 2 && !follows(end, '.') && !(address && groups == 3) ? end : at_;
}

// Returns the end of the numeral at at_: groups of three digits separated by commas or spaces, then decimals
// after a full stop, or after a comma that cannot separate groups. In any other chain of digits, such as a
// list, a date or a version, the numeral ends with its first digits.
size_t Tokenizer::EndOfNumeral() {
  const std::string_view text = text_;
  size_t end = EndOfDigits(at_);
  if (const size_t groups = EndOfGroups(end); groups != at_) {
    const size_t decimals = EndOfDigits(groups + 1);
    const bool dots = text.substr(at_, groups - at_).find('.') != std::string_view::npos;
    const bool separated = groups < text.size() && text[groups] == (dots ? ',' : '.');
    return separated && decimals != groups + 1 ? decimals : groups;
  }
  // The end of the digits after a separator at `at`, or `at` if there is no separator followed by digits.
  auto group = [&](size_t at, char separator) {
    return at + 1 < text.size() && text[at] == separator && IsDigit(text[at + 1]) ? EndOfDigits(at + 1) : at;
  };
  const size_t whole = end - at_;
  if (whole >= 1 && whole <= 3) {
    size_t grouped = end;
    const bool listed = at_ < list_end_;
    while (!listed && group(grouped, ',') == grouped + 4 && !poll_.stopped()) grouped += 4;
    bool more = listed || group(grouped, ',') != grouped;  // a list, such as 22,240,26
    if (more) list_end_ = std::max(list_end_, grouped);
    if (grouped != end && !more) end = grouped;
    if (grouped == end && !more && !after_label_) {
      // 40 000, with an ordinary, thin or no-break space.
      while (end < text.size() && !poll_.stopped()) {
        size_t digits = text[end] == ' ' ? end + 1 : end;
        for (std::string_view space : {"\u00A0", "\u202F", "\u2009"}) {
          if (text.substr(end).starts_with(space)) digits = end + space.size();
        }
        if (digits == end || EndOfDigits(digits) != digits + 3 || text[at_] == '0') break;
        end = digits + 3;
      }
    }
  }
  if (at_ > 0 && text[at_ - 1] == '.' && text[at_] != '.') return end;  // part of a chain such as 13.5.2015
  size_t decimals = group(end, '.');
  if (decimals != end) return whole > 0 && group(decimals, '.') != decimals ? end : decimals;
  decimals = group(end, ',');
  bool first = at_ == 0 || (text[at_ - 1] != ',' && text[at_ - 1] != '/');
  if (decimals != end && end == at_ + whole && first && decimals - end != 4 &&
      group(decimals, ',') == decimals) {
    return decimals;
  }
  return end;
}

// Returns the end of an ambiguous numeral at at_: digits, then groups of three after full stops, commas or
// apostrophes, then possible decimals. Returns at_ if there is no such group: then nothing is ambiguous.
size_t Tokenizer::EndOfUnclear() const {
  auto separates = [this](size_t at) {
    return at < text_.size() && (text_[at] == '.' || text_[at] == ',' || text_[at] == '\'');
  };
  const size_t first = EndOfDigits(at_);
  size_t end = first;
  if (end == at_ || end > at_ + 3) return at_;
  while (separates(end) && EndOfDigits(end + 1) == end + 4 && !poll_.stopped()) end += 4;
  if (end == first) return at_;
  return separates(end) ? std::max(end, EndOfDigits(end + 1)) : end;
}

void Tokenizer::TakeWord(Token& token) {
  size_t end = at_;
  while (end < text_.size() && !poll_.Step()) {
    const Class kind = ClassOf(text_[end]);
    if (kind == kLetter) {
      ++end;
    } else if (kind == kWide) {
      CodePoint point = Decode(text_, end);
      if (ClassOf(point.value) != kLetter) break;
      end = point.end;
    } else {
      break;
    }
  }
  token.kind = Token::Kind::kWord;
  token.end = at_ = end;
  token.word = FindWord(text_.substr(token.start, end - token.start));
}

Token Tokenizer::Next() {
  Token token;
  token.kind = Token::Kind::kSign;
  SkipSpace(token);
  token.start = token.end = at_;
  if (!begun_ || token.kind == Token::Kind::kBreak || AtEnd()) {
    begun_ = true;
    token.kind = Token::Kind::kBreak;
    return token;
  }
  char32_t c = static_cast<unsigned char>(text_[at_]);
  Class kind = ClassOf(text_[at_]);
  size_t end = at_ + 1;
  if (kind == kWide) {
    CodePoint point = Decode(text_, at_);
    c = point.value;
    kind = ClassOf(c);
    end = point.end;
  }
  if (kind == kLetter) {
    token.capital =
        c < 0x80 ? c <= 'Z' : u_isUUppercase(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c));
    TakeWord(token);
  } else if (kind == kDigit || (c == '.' && end < text_.size() && IsDigit(text_[end]) &&
                                (at_ == 0 || ClassOf(text_[at_ - 1]) == kSpace))) {
    token.kind = Token::Kind::kNumeral;
    const size_t unclear = separators_ == Separators::kUnknown ? EndOfUnclear() : at_;
    token.unclear = unclear != at_;
    token.end = at_ = token.unclear ? unclear : EndOfNumeral();
  } else {
    token.sign = PlainSign(c);
    token.end = at_ = end;
  }
  after_label_ = token.word != nullptr && (token.word->Has(Role::kLabel) || token.word->Has(Role::kMonth));
  return token;
}

bool Tokens::IsUpper(size_t index) const {
  std::string_view word = Text(index);
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace verbatim::text
