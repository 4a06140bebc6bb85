#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// Collects what a reader does not keep of an item, or keeps in another form. One thread at a time.
class Notes {
 public:
  // Limits of ImportFeedResponse.notes. An item of 1 MiB could otherwise have more notes than data.
  static constexpr size_t kMaxNotes = 100;
  static constexpr size_t kMaxPropertyBytes = 256;

  // `property` is the path of a property in the item, such as `author[1].name`. `description` completes the
  // sentence that the path begins: "is not kept".
  void Add(std::string_view property, std::string_view description);

  // Adds all notes of another list.
  void Append(const Notes& others);

  const std::vector<verbatim::v1::ImportNote>& list() const { return list_; }

 private:
  std::vector<verbatim::v1::ImportNote> list_;
};

// Describes a property that has no field in the contract.
inline constexpr std::string_view kNotKept = "is not kept";

}  // namespace verbatim::interchange
