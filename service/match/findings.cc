#include "match/findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "match/relations/sentence.h"
#include "text/values/values.h"

namespace verbatim::match {
namespace {

using verbatim::v1::Match;

// Active claims come before retracted ones at nearly equal scores.
constexpr double kRetracted = 0.05;

bool IsWarning(const Finding& finding) {
  return finding.match.relation() == Match::RELATION_CONFLICTING_VALUE ||
         finding.match.relation() == Match::RELATION_OPPOSED;
}

double OwnKey(const Finding& finding) {
  double key = finding.match.score();
  if (finding.match.relation() != Match::RELATION_RELATED) key += kLikeScores;
  if (finding.retracted) key -= kRetracted;
  return key;
}

bool SaysTheSame(const std::string& a, const std::string& b) {
  const std::vector<text::TypedValue> in_a = text::FindValues(a, {});
  const std::vector<text::TypedValue> in_b = text::FindValues(b, {});
  const Sentence one(a, in_a);
  const Sentence other(b, in_b);
  return Relate(one, other).kind == RelationKind::kSame && Relate(other, one).kind == RelationKind::kSame;
}

// Claims of very different length cannot say the same.
bool MaySayTheSame(const Finding& a, const Finding& b) {
  const size_t less = std::min(a.claim.text().size(), b.claim.text().size());
  const size_t more = std::max(a.claim.text().size(), b.claim.text().size());
  return less * 2 >= more && a.match.relation() == b.match.relation() && a.retracted == b.retracted;
}

void AddDuplicate(const std::string& name, Finding& to) {
  if (to.duplicates.size() < kMaxDuplicates) to.duplicates.push_back(name);
}

}  // namespace

void Order(std::vector<Finding>& findings) {
  double best_same = 0;
  for (const Finding& finding : findings) {
    if (finding.match.relation() == Match::RELATION_SAME) best_same = std::max(best_same, OwnKey(finding));
  }
  auto key = [best_same](const Finding& finding) {
    const double own = OwnKey(finding);
    const bool first = IsWarning(finding) && finding.match.score() >= kWarningScore;
    return std::tuple(first ? std::max(own, best_same) : own, IsWarning(finding), own);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) > key(b); });
}

void Fold(std::vector<Finding>& findings, bool english) {
  std::vector<Finding> heads;
  for (Finding& finding : findings) {
    auto same = std::find_if(heads.begin(), heads.end(), [&](const Finding& head) {
      if (!MaySayTheSame(head, finding)) return false;
      return head.wording == finding.wording ||
             (english && SaysTheSame(head.claim.text(), finding.claim.text()));
    });
    if (same == heads.end()) {
      heads.push_back(std::move(finding));
      continue;
    }
    AddDuplicate(finding.claim.name(), *same);
    for (const std::string& name : finding.duplicates) AddDuplicate(name, *same);
    same->duplicate_count += 1 + finding.duplicate_count;
  }
  findings = std::move(heads);
}

}  // namespace verbatim::match
