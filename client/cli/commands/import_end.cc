#include "cli/commands/import_end.h"

#include <iostream>

#include "cli/input/line_reader.h"

namespace verbatim::cli {

ExitCode ExitCodeOfImport(const absl::Status& status, ExitCode failed, ExitCode items,
                          std::string_view repeat) {
  if (failed != kOk) {
    // Running the import again does not help a caller without permission.
    if (!absl::IsPermissionDenied(status))
      std::cerr << "verbatim: the import stopped early; " << repeat << '\n';
    return failed;
  }
  if (LineReader::Stopped()) {
    std::cerr << "verbatim: interrupted by Ctrl-C; " << repeat << '\n';
    return kInterrupted;
  }
  return items;
}

}  // namespace verbatim::cli
