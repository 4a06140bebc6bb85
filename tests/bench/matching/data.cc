#include "matching/data.h"

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <utility>

namespace verbatim::bench {
namespace {

std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Quoted fields may contain tabs, line feeds and doubled quotation marks.
std::vector<std::vector<std::string>> ParseRows(const std::string& content) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (quoted) {
      if (c != '"')
        row.back().push_back(c);
      else if (i + 1 < content.size() && content[i + 1] == '"')
        row.back().push_back(content[++i]);
      else
        quoted = false;
    } else if (c == '"' && row.back().empty()) {
      quoted = true;
    } else if (c == '\t') {
      row.emplace_back();
    } else if (c == '\n') {
      rows.push_back(std::exchange(row, std::vector<std::string>(1)));
    } else if (c != '\r') {
      row.back().push_back(c);
    }
  }
  if (row.size() > 1 || !row.front().empty()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

std::optional<std::vector<LabelledClaim>> ReadClaims(const std::string& path) {
  auto content = ReadFile(path);
  if (!content) return std::nullopt;
  std::vector<LabelledClaim> claims;
  auto rows = ParseRows(*content);
  for (size_t i = 1; i < rows.size(); ++i) {
    auto& row = rows[i];
    if (row.size() >= 2) claims.push_back({row[0], row[1], row.size() > 2 ? row[2] : ""});
  }
  return claims;
}

std::optional<std::vector<LabelledQuery>> ReadQueries(const std::string& queries, const std::string& qrels) {
  auto content = ReadFile(queries);
  auto relevant = ReadFile(qrels);
  if (!content || !relevant) return std::nullopt;
  std::map<std::string, std::set<std::string>> claims;
  std::istringstream lines(*relevant);
  std::string query, zero, claim, relevance;
  while (lines >> query >> zero >> claim >> relevance) {
    if (relevance != "0") claims[query].insert(claim);
  }
  std::vector<LabelledQuery> out;
  auto rows = ParseRows(*content);
  for (size_t i = 1; i < rows.size(); ++i) {
    auto& row = rows[i];
    if (row.size() < 2) continue;
    if (auto found = claims.find(row[0]); found != claims.end())
      out.push_back({row[0], row[1], found->second});
  }
  return out;
}

std::optional<std::vector<LabelledClaim>> ReadDebateClaims(const std::string& path) {
  auto content = ReadFile(path);
  if (!content) return std::nullopt;
  std::vector<LabelledClaim> claims;
  for (auto& row : ParseRows(*content)) {
    if (row.size() >= 3 && row[0] != "id") claims.push_back({row[0], row[2], row[1]});
  }
  return claims;
}

std::optional<std::vector<LabelledQuery>> ReadDebateQueries(const std::string& path) {
  auto content = ReadFile(path);
  if (!content) return std::nullopt;
  std::vector<LabelledQuery> queries;
  for (auto& row : ParseRows(*content)) {
    if (row.size() < 2 || row[0] == "query") continue;
    LabelledQuery& query = queries.emplace_back();
    query.id = std::to_string(queries.size());
    query.text = row[0];
    for (char& c : row[1]) c = c == ',' || c == '|' ? ' ' : c;
    std::istringstream ids(row[1]);
    for (std::string id; ids >> id;) query.claims.insert(id);
  }
  return queries;
}

}  // namespace verbatim::bench
