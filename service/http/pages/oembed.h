#pragma once

#include <memory>

#include "http/pages/internal_call.h"

namespace verbatim::http {

// GET /oembed?url=URL: how to show a claim in another page (oembed.com). URL is the claim's address on this server,
// such as https://claims.example/claims/freed, with the path prefix of a proxy if there is one. The answer is JSON of the
// type `rich`, with an <iframe> of the claim's card. Answers 404 for any other address, and 501 for another format.
void HandleOEmbed(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods);

}  // namespace verbatim::http
