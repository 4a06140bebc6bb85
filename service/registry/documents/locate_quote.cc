// Documents::LocateQuote.

#include "absl/strings/str_cat.h"
#include "registry/documents/documents.h"
#include "registry/requests/validation.h"
#include "registry/sources/to_proto.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "text/quotes/locate.h"

namespace verbatim::registry {
namespace {

// Passages returned by LocateQuote.
constexpr int kDefaultPassages = 5;
constexpr int kMaxPassages = 50;
constexpr double kDefaultSimilarity = 0.5;

}  // namespace

absl::StatusOr<verbatim::v1::LocateQuoteResponse> Documents::LocateQuote(
    const verbatim::v1::LocateQuoteRequest& request, const sync::CallContext& call) {
  Violations violations;
  CheckStrings(request, "", violations);
  CheckRevisionOrDocument(request.parent(), "parent", violations);
  CheckQuote(request.quote(), context_.limits, "quote", violations);
  CheckContext(request.prefix(), "prefix", violations);
  CheckContext(request.suffix(), "suffix", violations);
  if (request.limit() < 0 || request.limit() > kMaxPassages) {
    violations.Add("limit", absl::StrCat("must be from 0 to ", kMaxPassages));
  }
  if (!(request.min_similarity() >= 0 && request.min_similarity() <= 1)) {
    violations.Add("min_similarity", "must be from 0 to 1");
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  ABSL_ASSIGN_OR_RETURN(auto revision, context_.texts.Read(request.parent(), "parent"));

  text::LocateOptions options;
  options.limit = static_cast<size_t>(request.limit() == 0 ? kDefaultPassages : request.limit());
  options.min_similarity = request.min_similarity() == 0 ? kDefaultSimilarity : request.min_similarity();
  options.context = {request.prefix(), request.suffix()};
  const auto passages = text::LocateQuote(revision.text->text(), request.quote(), options, call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  verbatim::v1::LocateQuoteResponse response;
  for (const text::LocatedPassage& located : passages) {
    verbatim::v1::Passage& passage = *response.add_passages();
    passage = MakePassage(revision, located.range, located.similarity);
    std::vector<std::string> sentences = SentencesOf(revision, located.range);
    passage.mutable_sentences()->Assign(sentences.begin(), sentences.end());
  }
  return response;
}

}  // namespace verbatim::registry
