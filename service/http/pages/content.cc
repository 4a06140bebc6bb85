#include "http/pages/content.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "http/calls/etags.h"
#include "http/calls/status_body.h"
#include "http/calls/unary_call.h"
#include "verbatim/v1/document_service.pb.h"

namespace verbatim::http {
namespace {

std::optional<size_t> ParseNumber(std::string_view digits) {
  size_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

// The response to a request with these fields.
struct Conditions {
  std::string range;
  std::string if_range;
  std::string if_none_match;
  std::string name;

  Response Answer(const v1::Revision& revision) const {
    const std::string etag = absl::BytesToHexString(revision.content_sha256());
    Response response;
    response.Set("ETag", '"' + etag + '"');
    response.Set("Accept-Ranges", "bytes");
    response.Set("Cache-Control", "private, max-age=0, must-revalidate");
    if (MatchesEtag(if_none_match, etag)) {
      response.status = 304;
      return response;
    }
    const bool html = revision.media_type() == "text/html";
    response.Set("Content-Type", revision.media_type() + "; charset=utf-8");
    response.Set("Content-Security-Policy", "default-src 'none'; sandbox");
    response.Set("Cross-Origin-Resource-Policy", "same-origin");
    response.Set("Content-Disposition", absl::StrCat(html ? "attachment" : "inline", "; filename=\"", name,
                                                     html ? ".html" : ".txt", "\""));
    const std::string& content = revision.content();
    std::optional<ByteRange> part;
    if (if_range.empty() || MatchesEtag(if_range, etag)) part = ReadRange(range, content.size());
    if (!part) {
      response.body = content;
    } else if (!part->satisfiable) {
      response = RestError(Problem{416, "the content has " + std::to_string(content.size()) + " bytes"});
      response.Set("Content-Range", absl::StrCat("bytes */", content.size()));
    } else {
      response.status = 206;
      response.body = content.substr(part->first, part->size);
      response.Set("Content-Range", absl::StrCat("bytes ", part->first, "-", part->first + part->size - 1,
                                                 "/", content.size()));
    }
    return response;
  }
};

}  // namespace

std::optional<ByteRange> ReadRange(std::string_view range, size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit) || range.find(',') != std::string_view::npos) return std::nullopt;
  range.remove_prefix(kUnit.size());
  const size_t dash = range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<size_t> first = ParseNumber(range.substr(0, dash));
  const std::optional<size_t> last = ParseNumber(range.substr(dash + 1));
  if (dash == 0) {  // the last bytes
    if (!last) return std::nullopt;
    const size_t count = std::min(*last, size);
    return ByteRange{size - count, count, count > 0};
  }
  const bool to_end = dash + 1 == range.size();
  if (!first || (!last && !to_end) || (last && *last < *first)) return std::nullopt;
  if (*first >= size) return ByteRange{0, 0, false};
  return ByteRange{*first, (last ? std::min(*last, size - 1) : size - 1) - *first + 1, true};
}

void HandleContent(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods,
                   std::string revision) {
  const RequestHead& head = request->head();
  if (auto problem = request->ReadDeadline()) return request->Respond(RestError(*problem));
  v1::GetRevisionRequest get;
  get.set_name(revision);
  get.set_view(v1::REVISION_VIEW_CONTENT);
  std::replace(revision.begin(), revision.end(), '/', '-');
  const Conditions conditions{std::string(head.Find("range")), std::string(head.Find("if-range")),
                              std::string(head.Find("if-none-match")), std::move(revision)};
  const methods::Method& method = FindMethod(methods, "DocumentService.GetRevision");
  StartUnary(request, method, ToIncoming(std::move(get)),
             [conditions, &method](absl::StatusOr<methods::Response> result) {
               if (!result.ok()) return RestError(result.status());
               Response response;
               WithMessage(method, *std::move(result), [&](const google::protobuf::Message& message) {
                 response =
                     conditions.Answer(static_cast<const v1::GetRevisionResponse&>(message).revision());
               });
               return response;
             });
}

}  // namespace verbatim::http
