#include "interchange/uris.h"

#include "interchange/iri.h"
#include "interchange/json_fields.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"

namespace verbatim::interchange {
namespace {

// Names of resources begin with one of these. Any other name is a URI or was chosen outside of Verbatim.
constexpr std::string_view kCollections[] = {"claims/", "documents/", "agents/"};

bool IsName(std::string_view text) {
  for (std::string_view collection : kCollections) {
    if (text.starts_with(collection)) return true;
  }
  return false;
}

}  // namespace

std::string Uris::Of(std::string_view name) const {
  if (IsName(name)) return base_ + std::string(name);
  // An external name that is not a URI becomes a URI under the base.
  return IsAbsoluteUri(name) ? EscapeIri(name) : base_ + "external/" + EscapeIri(name);
}

std::string Uris::NameOf(std::string_view uri) const {
  if (!uri.starts_with(base_)) return "";
  uri.remove_prefix(base_.size());
  return IsName(uri) ? std::string(uri) : "";
}

void CheckBase(std::string_view base, std::string_view path, Violations& violations) {
  constexpr size_t kBaseBytes = 1024;
  if (base.empty()) return;
  if (base.size() > kBaseBytes || !IsAbsoluteUri(base) || !base.ends_with('/') || EscapeIri(base) != base) {
    violations.Add(path, "must be an absolute URI of at most 1024 bytes that ends with /");
  }
}

}  // namespace verbatim::interchange
