#include "registry/records/text_keys.h"

#include <algorithm>

#include "log/sha256.h"
#include "text/unicode/ascii.h"

namespace verbatim::registry {
namespace {

constexpr uint32_t kClaimTextKeys = 8192;

}  // namespace

uint64_t KeyOfText(std::string_view text_sha256) {
  uint64_t key = 0;
  for (const char byte : text_sha256.substr(0, sizeof key)) key = key << 8 | static_cast<uint8_t>(byte);
  return key;
}

void AddTextKey(uint64_t key, verbatim::v1::EntryPayload& payload) {
  auto& keys = *payload.mutable_text_keys();
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return;
  if (keys.size() >= kMaxTextKeys) keys.erase(keys.begin());
  keys.Add(key);
}

std::string ComparableText(std::string_view text) {
  std::string comparable;
  comparable.reserve(text.size());
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) {
      comparable += text::ToAsciiLower(c);
    } else if (!comparable.empty() && comparable.back() != ' ') {
      comparable += ' ';
    }
  }
  if (comparable.ends_with(' ')) comparable.pop_back();
  return comparable;
}

uint32_t KeyOfClaimText(std::string_view text) {
  const std::string comparable = ComparableText(text);
  if (comparable.empty()) return 0;
  const log::Digest digest = log::Sha256(comparable);
  return 1 + (uint32_t{digest[0]} << 8 | uint32_t{digest[1]}) % kClaimTextKeys;
}

}  // namespace verbatim::registry
