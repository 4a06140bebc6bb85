#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/sentences/languages/languages.h"

namespace verbatim::text {

// The lists of LanguageData, for looking words up. Case does not matter. Any thread.
class WordLists {
 public:
  // The lists for a BCP 47 tag, which live as long as the program; null for a language without lists.
  static const WordLists* Of(std::string_view language);

  // The data must outlive the lists.
  explicit WordLists(const LanguageData& data);

  // What an abbreviation is, by the lists of LanguageData that have it. All are false for other words.
  struct Abbreviation {
    bool inner = false;
    bool numeric = false;
    bool any = false;
    bool last = false;
    bool unit = false;

    bool listed() const { return inner || numeric || any || last || unit; }
  };
  // Pass the word without its final full stop: `Dr` or `e.g`.
  Abbreviation AbbreviationOf(std::string_view word) const;

  bool BeginsSentences(std::string_view word) const { return Has(word, kStarter); }
  bool FollowsATime(std::string_view word) const { return Has(word, kAfterTime); }
  bool IsPreposition(std::string_view word) const { return Has(word, kPreposition); }
  // Whether numbers with a full stop are ordinals in this language: the German "3. Juni".
  bool has_ordinals() const { return has_ordinals_; }
  // Whether a number with a full stop before this word is an ordinal.
  bool FollowsAnOrdinal(std::string_view word) const { return Has(word, kOrdinalAfter); }
  // Whether "3." between these words is an ordinal.
  bool IsOrdinal(std::string_view before, std::string_view after) const;

 private:
  enum List : uint16_t {
    kInner = 1,
    kNumeric = 2,
    kAny = 4,
    kLast = 8,
    kUnit = 16,
    kStarter = 32,
    kOrdinalBefore = 64,
    kOrdinalAfter = 128,
    kPreposition = 256,
    kProper = 512,
    kAfterTime = 1024,
  };

  void Add(std::string_view words, List list);
  uint16_t ListsOf(std::string_view word) const;
  bool Has(std::string_view word, List list) const { return (ListsOf(word) & list) != 0; }

  // A word in lower case and the lists that have it.
  struct Entry {
    std::string_view word;
    uint16_t lists = 0;
  };
  // Returns the entry of a word in lower case, or the empty one where it belongs.
  const Entry& Find(std::string_view word) const;

  std::vector<Entry> entries_;  // a hash table of a power of two entries, at most half of them used
  std::string_view suffixes_;
  bool has_ordinals_;
  bool always_ordinal_;
};

}  // namespace verbatim::text
