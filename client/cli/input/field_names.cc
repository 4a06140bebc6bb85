#include "cli/input/field_names.h"

#include <utility>

#include "cli/input/json_tree.h"

namespace verbatim::cli {
namespace {

constexpr std::string_view kPathCharacters = "abcdefghijklmnopqrstuvwxyz_0123456789.[]";

// Returns the path without its last step; empty if it has only one.
std::string_view ParentOf(std::string_view path) {
  const size_t end = path.find_last_of(".[");
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

}  // namespace

FieldNames& FieldNames::Add(std::string path, std::string typed) {
  typed_[std::move(path)] = std::move(typed);
  return *this;
}

FieldNames& FieldNames::AddJson(std::string root, std::string json, std::string file) {
  root_ = std::move(root);
  json_ = std::move(json);
  file_ = std::move(file);
  return *this;
}

std::string FieldNames::Of(std::string_view path) const {
  for (std::string_view part = path; !part.empty(); part = ParentOf(part)) {
    if (auto found = typed_.find(part); found != typed_.end()) return found->second;
  }
  return OfJson(path);
}

std::string FieldNames::OfJson(std::string_view path) const {
  if (root_.empty() || !path.starts_with(root_ + ".")) return std::string(path);
  const std::string_view key = path.substr(root_.size() + 1);
  JsonNode root;
  JsonFault fault;
  if (file_.empty() || !ReadJsonTree(json_, root, fault)) return std::string(key);
  const size_t line = LineAndColumn(json_, NodeAt(root, key).offset).first;
  return file_ + ":" + std::to_string(line) + ": " + std::string(key);
}

std::string FieldNames::InMessage(std::string_view message) const {
  const size_t end = message.find_first_not_of(kPathCharacters);
  if (end == std::string_view::npos || end == 0 || !message.substr(end).starts_with(": ")) {
    return std::string(message);
  }
  const std::string_view path = message.substr(0, end);
  const std::string typed = Of(path);
  const std::string_view rest = message.substr(end + 2);
  // The name of a resource that does not exist says enough if it was an argument of the command.
  const bool names_itself = rest.ends_with(" does not exist") && !typed.starts_with("--") && !has_json();
  return typed == path || names_itself ? std::string(rest) : typed + ": " + std::string(rest);
}

std::string FieldNames::InDescription(std::string description) const {
  for (const auto& [path, typed] : typed_) {
    const std::string_view field = std::string_view(path).substr(path.rfind('.') + 1);
    // Only names with an underscore cannot be ordinary words.
    if (field.find('_') == std::string_view::npos || !typed.starts_with("--")) continue;
    const size_t at = description.find(field);
    if (at != std::string::npos) description.replace(at, field.size(), typed);
  }
  return description;
}

bool FieldNames::IsFlag(std::string_view path) const { return Of(path).starts_with("--"); }

}  // namespace verbatim::cli
