#include "match/relations/role_comparison.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"

namespace verbatim::match {
namespace {

class RoleComparison {
 public:
  RoleComparison(const Sentence& text, const Sentence& claim, const Alignment& alignment)
      : text_(text), claim_(claim), alignment_(alignment) {}

  std::string Difference() const {
    std::string verbs = VerbsDiffer();
    return verbs.empty() ? RolesDiffer() : verbs;
  }

 private:
  bool Contains(const std::vector<size_t>& words, size_t word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  // Returns whether a noun phrase of the claim has another role in the text.
  std::string RolesDiffer() const {
    for (const AlignedPair& pair : alignment_.pairs) {
      const Word& claimed = claim_.words()[pair.claim];
      const Word& stated = text_.words()[pair.text];
      if (!claimed.preposition.empty() && !stated.preposition.empty() && !claimed.verb && !stated.verb &&
          DoPrepositionsDiffer(claimed.preposition, stated.preposition)) {
        return absl::StrCat("says \"", std::string(stated.preposition), "\" ", Quoted(text_, pair.text));
      }
      if (std::string other = OtherHead(pair); !other.empty()) return other;
      if (!claimed.verb || !stated.verb) continue;
      const Roles in_claim = claim_.RolesOf(pair.claim);
      const Roles in_text = text_.RolesOf(pair.text);
      // "The plant reopened" is "the plant was reopened".
      const bool ergative = AnyLemma(claimed, &IsErgative);
      const bool opened = ergative && in_claim.patients.empty() && in_text.agents.empty();
      const bool was_opened = ergative && in_claim.agents.empty() && in_text.patients.empty();
      if (opened || was_opened) continue;
      if (auto moved = Moved(in_claim.agents, in_text.agents, in_text.patients)) {
        return absl::StrCat(Quoted(claim_, *moved), " has another role");
      }
      if (auto moved = Moved(in_claim.patients, in_text.patients, in_text.agents)) {
        return absl::StrCat(Quoted(claim_, *moved), " has another role");
      }
    }
    return "";
  }

  // Returns the last word of the run of content words that contains this word: the head of "light brown dog".
  static size_t HeadOf(const Sentence& sentence, size_t word) {
    const std::vector<Word>& words = sentence.words();
    while (word + 1 < words.size() && words[word + 1].before == Break::kNone && IsContent(words[word + 1]) &&
           !words[word + 1].verb && words[word + 1].value < 0) {
      ++word;
    }
    return word;
  }

  // Returns whether a word modifies another noun in the text than in the claim.
  std::string OtherHead(const AlignedPair& pair) const {
    if (claim_.words()[pair.claim].verb || text_.words()[pair.text].verb) return "";
    const size_t claim_head = HeadOf(claim_, pair.claim);
    const size_t text_head = HeadOf(text_, pair.text);
    if (text_head == pair.text) return "";  // a head, or a predicate
    const int text_partner = alignment_.of_text[text_head];
    const bool same =
        text_partner >= 0 && alignment_.pairs[static_cast<size_t>(text_partner)].claim == claim_head;
    if (same) return "";
    // "Exports of Germany" are "German exports": the claim names the head before.
    const bool head_before = text_partner >= 0 && claim_head == pair.claim &&
                             alignment_.pairs[static_cast<size_t>(text_partner)].claim < pair.claim;
    // A verb after the noun may look like a noun.
    const bool verb =
        text_partner >= 0 && claim_.words()[alignment_.pairs[static_cast<size_t>(text_partner)].claim].verb;
    if (head_before || verb) return "";
    return absl::StrCat(Quoted(text_, pair.text), " is about ", Quoted(text_, text_head));
  }

  // Returns a verb of a side that the other side does not have as a verb, if it has another.
  std::string VerbsDiffer() const {
    for (const AlignedPair& pair : alignment_.pairs) {
      const Word& claimed = claim_.words()[pair.claim];
      const Word& stated = text_.words()[pair.text];
      if (claimed.verb == stated.verb) continue;
      const Sentence& verbal = claimed.verb ? text_ : claim_;
      const std::vector<int>& paired = claimed.verb ? alignment_.of_text : alignment_.of_claim;
      for (size_t i = 0; i < verbal.words().size(); ++i) {
        const Word& word = verbal.words()[i];
        if (!word.verb || IsAboutStatements(word) || AnyLemma(word, &IsLightVerb)) continue;
        const bool same =
            paired[i] >= 0 && text_.words()[alignment_.pairs[static_cast<size_t>(paired[i])].text].verb ==
                                  claim_.words()[alignment_.pairs[static_cast<size_t>(paired[i])].claim].verb;
        if (!same) return absl::StrCat(Quoted(verbal, i), " is another verb");
      }
    }
    return "";
  }

  // Returns a word of the claim whose counterpart has the opposite role in the text.
  std::optional<size_t> Moved(const std::vector<size_t>& claimed, const std::vector<size_t>& stated,
                              const std::vector<size_t>& opposite) const {
    for (size_t c : claimed) {
      const int found = alignment_.of_claim[c];
      if (found < 0) continue;
      const size_t t = alignment_.pairs[static_cast<size_t>(found)].text;
      if (Contains(opposite, t)) return c;
    }
    // Another word of the claim has the role in the text, and none of these.
    if (claimed.empty() || alignment_.of_claim[claimed.back()] < 0) return std::nullopt;
    bool others = false;
    for (size_t t : stated) {
      const int found = alignment_.of_text[t];
      if (found < 0) continue;
      if (Contains(claimed, alignment_.pairs[static_cast<size_t>(found)].claim)) return std::nullopt;
      others = true;
    }
    return others ? std::optional(claimed.back()) : std::nullopt;
  }
  const Sentence& text_;
  const Sentence& claim_;
  const Alignment& alignment_;
};

}  // namespace

std::string DifferenceOfRoles(const Sentence& text, const Sentence& claim, const Alignment& alignment) {
  return RoleComparison(text, claim, alignment).Difference();
}

}  // namespace verbatim::match
