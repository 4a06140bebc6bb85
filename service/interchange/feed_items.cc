#include "interchange/feed_items.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "status/errors.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;

// Maximum length of a parser's message. The message is part of an error's description of at most 256 bytes.
constexpr size_t kMessageBytes = 200;

// Maximum length of remembered white space at the start of a line.
constexpr size_t kIndentationBytes = 256;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr std::string_view kGraph = "@graph";

bool IsElementsKey(std::string_view key) {
  return key == "dataFeedElement" || key == kGraph || key == "items" || key == "claims" || key == "rows" ||
         key == "annotations";
}

// Returns a parser's message without the parser's error id. The result is ASCII, because the message may
// quote invalid bytes.
std::string Readable(std::string_view message) {
  if (size_t end = message.find("] "); message.starts_with('[') && end != message.npos) {
    message.remove_prefix(end + 2);
  }
  std::string readable(message.substr(0, kMessageBytes));
  std::replace_if(
      readable.begin(), readable.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return readable;
}

// A parsed item, or the description of its error.
struct Parsed {
  std::optional<json> value;
  std::string error;
};

Parsed Parse(std::string_view text) {
  // json::parse reports the position and the cause of an error only by an exception.
  try {
    return {json::parse(text), ""};
  } catch (const json::exception& e) {
    return {std::nullopt, Readable(e.what())};
  }
}

// Makes the error of an item whose bytes in the field `data` are malformed.
absl::Status Malformed(std::string_view why) { return InvalidField("data", why); }

// Returns the value of a hexadecimal escape at `at`, which is behind `\\u`; -1 if there is none.
int EscapeAt(std::string_view text, size_t at) {
  constexpr size_t kDigits = 4;
  uint32_t unit = 0;
  const std::string digits(text.substr(std::min(at, text.size()), kDigits));
  return digits.size() == kDigits && absl::SimpleHexAtoi(digits, &unit) ? static_cast<int>(unit) : -1;
}

// Returns the item with each escaped half of a surrogate pair replaced by U+FFFD. Programs that count in
// UTF-16 cut texts between the halves.
std::string ReplaceHalfPairs(std::string text) {
  constexpr size_t kEscape = 6;  // bytes of an escape
  auto is_high = [](int unit) { return unit >= 0xD800 && unit < 0xDC00; };
  auto is_low = [](int unit) { return unit >= 0xDC00 && unit < 0xE000; };
  for (size_t at = text.find('\\'); at < text.size() - 1; at = text.find('\\', at)) {
    const int unit = text[at + 1] == 'u' ? EscapeAt(text, at + 2) : -1;
    const bool has_next = text.compare(std::min(at + kEscape, text.size()), 2, "\\u") == 0;
    if (is_high(unit) && has_next && is_low(EscapeAt(text, at + kEscape + 2))) {
      at += 2 * kEscape;
    } else if (is_high(unit) || is_low(unit)) {
      text.replace(at + 2, kEscape - 2, "FFFD");
      at += kEscape;
    } else {
      at += 2;
    }
  }
  return text;
}

// Parses an item. Replaces halves of surrogate pairs if it is malformed without that.
Parsed ParseItem(std::string_view text) {
  Parsed parsed = Parse(text);
  if (parsed.value) return parsed;
  Parsed repaired = Parse(ReplaceHalfPairs(std::string(text)));
  return repaired.value ? std::move(repaired) : std::move(parsed);
}

absl::StatusOr<json> ToValue(Parsed parsed) {
  if (!parsed.value) return Malformed(parsed.error);
  return *std::move(parsed.value);
}

// Returns the offset of the first brace in `text` that follows a line feed and exactly `indentation`; npos if
// there is none.
size_t FindLine(std::string_view text, std::string_view indentation) {
  const std::string line = absl::StrCat("\n", std::string(indentation), "{");
  const size_t found = text.find(line);
  return found == text.npos ? found : found + line.size() - 1;
}

}  // namespace

std::vector<FeedItem> FeedItems::Push(std::string_view part) {
  for (char c : part) {
    Take(c);
    ++offset_;
  }
  return std::exchange(found_, {});
}

std::vector<FeedItem> FeedItems::Finish() {
  while (place_ == Place::kItem) EndBroken("the item has no end");
  if (place_ == Place::kSkipping)
    EmitError(absl::StrCat("the item exceeds the maximum of ", kMaxItemBytes, " bytes and has no end"),
              item_offset_);
  if (place_ == Place::kElements || place_ == Place::kEnvelope) {
    EmitError("the file ends within a list of items", offset_);
  } else if (next_index_ == 0) {
    EmitError("the file contains no JSON object", 0);
  }
  place_ = Place::kOutside;
  return std::exchange(found_, {});
}

void FeedItems::Take(char c) {
  read_again_ = false;
  switch (place_) {
    case Place::kOutside:
    case Place::kElements:
      TakeBetween(c);
      break;
    case Place::kEnvelope:
      TakeInEnvelope(c);
      break;
    case Place::kItem:
    case Place::kSkipping:
      TakeInItem(c);
      break;
  }
  if (read_again_) return;  // EndBroken has updated the line state
  if (c == '\n') {
    line_start_ = "";
  } else if (line_start_ && (c == ' ' || c == '\t') && line_start_->size() < kIndentationBytes) {
    line_start_->push_back(c);
  } else if (c != '\r') {
    line_start_.reset();
  }
}

void FeedItems::TakeBetween(char c) {
  if (c == '{') return BeginItem();
  if (IsSpace(c) || c == ',') return;
  if (c == ']' && place_ == Place::kElements) {
    garbage_reported_ = false;
    place_ = in_feed_ ? Place::kEnvelope : Place::kOutside;
    open_ = envelope_;
    in_string_ = escaped_ = false;
    for (Key& key : keys_) key.after_colon = false;
    return;
  }
  if (c == '[' && place_ == Place::kOutside) {
    place_ = Place::kElements;
    in_feed_ = in_graph_ = false;
    ++list_;
    return;
  }
  // JSON has no byte order mark (RFC 8259, section 8.1), but some programs write one.
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (offset_ < 3 && c == kByteOrderMark[static_cast<size_t>(offset_)]) return;
  if (!garbage_reported_) EmitError("an item must be a JSON object", offset_);
  garbage_reported_ = true;
}

void FeedItems::BeginItem() {
  garbage_reported_ = false;
  container_ = place_;
  if (place_ == Place::kOutside) ++list_;
  place_ = Place::kItem;
  item_.clear();
  item_offset_ = offset_;
  item_line_start_ = line_start_;
  open_.clear();
  untracked_depth_ = 0;
  in_string_ = escaped_ = too_deep_ = false;
  keys_ = {};
  TakeInItem('{');
}

bool FeedItems::Follow(char c) {
  if (in_string_) {
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      return true;
    }
    Key* key = CurrentKey();
    if (key != nullptr && !key->after_colon && key->name.size() < kIndentationBytes) key->name.push_back(c);
    return true;
  }
  switch (c) {
    case '"':
      in_string_ = true;
      if (Key* key = CurrentKey(); key != nullptr && !key->after_colon) key->name.clear();
      return true;
    case ':':
      if (Key* key = CurrentKey()) key->after_colon = true;
      return true;
    case ',':
      if (Key* key = CurrentKey()) key->after_colon = false;
      return true;
    case '{':
    case '[':
      if (open_.size() == kMaxDepth) {
        ++untracked_depth_;
        too_deep_ = true;
      } else {
        open_.push_back(c);
        if (Key* key = CurrentKey()) *key = {};
      }
      return true;
    case '}':
    case ']':
      if (untracked_depth_ > 0) {
        --untracked_depth_;
        return true;
      }
      if (open_.empty() || open_.back() != (c == '}' ? '{' : '[')) return false;
      open_.pop_back();
      return true;
    default:
      return true;
  }
}

void FeedItems::TakeInEnvelope(char c) {
  if (OpensElements(c)) return EnterElements();
  if (!Follow(c)) {
    EmitError("the brackets around the list of items do not match", offset_);
    open_.clear();
  }
  if (open_.empty()) place_ = Place::kOutside;
}

bool FeedItems::OpensElements(char c) const {
  if (c != '[' || in_string_ || untracked_depth_ > 0) return false;
  if (open_ == "{") return keys_[0].after_colon && IsElementsKey(keys_[0].name);
  return open_ == "{{" && keys_[0].name == "first" && keys_[1].after_colon && IsElementsKey(keys_[1].name);
}

void FeedItems::EnterElements() {
  place_ = Place::kElements;
  in_feed_ = true;
  in_graph_ = keys_[open_.size() - 1].name == kGraph;
  envelope_ = open_;
}

FeedItems::Key* FeedItems::CurrentKey() {
  const bool is_tracked = untracked_depth_ == 0 && (open_ == "{" || open_ == "{{");
  return is_tracked ? &keys_[open_.size() - 1] : nullptr;
}

bool FeedItems::BeginsLineOfItem(char c) const {
  return c == '{' && indentation_ && line_start_ == indentation_ && offset_ > item_offset_;
}

void FeedItems::TakeInItem(char c) {
  if (BeginsLineOfItem(c)) {
    if (place_ == Place::kSkipping) {
      EmitError(absl::StrCat("the item exceeds the maximum of ", kMaxItemBytes, " bytes"), item_offset_);
    } else {
      Emit(ToValue(Parse(item_)));
    }
    place_ = container_;
    return BeginItem();
  }
  if (place_ == Place::kItem && container_ == Place::kOutside && OpensElements(c)) {
    item_.clear();
    return EnterElements();
  }
  const bool follows = Follow(c);
  if (place_ == Place::kSkipping) {
    if (!open_.empty() && follows) return;
    if (!follows && indentation_) return;  // skip to the line where the next item begins
    EmitError(absl::StrCat("the item exceeds the maximum of ", kMaxItemBytes, " bytes"), item_offset_);
    place_ = container_;
    return;
  }
  item_.push_back(c);
  if (!follows) return EndBroken("the item's brackets do not match");
  if (open_.empty()) return EndItem();
  if (item_.size() <= kMaxItemBytes) return;
  // If a line inside the item starts as the line of the item did, the item may be broken, and the line may
  // begin the next item.
  if (!indentation_ && item_line_start_ && FindLine(item_, *item_line_start_) != std::string::npos) {
    return EndBroken("the item has no end");
  }
  item_.clear();
  place_ = Place::kSkipping;
}

void FeedItems::EndItem() {
  place_ = container_;
  if (too_deep_) {
    Emit(Malformed(absl::StrCat("the item exceeds the maximum nesting of ", kMaxDepth, " levels")));
    return;
  }
  Parsed parsed = ParseItem(item_);
  if (!parsed.value && !indentation_ && item_line_start_ &&
      FindLine(item_, *item_line_start_) != std::string::npos) {
    place_ = Place::kItem;
    return EndBroken("the item is malformed");
  }
  if (parsed.value && !indentation_ && item_line_start_ &&
      FindLine(item_, *item_line_start_) == std::string::npos) {
    indentation_ = item_line_start_;
  }
  Emit(ToValue(std::move(parsed)));
}

void FeedItems::EndBroken(std::string_view why) {
  const std::string broken = std::exchange(item_, {});
  size_t next = std::string::npos;
  if (item_line_start_) next = FindLine(broken, indentation_.value_or(*item_line_start_));
  const Parsed parsed = Parse(std::string_view(broken).substr(0, next));
  std::string message(why);
  if (!parsed.value) absl::StrAppend(&message, ": ", parsed.error);
  place_ = container_;
  Emit(Malformed(message));
  if (next == std::string::npos) {
    garbage_reported_ = true;  // do not report the rest of the broken item
    return;
  }
  // From now on, a line that starts with `indentation_` and a brace begins an item. So no byte is read more
  // than twice.
  indentation_ = indentation_.value_or(*item_line_start_);
  const int64_t end = offset_;
  offset_ = item_offset_ + static_cast<int64_t>(next);
  line_start_ = *indentation_;
  for (char c : std::string_view(broken).substr(next)) {
    Take(c);
    ++offset_;
  }
  offset_ = end;
  read_again_ = true;
}

void FeedItems::Emit(absl::StatusOr<json> value) {
  auto add = [&](absl::StatusOr<json> one) {
    found_.push_back(
        {next_index_++, item_offset_, list_, container_ == Place::kElements && in_graph_, std::move(one)});
  };
  if (value.ok() && value->is_object() && value->contains("item")) {
    const json& inner = (*value)["item"];
    if (inner.is_object()) return add(inner);
    if (inner.is_array() && !inner.empty()) {
      for (const json& one : inner) {
        add(one.is_object() ? absl::StatusOr<json>(one)
                            : InvalidField("item", "must be an object or an array of objects"));
      }
      return;
    }
  }
  add(std::move(value));
}

void FeedItems::EmitError(std::string_view what, int64_t byte_offset) {
  found_.push_back({next_index_++, byte_offset, list_, false, Malformed(what)});
}

}  // namespace verbatim::interchange
