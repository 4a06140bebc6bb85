#include "registry/sources/attestation.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/sources/to_proto.h"
#include "status/absl_view.h"
#include "text/values/amounts/claimed_amount.h"
#include "text/values/amounts/table_units.h"
#include "text/values/comparison.h"
#include "text/values/languages/vocabulary.h"
#include "text/values/text_comparison.h"
#include "text/values/values.h"
#include "text/values/words/turning_words.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Attestation;
using verbatim::v1::Citation;
using verbatim::v1::Statement;
using verbatim::v1::Value;

// Maximum number of compared values of one quote. Bounds the work for a quote of 64 KiB of numbers.
constexpr size_t kMaxAttestedValues = 4096;
// Maximum number of values of a claim's own text that are compared with its quotes.
constexpr size_t kMaxTextValues = 64;
constexpr std::string_view kTextPath = "text";

text::ValueOptions OptionsOf(const Source& source) {
  text::ValueOptions options;
  options.published = source.published;
  options.language = source.language;
  options.read_none = true;
  return options;
}

text::Amount ToAmount(const verbatim::v1::Quantity& quantity) {
  return {quantity.value(), quantity.upper(),
          text::ParseBound(quantity.bound()).value_or(text::Bound::kExact), quantity.unit()};
}

// If the sentence of a quote is longer, this many bytes on each side of the quote are read with it.
constexpr size_t kMaxContextBytes = 2048;

// Returns the sentences that contain `quote`. If the sentences are too long, returns a part around the quote,
// which begins and ends between two words. If the quote cuts a value, such as the 52 in 152, only these
// sentences show the whole value.
text::ByteRange SentencesAround(const text::IndexedText& text, text::ByteRange quote) {
  text::ByteRange around = quote;
  const text::IndexedText::SentenceRange sentences = text.SentencesIn(quote);
  if (sentences.first != sentences.last) {
    around.start = std::min(around.start, text.sentences()[sentences.first].start);
    around.end = std::max(around.end, text.sentences()[sentences.last - 1].end);
  }
  const std::string_view whole = text.text();
  if (quote.start - around.start > kMaxContextBytes) {
    around.start = std::min(quote.start, whole.find_first_of(" \n", quote.start - kMaxContextBytes));
  }
  if (around.end - quote.end > kMaxContextBytes) {
    const size_t space = whole.find_last_of(" \n", quote.end + kMaxContextBytes);
    around.end = space == std::string_view::npos ? quote.end : std::max(quote.end, space);
  }
  return around;
}

// Looks for values in one quote. A quote states a value if it contains all of the value's words. It states
// nothing if the words directly before the quote deny it.
class Attester {
 public:
  Attester(const RevisionText& revision, Citation& citation) : revision_(revision), citation_(citation) {
    const text::ByteRange quote{static_cast<size_t>(citation.span().byte_start()),
                                static_cast<size_t>(citation.span().byte_end())};
    const text::ByteRange around = SentencesAround(*revision.text, quote);
    start_ = around.start;
    words_ = revision.text->Slice(around);
    turned_ = text::AreTurnedRound(words_.substr(0, quote.start - start_), citation.quote(),
                                   revision.source.language);
    if (turned_) return;
    text::FindValues(words_, OptionsOf(revision.source), [&](const text::TypedValue& value) {
      const bool apart = start_ + value.range.end <= quote.start || start_ + value.range.start >= quote.end;
      if (!apart && values_.size() < kMaxAttestedValues && value.kind != text::ValueKind::kName)
        values_.push_back(value);
    });
    text::AddTableUnits(revision.text->text(), start_, values_);
    std::erase_if(values_, [&](const text::TypedValue& value) {
      return start_ + value.range.start < quote.start || start_ + value.range.end > quote.end;
    });
  }

  void Take(const std::string& path, std::string_view predicate, const Value& value) {
    switch (value.kind_case()) {
      case Value::kQuantity:
        return Add(absl::StrCat(path, ".quantity"), text::CompareAmount(ToAmount(value.quantity()), words_,
                                                                        values_, revision_.source.language));
      case Value::kTime:
        return Add(absl::StrCat(path, ".time"),
                   text::CompareTime(value.time().edtf(), values_, text::MeaningOfTime(predicate)));
      case Value::kEntity:
        return TakeEntity(absl::StrCat(path, ".entity"), value.entity());
      case Value::kText:
      case Value::KIND_NOT_SET:
        return;
    }
  }

  // Returns whether the figure that contradicts an amount of the statement restates it.
  bool Restates(const Statement& statement, const verbatim::v1::Quantity& quantity) const {
    const text::Comparison comparison =
        text::CompareAmount(ToAmount(quantity), words_, values_, revision_.source.language);
    if (comparison.stated == nullptr) return false;
    const text::ClaimedAmount claimed = text::NormaliseClaim(ToAmount(quantity), revision_.source.language);
    if (claimed.kind == text::ValueKind::kNumber) {
      return text::CountsNoun(words_, *comparison.stated, claimed.noun);
    }
    const std::string& subject = statement.subject().label();
    return comparison.stated->kind == claimed.kind && !subject.empty() &&
           text::FindWords(citation_.quote(), subject).has_value();
  }

  void TakeEntity(std::string path, const verbatim::v1::Entity& entity) {
    text::Comparison comparison;
    const size_t quote = static_cast<size_t>(citation_.span().byte_start()) - start_;
    const text::ByteRange inside{quote, quote + citation_.quote().size()};
    auto words = turned_ ? std::nullopt : text::FindWords(words_, inside, entity.label());
    if (words) comparison = {text::Verdict::kAttested, *words, nullptr};
    Add(std::move(path), comparison);
  }

  void TakeStatement(const Statement& statement) {
    TakeEntity("subject", statement.subject());
    Take("object", statement.predicate(), statement.object());
    for (int i = 0; i < statement.qualifiers_size(); ++i) {
      const verbatim::v1::Qualifier& qualifier = statement.qualifiers(i);
      Take(absl::StrCat("qualifiers[", i, "].value"), qualifier.predicate(), qualifier.value());
    }
  }

  // Adds each value of the claim's text that this quote contradicts, unless another quote of the claim states
  // the value.
  void TakeText(const verbatim::v1::Claim& claim) {
    if (values_.empty() || !text::ReadsWordsOf(revision_.source.language)) return;
    std::vector<text::TypedValue> values = text::FindValues(claim.text(), OptionsOf(revision_.source));
    values.resize(std::min(values.size(), kMaxTextValues));
    std::erase_if(values, [&](const text::TypedValue& value) {
      return text::CompareTextValue(claim.text(), value, words_, values_).verdict !=
             text::Verdict::kContradicted;
    });
    for (const Citation& other : claim.citations()) {
      if (values.empty()) return;
      const bool same = other.revision() == citation_.revision() && other.quote() == citation_.quote();
      if (!same) EraseStated(claim.text(), other.quote(), values);
    }
    for (const text::TypedValue& value : values) {
      Add(std::string(kTextPath), text::CompareTextValue(claim.text(), value, words_, values_));
    }
  }

 private:
  // Erases the values of a claim's text that `quote` states.
  void EraseStated(std::string_view text, std::string_view quote,
                   std::vector<text::TypedValue>& values) const {
    const auto stated = text::FindValues(quote, OptionsOf(revision_.source));
    std::erase_if(values, [&](const text::TypedValue& value) {
      return text::CompareTextValue(text, value, quote, stated).verdict == text::Verdict::kAttested;
    });
  }

  void Add(std::string path, const text::Comparison& comparison) {
    Attestation& attestation = *citation_.add_attestations();
    attestation.set_path(std::move(path));
    const bool contradicted = comparison.verdict == text::Verdict::kContradicted;
    if (comparison.verdict == text::Verdict::kUnattested ||
        (contradicted && !text::ReadsWordsOf(revision_.source.language))) {
      attestation.set_state(verbatim::v1::ATTESTATION_STATE_UNATTESTED);
      return;
    }
    attestation.set_state(contradicted ? verbatim::v1::ATTESTATION_STATE_CONTRADICTED
                                       : verbatim::v1::ATTESTATION_STATE_ATTESTED);
    const text::ByteRange range{start_ + comparison.range.start, start_ + comparison.range.end};
    *attestation.mutable_span() = ToProto(revision_.text->SpanOf(range));
    const std::string_view surface = revision_.text->Slice(range);
    attestation.set_surface(std::string(surface));
    if (comparison.stated != nullptr) *attestation.mutable_stated() = ToProto(*comparison.stated, surface);
  }

  const RevisionText& revision_;
  Citation& citation_;
  size_t start_ = 0;                      // the offset of words_ in the revision
  std::string_view words_;                // the sentences around the quote
  bool turned_ = false;                   // the words before the quote deny it
  std::vector<text::TypedValue> values_;  // the values that the quote states; their offsets are in words_
};

// Returns the value of the statement at an attestation's path. Null if there is none.
const Value* ValueAt(const Statement& statement, std::string_view path) {
  if (path.starts_with("object.")) return &statement.object();
  constexpr std::string_view kQualifiers = "qualifiers[";
  if (!path.starts_with(kQualifiers)) return nullptr;
  int index = 0;
  for (char c : path.substr(kQualifiers.size())) {
    if (c < '0' || c > '9') break;
    index = 10 * index + (c - '0');
  }
  return index < statement.qualifiers_size() ? &statement.qualifiers(index).value() : nullptr;
}

}  // namespace

void Attest(const RevisionText& revision, const verbatim::v1::Claim& claim, Citation& citation) {
  ClearAttestations(citation);
  Attester attester(revision, citation);
  if (claim.has_statement()) attester.TakeStatement(claim.statement());
  attester.TakeText(claim);
  if (claim.has_statement() || !citation.attestations().empty()) {
    citation.set_attestation_rules(text::kValueRulesVersion);
  }
}

void AttestEvidence(const RevisionText& revision, const verbatim::v1::Claim& claim, Citation& citation) {
  ClearAttestations(citation);
  if (!claim.has_statement()) return;
  const Statement& statement = claim.statement();
  Attester attester(revision, citation);
  attester.TakeStatement(statement);
  auto& attestations = *citation.mutable_attestations();
  const auto is_of = [](const Attestation& attestation, std::string_view kind) {
    return std::string_view(attestation.path()).ends_with(kind);
  };
  const auto restates = [&](const Attestation& attestation) {
    const Value* value = ValueAt(statement, attestation.path());
    return value != nullptr && is_of(attestation, ".quantity") &&
           (attestation.state() == verbatim::v1::ATTESTATION_STATE_ATTESTED ||
            (attestation.state() == verbatim::v1::ATTESTATION_STATE_CONTRADICTED &&
             attester.Restates(statement, value->quantity())));
  };
  const bool any_restated = std::any_of(attestations.begin(), attestations.end(), restates);
  const auto is_about_other = [&](const Attestation& attestation) {
    if (attestation.state() == verbatim::v1::ATTESTATION_STATE_ATTESTED) return false;
    if (attestation.state() != verbatim::v1::ATTESTATION_STATE_CONTRADICTED) return true;
    return is_of(attestation, ".time") ? !any_restated : !restates(attestation);
  };
  attestations.erase(std::remove_if(attestations.begin(), attestations.end(), is_about_other),
                     attestations.end());
  if (!attestations.empty()) citation.set_attestation_rules(text::kValueRulesVersion);
}

void ClearAttestations(Citation& citation) {
  citation.clear_attestations();
  citation.clear_attestation_rules();
}

std::vector<verbatim::v1::ContradictedValue> FindContradicted(const verbatim::v1::Claim& claim,
                                                              std::string_view path) {
  std::vector<verbatim::v1::ContradictedValue> contradicted;
  auto attested_elsewhere = [&](const std::string& value_path) {
    for (const Citation& citation : claim.citations()) {
      for (const Attestation& attestation : citation.attestations()) {
        if (attestation.path() == value_path &&
            attestation.state() == verbatim::v1::ATTESTATION_STATE_ATTESTED) {
          return true;
        }
      }
    }
    return false;
  };
  for (int i = 0; i < claim.citations_size(); ++i) {
    for (const Attestation& attestation : claim.citations(i).attestations()) {
      if (attestation.state() != verbatim::v1::ATTESTATION_STATE_CONTRADICTED) continue;
      if (attestation.path() == kTextPath) continue;
      if (attested_elsewhere(attestation.path())) continue;
      verbatim::v1::ContradictedValue& value = contradicted.emplace_back();
      value.set_field(absl::StrCat(Absl(path), ".statement.", attestation.path()));
      value.set_citation(absl::StrCat(Absl(path), ".citations[", i, "]"));
      value.set_revision(claim.citations(i).revision());
      if (const Value* claimed = ValueAt(claim.statement(), attestation.path()))
        *value.mutable_claimed() = *claimed;
      *value.mutable_attestation() = attestation;
    }
  }
  return contradicted;
}

std::vector<verbatim::v1::ContradictedValue> FindContradictedText(const verbatim::v1::Claim& claim,
                                                                  std::string_view path) {
  std::vector<verbatim::v1::ContradictedValue> contradicted;
  for (int i = 0; i < claim.citations_size(); ++i) {
    for (const Attestation& attestation : claim.citations(i).attestations()) {
      if (attestation.path() != kTextPath) continue;
      verbatim::v1::ContradictedValue& value = contradicted.emplace_back();
      value.set_field(absl::StrCat(Absl(path), ".text"));
      value.set_citation(absl::StrCat(Absl(path), ".citations[", i, "]"));
      value.set_revision(claim.citations(i).revision());
      *value.mutable_attestation() = attestation;
    }
  }
  return contradicted;
}

}  // namespace verbatim::registry
