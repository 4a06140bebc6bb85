#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "interchange/claim_record.h"
#include "interchange/uris.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// Implements ProvenanceService.ExportClaims. Reads claims one by one, with all of their resources, and writes
// them in a format. Keeps one page of claims, one claim's graph and one HTML page in memory. One thread at a
// time.
class Exporter {
 public:
  // INVALID_ARGUMENT if the request is invalid. `registry` must outlive the exporter.
  static absl::StatusOr<std::unique_ptr<Exporter>> Start(registry::Registry& registry,
                                                         verbatim::v1::ExportClaimsRequest request);

  // Returns the next part of the file, or nothing after the last part. A part is empty if its claims have no
  // output in the format. The work of one call is bounded (kStepsPerPart). CANCELLED or DEADLINE_EXCEEDED if
  // the call is abandoned, otherwise the errors of the reads. After an error, do not use the exporter any
  // more.
  absl::StatusOr<std::optional<verbatim::v1::ExportClaimsResponse>> Next(
      const sync::CallContext& context = {});

 private:
  Exporter(registry::Registry& registry, verbatim::v1::ExportClaimsRequest request, Uris uris)
      : registry_(registry), request_(std::move(request)), uris_(std::move(uris)) {}

  // Reads more claims into `claims_`; sets `read_all_` after the last.
  absl::Status ReadClaims();
  // Loads everything about a claim that the format exports.
  absl::StatusOr<ClaimRecord> Complete(verbatim::v1::Claim claim, const sync::CallContext& context);
  absl::Status AddDocument(const std::string& revision, ClaimRecord& record);
  absl::Status AddGraph(ClaimRecord& record, const sync::CallContext& context);
  // Adds the revisions of the claim, and its words in their pages.
  absl::Status AddPages(ClaimRecord& record, const sync::CallContext& context);

  std::string Head() const;
  std::string Tail() const;
  void Write(const ClaimRecord& record, std::string& data);
  void WriteItem(const std::string& item, std::string& data);
  void WriteLine(const std::string& item, std::string& data);

  registry::Registry& registry_;
  const verbatim::v1::ExportClaimsRequest request_;
  const Uris uris_;
  std::deque<verbatim::v1::Claim> claims_;  // read but not yet written
  std::string page_token_;
  int next_name_ = 0;
  bool read_all_ = false;
  bool begun_ = false;
  bool ended_ = false;
  bool has_item_ = false;
  int64_t count_ = 0;            // claims read
  int64_t items_ = 0;            // items written
  int64_t omitted_ = 0;          // claims of which nothing was written
  registry::RevisionPage page_;  // the page read last
};

// Returns the base URI for a request without one.
std::string DefaultBase(const registry::Registry& registry);

}  // namespace verbatim::interchange
