#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <ostream>
#include <streambuf>

namespace verbatim::cli {

// Passes bytes on to another buffer, but writes characters that could control a terminal, break a line or
// reorder it as \uXXXX: U+007F to U+009F, U+2028, U+2029, and the embeddings, overrides and isolates of
// bidirectional text. In JSON and TriG, that is the same text. Printable and OneLine replace such characters
// already; the filter catches what is printed as it is, such as JSON and exports. Escape sequences of the
// command itself (U+001B) pass.
class TerminalFilter : public std::streambuf {
 public:
  // `target` must outlive the filter.
  explicit TerminalFilter(std::streambuf& target) : target_(target) {}
  ~TerminalFilter() override;

 protected:
  int_type overflow(int_type byte) override;
  int sync() override;

 private:
  bool Pass(char byte);
  // Passes on the held bytes, which may be the beginning of a character.
  bool Release();

  std::streambuf& target_;
  // A character whose bytes have not all come.
  std::array<char, 3> held_ = {};
  size_t held_bytes_ = 0;
};

// A filter before `stream` for the life of the object, if the file descriptor is a terminal.
class FilteredStream {
 public:
  FilteredStream(std::ostream& stream, int descriptor);
  ~FilteredStream();
  FilteredStream(const FilteredStream&) = delete;
  FilteredStream& operator=(const FilteredStream&) = delete;

 private:
  std::ostream& stream_;
  std::streambuf* target_ = nullptr;
  std::unique_ptr<TerminalFilter> filter_;
};

}  // namespace verbatim::cli
