#include "match/embedding/vector_index.h"

#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace verbatim::match::embedding {
namespace {

// Parameters of HNSW: the links of a vector, and how many candidates an insertion and a search look at. M and
// the construction's value are the library's defaults; the search's value is ten times the library's, for a
// recall near 1 with some 20 results.
constexpr size_t kLinks = 16;
constexpr size_t kConstruction = 200;
constexpr size_t kSearch = 100;

// Memory of a vector besides its numbers, rounded up from some 400 bytes: links, two copies of its key, a
// mutex and entries of tables.
constexpr size_t kOverheadBytes = 512;

constexpr size_t kFirstCapacity = 1024;

// Runs `work` and converts exceptions of hnswlib and of allocations to a status.
template <typename Work>
absl::Status Guard(absl::StatusCode code, Work work) {
  try {
    work();
    return absl::OkStatus();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("no memory for the vectors");
  } catch (const std::exception& error) {
    return absl::Status(code, absl::StrCat("the vectors: ", error.what()));
  }
}

}  // namespace

struct VectorIndex::Graph {
  using Hnsw = hnswlib::HierarchicalNSW<float>;

  Graph(size_t dimension, size_t count) : space(dimension) {
    hnsw = std::make_unique<Hnsw>(&space, count, kLinks, kConstruction);
    hnsw->setEf(kSearch);
  }
  Graph(size_t dimension, size_t count, const std::string& file) : space(dimension) {
    hnsw = std::make_unique<Hnsw>(&space, file, false, count);
    hnsw->setEf(kSearch);
  }

  // Size of the file that saveIndex writes. saveIndex does not report a full disk.
  size_t FileSize() const {
    constexpr size_t kHeadBytes =
        6 * sizeof(size_t) + 2 * sizeof(int) + 3 * sizeof(size_t) + sizeof(double) + sizeof(size_t);
    static_assert(sizeof(hnsw->mult_) == sizeof(double));
    size_t size = kHeadBytes + hnsw->cur_element_count * (hnsw->size_data_per_element_ + sizeof(unsigned));
    for (size_t i = 0; i < hnsw->cur_element_count; ++i) {
      size += static_cast<size_t>(hnsw->element_levels_[i]) * hnsw->size_links_per_element_;
    }
    return size;
  }

  hnswlib::InnerProductSpace space;  // the distance of unit vectors is 1 - cosine
  std::unique_ptr<Hnsw> hnsw;
};

VectorIndex::VectorIndex(size_t dimension, size_t memory_bytes)
    : dimension_(dimension),
      capacity_(std::max<size_t>(1, memory_bytes / (dimension * sizeof(float) + kOverheadBytes))) {
  graph_ = std::make_unique<Graph>(dimension_, std::min(capacity_, kFirstCapacity));
}

VectorIndex::~VectorIndex() = default;

absl::StatusOr<std::unique_ptr<VectorIndex>> VectorIndex::Load(const std::string& file, size_t dimension,
                                                               std::vector<std::string> keys,
                                                               size_t memory_bytes) {
  auto index = std::make_unique<VectorIndex>(dimension, memory_bytes);
  const size_t count = keys.size();
  const size_t room = std::max(count + count / 2, std::min(index->capacity_, kFirstCapacity));
  absl::Status loaded = Guard(absl::StatusCode::kDataLoss,
                              [&] { index->graph_ = std::make_unique<Graph>(dimension, room, file); });
  if (!loaded.ok()) return loaded;
  Graph::Hnsw& hnsw = *index->graph_->hnsw;
  const bool fits = hnsw.cur_element_count == count &&
                    hnsw.size_data_per_element_ ==
                        hnsw.size_links_level0_ + dimension * sizeof(float) + sizeof(hnswlib::labeltype);
  if (!fits) return absl::DataLossError("the file of vectors has other vectors than expected");
  hnsw.num_deleted_ = 0;  // hnswlib 0.6.2 leaves it undefined
  for (size_t label = 0; label < count; ++label) {
    if (keys[label].empty()) {
      index->free_.push_back(label);
      ++hnsw.num_deleted_;
    } else {
      index->labels_.emplace(keys[label], label);
    }
  }
  index->keys_ = std::move(keys);
  return index;
}

absl::Status VectorIndex::Save(const std::string& file) const {
  absl::Status saved = Guard(absl::StatusCode::kUnavailable, [&] { graph_->hnsw->saveIndex(file); });
  if (!saved.ok()) return saved;
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return absl::UnavailableError(absl::StrCat("cannot write ", file, ": ", error.message()));
  if (size != graph_->FileSize()) return absl::UnavailableError(absl::StrCat("cannot write all of ", file));
  return absl::OkStatus();
}

size_t VectorIndex::size() const {
  sync::MutexLock lock(mutex_);
  return labels_.size();
}

bool VectorIndex::Contains(const std::string& key) const {
  sync::MutexLock lock(mutex_);
  return labels_.contains(key);
}

absl::Status VectorIndex::Grow() {
  Graph::Hnsw& hnsw = *graph_->hnsw;
  if (keys_.size() < hnsw.max_elements_) return absl::OkStatus();
  if (keys_.size() >= capacity_) return absl::ResourceExhaustedError("the index of vectors is full");
  const size_t more = std::min(capacity_, hnsw.max_elements_ + hnsw.max_elements_ / 2 + 1);
  return Guard(absl::StatusCode::kResourceExhausted, [&] { hnsw.resizeIndex(more); });
}

absl::Status VectorIndex::Add(const std::string& key, const Vector& vector) {
  if (key.empty() || vector.size() != dimension_)
    return absl::InvalidArgumentError("a vector has no key, or another dimension than the index");
  sync::MutexLock lock(mutex_);
  if (labels_.contains(key)) return absl::OkStatus();
  const bool reused = !free_.empty();
  if (!reused) {
    if (absl::Status grown = Grow(); !grown.ok()) return grown;
  }
  const size_t label = reused ? free_.back() : keys_.size();
  absl::Status added =
      Guard(absl::StatusCode::kResourceExhausted, [&] { graph_->hnsw->addPoint(vector.data(), label); });
  if (!added.ok()) return added;
  if (reused) {
    free_.pop_back();
    keys_[label] = key;
  } else {
    keys_.push_back(key);
  }
  labels_.emplace(key, label);
  return absl::OkStatus();
}

void VectorIndex::Remove(const std::string& key) {
  sync::MutexLock lock(mutex_);
  const auto found = labels_.find(key);
  if (found == labels_.end()) return;
  const size_t label = found->second;
  Graph::Hnsw& hnsw = *graph_->hnsw;
  hnsw.markDelete(label);
  std::memset(hnsw.getDataByInternalId(hnsw.label_lookup_.at(label)), 0, dimension_ * sizeof(float));
  labels_.erase(found);
  keys_[label].clear();
  free_.push_back(label);
}

bool VectorIndex::KeepOnly(std::span<const std::string> keys) {
  const std::unordered_set<std::string_view> wanted(keys.begin(), keys.end());
  std::vector<std::string> others;
  for (const std::string& key : keys_) {
    if (!key.empty() && !wanted.contains(key)) others.push_back(key);
  }
  for (const std::string& key : others) Remove(key);
  return !others.empty();
}

std::vector<Neighbour> VectorIndex::Nearest(const Vector& vector, size_t count) const {
  std::vector<Neighbour> nearest;
  if (vector.size() != dimension_) return nearest;
  sync::MutexLock lock(mutex_);
  if (labels_.empty()) return nearest;
  auto found = graph_->hnsw->searchKnn(vector.data(), count);
  for (; !found.empty(); found.pop()) {
    nearest.push_back({keys_[found.top().second], 1.0 - static_cast<double>(found.top().first)});
  }
  std::reverse(nearest.begin(), nearest.end());
  return nearest;
}

std::optional<double> VectorIndex::Similarity(const Vector& vector, std::string_view key) const {
  if (vector.size() != dimension_) return std::nullopt;
  sync::MutexLock lock(mutex_);
  const auto found = labels_.find(std::string(key));
  if (found == labels_.end()) return std::nullopt;
  const Graph::Hnsw& hnsw = *graph_->hnsw;
  const auto* other =
      reinterpret_cast<const float*>(hnsw.getDataByInternalId(hnsw.label_lookup_.at(found->second)));
  double product = 0;
  for (size_t i = 0; i < dimension_; ++i) product += static_cast<double>(vector[i]) * other[i];
  return product;
}

}  // namespace verbatim::match::embedding
