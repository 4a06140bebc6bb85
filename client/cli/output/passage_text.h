#pragma once

#include <string>

#include "verbatim/v1/span.pb.h"

namespace verbatim::cli {

// The text around a passage, ready to be shown: it ends at words, with an ellipsis where the text continues.
struct ShownContext {
  std::string prefix, suffix;
};
ShownContext ShownContextOf(const v1::Passage& passage);

// Returns a passage with its context in one line, with its words between » and «.
std::string PassageText(const v1::Passage& passage);

}  // namespace verbatim::cli
