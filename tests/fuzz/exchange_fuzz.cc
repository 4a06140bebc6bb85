// Checks the guarantees of interchange/feed_items.h for any file, in parts of any size. Each item must be
// read or refused.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "interchange/claim_review.h"
#include "interchange/feed_items.h"
#include "interchange/web_annotation.h"

namespace {

using verbatim::interchange::FeedItem;
using verbatim::interchange::FeedItems;

void Require(bool condition) {
  if (!condition) std::abort();
}

std::vector<FeedItem> Read(std::string_view file, size_t part) {
  FeedItems items;
  std::vector<FeedItem> read;
  for (size_t at = 0; at < file.size(); at += part) {
    for (FeedItem& item : items.Push(file.substr(at, part))) read.push_back(std::move(item));
  }
  for (FeedItem& item : items.Finish()) read.push_back(std::move(item));
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const std::vector<FeedItem> whole = Read(file, size);
  const std::vector<FeedItem> parts = Read(file, 1 + data[0] % 16);
  Require(!whole.empty() && whole.size() == parts.size());
  const verbatim::interchange::Uris uris("https://facts.example/");
  for (size_t i = 0; i < whole.size(); ++i) {
    Require(whole[i].index == static_cast<int64_t>(i) && parts[i].index == whole[i].index);
    Require(whole[i].byte_offset == parts[i].byte_offset && whole[i].value.ok() == parts[i].value.ok());
    Require(whole[i].byte_offset <= static_cast<int64_t>(size));
    if (!whole[i].value.ok()) continue;
    Require(*whole[i].value == *parts[i].value && whole[i].value->is_object());
    ReadClaimReview(*whole[i].value, uris).status().IgnoreError();
    ReadAnnotation(*whole[i].value, uris).status().IgnoreError();
  }
  return 0;
}
