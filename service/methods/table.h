#pragma once

#include <vector>

#include "match/matcher.h"
#include "methods/method.h"
#include "methods/watches.h"
#include "registry/registry.h"
#include "sync/executor.h"

namespace verbatim::methods {

// Every method of the contract with its handler. What is passed by reference must outlive the table.
std::vector<Method> MakeMethods(registry::Registry& registry, match::Matcher& matcher, Watches& watches,
                                sync::Executor& executor);

}  // namespace verbatim::methods
