#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

// Words that an annotation selects, described by selectors of the W3C Web Annotation Data Model (section
// 4.2).
namespace verbatim::text {

// A half-open range. Annotation tools count in code points, or in UTF-16 code units.
struct SelectedOffsets {
  size_t start = 0;
  size_t end = 0;
};

// A TextQuoteSelector if `exact` is not empty, otherwise a TextPositionSelector.
struct SelectorStep {
  std::string exact;
  std::string prefix;
  std::string suffix;
  std::optional<SelectedOffsets> offsets;
};

// A selector, followed by the selectors that refine it (`refinedBy`). Each selects words inside the words of
// the previous one.
using SelectorChain = std::vector<SelectorStep>;

// Selectors that all select the same words.
struct Selection {
  std::vector<SelectorChain> selectors;
};

// Returns the text of the HTML page from which a revision's text was extracted (PageText in
// html/page_text.h), or nothing if the revision has no page.
using GetPageText = std::function<std::optional<std::string>()>;

struct SelectedPlaces {
  // The places that the selection describes, in text order: one if the selection is precise, none if the
  // words do not occur. At most kMaxPlaces.
  static constexpr size_t kMaxPlaces = 1000;
  std::vector<ByteRange> places;
  // The innermost words of the selector that was not found, or of the first selector.
  std::string words;
  // Whether each selector was found, but not at the same place.
  bool selectors_differ = false;
};

// Finds the words of a selection. Annotation tools take quote and context from the DOM of a page, with its
// line breaks and indentation, while a revision has the text as a browser displays it. Therefore all runs of
// white space in a quote are equal, and a context is compared without white space.
//
// A quote that occurs once is found whatever its context is. Among several places, a context selects the
// place that it surrounds. If the text was extracted from a page, the context may have words that the
// extraction left out: it then only needs to match up to a line break of the text. An offset selects among
// the places that remain. Offsets count in the page, if there is one. An offset that selects none of the
// places is ignored, because the page may have changed.
//
// Linear in the text and the page. `page` is called at most once, if several places or an offset require it.
// If `should_stop` ends the work, the result must not be used. Any thread.
SelectedPlaces FindSelection(std::string_view text, const Selection& selection, const GetPageText& page,
                             const ShouldStop& should_stop = {});

// Words of a page, as an annotation tool that reads its DOM selects them. Offsets are code points of the
// page.
struct PageSelection {
  std::string exact;
  std::string prefix;
  std::string suffix;
  SelectedOffsets offsets;
};

// Returns the words of the page that a range of the text was extracted from. Nothing if they cannot be found
// for certain: FindSelection would not find the range from the result. `page` is the text of the page. Linear
// in the text and the page. If `should_stop` ends the work, the result must not be used. Any thread.
std::optional<PageSelection> SelectInPage(std::string_view text, ByteRange range, const std::string& page,
                                          const ShouldStop& should_stop = {});

}  // namespace verbatim::text
