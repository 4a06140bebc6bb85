#pragma once

#include <vector>

#include "match/matcher.h"
#include "methods/method.h"
#include "methods/watches.h"
#include "registry/registry.h"
#include "sync/executor.h"

namespace verbatim::methods {

// Returns every method of the contract with its handler. Arguments passed by reference must outlive the
// table.
std::vector<Method> MakeMethods(registry::Registry& registry, match::Matcher& matcher, Watches& watches,
                                sync::Executor& executor);

}  // namespace verbatim::methods
