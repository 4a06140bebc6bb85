#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/sentences/sentence_rules.h"

namespace verbatim::text {

// What line ends mean in a text.
enum class LineEnds {
  kMayWrap,     // one inside a paragraph of hard-wrapped prose is a space
  kEndSentence  // each ends a sentence, as in the text of an HTML page
};

// Finds the line ends that a program has put into paragraphs to keep lines short, as in mail, transcripts and the
// output of `fold -s`, and replaces them with spaces. Such a line end divides no sentence. Lists, headings, tables,
// addresses and verse keep their lines.
//
// A line end is a wrap if neither line is blank, begins like a list item or is a row of a table; if the line does
// not end a sentence; and if the next word would not have fit on it. How wide the lines are is taken from the
// lines before. If the next line begins with a capital or a digit, there must be more: the paragraph has wrapped
// before, or the line ends in a word that ends no sentence.
//
// The text may come in parts. The result has the same length and does not depend on the parts. Byte order marks
// at the starts of lines become spaces as well. Holds back a few lines at most. One thread at a time.
class HardWraps {
 public:
  HardWraps(const std::string& language, LineEnds line_ends) : rules_(language), line_ends_(line_ends) {}

  // Takes the next part of the text, which must end between code points. Appends to `out` what is decided.
  void Add(std::string_view part, std::string& out);
  // Ends the text. Appends the rest to `out`.
  void End(std::string& out);

 private:
  enum class Decision { kWrap, kLineEnd, kUnknown };
  // kNone: belongs to no paragraph, because it is blank, a row of a table or too long.
  enum class LineKind { kNone, kEndsSentence, kOther };

  // A line after the current one.
  struct NextLine {
    std::string_view text;
    bool complete = false;  // all of it has arrived
  };

  bool Step(std::string& out);
  bool TakeLine(std::string& out);
  void FinishLine(LineKind kind, Decision decision, size_t line_end_bytes, std::string& out);
  Decision Decide(std::string_view line) const;
  Decision DecideByCapital(std::string_view line, const NextLine& next, size_t width) const;
  NextLine LineAfter(size_t line_feed) const;
  bool Fits(std::string_view line, std::string_view next, size_t width, size_t slack) const;
  size_t WidestBefore() const;

  const SentenceRules rules_;
  const LineEnds line_ends_;
  std::string held_;  // not yet given out, from `at_` on
  size_t at_ = 0;
  std::string line_;       // the current line, as far as it was given out
  bool too_long_ = false;  // the current line is longer than wrapped lines are; line_ is not kept
  bool ended_ = false;
  // Of the paragraph before the current line.
  static constexpr size_t kLinesBefore = 3;
  std::array<size_t, kLinesBefore> widths_ = {};  // in code points
  bool has_wrapped_ = false;
};

}  // namespace verbatim::text
