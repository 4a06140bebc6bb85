#include "match/claim_texts.h"

#include <utility>

#include "match/index/claim_entry.h"
#include "status/status_macros.h"

namespace verbatim::match {
namespace {

// Returns the text of a claim with this wording, in any state; empty if there is none.
absl::StatusOr<std::string> TextOf(IndexReader& reader, const std::string& key) {
  for (const std::string& wording : WithStates(key)) {
    ABSL_ASSIGN_OR_RETURN(const auto copies, reader.Copies(wording, {}, 1));
    if (copies.empty()) continue;
    ABSL_ASSIGN_OR_RETURN(verbatim::v1::Claim claim, ReadIndexData(copies.front()));
    return std::move(*claim.mutable_text());
  }
  return std::string();
}

}  // namespace

absl::StatusOr<int64_t> ClaimTexts::Position() {
  ABSL_ASSIGN_OR_RETURN(auto lease, index_.Read(0, "min_log_size"));
  return lease->position().log_size;
}

absl::StatusOr<std::vector<std::string>> ClaimTexts::Keys() {
  ABSL_ASSIGN_OR_RETURN(auto lease, index_.Read(0, "min_log_size"));
  absl::StatusOr<std::vector<std::string>> wordings = lease->Wordings();
  if (!wordings.ok()) return index_.Failed(wordings.status());
  std::vector<std::string> keys;
  keys.reserve(wordings->size());
  for (const std::string& wording : *wordings) {
    const std::string_view key = WithoutState(wording);
    if (keys.empty() || keys.back() != key) keys.emplace_back(key);
  }
  return keys;
}

absl::StatusOr<std::vector<std::string>> ClaimTexts::Texts(std::span<const std::string> keys) {
  ABSL_ASSIGN_OR_RETURN(auto lease, index_.Read(0, "min_log_size"));
  std::vector<std::string> texts;
  for (const std::string& key : keys) {
    absl::StatusOr<std::string> text = TextOf(*lease, key);
    if (!text.ok()) return index_.Failed(text.status());
    texts.push_back(*std::move(text));
  }
  return texts;
}

}  // namespace verbatim::match
