#include "registry/writer.h"

#include "registry/errors.h"
#include "registry/records.h"

namespace verbatim::registry {

using Outcome = store::WriteResult::Outcome;

absl::StatusOr<store::Record> ReadOne(store::Store& store, const std::string& name, std::string_view field) {
  auto records = store.Get(std::span(&name, 1));
  if (!records.ok()) return FromStore(records.status());
  if (!records->front()) return NotFound(field, name);
  return *std::move(records->front());
}

absl::StatusOr<std::shared_ptr<const store::Record>> Recall(store::Store& store, const std::string& name,
                                                            std::string_view field) {
  auto record = store.Recall(name);
  if (!record.ok()) return FromStore(record.status());
  if (*record == nullptr) return NotFound(field, name);
  return record;
}

absl::StatusOr<std::vector<store::Entry>> ReadCommitted(store::Store& store,
                                                        const store::WriteResult& result) {
  auto entries = store.ReadEntries(result.first_index, result.count);
  if (!entries.ok()) return FromStore(entries.status());
  if (entries->size() != static_cast<size_t>(result.count)) {
    return FromStore(absl::DataLossError("entries of the log are missing"));
  }
  return entries;
}

absl::Status RefusalOf(const store::WriteResult& result, const std::optional<store::RequestKey>& request) {
  switch (result.outcome) {
    case Outcome::kExists:
      return AlreadyExists(result.resource);
    case Outcome::kStale:
      return StaleEtag(result.resource, EtagOf(result.first_index));
    case Outcome::kMissing:
      return NotFound("name", result.resource);
    case Outcome::kUnexpected:  // what a write expects is that the documents it cites are as they were
      if (IsRevisionTally(result.resource)) return TooContended("a document that is cited");
      return Erased("a document that is cited");
    case Outcome::kRequestReused:
      return RequestIdReused(request ? request->request_id : "");
    case Outcome::kCommitted:
    case Outcome::kRepeated:
      break;
  }
  return absl::InternalError("a write that succeeded was taken for a refusal");
}

std::optional<store::WriteResult> FindRepeated(store::Store& store,
                                               const std::optional<store::RequestKey>& request) {
  if (!request) return std::nullopt;
  auto found = store.FindRequest(*request);
  if (!found.ok() || !*found || (*found)->outcome != Outcome::kRepeated) return std::nullopt;
  return **found;
}

}  // namespace verbatim::registry
