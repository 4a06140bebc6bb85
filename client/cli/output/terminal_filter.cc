#include "cli/output/terminal_filter.h"

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string_view>

namespace verbatim::cli {
namespace {

// All characters that are escaped have two bytes, which begin with C2, or three, which begin with E2 80 or
// E2 81; and there is U+007F.
bool IsEscaped(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

constexpr char kTwoBytes = '\xC2';
constexpr char kThreeBytes = '\xE2';

}  // namespace

TerminalFilter::~TerminalFilter() { Release(); }

bool TerminalFilter::Pass(char byte) { return target_.sputc(byte) != traits_type::eof(); }

bool TerminalFilter::Release() {
  const auto held = static_cast<std::streamsize>(held_bytes_);
  held_bytes_ = 0;
  return target_.sputn(held_.data(), held) == held;
}

TerminalFilter::int_type TerminalFilter::overflow(int_type byte) {
  if (byte == traits_type::eof()) return traits_type::not_eof(byte);
  const char next = traits_type::to_char_type(byte);
  const bool continues = (next & 0xC0) == 0x80;
  if (held_bytes_ > 0 && !continues && !Release()) return traits_type::eof();
  if (held_bytes_ == 0 && next != kTwoBytes && next != kThreeBytes && next != '\x7F')
    return Pass(next) ? byte : traits_type::eof();
  held_[held_bytes_++] = next;
  const size_t length = held_[0] == kTwoBytes ? 2 : held_[0] == kThreeBytes ? 3 : 1;
  if (held_bytes_ < length) return byte;
  char32_t point = length == 1 ? 0x7F : length == 2 ? held_[0] & 0x1F : held_[0] & 0x0F;
  for (size_t i = 1; i < length; ++i) point = point << 6 | (held_[i] & 0x3F);
  if (!IsEscaped(point)) return Release() ? byte : traits_type::eof();
  held_bytes_ = 0;
  std::array<char, 7> escape;
  std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point));
  return target_.sputn(escape.data(), 6) == 6 ? byte : traits_type::eof();
}

int TerminalFilter::sync() { return target_.pubsync(); }

FilteredStream::FilteredStream(std::ostream& stream, int descriptor) : stream_(stream) {
  if (isatty(descriptor) == 0) return;
  filter_ = std::make_unique<TerminalFilter>(*stream.rdbuf());
  target_ = stream.rdbuf(filter_.get());
}

FilteredStream::~FilteredStream() {
  if (target_ == nullptr) return;
  filter_.reset();
  stream_.rdbuf(target_);
}

}  // namespace verbatim::cli
