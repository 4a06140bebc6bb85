#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

// What the words of news are about, in fourteen languages: some hundred topics such as "prisoner" and "release",
// with the words that name them in each language (words/). Any thread.
namespace verbatim::match {

using Topic = uint8_t;

// What a topic tells of a text.
enum class TopicKind : uint8_t {
  kThing,    // who or what is counted or spoken of: prisoner, wage
  kEvent,    // what happens: release, build
  kGeneric,  // goes with anything: people, political
};
TopicKind KindOf(Topic topic);

// Returns whether two events are the opposite of each other: rise and fall, open and close.
bool AreOpposite(Topic a, Topic b);

// The words of one language.
class TopicWords {
 public:
  // Returns the words of a primary subtag; null for a language without a list.
  static const TopicWords* Of(std::string_view language);

  // Returns the topic of a folded word (FoldWord). The longest known beginning decides. In a compound of ten or more
  // letters, a known word of six or more letters may also begin inside: "Kriegsgefangene" are prisoners.
  std::optional<Topic> Find(std::u32string_view word) const;

 private:
  explicit TopicWords(std::string_view lines);

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::u32string_view word) const { return std::hash<std::u32string_view>()(word); }
  };
  using Words = std::unordered_map<std::u32string, Topic, Hash, std::equal_to<>>;

  Words beginnings_;
  Words words_;
};

}  // namespace verbatim::match
