#pragma once

#include <string>

#include "interchange/notes.h"
#include "nlohmann/json.hpp"

// Notes the properties that the list of kept_properties.h does not have.
namespace verbatim::interchange {

// `review` is a ClaimReview. Does not look into itemReviewed.
void NoteUnkeptOfReview(const nlohmann::json& review, Notes& notes);

// `item` is the claim or work at `path`, such as `itemReviewed[1]`.
void NoteUnkeptOfClaim(const nlohmann::json& item, const std::string& path, Notes& notes);

}  // namespace verbatim::interchange
