#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace verbatim::test {

// Returns the path of a file in ../shared/data, which is not part of the project. Tests that need a file of
// this folder are skipped if the file is absent.
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
