#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/stop.h"
#include "text/values/values.h"

namespace verbatim::text {

// How much a sentence is worth checking, and why. What can be looked up counts: figures and dates most, then
// comparisons, attributed statements and names. Annotators of check-worthiness name these cues (Hassan et
// al., ClaimBuster, KDD 2017; Nakov et al., CheckThat!, CLEF 2021). Questions, wishes and headings state
// little. A sentence with a figure always scores higher than one without, even if it is as short as a row of a
// table: "Jobs lost: 310".
struct CheckWorthiness {
  double score = 0;                  // 0: nothing to check; no upper bound
  std::vector<std::string> reasons;  // in plain English, weightiest first
};

// Rates one sentence. `values` must be what FindValues returned for it. Knows English cues only. Linear in
// the sentence. If `should_stop` ends the work, the result must not be used. Any thread.
CheckWorthiness Assess(std::string_view sentence, const std::vector<TypedValue>& values,
                       const ShouldStop& should_stop = {});

}  // namespace verbatim::text
