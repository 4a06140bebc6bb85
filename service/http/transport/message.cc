#include "http/transport/message.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace verbatim::http {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the text up to `separator` from the front of `text`.
std::string_view TakeItem(std::string_view& text, char separator) {
  const size_t end = std::min(text.find(separator), text.size());
  const std::string_view item = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return Trim(item);
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view RequestHead::Find(std::string_view name) const {
  for (const Field& field : fields) {
    if (SameName(field.name, name)) return field.value;
  }
  return {};
}

bool RequestHead::Has(std::string_view name) const {
  return std::ranges::any_of(fields, [&](const Field& field) { return SameName(field.name, name); });
}

std::string_view RequestHead::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view RequestHead::query() const {
  const size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::string MediaTypeOf(std::string_view value) {
  std::string type(Trim(value.substr(0, value.find(';'))));
  std::ranges::transform(type, type.begin(), Lower);
  return type;
}

std::optional<double> QualityOf(std::string_view accepted, std::string_view item) {
  std::optional<double> of_any;
  while (!accepted.empty()) {
    std::string_view element = TakeItem(accepted, ',');
    const std::string_view name = TakeItem(element, ';');
    double quality = 1;
    while (!element.empty()) {
      const std::string_view parameter = TakeItem(element, ';');
      if (parameter.size() < 2 || Lower(parameter[0]) != 'q' || parameter[1] != '=') continue;
      if (!absl::SimpleAtod({parameter.data() + 2, parameter.size() - 2}, &quality)) quality = 0;
    }
    if (SameName(name, item)) return quality;
    if (name == "*" || name == "*/*") of_any = quality;
  }
  return of_any;
}

bool Response::Has(std::string_view name) const {
  return std::ranges::any_of(fields, [&](const Field& field) { return SameName(field.name, name); });
}

std::string_view PhraseOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 499:
      return "Client Closed Request";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace verbatim::http
