#include "match/relations/word_alignment.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace verbatim::match {
namespace {

using wordnet::Lemma;
using wordnet::Part;

bool Intersect(const std::vector<wordnet::SynsetId>& a, const std::vector<wordnet::SynsetId>& b) {
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) return true;
    if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return false;
}

bool ShareLemma(const Word& a, const Word& b) {
  return std::any_of(a.lemmas.begin(), a.lemmas.end(), [&](const Lemma& one) {
    return std::any_of(b.lemmas.begin(), b.lemmas.end(),
                       [&](const Lemma& other) { return one.word == other.word; });
  });
}

bool AreDerived(const Word& a, const Word& b) {
  return std::any_of(a.lemmas.begin(), a.lemmas.end(), [&](const Lemma& one) {
    const auto derived = wordnet::Derivations(one.word);
    return std::any_of(b.lemmas.begin(), b.lemmas.end(), [&](const Lemma& other) {
      return std::binary_search(derived.begin(), derived.end(), other.word);
    });
  });
}

// Opposites by WordNet of verbs alone: its opposite nouns and adjectives ("man", "woman") are often only
// different.
bool AreOppositeVerbs(const Word& a, const Word& b) {
  if (!a.verb || !b.verb) return false;
  // Postures are only different.
  auto is_posture = [](const Word& word) {
    return std::any_of(word.lemmas.begin(), word.lemmas.end(), [](const Lemma& lemma) {
      const std::string_view name = wordnet::Name(lemma.word);
      return name == "sit" || name == "stand" || name == "lie";
    });
  };
  if (is_posture(a) || is_posture(b)) return false;
  return std::any_of(a.lemmas.begin(), a.lemmas.end(), [&](const Lemma& one) {
    if (one.part != Part::kVerb) return false;
    const auto opposites = wordnet::Opposites(one.word);
    return std::any_of(b.lemmas.begin(), b.lemmas.end(), [&](const Lemma& other) {
      return other.part == Part::kVerb && std::binary_search(opposites.begin(), opposites.end(), other.word);
    });
  });
}

std::optional<Likeness> Compare(const Word& text, const Word& claim) {
  if (text.number || claim.number) {
    if (text.number && claim.number && text.lower == claim.lower) return Likeness::kSame;
    return std::nullopt;
  }
  const bool phrase = !text.meaning.empty() || !claim.meaning.empty();
  if (!phrase && (text.lower == claim.lower || ShareLemma(text, claim))) return Likeness::kSame;
  if (text.meaning == claim.meaning && phrase) return Likeness::kSame;
  if (!phrase && text.stem.size() > 3 && text.stem == claim.stem) return Likeness::kDerived;
  if (AreOpposite(text.news, claim.news) || IsNegatedForm(text.lower, claim.lower) ||
      AreOppositeVerbs(text, claim)) {
    return Likeness::kOpposite;
  }
  if (AreSynonyms(text.news, claim.news)) return Likeness::kSynonym;
  if (phrase) return std::nullopt;
  if (text.name != claim.name && text.range.start > 0 && claim.range.start > 0 && !AreDerived(text, claim))
    return std::nullopt;
  if (Intersect(text.senses, claim.senses)) return Likeness::kSynonym;
  if (AreDerived(text, claim)) return Likeness::kDerived;
  if (Intersect(text.more_general, claim.senses)) return Likeness::kNarrower;
  if (Intersect(text.senses, claim.more_general)) return Likeness::kBroader;
  return std::nullopt;
}

struct Option {
  size_t text;
  size_t claim;
  Likeness likeness;
  double cost;
};

}  // namespace

Alignment Align(const Sentence& text, const Sentence& claim) {
  Alignment out;
  out.of_claim.assign(claim.words().size(), -1);
  out.of_text.assign(text.words().size(), -1);
  std::vector<Option> options;
  std::vector<int> neighbours(text.words().size() * 2 + 1);
  for (size_t c = 0; c < claim.words().size(); ++c) {
    if (!IsContent(claim.words()[c])) continue;
    for (size_t t = 0; t < text.words().size(); ++t) {
      if (!IsContent(text.words()[t])) continue;
      const auto likeness = Compare(text.words()[t], claim.words()[c]);
      if (likeness) options.push_back({t, c, *likeness, static_cast<double>(*likeness)});
    }
  }
  // A pair is the better the more pairs of the same words are near it in both sentences.
  for (Option& option : options) {
    double near = 0;
    for (const Option& other : options) {
      if (other.text == option.text || other.claim == option.claim || other.likeness > Likeness::kSynonym)
        continue;
      const auto by_text = static_cast<double>(other.text) - static_cast<double>(option.text);
      const auto by_claim = static_cast<double>(other.claim) - static_cast<double>(option.claim);
      near += 1 / (1 + std::abs(by_text - by_claim) + std::abs(by_claim));
    }
    option.cost -= 0.9 * near / (1 + near);
  }
  std::stable_sort(options.begin(), options.end(),
                   [](const Option& a, const Option& b) { return a.cost < b.cost; });
  for (const Option& option : options) {
    if (out.of_claim[option.claim] >= 0 || out.of_text[option.text] >= 0) continue;
    out.of_claim[option.claim] = out.of_text[option.text] = 0;
    out.pairs.push_back({option.text, option.claim, option.likeness});
  }
  std::sort(out.pairs.begin(), out.pairs.end(),
            [](const AlignedPair& a, const AlignedPair& b) { return a.claim < b.claim; });
  for (size_t i = 0; i < out.pairs.size(); ++i) {
    out.of_claim[out.pairs[i].claim] = out.of_text[out.pairs[i].text] = static_cast<int>(i);
  }
  return out;
}

}  // namespace verbatim::match
