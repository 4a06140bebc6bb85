#pragma once

#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/payloads.h"
#include "store/store.h"

// Builds pages from the rows of a query. `Rows` is that of a backend's driver: a Row (payloads.h) with
// Next(). The query must return one row more than the page may have, if there is one: it shows that more rows
// follow.
namespace verbatim::store {

// Reads a page of entries from rows with idx, leaf and payload. ResourceDamaged if the page would begin with
// a damaged payload. The caller handles the errors of `rows`.
template <typename Rows>
absl::StatusOr<EntryPage> ReadEntryPage(Rows& rows, const EntryListing& listing) {
  EntryPage page;
  int64_t bytes = 0;
  while (rows.Next()) {
    absl::StatusOr<Entry> entry = listing.leaves_only ? UncheckedEntry(rows) : CheckedEntry(rows);
    if (!entry.ok()) {
      page.more = true;  // the next page begins with the damaged entry, and fails
      if (page.entries.empty()) return entry.status();
      break;
    }
    bytes += static_cast<int64_t>(entry->leaf.size()) + SizeOf(entry->payload);
    const bool full = static_cast<int64_t>(page.entries.size()) == listing.limit || bytes > listing.max_bytes;
    if (full && !page.entries.empty()) {
      page.more = true;
      break;
    }
    page.entries.push_back(*std::move(entry));
  }
  return page;
}

// A page of resources that is being read, possibly from several queries one after the other.
class PageReader {
 public:
  explicit PageReader(const Listing& listing) : listing_(listing) {}

  // Adds the rows, which have kRecordColumns. Returns false once the page is complete. ResourceDamaged if the
  // page would begin with a damaged resource. The caller handles the errors of `rows`.
  template <typename Rows>
  absl::StatusOr<bool> Add(Rows& rows) {
    while (rows.Next()) {
      const bool first = page_.records.empty();
      absl::StatusOr<Record> record = CheckedRecord(rows);
      if (!record.ok()) {
        page_.more = true;  // the next page begins with the damaged resource, and fails
        if (first) return record.status();
        return false;
      }
      bytes_ += SizeOf(record->payload);
      const bool full =
          static_cast<int64_t>(page_.records.size()) == listing_.limit || bytes_ > listing_.max_bytes;
      if (full && !first) {
        page_.more = true;
        return false;
      }
      page_.records.push_back(*std::move(record));
    }
    return true;
  }

  // How many rows the next query may have to return.
  int64_t rows_left() const { return listing_.limit + 1 - static_cast<int64_t>(page_.records.size()); }

  Page Take() { return std::move(page_); }

 private:
  const Listing& listing_;
  Page page_;
  int64_t bytes_ = 0;
};

}  // namespace verbatim::store
