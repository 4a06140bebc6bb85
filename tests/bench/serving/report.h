#pragma once

#include <optional>
#include <string>
#include <vector>

namespace verbatim::bench {

// A bound on a figure.
struct Goal {
  enum class Kind { kAtLeast, kAtMost };
  Kind kind;
  double value;

  bool Holds(double figure) const { return kind == Kind::kAtLeast ? figure >= value : figure <= value; }
};
inline Goal AtLeast(double value) { return {Goal::Kind::kAtLeast, value}; }
inline Goal AtMost(double value) { return {Goal::Kind::kAtMost, value}; }

// The figures of one run. Prints each figure to standard error when the figure is added, and prints all
// figures at the end.
class Report {
 public:
  explicit Report(bool quick) : quick_(quick) {}

  // Begins a section with this heading.
  void Begin(const std::string& section);

  // Adds our figure and the figure of `reference`, both in `unit`. The goal applies to our figure divided by
  // the figure of `reference`.
  void Compare(const std::string& what, const std::string& unit, double ours, const std::string& reference,
               double theirs, std::optional<Goal> goal = {});
  // Adds a figure from several turns of each side, in the order in which they ran. Reports the medians, and
  // the median of the ratios of consecutive turns. The machine's speed changes least between consecutive
  // turns.
  void Compare(const std::string& what, const std::string& unit, const std::vector<double>& ours,
               const std::string& reference, const std::vector<double>& theirs,
               std::optional<Goal> goal = {});

  // Adds a figure without a reference.
  void Say(const std::string& what, const std::string& unit, double figure, std::optional<Goal> goal = {});

  // Reports why something was not measured.
  void Skip(const std::string& what, const std::string& why);

  int missed() const;

  std::string Markdown() const;
  std::string Json() const;

 private:
  struct Row {
    std::string section, what, unit;
    double ours = 0;
    std::string reference;  // empty if there is none
    double theirs = 0;
    std::optional<Goal> goal;
    std::string skipped;  // the reason, if it was not measured
    double ratio = 0;

    double figure() const { return reference.empty() ? ours : ratio; }
  };
  void Add(Row row);
  static std::string LineOf(const Row& row);

  const bool quick_;
  std::string section_;
  std::vector<Row> rows_;
};

}  // namespace verbatim::bench
