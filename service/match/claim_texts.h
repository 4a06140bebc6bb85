#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "match/claim_index.h"
#include "match/embedding/claim_vectors.h"

namespace verbatim::match {

// The texts of all claims of the index, for the embedder. Equal texts are embedded once: the key is the
// wording without the state (claim_entry.h). Texts of claims only, no quotes. One thread.
class ClaimTexts final : public embedding::TextSource {
 public:
  // `index` must outlive this object.
  explicit ClaimTexts(ClaimIndex& index) : index_(index) {}

  absl::StatusOr<int64_t> Position() override;
  absl::StatusOr<std::vector<std::string>> Keys() override;
  absl::StatusOr<std::vector<std::string>> Texts(std::span<const std::string> keys) override;

 private:
  ClaimIndex& index_;
};

}  // namespace verbatim::match
