#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "match/across/topics.h"
#include "match/analysis/words.h"
#include "text/unicode/span.h"
#include "text/values/values.h"

// What can be compared between texts in different languages: names, values and topics. Any thread.
namespace verbatim::match {

// A word or place name.
struct NameFact {
  text::ByteRange range;
  std::vector<std::string> keys;  // of a place: its key; of other names: SoundKeys
  bool place = false;
  // Whether the word is a name for sure: capitalised inside a sentence, in a language that capitalises only names.
  bool sure = false;
};

struct TopicFact {
  text::ByteRange range;
  Topic topic = 0;
};

struct Facts {
  std::vector<NameFact> names;           // in the order of the text; so are the others
  std::vector<text::TypedValue> values;  // the stated numbers and times
  std::vector<TopicFact> topics;
  std::vector<text::ByteRange> words;
};

// Upper bound of the words of a text that are read.
inline constexpr size_t kMaxFactWords = 2048;

// Finds the facts of a text in `language`, a primary subtag. Linear. Takes about 50 µs for a sentence.
//
// Names are capitalised words, and names of places in scripts without capital letters. A word of a time is no name,
// nor is a word of a topic.
Facts FactsOf(std::string_view text, std::string_view language);

// Marks by which a claim can be found for a text in another language. Two claims that share one may be about the
// same thing.
struct Marks {
  std::vector<std::string> names;   // ascending and unique, like the values
  std::vector<std::string> values;  // years, months, percentages, and numbers from kMinMarkedNumber
};
inline constexpr int kMinMarkedNumber = 10;
Marks MarksOf(const Facts& facts);
// The same for a text without finding its topics, for the index. `analysed` is the text analysed in any language. Takes
// about 30 µs for a sentence.
Marks MarksOf(std::string_view text, const AnalysedText& analysed, std::string_view language);

// The mark of all claims in a language.
std::string LanguageMark(std::string_view language);

}  // namespace verbatim::match
