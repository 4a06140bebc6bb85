#pragma once

#include <memory>

#include "http/calls/api_request.h"
#include "http/rest/routes.h"

namespace verbatim::http {

// Calls the method that Routes::Find has found for a REST request. Call it on the connection's thread.
void HandleRest(const std::shared_ptr<ApiRequest>& request, Routes::Found found);

}  // namespace verbatim::http
