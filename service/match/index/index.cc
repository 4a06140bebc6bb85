#include "match/index/index.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <unordered_map>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "log/sha256.h"
#include "match/index/terms.h"
#include "status/status_macros.h"

namespace verbatim::match {
namespace {

namespace fs = std::filesystem;

// Version of the contents of an index. An index of another version is rebuilt.
constexpr int kVersion = 4;

// Keys of the database's metadata.
constexpr char kPositionKey[] = "position";  // version, log size, hash of the last leaf
constexpr char kCompactKey[] = "compact";    // not empty if a compaction is due

// Xapian's convention: a capital letter, which no word contains, marks the kind of a term. Xapian rejects
// terms over 245 bytes.
constexpr char kNamePrefix[] = "Q";
constexpr char kFilterPrefix[] = "X";
constexpr char kWordingPrefix[] = "W";
constexpr char kMarkPrefix[] = "A";

// Number of the value that holds a claim's wording.
constexpr Xapian::valueno kWordingSlot = 0;
constexpr size_t kTermBytes = 245;

// Maximum number of cached frequencies: the words of a few hundred posts and their candidates.
constexpr size_t kKeptFrequencies = 1 << 16;

// Number of attempts of a read before commits are held back.
constexpr int kTries = 3;

std::string FilterTerm(const std::string& filter) {
  std::string term = absl::StrCat(kFilterPrefix, filter);
  if (term.size() <= kTermBytes) return term;
  return absl::StrCat(kFilterPrefix, "#", log::ToHex(log::Sha256(filter)));
}

std::string Describe(const Xapian::Error& error) {
  return absl::StrCat("the index: ", error.get_description());
}

// Runs `work` and converts Xapian's exceptions to a status. No exception leaves this file.
template <typename Work>
absl::Status Guard(Work work) {
  try {
    work();
    return absl::OkStatus();
  } catch (const Xapian::DatabaseLockError& error) {
    return absl::FailedPreconditionError(
        absl::StrCat(Describe(error), "; another process is writing to the index"));
  } catch (const Xapian::DatabaseCorruptError& error) {
    return absl::DataLossError(Describe(error));
  } catch (const Xapian::DatabaseError& error) {
    // A system call that failed (full disk, no free descriptor) leaves an errno in the exception. Without
    // one, the files are not an index or are incomplete.
    const char* reason = error.get_error_string();
    return reason != nullptr && *reason != '\0' ? absl::UnavailableError(Describe(error))
                                                : absl::DataLossError(Describe(error));
  } catch (const Xapian::Error& error) {  // for example a posting of a missing document
    return absl::DataLossError(Describe(error));
  } catch (const std::bad_alloc&) {  // allocation for a damaged length field
    return absl::DataLossError("the index has a damaged length");
  }
}

std::string EncodePosition(const IndexPosition& position) {
  return absl::StrCat(kVersion, " ", position.log_size, " ", log::ToHex(position.last_leaf));
}

std::optional<IndexPosition> DecodePosition(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ' ');
  IndexPosition position;
  int version = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &version) || version != kVersion ||
      !absl::SimpleAtoi(parts[1], &position.log_size) || position.log_size < 0) {
    return std::nullopt;
  }
  std::optional<log::Digest> leaf = log::DigestFromBytes(absl::HexStringToBytes(parts[2]));
  if (!leaf) return std::nullopt;
  position.last_leaf = *leaf;
  return position;
}

// Throws Xapian's errors.
absl::StatusOr<IndexPosition> ReadPosition(const Xapian::Database& database) {
  const std::string stored = database.get_metadata(kPositionKey);
  if (stored.empty() && database.get_doccount() == 0) return IndexPosition{};  // a new index
  std::optional<IndexPosition> position = DecodePosition(stored);
  if (!position) return absl::DataLossError("the index has another version");
  return *position;
}

absl::Status FromFiles(const std::error_code& error, std::string_view what) {
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot ", std::string(what), ": ", error.message()));
}

Xapian::Query Filtered(Xapian::Query query, const std::vector<std::string>& keys) {
  if (keys.empty()) return query;
  std::vector<Xapian::Query> filters;
  for (const std::string& key : keys) filters.emplace_back(FilterTerm(key));
  return {Xapian::Query::OP_FILTER, query,
          Xapian::Query(Xapian::Query::OP_AND, filters.begin(), filters.end())};
}

// Maximum number of copies that are counted under a filter. Without a filter the count is exact at no cost.
constexpr Xapian::doccount kMaxCounted = 10'000;

// Returns the number of claims with a wording. Throws Xapian's errors.
uint32_t CountCopies(const Xapian::Database& database, const std::string& wording,
                     const std::vector<std::string>& filters) {
  const std::string term = absl::StrCat(kWordingPrefix, wording);
  if (filters.empty()) return database.get_termfreq(term);
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Filtered(Xapian::Query(term), filters));
  return enquire.get_mset(0, 0, kMaxCounted).get_matches_lower_bound();
}

// Gives all hits of a wording the same count.
void CountWithin(std::vector<IndexHit>& hits) {
  std::unordered_map<std::string_view, uint32_t> found;
  std::unordered_map<std::string_view, uint32_t> copies;
  for (const IndexHit& hit : hits) {
    uint32_t& most = copies[hit.wording];
    most = std::max({most, ++found[hit.wording], hit.copies});
  }
  for (IndexHit& hit : hits) hit.copies = copies[hit.wording];
}

// Suffixes of the folder that a compaction writes to, and of the folder that a compaction replaces.
constexpr char kFreshSuffix[] = ".new";
constexpr char kOldSuffix[] = ".old";

absl::Status DeleteLeftovers(const std::string& folder) {
  std::error_code error;
  for (const char* suffix : {kFreshSuffix, kOldSuffix}) {
    fs::remove_all(folder + suffix, error);
    if (error) return FromFiles(error, "delete leftovers of the index's compaction");
  }
  return absl::OkStatus();
}

}  // namespace

IndexWriter::IndexWriter(std::unique_ptr<Xapian::WritableDatabase> database)
    : database_(std::move(database)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

IndexWriter::~IndexWriter() {
  if (database_ == nullptr) return;
  // close() commits, except in a transaction, which it cancels.
  Guard([&] { database_->close(); }).IgnoreError();
}

absl::StatusOr<IndexWriter> IndexWriter::Open(const std::string& folder) {
  // A compaction interrupted by a crash may leave words behind that must be removed.
  ABSL_RETURN_IF_ERROR(DeleteLeftovers(folder));
  std::unique_ptr<Xapian::WritableDatabase> database;
  absl::Status opened = Guard([&] {
    database = std::make_unique<Xapian::WritableDatabase>(
        folder, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
    // Everything between two commits is one transaction, which Xapian does not commit on its own when it
    // grows.
    database->begin_transaction();
  });
  if (!opened.ok()) return opened;
  IndexWriter writer(std::move(database));
  absl::StatusOr<IndexPosition> position;
  absl::Status read = Guard([&] {
    writer.compaction_due_ = !writer.database_->get_metadata(kCompactKey).empty();
    position = ReadPosition(*writer.database_);
  });
  ABSL_RETURN_IF_ERROR(read);
  ABSL_ASSIGN_OR_RETURN(writer.position_, std::move(position));
  return writer;
}

absl::Status IndexWriter::Put(const IndexEntry& entry) {
  return Guard([&] {
    Xapian::Document document;
    for (const auto& [term, count] : entry.words) document.add_term(term, count);
    for (const std::string& filter : entry.filters) document.add_boolean_term(FilterTerm(filter));
    // Boolean, so that marks change neither the length of the claim nor BM25.
    for (const std::string& mark : entry.marks) document.add_boolean_term(absl::StrCat(kMarkPrefix, mark));
    const std::string name = absl::StrCat(kNamePrefix, entry.claim);
    document.add_boolean_term(name);
    document.add_boolean_term(absl::StrCat(kWordingPrefix, entry.wording));
    document.add_value(kWordingSlot, entry.wording);
    document.set_data(entry.data);
    database_->replace_document(name, document);
  });
}

absl::Status IndexWriter::Remove(const std::string& claim) {
  return Guard([&] { database_->delete_document(absl::StrCat(kNamePrefix, claim)); });
}

absl::Status IndexWriter::Commit(const IndexPosition& position) {
  absl::Status committed = Guard([&] {
    database_->set_metadata(kPositionKey, EncodePosition(position));
    database_->set_metadata(kCompactKey, compaction_due_ ? "due" : "");
    database_->commit_transaction();
    database_->begin_transaction();
  });
  if (committed.ok()) position_ = position;
  return committed;
}

absl::Status Compact(const std::string& folder) {
  ABSL_RETURN_IF_ERROR(DeleteLeftovers(folder));
  const std::string fresh = absl::StrCat(folder, kFreshSuffix);
  const std::string old = absl::StrCat(folder, kOldSuffix);
  absl::Status compacted = Guard([&] {
    Xapian::Database(folder).compact(fresh, Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::STANDARD);
    Xapian::WritableDatabase database(fresh, Xapian::DB_OPEN);
    database.set_metadata(kCompactKey, "");
    database.commit();
  });
  if (!compacted.ok()) return compacted;
  std::error_code error;
  fs::rename(folder, old, error);
  if (!error) fs::rename(fresh, folder, error);
  if (error) return FromFiles(error, "replace the index by the compacted one");
  return DeleteLeftovers(folder);
}

absl::Status DeleteIndex(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) return FromFiles(error, "delete the index");
  return DeleteLeftovers(folder);
}

IndexReader::IndexReader(std::unique_ptr<Xapian::Database> database, WithoutCommits without_commits)
    : database_(std::move(database)), without_commits_(std::move(without_commits)) {}
IndexReader::~IndexReader() = default;

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(const std::string& folder,
                                                               WithoutCommits without_commits) {
  std::unique_ptr<Xapian::Database> database;
  ABSL_RETURN_IF_ERROR(Guard([&] { database = std::make_unique<Xapian::Database>(folder); }));
  std::unique_ptr<IndexReader> reader(new IndexReader(std::move(database), std::move(without_commits)));
  ABSL_RETURN_IF_ERROR(reader->ReadState());
  return reader;
}

absl::Status IndexReader::ReadState() {
  frequencies_.clear();
  absl::StatusOr<IndexPosition> position;
  absl::Status read = Read([&] {
    claim_count_ = database_->get_doccount();
    average_length_ = database_->get_avlength();
    position = ReadPosition(*database_);
  });
  ABSL_RETURN_IF_ERROR(read);
  ABSL_ASSIGN_OR_RETURN(position_, std::move(position));
  return absl::OkStatus();
}

absl::Status IndexReader::Reopen() {
  bool changed = false;
  absl::Status reopened = Guard([&] { changed = database_->reopen(); });
  if (!reopened.ok() || !changed) return reopened;
  return ReadState();
}

absl::Status IndexReader::Read(const std::function<void()>& read) {
  bool again = true;
  auto attempt = [&] {
    try {
      read();
      again = false;
    } catch (const Xapian::DatabaseModifiedError&) {
      database_->reopen();
      frequencies_.clear();
    }
  };
  for (int i = 0; i < kTries; ++i) {
    absl::Status status = Guard(attempt);
    if (!status.ok() || !again) return status;
  }
  absl::Status status;
  without_commits_([&] { status = Guard([&] { database_->reopen(), attempt(); }); });
  if (status.ok() && again) return absl::UnavailableError("the index changes faster than it can be read");
  return status;
}

absl::StatusOr<std::vector<IndexHit>> IndexReader::Find(const Xapian::Query& query,
                                                        const Xapian::Weight& weight,
                                                        const std::vector<std::string>& filters,
                                                        size_t limit) {
  std::vector<IndexHit> hits;
  absl::Status status = Read([&] {
    hits.clear();
    Xapian::Enquire enquire(*database_);
    enquire.set_collapse_key(kWordingSlot, kMaxHitsOfWording);
    enquire.set_weighting_scheme(weight);
    enquire.set_query(Filtered(query, filters));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const Xapian::Document document = hit.get_document();
      hits.push_back({*hit, document.get_data(), hit.get_collapse_key()});
      // Xapian stops counting the collapsed claims once it has enough others.
      if (hit.get_collapse_count() > 0) {
        hits.back().copies = CountCopies(*database_, hits.back().wording, filters);
      }
    }
    CountWithin(hits);
  });
  if (!status.ok()) return status;
  return hits;
}

absl::StatusOr<std::vector<IndexHit>> IndexReader::Search(const IndexQuery& query) {
  return Find({Xapian::Query::OP_OR, query.words.begin(), query.words.end()},
              Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25MinLength), query.filters, query.limit);
}

absl::StatusOr<std::vector<IndexHit>> IndexReader::SearchMarks(const MarkQuery& query) {
  auto any = [](const MarkQuery::Weighted& marks) {
    std::vector<Xapian::Query> terms;
    for (const auto& [mark, weight] : marks) {
      terms.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(absl::StrCat(kMarkPrefix, mark)),
                         weight);
    }
    return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  };
  Xapian::Query whole = any(query.needed);
  if (!query.further.empty()) whole = {Xapian::Query::OP_AND_MAYBE, whole, any(query.further)};
  if (!query.without.empty()) {
    whole = {Xapian::Query::OP_AND_NOT, whole, Xapian::Query(absl::StrCat(kMarkPrefix, query.without))};
  }
  return Find(whole, Xapian::CoordWeight(), query.filters, query.limit);
}

absl::StatusOr<std::vector<IndexHit>> IndexReader::FindCopies(const std::string& wording,
                                                              const std::vector<std::string>& filters,
                                                              size_t limit) {
  std::vector<IndexHit> copies;
  absl::Status status = Read([&] {
    copies.clear();
    Xapian::Enquire enquire(*database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Filtered(Xapian::Query(absl::StrCat(kWordingPrefix, wording)), filters));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      copies.push_back({*hit, hit.get_document().get_data(), wording});
    }
  });
  if (!status.ok()) return status;
  return copies;
}

absl::StatusOr<std::vector<std::string>> IndexReader::Copies(const std::string& wording,
                                                             const std::vector<std::string>& filters,
                                                             size_t limit) {
  ABSL_ASSIGN_OR_RETURN(std::vector<IndexHit> hits, FindCopies(wording, filters, limit));
  std::vector<std::string> copies;
  copies.reserve(hits.size());
  for (IndexHit& hit : hits) copies.push_back(std::move(hit.data));
  return copies;
}

absl::StatusOr<std::vector<IndexHit>> IndexReader::WithWording(const std::string& wording,
                                                               const std::vector<std::string>& filters) {
  ABSL_ASSIGN_OR_RETURN(std::vector<IndexHit> hits, FindCopies(wording, filters, kMaxHitsOfWording));
  uint32_t count = static_cast<uint32_t>(hits.size());
  if (count == kMaxHitsOfWording) {
    ABSL_RETURN_IF_ERROR(Read([&] { count = CountCopies(*database_, wording, filters); }));
  }
  for (IndexHit& hit : hits) hit.copies = count;
  return hits;
}

absl::StatusOr<std::vector<std::string>> IndexReader::Wordings() {
  std::vector<std::string> wordings;
  absl::Status status = Read([&] {
    wordings.clear();
    const auto end = database_->allterms_end(kWordingPrefix);
    for (auto term = database_->allterms_begin(kWordingPrefix); term != end; ++term) {
      wordings.push_back((*term).substr(std::string_view(kWordingPrefix).size()));
    }
  });
  if (!status.ok()) return status;
  return wordings;
}

absl::StatusOr<uint32_t> IndexReader::Frequency(std::string_view term) {
  const TermKey key = KeyOf(term);
  if (auto kept = frequencies_.find(key); kept != frequencies_.end()) return kept->second;
  uint32_t frequency = 0;
  const std::string name(term);
  ABSL_RETURN_IF_ERROR(Read([&] { frequency = database_->get_termfreq(name); }));
  if (frequencies_.size() >= kKeptFrequencies) frequencies_.clear();
  frequencies_.emplace(key, frequency);
  return frequency;
}

absl::StatusOr<uint32_t> IndexReader::MarkFrequency(std::string_view mark) {
  return Frequency(kMarkPrefix + std::string(mark));
}

}  // namespace verbatim::match
