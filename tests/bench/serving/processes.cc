#include "serving/processes.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "support/eventually.h"
#include "support/fail.h"

namespace verbatim::bench {
namespace {

pid_t ParentOf(const std::string& process) {
  std::ifstream file("/proc/" + process + "/status");
  for (std::string word; file >> word;) {
    pid_t parent = 0;
    if (word == "PPid:" && file >> parent) return parent;
  }
  return 0;
}

}  // namespace

double ResidentMib(pid_t process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/smaps_rollup"));
  for (std::string word; file >> word;) {
    double kib = 0;
    if (word == "Pss:" && file >> kib) return kib / 1024;
  }
  test::Fail(absl::StrCat("the memory of process ", process, " cannot be read"));
}

double ResidentMibOfFamily(pid_t process) {
  const pid_t parent = ParentOf(std::to_string(process));
  double sum = ResidentMib(parent);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    pid_t child = 0;
    if (absl::SimpleAtoi(name, &child) && ParentOf(name) == parent) sum += ResidentMib(child);
  }
  return sum;
}

std::string AwaitLine(const std::string& path) {
  std::string line;
  const bool read = test::Eventually([&] {
    std::ifstream file(path);
    return static_cast<bool>(std::getline(file, line));
  });
  if (!read) test::Fail("nothing was written to " + path);
  return line;
}

}  // namespace verbatim::bench
