#pragma once

#include "interchange/notes.h"
#include "nlohmann/json.hpp"

namespace verbatim::interchange {

// Notes the properties of an annotation that the list of kept_properties.h does not have, and the bodies of
// which the claim has nothing.
void NoteUnkeptOfAnnotation(const nlohmann::json& annotation, Notes& notes);

}  // namespace verbatim::interchange
