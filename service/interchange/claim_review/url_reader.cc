#include "interchange/claim_review/url_reader.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/json_fields.h"
#include "status/absl_view.h"
#include "status/field_validation.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

// Ends of relative paths such as `page.html`, which otherwise look like hosts.
constexpr std::string_view kFileEndings[] = {"html", "htm",  "php", "asp", "aspx",
                                             "jsp",  "json", "xml", "pdf"};

// Returns whether the part of `written` before its path looks like the name of a host: labels, a dot, and a
// top-level domain, with an optional port.
bool BeginsWithHost(std::string_view written) {
  std::string_view host = written.substr(0, written.find_first_of("/?#"));
  if (const size_t colon = host.find(':'); colon != host.npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || !std::ranges::all_of(port, [](unsigned char c) { return absl::ascii_isdigit(c); }))
      return false;
    host = host.substr(0, colon);
  }
  const size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0 || host.find("..") != host.npos) return false;
  const std::string_view top = host.substr(dot + 1);
  constexpr size_t kMinTopBytes = 2;
  const bool is_top = top.size() >= kMinTopBytes && std::ranges::all_of(top, [](unsigned char c) {
                        return absl::ascii_isalpha(c) || c >= 0x80;
                      });
  const bool is_file = std::ranges::any_of(
      kFileEndings, [&](std::string_view ending) { return absl::EqualsIgnoreCase(Absl(ending), Absl(top)); });
  return is_top && !is_file && std::ranges::all_of(host, [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '.' || c >= 0x80;
         });
}

std::string EscapeBlanks(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte != 0x7F) {
      escaped += c;
    } else {
      escaped.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return escaped;
}

// Removes `.` and `..` from a path (RFC 3986, section 5.2.4).
std::string WithoutDots(std::string_view path) {
  const std::string_view tail = path.substr(std::min(path.find_first_of("?#"), path.size()));
  path.remove_suffix(tail.size());
  std::vector<std::string_view> segments;
  for (size_t at = 1; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    const bool is_last = end == path.size();
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (segment != ".") {
      segments.push_back(segment);
    }
    if (is_last && (segment == "." || segment == "..")) segments.emplace_back();
    at = end + 1;
  }
  std::string joined;
  for (const std::string_view segment : segments) absl::StrAppend(&joined, "/", Absl(segment));
  return absl::StrCat(joined.empty() ? "/" : joined, Absl(tail));
}

// Returns `relative` resolved against `base`, an http or https URL. `relative` is not empty.
std::string ResolveUrl(std::string_view relative, std::string_view base) {
  const size_t authority = base.find("://") + 3;
  const size_t root = std::min(base.find_first_of("/?#", authority), base.size());
  const std::string_view site = base.substr(0, root);
  std::string_view path = base.substr(root);
  path = path.substr(0, path.find_first_of("?#"));
  if (relative[0] == '/') return absl::StrCat(Absl(site), WithoutDots(relative));
  if (relative[0] == '?') return absl::StrCat(Absl(site), Absl(path.empty() ? "/" : path), Absl(relative));
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  return absl::StrCat(Absl(site),
                      WithoutDots(absl::StrCat(folder.empty() ? "/" : Absl(folder), Absl(relative))));
}

bool IsUsableUri(const std::string& uri) {
  Violations violations;
  CheckUri(uri, "", violations);
  return !uri.empty() && violations.empty();
}

// Returns the URL of an object as it is written, and notes its other URLs. The `@id` may be that of a node.
std::string WrittenUrlOf(const json& object, const std::string& path, std::string_view base, Notes& notes) {
  std::string found;
  for (const char* key : {"url", "id", "sameAs", "contentUrl", "@value", "@id"}) {
    const std::string written = Text(object, key);
    const std::string url = ReadUrl(written, base);
    if (url.empty()) continue;
    if (found.empty()) {
      found = written;
    } else if (key != std::string_view("@id") && url != ReadUrl(found, base)) {
      notes.Add(absl::StrCat(path, ".", key), kNotKept);
    }
  }
  return found;
}

// Adds the URL of one value. An empty string is no value.
void AddUrl(const json& value, const std::string& path, std::string_view base, std::vector<std::string>& urls,
            Notes& notes) {
  const std::string written = value.is_string()   ? value.get<std::string>()
                              : value.is_object() ? WrittenUrlOf(value, path, base, notes)
                                                  : "";
  if (value.is_string() && TrimSpace(written).empty()) return;
  std::string url = ReadUrl(written, base);
  if (url.empty()) {
    notes.Add(path, value.is_object() ? "has no URL and is not kept" : "is not a URL and is not kept");
    return;
  }
  if (url != TrimSpace(written)) notes.Add(path, "is read as " + url);
  if (std::ranges::find(urls, url) == urls.end()) urls.push_back(std::move(url));
}

}  // namespace

bool IsPageUrl(std::string_view uri) {
  return absl::StartsWithIgnoreCase(Absl(uri), "https://") ||
         absl::StartsWithIgnoreCase(Absl(uri), "http://");
}

std::string HostOf(std::string_view uri) {
  const size_t scheme = uri.find("://");
  if (scheme == uri.npos) return "";
  std::string_view host = uri.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(host.rfind('@') + 1);
  if (!host.starts_with('[')) host = host.substr(0, host.find(':'));
  std::string lower = absl::AsciiStrToLower(Absl(host));
  return lower.starts_with("www.") ? lower.substr(4) : lower;
}

std::string WithoutFragment(std::string_view uri) { return std::string(uri.substr(0, uri.find('#'))); }

std::string ReadUrl(std::string_view written, std::string_view base) {
  const std::string trimmed = PlainText(written);
  if (trimmed.empty() || trimmed.size() > kUriBytes || trimmed[0] == '#' || trimmed.starts_with("_:"))
    return "";
  std::string url;
  if (trimmed.starts_with("//")) {
    url = absl::StartsWithIgnoreCase(Absl(base), "http:") ? "http:" + trimmed : "https:" + trimmed;
    if (HostOf(url).empty()) return "";
  } else if (BeginsWithHost(trimmed)) {
    url = "https://" + trimmed;
  } else if (IsAbsoluteUri(trimmed)) {
    const bool is_page =
        absl::StartsWithIgnoreCase(trimmed, "http:") || absl::StartsWithIgnoreCase(trimmed, "https:");
    // A script is no address, and a page without a host cannot be found.
    if (absl::StartsWithIgnoreCase(trimmed, "javascript:") || (is_page && HostOf(trimmed).empty())) return "";
    url = trimmed;
  } else if (IsPageUrl(base) && trimmed.find("://") == trimmed.npos) {
    url = ResolveUrl(trimmed, base);
  }
  url = EscapeBlanks(url);
  return IsUsableUri(url) ? url : "";
}

std::vector<std::string> ReadUrls(const json& object, const char* key, const std::string& path,
                                  std::string_view base, Notes& notes) {
  std::vector<std::string> urls;
  const std::vector<const json*> values = Values(object, key);
  for (size_t i = 0; i < values.size(); ++i) {
    AddUrl(*values[i], values.size() == 1 ? path : absl::StrCat(path, "[", i, "]"), base, urls, notes);
  }
  return urls;
}

}  // namespace verbatim::interchange
