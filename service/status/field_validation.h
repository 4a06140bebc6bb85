#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "google/protobuf/map.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "status/errors.h"

// Checks of single fields. Each check adds what is wrong with a value to `violations`; `path` is the path of
// the value's field in the request.
namespace verbatim {

// Limits documented in proto/verbatim/v1. kNameBytes is for names of people, agents, predicates and units.
inline constexpr size_t kUriBytes = 2048;
inline constexpr size_t kNameBytes = 256;

// Returns the path of a field of the message at `path`, or of an item of a repeated field.
std::string Join(std::string_view path, std::string_view field);
std::string Item(std::string_view path, std::string_view field, int index);

enum class Presence { kRequired, kOptional };

// At most `most` bytes, and at least one if the field is required.
void CheckLength(std::string_view value, Presence presence, size_t most, std::string_view path,
                 Violations& violations);

// Returns whether `text` begins with a scheme and a colon (RFC 3986, section 3.1) and something follows.
// Allows white space and control characters, which CheckUri rejects.
bool IsAbsoluteUri(std::string_view text);

// An absolute URI, or empty.
void CheckUri(std::string_view uri, std::string_view path, Violations& violations);

// A BCP 47 language tag, or empty.
void CheckLanguage(std::string_view tag, std::string_view path, Violations& violations);

// At most `most` labels, in the form that Claim.labels documents.
void CheckLabels(const google::protobuf::Map<std::string, std::string>& labels, int most,
                 std::string_view path, Violations& violations);

// A time that protobuf allows: years 1 to 9999. `set` says whether the field is present.
void CheckTime(bool set, const google::protobuf::Timestamp& time, std::string_view path,
               Violations& violations);

// An id chosen by the caller (IsValidId), or empty.
void CheckNewId(std::string_view id, std::string_view path, Violations& violations);
void CheckRequestId(std::string_view request_id, std::string_view path, Violations& violations);

// All strings of the message and of its nested messages must be UTF-8 without NUL. Some storage backends
// cannot store other strings.
void CheckStrings(const google::protobuf::Message& message, std::string_view path, Violations& violations);

}  // namespace verbatim
