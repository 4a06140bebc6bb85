#pragma once

#include <xapian.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

// What claims, and texts that may repeat them, are compared by: their words, as search terms that know where
// in the text they stand.
namespace verbatim::match {

enum class WordKind : uint8_t {
  kPlain,
  kNumber,     // term: the decimal number, without separators: 30000, 4.6
  kTag,        // a part of a hashtag or handle: "draft" of #DraftOurDaughters
  kWholeTag,   // a hashtag or handle of several parts, as one more word over the same bytes
  kSignature,  // of the line by which an embedded post names its author (conventions.h)
};

struct Word {
  text::ByteRange range;  // in the text
  std::string term;       // as indexed: a stem, at most kMaxTermBytes
  WordKind kind = WordKind::kPlain;
  bool name = false;  // capitalised, and not for beginning a sentence; all parts of tags
};

// A month that a text states, or a whole year.
struct YearMonth {
  int year = 0;
  int month = 0;  // 1 to 12; 0: the year alone
  friend auto operator<=>(const YearMonth&, const YearMonth&) = default;
};

struct AnalysedText {
  std::vector<Word> words;       // in the order of their first bytes
  std::u32string letters;        // the folded words, each between spaces; whole tags left out
  std::vector<YearMonth> times;  // ascending, each once; without the day in a signature
  // When the text was published, as its signature says; otherwise nothing, and for whoever knows to fill in.
  std::optional<YearMonth> published;
  bool has_picture = false;  // the text links a picture or film of its own (conventions.h)
};

// Terms that are longer are cut. Xapian takes 245 bytes; no word of a language that we know has 64.
inline constexpr size_t kMaxTermBytes = 64;

// What is known of all claims: how many there are, of how many terms one has on average (the sum of
// IndexTerm::count), and how many of them contain a term.
struct Collection {
  uint64_t size = 0;
  double average_length = 0;
  std::function<uint64_t(std::string_view term)> frequency;
};

// Analyses texts of one language. Any UTF-8, time linear in the text. An analyser belongs to one thread;
// making one costs some microseconds.
//
//   words        runs of letters, folded (text/fold.h), stemmed by the language's Snowball stemmer; "don't"
//   is
//                one word, a genitive 's is dropped
//   numbers      30,000, 4.60 and "fifty-two" become 30000, 4.6 and 52; "4.6 million" becomes 4600000 beside
//                its words (the latter two in English alone)
//   tags         #DraftOurDaughters is cut by case and digits; what has no capitals, as #draftourdaughters,
//                by the collection's words if one is given (tags.h), the first 16 of a text
//   no spaces    a run of ideographs, kana or letters of South-East Asian scripts becomes its overlapping
//   pairs left out     links, and the day in a signature
class Analyser {
 public:
  // `language` is a BCP-47 tag, of which the primary subtag counts. None, and "und": English. A language that
  // Snowball has no stemmer for: words as they are.
  explicit Analyser(std::string_view language);

  // `text` must be UTF-8 of less than 4 GiB. `collection` may be null.
  AnalysedText Analyse(std::string_view text, const Collection* collection) const;

  bool english() const { return english_; }

 private:
  bool english_ = false;
  Xapian::Stem stem_;
};

}  // namespace verbatim::match
