#include "match/across/comparison.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "absl/strings/str_join.h"
#include "text/values/comparison.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using text::TypedValue;
using text::ValueKind;

// Log-odds of the evidence, set by hand so that on the pairs of tests/match/across_test.cc, whose figures it prints,
// a score of 0.3 (kWarningScore) separates what is about the same assertion. One shared name alone scores 0.08 at
// most, a name and a month 0.22, so neither reaches the default of CheckText. A name, a figure and what is counted
// reach 0.5. The names, figures and topics of a sentence are not all that it says, so no score exceeds kMaxScore.
constexpr double kBias = -3.8;
constexpr double kForName = 1.3;
constexpr double kForValue = 1.2;
constexpr double kForYear = 0.5;
constexpr double kForDigits = 0.6;    // a number that counts what is not known to be the same
constexpr double kForConflict = 0.6;  // something of the same kind is counted or measured
constexpr double kForTopic = 0.7;
constexpr double kForGeneric = 0.35;
constexpr double kForOtherEvent = -1.0;
constexpr double kForOtherThing = -0.7;
constexpr double kForOtherNames = -1.2;  // times the share of the names that are missing
constexpr double kMostNames = 2.5;
constexpr double kMostValues = 3;
constexpr double kMostTopics = 4;
constexpr double kMaxScore = 0.85;

// The second word of a name tells less than the first: "Emmanuel Macron".
constexpr double kNextWord = 0.4;

// Words before and after a value that say what it counts or measures.
constexpr size_t kBefore = 4;
constexpr size_t kAfter = 4;

constexpr size_t kMaxValues = 64;
constexpr size_t kMaxNames = 256;
constexpr size_t kNamed = 6;  // in a reason

bool SharesKey(const NameFact& a, const NameFact& b) {
  if (a.place != b.place) return false;
  return std::any_of(a.keys.begin(), a.keys.end(), [&](const std::string& key) {
    return std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end();
  });
}

template <typename Fact>
std::vector<Fact> Inside(const std::vector<Fact>& facts, ByteRange part) {
  std::vector<Fact> inside;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(inside), [&](const Fact& fact) {
    return part.start <= fact.range.start && fact.range.end <= part.end;
  });
  return inside;
}

Facts PartOf(const Facts& facts, ByteRange part) {
  Facts inside{Inside(facts.names, part), Inside(facts.values, part), Inside(facts.topics, part), {}};
  for (const ByteRange& word : facts.words) {
    if (part.start <= word.start && word.end <= part.end) inside.words.push_back(word);
  }
  return inside;
}

bool IsExactTime(const TypedValue& value) { return value.kind == ValueKind::kTime && value.edtf.size() > 4; }

// How a value of the text relates to one of the claim.
enum class ValueLikeness : uint8_t { kOther, kAgrees, kDiffers };

class Comparer {
 public:
  Comparer(const FactSide& text, const FactSide& claim, const NameWeight& weight)
      : text_(text), claim_(claim), weight_(weight) {}

  AcrossComparison Compare() {
    CompareNames();
    if (out_.pairs.empty()) return {};
    CompareTopics();
    CompareValues();
    FindConflicts();
    out_.score = Score();
    AddReasons();
    std::stable_sort(out_.pairs.begin(), out_.pairs.end(),
                     [](const WordPair& a, const WordPair& b) { return a.text.start < b.text.start; });
    return std::move(out_);
  }

 private:
  void CompareNames() {
    const auto& names = text_.facts.names;
    const auto& claimed = claim_.facts.names;
    std::vector<bool> met(std::min(names.size(), kMaxNames));
    size_t last_claimed = claimed.size();
    size_t claim_sure = 0;
    size_t claim_met = 0;
    std::set<std::string> seen;
    for (size_t c = 0; c < std::min(claimed.size(), kMaxNames); ++c) {
      claim_sure += claimed[c].sure;
      size_t found = met.size();
      for (size_t t = 0; t < met.size() && found == met.size(); ++t) {
        if (SharesKey(names[t], claimed[c])) found = t;
      }
      if (found == met.size()) continue;
      claim_met += claimed[c].sure;
      met[found] = true;
      if (!seen.insert(claimed[c].keys.front()).second) continue;
      out_.pairs.push_back({names[found].range, claimed[c].range});
      shared_names_.emplace_back(Slice(text_.text, names[found].range));
      double weight = 0;
      for (const std::string& key : claimed[c].keys)
        weight = std::max(weight, weight_(key, claimed[c].place));
      const bool next =
          last_claimed + 1 == c && claimed[last_claimed].range.end + 1 == claimed[c].range.start;
      name_weight_ += next ? kNextWord * weight : weight;
      groups_ += !next;
      last_claimed = c;
    }
    size_t text_sure = 0;
    size_t text_met = 0;
    for (size_t t = 0; t < met.size(); ++t) {
      text_sure += names[t].sure;
      text_met += names[t].sure && met[t];
    }
    const double claim_missing = Missing(claim_sure, claim_met);
    const double text_missing = Missing(text_sure, text_met);
    missing_ = std::min(claim_missing, text_missing);
    claim_missing_ = claim_missing;
  }

  static double Missing(size_t all, size_t met) {
    return all == 0 ? 0 : 1 - static_cast<double>(met) / static_cast<double>(all);
  }

  ValueLikeness Compare(const TypedValue& stated, const TypedValue& claimed) const {
    const bool time = claimed.kind == ValueKind::kTime;
    if (stated.kind != claimed.kind || (!time && stated.amount.unit != claimed.amount.unit))
      return ValueLikeness::kOther;
    auto verdict = [&](const TypedValue& value, const TypedValue& other, const FactSide& side) {
      const std::span<const TypedValue> only(&other, 1);
      return time ? text::CompareTime(value.edtf, only).verdict
                  : text::CompareAmount(value.amount, side.text, only, claim_.language).verdict;
    };
    const text::Verdict one = verdict(claimed, stated, text_);
    const text::Verdict other = verdict(stated, claimed, claim_);
    if (one == text::Verdict::kAttested || other == text::Verdict::kAttested) return ValueLikeness::kAgrees;
    const bool differs = one == text::Verdict::kContradicted && other == text::Verdict::kContradicted;
    return differs ? ValueLikeness::kDiffers : ValueLikeness::kOther;
  }

  void CompareValues() {
    const auto& stated = text_.facts.values;
    const auto& claimed = claim_.facts.values;
    claimed_agrees_.resize(std::min(claimed.size(), kMaxValues));
    stated_agrees_.resize(std::min(stated.size(), kMaxValues));
    for (size_t c = 0; c < claimed_agrees_.size(); ++c) {
      for (size_t t = 0; t < stated_agrees_.size(); ++t) {
        const ValueLikeness likeness = Compare(stated[t], claimed[c]);
        if (likeness == ValueLikeness::kDiffers && claimed[c].kind == ValueKind::kTime) other_time_ = true;
        if (likeness != ValueLikeness::kAgrees || CountOtherThings(stated[t], claimed[c])) continue;
        stated_agrees_[t] = true;
        if (claimed_agrees_[c]) continue;
        claimed_agrees_[c] = true;
        out_.pairs.push_back({stated[t].range, claimed[c].range});
        shared_values_.emplace_back(Slice(text_.text, stated[t].range));
        const bool vague =
            claimed[c].kind == ValueKind::kTime && !(IsExactTime(claimed[c]) && IsExactTime(stated[t]));
        const bool loose = claimed[c].kind == ValueKind::kNumber && !HaveSameContext(stated[t], claimed[c]);
        value_weight_ += vague ? kForYear : loose ? kForDigits : kForValue;
        same_time_ = same_time_ || claimed[c].kind == ValueKind::kTime;
        exact_values_ += !vague && !loose;
      }
    }
  }

  void CompareTopics() {
    std::set<Topic> in_text;
    std::set<Topic> in_claim;
    for (const TopicFact& fact : text_.facts.topics) in_text.insert(fact.topic);
    for (const TopicFact& fact : claim_.facts.topics) {
      if (!in_claim.insert(fact.topic).second || !in_text.contains(fact.topic)) continue;
      const bool generic = KindOf(fact.topic) == TopicKind::kGeneric;
      topic_weight_ += generic ? kForGeneric : kForTopic;
      same_event_ = same_event_ || KindOf(fact.topic) == TopicKind::kEvent;
      same_thing_ = same_thing_ || KindOf(fact.topic) == TopicKind::kThing;
      const auto other = std::find_if(text_.facts.topics.begin(), text_.facts.topics.end(),
                                      [&](const TopicFact& one) { return one.topic == fact.topic; });
      out_.pairs.push_back({other->range, fact.range});
      shared_topics_.emplace_back(Slice(text_.text, other->range));
    }
    auto is_event = [](Topic topic) { return KindOf(topic) == TopicKind::kEvent; };
    auto is_thing = [](Topic topic) { return KindOf(topic) == TopicKind::kThing; };
    auto both_have = [&](auto is_kind) {
      return std::any_of(in_text.begin(), in_text.end(), is_kind) &&
             std::any_of(in_claim.begin(), in_claim.end(), is_kind);
    };
    other_event_ = both_have(is_event) && !same_event_;
    other_thing_ = both_have(is_thing) && !same_thing_;
    for (Topic one : in_text) {
      for (Topic other : in_claim) {
        const bool opposite = AreOpposite(one, other) && !in_claim.contains(one) && !in_text.contains(other);
        opposite_event_ = opposite_event_ || opposite;
      }
    }
  }

  // Returns the topics of the words near a value: those after it, and those before it.
  struct Near {
    std::set<Topic> counted;  // things right after a count
    std::set<Topic> all;
  };
  static Near TopicsNear(const Facts& facts, const TypedValue& value) {
    const auto& words = facts.words;
    auto index = [&](size_t byte) {
      return static_cast<size_t>(
          std::partition_point(words.begin(), words.end(), [&](ByteRange word) { return word.end <= byte; }) -
          words.begin());
    };
    const size_t first = index(value.range.start);
    const size_t after = index(value.range.end);
    Near near;
    for (const TopicFact& fact : facts.topics) {
      const size_t at = index(fact.range.start);
      if (at + kBefore < first || at >= after + kAfter) continue;
      near.all.insert(fact.topic);
      if (at >= after && KindOf(fact.topic) == TopicKind::kThing) near.counted.insert(fact.topic);
    }
    return near;
  }

  static bool Intersect(const std::set<Topic>& a, const std::set<Topic>& b) {
    return std::any_of(a.begin(), a.end(), [&](Topic topic) {
      return KindOf(topic) != TopicKind::kGeneric && b.contains(topic);
    });
  }

  // Returns whether two numbers count things of different kinds: prisoners and athletes.
  bool CountOtherThings(const TypedValue& stated, const TypedValue& claimed) const {
    if (claimed.kind != ValueKind::kNumber) return false;
    const std::set<Topic> in_text = TopicsNear(text_.facts, stated).counted;
    const std::set<Topic> in_claim = TopicsNear(claim_.facts, claimed).counted;
    return !in_text.empty() && !in_claim.empty() && !Intersect(in_text, in_claim);
  }

  static bool IsAlone(const TypedValue& value, const Facts& facts) {
    return std::count_if(facts.values.begin(), facts.values.end(), [&](const TypedValue& other) {
             return other.kind == value.kind && other.amount.unit == value.amount.unit;
           }) == 1;
  }

  bool HaveSameContext(const TypedValue& stated, const TypedValue& claimed) const {
    if (claimed.kind == ValueKind::kTime) return same_event_;
    if (CountOtherThings(stated, claimed)) return false;
    if (Intersect(TopicsNear(text_.facts, stated).all, TopicsNear(claim_.facts, claimed).all)) return true;
    const bool alone = IsAlone(stated, text_.facts) && IsAlone(claimed, claim_.facts);
    return alone && claimed.kind != ValueKind::kNumber && (same_event_ || same_thing_);
  }

  void FindConflicts() {
    if (missing_ > 0.5 || other_event_ || opposite_event_ || other_thing_) return;
    for (size_t c = 0; c < claimed_agrees_.size(); ++c) {
      if (claimed_agrees_[c]) continue;
      const TypedValue& claimed = claim_.facts.values[c];
      for (size_t t = 0; t < stated_agrees_.size(); ++t) {
        const TypedValue& stated = text_.facts.values[t];
        if (stated_agrees_[t] || Compare(stated, claimed) != ValueLikeness::kDiffers) continue;
        const bool time = claimed.kind == ValueKind::kTime;
        // At another time, other things happen.
        if (!time && other_time_ && !same_time_) continue;
        const bool anchored =
            time ? exact_values_ > 0 : exact_values_ > 0 || same_event_ || same_time_ || groups_ > 1;
        if (!anchored || !HaveSameContext(stated, claimed)) continue;
        out_.conflicts.push_back({claimed, stated});
        break;
      }
    }
    std::stable_sort(out_.conflicts.begin(), out_.conflicts.end(), [](const auto& a, const auto& b) {
      return a.stated.range.start < b.stated.range.start;
    });
    if (!out_.conflicts.empty()) out_.kind = RelationKind::kConflictingValue;
  }

  double Score() const {
    double odds = kBias + kForName * std::min(name_weight_, kMostNames) +
                  std::min(value_weight_, kMostValues * kForValue) +
                  std::min(topic_weight_, kMostTopics * kForTopic) + kForOtherNames * claim_missing_;
    if (other_event_ || opposite_event_) odds += kForOtherEvent;
    if (other_thing_) odds += kForOtherThing;
    if (!out_.conflicts.empty()) odds += kForConflict;
    return std::min(kMaxScore, 1 / (1 + std::exp(-odds)));
  }

  static void AddReason(const std::string& what, std::vector<std::string>& surfaces,
                        std::vector<std::string>& reasons) {
    if (surfaces.empty()) return;
    if (surfaces.size() > kNamed) surfaces.resize(kNamed);
    reasons.push_back(what + absl::StrJoin(surfaces, ", "));
  }

  void AddReasons() {
    AddReason("the same names in another language: ", shared_names_, out_.reasons);
    AddReason("the same figures and times: ", shared_values_, out_.reasons);
    AddReason("the same topics: ", shared_topics_, out_.reasons);
  }

  const FactSide& text_;
  const FactSide& claim_;
  const NameWeight& weight_;
  double name_weight_ = 0;
  size_t groups_ = 0;  // shared names, each counted once
  double missing_ =
      0;  // share of the sure names that the other side lacks, on the side with the smaller share
  double claim_missing_ = 0;  // the same of the claim
  double value_weight_ = 0;
  size_t exact_values_ = 0;  // that agree, other than years
  bool same_time_ = false;
  bool other_time_ = false;
  double topic_weight_ = 0;
  bool same_event_ = false;
  bool same_thing_ = false;
  bool other_thing_ = false;
  bool other_event_ = false;
  bool opposite_event_ = false;
  std::vector<bool> claimed_agrees_;
  std::vector<bool> stated_agrees_;
  std::vector<std::string> shared_names_;
  std::vector<std::string> shared_values_;
  std::vector<std::string> shared_topics_;
  AcrossComparison out_;
};

// Returns the part of a long text that shares most with the claim.
ByteRange SharedPart(const std::vector<WordPair>& pairs, size_t size) {
  size_t best = 0;
  size_t most = 0;
  for (size_t first = 0, last = 0; first < pairs.size(); ++first) {
    while (last < pairs.size() && pairs[last].text.end <= pairs[first].text.start + kPartBytes / 2) ++last;
    if (last > first + most) {
      most = last - first;
      best = first;
    }
  }
  const size_t start = pairs[best].text.start;
  return {start - std::min(start, kPartBytes / 4), std::min(size, start + 3 * kPartBytes / 4)};
}

}  // namespace

AcrossComparison CompareAcross(const FactSide& text, const FactSide& claim, const NameWeight& weight) {
  AcrossComparison whole = Comparer(text, claim, weight).Compare();
  if (text.text.size() <= kPartBytes || whole.pairs.empty()) return whole;
  const Facts part = PartOf(text.facts, SharedPart(whole.pairs, text.text.size()));
  return Comparer({text.text, part, text.language}, claim, weight).Compare();
}

}  // namespace verbatim::match
