#pragma once

#include <string>

#include "interchange/uris.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"
#include "verbatim/v1/claim.pb.h"

// Reads the bodies of a Web Annotation (W3C Web Annotation Data Model, section 3.2).
namespace verbatim::interchange {

// Sets the name, text and labels of `claim` from the bodies of an annotation. The text is that of the first
// textual body that is not a tag, or `bodyValue`. It stays empty if there is none. A body with the purpose
// `tagging` becomes a label (TagLabel). HTML becomes its text. Of a Choice, the first item with text is read;
// the texts of a List, Composite or Independents are joined, a line each.
//
// Adds a violation for text that is given twice, and for a Choice, List, Composite, Independents or
// SpecificResource without text. A body that is only the URI of a resource elsewhere is passed over.
void ReadBodies(const nlohmann::json& annotation, const Uris& uris, verbatim::v1::Claim& claim,
                Violations& violations);

// Returns whether a body is a tag: its purpose is `tagging`, or it has no purpose and the annotation has the
// motivation.
bool IsTagging(const nlohmann::json& annotation, const nlohmann::json& body);

// Returns whether a body is only the URI of a resource elsewhere.
bool IsElsewhere(const nlohmann::json& body);

// Adds the label of a tag: its key is the tag in lower case, with other characters than a-z and 0-9 as
// hyphens, and its value is the tag. The key of a tag without such characters, or of a second tag with the
// same key, is `tag-` and a number. A tag that exceeds the limits of labels is left out.
void AddTag(const std::string& tag, verbatim::v1::Claim& claim);

// Returns whether a label is one that AddTag makes.
bool IsTag(const std::string& key, const std::string& value);

}  // namespace verbatim::interchange
