#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "access/oidc/identity.h"
#include "log/sha256.h"
#include "sync/mutex.h"

namespace verbatim::access::oidc {

// The identities of tokens whose signature has been checked, by the SHA-256 of the token, so that the tokens
// themselves are not kept. The least recently used are evicted. Any thread.
class TokenCache {
 public:
  struct Entry {
    Identity identity;
    size_t issuer = 0;         // its position in the list of issuers
    uint64_t key_version = 0;  // of the keys by which the token was checked
  };

  // Holds at most about `capacity` tokens.
  explicit TokenCache(size_t capacity) : shard_capacity_(capacity / kShards + 1) {}

  // Returns the entry, and makes it the most recently used one. Null if there is none. The caller decides
  // whether it still holds.
  std::shared_ptr<const Entry> Find(const log::Digest& token);
  void Put(const log::Digest& token, std::shared_ptr<const Entry> entry);
  void Remove(const log::Digest& token);

  size_t size() const;

 private:
  // So that threads seldom wait for each other.
  static constexpr size_t kShards = 16;

  struct HashDigest {
    // The digest is a hash already.
    size_t operator()(const log::Digest& digest) const {
      size_t hash = 0;
      std::memcpy(&hash, digest.data(), sizeof hash);
      return hash;
    }
  };
  using Items = std::list<std::pair<log::Digest, std::shared_ptr<const Entry>>>;
  struct Shard {
    mutable sync::Mutex mutex;
    Items items ABSL_GUARDED_BY(mutex);  // the most recently used first
    std::unordered_map<log::Digest, Items::iterator, HashDigest> by_token ABSL_GUARDED_BY(mutex);
  };

  Shard& ShardOf(const log::Digest& token) { return shards_[token.back() % kShards]; }

  const size_t shard_capacity_;
  std::array<Shard, kShards> shards_;
};

}  // namespace verbatim::access::oidc
