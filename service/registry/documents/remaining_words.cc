#include "registry/documents/remaining_words.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "google/protobuf/message.h"
#include "registry/commit/read_resource.h"
#include "registry/documents/redaction.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "text/unicode/word_runs.h"

namespace verbatim::registry {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using verbatim::v1::EntryPayload;
using verbatim::v1::RemainingWords;

// Limits that RemainingWords documents. Four million runs take 64 MiB while they are collected.
constexpr size_t kMaxRuns = 4'000'000;
constexpr size_t kMaxSearched = 100'000;
constexpr int kMaxNames = 1000;

// Whether one of the strings of a message has one of the runs.
bool HasRun(const Message& message, text::WordRuns& runs) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        if (HasRun(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                        : reflection.GetMessage(message, field),
                   runs)) {
          return true;
        }
      } else if (field->type() == FieldDescriptor::TYPE_STRING) {
        std::string scratch;
        if (runs.Contains(field->is_repeated()
                              ? reflection.GetRepeatedStringReference(message, field, i, &scratch)
                              : reflection.GetStringReference(message, field, &scratch))) {
          return true;
        }
      }
    }
  }
  return false;
}

class Search {
 public:
  Search(const RegistryContext& context, const std::string& document)
      : context_(context), document_(document), runs_(kMaxRuns) {}

  RemainingWords Run() {
    if (!CollectRuns().ok() || !SearchCiting().ok() || !SearchAll().ok()) found_.set_incomplete(true);
    return std::move(found_);
  }

 private:
  absl::Status CollectRuns() {
    ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, document_, "name"));
    ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(record.latest, record.payload));
    if (!runs_.Add(document.title())) found_.set_incomplete(true);
    for (int64_t number = document.revision_count(); number > 0 && !found_.incomplete(); --number) {
      ABSL_ASSIGN_OR_RETURN(const auto revision,
                            context_.texts.Read(RevisionName(document_, number), "name"));
      if (!runs_.Add(revision.text->text())) found_.set_incomplete(true);
    }
    return absl::OkStatus();
  }

  // Searches the claims that cite or ever cited the document, what is recorded about them, and links to them.
  absl::Status SearchCiting() {
    verbatim::v1::ClaimFilter citing;
    citing.set_document(document_);
    for (const std::string& key :
         {MostSelectiveFirst(FilterKeys(citing)).front(), FormerlyCitedKey(document_)}) {
      std::vector<std::string> claims;
      ABSL_RETURN_IF_ERROR(
          SearchListed(key, [&](const store::Record& record) { claims.push_back(record.resource); }));
      for (const std::string& claim : claims) ABSL_RETURN_IF_ERROR(SearchChildren(claim));
    }
    verbatim::v1::EvidenceFilter evidence;
    evidence.set_document(document_);
    return SearchListed(MostSelectiveFirst(FilterKeys(kAnyClaim, evidence)).front());
  }

  absl::Status SearchChildren(const std::string& claim) {
    verbatim::v1::LinkFilter to_claim;
    to_claim.set_target(claim);
    for (const auto& keys :
         {FilterKeys(claim, verbatim::v1::EvidenceFilter()), FilterKeys(claim, verbatim::v1::ReviewFilter()),
          FilterKeys(claim, verbatim::v1::LinkFilter()), FilterKeys(kAnyClaim, to_claim)}) {
      ABSL_RETURN_IF_ERROR(SearchListed(MostSelectiveFirst(keys).front()));
    }
    return absl::OkStatus();
  }

  absl::Status SearchAll() {
    for (const auto& keys :
         {FilterKeys(verbatim::v1::ClaimFilter()), FilterKeys(kAnyClaim, verbatim::v1::EvidenceFilter()),
          FilterKeys(kAnyClaim, verbatim::v1::ReviewFilter()),
          FilterKeys(kAnyClaim, verbatim::v1::LinkFilter())}) {
      ABSL_RETURN_IF_ERROR(SearchListed(keys.front()));
    }
    return absl::OkStatus();
  }

  // Searches the resources with this index key, and calls `also` for each of them.
  absl::Status SearchListed(
      const std::string& key,
      absl::FunctionRef<void(const store::Record&)> also = [](const store::Record&) {}) {
    if (IsFull()) return absl::OkStatus();
    return ForEachListed(
        context_.store, {key},
        [&](const store::Record& record) {
          if (!IsFull()) See(record);
          also(record);
          return absl::OkStatus();
        },
        static_cast<int64_t>(kMaxSearched + 1));
  }

  bool IsFull() {
    if (searched_.size() < kMaxSearched) return false;
    found_.set_incomplete(true);
    return true;
  }

  void See(const store::Record& record) {
    if (!record.payload || !searched_.insert(record.resource).second) return;
    absl::StatusOr<EntryPayload> payload = ReadPayload(record.latest, record.payload);
    if (!payload.ok()) return found_.set_incomplete(true);
    if (payload->has_claim()) Redact(document_, *payload->mutable_claim());
    if (payload->has_evidence()) {
      verbatim::v1::Citation& citation = *payload->mutable_evidence()->mutable_citation();
      if (DocumentOfRevision(citation.revision()) == document_) Redact(citation);
    }
    if (!HasRun(*payload, runs_)) return;
    found_.set_count(found_.count() + 1);
    if (found_.names_size() < kMaxNames) found_.add_names(record.resource);
  }

  const RegistryContext& context_;
  const std::string& document_;
  text::WordRuns runs_;
  std::unordered_set<std::string> searched_;
  RemainingWords found_;
};

}  // namespace

RemainingWords FindRemainingWords(const RegistryContext& context, const std::string& document) {
  return Search(context, document).Run();
}

}  // namespace verbatim::registry
