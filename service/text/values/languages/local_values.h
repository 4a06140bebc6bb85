#pragma once

#include <functional>
#include <string_view>

#include "text/unicode/stop.h"
#include "text/values/values.h"

namespace verbatim::text {

class Vocabulary;

// FindValues for the language of `words`, with the same promises.
void FindLocalValues(std::string_view text, const Vocabulary& words, const ValueOptions& options,
                     const std::function<void(const TypedValue&)>& take, StopPoll& poll);

}  // namespace verbatim::text
