#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Early return of errors. Later releases of Abseil define macros with these names; the Abseil of Debian 12
// does not.

#ifndef ABSL_RETURN_IF_ERROR

// Returns the status of `expression`, an absl::Status, if it is not OK.
#define ABSL_RETURN_IF_ERROR(expression)                         \
  do {                                                           \
    absl::Status status_of_expression = (expression);            \
    if (!status_of_expression.ok()) return status_of_expression; \
  } while (false)

// Assigns the value of `expression`, an absl::StatusOr<T>, to `target`, which may declare a variable. Returns
// the status if there is no value. Expands to several statements: needs braces under an `if`.
#define ABSL_ASSIGN_OR_RETURN(target, expression) \
  VERBATIM_ASSIGN_OR_RETURN_(VERBATIM_CONCAT_(status_or_at_line_, __LINE__), target, expression)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot be in parentheses
#define VERBATIM_CONCAT_INNER_(a, b) a##b
#define VERBATIM_CONCAT_(a, b) VERBATIM_CONCAT_INNER_(a, b)
#define VERBATIM_ASSIGN_OR_RETURN_(result, target, expression) \
  auto result = (expression);                                  \
  if (!result.ok()) return std::move(result).status();         \
  target = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // ABSL_RETURN_IF_ERROR
