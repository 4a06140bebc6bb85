// Counts how often the relations of service/match/relations are right, without a server:
//
//   relation_check FILE [--show=SAID,GOLD]
//
// FILE has lines of `claim`, `text` and `gold`, separated by tabs, after a heading. Gold is ENTAILMENT,
// CONTRADICTION or NEUTRAL (SICK), or the name of a relation.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "match/relations/relation.h"
#include "text/values/values.h"

ABSL_FLAG(std::string, show, "",
          "Also prints the pairs with this relation and gold, for example SAME,NEUTRAL.");

namespace {

using verbatim::match::Relate;
using verbatim::match::Relation;
using verbatim::match::RelationKind;
using verbatim::match::Sentence;

const char* NameOf(RelationKind kind) {
  switch (kind) {
    case RelationKind::kSame:
      return "SAME";
    case RelationKind::kConflictingValue:
      return "CONFLICTING_VALUE";
    case RelationKind::kOpposed:
      return "OPPOSED";
    default:
      return "RELATED";
  }
}

int Run(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) {
    std::fprintf(stderr, "relation_check: cannot read %s\n", path.c_str());
    return 1;
  }
  const std::string show = absl::GetFlag(FLAGS_show);
  std::map<std::string, std::map<std::string, int>> table;
  std::map<std::string, int> said_in_all, gold_in_all;
  int pairs = 0;
  const auto start = std::chrono::steady_clock::now();
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string claim, text, gold;
    std::getline(fields, claim, '\t');
    std::getline(fields, text, '\t');
    std::getline(fields, gold, '\t');
    const auto claimed = verbatim::text::FindValues(claim, {});
    const auto stated = verbatim::text::FindValues(text, {});
    const Relation relation = Relate(Sentence(text, stated), Sentence(claim, claimed));
    const std::string said = NameOf(relation.kind);
    ++table[said][gold], ++said_in_all[said], ++gold_in_all[gold], ++pairs;
    if (show == said + "," + gold) {
      std::printf("C %s\nT %s\n  %s\n", claim.c_str(), text.c_str(), relation.reason.c_str());
    }
  }
  const double spent =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
  for (const auto& [said, golds] : table) {
    std::printf("%-20s", said.c_str());
    for (const auto& [gold, all] : gold_in_all) {
      auto found = golds.find(gold);
      std::printf("  %s %d", gold.c_str(), found == golds.end() ? 0 : found->second);
    }
    std::printf("\n");
  }
  auto print = [&](const char* said, const char* gold) {
    if (gold_in_all[gold] == 0) return;
    const double hit = table[said][gold];
    std::printf("%s is %s: %.3f of %d said, %.3f of %d there\n", said, gold,
                hit / std::max(1, said_in_all[said]), said_in_all[said], hit / gold_in_all[gold],
                gold_in_all[gold]);
  };
  print("SAME", "ENTAILMENT");
  print("OPPOSED", "CONTRADICTION");
  for (const char* name : {"SAME", "OPPOSED", "CONFLICTING_VALUE", "RELATED"}) print(name, name);
  std::printf("%.0f us a pair\n", spent / std::max(1, pairs));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments = absl::ParseCommandLine(argc, argv);
  if (arguments.size() != 2) {
    std::fprintf(stderr, "usage: relation_check FILE\n");
    return 2;
  }
  return Run(arguments[1]);
}
