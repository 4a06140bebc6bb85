#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "match/relations/relation.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/match.pb.h"

namespace verbatim::match {

// A claim that was found for a text and compared with it.
struct Finding {
  verbatim::v1::Claim claim;  // as the index has it
  std::string wording;        // equal for claims that say the same and have the same state
  bool retracted = false;
  verbatim::v1::Match match;  // without its claim
  std::vector<std::string> duplicates;
  size_t duplicate_count = 0;
};

// A finding with a score up to this much lower may come first if its relation says more.
inline constexpr double kLikeScores = 0.1;

// From this score on, a conflict or a denial comes before every claim that the text repeats. The default of
// CheckTextOptions.min_score.
inline constexpr double kWarningScore = 0.3;

// Limit of Match.duplicates.
inline constexpr size_t kMaxDuplicates = 100;

// Orders findings as match_service.proto says: by score, with conflicts and denials before repetitions before
// related claims at like scores, and active claims before retracted ones.
void Order(std::vector<Finding>& findings);

// Folds findings that say the same into the first of them, and adds them to its duplicates. The findings must
// be in order. Findings with different relations or states stay apart. Quadratic in the findings; only those
// that share most words are compared in full.
void Fold(std::vector<Finding>& findings, bool english);

}  // namespace verbatim::match
