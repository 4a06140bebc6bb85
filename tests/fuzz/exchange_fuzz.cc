// Checks the guarantees of interchange/feed_items.h for any file, in parts of any size. Each item must be
// read or refused.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "interchange/claim_review.h"
#include "interchange/claim_review/date_reader.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/review_finder.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/fact_check_tools.h"
#include "interchange/feed_items.h"
#include "interchange/web_annotation.h"

namespace {

using verbatim::interchange::FeedItem;
using verbatim::interchange::FeedItems;

void Require(bool condition) {
  if (!condition) std::abort();
}

// Reads the reviews of a file. What a reader takes must be within the limits of the contract.
void ReadReviews(std::vector<FeedItem> items, const verbatim::interchange::Uris& uris) {
  using verbatim::interchange::FoundReview;
  verbatim::interchange::ReviewFinder finder;
  std::vector<FoundReview> found;
  const auto take = [&](std::vector<FoundReview> reviews) {
    for (FoundReview& review : reviews) found.push_back(std::move(review));
  };
  for (FeedItem& item : items) take(finder.Push(std::move(item)));
  take(finder.Finish());
  Require(!found.empty());
  for (const FoundReview& review : found) {
    if (!review.review.ok()) continue;
    const auto read = ReadClaimReviews(*review.review, review.page, uris);
    if (!read.ok()) continue;
    Require(!read->empty());
    for (const auto& item : *read) {
      Require(!item.claim.text().empty() && item.reviews.size() == 1);
      Require(item.reviews[0].rating().words().size() <= 1024 && !item.reviews[0].reviewer().name().empty());
      Require(item.notes.list().size() <= verbatim::interchange::Notes::kMaxNotes);
    }
  }
}

// Any text is a date, a URL, or none.
void ReadTexts(std::string_view text) {
  const std::string date = verbatim::interchange::ReadDate(text, "fr").date;
  Require(date.empty() || date.size() >= 4);
  const std::string url = verbatim::interchange::ReadUrl(text, "https://base.example/a/b?c#d");
  Require(url.empty() || url.find(':') != std::string::npos);
  Require(verbatim::interchange::TrimSpace(text).size() <= text.size());
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
    verbatim::interchange::ReadFactCheckClaim(*whole[i].value).status().IgnoreError();
    if (whole[i].value->contains("text") && (*whole[i].value)["text"].is_string())
      ReadTexts((*whole[i].value)["text"].get<std::string>());
    ReadAnnotation(*whole[i].value, uris).status().IgnoreError();
  }
  ReadReviews(whole, uris);
  return 0;
}
