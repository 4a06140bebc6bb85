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
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::interchange {

// ProvenanceService.ExportClaims: reads claims one after the other, with what belongs to them, and writes
// them in a format. Memory is that of a page of claims and of one claim's graph. One thread at a time.
class Exporter {
 public:
  // INVALID_ARGUMENT if the request is none. `registry` must outlive the exporter.
  static absl::StatusOr<std::unique_ptr<Exporter>> Start(registry::Registry& registry,
                                                         verbatim::v1::ExportClaimsRequest request);

  // The next part of the file, which is empty where some claims have nothing to say in the format; nothing
  // after the last. Takes no longer than some claims do.
  absl::StatusOr<std::optional<verbatim::v1::ExportClaimsResponse>> Next();

 private:
  Exporter(registry::Registry& registry, verbatim::v1::ExportClaimsRequest request, Uris uris)
      : registry_(registry), request_(std::move(request)), uris_(std::move(uris)) {}

  // Reads more claims into `claims_`; sets `read_all_` after the last.
  absl::Status ReadClaims();
  // A claim with all that the format says of it.
  absl::StatusOr<ClaimRecord> Complete(verbatim::v1::Claim claim);
  absl::Status AddDocument(const std::string& revision, ClaimRecord& record);
  absl::Status AddGraph(ClaimRecord& record);

  std::string Head() const;
  std::string Tail() const;
  void Write(const ClaimRecord& record, std::string& data);
  void WriteItem(const std::string& item, std::string& data);

  registry::Registry& registry_;
  const verbatim::v1::ExportClaimsRequest request_;
  const Uris uris_;
  std::deque<verbatim::v1::Claim> claims_;  // read and not written
  std::string page_token_;
  int next_name_ = 0;
  bool read_all_ = false;
  bool begun_ = false;
  bool ended_ = false;
  bool has_item_ = false;
  int64_t count_ = 0;
};

// The base of URIs for a request that names none.
std::string DefaultBase(const registry::Registry& registry);

}  // namespace verbatim::interchange
