#include "registry/revisions.h"

#include <utility>

#include "log/sha256.h"
#include "registry/names.h"
#include "registry/sentence_tree.h"
#include "text/sentences.h"

namespace verbatim::registry {

using verbatim::v1::Revision;

SourceText ReadContent(verbatim::v1::Content content, const std::string& language) {
  SourceText source;
  source.media_type = "text/plain";
  source.content_sha256 = log::ToBytes(log::Sha256(content.data()));
  std::string whole = std::move(*content.mutable_data());
  std::vector<text::ByteRange> sentences = text::FindSentences(whole, language);
  source.text = std::make_shared<const text::IndexedText>(std::move(whole), std::move(sentences));
  return source;
}

Revision MakeRevision(const std::string& name, const SourceText& source, int64_t now_micros) {
  const text::IndexedText& text = *source.text;
  Revision revision;
  revision.set_name(name);
  revision.set_text_sha256(log::ToBytes(log::Sha256(text.text())));
  revision.set_content_sha256(source.content_sha256);
  revision.set_media_type(source.media_type);
  revision.set_byte_length(static_cast<int64_t>(text.text().size()));
  revision.set_sentence_count(static_cast<int64_t>(text.sentences().size()));
  *revision.mutable_create_time() = ToTimestamp(now_micros);
  return revision;
}

store::NewEntry RevisionEntry(const Revision& revision, SourceText source, const WriteContext& context) {
  const text::IndexedText& text = *source.text;
  std::string sentences = EncodeRanges(text.sentences());
  verbatim::v1::EntryPayload payload;
  *payload.mutable_revision() = revision;
  payload.set_sentences_sha256(log::ToBytes(log::Sha256(sentences)));
  payload.set_sentences_root(log::ToBytes(SentenceTree(text).root()));
  store::NewEntry entry =
      MakeEntry(log::EntryType::kRevisionCreated, revision.name(), std::move(payload), context);
  entry.attachments = {text.text(), std::move(sentences)};  // kTextAttachment, kSentencesAttachment
  if (!source.content.empty()) entry.attachments.push_back(std::move(source.content));  // kContentAttachment
  entry.add_terms = RevisionTerms(DocumentOfRevision(revision.name()));
  if (NumberOfRevision(revision.name()) > 1)
    entry.tallies = {RevisionTally(DocumentOfRevision(revision.name()))};
  return entry;
}

}  // namespace verbatim::registry
