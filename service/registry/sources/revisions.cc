#include "registry/sources/revisions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/records/attachments.h"
#include "registry/records/counters.h"
#include "registry/records/index_keys.h"
#include "registry/records/sentence_tree.h"
#include "registry/requests/validation.h"
#include "registry/sources/content_decoding.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "text/html/html.h"
#include "text/sentences/sentences.h"

namespace verbatim::registry {

using verbatim::v1::Revision;

namespace {

std::string Explain(text::HtmlFault fault) {
  switch (fault) {
    case text::HtmlFault::kNotHtml:
      return "is not HTML: it contains no element";
    case text::HtmlFault::kTooDeep:
      return absl::StrCat("has elements nested deeper than ", text::kMaxHtmlDepth,
                          ", or that many elements that are never closed");
    case text::HtmlFault::kTooComplex:
      return absl::StrCat("is too complex: it has too many elements, or an element with more than ",
                          text::kMaxHtmlAttributes, " attributes");
    case text::HtmlFault::kNoText:
      return "contains no visible text outside navigation, scripts and form controls";
    case text::HtmlFault::kNone:
      break;
  }
  return "";
}

// Returns whether the title and language that a page states are valid in a document.
bool MayHave(const verbatim::v1::Document& said) {
  Violations violations;
  CheckDocument(said, "document", violations);
  return violations.empty();
}

}  // namespace

absl::StatusOr<SourceText> ReadContent(verbatim::v1::Content content, std::string language,
                                       const sync::CallContext& call) {
  const text::ShouldStop should_stop = call.ShouldStop();
  SourceText source;
  source.content_sha256 = log::ToBytes(log::Sha256(content.data()));
  ABSL_ASSIGN_OR_RETURN(DecodedContent decoded, DecodeContent(content, call));
  source.media_type = std::move(decoded.media_type);
  std::string whole = decoded.converted ? std::move(decoded.text) : std::move(*content.mutable_data());
  if (decoded.converted) source.content = std::move(*content.mutable_data());
  if (decoded.is_html) {
    text::HtmlText page = text::ReadableText(whole, should_stop);
    ABSL_RETURN_IF_ERROR(call.Check());
    if (page.fault != text::HtmlFault::kNone) return InvalidField("content.data", Explain(page.fault));
    if (!decoded.converted) source.content = std::move(whole);
    whole = std::move(page.text);
    source.omitted = std::move(page.omitted);
    source.text_rules = text::kHtmlRules;
    // Used to drop a title or language that is not valid in a document.
    verbatim::v1::Document said;
    said.set_title(page.title);
    if (MayHave(said)) source.title = std::move(page.title);
    said.Clear();
    said.set_language_code(page.language);
    if (MayHave(said)) {
      source.language = page.language;
      if (language.empty()) language = std::move(page.language);
    }
  }
  source.text_sha256 = log::ToBytes(log::Sha256(whole));
  if (source.text_sha256 == source.content_sha256) source.content.clear();
  // ReadableText ends no line inside a paragraph.
  const auto line_ends = decoded.is_html ? text::LineEnds::kEndSentence : text::LineEnds::kMayWrap;
  std::vector<text::ByteRange> sentences = text::FindSentences(whole, language, should_stop, line_ends);
  ABSL_RETURN_IF_ERROR(call.Check());
  source.text =
      std::make_shared<const text::IndexedText>(std::move(whole), std::move(sentences), should_stop);
  ABSL_RETURN_IF_ERROR(call.Check());
  return source;
}

Revision MakeRevision(const std::string& name, const SourceText& source, int64_t now_micros) {
  const text::IndexedText& text = *source.text;
  Revision revision;
  revision.set_name(name);
  revision.set_text_sha256(source.text_sha256);
  revision.set_content_sha256(source.content_sha256);
  revision.set_media_type(source.media_type);
  revision.set_byte_length(static_cast<int64_t>(text.text().size()));
  revision.set_sentence_count(static_cast<int64_t>(text.sentences().size()));
  for (const text::Omission& omission : source.omitted) {
    verbatim::v1::OmittedText* omitted = revision.add_omitted();
    omitted->set_kind(std::string(omission.kind));
    omitted->set_bytes(static_cast<int64_t>(omission.bytes));
  }
  revision.set_text_rules(source.text_rules);
  *revision.mutable_create_time() = ToTimestamp(now_micros);
  return revision;
}

absl::StatusOr<store::NewEntry> RevisionEntry(const Revision& revision, SourceText source,
                                              const WriteContext& context, const sync::CallContext& call) {
  const text::IndexedText& text = *source.text;
  std::string sentences = EncodeRanges(text.sentences());
  verbatim::v1::EntryPayload payload;
  *payload.mutable_revision() = revision;
  payload.set_sentences_sha256(log::ToBytes(log::Sha256(sentences)));
  payload.set_sentences_root(log::ToBytes(SentenceTree(text, call.ShouldStop()).root()));
  ABSL_RETURN_IF_ERROR(call.Check());
  store::NewEntry entry =
      MakeEntry(log::EntryType::kRevisionCreated, revision.name(), std::move(payload), context);
  entry.attachments = {text.text(), std::move(sentences)};  // kTextAttachment, kSentencesAttachment
  if (!source.content.empty()) entry.attachments.push_back(std::move(source.content));  // kContentAttachment
  entry.add_keys = RevisionKeys(DocumentOfRevision(revision.name()));
  if (NumberOfRevision(revision.name()) > 1)
    entry.counters = {RevisionCounter(DocumentOfRevision(revision.name()))};
  return entry;
}

}  // namespace verbatim::registry
