#include "interchange/claim_review/rating_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/json_fields.h"
#include "status/absl_view.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Rating;

// Limits of Rating.
constexpr size_t kWordsBytes = 1024;
constexpr size_t kExplanationBytes = 64 << 10;

// schema.org's defaults of bestRating and worstRating.
constexpr double kDefaultBest = 5;
constexpr double kDefaultWorst = 1;

// Reads digits with a point or a comma. Other forms that strtod knows, such as `nan` and `1e5`, are no
// ratings.
std::optional<double> ReadDecimal(std::string_view text) {
  text = TrimSpace(text);
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.' || c == ',' || c == '-' || c == '+';
  });
  if (!plain || std::ranges::count(text, ',') > 1) return std::nullopt;
  double number = 0;
  if (!absl::SimpleAtod(absl::StrReplaceAll(Absl(text), {{",", "."}}), &number)) return std::nullopt;
  return number;
}

// Returns the text of a member: its first value, or the name of its object. A verdict may be a JSON true or
// false.
std::string TextIn(const json& object, const char* key) {
  const json& member = Member(object, key);
  if (member.is_boolean()) return member.get<bool>() ? "True" : "False";
  return PlainLine(Text(object, key));
}

// The numbers of a rating, as far as they can be read.
struct Scale {
  std::optional<double> value;
  std::optional<double> best;
  std::optional<double> worst;
  bool is_broken = false;  // an end of the scale is given, but cannot be read
};

std::optional<double> ReadEnd(const json& rating, const char* key, Scale& scale, Notes& notes) {
  const std::string written = TextIn(rating, key);
  if (written.empty()) return std::nullopt;
  const std::optional<WrittenNumber> number = ReadNumber(written);
  if (number && (!number->best || number->worst)) return number->value;
  scale.is_broken = true;
  notes.Add(absl::StrCat("reviewRating.", key), "is not a number and is not kept");
  return std::nullopt;
}

Scale ReadScale(const json& rating, const std::string& written_value, Notes& notes) {
  Scale scale;
  scale.best = ReadEnd(rating, "bestRating", scale, notes);
  scale.worst = ReadEnd(rating, "worstRating", scale, notes);
  const std::optional<WrittenNumber> number = ReadNumber(written_value);
  if (!number) return scale;
  scale.value = number->value;
  if (number->best && scale.best && *number->best != *scale.best) scale.is_broken = true;
  if (number->best && !scale.best) scale.best = number->best;
  if (number->worst && !scale.worst) scale.worst = number->worst;
  // "0/5" counts from 0.
  if (number->best && !scale.worst) scale.worst = std::min(kDefaultWorst, number->value);
  scale.best = scale.best.value_or(kDefaultBest);
  scale.worst = scale.worst.value_or(kDefaultWorst);
  return scale;
}

bool HasMeaning(const Scale& scale) {
  return scale.value && !scale.is_broken && *scale.best != *scale.worst &&
         *scale.value >= std::min(*scale.best, *scale.worst) &&
         *scale.value <= std::max(*scale.best, *scale.worst);
}

// Returns the first words for the verdict, and notes the others.
std::string ReadWords(const json& rating, Notes& notes) {
  std::string words;
  for (const char* key : {"alternateName", "name"}) {
    const std::vector<const json*> values = Values(rating, key);
    for (size_t i = 0; i < values.size(); ++i) {
      const json value = {{"x", *values[i]}};
      std::string text = TextIn(value, "x");
      if (words.empty()) {
        words = std::move(text);
      } else if (!text.empty() && text != words) {
        notes.Add(values.size() == 1 ? absl::StrCat("reviewRating.", key)
                                     : absl::StrCat("reviewRating.", key, "[", i, "]"),
                  kNotKept);
      }
    }
  }
  return words;
}

void ReadExplanation(const json& rating, Rating& into, Notes& notes) {
  for (const char* key : {"ratingExplanation", "description"}) {
    std::string text = PlainText(Text(rating, key));
    if (text.empty()) continue;
    const std::string path = absl::StrCat("reviewRating.", key);
    if (text.size() > kExplanationBytes) {
      notes.Add(path, "exceeds 64 KiB and is not kept");
    } else if (into.explanation().empty()) {
      into.set_explanation(std::move(text));
    } else if (text != into.explanation()) {
      notes.Add(path, kNotKept);
    }
  }
}

void ReadRatingObject(const json& rating, Rating& into, Notes& notes) {
  const std::string written = TextIn(rating, "ratingValue");
  std::string words = ReadWords(rating, notes);
  ReadExplanation(rating, into, notes);
  const Scale scale = ReadScale(rating, written, notes);
  if (HasMeaning(scale)) {
    into.set_value(*scale.value);
    into.set_best(*scale.best);
    into.set_worst(*scale.worst);
  } else if (!written.empty()) {
    // Verdicts without a scale are often published as 0, or as -1 on a scale from 0 to 0.
    const char* why = scale.value ? "is not on its scale" : "is not a number";
    if (words.empty()) {
      if (scale.value) notes.Add("reviewRating.ratingValue", absl::StrCat(why, " and is kept as words"));
      words = written;
    } else if (words != written) {
      notes.Add("reviewRating.ratingValue", absl::StrCat(why, " and is not kept"));
    }
  }
  // A verdict may be given only by its explanation.
  if (words.empty() && !into.has_value()) words = into.explanation();
  SetWords(std::move(words), "reviewRating.alternateName", into, notes);
}

// Splits "3 out of 5" and "3/5". Nothing if there is no such sign.
std::optional<std::pair<std::string_view, std::string_view>> SplitFraction(std::string_view text) {
  constexpr std::array<std::string_view, 7> kSigns = {"/",     " out of ", " of ", " sur ",
                                                      " von ", " de ",     " su "};
  for (const std::string_view sign : kSigns) {
    const size_t at = text.find(sign);
    if (at != text.npos) return std::pair(text.substr(0, at), text.substr(at + sign.size()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<WrittenNumber> ReadNumber(std::string_view text) {
  text = TrimSpace(text);
  if (const std::optional<double> number = ReadDecimal(text)) return WrittenNumber{*number, {}, {}};
  if (text.ends_with('%')) {
    constexpr double kHundred = 100;
    const std::optional<double> share = ReadDecimal(text.substr(0, text.size() - 1));
    if (!share) return std::nullopt;
    return WrittenNumber{*share, kHundred, 0.0};
  }
  if (const auto parts = SplitFraction(text)) {
    const std::optional<double> value = ReadDecimal(parts->first);
    const std::optional<double> best = ReadDecimal(parts->second);
    if (value && best && *best > 0) return WrittenNumber{*value, *best, {}};
  }
  return std::nullopt;
}

void SetWords(std::string words, std::string_view path, Rating& rating, Notes& notes) {
  if (words.size() <= kWordsBytes) {
    rating.set_words(std::move(words));
    return;
  }
  const bool fits = rating.explanation().empty() && words.size() <= kExplanationBytes;
  notes.Add(path,
            absl::StrCat("is cut to ", kWordsBytes, " bytes",
                         fits || words == rating.explanation() ? "; the explanation has all of it" : ""));
  // Leaves room for the ellipsis.
  constexpr std::string_view kEllipsis = "…";
  const std::string_view cut = text::FirstBytes(words, kWordsBytes - kEllipsis.size());
  const size_t space = cut.rfind(' ');
  rating.set_words(absl::StrCat(Absl(space == cut.npos ? cut : cut.substr(0, space)), Absl(kEllipsis)));
  if (fits) rating.set_explanation(std::move(words));
}

void ReadRating(const json& review, Rating& rating, Notes& notes, Violations& violations) {
  const std::vector<const json*> values = Values(review, "reviewRating");
  size_t at = 0;
  const auto has_verdict = [&] { return !rating.words().empty() || rating.has_value(); };
  for (; at < values.size() && !has_verdict(); ++at) {
    const json& value = *values[at];
    // A rating may be only its words, or only its number.
    ReadRatingObject(value.is_object() ? value : json({{"ratingValue", value}}), rating, notes);
  }
  for (; at < values.size(); ++at) notes.Add(absl::StrCat("reviewRating[", at, "]"), kNotKept);
  if (has_verdict()) return;
  violations.Add("reviewRating", values.empty()
                                     ? "is required"
                                     : "must have alternateName, ratingExplanation or ratingValue");
}

}  // namespace verbatim::interchange
