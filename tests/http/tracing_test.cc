// Traces of calls, over both ports, to a collector that the test serves.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "http_fixture.h"
#include "support/eventually.h"
#include "sync/mutex.h"
#include "tracing/tracer.h"

namespace verbatim::test {
namespace {

using Json = nlohmann::json;

// Takes OTLP in JSON, as a collector does.
class Collector {
 public:
  Collector() {
    auto server = http::Server::Start({}, [this](const std::shared_ptr<http::Exchange>& exchange) {
      exchange->ReadAll(
          size_t{4} << 20, [](size_t) { return true; },
          [this, exchange](http::Exchange::Part part) { Take(exchange, part); });
    });
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  ~Collector() {
    SetStatus(503);
    server_.reset();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()) + "/v1/traces"; }

  // Answers with this status from now on, also what waits for an answer. 0: does not answer.
  void SetStatus(int status) {
    sync::MutexLock lock(mutex_);
    status_ = status;
    for (const auto& exchange : unanswered_) exchange->Respond({.status = status});
    unanswered_.clear();
  }
  int requests() {
    sync::MutexLock lock(mutex_);
    return requests_;
  }
  Json resource() {
    sync::MutexLock lock(mutex_);
    return resource_;
  }
  // The spans of a trace that have come so far.
  std::vector<Json> Spans(const std::string& trace_id) {
    sync::MutexLock lock(mutex_);
    std::vector<Json> spans;
    std::ranges::copy_if(spans_, std::back_inserter(spans),
                         [&](const Json& span) { return span.at("traceId") == trace_id; });
    return spans;
  }
  std::vector<Json> AllSpans() {
    sync::MutexLock lock(mutex_);
    return spans_;
  }

 private:
  void Take(const std::shared_ptr<http::Exchange>& exchange, const http::Exchange::Part& part) {
    sync::MutexLock lock(mutex_);
    ++requests_;
    if (status_ == 0) return unanswered_.push_back(exchange);
    if (status_ == 200 && part.bytes) {
      EXPECT_EQ(exchange->head().path(), "/v1/traces");
      EXPECT_EQ(exchange->head().Find("content-type"), "application/json");
      const Json request = Json::parse(*part.bytes);
      for (const Json& resource : request.at("resourceSpans")) {
        resource_ = resource.at("resource");
        for (const Json& scope : resource.at("scopeSpans")) {
          for (const Json& span : scope.at("spans")) spans_.push_back(span);
        }
      }
    }
    exchange->Respond({.status = status_, .body = "{}"});
  }

  sync::Mutex mutex_;
  int status_ ABSL_GUARDED_BY(mutex_) = 200;
  int requests_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Json> spans_ ABSL_GUARDED_BY(mutex_);
  Json resource_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<http::Exchange>> unanswered_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<http::Server> server_;
};

// The value of an attribute as OTLP has it; empty if there is none.
std::string AttributeOf(const Json& span, const std::string& key) {
  for (const Json& attribute : span.at("attributes")) {
    if (attribute.at("key") == key) return attribute.at("value").begin().value();
  }
  return "";
}

const Json* Named(const std::vector<Json>& spans, const std::string& name) {
  const auto found = std::ranges::find_if(spans, [&](const Json& span) { return span.at("name") == name; });
  return found == spans.end() ? nullptr : &*found;
}

class Tracing : public HttpTest {
 protected:
  static constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";
  static constexpr char kSpan[] = "b7ad6b7169203331";
  static std::string Traceparent(const std::string& flags) {
    return std::string("00-") + kTrace + "-" + kSpan + "-" + flags;
  }

  ~Tracing() override { EndService(); }

  // Options that sample this part of the traces that begin here.
  tracing::Tracer::Options Sampling(double ratio) const {
    tracing::Tracer::Options options;
    options.url = collector_.url();
    options.sample_ratio = ratio;
    return options;
  }

  // Starts the service again, with a tracer.
  void StartTraced(tracing::Tracer::Options options) {
    EndService();
    options.interval = std::chrono::milliseconds(1);
    options.resource = {{"service.name", "verbatimd"}};
    own_tracer_ = std::make_unique<tracing::Tracer>(std::move(options));
    tracer_ = own_tracer_.get();
    Start();
    StartHttp();
  }

  // Ends the service and then the tracer, which sends what it has.
  void EndService() {
    http_.reset();
    Stop();
    own_tracer_.reset();
  }

  // Makes a call over gRPC that needs the store, and returns its status code.
  grpc::StatusCode ListOverGrpc(const std::string& traceparent) {
    grpc::ClientContext context;
    if (!traceparent.empty()) {
      context.AddMetadata("traceparent", traceparent);
      context.AddMetadata("tracestate", "vendor=1");
      context.AddMetadata("x-request-id", "call-7");
    }
    v1::ListClaimsResponse response;
    return claims_->ListClaims(&context, v1::ListClaimsRequest(), &response).error_code();
  }

  // The value of a metric, -1 if there is none.
  double Metric(const std::string& name) {
    metrics::Families families;
    dispatcher_->CollectMetrics(0, families);
    const std::string text = families.ToText();
    const size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
  }

  Collector collector_;
  std::unique_ptr<tracing::Tracer> own_tracer_;
};

TEST_F(Tracing, SendsTheCallAndTheWorkOfTheStoreUnderIt) {
  StartTraced(Sampling(0));
  ASSERT_EQ(ListOverGrpc(Traceparent("01")), grpc::StatusCode::OK);
  const std::string call_name = "verbatim.v1.ClaimService/ListClaims";
  ASSERT_TRUE(Eventually([&] { return Named(collector_.Spans(kTrace), call_name) != nullptr; }));
  const std::vector<Json> spans = collector_.Spans(kTrace);
  const Json& call = *Named(spans, call_name);
  EXPECT_EQ(call.at("parentSpanId"), kSpan);
  EXPECT_EQ(call.at("traceState"), "vendor=1");
  EXPECT_EQ(call.at("kind"), 2) << "server";
  EXPECT_FALSE(call.contains("status"));
  EXPECT_EQ(AttributeOf(call, "rpc.system"), "grpc");
  EXPECT_EQ(AttributeOf(call, "rpc.service"), "verbatim.v1.ClaimService");
  EXPECT_EQ(AttributeOf(call, "rpc.method"), "ListClaims");
  EXPECT_EQ(AttributeOf(call, "rpc.grpc.status_code"), "0");
  EXPECT_EQ(AttributeOf(call, "verbatim.request_id"), "call-7");
  EXPECT_EQ(AttributeOf(collector_.resource(), "service.name"), "verbatimd");
  // Steps are recorded before their call, and lie in it.
  EXPECT_NE(Named(spans, "worker.wait"), nullptr);
  const auto store = std::ranges::find_if(
      spans, [](const Json& span) { return span.at("name").get<std::string>().starts_with("store."); });
  ASSERT_NE(store, spans.end()) << Json(spans);
  EXPECT_NE(AttributeOf(*store, "db.system.name"), "");
  for (const Json& span : spans) {
    if (span == call) continue;
    EXPECT_EQ(span.at("parentSpanId"), call.at("spanId"));
    EXPECT_GE(std::stoll(span.at("startTimeUnixNano").get<std::string>()),
              std::stoll(call.at("startTimeUnixNano").get<std::string>()));
    EXPECT_LE(std::stoll(span.at("endTimeUnixNano").get<std::string>()),
              std::stoll(call.at("endTimeUnixNano").get<std::string>()));
  }
}

TEST_F(Tracing, SendsCallsOverHttpAndTheirCommits) {
  StartTraced(Sampling(0));
  AddDocument("brief", kBrief);
  const HttpResponse created =
      Post("/v1/claims",
           R"({"claim":{"text":"52","citations":[{"revision":"documents/brief","quote":"fifty-two"}]}})",
           {{"Content-Type", "application/json"}, {"Traceparent", Traceparent("01")}});
  ASSERT_EQ(created.status, 200) << created.body;
  ASSERT_TRUE(Eventually(
      [&] { return Named(collector_.Spans(kTrace), "verbatim.v1.ClaimService/CreateClaim") != nullptr; }));
  const std::vector<Json> spans = collector_.Spans(kTrace);
  EXPECT_EQ(AttributeOf(*Named(spans, "verbatim.v1.ClaimService/CreateClaim"), "rpc.system"), "http");
  ASSERT_NE(Named(spans, "store.commit"), nullptr) << Json(spans);
  EXPECT_EQ(AttributeOf(*Named(spans, "store.commit"), "verbatim.group_writes"), "1");
  EXPECT_NE(Named(spans, "commit.wait"), nullptr);
  for (const char* secret : {"fifty-two", "documents/brief"})
    EXPECT_EQ(Json(spans).dump().find(secret), std::string::npos) << "no texts and no names of resources";
}

TEST_F(Tracing, NamesTheReasonOfAnError) {
  StartTraced(Sampling(0));
  AddDocument("brief", kBrief);
  const auto call = [&](const std::string& name) {
    const auto* found = static_cast<const Json*>(nullptr);
    std::vector<Json> spans;
    EXPECT_TRUE(Eventually([&] {
      spans = collector_.Spans(kTrace);
      found = Named(spans, "verbatim.v1.ClaimService/" + name);
      return found != nullptr;
    }));
    return *found;
  };
  const std::vector<http::Field> fields = {{"Content-Type", "application/json"},
                                           {"traceparent", Traceparent("01")}};
  EXPECT_EQ(Get("/v1/claims/none", fields).status, 404);
  const Json get = call("GetClaim");
  EXPECT_EQ(AttributeOf(get, "rpc.grpc.status_code"), "5");
  EXPECT_EQ(AttributeOf(get, "error.type"), "NOT_FOUND");
  EXPECT_FALSE(get.contains("status")) << "the server has not failed";
  EXPECT_EQ(
      Post("/v1/claims",
           R"({"claim":{"text":"52","citations":[{"revision":"documents/brief","quote":"fifty-three"}]}})",
           fields)
          .status,
      400);
  EXPECT_EQ(AttributeOf(call("CreateClaim"), "error.type"), "QUOTE_NOT_FOUND");
}

TEST_F(Tracing, FollowsTheCallersDecisionAndSamplesOtherwise) {
  const std::string bad = Traceparent("01") + "-more";  // version 00 has no more fields
  const struct {
    double ratio;
    std::string traceparent;
    bool sampled;
  } cases[] = {{0, Traceparent("01"), true},
               {1, Traceparent("00"), false},
               {0, "", false},
               {1, "", true},
               {0, bad, false},
               {1, bad, true}};
  for (const auto& [ratio, traceparent, sampled] : cases) {
    SCOPED_TRACE(traceparent + " " + std::to_string(ratio));
    StartTraced(Sampling(ratio));
    const size_t before = collector_.AllSpans().size();
    EXPECT_EQ(ListOverGrpc(traceparent), grpc::StatusCode::OK);
    if (sampled) {
      EXPECT_TRUE(Eventually([&] { return collector_.AllSpans().size() > before; }));
    }
    EndService();
    const std::vector<Json> spans = collector_.AllSpans();
    EXPECT_EQ(spans.size() > before, sampled);
    if (sampled && traceparent.empty()) {
      EXPECT_FALSE(spans.back().contains("parentSpanId"));
    }
  }
}

TEST_F(Tracing, DoesNotDelayCallsIfTheCollectorIsSlow) {
  collector_.SetStatus(0);
  constexpr size_t kQueued = 50;
  tracing::Tracer::Options options = Sampling(1);
  options.queued_spans = kQueued;
  options.timeout = std::chrono::minutes(10);
  StartTraced(std::move(options));
  ASSERT_EQ(ListOverGrpc(""), grpc::StatusCode::OK);
  ASSERT_TRUE(Eventually([&] { return collector_.requests() == 1; }));
  // The collector has a batch and does not answer. Meanwhile calls end, and what the queue cannot take is dropped.
  for (size_t i = 0; i < 2 * kQueued; ++i) ASSERT_EQ(ListOverGrpc(""), grpc::StatusCode::OK);
  EXPECT_EQ(collector_.requests(), 1);
  EXPECT_TRUE(Eventually([&] { return Metric("verbatim_trace_spans_dropped_total") >= kQueued; }));
  collector_.SetStatus(200);
  EXPECT_TRUE(Eventually([&] { return Metric("verbatim_trace_spans_exported_total") >= kQueued; }));
}

TEST_F(Tracing, CountsWhatACollectorRefusesAndRecovers) {
  std::vector<absl::Status> changes;
  sync::Mutex mutex;
  collector_.SetStatus(400);
  tracing::Tracer::Options options = Sampling(1);
  options.on_change = [&](const absl::Status& state) {
    sync::MutexLock lock(mutex);
    changes.push_back(state);
  };
  StartTraced(std::move(options));
  ASSERT_EQ(ListOverGrpc(""), grpc::StatusCode::OK);
  ASSERT_TRUE(Eventually([&] { return Metric("verbatim_trace_spans_dropped_total") > 0; }));
  collector_.SetStatus(200);
  ASSERT_EQ(ListOverGrpc(""), grpc::StatusCode::OK);
  ASSERT_TRUE(Eventually([&] { return Metric("verbatim_trace_spans_exported_total") > 0; }));
  EndService();
  sync::MutexLock lock(mutex);
  ASSERT_EQ(changes.size(), 2);
  EXPECT_FALSE(changes[0].ok());
  EXPECT_TRUE(changes[1].ok());
}

TEST_F(Tracing, EndsInTimeIfTheCollectorIsAway) {
  tracing::Tracer::Options options = Sampling(1);
  options.url = "http://127.0.0.1:1/v1/traces";
  StartTraced(std::move(options));
  ASSERT_EQ(ListOverGrpc(""), grpc::StatusCode::OK);
  EndService();  // would wait for all attempts if it did not stop
}

}  // namespace
}  // namespace verbatim::test
