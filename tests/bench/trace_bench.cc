// Measures what a trace costs when it is read page by page through the socket. One trace is over a chain of
// claims, each derived from the one before. Another trace is over a source with many claims. Prints a
// Markdown table. The last column is the time per node divided by the time per node at a tenth of the size.
// It is 1 if the time is linear in the size of the response.

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/registry.h"
#include "support/await.h"
#include "support/fail.h"
#include "support/local_server.h"
#include "support/temp_folder.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

ABSL_FLAG(int64_t, chain, 10'000, "Claims in the chain.");
ABSL_FLAG(int64_t, source, 100'000, "Claims on one source.");
ABSL_FLAG(bool, quick, false, "A tenth of the size, to check that the program works.");

namespace v1 = verbatim::v1;
namespace log_ = verbatim::log;
namespace registry = verbatim::registry;
namespace store = verbatim::store;
using Clock = std::chrono::steady_clock;
using verbatim::test::Fail;

namespace {

constexpr char kText[] = "In September 2025, Belarus freed fifty-two prisoners. The envoy said so.\n";
constexpr int kGroup = 1000;
constexpr int kRepetitions = 3;

double Millis(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

std::string ClaimName(const std::string& kind, int64_t number) {
  return absl::StrCat("claims/", kind, "-", number);
}

class Bench {
 public:
  Bench() {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("trace.db"), 8);
    if (!opened.ok()) Fail(opened.status().ToString());
    store_ = *std::move(opened);
    registry_ = std::make_unique<registry::Registry>(
        *store_, registry::Limits{}, sources_,
        registry::LogIdentity{log_::SigningKey::Generate(), "verbatim.test/bench", {}}, [](bool) {});
    server_ = std::make_unique<verbatim::test::LocalServer>(*registry_, folder_.Path("index"));
    stub_ = v1::ProvenanceService::NewStub(server_->Connect());
  }

  void AddDocument(const std::string& id) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_language_code("en");
    request.mutable_content()->set_data(kText);
    auto created = verbatim::test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create(caller_, request, std::move(done)); });
    if (!created.ok()) Fail(created.status().ToString());
  }

  // Adds claims on a document. In a chain, each claim is derived from the one before.
  void AddClaims(const std::string& kind, const std::string& document, int64_t count, bool chain) {
    std::vector<store::Write> writes;
    for (int64_t i = 0; i < count; ++i) {
      registry::WriteContext context{sources_, caller_, no_request_, sources_.now_micros()};
      registry::StoredClaim stored;
      v1::Claim& claim = stored.claim;
      claim.set_name(ClaimName(kind, i));
      claim.set_text(absl::StrCat("Belarus released 52 political prisoners, as was said ", i, " times."));
      claim.set_state(v1::CLAIM_STATE_ACTIVE);
      v1::Citation& citation = *claim.add_citations();
      citation.set_revision("documents/" + document + "/revisions/1");
      citation.set_quote("Belarus freed fifty-two prisoners");
      citation.mutable_span()->set_byte_start(19);
      citation.mutable_span()->set_byte_end(52);
      citation.add_sentences(citation.revision() + "/sentences/0");
      citation.set_quote_sha256(log_::ToBytes(log_::Sha256(citation.quote())));
      stored.ever_cited = {"documents/" + document};
      writes.emplace_back().entries.push_back(
          registry::MakeClaimEntry(log_::EntryType::kClaimCreated, stored, nullptr, context));
      if (chain && i > 0) {
        v1::Link link;
        link.set_name(claim.name() + "/links/l");
        link.set_relation(v1::LINK_RELATION_DERIVED_FROM);
        link.set_target(ClaimName(kind, i - 1));
        writes.back().entries.push_back(
            registry::MakeLinkEntry(log_::EntryType::kLinkCreated, link, nullptr, context));
      }
      if (writes.size() == kGroup || i == count - 1) {
        auto committed = store_->Commit(writes);
        if (!committed.ok()) Fail(committed.status().ToString());
        writes.clear();
      }
    }
  }

  struct Cost {
    int64_t nodes = 0;
    int64_t relations = 0;
    int64_t pages = 0;
    double millis = 0;
    double slowest_page = 0;
    double MicrosANode() const { return millis * 1000 / static_cast<double>(nodes); }
  };

  Cost Trace(const std::string& name, v1::TraceDirection direction) {
    std::vector<Cost> costs;
    for (int i = 0; i < kRepetitions; ++i) costs.push_back(TraceOnce(name, direction));
    std::sort(costs.begin(), costs.end(), [](const Cost& a, const Cost& b) { return a.millis < b.millis; });
    return costs[kRepetitions / 2];
  }

 private:
  Cost TraceOnce(const std::string& name, v1::TraceDirection direction) {
    v1::TraceClaimRequest request;
    request.set_name(name);
    request.set_direction(direction);
    request.set_page_size(1000);
    Cost cost;
    const Clock::time_point start = Clock::now();
    do {
      grpc::ClientContext context;
      v1::TraceClaimResponse response;
      const Clock::time_point page = Clock::now();
      grpc::Status status = stub_->TraceClaim(&context, request, &response);
      if (!status.ok()) Fail(status.error_message());
      cost.slowest_page = std::max(cost.slowest_page, Millis(Clock::now() - page));
      cost.nodes += response.nodes_size();
      cost.relations += response.relations_size();
      ++cost.pages;
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    cost.millis = Millis(Clock::now() - start);
    return cost;
  }

  verbatim::test::TempFolder folder_;
  const registry::Environment sources_ = registry::Environment::System();
  const verbatim::access::Caller caller_;
  const std::optional<store::RequestKey> no_request_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<registry::Registry> registry_;
  std::unique_ptr<verbatim::test::LocalServer> server_;
  std::unique_ptr<v1::ProvenanceService::Stub> stub_;
};

void Print(const char* what, int64_t claims, const Bench::Cost& cost, const Bench::Cost* small) {
  std::printf("| %s | %lld | %lld | %lld | %lld | %.0f | %.1f | %.1f | %s |\n", what,
              static_cast<long long>(claims), static_cast<long long>(cost.nodes),
              static_cast<long long>(cost.relations), static_cast<long long>(cost.pages), cost.millis,
              cost.slowest_page, cost.MicrosANode(),
              small == nullptr
                  ? ""
                  : absl::StrCat(std::round(cost.MicrosANode() / small->MicrosANode() * 100) / 100).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const int64_t part = absl::GetFlag(FLAGS_quick) ? 10 : 1;
  const int64_t chain = absl::GetFlag(FLAGS_chain) / part;
  const int64_t source = absl::GetFlag(FLAGS_source) / part;
  Bench bench;
  for (const char* document : {"chain", "source", "small"}) bench.AddDocument(document);
  bench.AddClaims("chain", "chain", chain, true);
  bench.AddClaims("small", "small", source / 10, false);
  bench.AddClaims("source", "source", source, false);
  std::printf(
      "| trace | claims | nodes | relations | pages | ms | slowest page, ms | µs a node | ratio, goal 1 |\n");
  std::printf("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  auto small = bench.Trace(ClaimName("chain", chain / 10 - 1), v1::TRACE_DIRECTION_UPSTREAM);
  Print("chain, upstream", chain / 10, small, nullptr);
  Print("chain, upstream", chain, bench.Trace(ClaimName("chain", chain - 1), v1::TRACE_DIRECTION_UPSTREAM),
        &small);
  small = bench.Trace("documents/small", v1::TRACE_DIRECTION_DOWNSTREAM);
  Print("source, downstream", source / 10, small, nullptr);
  Print("source, downstream", source, bench.Trace("documents/source", v1::TRACE_DIRECTION_DOWNSTREAM),
        &small);
  return 0;
}
