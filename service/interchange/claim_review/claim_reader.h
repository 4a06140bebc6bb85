#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"

namespace verbatim::interchange {

// Where the parts of a review are, and in which language it is.
struct ReviewContext {
  const Uris& uris;
  std::string base;      // URL of the review's page, against which URLs are resolved; may be empty
  std::string language;  // BCP 47; may be empty
};

// Reads the claims of a ClaimReview, each with its claimant, date, appearances and citations: one for each
// text of claimReviewed, or else of itemReviewed. Adds a violation if there is no text. At most kMaxClaims
// are read.
inline constexpr size_t kMaxClaims = 100;
std::vector<ExchangedItem> ReadClaims(const nlohmann::json& review, const ReviewContext& context,
                                      Violations& violations);

// Reads a date in the member `key`, and notes under `path` what of it is lost.
std::string ReadDateIn(const nlohmann::json& object, const char* key, const std::string& path,
                       std::string_view language, Notes& notes);

// Reads the citations in `object` that are Quotations with text: of a claim, or of the evidence of a review.
std::vector<const nlohmann::json*> Quotations(const nlohmann::json& object);

// Adds the URI of a Quotation's source to uris_beside_names, if the source has a name, too.
void AddUriBesideName(const nlohmann::json& quotation, const Uris& uris, ExchangedItem& item);
verbatim::v1::Citation ReadCitation(const nlohmann::json& quotation, const Uris& uris);

}  // namespace verbatim::interchange
