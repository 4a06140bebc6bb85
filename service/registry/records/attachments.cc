#include "registry/records/attachments.h"

#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "log/sha256.h"

namespace verbatim::registry {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;
using verbatim::v1::EntryPayload;

}  // namespace

std::string EncodeRanges(const std::vector<text::ByteRange>& ranges) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  CodedOutputStream coded(&stream);
  size_t position = 0;
  for (const text::ByteRange& range : ranges) {
    coded.WriteVarint64(range.start - position);
    coded.WriteVarint64(range.size());
    position = range.end;
  }
  coded.Trim();
  return bytes;
}

absl::StatusOr<std::vector<text::ByteRange>> DecodeRanges(std::string_view bytes, size_t text_bytes) {
  CodedInputStream coded(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  std::vector<text::ByteRange> ranges;
  size_t position = 0;
  while (coded.CurrentPosition() < static_cast<int>(bytes.size())) {
    uint64_t gap = 0;
    uint64_t length = 0;
    if (!coded.ReadVarint64(&gap) || !coded.ReadVarint64(&length) || gap > text_bytes - position ||
        length > text_bytes - position - gap) {
      return absl::DataLossError("the revision's sentences cannot be parsed");
    }
    ranges.push_back({position + gap, position + gap + length});
    position = ranges.back().end;
  }
  return ranges;
}

absl::StatusOr<text::IndexedText> DecodeText(const EntryPayload& payload, std::string text,
                                             std::string_view sentences) {
  if (log::BytesOf(log::Sha256(text)) != payload.revision().text_sha256()) {
    return absl::DataLossError("the revision's text does not match its digest");
  }
  auto ranges = DecodeRanges(sentences, text.size());
  if (!ranges.ok() || log::BytesOf(log::Sha256(sentences)) != payload.sentences_sha256()) {
    return absl::DataLossError("the revision's sentences do not match their digest");
  }
  return text::IndexedText(std::move(text), *std::move(ranges));
}

}  // namespace verbatim::registry
