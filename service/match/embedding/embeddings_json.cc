#include "match/embedding/embeddings_json.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace verbatim::match::embedding {
namespace {

using Json = nlohmann::json;

// Reads {"data": [{"index": 0, "embedding": [0.1, ...]}, ...]}, and skips everything else. Reads event by
// event: a document tree of a hostile answer would take many times the answer's bytes.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(size_t count) : vectors_(count) {}

  bool null() override { return Skip(); }
  bool boolean(bool) override { return Skip(); }
  bool number_integer(number_integer_t value) override {
    return value >= 0 ? number_unsigned(static_cast<number_unsigned_t>(value))
                      : Number(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (!InItem() || key_ != "index") return Number(static_cast<double>(value));
    index_ = static_cast<size_t>(value);
    return true;
  }
  bool number_float(number_float_t value, const string_t&) override { return Number(value); }
  bool string(string_t&) override { return Skip(); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override {
    if (!Enter()) return false;
    if (InItem()) {
      index_ = items_++;
      vector_.clear();
    }
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ == 1) in_data_ = name == "data";
    if (InItem()) key_ = name;
    return true;
  }
  bool end_object() override {
    if (InItem() && !Finish()) return false;
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override { return Enter(); }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  // Returns nothing if a vector is missing.
  std::vector<Vector> Take() && {
    if (items_ != vectors_.size()) return {};
    return std::move(vectors_);
  }

 private:
  static constexpr int kItemDepth = 3;  // the object, its "data", an item of it
  static constexpr int kMaxDepth = 16;

  bool InItem() const { return in_data_ && depth_ == kItemDepth; }
  bool Enter() { return ++depth_ <= kMaxDepth; }
  bool Skip() { return !InVector(); }
  bool InVector() const { return in_data_ && depth_ == kItemDepth + 1 && key_ == "embedding"; }

  bool Number(double value) {
    if (!InVector()) return true;
    if (vector_.size() >= kMaxDimension) return false;
    vector_.push_back(static_cast<float>(value));
    return true;
  }

  bool Finish() {
    if (index_ >= vectors_.size() || !vectors_[index_].empty() || vector_.empty()) return false;
    vectors_[index_] = std::move(vector_);
    vector_ = {};
    return true;
  }

  std::vector<Vector> vectors_;
  Vector vector_;
  std::string key_;  // of an item
  size_t items_ = 0;
  size_t index_ = 0;
  int depth_ = 0;
  bool in_data_ = false;
};

bool ScaleToUnitLength(Vector& vector) {
  double sum = 0;
  for (float value : vector) sum += static_cast<double>(value) * value;
  if (!std::isfinite(sum) || sum <= 0) return false;
  const double length = std::sqrt(sum);
  for (float& value : vector) value = static_cast<float>(value / length);
  return true;
}

}  // namespace

std::string MakeRequest(std::string_view model, std::span<const std::string> texts) {
  Json request = {{"model", model}, {"input", texts}, {"encoding_format", "float"}};
  return request.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<std::vector<Vector>> ParseAnswer(std::string_view body, size_t count) {
  Reader reader(count);
  if (!Json::sax_parse(body, &reader)) {
    return absl::UnavailableError("the answer is not JSON with one vector for each text");
  }
  std::vector<Vector> vectors = std::move(reader).Take();
  if (vectors.empty()) return absl::UnavailableError("the answer has not one vector for each text");
  for (Vector& vector : vectors) {
    if (vector.size() != vectors.front().size())
      return absl::UnavailableError("the answer has vectors of different dimensions");
    if (!ScaleToUnitLength(vector))
      return absl::UnavailableError("the answer has a vector that is zero or not finite");
  }
  return vectors;
}

}  // namespace verbatim::match::embedding
