#include "match/log_pages.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "access/caller.h"
#include "log/merkle.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::match {
namespace {

using registry::ReadStoredClaim;
using registry::StoredClaim;

// Entries read from the log at once.
constexpr int kEntriesAtOnce = 1000;

// Maximum number of documents whose language is cached.
constexpr size_t kKeptLanguages = 1 << 16;

bool ChangesClaim(const verbatim::v1::LogEntry& entry) {
  switch (entry.type()) {
    case verbatim::v1::ENTRY_TYPE_CLAIM_CREATED:
    case verbatim::v1::ENTRY_TYPE_CLAIM_UPDATED:
    case verbatim::v1::ENTRY_TYPE_CLAIM_RETRACTED:
    case verbatim::v1::ENTRY_TYPE_CLAIM_REDACTED:
    case verbatim::v1::ENTRY_TYPE_CLAIM_REANCHORED:
      return true;
    case verbatim::v1::ENTRY_TYPE_CLAIM_ERASED:
      return IsClaimName(entry.resource());  // and not evidence, a review or a link of an erased claim
    default:
      return false;
  }
}

}  // namespace

absl::Status LogUnreadable(const absl::Status& status) {
  return absl::UnavailableError(absl::StrCat("cannot read the log: ", status.message()));
}

absl::StatusOr<LogPages::Page> LogPages::Read(const IndexPosition& from) {
  verbatim::v1::ListEntriesRequest request;
  request.set_first_index(from.log_size);
  request.set_page_size(kEntriesAtOnce);
  auto read = registry_.log().ListEntries(access::Caller(), request);
  // A damaged entry must not keep later claims from being found. --reindex adds it once it is restored.
  const bool damaged = DamagedResourceOf(read.status()).has_value();
  if (damaged) {
    request.set_page_size(1);
    request.set_leaves_only(true);
    read = registry_.log().ListEntries(access::Caller(), request);
  }
  if (!read.ok()) return LogUnreadable(read.status());
  Page page{.changes = {}, .end = from, .more = !read->next_page_token().empty()};
  for (const verbatim::v1::LogEntry& entry : read->entries()) {
    if (ChangesClaim(entry)) {
      if (damaged) continue;
      ABSL_ASSIGN_OR_RETURN(Change change, ReadChange(entry));
      page.changes.push_back(std::move(change));
    } else if (entry.type() == verbatim::v1::ENTRY_TYPE_DOCUMENT_UPDATED ||
               entry.type() == verbatim::v1::ENTRY_TYPE_DOCUMENT_CORRECTED) {
      languages_.erase(entry.resource());
    }
  }
  if (read->entries_size() > 0) {
    const verbatim::v1::LogEntry& last = read->entries(read->entries_size() - 1);
    page.end = {last.index() + 1, log::HashLeaf(last.leaf())};
  }
  return page;
}

absl::StatusOr<LogPages::Change> LogPages::ReadChange(const verbatim::v1::LogEntry& entry) {
  Change change;
  if (entry.type() == verbatim::v1::ENTRY_TYPE_CLAIM_ERASED) {
    change.removed = entry.resource();
    change.erases = true;
    return change;
  }
  // Redaction erases the payloads of a claim's earlier entries. The claim's last entry has its current state.
  if (entry.erased()) return change;
  absl::StatusOr<StoredClaim> stored = ReadStoredClaim(entry.index(), entry.payload());
  if (!stored.ok()) return LogUnreadable(stored.status());
  change.erases = entry.type() == verbatim::v1::ENTRY_TYPE_CLAIM_REDACTED;
  change.put = MakeIndexEntry(*stored, LanguageOf(stored->claim), analysers_);
  return change;
}

std::string LogPages::LanguageOf(const verbatim::v1::Claim& claim) {
  const std::vector<std::string> documents = registry::CitedDocuments(claim);
  if (documents.empty()) return "";
  const std::string& document = documents.front();
  if (auto kept = languages_.find(document); kept != languages_.end()) return kept->second;
  verbatim::v1::GetDocumentRequest request;
  request.set_name(document);
  auto read = registry_.documents().Get(request);
  if (!read.ok()) return "";  // erased since then
  if (languages_.size() >= kKeptLanguages) languages_.clear();
  return languages_[document] = read->document().language_code();
}

absl::Status Put(const LogPages::Page& page, IndexWriter& writer) {
  for (const LogPages::Change& change : page.changes) {
    if (change.erases) writer.MarkForCompaction();
    if (!change.removed.empty()) ABSL_RETURN_IF_ERROR(writer.Remove(change.removed));
    if (change.put) ABSL_RETURN_IF_ERROR(writer.Put(*change.put));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::match
