#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

// Reads files of the CLEF CheckThat! tasks on verified claims.
namespace verbatim::bench {

struct LabelledClaim {
  std::string id;
  std::string text;
  std::string title;
};

struct LabelledQuery {
  std::string id;
  std::string text;
  std::set<std::string> claims;  // the ids of the claims that it repeats
};

// Reads rows "id, text, title" of tab-separated values with quoting, after a heading. Returns nothing if the
// file cannot be read.
std::optional<std::vector<LabelledClaim>> ReadClaims(const std::string& path);

// Reads rows "id, text", and TREC's "query 0 claim relevance". Ignores queries without a claim.
std::optional<std::vector<LabelledQuery>> ReadQueries(const std::string& queries, const std::string& qrels);

// Reads the claims of debates: rows "id, title, claim".
std::optional<std::vector<LabelledClaim>> ReadDebateClaims(const std::string& path);

// Reads sentences of debates: rows "query, ids of claims" with spaces or commas between the ids.
std::optional<std::vector<LabelledQuery>> ReadDebateQueries(const std::string& path);

}  // namespace verbatim::bench
