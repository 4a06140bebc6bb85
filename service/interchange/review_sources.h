#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "access/caller.h"
#include "interchange/claim_record.h"
#include "interchange/source_resolver.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// Finds the sources of reviews that do not quote them, and keeps where the claims appeared. One thread at a
// time.
class ReviewSources {
 public:
  // `registry` and `options` must outlive the object.
  ReviewSources(registry::Registry& registry, access::Caller caller,
                const verbatim::v1::ImportFeedOptions& options)
      : registry_(registry),
        caller_(std::move(caller)),
        options_(options),
        documents_(registry, options.document()) {}

  // Sets the citations of a claim without citations, and its fields for appearances. Searches for the words
  // of the claim in the documents at its appearances, in their order, and then in options.document. With
  // IMPORT_SOURCE_REVIEW, records a document of kind REVIEW and cites that, whatever the item cites.
  //
  // If no document has the words, cites the first document, so that recording reports the nearest passage.
  // INVALID_ARGUMENT if there is no document. The errors of Documents are possible, too.
  absl::Status Ground(ExchangedItem& item, const sync::CallContext& context);

 private:
  bool UsesReviews() const { return options_.source() == verbatim::v1::IMPORT_SOURCE_REVIEW; }
  absl::Status GroundInAppearances(ExchangedItem& item, const sync::CallContext& context);
  absl::Status GroundInReview(ExchangedItem& item, const sync::CallContext& context);
  // Returns the name of the document of an item's review. It is derived from the item, so that a repeated import
  // finds the document.
  absl::StatusOr<std::string> NameOfReview(const ExchangedItem& item);
  // Records the document `name` of a review, or a new revision of it.
  absl::Status RecordReview(const ExchangedItem& item, const std::string& name,
                            const sync::CallContext& context);

  registry::Registry& registry_;
  const access::Caller caller_;
  const verbatim::v1::ImportFeedOptions& options_;
  const SourceResolver documents_;
};

// Sets appearance_uri, first_appearance_uri and further_appearance_uris, unless the claim appeared only in
// documents that it cites. `cited` has the URIs of these documents.
void KeepAppearances(const ExchangedItem& item, const std::vector<std::string>& cited,
                     verbatim::v1::Claim& claim);

}  // namespace verbatim::interchange
