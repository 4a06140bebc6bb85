#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/message.h"

namespace verbatim::cli {

// Parses protobuf JSON that a user wrote. Returns an empty string, or what is wrong and what is right, with
// the position: `where:3: ` if `where` is the name of a file, else `where: column 7: `. `what` is what the
// text should be, such as "claim".
enum class JsonPlace {
  kFile,  // `where` is the name of a file
  kLine,  // `where` names a line of a file
};
std::string ReadMessageJson(std::string_view json, std::string_view what, const std::string& where,
                            JsonPlace place, google::protobuf::Message& message);

}  // namespace verbatim::cli
