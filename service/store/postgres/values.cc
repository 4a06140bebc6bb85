#include "store/postgres/values.h"

#include <bit>
#include <cstring>

namespace verbatim::store::postgres {
namespace {

// Object ids of the types of elements (pg_type.dat). They are the same on all engines that speak the
// protocol.
constexpr int32_t kBytea = 17;
constexpr int32_t kBigint = 20;
constexpr int32_t kText = 25;

template <typename Integer>
void Put(Integer value, std::string& bytes) {
  for (int shift = static_cast<int>(sizeof(Integer)) * 8 - 8; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift));
}

// Begins an array that may have NULLs.
std::string Header(size_t count, int32_t type) {
  std::string bytes;
  Put<int32_t>(count == 0 ? 0 : 1, bytes);  // dimensions
  Put<int32_t>(1, bytes);                   // there may be NULLs
  Put<int32_t>(type, bytes);
  if (count == 0) return bytes;
  Put<int32_t>(static_cast<int32_t>(count), bytes);
  Put<int32_t>(1, bytes);  // lower bound
  return bytes;
}

void PutElement(std::string_view value, std::string& bytes) {
  Put<int32_t>(static_cast<int32_t>(value.size()), bytes);
  bytes.append(value);
}

void PutNull(std::string& bytes) { Put<int32_t>(-1, bytes); }

void PutElement(int64_t value, std::string& bytes) {
  Put<int32_t>(sizeof(value), bytes);
  Put<int64_t>(value, bytes);
}

template <typename Values>
Array Encode(const Values& values, int32_t type) {
  Array array{Header(values.size(), type)};
  for (const auto& value : values) PutElement(value, array.bytes);
  return array;
}

template <typename Values>
Array EncodeOptional(const Values& values, int32_t type) {
  Array array{Header(values.size(), type)};
  for (const auto& value : values) {
    if (value) {
      PutElement(*value, array.bytes);
    } else {
      PutNull(array.bytes);
    }
  }
  return array;
}

}  // namespace

Array BigintArray(std::span<const int64_t> values) { return Encode(values, kBigint); }
Array BigintArray(std::span<const std::optional<int64_t>> values) { return EncodeOptional(values, kBigint); }
Array TextArray(std::span<const std::string> values) { return Encode(values, kText); }
Array TextArray(std::span<const std::string_view> values) { return Encode(values, kText); }
Array ByteaArray(std::span<const std::optional<std::string_view>> values) {
  return EncodeOptional(values, kBytea);
}

void Parameters::Add(int64_t value) {
  Put<int64_t>(value, integers_.emplace_back());
  strings_.emplace_back();
  lengths_.push_back(sizeof(value));
}

void Parameters::Add(std::string_view text_or_bytes) {
  // A null pointer would be NULL.
  strings_.push_back(text_or_bytes.data() == nullptr ? std::string_view("") : text_or_bytes);
  lengths_.push_back(static_cast<int>(text_or_bytes.size()));
}

size_t Parameters::bytes() const {
  size_t bytes = 0;
  for (const int length : lengths_) bytes += static_cast<size_t>(length);
  return bytes;
}

const char* const* Parameters::values() {
  values_.clear();
  size_t integer = 0;
  for (std::string_view string : strings_)
    values_.push_back(string.data() != nullptr ? string.data() : integers_[integer++].data());
  return values_.data();
}

const int* Parameters::formats() {
  formats_.assign(lengths_.size(), 1);
  return formats_.data();
}

int64_t Rows::Integer(int column) const {
  uint64_t value = 0;
  for (const char byte : View(column)) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(value);
}

std::string_view Rows::View(int column) const {
  return {PQgetvalue(result_.get(), row_, column),
          static_cast<size_t>(PQgetlength(result_.get(), row_, column))};
}

}  // namespace verbatim::store::postgres
