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

// Splits claims and texts into the words by which they are compared. A word is a search term with its place
// in the text.
namespace verbatim::match {

enum class WordKind : uint8_t {
  kPlain,
  kNumber,     // term: the decimal number without separators: 30000, 4.6
  kTag,        // a part of a hashtag or handle: "draft" of #DraftOurDaughters
  kWholeTag,   // a hashtag or handle of several parts, in addition to its parts, over the same bytes
  kSignature,  // in the line that names the author of an embedded post (social_post.h)
};

struct AnalysedWord {
  text::ByteRange range;  // in the text
  std::string term;       // as indexed: a stem, at most kMaxTermBytes
  WordKind kind = WordKind::kPlain;
  bool name = false;  // capitalised, but not as the first word of a sentence; true for all parts of tags
  bool stop = false;  // a function word of the text's language (stop_words.h); never set in English
};

// A month or a whole year that a text states.
struct YearMonth {
  int year = 0;
  int month = 0;  // 1 to 12; 0 for the whole year
  friend auto operator<=>(const YearMonth&, const YearMonth&) = default;
};

struct AnalysedText {
  std::vector<AnalysedWord> words;  // by first byte
  std::u32string letters;           // the folded words, separated by spaces, without whole tags
  std::vector<YearMonth> times;     // ascending, unique, without the day in a signature
  // When the text was published, from its signature. Empty if unknown. A caller that knows the time may set
  // it.
  std::optional<YearMonth> published;
  bool has_picture = false;  // the text links a picture or video (social_post.h)

  // Returns whether the text is a post in social media: it has a signature, a picture, a hashtag or a handle.
  bool is_post() const;
};

// Longer terms are truncated. Xapian's limit is 245 bytes. We know of no language with words of 64 bytes.
inline constexpr size_t kMaxTermBytes = 64;

// Statistics of all claims: their number, the average number of terms of a claim (the sum of
// IndexTerm::count), and the number of claims that contain a term.
struct Collection {
  uint64_t size = 0;
  double average_length = 0;
  std::function<uint64_t(std::string_view term)> frequency;
};

// Analyses texts of one language. Linear in the text. One thread; constructing an analyser costs a few
// microseconds.
//
//   words      runs of letters, folded (text/unicode/fold.h) and stemmed by the language's Snowball stemmer;
//              "don't" is one word, and a genitive 's is dropped
//   numbers    30,000, 4.60 and "fifty-two" become 30000, 4.6 and 52; "4.6 million" becomes 4600000 in
//              addition to its words (the latter two in English only)
//   tags       #DraftOurDaughters is split by case and digits; a tag without capitals, #draftourdaughters, is
//              split by the collection's words if a collection is given (hashtags.h): the first 16 of a text
//   no spaces  a run of ideographs, kana or letters of South-East Asian scripts becomes its overlapping pairs
//   omitted    links, and the day in a signature
class Analyser {
 public:
  // `language` is a BCP 47 tag; only its primary subtag is used. Empty and "und" mean English. Without a
  // Snowball stemmer for the language, words are not stemmed.
  explicit Analyser(std::string_view language);

  // `text` must be UTF-8 of less than 4 GiB. `collection` may be null.
  AnalysedText Analyse(std::string_view text, const Collection* collection) const;

  bool english() const { return language_.empty(); }

 private:
  std::string language_;  // primary subtag; empty for English
  Xapian::Stem stem_;
};

}  // namespace verbatim::match
