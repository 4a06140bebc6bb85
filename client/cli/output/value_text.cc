#include "cli/output/value_text.h"

#include <map>
#include <string_view>

namespace verbatim::cli {
namespace {

std::string QuantityText(const v1::Quantity& quantity) {
  static const auto& bounds = *new std::map<std::string_view, std::string_view>{
      {"ABOUT", "about "},     {"AT_LEAST", "at least "},   {"MORE_THAN", "more than "},
      {"AT_MOST", "at most "}, {"LESS_THAN", "less than "},
  };
  auto found = bounds.find(quantity.bound());
  std::string text(found == bounds.end() ? "" : found->second);
  text += quantity.value();
  if (!quantity.upper().empty()) text += " to " + quantity.upper();
  if (!quantity.unit().empty()) text += " " + quantity.unit();
  return text;
}

}  // namespace

std::string ValueText(const v1::Value& value) {
  switch (value.kind_case()) {
    case v1::Value::kQuantity:
      return QuantityText(value.quantity());
    case v1::Value::kTime:
      return value.time().edtf();
    case v1::Value::kEntity:
      return value.entity().label();
    case v1::Value::kText:
      return value.text();
    case v1::Value::KIND_NOT_SET:
      break;
  }
  return "";
}

}  // namespace verbatim::cli
