#pragma once

#include <memory>
#include <string>

#include "http/pages/internal_call.h"

namespace verbatim::http {

// GET /v1/documents/{id}/revisions/{number}/content: the bytes of a revision as they came, with their media
// type, ETag and ranges. HTML is sent as an attachment with a CSP that forbids everything, because the HTML
// comes from a foreign site.
void HandleContent(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods,
                   std::string revision);

// A range of bytes of `size`, from a Range field; nothing if the whole content is to be sent.
struct ByteRange {
  size_t first = 0;
  size_t size = 0;
  bool satisfiable = true;
};
std::optional<ByteRange> ReadRange(std::string_view range, size_t size);

}  // namespace verbatim::http
