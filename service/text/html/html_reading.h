#pragma once

#include <string>
#include <vector>

#include "text/html/html.h"
#include "text/html/html_page.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

struct PageText {
  std::string text;
  std::vector<Omission> omitted;
};

// Writes the text of a page without what SelectText leaves out. Linear. After a poll that says stop, the result
// must not be used.
PageText ReadPage(const Page& page, StopPoll& poll);

}  // namespace verbatim::text
