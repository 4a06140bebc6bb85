#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "support/shared_data.h"
#include "text/values/times/edtf.h"

// Reads the cases of values in ../shared/data.
namespace verbatim::text::shared_cases {

using google::protobuf::Struct;
using google::protobuf::Value;

inline const Value* Find(const Struct& object, const std::string& name) {
  auto found = object.fields().find(name);
  return found == object.fields().end() ? nullptr : &found->second;
}

inline std::string Text(const Struct& object, const std::string& name) {
  const Value* value = Find(object, name);
  return value == nullptr ? "" : value->string_value();
}

inline const Struct& Inner(const Struct& object, const std::string& name) {
  static const Struct& empty = *new Struct;
  const Value* value = Find(object, name);
  return value == nullptr ? empty : value->struct_value();
}

// The day of a time such as 2016-01-07T00:00:00.
inline std::optional<std::chrono::sys_days> Day(const std::string& text) {
  auto range = DaysOf(text.substr(0, 10));
  return range ? std::optional(range->first) : std::nullopt;
}

inline bool Exist(const std::string& name) {
  return std::filesystem::exists(test::SharedData("values/" + name + ".jsonl"));
}

// Calls `take` for each case of the file `name`.
inline void ForEach(const std::string& name, const std::function<void(const Struct&)>& take) {
  std::istringstream lines(test::ReadFile(test::SharedData("values/" + name + ".jsonl")));
  for (std::string line; std::getline(lines, line);) {
    Struct object;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &object).ok()) << line;
    take(object);
  }
}

}  // namespace verbatim::text::shared_cases
