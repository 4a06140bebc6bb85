#pragma once

#include <optional>
#include <string>
#include <vector>

namespace verbatim::bench {

// What is asked of a figure.
struct Goal {
  enum class Kind { kAtLeast, kAtMost };
  Kind kind;
  double value;

  bool Holds(double figure) const { return kind == Kind::kAtLeast ? figure >= value : figure <= value; }
};
inline Goal AtLeast(double value) { return {Goal::Kind::kAtLeast, value}; }
inline Goal AtMost(double value) { return {Goal::Kind::kAtMost, value}; }

// The figures of one run: told one by one on standard error as they come, and together at the end.
class Report {
 public:
  explicit Report(bool quick) : quick_(quick) {}

  // What follows belongs under this heading.
  void Begin(const std::string& section);

  // A figure beside that of `reference`, both in `unit`; the goal is one for ours divided by theirs.
  void Compare(const std::string& what, const std::string& unit, double ours, const std::string& reference,
               double theirs, std::optional<Goal> goal = {});
  // The same of several turns of each side, first with first and so on: medians, and the median of the turns'
  // ratios, for between two turns that follow each other the machine changes least.
  void Compare(const std::string& what, const std::string& unit, const std::vector<double>& ours,
               const std::string& reference, const std::vector<double>& theirs,
               std::optional<Goal> goal = {});

  // A figure that stands for itself.
  void Say(const std::string& what, const std::string& unit, double figure, std::optional<Goal> goal = {});

  // Why something was not measured.
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
    std::string skipped;  // why, if it was
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
