#include "interchange/uris.h"

namespace verbatim::interchange {
namespace {

// Names of our own begin with one of these; all others are URIs, or names that others gave.
constexpr std::string_view kCollections[] = {"claims/", "documents/", "agents/"};

bool IsName(std::string_view text) {
  for (std::string_view collection : kCollections) {
    if (text.starts_with(collection)) return true;
  }
  return false;
}

}  // namespace

std::string Uris::Of(std::string_view name) const {
  return IsName(name) ? base_ + std::string(name) : std::string(name);
}

std::string Uris::NameOf(std::string_view uri) const {
  if (!uri.starts_with(base_)) return "";
  uri.remove_prefix(base_.size());
  return IsName(uri) ? std::string(uri) : "";
}

}  // namespace verbatim::interchange
