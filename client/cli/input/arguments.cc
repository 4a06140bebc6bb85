#include "cli/input/arguments.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iostream>
#include <string_view>

#include "google/protobuf/util/time_util.h"

namespace verbatim::cli {

std::string WithCollection(const std::string& collection, const std::string& id) {
  return id.rfind(collection + "/", 0) == 0 ? id : collection + "/" + id;
}

std::string MediaTypeOf(const std::string& path, const std::string& chosen) {
  if (!chosen.empty()) return chosen;
  std::string lower = path;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  constexpr std::array<std::string_view, 4> kHtmlSuffixes = {".html", ".htm", ".xhtml", ".xht"};
  const bool is_html = std::any_of(kHtmlSuffixes.begin(), kHtmlSuffixes.end(),
                                   [&](std::string_view suffix) { return lower.ends_with(suffix); });
  return is_html ? "text/html" : "";
}

std::optional<log::VerifierKey> ReadKey(const std::string& text_or_path, const std::string& flag) {
  absl::StatusOr<log::VerifierKey> key = log::VerifierKey::FromText(text_or_path);
  if (key.ok()) return *std::move(key);
  std::ifstream file(text_or_path);
  std::string line;
  if (file.is_open() && std::getline(file, line)) key = log::VerifierKey::FromText(line);
  if (key.ok()) return *std::move(key);
  std::cerr << "verbatim: " << flag
            << " must be a verifier key, name+id+key, or a file that contains one: " << key.status().message()
            << '\n';
  return std::nullopt;
}

bool ParseTime(const std::string& text, const std::string& flag, google::protobuf::Timestamp& time) {
  using google::protobuf::util::TimeUtil;
  if (TimeUtil::FromString(text, &time) || TimeUtil::FromString(text + "T00:00:00Z", &time)) return true;
  std::cerr << "verbatim: " << flag
            << " must be a date or time like 2025-09-14 or 2025-09-14T09:30:00Z, not \"" << text << "\"\n";
  return false;
}

bool ParseLabels(const std::vector<std::string>& labels,
                 google::protobuf::Map<std::string, std::string>& map) {
  for (const std::string& label : labels) {
    size_t equals = label.find('=');
    if (equals == std::string::npos) {
      std::cerr << "verbatim: --label must be KEY=VALUE, not \"" << label << "\"\n";
      return false;
    }
    map[label.substr(0, equals)] = label.substr(equals + 1);
  }
  return true;
}

v1::AnchoringState ParseAnchoringState(const std::string& name) {
  std::string constant = "ANCHORING_STATE_";
  for (char c : name) constant += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  v1::AnchoringState state = v1::ANCHORING_STATE_UNSPECIFIED;
  v1::AnchoringState_Parse(constant, &state);
  return state;
}

}  // namespace verbatim::cli
