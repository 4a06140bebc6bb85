#pragma once

#include <string_view>

#include "google/protobuf/message.h"
#include "status/errors.h"

// The schemes of URIs that are recorded and linked.
namespace verbatim {

// Returns whether a program that opens the URI could run what the URI contains, or read the reader's own
// files: the schemes javascript, vbscript, data, blob, file and about. Ignores case, and the white space and
// control characters that browsers ignore.
bool IsUnsafeUri(std::string_view uri);

// Returns whether a link may lead to the URI: its scheme is http or https.
bool IsLinkable(std::string_view uri);

// Checks all URIs in a new value: the fields whose names end with `uri` or `uris`, and `same_as` and
// `derived_from`. An unsafe URI is a violation, unless `recorded`, the value before the change, has the same
// URI anywhere: what is recorded stays. `recorded` is null for a new resource.
void CheckUriSchemes(const google::protobuf::Message& value, const google::protobuf::Message* recorded,
                     std::string_view path, Violations& violations);

}  // namespace verbatim
