#include "verbatimd/environment.h"

#include <cstdlib>
#include <map>
#include <string>

#include "absl/flags/commandlineflag.h"
#include "absl/flags/reflection.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "verbatimd/usage.h"

namespace verbatim::verbatimd {

absl::Status ReadEnvironment() {
  std::map<std::string, absl::CommandLineFlag*> sorted;  // so that the same mistake is always named first
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (IsOwnFlag(*flag)) sorted[absl::StrCat("VERBATIMD_", absl::AsciiStrToUpper(name))] = flag;
  }
  for (const auto& [variable, flag] : sorted) {
    const char* const value =
        std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread
    if (value == nullptr) continue;
    std::string error;
    if (!flag->ParseFrom(value, &error))
      return absl::InvalidArgumentError(absl::StrCat(variable, ": \"", value, "\" is no value of --",
                                                     flag->Name(), error.empty() ? "" : ": ", error));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::verbatimd
