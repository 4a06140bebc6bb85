// Checks TextAlignment on any two texts. Places must lie in the later text, and words that are reported as
// equal must be equal.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/alignment/alignment.h"
#include "text/sentences/sentences.h"
#include "text/unicode/fold.h"
#include "text/unicode/utf8.h"

namespace {

namespace text = verbatim::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

text::IndexedText Index(std::string_view whole) {
  return text::IndexedText(std::string(whole), text::FindSentences(whole, "en"));
}

void CheckChanges(const text::TextAlignment& alignment, size_t before, size_t after) {
  size_t seen_before = 0, seen_after = 0;
  for (const text::SentenceChange& change : alignment.Sentences()) {
    Require(change.before.has_value() == (change.state != text::SentenceState::kAdded));
    Require(change.after.has_value() == (change.state != text::SentenceState::kRemoved));
    seen_before += change.before ? 1 : 0;
    seen_after += change.after ? 1 : 0;
    if (change.after) Require(*change.after == seen_after - 1);
  }
  Require(seen_before == before && seen_after == after);
}

}  // namespace

// The first byte says where the earlier text ends and the later one begins.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view before = input.substr(0, input.size() * data[0] / 255);
  const std::string_view after = input.substr(before.size());
  if (text::FindInvalidUtf8(before) || text::FindInvalidUtf8(after)) return 0;
  const text::IndexedText first = Index(before), second = Index(after);
  const text::TextAlignment alignment(first, second);
  CheckChanges(alignment, first.sentences().size(), second.sentences().size());
  size_t previous = 0;
  for (const text::ByteRange& sentence : first.sentences()) {
    auto boundary = [&](size_t at) {
      while (!text::IsCodePointBoundary(before, at)) --at;
      return at;
    };
    const text::ByteRange part{boundary(sentence.start + sentence.size() / 3),
                               boundary(sentence.end - sentence.size() / 4)};
    for (const text::ByteRange quote : {sentence, part, text::ByteRange{previous, sentence.end}}) {
      const text::Anchor found = alignment.Find(quote);
      if (found.state == text::AnchorState::kLost) continue;
      Require(found.range.start <= found.range.end && found.range.end <= after.size());
      Require(text::IsCodePointBoundary(after, found.range.start));
      Require(text::IsCodePointBoundary(after, found.range.end));
      Require(found.similarity >= 0 && found.similarity <= 1);
      alignment.Compare(quote, found.range);
    }
    previous = sentence.start;
  }
  // A comparison of a text with itself must find no change.
  const text::TextAlignment same(first, first);
  for (const text::ByteRange& sentence : first.sentences()) {
    const text::Anchor found = same.Find(sentence);
    Require(found.state == text::AnchorState::kLost || found.state == text::AnchorState::kCurrent);
  }
  return 0;
}
