#include "match/analysis/words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "match/analysis/hashtags.h"
#include "match/analysis/numbers_and_dates.h"
#include "match/analysis/social_post.h"
#include "match/analysis/stop_words.h"
#include "text/unicode/fold.h"
#include "text/unicode/language.h"
#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

using text::ByteRange;

// Maximum number of tag parts that are split by the collection's words. Each part may cost some 400 lookups,
// but posts have few tags.
constexpr size_t kMaxCuts = 16;

bool IsDigit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)) != 0; }

bool IsLetter(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

// Returns whether the letter is of a script that does not separate words by spaces.
bool IsUnspaced(char32_t c) {
  if (c < 0x0E00) return false;
  if (c == 0x3099 || c == 0x309A) return true;  // sound marks of decomposed kana
  UErrorCode code = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &code)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

// Splits one text into words.
class Reader {
 public:
  // `language` is a primary subtag; empty for English.
  Reader(std::string_view text, const Xapian::Stem& stem, std::string_view language,
         const Collection* collection)
      : text_(text),
        folded_(text),
        points_(folded_.code_points()),
        stem_(stem),
        language_(language),
        english_(language.empty()),
        collection_(collection) {}

  AnalysedText Read() {
    signature_ = FindSignature(points_, [this](size_t i) { return IsLongDash(i); });
    if (english_) TakeValues();
    out_.letters.push_back(U' ');
    for (size_t at = 0; at < points_.size();) at = ReadAt(at);
    return std::move(out_);
  }

 private:
  void TakeValues() {
    NumbersAndDates values = FindNumbersAndDates(text_);
    figures_ = std::move(values.figures);
    size_t day = text_.size();
    if (signature_ && signature_->day < points_.size()) {
      day = folded_.SourceOf(signature_->day, signature_->day + 1).start;
    }
    for (const auto& [time, start] : values.times) {
      if (start < day)
        out_.times.push_back(time);
      else
        out_.published = time;
    }
    std::sort(out_.times.begin(), out_.times.end());
    out_.times.erase(std::unique(out_.times.begin(), out_.times.end()), out_.times.end());
  }

  // Reads the item that begins at `at` and returns its end.
  size_t ReadAt(size_t at) {
    const char32_t c = points_[at];
    if (signature_ && at >= signature_->day) return points_.size();
    if (auto link = LinkAt(points_, at)) {
      out_.has_picture |= link->picture;
      begins_sentence_ = false;
      return std::max(link->end, at + 1);
    }
    if (c == U'#' || c == U'@') {  // also an email address, whose host counts as a handle
      const size_t end = EndOfTag(at + 1);
      if (end > at + 1) return AddTag(at + 1, end);
    }
    if (IsDigit(c)) return AddNumber(at);
    if (IsLetter(c)) return IsUnspaced(c) ? AddUnspaced(at) : AddWord(at);
    if (c == U'.' || c == U'!' || c == U'?' || c == U':') begins_sentence_ = true;
    return at + 1;
  }

  // Returns the code point before folding.
  UChar32 Original(size_t at) const {
    const ByteRange source = folded_.SourceOf(at, at + 1);
    const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data());
    auto i = static_cast<int64_t>(source.start);
    UChar32 c;
    U8_NEXT(bytes, i, static_cast<int64_t>(text_.size()), c);
    return c;
  }

  bool IsUpper(size_t at) const {
    const UChar32 c = Original(at);
    return u_isupper(c) || u_istitle(c);
  }

  bool IsLongDash(size_t at) const {
    const UChar32 c = Original(at);
    return c == 0x2013 || c == 0x2014 || c == 0x2015;
  }

  size_t EndOfTag(size_t at) const {
    while (at < points_.size() && (IsLetter(points_[at]) || IsDigit(points_[at]) || points_[at] == U'_') &&
           !LinkAt(points_, at)) {
      ++at;
    }
    return at;
  }

  size_t AddTag(size_t start, size_t end) {
    std::vector<TagLetter> letters;
    for (size_t i = start; i < end; ++i) {
      const char32_t c = points_[i];
      letters.push_back(c == U'_'       ? TagLetter::kBreak
                        : IsDigit(c)    ? TagLetter::kDigit
                        : IsUnspaced(c) ? TagLetter::kOther
                        : IsUpper(i)    ? TagLetter::kUpper
                                        : TagLetter::kLower);
    }
    const size_t before = out_.words.size();
    for (const ByteRange& part : SplitByCase(letters)) {
      AddTagPart(start + part.start, start + part.end);
    }
    if (out_.words.size() > before + 1)
      Add(start, end, Stem(Utf8(start, end)), WordKind::kWholeTag, true, false);
    begins_sentence_ = false;
    return end;
  }

  void AddTagPart(size_t start, size_t end) {
    if (IsUnspaced(points_[start])) {
      AddUnspaced(start);
      return;
    }
    std::string part = Utf8(start, end);
    std::string term = Stem(part);
    const bool ascii = part.size() == end - start;
    const bool joined =
        collection_ != nullptr && cuts_left_ > 0 && ascii && IsLetter(points_[start]) && Share(part) == 0;
    if (!joined) return Add(start, end, std::move(term), WordKind::kTag, true, true);
    --cuts_left_;
    for (const ByteRange& cut : SplitJoined(part, [this](std::string_view word) { return Share(word); })) {
      Add(start + cut.start, start + cut.end, Stem(part.substr(cut.start, cut.size())), WordKind::kTag, true,
          true);
    }
  }

  // Returns the share of the collection's claims that contain the word.
  double Share(std::string_view word) const {
    const uint64_t frequency = collection_->frequency(Stem(word));
    if (collection_->size == 0) return 0;
    return static_cast<double>(frequency) / static_cast<double>(collection_->size);
  }

  size_t AddNumber(size_t start) {
    if (const Figure* figure = FigureFrom(start)) {
      // The whole number is a term in addition to its parts, so that "4.6 million" also matches 4600000.
      out_.words.push_back({figure->range, figure->value, KindAt(start, WordKind::kNumber), false});
    }
    std::string digits;
    size_t at = start;
    bool fraction = false;
    for (; at < points_.size(); ++at) {
      const char32_t c = points_[at];
      if (IsDigit(c)) {
        digits.push_back(static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c))));
        continue;
      }
      if (at + 1 >= points_.size() || !IsDigit(points_[at + 1])) break;
      if (c == U',' && !fraction && IsThousands(at + 1)) continue;
      if (c != U'.' || fraction) break;
      fraction = true;
      digits.push_back('.');
    }
    if (fraction) {
      digits.erase(digits.find_last_not_of('0') + 1);
      if (digits.back() == '.') digits.pop_back();
    }
    Add(start, at, std::move(digits), WordKind::kNumber, false, true);
    return at;
  }

  // Returns whether there are exactly three digits at `at`.
  bool IsThousands(size_t at) const {
    size_t end = at;
    while (end < points_.size() && end < at + 4 && IsDigit(points_[end])) ++end;
    return end == at + 3;
  }

  size_t AddWord(size_t start) {
    size_t end = start;
    std::string word;
    size_t last = start;  // end of the word without apostrophes and a genitive s
    while (end < points_.size()) {
      const char32_t c = points_[end];
      if (c == U'\'' && end + 1 < points_.size() && IsLetter(points_[end + 1])) {
        const bool genitive =
            points_[end + 1] == U's' && (end + 2 >= points_.size() || !IsLetter(points_[end + 2]));
        if (genitive) {
          end += 2;
          break;
        }
        ++end;
        continue;
      }
      if (!IsLetter(c) || IsUnspaced(c) || (end > start && LinkAt(points_, end))) break;
      if (word.size() < kMaxTermBytes) text::AppendUtf8(c, word);
      last = ++end;
    }
    const Figure* figure = FigureFrom(start);
    const std::string_view number = english_ ? SmallNumber(word) : std::string_view();
    if (figure != nullptr) {
      out_.words.push_back({figure->range, figure->value, KindAt(start, WordKind::kNumber), false});
    }
    const bool name = !begins_sentence_ && IsUpper(start);
    if (!number.empty() && folded_.SourceOf(start, last).end > figure_end_) {
      Add(start, last, std::string(number), WordKind::kNumber, false, true);
    } else if (number.empty()) {
      Add(start, last, Stem(word), WordKind::kPlain, name, true);
      out_.words.back().stop = IsStopWord(language_, word);
    }
    return std::max(end, start + 1);
  }

  size_t AddUnspaced(size_t start) {
    size_t end = start;
    while (end < points_.size() && IsLetter(points_[end]) && IsUnspaced(points_[end])) ++end;
    if (end == start + 1) Add(start, end, Utf8(start, end), WordKind::kPlain, false, true);
    for (size_t i = start; i + 1 < end; ++i) Add(i, i + 2, Utf8(i, i + 2), WordKind::kPlain, false, false);
    if (end > start + 1) AddLetters(start, end);
    return end;
  }

  // Returns the number that begins at this code point and has several words, if there is one.
  const Figure* FigureFrom(size_t at) {
    if (next_figure_ >= figures_.size()) return nullptr;
    const size_t byte = folded_.SourceOf(at, at + 1).start;
    while (next_figure_ < figures_.size() && figures_[next_figure_].range.start < byte) ++next_figure_;
    if (next_figure_ >= figures_.size() || figures_[next_figure_].range.start != byte) return nullptr;
    figure_end_ = figures_[next_figure_].range.end;
    return &figures_[next_figure_++];
  }

  WordKind KindAt(size_t at, WordKind kind) const {
    return signature_ && at >= signature_->start ? WordKind::kSignature : kind;
  }

  void Add(size_t start, size_t end, std::string term, WordKind kind, bool name, bool letters) {
    if (letters) AddLetters(start, end);
    term = text::FirstBytes(term, kMaxTermBytes);
    out_.words.push_back({folded_.SourceOf(start, end), std::move(term), KindAt(start, kind), name});
    begins_sentence_ = false;
  }

  void AddLetters(size_t start, size_t end) {
    for (char32_t c : points_.substr(start, end - start)) {
      if (c != U'\'') out_.letters.push_back(c);
    }
    out_.letters.push_back(U' ');
  }

  std::string Utf8(size_t start, size_t end) const {
    std::string out;
    for (size_t i = start; i < end && out.size() < kMaxTermBytes; ++i) text::AppendUtf8(points_[i], out);
    return out;
  }

  std::string Stem(std::string_view word) const {
    return stem_(std::string(text::FirstBytes(word, kMaxTermBytes)));
  }

  std::string_view text_;
  text::FoldedText folded_;
  std::u32string_view points_;
  const Xapian::Stem& stem_;
  std::string_view language_;
  bool english_;
  const Collection* collection_;
  std::vector<Figure> figures_;
  size_t next_figure_ = 0;
  size_t figure_end_ = 0;  // the byte after the last figure that was added
  std::optional<Signature> signature_;
  bool begins_sentence_ = true;
  size_t cuts_left_ = kMaxCuts;
  AnalysedText out_;
};

// Snowball's languages in Xapian 1.4 by ISO 639-1 code; Norwegian also as Bokmål and Nynorsk.
constexpr auto kStemmed = std::to_array<std::string_view>(
    {"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id",
     "it", "lt", "ne", "nb", "nl", "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"});

std::string StemmerOf(std::string_view language) {
  if (text::MayBeEnglish(language)) return "en";
  const std::string primary = text::PrimarySubtag(language);
  if (std::find(kStemmed.begin(), kStemmed.end(), primary) == kStemmed.end()) return "none";
  return std::string(text::MacrolanguageOf(primary));
}

}  // namespace

bool AnalysedText::is_post() const {
  auto marks_post = [](const AnalysedWord& word) {
    return word.kind != WordKind::kPlain && word.kind != WordKind::kNumber;
  };
  return published || has_picture || std::any_of(words.begin(), words.end(), marks_post);
}

Analyser::Analyser(std::string_view language)
    : language_(text::MayBeEnglish(language) ? std::string() : text::PrimarySubtag(language)),
      stem_(StemmerOf(language)) {}

AnalysedText Analyser::Analyse(std::string_view text, const Collection* collection) const {
  return Reader(text, stem_, language_, collection).Read();
}

}  // namespace verbatim::match
