#include "access/roles.h"

namespace verbatim::access {
namespace {

constexpr Permissions kReader = {Permission::kRead};
constexpr Permissions kExtractor = kReader.With(Permission::kExtract);
constexpr Permissions kReviewer = kExtractor.With(Permission::kReview);
constexpr Permissions kEditor = kReviewer.With({Permission::kCurate, Permission::kAudit});

constexpr Role kRoles[] = {{"reader", kReader},
                           {"extractor", kExtractor},
                           {"reviewer", kReviewer},
                           {"editor", kEditor},
                           {"operator", Permissions::All()}};

}  // namespace

std::span<const Role> PredefinedRoles() { return kRoles; }

}  // namespace verbatim::access
