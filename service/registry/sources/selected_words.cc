#include "registry/sources/selected_words.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/sources/grounding.h"
#include "registry/sources/page_texts.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::Status CiteSelection(store::Store& store, const RevisionText& revision,
                           const text::Selection& selection, std::string_view field,
                           const sync::CallContext& call, verbatim::v1::Citation& citation) {
  absl::Status page_status;
  auto page = [&]() -> std::optional<std::string> {
    absl::StatusOr<std::optional<std::string>> text = ReadPageText(store, revision.name, call);
    page_status = text.status();
    return text.ok() ? *std::move(text) : std::nullopt;
  };
  text::SelectedPlaces found = text::FindSelection(revision.text->text(), selection, page, call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  ABSL_RETURN_IF_ERROR(page_status);
  if (found.selectors_differ) {
    return InvalidField(absl::StrCat(Absl(field), ".selector"),
                        "the selectors of one target must select the same words");
  }
  if (found.places.empty()) {
    citation.set_quote(std::move(found.words));
    return RefuseAsNotFound(revision, field, citation);
  }
  if (found.places.size() > 1) return RefuseAsAmbiguous(revision, field, found.places);
  const text::ByteRange place = found.places.front();
  citation.set_quote(std::string(revision.text->Slice(place)));
  citation.clear_prefix();
  citation.clear_suffix();
  citation.mutable_span()->Clear();
  citation.mutable_span()->set_byte_start(static_cast<int64_t>(place.start));
  citation.mutable_span()->set_byte_end(static_cast<int64_t>(place.end));
  return absl::OkStatus();
}

}  // namespace verbatim::registry
