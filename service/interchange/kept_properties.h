#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// A property of a format of other tools, and what becomes of it. The readers, the notes of an import and the
// guide (client/FORMATS.md) use the same list.
struct KeptProperty {
  // Path of the property in an item, without indices: `itemReviewed.author.name`.
  std::string_view property;
  // The field of the contract that keeps the property: `Claim.claimant.name`. Empty if the property is read
  // but has no field of its own, and if it is not kept.
  std::string_view field;
  // How the property is read, or why it is not kept. Markdown of one line. May be empty.
  std::string_view remark;
  // Whether an import keeps the property. An import reports each property that it does not keep.
  bool kept = true;
};

// Returns the properties of a format, in the order of the guide. Empty for a format without a list.
std::span<const KeptProperty> KeptProperties(verbatim::v1::ExchangeFormat format);

// Returns whether an import keeps the property at `path`, which has no indices. A property that is not in the
// list is not kept.
bool IsKept(verbatim::v1::ExchangeFormat format, std::string_view path);

// Returns the list of a format as a Markdown table.
std::string KeptPropertiesTable(verbatim::v1::ExchangeFormat format);

}  // namespace verbatim::interchange
