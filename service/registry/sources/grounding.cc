#include "registry/sources/grounding.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/refusals.h"
#include "status/status_macros.h"
#include "text/quotes/locate.h"
#include "text/quotes/quote.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::CitationRefusal;

// Places of an ambiguous quote that are counted. With so many, the caller needs a longer quote, not their
// exact number.
constexpr size_t kCountedPlaces = 1000;
// Places that an error names: enough to choose from, and few enough for the size of an error.
constexpr size_t kNamedPlaces = 8;
// A less similar passage shares little but common letters with the quote, and would mislead.
constexpr double kNearestSimilarity = 0.5;
// Sentences that one quote may span. Bounds how far a response can be larger than its request.
constexpr size_t kMaxQuoteSentences = 1000;

// Converts the span of a citation, in any of its units, to bytes of the text. Empty if the span is unset.
class SpanReader {
 public:
  SpanReader(const text::IndexedText& text, std::string field) : text_(text), field_(std::move(field)) {}

  absl::StatusOr<std::optional<text::ByteRange>> Read(const verbatim::v1::Span& span) {
    Take("byte", span.byte_start(), span.byte_end(), [this](size_t offset) -> std::optional<size_t> {
      if (offset > text_.text().size() || !text::IsCodePointBoundary(text_.text(), offset))
        return std::nullopt;
      return offset;
    });
    Take("code_point", span.code_point_start(), span.code_point_end(),
         [this](size_t offset) { return text_.ByteOfCodePoint(offset); });
    Take("utf16", span.utf16_start(), span.utf16_end(),
         [this](size_t offset) { return text_.ByteOfUtf16(offset); });
    if (!violations_.empty()) return violations_.ToStatus();
    return range_;
  }

 private:
  template <typename ToByte>
  void Take(std::string_view unit, int64_t start, int64_t end, ToByte to_byte) {
    if (start == 0 && end == 0) return;
    if (start < 0 || end <= start) {
      violations_.Add(absl::StrCat(field_, ".", Absl(unit), "_end"),
                      "must be greater than the start, and the start must not be negative");
      return;
    }
    std::optional<size_t> first = Convert(absl::StrCat(field_, ".", Absl(unit), "_start"), start, to_byte);
    std::optional<size_t> last = Convert(absl::StrCat(field_, ".", Absl(unit), "_end"), end, to_byte);
    if (!first || !last) return;
    text::ByteRange range{*first, *last};
    if (range_ && *range_ != range) {
      violations_.Add(field_, "byte, code point and UTF-16 offsets do not agree");
    }
    range_ = range;
  }

  template <typename ToByte>
  std::optional<size_t> Convert(std::string_view field, int64_t offset, ToByte to_byte) {
    std::optional<size_t> byte = to_byte(static_cast<size_t>(offset));
    if (!byte)
      violations_.Add(field, absl::StrCat(offset, " is past the end of the text or inside a code point"));
    return byte;
  }

  const text::IndexedText& text_;
  const std::string field_;
  Violations violations_;
  std::optional<text::ByteRange> range_;
};

CitationRefusal Refusal(const RevisionText& revision, std::string_view field) {
  CitationRefusal refusal;
  refusal.set_field(absl::StrCat(Absl(field), ".quote"));
  refusal.set_revision(revision.name);
  return refusal;
}

// Refuses a quote that does not occur where it should, with the nearest passage: the same words elsewhere, or
// the most similar passage.
absl::Status RefuseAsNotFound(const RevisionText& revision, std::string_view field,
                              const Citation& citation) {
  const std::string& whole = revision.text->text();
  CitationRefusal refusal = Refusal(revision, field);
  std::vector<text::ByteRange> elsewhere = text::FindQuote(whole, citation.quote(), {}, 1);
  if (!elsewhere.empty()) {
    *refusal.add_passages() = MakePassage(revision, elsewhere.front(), 1);
    return QuoteNotFound(std::move(refusal),
                         "the quote occurs in the revision, but not at the given span, prefix and suffix");
  }
  text::LocateOptions options;
  options.limit = 1;
  options.min_similarity = kNearestSimilarity;
  options.context = {citation.prefix(), citation.suffix()};
  for (const text::LocatedPassage& located : text::LocateQuote(whole, citation.quote(), options)) {
    *refusal.add_passages() = MakePassage(revision, located.range, located.similarity);
  }
  return QuoteNotFound(std::move(refusal), "the quote does not occur in the revision");
}

absl::Status RefuseAsAmbiguous(const RevisionText& revision, std::string_view field,
                               const std::vector<text::ByteRange>& places) {
  CitationRefusal refusal = Refusal(revision, field);
  refusal.set_place_count(static_cast<int64_t>(places.size()));
  for (size_t i = 0; i < places.size() && i < kNamedPlaces; ++i) {
    *refusal.add_passages() = MakePassage(revision, places[i], 1);
  }
  return QuoteAmbiguous(std::move(refusal));
}

// The single place that the citation means.
absl::StatusOr<text::ByteRange> FindPlace(const RevisionText& revision, std::string_view field,
                                          const Citation& citation) {
  const text::IndexedText& text = *revision.text;
  ABSL_ASSIGN_OR_RETURN(auto span,
                        SpanReader(text, absl::StrCat(Absl(field), ".span")).Read(citation.span()));
  text::QuoteContext context{citation.prefix(), citation.suffix()};
  if (span) {
    std::string_view before = std::string_view(text.text()).substr(0, span->start);
    std::string_view after = std::string_view(text.text()).substr(span->end);
    bool holds = text.Slice(*span) == citation.quote() && before.ends_with(context.prefix) &&
                 after.starts_with(context.suffix);
    if (holds) return *span;
    return RefuseAsNotFound(revision, field, citation);
  }
  std::vector<text::ByteRange> places =
      text::FindQuote(text.text(), citation.quote(), context, kCountedPlaces);
  if (places.empty()) return RefuseAsNotFound(revision, field, citation);
  if (places.size() > 1) return RefuseAsAmbiguous(revision, field, places);
  return places.front();
}

}  // namespace

absl::Status Ground(const RevisionText& revision, std::string_view field, Citation& citation) {
  ABSL_ASSIGN_OR_RETURN(text::ByteRange place, FindPlace(revision, field, citation));
  const text::IndexedText::SentenceRange sentences = revision.text->SentencesIn(place);
  if (sentences.last - sentences.first > kMaxQuoteSentences) {
    return InvalidField(absl::StrCat(Absl(field), ".quote"),
                        absl::StrCat("spans ", sentences.last - sentences.first, " sentences, more than the ",
                                     kMaxQuoteSentences, " allowed"));
  }
  FillCitation(revision, place, citation);
  return absl::OkStatus();
}

void FillCitation(const RevisionText& revision, text::ByteRange range, Citation& citation) {
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

std::vector<std::string> SentencesOf(const RevisionText& revision, text::ByteRange range) {
  text::IndexedText::SentenceRange sentences = revision.text->SentencesIn(range);
  std::vector<std::string> names;
  names.reserve(sentences.last - sentences.first);
  for (size_t index = sentences.first; index < sentences.last; ++index) {
    names.push_back(SentenceName(revision.name, index));
  }
  return names;
}

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

verbatim::v1::Sentence ToSentence(const RevisionText& revision, size_t index) {
  const text::ByteRange range = revision.text->sentences()[index];
  verbatim::v1::Sentence sentence;
  sentence.set_name(SentenceName(revision.name, index));
  sentence.set_index(static_cast<int64_t>(index));
  sentence.set_text(std::string(revision.text->Slice(range)));
  *sentence.mutable_span() = ToProto(revision.text->SpanOf(range));
  return sentence;
}

}  // namespace verbatim::registry
