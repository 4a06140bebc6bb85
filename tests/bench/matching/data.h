#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

// Files of the CLEF CheckThat! tasks on verified claims.
namespace verbatim::bench {

struct LabelledClaim {
  std::string id;
  std::string text;
  std::string title;
};

struct LabelledQuery {
  std::string id;
  std::string text;
  std::set<std::string> claims;  // ids of those that it repeats
};

// Rows "id, text, title" of tab-separated values with quotes; the first is a heading. Nothing if unreadable.
std::optional<std::vector<LabelledClaim>> ReadClaims(const std::string& path);

// Rows "id, text", and TREC's "query 0 claim relevance". Queries without a claim are left out.
std::optional<std::vector<LabelledQuery>> ReadQueries(const std::string& queries, const std::string& qrels);

}  // namespace verbatim::bench
