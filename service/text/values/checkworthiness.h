#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/values/values.h"

namespace verbatim::text {

// How much a sentence is worth checking, and why. Sentences state more or less that can be looked up: figures
// and dates most, then comparisons, what somebody is quoted with, and whom it is about (the cues that
// annotators of check-worthiness name: Hassan et al., ClaimBuster, KDD 2017; Nakov et al., CheckThat!, CLEF
// 2021). Questions, wishes and headings state little.
struct CheckWorthiness {
  double score = 0;                  // 0: nothing to check; otherwise without an upper end
  std::vector<std::string> reasons;  // in plain English, the weightiest first
};

// Weighs one sentence, given its values as FindValues returned them. English cues. Linear in the sentence.
// Any thread.
CheckWorthiness Assess(std::string_view sentence, const std::vector<TypedValue>& values);

}  // namespace verbatim::text
