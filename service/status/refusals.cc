#include "status/refusals.h"

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/make_error.h"
#include "text/unicode/utf8.h"

namespace verbatim {
namespace {

using google::rpc::ErrorInfo;
using verbatim::v1::BatchRefusal;
using verbatim::v1::CitationRefusal;
using verbatim::v1::ContradictedValue;
using verbatim::v1::Passage;

// Bounds in bytes, like the bounds in make_error.h.
constexpr size_t kQuoteBytes = 512;
constexpr size_t kBatchDetailBytes = 3072;

// Returns a quantity or time as text.
std::string Describe(const verbatim::v1::Value& value) {
  if (value.has_time()) return value.time().edtf();
  const verbatim::v1::Quantity& quantity = value.quantity();
  std::string words = quantity.bound().empty() ? "EXACT" : quantity.bound();
  absl::StrAppend(&words, " ", quantity.value());
  if (!quantity.upper().empty()) absl::StrAppend(&words, " to ", quantity.upper());
  if (!quantity.unit().empty()) absl::StrAppend(&words, " ", quantity.unit());
  return words;
}

// Drops the passages that do not fit into an error. Keeps at least the first.
void Trim(CitationRefusal& refusal) {
  int kept = 0;
  size_t bytes = 0;
  for (Passage& passage : *refusal.mutable_passages()) {
    passage.clear_sentences();
    if (passage.quote().size() > kQuoteBytes)
      passage.set_quote(std::string(text::FirstBytes(passage.quote(), kQuoteBytes)));
    bytes += passage.ByteSizeLong();
    if (kept > 0 && bytes > kDetailBytes) break;
    ++kept;
  }
  refusal.mutable_passages()->DeleteSubrange(kept, refusal.passages_size() - kept);
}

}  // namespace

absl::Status QuoteNotFound(CitationRefusal refusal, std::string_view explanation) {
  Trim(refusal);
  ErrorInfo info = MakeErrorInfo("QUOTE_NOT_FOUND");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = refusal.field();
  metadata["revision"] = refusal.revision();
  std::string message = absl::StrCat(refusal.field(), ": ", Absl(explanation));
  if (refusal.passages_size() > 0) {
    const Passage& nearest = refusal.passages(0);
    metadata["nearest_quote"] = nearest.quote();
    metadata["nearest_similarity"] = absl::StrCat(nearest.similarity());
    metadata["nearest_byte_start"] = absl::StrCat(nearest.span().byte_start());
    metadata["nearest_byte_end"] = absl::StrCat(nearest.span().byte_end());
    absl::StrAppend(&message, "; the nearest passage, at bytes ", nearest.span().byte_start(), " to ",
                    nearest.span().byte_end(), ", is \"", CutText(nearest.quote(), kDescriptionBytes), "\"");
  }
  absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition, message);
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status QuoteAmbiguous(CitationRefusal refusal) {
  Trim(refusal);
  ErrorInfo info = MakeErrorInfo("QUOTE_AMBIGUOUS");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = refusal.field();
  metadata["revision"] = refusal.revision();
  metadata["place_count"] = absl::StrCat(refusal.place_count());
  absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition,
                absl::StrCat(refusal.field(), ": the quote occurs ", refusal.place_count(), " times in ",
                             refusal.revision(), "; set prefix, suffix or span to select one"));
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status ValueContradicted(const std::vector<ContradictedValue>& values) {
  const ContradictedValue& first = values.front();
  const verbatim::v1::Attestation& attestation = first.attestation();
  const std::string claimed(CutText(Describe(first.claimed()), kDescriptionBytes));
  const std::string stated(CutText(Describe(attestation.stated()), kDescriptionBytes));
  const std::string surface(CutText(attestation.surface(), kDescriptionBytes));
  ErrorInfo info = MakeErrorInfo("VALUE_CONTRADICTED");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = first.field();
  metadata["citation"] = first.citation();
  metadata["revision"] = first.revision();
  metadata["claimed"] = claimed;
  metadata["stated"] = stated;
  metadata["surface"] = surface;
  metadata["byte_start"] = absl::StrCat(attestation.span().byte_start());
  metadata["byte_end"] = absl::StrCat(attestation.span().byte_end());
  std::string message = absl::StrCat(first.field(), ": the claim says ", claimed, ", but its quote says ",
                                     stated, ", at bytes ", attestation.span().byte_start(), " to ",
                                     attestation.span().byte_end(), ": \"", surface, "\"");
  if (values.size() > 1)
    absl::StrAppend(&message, "; its quotes contradict ", values.size() - 1, " more of its values");
  verbatim::v1::ValueRefusal refusal;
  refusal.set_value_count(static_cast<int32_t>(values.size()));
  for (const ContradictedValue& value : values) {
    ContradictedValue& named = *refusal.add_values();
    named = value;
    named.mutable_attestation()->set_surface(
        std::string(CutText(value.attestation().surface(), kDescriptionBytes)));
    if (refusal.ByteSizeLong() <= kDetailBytes || refusal.values_size() == 1) continue;
    refusal.mutable_values()->RemoveLast();
    break;
  }
  absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition, message);
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status BatchRefused(const std::map<int, absl::Status>& refused, int batch_size) {
  const auto& [first_index, first] = *refused.begin();
  BatchRefusal refusal;
  // If any request is malformed, the code is INVALID_ARGUMENT, because a retry of the batch cannot succeed.
  absl::StatusCode code = first.code();
  for (const auto& [index, status] : refused) {
    refusal.add_indexes(index);
    if (absl::IsInvalidArgument(status)) code = absl::StatusCode::kInvalidArgument;
  }
  for (const auto& [index, status] : refused) {
    verbatim::v1::BatchRefusalItem& item = *refusal.add_items();
    item.set_index(index);
    *item.mutable_status() = ToRpcStatus(status);
    if (refusal.ByteSizeLong() <= kBatchDetailBytes) continue;
    refusal.mutable_items()->RemoveLast();
    break;
  }
  absl::Status status = MakeError(code, absl::StrCat(refused.size(), " of ", batch_size,
                                                     " requests were refused and none was stored; requests[",
                                                     first_index, "]: ", first.message()));
  AddDetail(status, refusal);
  return status;
}

}  // namespace verbatim
