#include "interchange/web_annotation/selectors.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "interchange/json_fields.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

// Maximum number of chains of one target. Annotation tools write three or four.
constexpr size_t kMaxChains = 64;

std::optional<size_t> Offset(const json& value) {
  // Larger offsets lie beyond any text.
  constexpr int64_t kMaxOffset = int64_t{1} << 40;
  if (!value.is_number()) return std::nullopt;
  const auto number = value.get<double>();
  if (!(number >= 0 && number <= static_cast<double>(kMaxOffset))) return std::nullopt;
  return static_cast<size_t>(number);
}

std::optional<text::SelectedOffsets> Offsets(std::optional<size_t> start, std::optional<size_t> end) {
  if (!start || !end || *start >= *end) return std::nullopt;
  return text::SelectedOffsets{*start, *end};
}

// Reads the fragment identifier of a range of plain text: `char=10,20`, perhaps with a check of its length.
std::optional<text::SelectedOffsets> OffsetsOfFragment(std::string_view fragment) {
  constexpr std::string_view kScheme = "char=";
  if (fragment.starts_with('#')) fragment.remove_prefix(1);
  if (!fragment.starts_with(kScheme)) return std::nullopt;
  fragment = fragment.substr(kScheme.size(), fragment.find(';') - kScheme.size());
  const size_t comma = fragment.find(',');
  if (comma == fragment.npos) return std::nullopt;
  auto number = [](std::string_view digits) -> std::optional<size_t> {
    uint32_t read = 0;
    if (digits.empty()) return 0;
    return absl::SimpleAtoi(std::string(digits), &read) ? std::optional<size_t>(read) : std::nullopt;
  };
  if (comma + 1 == fragment.size()) return std::nullopt;  // up to the end of the text
  return Offsets(number(fragment.substr(0, comma)), number(fragment.substr(comma + 1)));
}

bool IsPosition(const json& selector) {
  const bool has_type = !Member(selector, "type").is_null() || !Member(selector, "@type").is_null();
  return HasType(selector, "TextPositionSelector") || !has_type;
}

class SelectorReader {
 public:
  explicit SelectorReader(Violations& violations) : violations_(violations) {}

  // Reads a selector and those that refine it. Bounded by FeedItems::kMaxDepth.
  void Read(const json& selector, const std::string& path, text::SelectorChain chain) {
    if (std::optional<text::SelectorStep> step = ReadStep(selector, path)) chain.push_back(*std::move(step));
    const std::vector<const json*> refining = Values(selector, "refinedBy");
    if (refining.empty() && !chain.empty() && selection_.selectors.size() < kMaxChains) {
      selection_.selectors.push_back(std::move(chain));
      return;
    }
    for (const json* refined : refining) Read(*refined, absl::StrCat(path, ".refinedBy"), chain);
  }

  text::Selection Take() { return std::move(selection_); }

 private:
  std::optional<text::SelectorStep> ReadStep(const json& selector, const std::string& path) {
    text::SelectorStep step;
    step.exact = ReadOnce(selector, "exact", path);
    if (!step.exact.empty()) {
      step.prefix = ReadOnce(selector, "prefix", path);
      step.suffix = ReadOnce(selector, "suffix", path);
      return step;
    }
    if (IsPosition(selector)) {
      step.offsets = Offsets(Offset(Member(selector, "start")), Offset(Member(selector, "end")));
    } else if (HasType(selector, "FragmentSelector")) {
      step.offsets = OffsetsOfFragment(Text(selector, "value"));
    }
    return step.offsets ? std::optional(std::move(step)) : std::nullopt;
  }

  std::string ReadOnce(const json& selector, const char* key, const std::string& path) {
    if (Values(selector, key).size() > 1) {
      violations_.Add(absl::StrCat(path, ".", key), "must be given only once");
    }
    return Text(selector, key);
  }

  Violations& violations_;
  text::Selection selection_;
};

bool HasWords(const text::SelectorChain& chain) {
  return std::any_of(chain.begin(), chain.end(),
                     [](const text::SelectorStep& step) { return !step.exact.empty(); });
}

}  // namespace

text::Selection ReadSelectors(const json& target, const std::string& path, Violations& violations) {
  SelectorReader reader(violations);
  for (const json* selector : Values(target, "selector")) reader.Read(*selector, path, {});
  text::Selection selection = reader.Take();
  if (std::none_of(selection.selectors.begin(), selection.selectors.end(), HasWords)) {
    violations.Add(path, "must have a TextQuoteSelector with the exact words");
  }
  return selection;
}

}  // namespace verbatim::interchange
