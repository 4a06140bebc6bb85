#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/values/values.h"

namespace verbatim::text {

// Gives numbers in the cells of tables the unit that the table states elsewhere: in the first cell of their row
// ("Net profit (NOK million)"), in the head of their column, in the first cell of the head, or in a line of its
// own above the table ("Figures in NOK million").
//
// A table is a block of lines without an empty line, with a line for each row. Tabs, vertical bars, or two and
// more spaces separate cells. If single spaces do, a row is a label with numbers after it, and only a unit for
// the whole table counts.
//
// `values` are those that FindValues found in the part of `text` that begins at `offset`, in the same order.
// The number without its unit stays as an alternative. Values with a unit of their own do not change. Any
// thread.
void AddTableUnits(std::string_view text, size_t offset, std::vector<TypedValue>& values);

}  // namespace verbatim::text
