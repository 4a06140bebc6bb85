#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Values in PostgreSQL's binary format: parameters of statements, and rows of results. One thread at a time.
namespace verbatim::store::postgres {

// The values of an array parameter, one dimension.
struct Array {
  std::string bytes;
};
Array BigintArray(std::span<const int64_t> values);
Array BigintArray(std::span<const std::optional<int64_t>> values);
Array TextArray(std::span<const std::string> values);
Array TextArray(std::span<const std::string_view> values);
Array ByteaArray(std::span<const std::optional<std::string_view>> values);

// The parameters of one statement. Text and bytes are not copied: they must live until the statement was
// sent.
class Parameters {
 public:
  void Add(int64_t value);
  void Add(std::string_view text_or_bytes);
  void Add(const Array& array) { Add(std::string_view(array.bytes)); }

  // Their bytes together.
  size_t bytes() const;
  int size() const { return static_cast<int>(lengths_.size()); }
  const char* const* values();
  const int* lengths() const { return lengths_.data(); }
  const int* formats();

 private:
  std::vector<std::string> integers_;      // encoded
  std::vector<std::string_view> strings_;  // data() is null for the next of integers_
  std::vector<int> lengths_;
  std::vector<const char*> values_;
  std::vector<int> formats_;
};

// The rows of a result, read one by one.
class Rows {
 public:
  Rows() = default;
  explicit Rows(PGresult* result) : result_(result) {}

  // Moves to the next row. False after the last row.
  bool Next() { return result_ != nullptr && ++row_ < PQntuples(result_.get()); }

  // Columns of the current row, counted from 0. An integer is a BIGINT.
  int64_t Integer(int column) const;
  std::string_view View(int column) const;
  std::string Bytes(int column) const { return std::string(View(column)); }
  bool IsNull(int column) const { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::optional<std::string> OptionalBytes(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Bytes(column));
  }

 private:
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
  int row_ = -1;
};

}  // namespace verbatim::store::postgres
