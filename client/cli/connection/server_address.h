#pragma once

#include <string>
#include <string_view>

namespace verbatim::cli {

// Returns what is wrong with the address of a service, and what would be right; empty if it is HOST:PORT,
// unix:PATH or another target that gRPC resolves, such as dns:///HOST:PORT.
std::string AddressFault(std::string_view address);

}  // namespace verbatim::cli
