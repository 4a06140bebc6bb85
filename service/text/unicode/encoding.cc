#include "text/unicode/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/unicode/encoding_labels.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

bool IsHtmlSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToAsciiLower);
  return lower;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsHtmlSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsHtmlSpace(text.back())) text.remove_suffix(1);
  return text;
}

const Encoding* ByName(std::string_view name) {
  const auto found = std::find_if(kEncodings.begin(), kEncodings.end(),
                                  [&](const EncodingLabels& each) { return each.encoding.name == name; });
  return found == kEncodings.end() ? nullptr : &found->encoding;
}

// An attribute of a tag. `at` moves past it. The name is empty at the end of the tag.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

Attribute NextAttribute(std::string_view tag, size_t& at) {
  while (at < tag.size() && (IsHtmlSpace(tag[at]) || tag[at] == '/')) ++at;
  const size_t name = at;
  while (at < tag.size() && !IsHtmlSpace(tag[at]) && tag[at] != '/' && tag[at] != '=') ++at;
  Attribute attribute{tag.substr(name, at - name), {}};
  while (at < tag.size() && IsHtmlSpace(tag[at])) ++at;
  if (at == tag.size() || tag[at] != '=') return attribute;
  ++at;
  while (at < tag.size() && IsHtmlSpace(tag[at])) ++at;
  if (at == tag.size()) return attribute;
  const char quote = tag[at];
  if (quote == '"' || quote == '\'') {
    const size_t end = std::min(tag.find(quote, at + 1), tag.size());
    attribute.value = tag.substr(at + 1, end - at - 1);
    at = std::min(end + 1, tag.size());
  } else {
    const size_t value = at;
    while (at < tag.size() && !IsHtmlSpace(tag[at])) ++at;
    attribute.value = tag.substr(value, at - value);
  }
  return attribute;
}

// The label in the content of <meta http-equiv=content-type>: what follows `charset=`.
std::string_view CharsetIn(std::string_view lower_content) {
  constexpr std::string_view kName = "charset";
  for (size_t at = 0; (at = lower_content.find(kName, at)) != std::string_view::npos;) {
    at += kName.size();
    std::string_view rest = Trim(lower_content.substr(at));
    if (!rest.starts_with('=')) continue;
    rest = Trim(rest.substr(1));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
      const size_t end = rest.find(rest.front(), 1);
      return end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
    }
    return rest.substr(0, rest.find_first_of("; \t\n\f\r\"'"));
  }
  return {};
}

const Encoding* EncodingOfMetaTag(std::string_view tag) {
  bool content_type = false;
  const Encoding* direct = nullptr;
  const Encoding* in_content = nullptr;
  for (size_t at = 0; at < tag.size();) {
    const Attribute attribute = NextAttribute(tag, at);
    if (attribute.name.empty()) {
      ++at;
    } else if (attribute.name == "charset") {
      direct = FindEncoding(attribute.value);
    } else if (attribute.name == "http-equiv") {
      content_type = attribute.value == "content-type";
    } else if (attribute.name == "content") {
      in_content = FindEncoding(CharsetIn(attribute.value));
    }
  }
  return direct != nullptr ? direct : content_type ? in_content : nullptr;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Collects UTF-16 as UTF-8. Pieces may cut surrogate pairs. Lone surrogates become U+FFFD.
class Utf8Collector {
 public:
  void Append(std::u16string_view piece) {
    for (char16_t unit : piece) {
      if (lead_ != 0 && U16_IS_TRAIL(unit)) {
        AppendCodePoint(U16_GET_SUPPLEMENTARY(lead_, unit));
        lead_ = 0;
        continue;
      }
      Flush();
      if (U16_IS_LEAD(unit)) {
        lead_ = unit;
      } else {
        AppendCodePoint(U16_IS_TRAIL(unit) ? kReplacement : unit);
      }
    }
  }

  std::string Take() {
    Flush();
    return std::move(text_);
  }

 private:
  static constexpr UChar32 kReplacement = 0xFFFD;

  void Flush() {
    if (lead_ != 0) AppendCodePoint(kReplacement);
    lead_ = 0;
  }

  void AppendCodePoint(UChar32 c) { AppendUtf8(static_cast<char32_t>(c), text_); }

  std::string text_;
  char16_t lead_ = 0;  // a lead surrogate that waits for its trail
};

// Converts the rest of a text up to the first invalid sequence, and moves `from` behind that. Returns whether
// there is one; the converter then has its bytes.
bool ConvertToFault(UConverter* to_utf16, const char*& from, const char* end, Utf8Collector& text,
                    StopPoll& poll) {
  constexpr size_t kCallSteps = 32;
  std::array<char16_t, 4096> buffer;
  while (true) {
    char16_t* out = buffer.data();
    UErrorCode code = U_ZERO_ERROR;
    ucnv_toUnicode(to_utf16, &out, buffer.data() + buffer.size(), &from, end, nullptr, true, &code);
    const auto count = static_cast<size_t>(out - buffer.data());
    text.Append({buffer.data(), count});
    if (poll.Step(kCallSteps + 4 * count)) return false;
    if (code == U_BUFFER_OVERFLOW_ERROR) continue;
    return U_FAILURE(code);
  }
}

// Returns the encoding that the first <meta> with one names, or null.
const Encoding* EncodingInMetaTags(std::string_view lower_head) {
  for (size_t at = 0; at < lower_head.size();) {
    at = lower_head.find('<', at);
    if (at == std::string_view::npos) break;
    const std::string_view rest = lower_head.substr(at);
    if (rest.starts_with("<!--")) {
      const size_t end = rest.find("-->", 2);
      if (end == std::string_view::npos) break;
      at += end + 3;
    } else if (rest.starts_with("<meta") && rest.size() > 5 && (IsHtmlSpace(rest[5]) || rest[5] == '/')) {
      const std::string_view tag = rest.substr(0, rest.find('>'));
      if (const Encoding* encoding = EncodingOfMetaTag(tag.substr(5))) return encoding;
      at += tag.size();
    } else {
      ++at;
    }
  }
  return nullptr;
}

// Returns the encoding that an XML declaration at the start of a page names, or null.
const Encoding* EncodingOfXmlDeclaration(std::string_view lower_head) {
  constexpr std::string_view kDeclaration = "<?xml";
  constexpr std::string_view kName = "encoding";
  if (!lower_head.starts_with(kDeclaration)) return nullptr;
  std::string_view rest = lower_head.substr(0, lower_head.find('>'));
  rest.remove_prefix(std::min(rest.size(), rest.find(kName)));
  if (rest.empty()) return nullptr;
  rest = Trim(rest.substr(kName.size()));
  if (!rest.starts_with('=')) return nullptr;
  rest = Trim(rest.substr(1));
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return nullptr;
  const size_t end = rest.find(rest.front(), 1);
  return end == std::string_view::npos ? nullptr : FindEncoding(rest.substr(1, end - 1));
}

}  // namespace

const Encoding* FindEncoding(std::string_view label) {
  const std::string wanted = Lower(Trim(label));
  if (wanted.empty() || wanted.find(' ') != std::string::npos) return nullptr;
  for (const EncodingLabels& each : kEncodings) {
    std::string_view labels = each.labels;
    while (!labels.empty()) {
      const size_t end = std::min(labels.find(' '), labels.size());
      if (labels.substr(0, end) == wanted) return &each.encoding;
      labels.remove_prefix(std::min(end + 1, labels.size()));
    }
  }
  return nullptr;
}

const Encoding* EncodingOfByteOrderMark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return ByName(kUtf8);
  if (bytes.starts_with("\xFF\xFE")) return ByName("utf-16le");
  if (bytes.starts_with("\xFE\xFF")) return ByName("utf-16be");
  return nullptr;
}

const Encoding* EncodingOfMeta(std::string_view html) {
  const std::string head = Lower(html.substr(0, kMetaBytes));
  const Encoding* encoding = EncodingInMetaTags(head);
  if (encoding == nullptr) encoding = EncodingOfXmlDeclaration(head);
  return encoding != nullptr && encoding->name.starts_with("utf-16") ? ByName(kUtf8) : encoding;
}

Decoded Decode(std::string_view bytes, const Encoding& encoding, BadBytes bad_bytes,
               const ShouldStop& should_stop) {
  Decoded decoded;
  if (const Encoding* mark = EncodingOfByteOrderMark(bytes); mark == &encoding) {
    // Byte offsets count from the start of `bytes`.
    Decoded rest = Decode(bytes.substr(encoding.name == kUtf8 ? 3 : 2), encoding, bad_bytes, should_stop);
    if (rest.bad_byte) *rest.bad_byte += encoding.name == kUtf8 ? 3 : 2;
    return rest;
  }
  UErrorCode code = U_ZERO_ERROR;
  const Converter converter(ucnv_open(std::string(encoding.converter).c_str(), &code));
  if (U_FAILURE(code)) {
    decoded.bad_byte = 0;
    return decoded;
  }
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
  StopPoll poll(should_stop);
  Utf8Collector text;
  const char* from = bytes.data();
  const char* end = from + bytes.size();
  while (ConvertToFault(converter.get(), from, end, text, poll)) {
    if (bad_bytes == BadBytes::kRefuse) {
      std::array<char, 32> sequence;
      auto length = static_cast<int8_t>(sequence.size());
      code = U_ZERO_ERROR;
      ucnv_getInvalidChars(converter.get(), sequence.data(), &length, &code);
      decoded.bad_byte = static_cast<size_t>(from - bytes.data() - length);
      return decoded;
    }
    text.Append(u"\uFFFD");
    if (from == end) break;
  }
  decoded.text = text.Take();
  return decoded;
}

}  // namespace verbatim::text
