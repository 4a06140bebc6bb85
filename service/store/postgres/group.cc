#include "store/postgres/group.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

#include "log/leaf.h"
#include "log/sha256.h"
#include "status/status_macros.h"
#include "store/repeated_request.h"

namespace verbatim::store::postgres {
namespace {

using Outcome = WriteResult::Outcome;

void SortUnique(std::vector<std::string_view>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

// A statement gets rows with at most about this many bytes of payloads or attachments, so that no message is
// huge.
constexpr size_t kBytesOfStatement = 1 << 20;

template <typename Value>
std::span<const Value> Part(const std::vector<Value>& column, size_t begin, size_t end) {
  return std::span(column).subspan(begin, end - begin);
}

// Calls `send` with the ranges of rows that go into one statement each.
template <typename Send>
void ForEachPart(const std::vector<std::optional<std::string_view>>& values, const Send& send) {
  size_t begin = 0;
  size_t bytes = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    bytes += values[i] ? values[i]->size() : 0;
    if (bytes < kBytesOfStatement && i + 1 < values.size()) continue;
    send(begin, i + 1);
    begin = i + 1;
    bytes = 0;
  }
}

std::string BytesOf(const std::vector<log::Digest>& digests) {
  std::string bytes;
  for (const log::Digest& digest : digests) bytes.append(log::BytesOf(digest));
  return bytes;
}

}  // namespace

absl::StatusOr<Head> ReadHead(Rows& rows) {
  if (!rows.Next()) return absl::DataLossError("the head of the log is missing");
  Head head{rows.Integer(0), rows.Integer(1), rows.Integer(2), {}};
  const std::string_view bytes = rows.View(3);
  std::vector<log::Digest> subtrees;
  for (size_t at = 0; at + sizeof(log::Digest) <= bytes.size(); at += sizeof(log::Digest))
    subtrees.push_back(*log::DigestFromBytes(bytes.substr(at, sizeof(log::Digest))));
  if (head.size < 0 || subtrees.size() * sizeof(log::Digest) != bytes.size() ||
      static_cast<int>(subtrees.size()) != std::popcount(static_cast<uint64_t>(head.size))) {
    return absl::DataLossError("the head of the log does not have the hashes of a tree of its size");
  }
  head.tree = log::GrowingTree::Resume(static_cast<uint64_t>(head.size), std::move(subtrees));
  return head;
}

Group::Group(std::span<const Write> writes, Times times) : writes_(writes), times_(times) {
  for (const Write& write : writes) {
    for (const NewEntry& entry : write.entries) {
      names_.push_back(entry.resource);
      names_.insert(names_.end(), entry.erases.begin(), entry.erases.end());
    }
    for (const Precondition& expected : write.preconditions) counters_.push_back(expected.counter);
    if (!write.request) continue;
    principals_.push_back(write.request->principal);
    request_ids_.push_back(write.request->request_id);
    if (write.request->earlier_principal.empty()) continue;
    principals_.push_back(write.request->earlier_principal);
    request_ids_.push_back(write.request->request_id);
  }
  SortUnique(names_);
  SortUnique(counters_);
}

void Group::SendReads(Connection& connection) const {
  connection.Send(sql::kLockHead);
  connection.Send(sql::kFindResources, TextArray(names_));
  connection.Send(sql::kFindTallies, TextArray(counters_));
  connection.Send(sql::kFindRequests, TextArray(principals_), TextArray(request_ids_));
}

absl::Status Group::TakeReads(std::vector<Rows> rows) {
  ABSL_ASSIGN_OR_RETURN(before_, ReadHead(rows[0]));
  after_ = before_;
  while (rows[1].Next()) standings_[rows[1].Bytes(0)] = {rows[1].Integer(1), rows[1].Integer(2)};
  while (rows[2].Next()) values_[rows[2].Bytes(0)] = rows[2].Integer(1);
  Rows& requests = rows[3];
  while (requests.Next()) {
    requests_[{requests.Bytes(0), requests.Bytes(1)}] = {requests.Bytes(2), requests.Integer(3),
                                                         requests.Integer(4)};
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WriteResult>> Group::Apply(Connection& connection) {
  std::vector<WriteResult> results;
  results.reserve(writes_.size());
  for (const Write& write : writes_) {
    std::vector<std::optional<Standing>> standings;
    if (std::optional<WriteResult> refusal = Refuse(write, standings)) {
      results.push_back(*std::move(refusal));
      continue;
    }
    const WriteResult& result = results.emplace_back(
        WriteResult{Outcome::kCommitted, after_.size, static_cast<int64_t>(write.entries.size()), {}});
    for (size_t i = 0; i < write.entries.size(); ++i)
      ABSL_RETURN_IF_ERROR(Append(write.entries[i], standings[i], connection));
    if (write.request) {
      const RequestKey& key = *write.request;
      Request request{key.fingerprint, result.first_index, result.count};
      requests_[{key.principal, key.request_id}] = request;
      pending_.requests.emplace_back(Names(key.principal, key.request_id), std::move(request));
    }
  }
  return results;
}

std::optional<WriteResult> Group::FindRequest(const RequestKey& key) const {
  auto found = requests_.find(std::pair(key.principal, key.request_id));
  if (found == requests_.end() && !key.earlier_principal.empty())
    found = requests_.find(std::pair(key.earlier_principal, key.request_id));
  if (found == requests_.end()) return std::nullopt;
  const Request& request = found->second;
  return RepeatedResult(key, request.fingerprint, request.first_index, request.count);
}

std::optional<Group::Standing> Group::Find(std::string_view resource) const {
  const auto found = standings_.find(absl::string_view(resource.data(), resource.size()));
  return found == standings_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<WriteResult> Group::Refuse(const Write& write,
                                         std::vector<std::optional<Standing>>& standings) const {
  if (write.request) {
    if (std::optional<WriteResult> earlier = FindRequest(*write.request)) return earlier;
  }
  for (const NewEntry& entry : write.entries) {
    std::optional<Standing> standing = Find(entry.resource);
    if (!entry.replaces && standing)
      return WriteResult{Outcome::kExists, standing->latest, 0, entry.resource};
    if (entry.replaces && !standing) return WriteResult{Outcome::kMissing, 0, 0, entry.resource};
    if (entry.replaces && standing->latest != *entry.replaces)
      return WriteResult{Outcome::kStale, standing->latest, 0, entry.resource};
    for (const std::string& erased : entry.erases) {
      if (!Find(erased)) return WriteResult{Outcome::kMissing, 0, 0, erased};
    }
    standings.push_back(standing);
  }
  for (const Precondition& expected : write.preconditions) {
    const auto found = values_.find(expected.counter);
    const int64_t value = found == values_.end() ? 0 : found->second;
    if (value != expected.value) return WriteResult{Outcome::kPreconditionFailed, 0, value, expected.counter};
  }
  return std::nullopt;
}

absl::Status Group::Append(const NewEntry& entry, const std::optional<Standing>& standing,
                           Connection& connection) {
  if (!entry.erases.empty()) ABSL_RETURN_IF_ERROR(Erase(entry.erases, connection));
  const LogIndex index = after_.size++;
  std::string& leaf = pending_.leaves.emplace_back(entry.leaf);
  const int64_t least = times_ == Times::kInOrder ? after_.last_time : std::numeric_limits<int64_t>::min();
  after_.last_time = log::RaiseTime(leaf, least);
  if (index == before_.size) first_leaf_ = leaf;
  auto position = static_cast<int64_t>(log::StoredHashes(static_cast<uint64_t>(index)));
  for (const log::Digest& hash : after_.tree.Append(log::HashLeaf(leaf))) {
    pending_.positions.push_back(position++);
    pending_.hashes.push_back(hash);
  }
  pending_.indexes.push_back(index);
  pending_.payloads.push_back(entry.payload ? std::optional<std::string_view>(*entry.payload) : std::nullopt);
  pending_.previous.push_back(standing ? std::optional(standing->latest) : std::nullopt);
  for (size_t part = 0; part < entry.attachments.size(); ++part) {
    pending_.attachment_indexes.push_back(index);
    pending_.attachment_parts.push_back(static_cast<int64_t>(part));
    pending_.attachments.emplace_back(entry.attachments[part]);
  }
  const LogIndex created = standing ? standing->created : index;
  if (!standing) pending_.created.emplace(created, entry.resource);
  pending_.latest[created] = index;
  standings_[entry.resource] = {created, index};
  for (const std::string& key : entry.remove_keys) Post(key, created, false);
  for (const std::string& key : entry.add_keys) Post(key, created, true);
  for (const std::string& counter : entry.counters) {
    ++pending_.tallies[counter];
    ++values_[counter];
  }
  return absl::OkStatus();
}

void Group::Post(std::string_view term, LogIndex created, bool present) {
  pending_.postings.try_emplace({term, created}, present, present).first->second.second = present;
}

absl::Status Group::Erase(const std::vector<std::string>& resources, Connection& connection) {
  ++erasures_;
  SendPending(connection);
  connection.Send(sql::kFindHistory, TextArray(resources));
  ABSL_ASSIGN_OR_RETURN(std::vector<Rows> rows, connection.Exchange());
  std::vector<int64_t> indexes;
  std::vector<std::string> principals;
  std::vector<std::string> request_ids;
  while (rows.back().Next()) {
    indexes.push_back(rows.back().Integer(0));
    const std::optional<log::Leaf> leaf = log::DecodeLeaf(rows.back().View(1));
    if (!leaf || leaf->request_id.empty()) continue;
    principals.push_back(leaf->principal);
    request_ids.push_back(leaf->request_id);
    const auto request = requests_.find(std::pair(leaf->principal, leaf->request_id));
    if (request != requests_.end()) request->second.fingerprint.clear();
  }
  const Array erased = BigintArray(indexes);
  connection.Send(sql::kErasePayloads, erased);
  connection.Send(sql::kEraseAttachments, erased);
  connection.Send(sql::kEraseFingerprints, TextArray(principals), TextArray(request_ids));
  return connection.Exchange().status();
}

void Group::SendPending(Connection& connection) {
  const Pending pending = std::exchange(pending_, {});
  if (pending.indexes.empty()) return;
  std::vector<std::optional<std::string_view>> hashes;
  for (const log::Digest& hash : pending.hashes) hashes.emplace_back(log::BytesOf(hash));
  connection.Send(sql::kAddHashes, BigintArray(pending.positions), ByteaArray(hashes));
  const std::vector<std::optional<std::string_view>> leaves(pending.leaves.begin(), pending.leaves.end());
  ForEachPart(pending.payloads, [&](size_t begin, size_t end) {
    connection.Send(sql::kAddEntries, BigintArray(Part(pending.indexes, begin, end)),
                    ByteaArray(Part(leaves, begin, end)), ByteaArray(Part(pending.payloads, begin, end)),
                    BigintArray(Part(pending.previous, begin, end)));
  });
  ForEachPart(pending.attachments, [&](size_t begin, size_t end) {
    connection.Send(sql::kAddAttachments, BigintArray(Part(pending.attachment_indexes, begin, end)),
                    BigintArray(Part(pending.attachment_parts, begin, end)),
                    ByteaArray(Part(pending.attachments, begin, end)));
  });
  std::vector<int64_t> created, new_latest, moved, moved_latest;
  std::vector<std::string_view> names;
  for (const auto& [first, latest] : pending.latest) {
    const auto name = pending.created.find(first);
    const bool is_new = name != pending.created.end();
    if (is_new) names.push_back(name->second);
    (is_new ? created : moved).push_back(first);
    (is_new ? new_latest : moved_latest).push_back(latest);
  }
  if (!created.empty()) {
    connection.Send(sql::kAddResources, BigintArray(created), TextArray(names), BigintArray(new_latest));
  }
  if (!moved.empty()) {
    connection.Send(sql::kMoveResources, BigintArray(moved), BigintArray(moved_latest));
  }
  std::vector<std::string_view> added_terms, removed_terms;
  std::vector<int64_t> added, removed;
  for (const auto& [posting, change] : pending.postings) {
    const auto& [added_first, present] = change;
    if (added_first != present) continue;  // added and removed again, or the other way round
    (present ? added_terms : removed_terms).push_back(posting.first);
    (present ? added : removed).push_back(posting.second);
  }
  if (!removed.empty()) {
    connection.Send(sql::kRemovePostings, TextArray(removed_terms), BigintArray(removed));
  }
  if (!added.empty()) connection.Send(sql::kAddPostings, TextArray(added_terms), BigintArray(added));
  if (!pending.tallies.empty()) {
    std::vector<std::string_view> counters;
    std::vector<int64_t> increments;
    for (const auto& [counter, increment] : pending.tallies) {
      counters.push_back(counter);
      increments.push_back(increment);
    }
    connection.Send(sql::kAddTallies, TextArray(counters), BigintArray(increments));
  }
  if (pending.requests.empty()) return;
  std::vector<std::string_view> principals, request_ids;
  std::vector<std::optional<std::string_view>> fingerprints;
  std::vector<int64_t> first_indexes, counts;
  for (const auto& [request_names, request] : pending.requests) {
    principals.push_back(request_names.first);
    request_ids.push_back(request_names.second);
    fingerprints.emplace_back(request.fingerprint);
    first_indexes.push_back(request.first_index);
    counts.push_back(request.count);
  }
  connection.Send(sql::kAddRequests, TextArray(principals), TextArray(request_ids), ByteaArray(fingerprints),
                  BigintArray(first_indexes), BigintArray(counts));
}

void Group::SendRows(Connection& connection) {
  if (!appended()) return;
  SendPending(connection);
  after_.erasures = before_.erasures + erasures_;
  const std::string subtrees = BytesOf(after_.tree.subtrees());
  connection.Send(sql::kMoveHead, after_.size, erasures_, after_.last_time, std::string_view(subtrees));
}

}  // namespace verbatim::store::postgres
