#include "registry/sources/to_proto.h"

#include "log/sha256.h"
#include "status/names.h"
#include "text/quotes/quote.h"

namespace verbatim::registry {

verbatim::v1::Span ToProto(const text::Span& span) {
  verbatim::v1::Span proto;
  proto.set_byte_start(static_cast<int64_t>(span.bytes.start));
  proto.set_byte_end(static_cast<int64_t>(span.bytes.end));
  proto.set_code_point_start(static_cast<int64_t>(span.code_point_start));
  proto.set_code_point_end(static_cast<int64_t>(span.code_point_end));
  proto.set_utf16_start(static_cast<int64_t>(span.utf16_start));
  proto.set_utf16_end(static_cast<int64_t>(span.utf16_end));
  return proto;
}

verbatim::v1::Value ToProto(const text::TypedValue& value, std::string_view words) {
  verbatim::v1::Value proto;
  switch (value.kind) {
    case text::ValueKind::kTime:
      proto.mutable_time()->set_edtf(value.edtf);
      break;
    case text::ValueKind::kName:
      proto.mutable_entity()->set_label(std::string(words));
      break;
    default: {
      verbatim::v1::Quantity& quantity = *proto.mutable_quantity();
      quantity.set_value(value.amount.value);
      quantity.set_upper(value.amount.upper);
      quantity.set_bound(std::string(text::ToString(value.amount.bound)));
      quantity.set_unit(value.amount.unit);
    }
  }
  return proto;
}

std::vector<std::string> SentencesOf(const RevisionText& revision, text::ByteRange range) {
  text::IndexedText::SentenceRange sentences = revision.text->SentencesIn(range);
  std::vector<std::string> names;
  names.reserve(sentences.last - sentences.first);
  for (size_t index = sentences.first; index < sentences.last; ++index) {
    names.push_back(SentenceName(revision.name, index));
  }
  return names;
}

verbatim::v1::Sentence ToSentence(const RevisionText& revision, size_t index) {
  const text::ByteRange range = revision.text->sentences()[index];
  verbatim::v1::Sentence sentence;
  sentence.set_name(SentenceName(revision.name, index));
  sentence.set_index(static_cast<int64_t>(index));
  sentence.set_text(std::string(revision.text->Slice(range)));
  *sentence.mutable_span() = ToProto(revision.text->SpanOf(range));
  return sentence;
}

verbatim::v1::Passage MakePassage(const RevisionText& revision, text::ByteRange range, double similarity) {
  text::QuoteContext context = text::ContextOf(revision.text->text(), range);
  verbatim::v1::Passage passage;
  passage.set_revision(revision.name);
  passage.set_quote(std::string(revision.text->Slice(range)));
  passage.set_prefix(std::string(context.prefix));
  passage.set_suffix(std::string(context.suffix));
  *passage.mutable_span() = ToProto(revision.text->SpanOf(range));
  passage.set_similarity(similarity);
  return passage;
}

void FillCitation(const RevisionText& revision, text::ByteRange range, verbatim::v1::Citation& citation) {
  text::QuoteContext context = text::ContextOf(revision.text->text(), range);
  std::vector<std::string> sentences = SentencesOf(revision, range);
  citation.set_revision(revision.name);
  citation.set_quote(std::string(revision.text->Slice(range)));
  citation.set_prefix(std::string(context.prefix));
  citation.set_suffix(std::string(context.suffix));
  *citation.mutable_span() = ToProto(revision.text->SpanOf(range));
  citation.mutable_sentences()->Assign(sentences.begin(), sentences.end());
  citation.set_quote_sha256(log::ToBytes(log::Sha256(citation.quote())));
}

}  // namespace verbatim::registry
