#include "match/across/facts.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/across/places.h"
#include "match/across/sound_key.h"
#include "text/unicode/ascii.h"
#include "text/unicode/language.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using text::Reading;
using text::TypedValue;
using text::ValueKind;

// Maximum size of a marked number. Longer ones are no figures that a reader remembers.
constexpr size_t kMarkedDigits = 24;

// Returns whether the word begins with a capital letter.
bool IsCapitalised(std::string_view word) {
  UChar32 c = 0;
  int32_t at = 0;
  U8_NEXT(reinterpret_cast<const uint8_t*>(word.data()), at, static_cast<int32_t>(word.size()), c);
  return u_isupper(c) || u_istitle(c);
}

// Returns a word without an elided article before it ("l'Ukraine") and without an ending after it ("Minsk'te").
ByteRange WithoutApostrophe(std::string_view text, ByteRange range) {
  constexpr size_t kArticle = 2;
  constexpr std::string_view kApostrophes[] = {"'", "\u2019"};
  for (std::string_view apostrophe : kApostrophes) {
    const size_t at = Slice(text, range).find(apostrophe);
    if (at == std::string_view::npos) continue;
    if (at <= kArticle) {
      range.start += at + apostrophe.size();
    } else {
      range.end = range.start + at;
    }
  }
  return range;
}

// Whether all topics are wanted, or only those that are capitalised, and hence no names.
enum class TopicsWanted : uint8_t { kAll, kCapitals };

class FactReader {
 public:
  FactReader(std::string_view text, std::string_view language, TopicsWanted wanted)
      : text_(text),
        language_(language),
        wanted_(wanted),
        // German writes all nouns with a capital letter.
        sure_(language != "de" && language != "lb"),
        places_(PlaceNames::Of(language)),
        topics_(TopicWords::Of(language)) {
    for (TypedValue& value : text::FindValues(text, {.published = {}, .language = language})) {
      if (value.reading == Reading::kStated && value.kind != ValueKind::kName &&
          value.kind != ValueKind::kOrdinal) {
        facts_.values.push_back(std::move(value));
      }
    }
  }

  Facts Read(const AnalysedText& analysed) {
    TakeWords(analysed);
    for (size_t at = 0; at < folded_.size();) at = ReadAt(at);
    return std::move(facts_);
  }

 private:
  void TakeWords(const AnalysedText& analysed) {
    for (const AnalysedWord& word : analysed.words) {
      if (word.kind == WordKind::kWholeTag || word.kind == WordKind::kSignature) continue;
      if (facts_.words.size() >= kMaxFactWords) break;
      // A figure is a word of its own in addition to its parts.
      const ByteRange range = WithoutApostrophe(text_, word.range);
      if (range.size() == 0 || (!facts_.words.empty() && range.start < facts_.words.back().end)) continue;
      facts_.words.push_back(range);
      capitalised_.push_back(IsCapitalised(Slice(text_, range)));
      in_sentence_.push_back(word.name);
      folded_.push_back({FoldWord(Slice(text_, range)), CapitalsOf(Slice(text_, range))});
    }
  }

  // Reads the word at an index, and returns the index after it.
  size_t ReadAt(size_t at) {
    if (IsInTime(facts_.words[at])) return at + 1;
    if (places_ != nullptr) {
      if (std::optional<Place> place = places_->At(folded_, at)) {
        const size_t last = at + place->words - 1;
        facts_.names.push_back({{facts_.words[at].start, facts_.words[last].end},
                                {std::move(place->key)},
                                true,
                                capitalised_[at]});
        return last + 1;
      }
    }
    if (topics_ != nullptr && (wanted_ == TopicsWanted::kAll || capitalised_[at])) {
      if (const std::optional<Topic> topic = topics_->Find(folded_[at].letters)) {
        facts_.topics.push_back({facts_.words[at], *topic});
        return at + 1;
      }
    }
    if (capitalised_[at]) {
      std::vector<std::string> keys = SoundKeys(Slice(text_, facts_.words[at]), language_);
      if (!keys.empty()) {
        facts_.names.push_back({facts_.words[at], std::move(keys), false, sure_ && in_sentence_[at]});
      }
    }
    return at + 1;
  }

  // Call with the words in their order.
  bool IsInTime(ByteRange word) {
    while (next_value_ < facts_.values.size() && facts_.values[next_value_].range.end <= word.start)
      ++next_value_;
    for (size_t i = next_value_; i < facts_.values.size() && facts_.values[i].range.start <= word.start;
         ++i) {
      if (facts_.values[i].kind == ValueKind::kTime && word.end <= facts_.values[i].range.end) return true;
    }
    return false;
  }

  std::string_view text_;
  std::string_view language_;
  const TopicsWanted wanted_;
  const bool sure_;
  const PlaceNames* const places_;
  const TopicWords* const topics_;
  std::vector<bool> capitalised_;
  std::vector<bool> in_sentence_;
  std::vector<FoldedWord> folded_;
  size_t next_value_ = 0;
  Facts facts_;
};

// Returns the length of the date at the start of an EDTF expression, up to the month: 4 or 7; 0 for others.
size_t SizeOfMonth(std::string_view edtf) {
  auto digits = [&](size_t at, size_t count) {
    return edtf.size() >= at + count &&
           std::all_of(edtf.begin() + static_cast<int64_t>(at),
                       edtf.begin() + static_cast<int64_t>(at + count), text::IsAsciiDigit);
  };
  if (!digits(0, 4) || edtf.find('/') != std::string_view::npos) return 0;
  return digits(5, 2) ? 7 : 4;
}

void AddMarks(const TypedValue& value, std::vector<std::string>& marks) {
  if (value.kind == ValueKind::kTime) {
    const size_t size = SizeOfMonth(value.edtf);
    if (size == 7) marks.push_back("T" + value.edtf.substr(0, 7));
    if (size >= 4) marks.push_back("T" + value.edtf.substr(0, 4));
    return;
  }
  const std::string& number = value.amount.value;
  if (number.empty() || number.size() > kMarkedDigits) return;
  const bool percent = value.kind == ValueKind::kPercent;
  if (!percent && std::abs(std::strtod(number.c_str(), nullptr)) < kMinMarkedNumber) return;
  marks.push_back(absl::StrCat(percent ? "%" : "V", number));
}

void Unique(std::vector<std::string>& marks) {
  std::sort(marks.begin(), marks.end());
  marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
}

}  // namespace

Facts FactsOf(std::string_view text, std::string_view language) {
  // Words are only split, and neither stemmed nor read as English figures.
  static const Analyser& splitter = *new Analyser("zxx");
  return FactReader(text, language, TopicsWanted::kAll).Read(splitter.Analyse(text, nullptr));
}

Marks MarksOf(std::string_view text, const AnalysedText& analysed, std::string_view language) {
  return MarksOf(FactReader(text, language, TopicsWanted::kCapitals).Read(analysed));
}

Marks MarksOf(const Facts& facts) {
  Marks marks;
  for (const NameFact& name : facts.names) {
    for (const std::string& key : name.keys) marks.names.push_back(absl::StrCat(name.place ? "P" : "N", key));
  }
  for (const TypedValue& value : facts.values) AddMarks(value, marks.values);
  Unique(marks.names);
  Unique(marks.values);
  return marks;
}

std::string LanguageMark(std::string_view language) {
  return absl::StrCat("L", std::string(text::MacrolanguageOf(language)));
}

}  // namespace verbatim::match
