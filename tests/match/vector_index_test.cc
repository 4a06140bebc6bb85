#include "match/embedding/vector_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "match/embedding/vector_files.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::match::embedding {
namespace {

constexpr size_t kDimension = 32;
constexpr size_t kMemory = 64 << 20;

Vector RandomVector(std::mt19937& random) {
  std::normal_distribution<float> normal;
  Vector vector(kDimension);
  float sum = 0;
  for (float& value : vector) {
    value = normal(random);
    sum += value * value;
  }
  for (float& value : vector) value /= std::sqrt(sum);
  return vector;
}

std::string KeyOf(size_t i) { return "key " + std::to_string(i); }

std::string BytesOf(const Vector& vector) {
  return {reinterpret_cast<const char*>(vector.data()), vector.size() * sizeof(float)};
}

// All bytes of all files of a folder.
std::string BytesIn(const std::string& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    bytes += test::ReadFile(entry.path().string());
  return bytes;
}

class VectorIndexTest : public ::testing::Test {
 protected:
  void Fill(VectorIndex& index, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      vectors_.push_back(RandomVector(random_));
      ASSERT_TRUE(index.Add(KeyOf(i), vectors_.back()).ok());
    }
  }

  std::mt19937 random_{20'26};
  std::vector<Vector> vectors_;
  test::TempFolder folder_;
};

TEST_F(VectorIndexTest, FindsTheNearestOfManyVectors) {
  VectorIndex index(kDimension, kMemory);
  Fill(index, 3000);
  int found = 0;
  for (size_t i = 0; i < vectors_.size(); i += 10) {
    const std::vector<Neighbour> nearest = index.Nearest(vectors_[i], 5);
    ASSERT_EQ(nearest.size(), 5U);
    found += nearest[0].key == KeyOf(i);
    EXPECT_GE(nearest[0].similarity, nearest[1].similarity);
  }
  EXPECT_GE(found, 297) << "of 300";
  EXPECT_NEAR(*index.Similarity(vectors_[7], KeyOf(7)), 1, 1e-5);
  EXPECT_FALSE(index.Similarity(vectors_[7], "unknown").has_value());
}

TEST_F(VectorIndexTest, KeepsItsVectorsInItsFiles) {
  VectorIndex index(kDimension, kMemory);
  Fill(index, 2000);
  index.Remove(KeyOf(3));
  ASSERT_TRUE(SaveVectors(folder_.Path("v"), "a model", {vectors_[0]}, index).ok());
  absl::StatusOr<StoredVectors> stored = LoadVectors(folder_.Path("v"), kMemory);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->model, "a model");
  EXPECT_EQ(stored->probes, std::vector<Vector>{vectors_[0]});
  EXPECT_EQ(stored->index->size(), 1999U);
  EXPECT_FALSE(stored->index->Contains(KeyOf(3)));
  EXPECT_EQ(stored->index->Nearest(vectors_[5], 1)[0].key, KeyOf(5));
  // It can be changed and saved again.
  ASSERT_TRUE(stored->index->Add("another", vectors_[3]).ok());
  EXPECT_EQ(stored->index->Nearest(vectors_[3], 1)[0].key, "another");
  ASSERT_TRUE(SaveVectors(folder_.Path("v"), "a model", {}, *stored->index).ok());
  EXPECT_EQ(LoadVectors(folder_.Path("v"), kMemory)->index->size(), 2000U);
}

TEST_F(VectorIndexTest, LeavesNoByteOfARemovedVectorInItsFiles) {
  VectorIndex index(kDimension, kMemory);
  Fill(index, 500);
  ASSERT_TRUE(SaveVectors(folder_.Path("v"), "m", {}, index).ok());
  const std::string removed = BytesOf(vectors_[250]);
  EXPECT_THAT(BytesIn(folder_.Path("v")), ::testing::HasSubstr(removed));
  index.Remove(KeyOf(250));
  ASSERT_TRUE(SaveVectors(folder_.Path("v"), "m", {}, index).ok());
  const std::string bytes = BytesIn(folder_.Path("v"));
  for (size_t start = 0; start < removed.size(); start += 8)
    EXPECT_EQ(bytes.find(removed.substr(start, 8)), std::string::npos) << start;
  EXPECT_EQ(bytes.find(KeyOf(250)), std::string::npos);
  EXPECT_THAT(bytes, ::testing::HasSubstr(BytesOf(vectors_[251])));
  for (const Neighbour& neighbour : index.Nearest(vectors_[250], 500)) EXPECT_NE(neighbour.key, KeyOf(250));
}

TEST_F(VectorIndexTest, StaysSearchableWhenAllVectorsAreReplaced) {
  VectorIndex index(kDimension, kMemory);
  Fill(index, 300);
  for (size_t i = 0; i < 300; ++i) index.Remove(KeyOf(i));
  EXPECT_TRUE(index.Nearest(vectors_[0], 3).empty());
  EXPECT_EQ(index.size(), 0U);
  vectors_.clear();
  Fill(index, 300);
  int found = 0;
  for (size_t i = 0; i < 300; ++i) found += index.Nearest(vectors_[i], 1)[0].key == KeyOf(i);
  EXPECT_GE(found, 295);
}

TEST_F(VectorIndexTest, RefusesVectorsBeyondItsMemory) {
  VectorIndex index(kDimension, 100 * 1024);
  size_t added = 0;
  while (added < 1000 && index.Add(KeyOf(added), RandomVector(random_)).ok()) ++added;
  EXPECT_EQ(added, index.capacity());
  EXPECT_LT(added, 1000U);
  index.Remove(KeyOf(0));
  EXPECT_TRUE(index.Add("another", RandomVector(random_)).ok());
  EXPECT_EQ(index.Add("one too many", RandomVector(random_)).code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(VectorIndexTest, ReportsDamagedFiles) {
  EXPECT_EQ(LoadVectors(folder_.Path("none"), kMemory).status().code(), absl::StatusCode::kNotFound);
  VectorIndex index(kDimension, kMemory);
  Fill(index, 50);
  for (const std::string name : {"manifest", "vectors-1"}) {
    const std::string folder = folder_.Path("for " + name);
    ASSERT_TRUE(SaveVectors(folder, "m", {}, index).ok());
    std::fstream file(folder + "/" + name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(200);
    file << "damage";
    file.close();
    EXPECT_EQ(LoadVectors(folder, kMemory).status().code(), absl::StatusCode::kDataLoss) << name;
    std::filesystem::resize_file(folder + "/" + name, 20);
    EXPECT_FALSE(LoadVectors(folder, kMemory).ok()) << name;
  }
}

TEST_F(VectorIndexTest, IsSearchedWhileItGrows) {
  VectorIndex index(kDimension, kMemory);
  const Vector wanted = RandomVector(random_);
  ASSERT_TRUE(index.Add("wanted", wanted).ok());
  std::thread searches([&] {
    for (int i = 0; i < 2000; ++i) {
      const auto nearest = index.Nearest(wanted, 1);
      ASSERT_EQ(nearest.size(), 1U);
      EXPECT_NEAR(*index.Similarity(wanted, "wanted"), 1, 1e-5);
    }
  });
  Fill(index, 3000);
  searches.join();
}

}  // namespace
}  // namespace verbatim::match::embedding
