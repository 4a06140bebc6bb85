#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "status/errors.h"

namespace verbatim::interchange {

// The URIs of resources: a base and the resource's name.
class Uris {
 public:
  // `base` is an absolute URI that ends with `/` or `:`.
  explicit Uris(std::string base) : base_(std::move(base)) {}

  const std::string& base() const { return base_; }

  // The URI of a resource, or of a node of a trace: one that is a URI already stays as it is.
  std::string Of(std::string_view name) const;

  // The resource's name, if the URI is one of this base; empty otherwise.
  std::string NameOf(std::string_view uri) const;

 private:
  std::string base_;
};

// That a base is an absolute URI that ends with `/`, of at most 1,024 bytes, or empty.
void CheckBase(std::string_view base, std::string_view path, Violations& violations);

}  // namespace verbatim::interchange
