#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace verbatim::test {

// A file of the data that lies beside the project and is not part of it. A test that needs it is skipped
// where it is absent.
inline std::filesystem::path SharedData(const std::string& name) {
  return std::filesystem::path(VERBATIM_SHARED_DATA) / name;
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace verbatim::test
