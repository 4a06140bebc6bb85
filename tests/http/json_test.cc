#include <gmock/gmock.h>

#include <random>

#include "absl/strings/escaping.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/status.pb.h"
#include "http/json/json_reader.h"
#include "http/json/json_writer.h"
#include "http/json/wire_json.h"
#include "http/rest/binding.h"
#include "http_client.h"
#include "status/errors.h"
#include "support/status_details.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/log_service.pb.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::test {
namespace {

constexpr http::JsonLimits kLimits = {.elements = 1000, .field_elements = 100};

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Sets some fields of a message to random values.
class RandomMessages {
 public:
  explicit RandomMessages(uint32_t seed) : random_(seed) {}

  void Fill(Message& message, int depth = 0) {
    const auto& type = *message.GetDescriptor();
    const auto& reflection = *message.GetReflection();
    if (type.full_name() == "google.protobuf.Timestamp") {
      reflection.SetInt64(&message, type.FindFieldByName("seconds"), Number(0, 4'000'000'000));
      reflection.SetInt32(&message, type.FindFieldByName("nanos"),
                          static_cast<int>(Number(0, 999) * (Chance(2) ? 1'000'000 : 1)));
      return;
    }
    if (type.full_name() == "google.protobuf.FieldMask") {
      reflection.AddString(&message, type.FindFieldByName("paths"), "claim_text.other_part");
      reflection.AddString(&message, type.FindFieldByName("paths"), "labels");
      return;
    }
    if (type.file()->package() == "google.protobuf") return;
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (!Chance(2) || depth > 5) continue;
      for (int64_t n = field.is_repeated() ? Number(1, 3) : 1; n > 0; --n) Set(message, field, depth);
    }
  }

 private:
  bool Chance(int in) { return Number(1, in) == 1; }
  int64_t Number(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random_);
  }
  std::string Text() {
    static const char* const kParts[] = {"a", "\"", "\\",     "\n", "\t", "\x01",
                                         "ü", "😀",  "\u2028", "<",  "/",  "\x7f"};
    std::string text;
    for (int64_t n = Number(0, 6); n > 0; --n) text += kParts[Number(0, 11)];
    return text;
  }

  void Set(Message& message, const FieldDescriptor& field, int depth) {
    const auto& reflection = *message.GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text =
            field.type() == FieldDescriptor::TYPE_BYTES ? std::string("\0\xFF\x7F", 3) : Text();
        return many ? reflection.AddString(&message, &field, text)
                    : reflection.SetString(&message, &field, text);
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return many ? reflection.AddInt32(&message, &field, -7)
                    : reflection.SetInt32(&message, &field, 1 << 30);
      case FieldDescriptor::CPPTYPE_INT64:
        return many
                   ? reflection.AddInt64(&message, &field, -7)
                   : reflection.SetInt64(&message, &field, Number(-1'000'000'000'000'000'000, 1'000'000'000));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return reflection.SetDouble(&message, &field, static_cast<double>(Number(1, 1000)) / 7);
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, true);
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int number =
            Chance(5) ? 99 : field.enum_type()->value(field.enum_type()->value_count() - 1)->number();
        return many ? reflection.AddEnumValue(&message, &field, number)
                    : reflection.SetEnumValue(&message, &field, number);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(
            many ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field),
            depth + 1);
      default:
        return;
    }
  }

  std::mt19937 random_;
};

template <typename Type>
void ComparesWithProtobuf(uint32_t seed) {
  SCOPED_TRACE(seed);
  Type message;
  RandomMessages(seed).Fill(message);
  std::string expected;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(message, &expected).ok());
  const std::string json = http::ToJson(message);
  EXPECT_EQ(nlohmann::json::parse(json), nlohmann::json::parse(expected));
  std::string from_wire = "before";
  ASSERT_TRUE(http::AppendWireJson(*Type::descriptor(), message.SerializeAsString(), from_wire));
  EXPECT_EQ(nlohmann::json::parse(from_wire.substr(6)), nlohmann::json::parse(expected));
  Type parsed;
  const absl::Status status = http::ParseJson(json, kLimits, parsed);
  EXPECT_TRUE(status.ok()) << status << "\n" << json;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(parsed, message)) << json << "\n"
                                                                                   << http::ToJson(parsed);
}

TEST(Json, EqualsProtobufsOwnForRandomMessagesAndReadsItBack) {
  const auto first = std::random_device()();
  for (uint32_t seed = first; seed < first + 100; ++seed) {
    ComparesWithProtobuf<v1::CreateClaimRequest>(seed);
    ComparesWithProtobuf<v1::UpdateClaimRequest>(seed);
    ComparesWithProtobuf<v1::ListClaimsRequest>(seed);
    ComparesWithProtobuf<v1::CompareRevisionsResponse>(seed);
    ComparesWithProtobuf<v1::MatchClaimsResponse>(seed);
    ComparesWithProtobuf<v1::WatchResponse>(seed);
    ComparesWithProtobuf<v1::GetProofBundleResponse>(seed);
    ComparesWithProtobuf<v1::TraceClaimResponse>(seed);
  }
}

TEST(WireJson, LeavesBytesThatNoSerializerWritesToTheParser) {
  v1::GetClaimResponse response;
  response.mutable_claim()->set_name("claims/c1");
  response.mutable_claim()->set_etag("e1");
  response.mutable_claim()->add_citations()->set_quote("q");
  (*response.mutable_claim()->mutable_labels())["a"] = "";
  const auto& type = *v1::GetClaimResponse::descriptor();
  const std::string bytes = response.SerializeAsString();
  std::string json;
  ASSERT_TRUE(http::AppendWireJson(type, bytes, json));
  EXPECT_EQ(json, http::ToJson(response));
  EXPECT_EQ(http::FindWireString(type, bytes, "etag"), "e1");
  json = "before";
  EXPECT_FALSE(http::AppendWireJson(type, bytes + bytes, json)) << "the parser merges the two claims";
  for (size_t cut = 1; cut < bytes.size(); ++cut) {
    EXPECT_FALSE(http::AppendWireJson(type, bytes.substr(0, cut), json));
    http::FindWireString(type, bytes.substr(0, cut), "etag");
  }
  EXPECT_EQ(json, "before");
  // Fields out of order, of one oneof, of another wire type, and ones that are not known.
  const auto value = [&](const std::string& wire) {
    std::string text;
    return http::AppendWireJson(*v1::Value::descriptor(), wire, text) ? text : "parse";
  };
  v1::Value text;
  text.set_text("t");
  v1::Value quantity;
  quantity.mutable_quantity()->set_value("1");
  EXPECT_EQ(value(text.SerializeAsString()), R"({"text":"t"})");
  EXPECT_EQ(value(quantity.SerializeAsString() + text.SerializeAsString()), "parse");
  EXPECT_EQ(value(text.SerializeAsString() + quantity.SerializeAsString()), "parse");
  EXPECT_EQ(value(std::string("\x08\x01", 2)), "parse");
  EXPECT_EQ(value(text.SerializeAsString() + std::string("\xF8\x07\x01", 3)), R"({"text":"t"})");
  EXPECT_EQ(value(std::string("\x03\x04", 2)), "parse") << "a group";
  EXPECT_EQ(value(""), "{}");
}

TEST(Json, WritesTimesAsProtobufDoes) {
  for (const int64_t seconds : {int64_t{-62'135'596'800}, int64_t{-1}, int64_t{0}, int64_t{951'782'400},
                                int64_t{1'709'164'799}, int64_t{253'402'300'799}, int64_t{253'402'300'800}}) {
    for (const int32_t nanos : {0, 1, 1000, 120'000'000, 999'999'999, -1}) {
      google::protobuf::Timestamp time;
      time.set_seconds(seconds);
      time.set_nanos(nanos);
      EXPECT_EQ(http::ToJson(time), '"' + google::protobuf::util::TimeUtil::ToString(time) + '"');
    }
  }
}

TEST(Json, ShowsDetailsOfErrors) {
  const google::rpc::Status status = ToRpcStatus(InvalidField("a.b", "is \"wrong\""));
  std::string expected;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(status, &expected).ok());
  EXPECT_EQ(nlohmann::json::parse(http::ToJson(status)), nlohmann::json::parse(expected));
}

v1::CreateClaimRequest Read(const std::string& json) {
  v1::CreateClaimRequest request;
  const absl::Status status = http::ParseJson(json, kLimits, request);
  EXPECT_TRUE(status.ok()) << status << "\n" << json;
  return request;
}

TEST(Json, ReadsWhatProtobufAllows) {
  EXPECT_EQ(Read(R"({"claimId":"a"})").claim_id(), "a");
  EXPECT_EQ(Read(R"({"claim_id":"a"})").claim_id(), "a") << "the proto's own name";
  EXPECT_EQ(Read(R"({"claimId":null,"claim":null})").ByteSizeLong(), 0u);
  EXPECT_EQ(Read(R"( {"claim":{"logIndex":"12","citations":[],"labels":{}}} )").claim().log_index(), 12);
  EXPECT_EQ(Read(R"({"claim":{"logIndex":12}})").claim().log_index(), 12);
  EXPECT_EQ(Read(R"({"claim":{"logIndex":1.2e1}})").claim().log_index(), 12);
  EXPECT_EQ(Read(R"({"claim":{"state":2}})").claim().state(), v1::CLAIM_STATE_RETRACTED);
  v1::ImportFeedRequest feed;
  for (const std::string data : {"_-8=", "_-8", "/+8=", "/+8"}) {
    feed.Clear();
    EXPECT_TRUE(http::ParseJson(R"({"data":")" + data + R"("})", kLimits, feed).ok());
    EXPECT_EQ(feed.data(), "\xFF\xEF");
  }
}

struct Wrong {
  const char* json;
  const char* field;
};

TEST(Json, NamesTheFieldThatIsWrong) {
  const Wrong cases[] = {
      {"", "body"},
      {"{", "body"},
      {"{}x", "body"},
      {"[]", ""},
      {"7", ""},
      {"null", ""},
      {R"({"claimId":"\ud800"})", "body"},
      {"{\"claimId\":\"\xFF\"}", "body"},
      {"{\"claimId\":\"\n\"}", "body"},
      {R"({"claim":{"citations":[{},{"quoted":1}]}})", "claim.citations[1].quoted"},
      {R"({"claim":{"citations":[{},7]}})", "claim.citations[1]"},
      {R"({"claim":{"citations":[null]}})", "claim.citations[0]"},
      {R"({"claim":{"citations":{}}})", "claim.citations"},
      {R"({"claim":{"citations":[[]]}})", "claim.citations[0]"},
      {R"({"claim":{"text":7}})", "claim.text"},
      {R"({"claim":{"text":{}}})", "claim.text"},
      {R"({"claim":{"text":[]}})", "claim.text"},
      {R"({"claim":{"logIndex":"x"}})", "claim.log_index"},
      {R"({"claim":{"logIndex":1.5}})", "claim.log_index"},
      {R"({"claim":{"logIndex":99999999999999999999}})", "claim.log_index"},
      {R"({"claim":{"state":"NO_STATE"}})", "claim.state"},
      {R"({"claim":{"createTime":"yesterday"}})", "claim.create_time"},
      {R"({"claim":{"createTime":7}})", "claim.create_time"},
      {R"({"claim":{"createTime":{}}})", "claim.create_time"},
      {R"({"claim":{"labels":{"a":7}}})", "claim.labels.a"},
      {R"({"claim":{"labels":[]}})", "claim.labels"},
      {R"({"claim":{"labels":{"a":{}}}})", "claim.labels.a"},
      {R"({"allowContradicted":"yes"})", "allow_contradicted"},
      {R"({"claimId":true})", "claim_id"},
      {R"({"claimId":"a","claim_id":"b"})", "claim_id"},
      {R"({"claim":{},"claim":{}})", "claim"},
      {R"({"claim":{"quoteSha256":"*"}})", "claim.quoteSha256"},
  };
  for (const auto& [json, field] : cases) {
    v1::CreateClaimRequest request;
    const absl::Status status = http::ParseJson(json, kLimits, request);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_THAT(BadFields(ToRpcStatus(status)), ElementsAre(field)) << json;
  }
}

TEST(Json, RefusesDeepNesting) {
  v1::CreateClaimRequest request;
  std::string deep(1'000'000, '[');
  EXPECT_FALSE(http::ParseJson(deep, kLimits, request).ok());
  EXPECT_FALSE(http::ParseJson(R"({"claim":{"citations":)" + deep, kLimits, request).ok());
}

TEST(Binding, SetsFieldsFromTextByPath) {
  v1::ListClaimsRequest request;
  EXPECT_TRUE(http::SetField(request, "filter.document", "documents/a").ok());
  EXPECT_TRUE(http::SetField(request, "filter.claimantName", "A b").ok());
  EXPECT_TRUE(http::SetField(request, "filter.labels[a.b]", "c").ok());
  EXPECT_TRUE(http::SetField(request, "filter.state", "CLAIM_STATE_RETRACTED").ok());
  EXPECT_TRUE(http::SetField(request, "page_size", "7").ok());
  EXPECT_EQ(request.filter().document(), "documents/a");
  EXPECT_EQ(request.filter().claimant_name(), "A b");
  EXPECT_EQ(request.filter().labels().at("a.b"), "c");
  EXPECT_EQ(request.filter().state(), v1::CLAIM_STATE_RETRACTED);
  EXPECT_EQ(request.page_size(), 7);
  for (const char* path :
       {"", ".", "filter", "filter.", "filter.no", "filter.labels", "filter.labels[a", "filter.labels]",
        "page_size.x", "page_size[x]", "filter.labels[a].b", "[", "filter..document"}) {
    EXPECT_FALSE(http::SetField(request, path, "x").ok()) << path;
  }
  EXPECT_FALSE(http::SetField(request, "page_size", "many").ok());
  v1::UpdateClaimRequest update;
  EXPECT_TRUE(http::SetField(update, "updateMask", "labels,claimant.uri,appearanceUri").ok());
  EXPECT_THAT(update.update_mask().paths(), ElementsAre("labels", "claimant.uri", "appearance_uri"));
  EXPECT_FALSE(http::SetField(update, "update_mask", "text").ok()) << "given twice";
}

}  // namespace
}  // namespace verbatim::test
