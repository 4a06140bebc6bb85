#include "methods/wire_walk.h"

#include <gmock/gmock.h>

#include <random>
#include <string>

#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/stubs/logging.h"
#include "methods/request_bounds.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log_service.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::methods {
namespace {

using google::protobuf::Message;

constexpr ShapeLimits kLimits = {.elements = 1000, .field_elements = 500};

absl::StatusOr<WireCost> WalkOf(const std::string& bytes, const google::protobuf::Descriptor& type,
                                int block = -1) {
  google::protobuf::io::ArrayInputStream stream(bytes.data(), static_cast<int>(bytes.size()), block);
  return WalkWire(stream, MessageShape::Of(type), kLimits);
}

std::string Encode(const auto& message) { return message.SerializeAsString(); }

TEST(WireWalk, CountsMessagesAndItems) {
  v1::CreateClaimRequest request;
  v1::Claim& claim = *request.mutable_claim();
  for (int i = 0; i < 3; ++i) {
    v1::Citation& citation = *claim.add_citations();
    citation.set_quote("q");
    citation.mutable_span()->set_byte_end(1);
    citation.add_sentences("s");
  }
  (*claim.mutable_labels())["a"] = "b";
  const auto cost = WalkOf(Encode(request), *request.GetDescriptor());
  ASSERT_TRUE(cost.ok()) << cost.status();
  EXPECT_EQ(cost->elements, 1u + 3u * 3u + 1u);
  EXPECT_GE(cost->memory, request.SpaceUsedLong());
}

TEST(WireWalk, CountsTheItemsOfPackedFields) {
  v1::WatchRequest request;
  for (int i = 0; i < 300; ++i) request.mutable_filter()->add_types(v1::ENTRY_TYPE_CLAIM_CREATED);
  EXPECT_EQ(WalkOf(Encode(request), *request.GetDescriptor())->elements, 301u);
  for (int i = 0; i < 300; ++i) request.mutable_filter()->add_types(v1::ENTRY_TYPE_CLAIM_CREATED);
  EXPECT_EQ(WalkOf(Encode(request), *request.GetDescriptor()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(WireWalk, DoesNotDependOnTheParts) {
  v1::BatchCreateClaimsRequest request;
  for (int i = 0; i < 20; ++i) {
    v1::Claim& claim = *request.add_requests()->mutable_claim();
    claim.set_text(std::string(static_cast<size_t>(i) * 20, 't'));
    claim.add_citations()->set_quote("quote");
  }
  const std::string bytes = Encode(request);
  const auto whole = WalkOf(bytes, *request.GetDescriptor());
  ASSERT_TRUE(whole.ok());
  for (int block = 1; block < 40; ++block) {
    const auto in_parts = WalkOf(bytes, *request.GetDescriptor(), block);
    ASSERT_TRUE(in_parts.ok()) << block;
    EXPECT_EQ(in_parts->elements, whole->elements);
    EXPECT_EQ(in_parts->memory, whole->memory);
  }
}

// Bytes that are often nearly a message of the type, with up to `fields_left` fields in all.
std::string RandomMessage(const google::protobuf::Descriptor& type, std::mt19937_64& random, int& fields_left,
                          int depth = 0) {
  std::string bytes;
  const auto varint = [&bytes](uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    bytes += static_cast<char>(value);
  };
  const size_t fields = random() % 12;
  for (size_t i = 0; i < fields; ++i) {
    const auto* field =
        random() % 8 == 0 || type.field_count() == 0
            ? nullptr
            : type.field(static_cast<int>(random() % static_cast<size_t>(type.field_count())));
    const uint64_t number = field == nullptr ? random() % 40 + 1 : static_cast<uint64_t>(field->number());
    const uint64_t wire_type = random() % 4 == 0 ? random() % 7 : 2;
    const size_t times = random() % 6 == 0 ? random() % 60 : 1;
    for (size_t j = 0; j < times && fields_left > 0; ++j) {
      --fields_left;
      varint(number << 3 | wire_type);
      if (wire_type == 0) varint(random() >> (random() % 64));
      if (wire_type == 1) bytes += std::string(8, '\0');
      if (wire_type == 5) bytes += std::string(4, '\0');
      if (wire_type != 2) continue;
      std::string value(random() % 40 == 0 ? random() % 5000 : random() % 4, 'v');
      if (field != nullptr && field->message_type() != nullptr && depth < 6 && random() % 8 != 0)
        value = RandomMessage(*field->message_type(), random, fields_left, depth + 1);
      varint(value.size());
      bytes += value;
    }
  }
  if (random() % 16 == 0 && !bytes.empty()) bytes.resize(random() % bytes.size());
  return bytes;
}

TEST(WireWalk, PromisesTheMemoryOfWhatProtobufParses) {
  const google::protobuf::LogSilencer silencer;  // it logs each string that is not UTF-8
  const auto seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const Message* const prototypes[] = {
      &v1::CreateClaimRequest::default_instance(),    &v1::BatchCreateClaimsRequest::default_instance(),
      &v1::CreateDocumentRequest::default_instance(), &v1::UpdateClaimRequest::default_instance(),
      &v1::WatchRequest::default_instance(),          &v1::ExportClaimsRequest::default_instance()};
  int accepted = 0;
  int parsed = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Message& prototype = *prototypes[random() % std::size(prototypes)];
    int fields = static_cast<int>(random() % 600);
    const std::string bytes = RandomMessage(*prototype.GetDescriptor(), random, fields);
    const auto cost = WalkOf(bytes, *prototype.GetDescriptor(), static_cast<int>(random() % 100 + 1));
    const std::unique_ptr<Message> message(prototype.New());
    const bool well_formed = message->ParseFromString(bytes);
    if (!cost.ok()) {
      if (cost.status().message().find("binary form") != std::string::npos) {
        EXPECT_FALSE(well_formed);
      }
      continue;
    }
    ++accepted;
    parsed += well_formed ? 1 : 0;
    EXPECT_GE(cost->memory, message->SpaceUsedLong()) << message->GetTypeName();
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(parsed, 1000);
}

TEST(RequestBounds, FollowFromTheTypeOfTheRequest) {
  const registry::Limits limits;
  const auto bytes = [&](const Message& request) { return BoundsOf(*request.GetDescriptor(), limits).bytes; };
  EXPECT_LT(bytes(v1::GetClaimRequest::default_instance()), 1u << 20);
  EXPECT_GT(bytes(v1::CreateClaimRequest::default_instance()), 2u << 20);
  EXPECT_LT(bytes(v1::CreateClaimRequest::default_instance()), 16u << 20);
  EXPECT_EQ(bytes(v1::CreateDocumentRequest::default_instance()), 32u << 20);
  EXPECT_EQ(bytes(v1::CreateRevisionRequest::default_instance()), 32u << 20);
}

}  // namespace
}  // namespace verbatim::methods
