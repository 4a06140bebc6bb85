#include "http/json/json_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "http/json/scalars.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"

namespace verbatim::http {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The contract's messages are nested less deeply.
constexpr size_t kMaxDepth = 64;

// Receives the parts of the text from nlohmann's parser, and sets fields as they come. Each function returns false
// to end the parsing.
class Reader {
 public:
  Reader(Message& message, const JsonLimits& limits) : root_(message), limits_(limits) {}

  absl::Status status() const { return status_; }

  bool null() {
    if (InList()) return Fail("must not be null");
    if (frames_.empty()) return Fail("must be an object");
    return true;  // as if the field were absent
  }
  bool boolean(bool value) {
    return Scalar(
        [&](Message& message, const FieldDescriptor& field) { return SetFromBool(message, field, value); });
  }
  bool number_integer(int64_t value) { return Number(std::to_string(value)); }
  bool number_unsigned(uint64_t value) { return Number(std::to_string(value)); }
  bool number_float(double, const std::string& digits) { return Number(digits); }
  bool string(const std::string& text) {
    return Scalar(
        [&](Message& message, const FieldDescriptor& field) { return SetFromText(message, field, text); });
  }
  bool binary(const nlohmann::json::binary_t&) { return false; }  // JSON has none

  bool start_object(size_t) {
    if (frames_.size() == kMaxDepth) return Fail("is nested too deeply");
    if (!Count()) return false;
    if (frames_.empty()) {
      frames_.push_back({.message = &root_});
      return true;
    }
    Frame& top = frames_.back();
    if (top.map && top.field == nullptr) return Fail("must not be an object");
    const FieldDescriptor* field = top.field;
    if (field->is_map() && !top.list && !top.map) {
      frames_.push_back({.message = top.message, .field = nullptr, .map = field});
      return true;
    }
    if (field->is_repeated() && !top.list && !top.map) return Fail("must be an array");
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || IsTextMessage(*field->message_type()))
      return Fail("must not be an object");
    if (field->message_type()->file()->package() == "google.protobuf") return Fail("cannot be set");
    const auto& reflection = *top.message->GetReflection();
    if (top.list && !CountItem(top)) return false;
    Message* child = field->is_repeated() ? reflection.AddMessage(top.message, field)
                                          : reflection.MutableMessage(top.message, field);
    frames_.push_back({.message = child});
    return true;
  }

  bool key(const std::string& name) {
    Frame& top = frames_.back();
    if (top.map != nullptr) {
      if (!Count() || !CountItem(top)) return false;
      // The value is set in the entry's message.
      Message* entry = top.message->GetReflection()->AddMessage(top.message, top.map);
      top.entry = entry;
      top.key = name;
      top.field = top.map->message_type()->map_value();
      const std::string wrong = SetFromText(*entry, *top.map->message_type()->map_key(), name);
      return wrong.empty() || Fail(absl::StrCat("has a key that ", wrong));
    }
    top.field = FindField(*top.message->GetDescriptor(), name);
    top.key = name;
    if (top.field == nullptr) {
      return Fail("is not a field of " + std::string(top.message->GetDescriptor()->name()));
    }
    if (std::ranges::find(top.seen, top.field->number()) != top.seen.end()) return Fail("is given twice");
    top.seen.push_back(top.field->number());
    if (const auto* group = top.field->real_containing_oneof()) {
      if (top.message->GetReflection()->HasOneof(*top.message, group))
        return Fail("is given together with another field of which only one is allowed");
    }
    return true;
  }

  bool end_object() {
    frames_.pop_back();
    return Ended();
  }

  bool start_array(size_t) {
    if (frames_.empty()) return Fail("must be an object");
    Frame& top = frames_.back();
    if (top.list || top.map != nullptr || !top.field->is_repeated() || top.field->is_map())
      return Fail("must not be an array");
    if (frames_.size() == kMaxDepth) return Fail("is nested too deeply");
    frames_.push_back({.message = top.message, .field = top.field, .list = true});
    return true;
  }
  bool end_array() {
    frames_.pop_back();
    return Ended();
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) {
    status_ = InvalidField("body", absl::StrCat("is not JSON in UTF-8: it is wrong at byte ", position));
    return false;
  }

 private:
  // An object or array that is being read.
  struct Frame {
    Message* message = nullptr;
    const FieldDescriptor* field = nullptr;  // whose value comes next, or of which this is the array
    bool list = false;                       // an array
    const FieldDescriptor* map = nullptr;    // an object that is this map
    Message* entry = nullptr;                // of the map
    std::string key = {};
    int64_t index = 0;  // in the array
    size_t items = 0;   // begun, of the array or map
    std::vector<int> seen = {};
  };

  bool InList() const { return !frames_.empty() && frames_.back().list; }

  bool Count() {
    if (++elements_ <= limits_.elements) return true;
    return Fail(absl::StrCat("ends a request of more than ", limits_.elements, " objects and items"));
  }
  bool CountItem(Frame& frame) {
    if (++frame.items <= limits_.field_elements) return true;
    return Fail(absl::StrCat("ends a list of more than ", limits_.field_elements, " items"));
  }

  // A value has ended.
  bool Ended() {
    if (InList()) ++frames_.back().index;
    return true;
  }

  bool Number(const std::string& digits) {
    return Scalar([&](Message& message, const FieldDescriptor& field) {
      return SetFromNumber(message, field, digits);
    });
  }

  template <typename Set>
  bool Scalar(Set set) {
    if (frames_.empty()) return Fail("must be an object");
    Frame& top = frames_.back();
    if (top.list && (!Count() || !CountItem(top))) return false;
    if (top.map != nullptr) {
      const std::string wrong = set(*top.entry, *top.field);
      return wrong.empty() || Fail(wrong);
    }
    if (top.field->is_map()) return Fail("must be an object");
    if (top.field->is_repeated() && !top.list) return Fail("must be an array");
    const std::string wrong = set(*top.message, *top.field);
    return wrong.empty() ? Ended() : Fail(wrong);
  }

  bool Fail(const std::string& description) {
    std::string path;
    for (const Frame& frame : frames_) {
      if (frame.list) {
        absl::StrAppend(&path, "[", frame.index, "]");
      } else if (!frame.key.empty()) {
        if (!path.empty()) path += '.';
        path += frame.map == nullptr && frame.field != nullptr ? std::string(frame.field->name()) : frame.key;
      }
    }
    status_ = InvalidField(path, description);
    return false;
  }

  Message& root_;
  const JsonLimits& limits_;
  size_t elements_ = 0;
  std::vector<Frame> frames_;
  absl::Status status_;
};

}  // namespace

absl::Status ParseJson(std::string_view json, const JsonLimits& limits, Message& message) {
  Reader reader(message, limits);
  if (nlohmann::json::sax_parse(json.begin(), json.end(), &reader)) return absl::OkStatus();
  if (reader.status().ok()) return InvalidField("body", "is not JSON");
  return reader.status();
}

}  // namespace verbatim::http
