#include "access/ownership.h"

#include <algorithm>

#include "access/principal.h"

namespace verbatim::access {

bool Owns(const Caller& caller, std::string_view first_writer) {
  if (caller.principal.empty() || first_writer.empty()) return false;
  const PrincipalParts own = PartsOf(caller.principal);
  const PrincipalParts first = PartsOf(first_writer);
  if (!own.person.empty()) return own.person == first.person;
  return own.principal == first.principal ||
         std::ranges::find(caller.aliases, first.principal) != caller.aliases.end();
}

}  // namespace verbatim::access
