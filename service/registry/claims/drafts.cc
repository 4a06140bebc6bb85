#include "registry/claims/drafts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "registry/requests/validation.h"
#include "registry/sources/to_proto.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "text/values/checkworthiness.h"
#include "text/values/values.h"

namespace verbatim::registry {
namespace {

constexpr int kDefaultDrafts = 20;
// No more drafts are added once the drafts exceed this size. With one more draft the response stays below 4
// MiB, the default receive limit of gRPC clients.
constexpr size_t kAnswerBytes = 2 << 20;
// Longer sentences are skipped, because they are tables or lists without separators.
constexpr size_t kLongestSentence = 8 << 10;

struct Candidate {
  size_t sentence = 0;
  double score = 0;
};

// The higher score comes first. Equal scores keep the order of the text.
bool IsBetter(const Candidate& a, const Candidate& b) {
  return a.score != b.score ? a.score > b.score : a.sentence < b.sentence;
}

verbatim::v1::ClaimDraft MakeDraft(const RevisionText& revision, text::ByteRange range,
                                   const text::ValueOptions& options) {
  const std::string_view sentence = revision.text->Slice(range);
  std::vector<text::TypedValue> values = text::FindValues(sentence, options);
  text::CheckWorthiness worth = text::Assess(sentence, values);
  verbatim::v1::ClaimDraft draft;
  draft.set_score(worth.score);
  for (std::string& reason : worth.reasons) draft.add_reasons(std::move(reason));
  draft.mutable_claim()->set_text(std::string(sentence));
  FillCitation(revision, range, *draft.mutable_claim()->add_citations());
  for (const text::TypedValue& value : values) {
    if (value.reading != text::Reading::kStated) continue;
    const text::ByteRange place{range.start + value.range.start, range.start + value.range.end};
    const std::string_view surface = revision.text->Slice(place);
    verbatim::v1::StatedValue& stated = *draft.add_values();
    *stated.mutable_value() = ToProto(value, surface);
    *stated.mutable_span() = ToProto(revision.text->SpanOf(place));
    stated.set_surface(std::string(surface));
  }
  return draft;
}

}  // namespace

absl::StatusOr<verbatim::v1::DraftClaimsResponse> Drafts::Draft(
    const verbatim::v1::DraftClaimsRequest& request, const sync::CallContext& call) {
  Violations violations;
  CheckRevisionOrDocument(request.parent(), "parent", violations);
  if (request.limit() < 0) violations.Add("limit", "must not be negative");
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const auto limit = static_cast<size_t>(request.limit() == 0 ? kDefaultDrafts
                                                              : std::min(request.limit(), limits_.page_rows));
  ABSL_ASSIGN_OR_RETURN(RevisionText revision, texts_.Read(request.parent(), "parent"));

  const text::ShouldStop should_stop = call.ShouldStop();
  text::ValueOptions options;
  options.published = revision.source.published;
  options.language = revision.source.language;
  std::vector<Candidate> best;  // a heap with the worst at its front
  verbatim::v1::DraftClaimsResponse response;
  response.set_revision(revision.name);
  std::vector<text::TypedValue> values;
  const std::vector<text::ByteRange>& sentences = revision.text->sentences();
  for (size_t i = 0; i < sentences.size(); ++i) {
    ABSL_RETURN_IF_ERROR(call.Check());
    const std::string_view sentence = revision.text->Slice(sentences[i]);
    values.clear();
    text::FindValues(
        sentence, options, [&values](const text::TypedValue& value) { values.push_back(value); },
        should_stop);
    const Candidate candidate{i, text::Assess(sentence, values, should_stop).score};
    ABSL_RETURN_IF_ERROR(call.Check());
    if (candidate.score <= 0) continue;
    response.set_candidate_count(response.candidate_count() + 1);
    if (sentences[i].size() > std::min(kLongestSentence, limits_.quote_bytes)) continue;
    if (best.size() == limit && !IsBetter(candidate, best.front())) continue;
    if (best.size() == limit) {
      std::pop_heap(best.begin(), best.end(), IsBetter);
      best.pop_back();
    }
    best.push_back(candidate);
    std::push_heap(best.begin(), best.end(), IsBetter);
  }
  std::sort_heap(best.begin(), best.end(), IsBetter);
  size_t bytes = 0;
  for (const Candidate& candidate : best) {
    if (bytes >= kAnswerBytes) break;
    verbatim::v1::ClaimDraft& draft = *response.add_drafts();
    draft = MakeDraft(revision, sentences[candidate.sentence], options);
    bytes += draft.ByteSizeLong();
  }
  return response;
}

}  // namespace verbatim::registry
