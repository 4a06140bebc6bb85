#include "registry/records/reading_metadata.h"

#include "google/protobuf/util/message_differencer.h"

namespace verbatim::registry {
namespace {

using google::protobuf::util::MessageDifferencer;
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;

bool HaveSame(const Document& a, const Document& b) {
  return a.language_code() == b.language_code() && a.has_publish_time() == b.has_publish_time() &&
         MessageDifferencer::Equals(a.publish_time(), b.publish_time());
}

}  // namespace

Document ReadingMetadataOf(const EntryPayload& payload, int64_t revision) {
  Document metadata;
  const auto copy = [&](const auto& from) {
    metadata.set_language_code(from.language_code());
    if (from.has_publish_time()) *metadata.mutable_publish_time() = from.publish_time();
  };
  for (const verbatim::v1::ReadingMetadata& earlier : payload.reading_metadata()) {
    if (revision > earlier.last_revision()) continue;
    copy(earlier);
    return metadata;
  }
  copy(payload.document());
  return metadata;
}

void KeepReadingMetadata(const EntryPayload& before, EntryPayload& after) {
  *after.mutable_reading_metadata() = before.reading_metadata();
  const int64_t last = before.document().revision_count();
  const int kept = before.reading_metadata_size();
  // After two corrections without a new revision between them, the first correction has kept the metadata.
  const bool is_kept = kept > 0 && before.reading_metadata(kept - 1).last_revision() == last;
  if (is_kept || HaveSame(before.document(), after.document())) return;
  verbatim::v1::ReadingMetadata& metadata = *after.add_reading_metadata();
  metadata.set_last_revision(last);
  metadata.set_language_code(before.document().language_code());
  if (before.document().has_publish_time()) {
    *metadata.mutable_publish_time() = before.document().publish_time();
  }
}

}  // namespace verbatim::registry
