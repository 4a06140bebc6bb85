#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interchange/notes.h"
#include "nlohmann/json.hpp"

// URLs as publishers write them: with blanks around them, without a scheme, or relative to their page.
namespace verbatim::interchange {

// Returns the absolute URI that `written` means on the page at `base`, or nothing:
//
//   https://a.example/b     itself, with white space and control characters in it escaped
//   //a.example/b           the scheme of `base`, or https
//   a.example/b             https, if the part before the first slash looks like the name of a host
//   /b, b, ?b               relative to `base` (RFC 3986, section 5.2); nothing if `base` is empty
//
// `base` is an http or https URL, or empty. A fragment alone and a blank node (`_:b0`) mean nothing.
std::string ReadUrl(std::string_view written, std::string_view base);

// Returns whether `uri` is an http or https URL, against which others can be resolved.
bool IsPageUrl(std::string_view uri);

// Returns the host of an absolute URI, without `www.` and port. Empty if there is none.
std::string HostOf(std::string_view uri);

// Returns `uri` up to its fragment.
std::string WithoutFragment(std::string_view uri);

// Reads all URLs in the member `key`: strings, and the `url`, `@id`, `sameAs` or `contentUrl` of objects.
// Notes the values that are no URLs, and those that are read as another URL than they are written, under
// `path`.
std::vector<std::string> ReadUrls(const nlohmann::json& object, const char* key, const std::string& path,
                                  std::string_view base, Notes& notes);

}  // namespace verbatim::interchange
