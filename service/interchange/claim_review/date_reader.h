#pragma once

#include <string>
#include <string_view>

namespace verbatim::interchange {

// A date as the contract keeps it: `2025-09-13`, `2025-09`, `2025`, or a date and time with a zone (RFC
// 3339).
struct ReadingOfDate {
  std::string date;  // empty if the text is no date
  // What of the text is lost, such as "without its time, which has no zone". Empty if nothing is.
  std::string lost;
};

// Reads a date in any of these forms:
//
//   ISO 8601      2024-02-29T10:15:00+01:00, 2024-02-29 10:15, 20240229T101500Z, 2024-02, 2024, 2024-060,
//                 2024-W09-4; also with / or . instead of -, and with months and days of one digit
//   RFC 822       Thu, 29 Feb 2024 10:15:00 GMT
//   words         29 February 2024, February 29, 2024, Feb 2024, in English or in `language` (BCP 47)
//   numbers       29/02/2024, 29.2.2024; only the year if day and month can be confused
//   Unix time     1709200000, in seconds or milliseconds
//
// A week without a day becomes its month, or its year if it lies in two months. Linear. Any thread.
ReadingOfDate ReadDate(std::string_view text, std::string_view language);

}  // namespace verbatim::interchange
