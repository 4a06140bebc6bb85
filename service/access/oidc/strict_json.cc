#include "access/oidc/strict_json.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace verbatim::access::oidc {
namespace {

// Claims nest two or three levels. The bound keeps small what a hostile token makes the parser allocate.
constexpr size_t kMaxDepth = 16;

// Checks what the parser that builds values does not check: repeated names and depth.
class StructureCheck final : public nlohmann::json_sax<Json> {
 public:
  const char* problem() const { return problem_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return Enter(); }
  bool key(string_t& name) override {
    return names_.back().insert(name).second || Fail("a JSON object repeats a name");
  }
  bool end_object() override { return Leave(); }
  bool start_array(size_t) override { return Enter(); }
  bool end_array() override { return Leave(); }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
    return Fail("it is not JSON in UTF-8");
  }

 private:
  bool Enter() {
    if (names_.size() == kMaxDepth) return Fail("the JSON nests too deeply");
    names_.emplace_back();
    return true;
  }
  bool Leave() {
    names_.pop_back();
    return true;
  }
  bool Fail(const char* problem) {
    problem_ = problem;
    return false;
  }

  std::vector<std::set<std::string>> names_;  // of the open objects; empty sets for the open arrays
  const char* problem_ = nullptr;
};

}  // namespace

absl::StatusOr<Json> ParseStrictObject(std::string_view text) {
  StructureCheck check;
  if (!Json::sax_parse(text.begin(), text.end(), &check)) return absl::InvalidArgumentError(check.problem());
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!value.is_object()) return absl::InvalidArgumentError("it is not a JSON object");
  return value;
}

const Json* FindMember(const Json& object, std::string_view name) {
  const auto found = object.find(std::string(name));
  return found == object.end() ? nullptr : &*found;
}

}  // namespace verbatim::access::oidc
