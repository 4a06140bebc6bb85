#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim::text {

// Writes raised or lowered text so that a figure keeps its value without the layout.
//
//   52<sup>1</sup> prisoners        52¹         superscript characters: a reference mark or a power
//   10<sup>-6</sup>, m<sup>2</sup>  10⁻⁶, m²
//   $11<sup>99</sup>                $11.99      a price's cents
//   1<sup>1</sup>/<sub>2</sub>      1 1/2       a fraction
//   log<sub>2</sub>8, 5<sub>2</sub> log₂8, 5₂   subscript characters next to a figure
//
// Everything else is written as it is: 1<sup>st</sup>, H<sub>2</sub>O, [1].

// The surroundings of the element on its line.
struct Surroundings {
  std::string_view
      before;  // text of the line, up to the element; ends in white space if there is some between
  std::string_view after;  // text that follows the element directly
};

// Returns what to write for text in <sup> (or <sub>). Nothing: the text as it is.
std::optional<std::string> WriteSuperscript(std::string_view text, Surroundings around);
std::optional<std::string> WriteSubscript(std::string_view text, Surroundings around);

}  // namespace verbatim::text
