#include "log/leaf.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace verbatim::log {
namespace {

constexpr uint8_t kVersion = 1;

template <typename Integer>
void PutInteger(std::string& out, Integer value) {
  for (int shift = 8 * (static_cast<int>(sizeof(Integer)) - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xFF));
  }
}

void PutString(std::string& out, std::string_view value) {
  assert(value.size() <= std::numeric_limits<uint16_t>::max());
  PutInteger(out, static_cast<uint16_t>(value.size()));
  out.append(value);
}

// Takes fields from the front of a leaf. Once one field is missing, all later fields are also missing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename Integer>
  Integer TakeInteger() {
    Integer value = 0;
    for (char byte : TakeBytes(sizeof(Integer))) {
      value = static_cast<Integer>((value << 8) | static_cast<uint8_t>(byte));
    }
    return value;
  }

  std::string_view TakeString() { return TakeBytes(TakeInteger<uint16_t>()); }

  std::string_view TakeBytes(size_t count) {
    if (count > rest_.size()) {
      complete_ = false;
      rest_ = {};
      return {};
    }
    std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  bool AtEndOfCompleteLeaf() const { return complete_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool complete_ = true;
};

}  // namespace

std::string EncodeLeaf(const Leaf& leaf) {
  std::string bytes;
  bytes.reserve(49 + leaf.resource.size() + leaf.principal.size() + leaf.request_id.size());
  PutInteger(bytes, kVersion);
  PutInteger(bytes, static_cast<uint16_t>(leaf.type));
  PutInteger(bytes, static_cast<uint64_t>(leaf.time_micros));
  bytes.append(leaf.payload_sha256.begin(), leaf.payload_sha256.end());
  PutString(bytes, leaf.resource);
  PutString(bytes, leaf.principal);
  PutString(bytes, leaf.request_id);
  return bytes;
}

int64_t RaiseTime(std::string& bytes, int64_t least_micros) {
  constexpr size_t kTimeAt = 3;
  Reader reader(bytes);
  reader.TakeBytes(kTimeAt);
  const auto time = static_cast<int64_t>(reader.TakeInteger<uint64_t>());
  if (time >= least_micros) return time;
  std::string raised;
  PutInteger(raised, static_cast<uint64_t>(least_micros));
  bytes.replace(kTimeAt, raised.size(), raised);
  return least_micros;
}

std::optional<Leaf> DecodeLeaf(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.TakeInteger<uint8_t>() != kVersion) return std::nullopt;
  Leaf leaf;
  leaf.type = static_cast<EntryType>(reader.TakeInteger<uint16_t>());
  leaf.time_micros = static_cast<int64_t>(reader.TakeInteger<uint64_t>());
  std::string_view digest = reader.TakeBytes(leaf.payload_sha256.size());
  std::copy(digest.begin(), digest.end(), leaf.payload_sha256.begin());
  leaf.resource = reader.TakeString();
  leaf.principal = reader.TakeString();
  leaf.request_id = reader.TakeString();
  if (!reader.AtEndOfCompleteLeaf()) return std::nullopt;
  return leaf;
}

}  // namespace verbatim::log
