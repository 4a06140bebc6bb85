#include "access/oidc/token_cache.h"

#include <iterator>

namespace verbatim::access::oidc {

std::shared_ptr<const TokenCache::Entry> TokenCache::Find(const log::Digest& token) {
  Shard& shard = ShardOf(token);
  sync::MutexLock lock(shard.mutex);
  const auto found = shard.by_token.find(token);
  if (found == shard.by_token.end()) return nullptr;
  shard.items.splice(shard.items.begin(), shard.items, found->second);
  return found->second->second;
}

void TokenCache::Put(const log::Digest& token, std::shared_ptr<const Entry> entry) {
  Shard& shard = ShardOf(token);
  sync::MutexLock lock(shard.mutex);
  const auto found = shard.by_token.find(token);
  if (found != shard.by_token.end()) {
    found->second->second = std::move(entry);
    return;
  }
  if (shard.items.size() == shard_capacity_) {
    shard.by_token.erase(shard.items.back().first);
    shard.items.pop_back();
  }
  shard.items.emplace_front(token, std::move(entry));
  shard.by_token.emplace(token, shard.items.begin());
}

void TokenCache::Remove(const log::Digest& token) {
  Shard& shard = ShardOf(token);
  sync::MutexLock lock(shard.mutex);
  const auto found = shard.by_token.find(token);
  if (found == shard.by_token.end()) return;
  shard.items.erase(found->second);
  shard.by_token.erase(found);
}

size_t TokenCache::size() const {
  size_t size = 0;
  for (const Shard& shard : shards_) {
    sync::MutexLock lock(shard.mutex);
    size += shard.items.size();
  }
  return size;
}

}  // namespace verbatim::access::oidc
