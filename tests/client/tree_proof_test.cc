#include "verify/tree_proof.h"

#include <gtest/gtest.h>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "log/base64.h"
#include "log/merkle.h"
#include "support/shared_data.h"

namespace verbatim::verify {
namespace {

using google::protobuf::Struct;

// Reads test cases, one per line.
std::vector<Struct> ReadCases(const std::string& name) {
  std::vector<Struct> cases;
  std::istringstream lines(test::ReadFile(test::SharedData(name)));
  for (std::string line; std::getline(lines, line);) {
    // A JSON number is a double, which cannot hold 2^64. Strings keep all digits.
    for (const char* field : {"\"leafIdx\": ", "\"treeSize\": ", "\"size1\": ", "\"size2\": "}) {
      size_t at = line.find(field);
      if (at == std::string::npos) continue;
      at += std::string(field).size();
      line.insert(line.find_first_not_of("0123456789", at), "\"");
      line.insert(at, "\"");
    }
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &cases.emplace_back()).ok()) << line;
  }
  return cases;
}

uint64_t Number(const Struct& object, const std::string& field) {
  return std::stoull(object.fields().at(field).string_value());
}

std::string Bytes(const google::protobuf::Value& value) {
  return log::FromBase64(value.string_value()).value_or("not base64");
}

std::vector<std::string> Proof(const Struct& object) {
  std::vector<std::string> proof;
  for (const auto& item : object.fields().at("proof").list_value().values()) proof.push_back(Bytes(item));
  return proof;
}

TEST(TreeProof, InclusionAgreesWithTheSharedCases) {
  if (!std::filesystem::exists(test::SharedData("merkle"))) GTEST_SKIP() << "the shared data is absent";
  std::vector<Struct> cases = ReadCases("merkle/inclusion.jsonl");
  EXPECT_EQ(cases.size(), 98u);
  for (const Struct& c : cases) {
    absl::Status status =
        VerifyInclusion(Number(c, "leafIdx"), Number(c, "treeSize"), Bytes(c.fields().at("leafHash")),
                        Proof(c), Bytes(c.fields().at("root")));
    EXPECT_EQ(!status.ok(), c.fields().at("wantErr").bool_value()) << c.DebugString() << status;
  }
}

TEST(TreeProof, ConsistencyAgreesWithTheSharedCases) {
  if (!std::filesystem::exists(test::SharedData("merkle"))) GTEST_SKIP() << "the shared data is absent";
  std::vector<Struct> cases = ReadCases("merkle/consistency.jsonl");
  EXPECT_EQ(cases.size(), 98u);
  for (const Struct& c : cases) {
    absl::Status status = VerifyConsistency(Number(c, "size1"), Number(c, "size2"), Proof(c),
                                            Bytes(c.fields().at("root1")), Bytes(c.fields().at("root2")));
    EXPECT_EQ(!status.ok(), c.fields().at("wantErr").bool_value()) << c.DebugString() << status;
  }
}

// The verifier accepts the proofs of service/log/merkle, and rejects them for other leaves, sizes and roots.
class AgainstTheProver : public ::testing::Test {
 protected:
  AgainstTheProver() {
    for (uint64_t i = 0; i < kLeaves; ++i) {
      for (const log::Digest& hash : tree_.Append(log::HashLeaf(Leaf(i)))) stored_.push_back(hash);
      roots_.push_back(log::ToBytes(tree_.Root()));
    }
  }

  static std::string Leaf(uint64_t index) { return "leaf " + std::to_string(index); }
  const std::string& Root(uint64_t size) const { return roots_[size - 1]; }
  std::vector<std::string> Hashes(const std::vector<log::LeafRange>& nodes) {
    log::NodeHashes hashes(nodes);
    std::vector<log::Digest> stored;
    for (uint64_t position : hashes.positions()) stored.push_back(stored_[position]);
    std::vector<std::string> bytes;
    for (const log::Digest& hash : hashes.Fold(stored)) bytes.push_back(log::ToBytes(hash));
    return bytes;
  }

  static constexpr uint64_t kLeaves = 40;
  log::GrowingTree tree_;
  std::vector<log::Digest> stored_;
  std::vector<std::string> roots_;
};

TEST_F(AgainstTheProver, EveryInclusionProofHoldsOnlyForItsLeafIndexAndSize) {
  for (uint64_t size = 1; size <= kLeaves; ++size) {
    for (uint64_t index = 0; index < size; ++index) {
      std::vector<std::string> proof = Hashes(log::InclusionProof(index, size));
      EXPECT_TRUE(VerifyInclusion(index, size, HashOfLeaf(Leaf(index)), proof, Root(size)).ok());
      for (uint64_t other = 0; other < kLeaves; ++other) {
        if (other == index) continue;
        EXPECT_FALSE(VerifyInclusion(other, size, HashOfLeaf(Leaf(index)), proof, Root(size)).ok());
        EXPECT_FALSE(VerifyInclusion(index, size, HashOfLeaf(Leaf(other)), proof, Root(size)).ok());
      }
      for (std::string& hash : proof) {
        hash[7] ^= 1;
        EXPECT_FALSE(VerifyInclusion(index, size, HashOfLeaf(Leaf(index)), proof, Root(size)).ok());
        hash[7] ^= 1;
      }
    }
  }
}

TEST_F(AgainstTheProver, EveryConsistencyProofHoldsOnlyForItsSizes) {
  for (uint64_t to = 1; to <= kLeaves; ++to) {
    for (uint64_t from = 1; from <= to; ++from) {
      std::vector<std::string> proof = Hashes(log::ConsistencyProof(from, to));
      EXPECT_TRUE(VerifyConsistency(from, to, proof, Root(from), Root(to)).ok()) << from << " " << to;
      EXPECT_EQ(VerifyConsistency(from, to, proof, Root(to), Root(to)).ok(), from == to);
      EXPECT_FALSE(VerifyConsistency(from - 1, to, proof, Root(from), Root(to)).ok());
      for (std::string& hash : proof) {
        hash[31] ^= 1;
        EXPECT_FALSE(VerifyConsistency(from, to, proof, Root(from), Root(to)).ok());
        hash[31] ^= 1;
      }
    }
  }
}

}  // namespace
}  // namespace verbatim::verify
