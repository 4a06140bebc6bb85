#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/embedding/embeddings_json.h"
#include "sync/mutex.h"

namespace verbatim::match::embedding {

// A vector that a search found.
struct Neighbour {
  std::string key;
  double similarity = 0;  // cosine, -1 to 1
};

// Unit vectors by key in memory, searched by cosine similarity: a graph of hnswlib (HNSW). Searches are
// approximate.
//
// One thread writes and saves; any thread searches. A write blocks searches, for about a millisecond.
class VectorIndex {
 public:
  // Holds as many vectors as fit into `memory_bytes`, at least one.
  VectorIndex(size_t dimension, size_t memory_bytes);
  ~VectorIndex();

  // Loads a file that Save has written. `keys` are the keys that the index had then, in the order of Keys.
  // DATA_LOSS if the file is damaged. Trusts the graph in the file, so compare the file's digest first.
  static absl::StatusOr<std::unique_ptr<VectorIndex>> Load(const std::string& file, size_t dimension,
                                                           std::vector<std::string> keys,
                                                           size_t memory_bytes);
  // Writes all vectors to a file. UNAVAILABLE if the disk is full or fails. The writing thread.
  absl::Status Save(const std::string& file) const;
  // Returns the keys by their position in the file; an empty key marks a free position. The writing thread.
  const std::vector<std::string>& Keys() const { return keys_; }

  size_t dimension() const { return dimension_; }
  size_t capacity() const { return capacity_; }
  size_t size() const;
  bool Contains(const std::string& key) const;

  // Adds a vector under a new key, which must not be empty. RESOURCE_EXHAUSTED if the index is full.
  absl::Status Add(const std::string& key, const Vector& vector);
  // Removes a vector and overwrites its numbers, so that no later Save writes them. Its place in the graph is
  // used again by the next Add.
  void Remove(const std::string& key);
  // Removes all vectors but those of `keys`. Returns whether it removed any.
  bool KeepOnly(std::span<const std::string> keys);

  // Returns the nearest `count` vectors, nearest first.
  std::vector<Neighbour> Nearest(const Vector& vector, size_t count) const;
  // Returns the similarity to one vector; nothing if the key is unknown.
  std::optional<double> Similarity(const Vector& vector, std::string_view key) const;

 private:
  struct Graph;

  absl::Status Grow();

  const size_t dimension_;
  const size_t capacity_;
  // Held by writes and searches. Reads by the writing thread need no lock.
  mutable sync::Mutex mutex_;
  std::unique_ptr<Graph> graph_;
  std::vector<std::string> keys_;                   // by label
  std::unordered_map<std::string, size_t> labels_;  // by key
  std::vector<size_t> free_;                        // labels without a key
};

}  // namespace verbatim::match::embedding
