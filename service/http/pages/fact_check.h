#pragma once

#include <memory>
#include <string_view>

#include "http/pages/internal_call.h"

// Google's Fact Check Tools API, v1alpha1, answered from the reviews recorded here. A tool that calls
// Google's API only has to change its base URL (developers.google.com/fact-check/tools/api).
namespace verbatim::http {

// Handles a request whose path begins with kFactCheckPrefix.
inline constexpr std::string_view kFactCheckPrefix = "/v1alpha1/";
void HandleFactCheck(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods);

}  // namespace verbatim::http
