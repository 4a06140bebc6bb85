#include "serving/report.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "serving/statistics.h"

namespace verbatim::bench {
namespace {

// The machine, as described by Linux.
struct Machine {
  std::string processor = "unknown";
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  int64_t memory_mib = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE) >> 20;
  std::string kernel;

  Machine() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
      std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(": ", 1));
      if (absl::StartsWith(line, "model name") && parts.size() == 2) processor = parts[1];
    }
    utsname names{};
    if (uname(&names) == 0) kernel = absl::StrCat(names.sysname, " ", names.release);
  }
};

// Three significant digits.
std::string Number(double value) {
  if (value == 0) return "0";
  const int digits = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 3);
  return absl::StrFormat("%.*f", digits, value);
}

std::string GoalText(const Goal& goal) {
  return absl::StrCat(goal.kind == Goal::Kind::kAtLeast ? "≥ " : "≤ ", goal.value);
}

std::string Now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

void Report::Begin(const std::string& section) {
  section_ = section;
  std::fprintf(stderr, "== %s\n", section.c_str());
}

void Report::Compare(const std::string& what, const std::string& unit, double ours,
                     const std::string& reference, double theirs, std::optional<Goal> goal) {
  Add({section_, what, unit, ours, reference, theirs, goal, {}, ours / theirs});
}

void Report::Compare(const std::string& what, const std::string& unit, const std::vector<double>& ours,
                     const std::string& reference, const std::vector<double>& theirs,
                     std::optional<Goal> goal) {
  std::vector<double> ratios;
  for (size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) ratios.push_back(ours[i] / theirs[i]);
  Add({section_, what, unit, Median(ours), reference, Median(theirs), goal, {}, Median(ratios)});
}

void Report::Say(const std::string& what, const std::string& unit, double figure, std::optional<Goal> goal) {
  Add({section_, what, unit, figure, {}, 0, goal, {}, 0});
}

void Report::Skip(const std::string& what, const std::string& why) {
  Add({section_, what, {}, 0, {}, 0, {}, why, 0});
}

int Report::missed() const {
  return static_cast<int>(std::count_if(
      rows_.begin(), rows_.end(), [](const Row& row) { return row.goal && !row.goal->Holds(row.figure()); }));
}

void Report::Add(Row row) {
  rows_.push_back(std::move(row));
  std::fprintf(stderr, "%s\n", LineOf(rows_.back()).c_str());
}

std::string Report::LineOf(const Row& row) {
  if (!row.skipped.empty())
    return absl::StrCat("| ", row.what, " | not measured: ", row.skipped, " | | | | |");
  const bool compared = !row.reference.empty();
  return absl::StrCat("| ", row.what, " | ", Number(row.ours), " ", row.unit, " | ",
                      compared ? absl::StrCat(row.reference, ": ", Number(row.theirs)) : "", " | ",
                      compared ? absl::StrFormat("%.2f", row.figure()) : "", " | ",
                      row.goal ? GoalText(*row.goal) : "", " | ",
                      !row.goal                       ? ""
                      : row.goal->Holds(row.figure()) ? "holds"
                                                      : "**missed**",
                      " |");
}

std::string Report::Markdown() const {
  const Machine machine;
  std::string text = absl::StrFormat(
      "# What serving costs\n\n%s. %d processors, %s; %d MiB; %s.%s\n", Now(), machine.processors,
      machine.processor, machine.memory_mib, machine.kernel,
      quick_ ? "\n\nRun with --quick: small stores and short turns. The figures show only that it works."
             : "");
  std::string section;
  for (const Row& row : rows_) {
    if (row.section != section) {
      section = row.section;
      absl::StrAppend(
          &text, "\n## ", section,
          "\n\n| What | Verbatim | Compared with | Ratio | Goal | |\n|---|---|---|---|---|---|\n");
    }
    absl::StrAppend(&text, LineOf(row), "\n");
  }
  return text;
}

std::string Report::Json() const {
  const Machine machine;
  nlohmann::json rows = nlohmann::json::array();
  for (const Row& row : rows_) {
    nlohmann::json figure = {{"section", row.section}, {"what", row.what}};
    if (!row.skipped.empty()) {
      figure["skipped"] = row.skipped;
    } else {
      figure["unit"] = row.unit;
      figure["verbatim"] = row.ours;
    }
    if (!row.reference.empty()) {
      figure["reference"] = row.reference;
      figure["beside"] = row.theirs;
      figure["ratio"] = row.figure();
    }
    if (row.goal) {
      figure["goal"] = {{row.goal->kind == Goal::Kind::kAtLeast ? "at_least" : "at_most", row.goal->value}};
      figure["holds"] = row.goal->Holds(row.figure());
    }
    rows.push_back(std::move(figure));
  }
  return nlohmann::json{{"time", Now()},
                        {"quick", quick_},
                        {"machine",
                         {{"processor", machine.processor},
                          {"processors", machine.processors},
                          {"memory_mib", machine.memory_mib},
                          {"kernel", machine.kernel}}},
                        {"figures", std::move(rows)}}
             .dump(2) +
         "\n";
}

}  // namespace verbatim::bench
