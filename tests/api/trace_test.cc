#include <map>
#include <set>
#include <tuple>

#include "registry/requests/canonical_bytes.h"
#include "review_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

using Edge = std::tuple<std::string, std::string, std::string>;  // subject, role, object

class TraceTest : public ReviewTest {
 protected:
  struct Graph {
    std::map<std::string, v1::ProvenanceNode> nodes;
    std::set<Edge> edges;
    std::vector<std::string> order;
    int pages = 0;
    int relations = 0;
    bool truncated = false;
  };

  grpc::Status TraceOnce(const v1::TraceClaimRequest& request, v1::TraceClaimResponse* response) {
    grpc::ClientContext context;
    return provenance_->TraceClaim(&context, request, response);
  }

  Graph Trace(const std::string& name, v1::TraceDirection direction = v1::TRACE_DIRECTION_UNSPECIFIED,
              int page_size = 0, int max_depth = 0, int max_nodes = 0) {
    v1::TraceClaimRequest request;
    request.set_name(name);
    request.set_direction(direction);
    request.set_page_size(page_size);
    request.set_max_depth(max_depth);
    request.set_max_nodes(max_nodes);
    Graph graph;
    do {
      v1::TraceClaimResponse response;
      grpc::Status status = TraceOnce(request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      if (page_size > 0) {
        EXPECT_LE(response.nodes_size(), page_size);
      }
      for (const auto& node : response.nodes()) {
        EXPECT_TRUE(graph.nodes.emplace(node.name(), node).second) << node.name() << " comes twice";
        graph.order.push_back(node.name());
      }
      for (const auto& relation : response.relations()) {
        EXPECT_TRUE(graph.edges.insert({relation.subject(), relation.role(), relation.object()}).second)
            << relation.ShortDebugString() << " comes twice";
      }
      ++graph.pages;
      graph.truncated = response.truncated();
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    for (const auto& [subject, role, object] : graph.edges) {
      EXPECT_TRUE(graph.nodes.contains(subject)) << subject << " is an end of a relation but not a node";
      EXPECT_TRUE(graph.nodes.contains(object)) << object << " is an end of a relation but not a node";
    }
    return graph;
  }

  static std::vector<std::string> Names(const Graph& graph) {
    std::vector<std::string> names;
    for (const auto& [name, node] : graph.nodes) names.push_back(name);
    return names;
  }
};

TEST_F(TraceTest, UpstreamOfAReviewIsEverythingItRestsOn) {
  v1::CreateClaimRequest claim = ClaimOn("brief", "freed fifty-two prisoners");
  claim.set_claim_id("told");
  claim.mutable_claim()->mutable_claimant()->set_name("The ministry");
  v1::Attribution& attribution = *claim.mutable_claim()->mutable_attribution();
  attribution.mutable_agent()->set_kind(v1::AGENT_KIND_SOFTWARE);
  attribution.mutable_agent()->set_id("reader@7");
  attribution.set_method("prompt 3");
  attribution.add_derived_from("https://example.org/feed?x=1");
  AddClaim(claim);
  AddEvidence("claims/told", "other", "The envoy", "e");
  v1::CreateReviewRequest request = ReviewOf("claims/told", "True");
  request.set_review_id("r");
  request.mutable_review()->add_evidence("claims/told/evidence/e");
  AddReview(request);

  Graph graph = Trace("claims/told/reviews/r", v1::TRACE_DIRECTION_UPSTREAM);
  EXPECT_THAT(Names(graph),
              UnorderedElementsAre("claims/told/reviews/r", "claims/told", "claims/told/evidence/e",
                                   "claims/told/activity", "documents/brief", "documents/brief/revisions/1",
                                   "documents/brief/revisions/1/sentences/0", "documents/other",
                                   "documents/other/revisions/1", "documents/other/revisions/1/sentences/1",
                                   "agents/Facts%20Weekly", "agents/The%20ministry", "agents/reader%407",
                                   "https://example.org/feed?x=1"));
  EXPECT_THAT(graph.edges,
              UnorderedElementsAre(
                  Edge{"claims/told/reviews/r", "review", "claims/told"},
                  Edge{"claims/told/reviews/r", "evidence", "claims/told/evidence/e"},
                  Edge{"claims/told/reviews/r", "reviewer", "agents/Facts%20Weekly"},
                  Edge{"claims/told", "supports", "claims/told/evidence/e"},
                  Edge{"claims/told", "claimant", "agents/The%20ministry"},
                  Edge{"claims/told", "", "claims/told/activity"},
                  Edge{"claims/told/activity", "", "agents/reader%407"},
                  Edge{"claims/told/activity", "", "https://example.org/feed?x=1"},
                  Edge{"claims/told", "quotation", "documents/brief/revisions/1/sentences/0"},
                  Edge{"documents/brief/revisions/1/sentences/0", "part", "documents/brief/revisions/1"},
                  Edge{"documents/brief/revisions/1", "", "documents/brief"},
                  Edge{"claims/told/evidence/e", "quotation", "documents/other/revisions/1/sentences/1"},
                  Edge{"documents/other/revisions/1/sentences/1", "part", "documents/other/revisions/1"},
                  Edge{"documents/other/revisions/1", "", "documents/other"}));
  EXPECT_EQ(graph.nodes["claims/told/reviews/r"].depth(), 0);
  EXPECT_EQ(graph.nodes["claims/told"].log_index(), 5);
  EXPECT_EQ(graph.nodes["agents/reader%407"].attributes().at("agent_kind"), "SOFTWARE");
  EXPECT_EQ(graph.nodes["claims/told/activity"].attributes().at("method"), "prompt 3");
}

TEST_F(TraceTest, DownstreamOfASourceIsEverythingThatRestsOnIt) {
  AddNamedClaim("elsewhere", "other", "The envoy");
  AddNamedClaim("derived", "other", "fly again");
  AddNamedClaim("unrelated", "other", "the airline did");
  AddEvidence("claims/elsewhere", "brief", "fly again", "e");
  AddLink("claims/derived", v1::LINK_RELATION_DERIVED_FROM, "claims/freed");
  v1::CreateReviewRequest review = ReviewOf("claims/derived", "True");
  review.set_review_id("r");
  AddReview(review);

  Graph graph = Trace("documents/brief", v1::TRACE_DIRECTION_DOWNSTREAM);
  EXPECT_THAT(Names(graph), UnorderedElementsAre("documents/brief", "documents/brief/revisions/1",
                                                 "documents/brief/revisions/1/sentences/0",
                                                 "documents/brief/revisions/1/sentences/1", "claims/freed",
                                                 "claims/elsewhere/evidence/e", "claims/elsewhere",
                                                 "claims/derived", "claims/derived/reviews/r"));
  EXPECT_THAT(graph.edges, IsSupersetOf({Edge{"claims/elsewhere", "supports", "claims/elsewhere/evidence/e"},
                                         Edge{"claims/derived", "derived_from", "claims/freed"},
                                         Edge{"claims/derived/reviews/r", "review", "claims/derived"}}));
}

TEST_F(TraceTest, CyclesAreFollowedOnce) {
  AddNamedClaim("b", "other", "The envoy");
  AddNamedClaim("c", "other", "fly again");
  AddLink("claims/freed", v1::LINK_RELATION_NARROWS, "claims/b");
  AddLink("claims/b", v1::LINK_RELATION_NARROWS, "claims/c");
  AddLink("claims/c", v1::LINK_RELATION_NARROWS, "claims/freed");
  AddLink("claims/b", v1::LINK_RELATION_NARROWS, "claims/freed");
  const std::vector<Edge> circle = {
      Edge{"claims/freed", "narrows", "claims/b"}, Edge{"claims/b", "narrows", "claims/c"},
      Edge{"claims/c", "narrows", "claims/freed"}, Edge{"claims/b", "narrows", "claims/freed"}};
  for (v1::TraceDirection direction :
       {v1::TRACE_DIRECTION_UNSPECIFIED, v1::TRACE_DIRECTION_UPSTREAM, v1::TRACE_DIRECTION_DOWNSTREAM}) {
    for (int page_size : {0, 1, 3}) {
      Graph graph = Trace("claims/freed", direction, page_size);
      EXPECT_THAT(graph.edges, IsSupersetOf(circle)) << direction << " " << page_size;
    }
  }
}

TEST_F(TraceTest, PagesAddUpToTheWholeGraph) {
  for (int i = 0; i < 40; ++i) {
    std::string id = "c" + std::to_string(i);
    AddNamedClaim(id, i % 2 == 0 ? "brief" : "other", "The envoy");
    AddEvidence("claims/" + id, "other", "fly again");
    if (i > 0) AddLink("claims/" + id, v1::LINK_RELATION_REPEATS, "claims/c" + std::to_string(i - 1));
  }
  for (const char* start : {"documents/brief", "claims/c20", "documents/other/revisions/1"}) {
    Graph whole = Trace(start, v1::TRACE_DIRECTION_UNSPECIFIED, 1000);
    EXPECT_EQ(whole.pages, 1);
    Graph paged = Trace(start, v1::TRACE_DIRECTION_UNSPECIFIED, 7);
    EXPECT_GT(paged.pages, 5);
    EXPECT_EQ(paged.order, whole.order);
    EXPECT_EQ(paged.edges, whole.edges);
  }
}

TEST_F(TraceTest, APageCanBeReadAgainAlsoAfterARestart) {
  for (int i = 0; i < 20; ++i) AddNamedClaim("c" + std::to_string(i), "brief", "The envoy");
  v1::TraceClaimRequest request;
  request.set_name("documents/brief");
  request.set_page_size(5);
  v1::TraceClaimResponse first, second, again;
  ASSERT_TRUE(TraceOnce(request, &first).ok());
  request.set_page_token(first.next_page_token());
  ASSERT_TRUE(TraceOnce(request, &second).ok());
  second.clear_next_page_token();  // random
  ASSERT_TRUE(TraceOnce(request, &again).ok());
  again.clear_next_page_token();
  EXPECT_EQ(registry::CanonicalBytes(again), registry::CanonicalBytes(second));
  Start();
  ASSERT_TRUE(TraceOnce(request, &again).ok());
  again.clear_next_page_token();
  EXPECT_EQ(registry::CanonicalBytes(again), registry::CanonicalBytes(second));
  request.set_name("claims/freed");
  EXPECT_THAT(BadFields(TraceOnce(request, &again)), ElementsAre("page_token"));
}

TEST_F(TraceTest, DepthAndSizeLimitTheGraphAndMarkItTruncated) {
  Graph shallow = Trace("claims/freed", v1::TRACE_DIRECTION_UPSTREAM, 0, 1);
  EXPECT_THAT(Names(shallow),
              UnorderedElementsAre("claims/freed", "documents/brief/revisions/1/sentences/0"));
  EXPECT_TRUE(shallow.truncated);
  Graph small = Trace("claims/freed", v1::TRACE_DIRECTION_UPSTREAM, 0, 0, 3);
  EXPECT_EQ(small.nodes.size(), 3u);
  EXPECT_TRUE(small.truncated);
  EXPECT_FALSE(Trace("claims/freed").truncated);

  registry::Limits limits;
  limits.trace_nodes = 3;
  Start(limits);
  v1::TraceClaimRequest request;
  request.set_name("claims/freed");
  v1::TraceClaimResponse response;
  EXPECT_EQ(TraceOnce(request, &response).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(TraceTest, RevisionsFollowOneAnotherUpstream) {
  grpc::ClientContext context;
  v1::CreateRevisionRequest request;
  request.set_parent("documents/brief");
  request.mutable_content()->set_data("Belarus freed fifty-two prisoners, the ministry said.");
  v1::CreateRevisionResponse response;
  ASSERT_TRUE(documents_->CreateRevision(&context, request, &response).ok());
  AddNamedClaim("later", "brief", "the ministry said");
  Graph graph = Trace("claims/later", v1::TRACE_DIRECTION_UPSTREAM);
  EXPECT_THAT(graph.edges,
              Contains(Edge{"documents/brief/revisions/2", "revision", "documents/brief/revisions/1"}));
  EXPECT_THAT(Names(Trace("documents/brief/revisions/1", v1::TRACE_DIRECTION_DOWNSTREAM)),
              Not(Contains("claims/later")))
      << "it cites revision 2";
}

TEST_F(TraceTest, ErasedResourcesAreNodesWithoutText) {
  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/brief");
  request.set_requested_by("Court");
  request.set_reason("personal data");
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  Graph graph = Trace("claims/freed");
  for (const char* name :
       {"documents/brief", "documents/brief/revisions/1", "documents/brief/revisions/1/sentences/0"}) {
    ASSERT_TRUE(graph.nodes.contains(name)) << name;
    EXPECT_EQ(graph.nodes[name].label(), "");
    EXPECT_EQ(graph.nodes[name].attributes().at("erased"), "true");
  }
}

TEST_F(TraceTest, BadRequestsAreRefused) {
  v1::TraceClaimRequest request;
  v1::TraceClaimResponse response;
  request.set_name("claims/none");
  EXPECT_EQ(TraceOnce(request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
  request.set_name("agents/ann");
  request.set_max_depth(-1);
  request.set_max_nodes(-1);
  EXPECT_THAT(BadFields(TraceOnce(request, &response)),
              UnorderedElementsAre("name", "max_depth", "max_nodes"));
}

}  // namespace
}  // namespace verbatim::test
