#include "match/across/topics.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "match/across/places.h"
#include "match/across/words/words.h"
#include "text/unicode/parts.h"

namespace verbatim::match {
namespace {

constexpr size_t kLongestBeginning = 16;
constexpr size_t kShortestBeginning = 2;
constexpr size_t kCompound = 10;
constexpr size_t kInCompound = 6;

constexpr auto kEvents = std::to_array<std::string_view>(
    {"release", "die",       "injure", "arrest", "sentence",  "attack", "protest", "election", "vote",
     "vaccine", "infection", "invest", "buy",    "sell",      "build",  "open",    "close",    "expel",
     "ban",     "win",       "rise",   "fall",   "resign",    "visit",  "meet",    "launch",   "birth",
     "crime",   "export",    "import", "fine",   "agreement", "receive"});

constexpr auto kGeneric = std::to_array<std::string_view>(
    {"people", "political", "president", "minister", "government", "police", "company"});

constexpr auto kOpposites =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"rise", "fall"},
                                                                  {"open", "close"},
                                                                  {"release", "arrest"},
                                                                  {"release", "sentence"},
                                                                  {"buy", "sell"},
                                                                  {"export", "import"},
                                                                  {"build", "close"}});

// The topics, in the order of the English list.
const std::vector<std::string_view>& Topics() {
  static const auto& topics = *[] {
    auto* all = new std::vector<std::string_view>();
    text::ForEachPart(kEnglishTopics, '\n',
                      [&](std::string_view line) { all->push_back(line.substr(0, line.find(':'))); });
    return all;
  }();
  return topics;
}

std::optional<Topic> TopicOf(std::string_view name) {
  const auto& topics = Topics();
  const auto found = std::find(topics.begin(), topics.end(), name);
  if (found == topics.end()) return std::nullopt;
  return static_cast<Topic>(found - topics.begin());
}

template <size_t kCount>
bool Contains(const std::array<std::string_view, kCount>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TopicKind KindOf(Topic topic) {
  const std::string_view name = Topics().at(topic);
  if (Contains(kEvents, name)) return TopicKind::kEvent;
  return Contains(kGeneric, name) ? TopicKind::kGeneric : TopicKind::kThing;
}

bool AreOpposite(Topic a, Topic b) {
  const std::string_view one = Topics().at(a);
  const std::string_view other = Topics().at(b);
  return std::any_of(kOpposites.begin(), kOpposites.end(), [&](const auto& pair) {
    return (pair.first == one && pair.second == other) || (pair.first == other && pair.second == one);
  });
}

TopicWords::TopicWords(std::string_view lines) {
  text::ForEachPart(lines, '\n', [this](std::string_view line) {
    const size_t colon = line.find(':');
    const std::optional<Topic> topic = TopicOf(line.substr(0, colon));
    if (!topic) return;
    text::ForEachPart(line.substr(colon + 1), ' ', [&](std::string_view word) {
      if (word.ends_with('.')) {
        words_.emplace(FoldWord(word.substr(0, word.size() - 1)), *topic);
      } else {
        beginnings_.emplace(FoldWord(word), *topic);
      }
    });
  });
}

const TopicWords* TopicWords::Of(std::string_view language) {
  static const auto& all = *[] {
    const std::pair<std::string_view, std::string_view> lists[] = {
        {"en", kEnglishTopics}, {"de", kGermanTopics},    {"fr", kFrenchTopics},     {"es", kSpanishTopics},
        {"it", kItalianTopics}, {"nl", kDutchTopics},     {"pt", kPortugueseTopics}, {"pl", kPolishTopics},
        {"ru", kRussianTopics}, {"uk", kUkrainianTopics}, {"be", kBelarusianTopics}, {"sv", kSwedishTopics},
        {"tr", kTurkishTopics}, {"ro", kRomanianTopics}};
    auto* words = new std::map<std::string, TopicWords, std::less<>>();
    for (const auto& [tag, lines] : lists) words->emplace(tag, TopicWords(lines));
    return words;
  }();
  const auto found = all.find(language);
  return found == all.end() ? nullptr : &found->second;
}

std::optional<Topic> TopicWords::Find(std::u32string_view word) const {
  if (const auto whole = words_.find(word); whole != words_.end()) return whole->second;
  std::optional<Topic> best;
  size_t most = 0;
  for (size_t start = 0; start == 0 || (word.size() >= kCompound && start + kInCompound <= word.size());
       ++start) {
    const std::u32string_view rest = word.substr(start);
    const size_t shortest = std::max(start == 0 ? kShortestBeginning : kInCompound, most + 1);
    for (size_t size = std::min(rest.size(), kLongestBeginning); size >= shortest; --size) {
      const auto found = beginnings_.find(rest.substr(0, size));
      if (found == beginnings_.end()) continue;
      best = found->second;
      most = size;
      break;
    }
  }
  return best;
}

}  // namespace verbatim::match
