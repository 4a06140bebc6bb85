#include "registry/records/wire_splice.h"

#include <cassert>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace verbatim::registry::wire {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

// A tag of one byte and a length.
constexpr size_t kMaxHeadBytes = 1 + 10;
constexpr int kMaxField = 15;

uint32_t MessageTag(int field) {
  return WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
}

}  // namespace

std::optional<std::string_view> FindMessage(std::string_view bytes, int field) {
  CodedInputStream coded(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  const uint32_t wanted = MessageTag(field);
  while (const uint32_t tag = coded.ReadTag()) {
    if (tag != wanted) {
      if (!WireFormatLite::SkipField(&coded, tag)) return std::nullopt;
      continue;
    }
    uint32_t size = 0;
    if (!coded.ReadVarint32(&size)) return std::nullopt;
    const auto start = static_cast<size_t>(coded.CurrentPosition());
    if (size > bytes.size() - start) return std::nullopt;
    return bytes.substr(start, size);
  }
  return std::nullopt;
}

void AppendMessage(int field, std::string_view first, const google::protobuf::MessageLite& rest,
                   std::string& message) {
  assert(field <= kMaxField);
  const size_t rest_bytes = rest.ByteSizeLong();
  uint8_t head[kMaxHeadBytes];
  uint8_t* end = CodedOutputStream::WriteTagToArray(MessageTag(field), head);
  end = CodedOutputStream::WriteVarint64ToArray(first.size() + rest_bytes, end);
  message.reserve(message.size() + static_cast<size_t>(end - head) + first.size() + rest_bytes);
  message.append(head, end).append(first);
  rest.AppendToString(&message);
}

void AppendRenumbered(int from, int to, std::string_view field_bytes, std::string& message) {
  assert(from <= kMaxField && to <= kMaxField);
  assert(!field_bytes.empty() && static_cast<uint8_t>(field_bytes.front()) == MessageTag(from));
  static_cast<void>(from);
  message.reserve(message.size() + field_bytes.size());
  message.push_back(static_cast<char>(MessageTag(to)));
  message.append(field_bytes, 1);
}

}  // namespace verbatim::registry::wire
