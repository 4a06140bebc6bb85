#include "match/lexicon/wordnet.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

// The build defines WORDNET_TABLE as the path of the table.
asm(R"(
  .pushsection .rodata
  .balign 8
  verbatim_wordnet_table:
  .incbin ")" WORDNET_TABLE R"("
  verbatim_wordnet_table_end:
  .byte 0
  .popsection
)");
extern "C" const char verbatim_wordnet_table[];

namespace verbatim::match::wordnet {
namespace {

using Numbers = std::span<const uint32_t>;

// The arrays of the table, in the order in which make_wordnet_table.cc writes them.
struct Table {
  Table() {
    const auto* at = reinterpret_cast<const uint32_t*>(verbatim_wordnet_table);
    for (Numbers* numbers : {&first_synset, &names, &senses_at, &senses, &derived_at, &derived, &opposites_at,
                             &opposites, &counts, &hypernyms_at, &hypernyms, &forms, &lemmas}) {
      *numbers = {at + 1, *at};
      at += 1 + *at;
    }
    letters = reinterpret_cast<const char*>(at);
  }

  std::string_view At(Numbers starts, size_t index) const {
    return {letters + starts[index], starts[index + 1] - starts[index]};
  }

  Numbers first_synset;  // of each part of speech; then the number of synsets
  Numbers names, senses_at, senses, derived_at, derived, opposites_at, opposites;
  Numbers counts;  // kParts a word
  Numbers hypernyms_at, hypernyms;
  Numbers forms, lemmas;  // irregular forms; their lemmas: word << 2 | part
  const char* letters = nullptr;
};

const Table& Get() {
  static const Table table;
  return table;
}

Numbers Between(Numbers starts, Numbers values, size_t index) {
  return values.subspan(starts[index], starts[index + 1] - starts[index]);
}

// Returns the index of the first string that is not less than `word`.
size_t LowerBound(const Table& table, Numbers starts, std::string_view word) {
  size_t low = 0;
  size_t high = starts.size() - 1;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (table.At(starts, middle) < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool HasPart(WordId word, Part part) {
  const Table& table = Get();
  const auto index = static_cast<size_t>(part);
  for (SynsetId synset : Between(table.senses_at, table.senses, word)) {
    if (synset >= table.first_synset[index] && synset < table.first_synset[index + 1]) return true;
  }
  return false;
}

struct Ending {
  Part part;
  std::string_view ending;
  std::string_view replacement;
};

// WordNet's rules of detachment (morphy(7WN)).
constexpr auto kEndings = std::to_array<Ending>({
    {Part::kNoun, "s", ""},        {Part::kNoun, "ses", "s"},      {Part::kNoun, "xes", "x"},
    {Part::kNoun, "zes", "z"},     {Part::kNoun, "ches", "ch"},    {Part::kNoun, "shes", "sh"},
    {Part::kNoun, "men", "man"},   {Part::kNoun, "ies", "y"},      {Part::kVerb, "s", ""},
    {Part::kVerb, "ies", "y"},     {Part::kVerb, "es", "e"},       {Part::kVerb, "es", ""},
    {Part::kVerb, "ed", "e"},      {Part::kVerb, "ed", ""},        {Part::kVerb, "ing", "e"},
    {Part::kVerb, "ing", ""},      {Part::kAdjective, "er", ""},   {Part::kAdjective, "est", ""},
    {Part::kAdjective, "er", "e"}, {Part::kAdjective, "est", "e"},
});

void Add(const Lemma& lemma, std::vector<Lemma>& lemmas) {
  if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end()) lemmas.push_back(lemma);
}

void AddRegular(std::string_view word, std::vector<Lemma>& lemmas) {
  for (const Ending& rule : kEndings) {
    if (!word.ends_with(rule.ending) || word.size() < rule.ending.size() + 2) continue;
    std::string base(word.substr(0, word.size() - rule.ending.size()));
    base += rule.replacement;
    const WordId found = Find(base);
    if (found != kNoWord && HasPart(found, rule.part)) Add({found, rule.part}, lemmas);
    // "stopped", "running", "bigger"
    const size_t size = base.size();
    if (rule.part != Part::kNoun && rule.replacement.empty() && rule.ending != "s" && size > 3 &&
        base[size - 1] == base[size - 2]) {
      const WordId undoubled = Find(std::string_view(base).substr(0, size - 1));
      if (undoubled != kNoWord && HasPart(undoubled, rule.part)) Add({undoubled, rule.part}, lemmas);
    }
  }
}

}  // namespace

WordId Find(std::string_view word) {
  const Table& table = Get();
  const size_t found = LowerBound(table, table.names, word);
  const bool is_word = found + 1 < table.names.size() && table.At(table.names, found) == word;
  return is_word ? static_cast<WordId>(found) : kNoWord;
}

std::string_view Name(WordId word) { return Get().At(Get().names, word); }

std::vector<Lemma> LemmasOf(std::string_view word) {
  const Table& table = Get();
  std::vector<Lemma> lemmas;
  for (size_t i = LowerBound(table, table.forms, word);
       i + 1 < table.forms.size() && table.At(table.forms, i) == word; ++i) {
    Add({table.lemmas[i] >> 2, static_cast<Part>(table.lemmas[i] & 3)}, lemmas);
  }
  if (const WordId own = Find(word); own != kNoWord) {
    for (size_t part = 0; part < kParts; ++part) {
      if (HasPart(own, static_cast<Part>(part))) Add({own, static_cast<Part>(part)}, lemmas);
    }
  }
  AddRegular(word, lemmas);
  return lemmas;
}

uint32_t Count(WordId word, Part part) { return Get().counts[word * kParts + static_cast<size_t>(part)]; }

std::vector<SynsetId> Senses(const Lemma& lemma, size_t limit) {
  const Table& table = Get();
  const auto part = static_cast<size_t>(lemma.part);
  std::vector<SynsetId> senses;
  for (SynsetId synset : Between(table.senses_at, table.senses, lemma.word)) {
    if (synset < table.first_synset[part] || synset >= table.first_synset[part + 1]) continue;
    if (senses.size() >= limit) break;
    senses.push_back(synset);
  }
  return senses;
}

std::span<const SynsetId> Hypernyms(SynsetId synset) {
  return Between(Get().hypernyms_at, Get().hypernyms, synset);
}

std::span<const WordId> Derivations(WordId word) { return Between(Get().derived_at, Get().derived, word); }

std::span<const WordId> Opposites(WordId word) { return Between(Get().opposites_at, Get().opposites, word); }

}  // namespace verbatim::match::wordnet
