#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "interchange/claim_record.h"
#include "interchange/claim_review/review_finder.h"
#include "interchange/feed_items.h"
#include "interchange/review_sources.h"
#include "interchange/source_resolver.h"
#include "interchange/uris.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// Implements ProvenanceService.ImportFeed: receives a file in parts and records its items one by one. Keeps
// one part in memory, and the reviews that wait for what they refer to (review_finder.h). One thread at a
// time.
class FeedImport {
 public:
  // INVALID_ARGUMENT if the options are invalid; NOT_FOUND if the document does not exist. `registry` must
  // outlive the import.
  static absl::StatusOr<std::unique_ptr<FeedImport>> Start(registry::Registry& registry,
                                                           access::Caller caller,
                                                           verbatim::v1::ImportFeedOptions options);

  // Append adds the next part of the file. End marks the end of the file.
  void Append(std::string_view part);
  void End();

  // Returns the result of the next item, or nothing if more of the file is needed. These errors end the
  // import: UNAVAILABLE; CANCELLED or DEADLINE_EXCEEDED if the call is abandoned. In these cases, all
  // answered items are recorded, and the caller can send the rest again. An abandoned call does not interrupt
  // the recording of an item.
  absl::StatusOr<std::optional<verbatim::v1::ImportFeedResponse>> Next(const sync::CallContext& context = {});

 private:
  FeedImport(registry::Registry& registry, access::Caller caller, verbatim::v1::ImportFeedOptions options,
             Uris uris)
      : registry_(registry),
        caller_(std::move(caller)),
        options_(std::move(options)),
        uris_(std::move(uris)),
        sources_(registry, options_.document()),
        sources_of_reviews_(registry, caller_, options_) {}

  // What was read of an item, or an error.
  struct Waiting {
    int64_t byte_offset = 0;
    absl::StatusOr<ExchangedItem> item;
  };

  // Reads the items that a part of the file completes.
  void Read(std::vector<FeedItem> items);
  void ReadReviews(std::vector<FoundReview> reviews);
  void AddAll(absl::StatusOr<std::vector<ExchangedItem>> items, int64_t byte_offset);
  absl::StatusOr<registry::ImportResult> Record(ExchangedItem item, const sync::CallContext& context);
  // Replace the source that an item names by the name of a document or revision.
  absl::Status Resolve(std::string_view path, const ExchangedItem& item,
                       verbatim::v1::Citation& citation) const;
  absl::Status ResolveAnnotated(std::string_view path, AnnotatedSource source, int index,
                                registry::ImportItem& item) const;
  // Resolves the citations of the claim, unless the claim is recorded already.
  absl::Status ResolveClaim(ExchangedItem& item, registry::ImportItem& recording,
                            const sync::CallContext& context) const;

  registry::Registry& registry_;
  const access::Caller caller_;
  const verbatim::v1::ImportFeedOptions options_;
  const Uris uris_;
  const SourceResolver sources_;
  ReviewSources sources_of_reviews_;
  FeedItems items_;
  ReviewFinder reviews_;
  int64_t next_index_ = 0;
  std::deque<Waiting> waiting_;
};

}  // namespace verbatim::interchange
