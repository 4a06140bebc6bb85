#include "registry/sources/attestation.h"

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/sources/to_proto.h"
#include "status/absl_view.h"
#include "text/unicode/language.h"
#include "text/values/comparison.h"
#include "text/values/values.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Attestation;
using verbatim::v1::Citation;
using verbatim::v1::Statement;
using verbatim::v1::Value;

// Values of one quote that are compared. Bounds the work for a quote of 64 KiB of numbers.
constexpr size_t kMaxAttestedValues = 4096;

text::Amount ToAmount(const verbatim::v1::Quantity& quantity) {
  return {quantity.value(), quantity.upper(),
          text::ParseBound(quantity.bound()).value_or(text::Bound::kExact), quantity.unit()};
}

// Attests values of a statement by the values that one quote states.
class Attester {
 public:
  Attester(const RevisionText& revision, Citation& citation) : revision_(revision), citation_(citation) {
    text::ValueOptions options;
    options.published = revision.source.published;
    options.language = revision.source.language;
    text::FindValues(citation.quote(), options, [this](const text::TypedValue& value) {
      if (values_.size() < kMaxAttestedValues && value.kind != text::ValueKind::kName)
        values_.push_back(value);
    });
  }

  void Take(const std::string& path, const Value& value) {
    switch (value.kind_case()) {
      case Value::kQuantity:
        return Add(absl::StrCat(path, ".quantity"),
                   text::CompareAmount(ToAmount(value.quantity()), citation_.quote(), values_));
      case Value::kTime:
        return Add(absl::StrCat(path, ".time"), text::CompareTime(value.time().edtf(), values_));
      case Value::kEntity:
        return TakeEntity(absl::StrCat(path, ".entity"), value.entity());
      case Value::kText:
      case Value::KIND_NOT_SET:
        return;
    }
  }

  void TakeEntity(std::string path, const verbatim::v1::Entity& entity) {
    text::Comparison comparison;
    if (auto words = text::FindWords(citation_.quote(), entity.label())) {
      comparison = {text::Verdict::kAttested, *words, nullptr};
    }
    Add(std::move(path), comparison);
  }

 private:
  void Add(std::string path, const text::Comparison& comparison) {
    Attestation& attestation = *citation_.add_attestations();
    attestation.set_path(std::move(path));
    const bool contradicted = comparison.verdict == text::Verdict::kContradicted;
    if (comparison.verdict == text::Verdict::kUnattested ||
        (contradicted && !text::MayBeEnglish(revision_.source.language))) {
      attestation.set_state(verbatim::v1::ATTESTATION_STATE_UNATTESTED);
      return;
    }
    attestation.set_state(contradicted ? verbatim::v1::ATTESTATION_STATE_CONTRADICTED
                                       : verbatim::v1::ATTESTATION_STATE_ATTESTED);
    const auto start = static_cast<size_t>(citation_.span().byte_start());
    const text::ByteRange range{start + comparison.range.start, start + comparison.range.end};
    *attestation.mutable_span() = ToProto(revision_.text->SpanOf(range));
    const std::string_view surface = revision_.text->Slice(range);
    attestation.set_surface(std::string(surface));
    if (comparison.stated != nullptr) *attestation.mutable_stated() = ToProto(*comparison.stated, surface);
  }

  const RevisionText& revision_;
  Citation& citation_;
  std::vector<text::TypedValue> values_;
};

// The value of the statement at an attestation's path. Null if there is none.
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

void Attest(const RevisionText& revision, const Statement& statement, Citation& citation) {
  citation.clear_attestations();
  citation.set_attestation_rules(text::kValueRulesVersion);
  Attester attester(revision, citation);
  attester.TakeEntity("subject", statement.subject());
  attester.Take("object", statement.object());
  for (int i = 0; i < statement.qualifiers_size(); ++i) {
    attester.Take(absl::StrCat("qualifiers[", i, "].value"), statement.qualifiers(i).value());
  }
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

}  // namespace verbatim::registry
