#pragma once

#include <algorithm>
#include <cstddef>

#include "text/unicode/stop.h"

// Changes long vectors and strings in parts, with polls between them. Done at once, such a change would take
// tens of milliseconds.
namespace verbatim::text {

// Number of elements of one part: about a quarter of a MiB.
template <typename Sequence>
constexpr size_t kPartOf = (size_t{256} << 10) / sizeof(typename Sequence::value_type);

// Appends `count` copies of `value`. Returns false, after appending fewer, if the poll says stop.
template <typename Sequence>
bool AppendCopies(Sequence& sequence, size_t count, typename Sequence::value_type value, StopPoll& poll) {
  constexpr size_t kPart = kPartOf<Sequence>;
  sequence.reserve(sequence.size() + count);
  for (; count > 0 && !poll.stopped(); poll.Step(kPart)) {
    const size_t part = std::min(count, kPart);
    sequence.insert(sequence.end(), part, value);
    count -= part;
  }
  return !poll.stopped();
}

// Makes room for one more element, moving the elements if needed, so that push_back moves none. Returns
// false, with or without room, if the poll says stop.
template <typename Sequence>
bool MakeRoom(Sequence& sequence, StopPoll& poll) {
  constexpr size_t kPart = kPartOf<Sequence>;
  const size_t size = sequence.size();
  if (size < sequence.capacity() || size < kPart) return !poll.stopped();
  Sequence larger;
  larger.reserve(2 * size);
  for (size_t at = 0; at < size && !poll.Step(kPart);) {
    const auto from = sequence.begin() + static_cast<std::ptrdiff_t>(at);
    const size_t part = std::min(size - at, kPart);
    larger.insert(larger.end(), from, from + static_cast<std::ptrdiff_t>(part));
    at += part;
  }
  if (poll.stopped()) return false;
  sequence.swap(larger);
  return true;
}

// Frees the memory of a sequence that is no longer needed. Polls before the caller frees more: freeing 100 MB
// can take ten milliseconds.
template <typename Sequence>
void Free(Sequence& sequence, StopPoll& poll) {
  constexpr size_t kBytesOfStep = 16;
  const size_t bytes = sequence.capacity() * sizeof(typename Sequence::value_type);
  Sequence().swap(sequence);
  poll.Step(bytes / kBytesOfStep);
}

}  // namespace verbatim::text
