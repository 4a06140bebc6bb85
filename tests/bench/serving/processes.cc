#include "serving/processes.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

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

// Returns the time on all processors, also that of children that have ended if asked. 0 for
// a process that has ended.
enum class Children { kLeaveOut, kEnded };
double Seconds(pid_t process, Children children) {
  std::ifstream file(absl::StrCat("/proc/", process, "/stat"));
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::vector<double> numbers;  // from the third field on, which is a letter
  std::string state;
  fields >> state;
  for (double number = 0; fields >> number;) numbers.push_back(number);
  constexpr size_t kUser = 10, kSystem = 11, kUserOfChildren = 12, kSystemOfChildren = 13;
  if (numbers.size() <= kSystemOfChildren) return 0;
  double ticks = numbers[kUser] + numbers[kSystem];
  if (children == Children::kEnded) ticks += numbers[kUserOfChildren] + numbers[kSystemOfChildren];
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
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

double ProcessorSeconds(pid_t process) { return Seconds(process, Children::kLeaveOut); }

double ProcessorSecondsOfFamily(pid_t parent) {
  double sum = Seconds(parent, Children::kEnded);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    pid_t child = 0;
    if (absl::SimpleAtoi(name, &child) && ParentOf(name) == parent)
      sum += Seconds(child, Children::kLeaveOut);
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
