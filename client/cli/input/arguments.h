#pragma once

#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/map.h"
#include "google/protobuf/timestamp.pb.h"
#include "log/note.h"
#include "verbatim/v1/claim.pb.h"

// Values of the command line. Functions that can fail print what is wrong to standard error.
namespace verbatim::cli {

// The resource name of `id` or `documents/id`.
std::string WithCollection(const std::string& collection, const std::string& id);

// The media type of a file's content. Returns `chosen` if `chosen` is not empty. Otherwise returns text/html
// for a file name that ends in .html, .htm, .xhtml or .xht, in upper or lower case, and an empty string for
// any other file name.
std::string MediaTypeOf(const std::string& path, const std::string& chosen);

// Parses `text_or_path` as a verifier key, or reads the key from the file with that name. Returns nothing if
// both fail.
std::optional<log::VerifierKey> ReadKey(const std::string& text_or_path, const std::string& flag);

// Help text of --typographic, which commands that record claims have.
inline constexpr char kTypographicHelp[] =
    "Accept a quote that differs from the document only in typography, such as quotation marks, dashes, "
    "white space "
    "and the case of its first word; the document's own words are recorded";

// Adds labels given as KEY=VALUE to a field. Returns false if a label is malformed.
bool ParseLabels(const std::vector<std::string>& labels,
                 google::protobuf::Map<std::string, std::string>& map);

// Sets a field to an RFC 3339 time or a date. Returns false if the text is neither a time nor a date.
bool ParseTime(const std::string& text, const std::string& flag, google::protobuf::Timestamp& time);

// The anchoring states that options accept.
inline const std::vector<std::string> kAnchoringStates = {"current", "moved", "edited", "lost"};

// Returns the state with this name, or UNSPECIFIED for an unknown name.
v1::AnchoringState ParseAnchoringState(const std::string& name);

}  // namespace verbatim::cli
