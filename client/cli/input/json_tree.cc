#include "cli/input/json_tree.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace verbatim::cli {
namespace {

// Deeper than any message of the contract, and far from the end of the stack.
constexpr int kMaxDepth = 100;

class Reader {
 public:
  Reader(std::string_view text, JsonFault& fault) : text_(text), fault_(fault) {}

  bool ReadAll(JsonNode& root) {
    if (!ReadValue(root, 0)) return false;
    SkipSpace();
    return at_ == text_.size() || Fail("text follows the end of the value");
  }

 private:
  bool Fail(std::string what) {
    fault_ = {at_, std::move(what)};
    return false;
  }

  void SkipSpace() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  bool Take(char c) {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool ReadValue(JsonNode& node, int depth) {
    SkipSpace();
    node.offset = at_;
    if (depth > kMaxDepth) return Fail("it is nested too deeply");
    if (at_ == text_.size()) return Fail("the text ends where a value is expected");
    const char c = text_[at_];
    if (c == '{') return ReadObject(node, depth);
    if (c == '[') return ReadArray(node, depth);
    if (c == '"') {
      node.kind = JsonNode::Kind::kString;
      std::string ignored;
      return ReadString(ignored);
    }
    return ReadWord(node);
  }

  bool ReadObject(JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::kObject;
    ++at_;
    if (Take('}')) return true;
    do {
      SkipSpace();
      const size_t key_at = at_;
      std::string key;
      if (at_ == text_.size() || text_[at_] != '"') return Fail("a key in double quotes is expected");
      if (!ReadString(key)) return false;
      if (!Take(':')) return Fail("a colon is expected after the key \"" + key + "\"");
      node.children.push_back({std::move(key), JsonNode()});
      JsonNode& child = node.children.back().value;
      if (!ReadValue(child, depth + 1)) return false;
      child.offset = key_at;
    } while (Take(','));
    return Take('}') || Fail("a comma or } is expected");
  }

  bool ReadArray(JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::kArray;
    ++at_;
    if (Take(']')) return true;
    do {
      node.children.emplace_back();
      if (!ReadValue(node.children.back().value, depth + 1)) return false;
    } while (Take(','));
    return Take(']') || Fail("a comma or ] is expected");
  }

  bool ReadString(std::string& value) {
    const size_t start = ++at_;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    if (at_ >= text_.size()) {
      at_ = start - 1;
      return Fail("a string begins here and does not end");
    }
    value = text_.substr(start, at_++ - start);
    return true;
  }

  bool ReadWord(JsonNode& node) {
    const size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  std::string_view("+-.").find(text_[at_]) != std::string_view::npos)) {
      ++at_;
    }
    const std::string_view word = text_.substr(start, at_ - start);
    node.kind = word == "null"                      ? JsonNode::Kind::kNull
                : word == "true" || word == "false" ? JsonNode::Kind::kBool
                                                    : JsonNode::Kind::kNumber;
    double number = 0;
    const bool is_number = std::from_chars(word.data(), word.data() + word.size(), number).ptr == word.end();
    if (!word.empty() && (node.kind != JsonNode::Kind::kNumber || is_number)) return true;
    at_ = start;
    return Fail("a value is expected; text stands in double quotes");
  }

  std::string_view text_;
  JsonFault& fault_;
  size_t at_ = 0;
};

// Takes the next key or index off a path.
std::string_view TakeStep(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  if (path.starts_with('[')) {
    const size_t end = std::min(path.find(']'), path.size() - 1);
    const std::string_view step = path.substr(0, end + 1);
    path.remove_prefix(step.size());
    return step;
  }
  const std::string_view step = path.substr(0, path.find_first_of(".["));
  path.remove_prefix(step.size());
  return step;
}

const JsonNode* ChildAt(const JsonNode& node, std::string_view step) {
  if (step.starts_with('[')) {
    size_t index = 0;
    std::from_chars(step.data() + 1, step.data() + step.size(), index);
    return index < node.children.size() ? &node.children[index].value : nullptr;
  }
  for (const auto& [key, child] : node.children) {
    if (IsSameKey(key, step)) return &child;
  }
  return nullptr;
}

}  // namespace

bool ReadJsonTree(std::string_view text, JsonNode& root, JsonFault& fault) {
  return Reader(text, fault).ReadAll(root);
}

const JsonNode& NodeAt(const JsonNode& root, std::string_view path) {
  const JsonNode* node = &root;
  while (!path.empty()) {
    const JsonNode* child = ChildAt(*node, TakeStep(path));
    if (child == nullptr) break;
    node = child;
  }
  return *node;
}

bool IsSameKey(std::string_view a, std::string_view b) {
  const auto bare = [](std::string_view key) {
    std::string letters;
    for (char c : key) {
      if (c != '_') letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return letters;
  };
  return bare(a) == bare(b);
}

std::pair<size_t, size_t> LineAndColumn(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto lines = static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
  return {lines + 1, before.size() - line_start + 1};
}

}  // namespace verbatim::cli
