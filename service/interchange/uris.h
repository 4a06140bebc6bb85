#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "status/errors.h"

namespace verbatim::interchange {

// Namespace of Verbatim's own terms in the formats.
inline constexpr std::string_view kVerbatimNamespace = "https://verbatim.dev/ns#";

// The URIs of resources: a base followed by the resource's name.
class Uris {
 public:
  // `base` is an absolute URI that ends with `/` or `:`.
  explicit Uris(std::string base) : base_(std::move(base)) {}

  const std::string& base() const { return base_; }

  // Returns the URI of a resource or of a node of a trace. A name that already is a URI is only escaped.
  std::string Of(std::string_view name) const;

  // Returns the name of the resource if `uri` starts with the base, otherwise empty.
  std::string NameOf(std::string_view uri) const;

 private:
  std::string base_;
};

// Adds a violation unless `base` is empty or an absolute URI of at most 1,024 bytes that ends with `/`.
void CheckBase(std::string_view base, std::string_view path, Violations& violations);

}  // namespace verbatim::interchange
