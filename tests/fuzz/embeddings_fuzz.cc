// The answer of an embedder: whatever it is, it gives unit vectors of one dimension, or an error. The first
// byte is the number of texts.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "match/embedding/embeddings_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t count = 1 + data[0] % 3;
  const auto vectors = verbatim::match::embedding::ParseAnswer(
      std::string_view(reinterpret_cast<const char*>(data + 1), size - 1), count);
  if (!vectors.ok()) return 0;
  if (vectors->size() != count) std::abort();
  for (const auto& vector : *vectors) {
    double sum = 0;
    for (float value : vector) sum += static_cast<double>(value) * value;
    if (vector.size() != vectors->front().size() || !(std::abs(sum - 1) < 1e-3)) std::abort();
  }
  return 0;
}
