#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/notes.h"
#include "nlohmann/json.hpp"

namespace verbatim::interchange {

// A person or organization. Name and URIs are always those of one and the same.
struct Author {
  std::string name;  // never empty; the host of the URI if the author has no name
  std::string uri;   // `url`, or else the first of `sameAs`, or else `@id`; may be empty
  std::vector<std::string> same_as;
};

// Reads the first author in the member `key` (`author`, `publisher`): a name, a URL, or an object with
// `name`, `url` and `sameAs`. Notes the others under `path`, because a claim has one claimant and a review
// one reviewer. Nothing if no value has a name or a URL.
std::optional<Author> ReadAuthor(const nlohmann::json& object, const char* key, const std::string& path,
                                 std::string_view base, Notes& notes);

}  // namespace verbatim::interchange
