#pragma once

#include <memory>

#include "http/pages/internal_call.h"

namespace verbatim::http {

// GET /v1alpha1/claims:search.
void HandleFactCheckSearch(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods);

}  // namespace verbatim::http
