#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interchange/notes.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"
#include "verbatim/v1/review.pb.h"

namespace verbatim::interchange {

// A number as it is written, with the scale that the writing implies.
struct WrittenNumber {
  double value = 0;
  std::optional<double> best;   // 5 of "1/5", 100 of "80%"
  std::optional<double> worst;  // 0 of "80%"
};

// Reads `4`, `3.5`, `3,5`, `1/5`, `3 out of 5` and `80%`. Nothing for anything else.
std::optional<WrittenNumber> ReadNumber(std::string_view text);

// Reads the member `reviewRating` of a review. A rating value that is no number is the verdict's words.
// bestRating and worstRating are 5 and 1 if they are left out (schema.org). A value without a scale that
// contains it has no meaning as a number, and becomes words if there are no others. Notes what is not kept,
// or kept in another way.
//
// Adds a violation if there is no verdict at all.
void ReadRating(const nlohmann::json& review, verbatim::v1::Rating& rating, Notes& notes,
                Violations& violations);

// Sets the words of a verdict. Words that exceed the limit of Rating.words become the explanation, and are
// cut.
void SetWords(std::string words, std::string_view path, verbatim::v1::Rating& rating, Notes& notes);

}  // namespace verbatim::interchange
