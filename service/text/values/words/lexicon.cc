#include "text/values/words/lexicon.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "text/values/amounts/units.h"
#include "text/values/times/holiday_reader.h"
#include "text/values/words/marker_words.h"

namespace verbatim::text {
namespace {

using F = Function;
using U = TimeUnit;
using Entry = std::pair<std::string_view, Word::Use>;

constexpr Word::Use Is(Role role, int value = 0) { return {role, static_cast<int16_t>(value)}; }
constexpr Word::Use Is(Function function) { return {Role::kFunction, static_cast<int16_t>(function)}; }
constexpr Word::Use Is(TimeUnit unit) { return {Role::kTimeUnit, static_cast<int16_t>(unit)}; }

constexpr std::string_view kCardinals[] = {"zero",    "one",     "two",       "three",    "four",
                                           "five",    "six",     "seven",     "eight",    "nine",
                                           "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                           "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::string_view kTens[] = {"twenty", "thirty",  "forty",  "fifty",
                                      "sixty",  "seventy", "eighty", "ninety"};
constexpr std::string_view kOrdinals[] = {"first",     "second",      "third",      "fourth",     "fifth",
                                          "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
                                          "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
                                          "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
constexpr std::string_view kOrdinalTens[] = {"twentieth", "thirtieth",  "fortieth",  "fiftieth",
                                             "sixtieth",  "seventieth", "eightieth", "ninetieth"};
constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr std::string_view kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                          "friday", "saturday", "sunday"};
constexpr std::string_view kDecades[] = {"noughties", "tens",    "twenties",  "thirties", "forties",
                                         "fifties",   "sixties", "seventies", "eighties", "nineties"};

constexpr Entry kEntries[] = {
    {"nought", Is(Role::kCardinal, 0)},
    {"naught", Is(Role::kCardinal, 0)},
    {"hundred", Is(Role::kHundred)},
    {"thousand", Is(Role::kScale, 3)},
    {"lakh", Is(Role::kScale, 5)},
    {"lakhs", Is(Role::kScale, 5)},
    {"lac", Is(Role::kScale, 5)},
    {"lacs", Is(Role::kScale, 5)},
    {"million", Is(Role::kScale, 6)},
    {"crore", Is(Role::kScale, 7)},
    {"crores", Is(Role::kScale, 7)},
    {"billion", Is(Role::kScale, 9)},
    {"trillion", Is(Role::kScale, 12)},
    {"quadrillion", Is(Role::kScale, 15)},
    {"cr", Is(Role::kScaleMark, 7)},
    {"k", Is(Role::kScaleMark, 3)},
    {"m", Is(Role::kScaleMark, 6)},
    {"mm", Is(Role::kScaleMark, 6)},
    {"mn", Is(Role::kScaleMark, 6)},
    {"mil", Is(Role::kScaleMark, 6)},
    {"mill", Is(Role::kScaleMark, 6)},
    {"mlns", Is(Role::kScaleMark, 6)},
    {"mln", Is(Role::kScaleMark, 6)},
    {"mio", Is(Role::kScaleMark, 6)},
    {"b", Is(Role::kScaleMark, 9)},
    {"bn", Is(Role::kScaleMark, 9)},
    {"bln", Is(Role::kScaleMark, 9)},
    {"g", Is(Role::kScaleMark, 9)},
    {"t", Is(Role::kScaleMark, 12)},
    {"tn", Is(Role::kScaleMark, 12)},
    {"tln", Is(Role::kScaleMark, 12)},
    {"trn", Is(Role::kScaleMark, 12)},
    {"dozen", Is(Role::kDozen)},
    {"dozens", Is(Role::kDozen)},
    {"doz", Is(Role::kDozen)},
    {"dozs", Is(Role::kDozen)},
    {"half", Is(Role::kPart, 2)},
    {"halves", Is(Role::kPart, 2)},
    {"quarter", Is(Role::kPart, 4)},
    {"quarters", Is(Role::kPart, 4)},
    {"hundredth", Is(Role::kOrdinalScale, 2)},
    {"thousandth", Is(Role::kOrdinalScale, 3)},
    {"millionth", Is(Role::kOrdinalScale, 6)},
    {"billionth", Is(Role::kOrdinalScale, 9)},
    {"trillionth", Is(Role::kOrdinalScale, 12)},
    {"hundredths", Is(Role::kPluralScale, 2)},
    {"thousandths", Is(Role::kPluralScale, 3)},
    {"millionths", Is(Role::kPluralScale, 6)},
    {"billionths", Is(Role::kPluralScale, 9)},
    {"trillionths", Is(Role::kPluralScale, 12)},
    {"st", Is(Role::kOrdinalMark)},
    {"nd", Is(Role::kOrdinalMark)},
    {"rd", Is(Role::kOrdinalMark)},
    {"th", Is(Role::kOrdinalMark)},
    {"jan", Is(Role::kMonth, 1)},
    {"feb", Is(Role::kMonth, 2)},
    {"mar", Is(Role::kMonth, 3)},
    {"apr", Is(Role::kMonth, 4)},
    {"jun", Is(Role::kMonth, 6)},
    {"jul", Is(Role::kMonth, 7)},
    {"aug", Is(Role::kMonth, 8)},
    {"sep", Is(Role::kMonth, 9)},
    {"sept", Is(Role::kMonth, 9)},
    {"oct", Is(Role::kMonth, 10)},
    {"nov", Is(Role::kMonth, 11)},
    {"dec", Is(Role::kMonth, 12)},
    {"mon", Is(Role::kWeekday, 1)},
    {"tue", Is(Role::kWeekday, 2)},
    {"tues", Is(Role::kWeekday, 2)},
    {"wed", Is(Role::kWeekday, 3)},
    {"thu", Is(Role::kWeekday, 4)},
    {"thur", Is(Role::kWeekday, 4)},
    {"thurs", Is(Role::kWeekday, 4)},
    {"fri", Is(Role::kWeekday, 5)},
    {"sat", Is(Role::kWeekday, 6)},
    {"sun", Is(Role::kWeekday, 7)},
    {"spring", Is(Role::kSeason, 21)},
    {"summer", Is(Role::kSeason, 22)},
    {"autumn", Is(Role::kSeason, 23)},
    {"fall", Is(Role::kSeason, 23)},
    {"winter", Is(Role::kSeason, 24)},
    {"sec", Is(U::kSecond)},
    {"secs", Is(U::kSecond)},
    {"seconds", Is(U::kSecond)},
    {"second", Is(U::kSecond)},
    {"min", Is(U::kMinute)},
    {"mins", Is(U::kMinute)},
    {"minute", Is(U::kMinute)},
    {"minutes", Is(U::kMinute)},
    {"hour", Is(U::kHour)},
    {"hours", Is(U::kHour)},
    {"hr", Is(U::kHour)},
    {"hrs", Is(U::kHour)},
    {"day", Is(U::kDay)},
    {"days", Is(U::kDay)},
    {"week", Is(U::kWeek)},
    {"weeks", Is(U::kWeek)},
    {"fortnight", Is(U::kFortnight)},
    {"fortnights", Is(U::kFortnight)},
    {"weekend", Is(U::kWeekend)},
    {"weekends", Is(U::kWeekend)},
    {"month", Is(U::kMonth)},
    {"months", Is(U::kMonth)},
    {"quarter", Is(U::kQuarter)},
    {"quarters", Is(U::kQuarter)},
    {"year", Is(U::kYear)},
    {"years", Is(U::kYear)},
    {"yr", Is(U::kYear)},
    {"yrs", Is(U::kYear)},
    {"decade", Is(U::kDecade)},
    {"decades", Is(U::kDecade)},
    {"century", Is(U::kCentury)},
    {"centuries", Is(U::kCentury)},
    {"yesterday", Is(Role::kDay, -1)},
    {"today", Is(Role::kDay, 0)},
    {"tonight", Is(Role::kDay, 0)},
    {"tomorrow", Is(Role::kDay, 1)},
    {"last", Is(Role::kShift, -1)},
    {"previous", Is(Role::kShift, -1)},
    {"past", Is(Role::kShift, -1)},
    {"this", Is(Role::kShift, 0)},
    {"current", Is(Role::kShift, 0)},
    {"next", Is(Role::kShift, 1)},
    {"coming", Is(Role::kShift, 1)},
    {"upcoming", Is(Role::kShift, 1)},
    {"following", Is(Role::kShift, 1)},
    {"bc", Is(Role::kEra, -1)},
    {"bce", Is(Role::kEra, -1)},
    {"ad", Is(Role::kEra, 1)},
    {"ce", Is(Role::kEra, 1)},
    {"final", Is(Role::kEdge, -1)},
    {"closing", Is(Role::kEdge, -1)},
    {"latter", Is(Role::kEdge, -1)},
    {"opening", Is(Role::kEdge, 1)},
    {"a", Is(F::kA)},
    {"an", Is(F::kA)},
    {"about", Is(F::kAbout)},
    {"around", Is(F::kAbout)},
    {"approximately", Is(F::kAbout)},
    {"approx", Is(F::kAbout)},
    {"roughly", Is(F::kAbout)},
    {"circa", Is(F::kAbout)},
    {"c", Is(F::kAbout)},
    {"ca", Is(F::kAbout)},
    {"some", Is(F::kAbout)},
    {"nearly", Is(F::kAlmost)},
    {"almost", Is(F::kAlmost)},
    {"above", Is(F::kAbove)},
    {"exceed", Is(F::kAbove)},
    {"exceeds", Is(F::kAbove)},
    {"exceeded", Is(F::kAbove)},
    {"exceeding", Is(F::kAbove)},
    {"beyond", Is(F::kAbove)},
    {"over", Is(F::kOver)},
    {"after", Is(F::kAfter)},
    {"ago", Is(F::kAgo)},
    {"earlier", Is(F::kEarlier)},
    {"and", Is(F::kAnd)},
    {"as", Is(F::kAs)},
    {"at", Is(F::kAt)},
    {"before", Is(F::kBefore)},
    {"prior", Is(F::kBefore)},
    {"below", Is(F::kBelow)},
    {"under", Is(F::kBelow)},
    {"between", Is(F::kBetween)},
    {"by", Is(F::kBy)},
    {"cent", Is(F::kCent)},
    {"close", Is(F::kClose)},
    {"during", Is(F::kDuring)},
    {"early", Is(F::kEarly)},
    {"end", Is(F::kEnd)},
    {"equal", Is(F::kEqual)},
    {"equals", Is(F::kEqual)},
    {"equaling", Is(F::kEqual)},
    {"equalling", Is(F::kEqual)},
    {"estimated", Is(F::kEstimated)},
    {"reported", Is(F::kEstimated)},
    {"few", Is(F::kFew)},
    {"for", Is(F::kFor)},
    {"from", Is(F::kFrom)},
    {"that", Is(F::kHolding)},
    {"no", Is(F::kHolding)},
    {"which", Is(F::kHolding)},
    {"any", Is(F::kHolding)},
    {"every", Is(F::kHolding)},
    {"each", Is(F::kHolding)},
    {"another", Is(F::kHolding)},
    {"this", Is(F::kHolding)},
    {"in", Is(F::kIn)},
    {"late", Is(F::kLate)},
    {"later", Is(F::kLater)},
    {"hence", Is(F::kLater)},
    {"least", Is(F::kLeast)},
    {"less", Is(F::kLess)},
    {"fewer", Is(F::kLess)},
    {"lower", Is(F::kLess)},
    {"smaller", Is(F::kLess)},
    {"younger", Is(F::kLess)},
    {"shorter", Is(F::kLess)},
    {"many", Is(F::kMany)},
    {"much", Is(F::kMany)},
    {"mid", Is(F::kMid)},
    {"middle", Is(F::kMid)},
    {"minus", Is(F::kMinus)},
    {"more", Is(F::kMore)},
    {"greater", Is(F::kMore)},
    {"higher", Is(F::kMore)},
    {"larger", Is(F::kMore)},
    {"bigger", Is(F::kMore)},
    {"longer", Is(F::kMore)},
    {"older", Is(F::kMore)},
    {"most", Is(F::kMost)},
    {"my", Is(F::kMy)},
    {"negative", Is(F::kNegative)},
    {"no", Is(F::kNo)},
    {"not", Is(F::kNot)},
    {"now", Is(F::kNow)},
    {"of", Is(F::kOf)},
    {"on", Is(F::kOn)},
    {"or", Is(F::kOr)},
    {"out", Is(F::kOut)},
    {"per", Is(F::kPer)},
    {"percent", Is(F::kPercent)},
    {"percents", Is(F::kPercent)},
    {"pct", Is(F::kPercent)},
    {"percentage", Is(F::kPercent)},
    {"percentages", Is(F::kPercent)},
    {"point", Is(F::kPoint)},
    {"points", Is(F::kPoints)},
    {"rest", Is(F::kRest)},
    {"since", Is(F::kSince)},
    {"so", Is(F::kSo)},
    {"start", Is(F::kStart)},
    {"beginning", Is(F::kStart)},
    {"starting", Is(F::kStarting)},
    {"beginning", Is(F::kStarting)},
    {"than", Is(F::kThan)},
    {"the", Is(F::kThe)},
    {"through", Is(F::kThrough)},
    {"to", Is(F::kTo)},
    {"until", Is(F::kThrough)},
    {"till", Is(F::kThrough)},
    {"til", Is(F::kThrough)},
    {"up", Is(F::kUp)},
    {"well", Is(F::kWell)},
    {"just", Is(F::kWell)},
    {"far", Is(F::kWell)},
    {"slightly", Is(F::kWell)},
    {"within", Is(F::kWithin)},
};

// The length of the longest word of the lexicon, in bytes. Longer words are left out.
constexpr size_t kLongest = 16;

class Lexicon {
 public:
  Lexicon() {
    auto list = [this](const auto& words, Role role, int first, int step) {
      for (std::string_view word : words) {
        Add(word, Is(role, first));
        first += step;
      }
    };
    list(kCardinals, Role::kCardinal, 0, 1);
    list(kTens, Role::kTens, 20, 10);
    list(kOrdinals, Role::kOrdinal, 1, 1);
    list(kOrdinalTens, Role::kOrdinal, 20, 10);
    list(kMonths, Role::kMonth, 1, 1);
    list(HolidayWords(), Role::kHoliday, 0, 0);
    list(kWeekdays, Role::kWeekday, 1, 1);
    list(kDecades, Role::kDecade, 0, 10);
    // Includes "firsts" and "seconds", which are denominators at the end of a longer one: twenty-firsts.
    auto plurals = [this](const auto& words, int first, int step) {
      for (std::string_view word : words) {
        Add(std::string(word) + "s", Is(Role::kPlural, first));
        first += step;
      }
    };
    plurals(kOrdinals, 1, 1);
    plurals(kOrdinalTens, 20, 10);
    for (const auto& [word, use] : kEntries) Add(word, use);
    for (size_t i = 0; i < UnitWords().size(); ++i)
      Add(UnitWords()[i].word, Is(Role::kUnit, static_cast<int>(i)));
    for (const std::string& word : CurrencyWords()) Add(word, Is(Role::kCurrency));
    for (std::string_view word : VagueWords()) Add(word, Is(Role::kVague));
    for (std::string_view word : LabelWords()) Add(word, Is(Role::kLabel));
    for (std::string_view word : TrailingWords()) Add(word, Is(Role::kTrailing));
    for (const FallWord& fall : FallWords())
      Add(fall.word, Is(Role::kFall, (fall.may_follow ? 1 : 0) | (fall.balance ? 2 : 0)));
    for (size_t i = 0; i < BoundPhrases().size(); ++i)
      AddPhrase(BoundPhrases()[i].words, static_cast<int>(i));
  }

  const Word* Find(std::string_view word) const {
    if (word.empty() || word.size() > kLongest) return nullptr;
    // Most words of a text are not in the lexicon. Their first and last bytes and their length rule out most.
    if ((lengths_[Ends(word)] >> word.size() & 1) == 0) return nullptr;
    const uint16_t position = table_[SlotOf(KeyOf(word))];
    return position == 0 ? nullptr : &known_[position - 1U].word;
  }

 private:
  // A word in lower case: its length, and its first and last bytes, which overlap in most words.
  struct Key {
    uint64_t first = 0;
    uint64_t last = 0;
    size_t size = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KnownWord {
    Key key;
    Word word;
  };
  static constexpr size_t kSlots = 8192;  // a power of two, some four times the number of words

  // Whole loads are several times faster than a loop over the bytes.
  static Key KeyOf(std::string_view word) {
    const size_t size = word.size();
    if (size >= sizeof(uint64_t)) {
      return {Lower(Load<uint64_t>(word, 0)), Lower(Load<uint64_t>(word, size - sizeof(uint64_t))), size};
    }
    if (size >= sizeof(uint32_t)) {
      return {Lower(Load<uint32_t>(word, 0)), Lower(Load<uint32_t>(word, size - sizeof(uint32_t))), size};
    }
    const uint64_t middle = Load<uint8_t>(word, size / 2);
    return {Lower(Load<uint8_t>(word, 0) | middle << 8), Lower(Load<uint8_t>(word, size - 1)), size};
  }

  template <typename Integer>
  static uint64_t Load(std::string_view word, size_t at) {
    Integer number = 0;
    std::memcpy(&number, word.data() + at, sizeof(number));
    return number;
  }

  // Returns eight bytes with the ASCII letters among them in lower case.
  static uint64_t Lower(uint64_t bytes) {
    constexpr uint64_t kEach = 0x0101010101010101U;
    constexpr uint64_t kHigh = 0x80 * kEach;
    const uint64_t low = bytes & ~kHigh;
    const uint64_t from_a = low + (0x80 - 'A') * kEach;       // the high bit of each byte: at least 'A'
    const uint64_t after_z = low + (0x80 - 'Z' - 1) * kEach;  // the high bit of each byte: more than 'Z'
    return bytes | ((from_a & ~after_z & ~bytes & kHigh) >> 2);
  }

  // Returns the slot of `key` in table_, or the empty slot where it belongs.
  size_t SlotOf(const Key& key) const {
    constexpr uint64_t kMix = 0x9E3779B97F4A7C15U;
    const uint64_t mixed = (key.first ^ ((key.last + key.size) * kMix)) * kMix;
    size_t slot = mixed >> 48 & (kSlots - 1);
    while (table_[slot] != 0 && !(known_[table_[slot] - 1U].key == key)) slot = (slot + 1) & (kSlots - 1);
    return slot;
  }

  // The first and the last byte of a word, whatever their case.
  static size_t Ends(std::string_view word) {
    constexpr unsigned kMask = 0x1F;
    return (static_cast<unsigned char>(word.front()) & kMask) << 5 |
           (static_cast<unsigned char>(word.back()) & kMask);
  }

  void AddPhrase(std::string_view words, int index) {
    for (Role role = Role::kBounding; !words.empty(); role = Role::kInPhrase) {
      const std::string_view word = words.substr(0, words.find(' '));
      const Word* known = Find(word);
      if (known == nullptr || !known->Has(role)) Add(word, Is(role, role == Role::kBounding ? index : 0));
      words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
  }

  void Add(std::string_view word, Word::Use use) {
    if (word.empty() || word.size() > kLongest) return;
    const Key key = KeyOf(word);
    uint16_t& position = table_[SlotOf(key)];
    if (position == 0) {
      known_.push_back({key, Word()});
      position = static_cast<uint16_t>(known_.size());
    }
    Word& entry = known_[position - 1U].word;
    for (Word::Use& slot : entry.uses) {
      if (slot.role == use.role && slot.value == use.value) return;
      if (slot.role != Role::kNone) continue;
      slot = use;
      break;
    }
    entry.roles |= 1U << static_cast<unsigned>(use.role);
    if (use.role == Role::kFunction) {
      entry.functions |= uint64_t{1} << static_cast<unsigned>(use.value);
    } else if (use.role < Role::kBounding) {
      entry.carries = true;
    }
    lengths_[Ends(word)] |= 1U << word.size();
  }

  std::vector<KnownWord> known_;
  std::array<uint16_t, kSlots> table_{};  // a hash table of positions in known_, plus 1; 0 is empty
  std::array<uint32_t, 1024> lengths_{};  // by Ends; bit n: the lexicon has such a word of n bytes
};

}  // namespace

const Word* FindWord(std::string_view word) {
  static const Lexicon& lexicon = *new Lexicon;
  return lexicon.Find(word);
}

}  // namespace verbatim::text
