#pragma once

#include <memory>

#include "match/matcher.h"
#include "methods/method.h"
#include "methods/session.h"
#include "registry/registry.h"

// The streaming methods that take and answer a message at a time. Arguments passed by reference must outlive
// the session.
namespace verbatim::methods {

std::unique_ptr<Session> MakeExportClaims(registry::Registry& registry, Call call);
std::unique_ptr<Session> MakeImportFeed(registry::Registry& registry, Call call);
std::unique_ptr<Session> MakeCheckText(registry::Registry& registry, match::Matcher& matcher, Call call);

}  // namespace verbatim::methods
