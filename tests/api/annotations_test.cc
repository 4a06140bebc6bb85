// Imports and exports Web Annotations.

#include "exchange_fixture.h"
#include "google/protobuf/util/time_util.h"
#include "nlohmann/json.hpp"

namespace verbatim::test {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr auto kAnnotations = v1::EXCHANGE_FORMAT_WEB_ANNOTATION;
constexpr char kText[] =
    "Turnout was 61 percent. The lake is safe, he said. The lake is safe, she said. Profits rose 5 percent "
    "too, "
    "while rents rose 5 percent in Leeds.";

class AnnotationsTest : public ExchangeTest {
 protected:
  AnnotationsTest() { AddSource("a", "https://n.example/a", kText); }

  void AddSource(const std::string& id, const std::string& uri, const std::string& text) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_uri(uri);
    request.mutable_content()->set_data(text);
    v1::CreateDocumentResponse created;
    grpc::Status status = CreateDocument(request, &created);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  static Json Quote(const std::string& exact) { return {{"type", "TextQuoteSelector"}, {"exact", exact}}; }
  static Json Target(Json selector, const std::string& source = "https://n.example/a") {
    return {{"source", source}, {"selector", std::move(selector)}};
  }
  static Json Annotation(Json body, Json target) {
    Json annotation = {{"@context", "http://www.w3.org/ns/anno.jsonld"}, {"type", "Annotation"}};
    if (!body.is_null()) annotation["body"] = std::move(body);
    annotation["target"] = std::move(target);
    return annotation;
  }
  static Json On(const std::string& source) {
    return Annotation(nullptr, Target(Quote("Turnout was 61 percent"), source));
  }

  v1::ImportFeedResponse ImportOne(const Json& annotation, const std::string& document = "") {
    auto answers = Import(Options(kAnnotations, document), annotation.dump());
    EXPECT_THAT(answers, SizeIs(1)) << annotation;
    return answers.empty() ? v1::ImportFeedResponse() : answers[0];
  }
  v1::Claim ClaimOf(const Json& annotation, const std::string& document = "") {
    const v1::ImportFeedResponse answer = ImportOne(annotation, document);
    EXPECT_FALSE(answer.has_error()) << answer.error().message() << "\n" << annotation;
    return answer.claim();
  }
  std::string ErrorOf(const Json& annotation, const std::string& document = "") {
    const v1::ImportFeedResponse answer = ImportOne(annotation, document);
    EXPECT_TRUE(answer.has_error()) << answer.ShortDebugString();
    return answer.error().message();
  }
  std::string DocumentOf(const Json& annotation, const std::string& document = "") {
    const std::string revision = ClaimOf(annotation, document).citations(0).revision();
    return revision.substr(0, revision.find("/revisions/"));
  }
  Json ExportedAnnotation() { return Json::parse(ExportAs(kAnnotations)).at("items").back(); }
};

TEST_F(AnnotationsTest, TagsAreLabelsAndNeverTheText) {
  const Json tag = {{"type", "TextualBody"}, {"purpose", {"tagging"}}, {"value", "Human rights"}};
  const Json note = {{"type", "TextualBody"}, {"purpose", "commenting"}, {"value", "Turnout was high."}};
  const Json semantic = {
      {"type", "SpecificResource"}, {"purpose", "oa:tagging"}, {"source", "https://d.example/Leeds"}};
  v1::Claim claim = ClaimOf(Annotation({tag, note, semantic}, Target(Quote("Turnout was 61 percent"))));
  EXPECT_EQ(claim.text(), "Turnout was high.");
  EXPECT_THAT(claim.labels(), UnorderedElementsAre(Pair("human-rights", "Human rights"),
                                                   Pair("https-d-example-leeds", "https://d.example/Leeds")));
  claim = ClaimOf(Annotation(tag, Target(Quote("Turnout was\n  61 percent"))));
  EXPECT_EQ(claim.text(), "Turnout was 61 percent");
  EXPECT_EQ(claim.citations(0).quote(), "Turnout was 61 percent");
  // The exported tags are read again.
  Json exported = ExportedAnnotation();
  EXPECT_EQ(exported["body"].size(), 2u) << exported;
}

TEST_F(AnnotationsTest, BodiesAreReadOrRefused) {
  const Json quote = Target(Quote("Turnout was 61 percent"));
  const Json note = {{"type", "TextualBody"}, {"value", "Turnout was high."}};
  const Json other = {{"type", "TextualBody"}, {"value", "Die Beteiligung war hoch."}, {"language", "de"}};
  auto text = [&](Json body) { return ClaimOf(Annotation(std::move(body), quote)).text(); };
  EXPECT_EQ(text({{"type", "Choice"}, {"items", {note, other}}}), "Turnout was high.");
  EXPECT_EQ(text({{"type", "Composite"}, {"items", {note, other}}}),
            "Turnout was high.\nDie Beteiligung war hoch.");
  EXPECT_EQ(text({{"type", "List"}, {"items", {note}}}), "Turnout was high.");
  EXPECT_EQ(text({{"type", "SpecificResource"}, {"purpose", "commenting"}, {"source", note}}),
            "Turnout was high.");
  EXPECT_EQ(text({{"type", "TextualBody"},
                  {"format", "text/html"},
                  {"value", "<p>Turnout &amp; more <b>rose</b>.</p>"}}),
            "Turnout & more rose.");
  EXPECT_EQ(text({{"type", "TextualBody"}, {"format", "text/html"}, {"value", "Turnout &amp; more"}}),
            "Turnout & more");
  EXPECT_EQ(text("https://n.example/note"), "Turnout was 61 percent");
  auto error = [&](Json body) { return ErrorOf(Annotation(std::move(body), quote)); };
  EXPECT_THAT(error({{"type", "TextualBody"}, {"value", {"a", "b"}}}), HasSubstr("body.value"));
  EXPECT_THAT(error({{"type", "Choice"}, {"items", Json::array()}}), HasSubstr("body"));
  EXPECT_THAT(error({{"type", "List"}, {"items", {note, "https://n.example/note"}}}),
              HasSubstr("body.items"));
  EXPECT_THAT(error({{"type", "SpecificResource"}, {"source", "https://n.example/note"}}),
              HasSubstr("body.source"));
  Json both = Annotation(note, quote);
  both["bodyValue"] = "More";
  EXPECT_THAT(ErrorOf(both), HasSubstr("bodyValue"));
  Json motivated = Annotation({{"type", "TextualBody"}, {"value", "politics"}}, Target(Quote("Profits")));
  motivated["motivation"] = "tagging";
  EXPECT_THAT(ClaimOf(motivated).labels(), ElementsAre(Pair("politics", "politics")));
}

TEST_F(AnnotationsTest, SelectorsSelectOnePlace) {
  auto start = [&](Json selector) {
    return ClaimOf(Annotation(nullptr, Target(std::move(selector)))).citations(0).span().byte_start();
  };
  Json refined = Quote("rents rose 5 percent");
  refined["refinedBy"] = Quote("5 percent");
  EXPECT_EQ(start(refined), 124);
  EXPECT_EQ(
      start({Quote("The lake is safe"), {{"type", "TextPositionSelector"}, {"start", 51}, {"end", 67}}}), 51);
  EXPECT_EQ(start({Quote("The lake is safe"), {{"type", "FragmentSelector"}, {"value", "char=51,67"}}}), 51);
  auto error = [&](Json selector) { return ErrorOf(Annotation(nullptr, Target(std::move(selector)))); };
  EXPECT_THAT(error(Quote("The lake is safe")), HasSubstr("occurs 2 times"));
  EXPECT_THAT(error({Quote("Turnout was"), Quote("The lake is safe, he said")}), HasSubstr("the same words"));
  EXPECT_THAT(error({{"type", "TextQuoteSelector"}, {"exact", {"Turnout", "was"}}}), HasSubstr("only once"));
  EXPECT_THAT(error({{"type", "TextPositionSelector"}, {"start", 0}, {"end", 5}}), HasSubstr("exact words"));
}

TEST_F(AnnotationsTest, CreatorAndCreatedBecomeTheAttribution) {
  Json annotation = On("https://n.example/a");
  annotation["creator"] = {{"id", "https://ann.example/"}, {"type", "Person"}, {"name", "Ann"}};
  annotation["created"] = "2026-03-04T10:00:00Z";
  const v1::Attribution attribution = ClaimOf(annotation).attribution();
  EXPECT_EQ(attribution.agent().name(), "Ann");
  EXPECT_EQ(attribution.agent().id(), "https://ann.example/");
  EXPECT_EQ(attribution.agent().kind(), v1::AGENT_KIND_PERSON);
  EXPECT_EQ(attribution.end_time().seconds(), 1772618400);
  const Json exported = ExportedAnnotation();
  EXPECT_EQ(exported["creator"], annotation["creator"]);
  EXPECT_EQ(exported["created"], annotation["created"]);
}

TEST_F(AnnotationsTest, WhatIsNotKeptIsNoted) {
  Json annotation = Annotation({{{"type", "TextualBody"}, {"value", "Turnout was high."}, {"language", "en"}},
                                {{"type", "TextualBody"}, {"value", "More."}},
                                "https://n.example/note"},
                               Target(Quote("Turnout was 61 percent")));
  annotation["rights"] = "https://l.example/";
  annotation["created"] = "2026-03-04T10:00:00Z";
  annotation["target"]["scope"] = "https://n.example/";
  std::vector<std::string> noted;
  const v1::ImportFeedResponse answer = ImportOne(annotation);
  for (const v1::ImportNote& note : answer.notes()) noted.push_back(note.property());
  EXPECT_THAT(noted, UnorderedElementsAre("body[0].language", "body[1]", "body[2]", "rights", "created",
                                          "target.scope"));
  annotation = On("https://n.example/a");
  annotation["creator"] = "https://ann.example/";
  annotation["created"] = "2026-03-04T10:00:00Z";
  EXPECT_THAT(ImportOne(annotation).notes(), SizeIs(0));
}

TEST_F(AnnotationsTest, CreatorsOfOtherFormsAreRead) {
  auto agent = [&](Json creator, const std::string& text) {
    Json annotation = Annotation({{"type", "TextualBody"}, {"value", text}}, Target(Quote("Turnout")));
    annotation["creator"] = std::move(creator);
    return ClaimOf(annotation).attribution().agent();
  };
  EXPECT_EQ(agent("https://ann.example/", "1").id(), "https://ann.example/");
  EXPECT_EQ(agent("https://ann.example/", "1").name(), "");
  EXPECT_EQ(agent({{"type", "Person"}, {"name", "Ann"}}, "2").id(), "Ann");
  EXPECT_EQ(agent({{{"type", "Software"}, {"nickname", "bot"}}, {{"name", "Ann"}}}, "3").id(), "bot");
  EXPECT_EQ(agent({{"type", "foaf:Organization"}, {"name", std::string(1000, 'x')}}, "4").name().size(),
            256u);
}

TEST_F(AnnotationsTest, HypothesisJsonIsRead) {
  const Json row = {
      {"id", "xyz"},
      {"created", "2026-03-04T10:00:00.123456+00:00"},
      {"user", "acct:ann@hypothes.is"},
      {"user_info", {{"display_name", "Ann Example"}}},
      {"uri", "https://n.example/a"},
      {"text", "Turnout was high."},
      {"tags", {"politics", "Право"}},
      {"group", "__world__"},
      {"target", {{{"source", "https://n.example/a"}, {"selector", {Quote("Turnout was 61 percent")}}}}}};
  Json reply = row;
  reply["references"] = {"xyz"};
  reply["target"] = {{{"source", "https://n.example/a"}}};
  for (const Json& file :
       {row, Json{{"total", 1}, {"rows", {row}}},
        Json{{"export_date", "2026-03-05"}, {"export_userid", "x"}, {"annotations", {row}}}}) {
    auto answers = Import(Options(kAnnotations), file.dump());
    ASSERT_THAT(answers, SizeIs(1)) << file;
    const v1::Claim& claim = answers[0].claim();
    EXPECT_EQ(claim.text(), "Turnout was high.") << answers[0].ShortDebugString();
    EXPECT_EQ(claim.attribution().agent().name(), "Ann Example");
    EXPECT_EQ(claim.attribution().end_time().nanos(), 123456000);
    EXPECT_THAT(claim.labels(), UnorderedElementsAre(Pair("politics", "politics"), Pair("tag-1", "Право")));
  }
  EXPECT_THAT(ErrorOf(reply), HasSubstr("references"));
}

TEST_F(AnnotationsTest, CollectionsAndGraphsAreRead) {
  const Json annotation = On("https://n.example/a");
  const Json page = {{"type", "AnnotationPage"}, {"startIndex", 0}, {"items", {annotation}}};
  const Json person = {{"id", "https://h.example/u"}, {"type", "Person"}, {"name", "Ann"}};
  for (const Json& file : {page, Json{{"type", "AnnotationCollection"}, {"total", 1}, {"first", page}},
                           Json{{"@graph", {annotation, person}}}, Json{{"@graph", {person, annotation}}},
                           Json::array({annotation})}) {
    auto answers = Import(Options(kAnnotations), file.dump());
    ASSERT_THAT(answers, SizeIs(1)) << file;
    EXPECT_FALSE(answers[0].has_error()) << answers[0].error().message() << file;
  }
  EXPECT_THAT(ErrorOf(person), HasSubstr("Annotation")) << "it is not beside others";
}

TEST_F(AnnotationsTest, AUriWithAFragmentIsFoundExactlyFirst) {
  AddSource("home", "https://spa.example/", kText);
  AddSource("story", "https://spa.example/#/story/5", kText);
  EXPECT_EQ(DocumentOf(On("https://spa.example/#/story/5")), "documents/story");
  EXPECT_EQ(DocumentOf(On("https://spa.example/#/story/6")), "documents/home");
  EXPECT_EQ(DocumentOf(On("https://spa.example/")), "documents/home");
  EXPECT_EQ(DocumentOf(On("https://spa.example")), "documents/home");
  EXPECT_EQ(DocumentOf(On("https://n.example/a/#:~:text=Turnout")), "documents/a");
  EXPECT_THAT(ErrorOf(On("https://n.example/b")), HasSubstr("no document has the URI https://n.example/b"));
  EXPECT_THAT(ErrorOf(On("https://n.example/a?page=2")), HasSubstr("no document has the URI"));
  Json canonical = On("https://m.n.example/a");
  canonical["target"]["canonical"] = "https://n.example/a";
  EXPECT_EQ(DocumentOf(canonical), "documents/a");
}

TEST_F(AnnotationsTest, DocumentsWithOneUriAreToldApart) {
  AddSource("copy", "https://n.example/a", kText);
  EXPECT_THAT(ErrorOf(On("https://n.example/a")), HasSubstr("options.document"));
  EXPECT_EQ(DocumentOf(On("https://n.example/a"), "documents/copy"), "documents/copy");
  EXPECT_EQ(DocumentOf(On("https://n.example/a"), "documents/a"), "documents/a");
  EXPECT_THAT(ErrorOf(On("https://n.example/a"), "documents/brief"), HasSubstr("several documents"));
}

TEST_F(AnnotationsTest, ADefaultDocumentKeepsTheAppearance) {
  const v1::Claim claim = ClaimOf(On("https://n.example/elsewhere"), "documents/a");
  EXPECT_EQ(claim.appearance_uri(), "https://n.example/elsewhere");
  EXPECT_EQ(claim.citations(0).revision(), "documents/a/revisions/1");
}

TEST_F(AnnotationsTest, ACachedStateNeverBeatsTheSource) {
  AddSource("b", "https://n.example/b", kText);
  Json annotation = On("https://n.example/a");
  annotation["target"]["state"] = {{"type", "TimeState"},
                                   {"cached", "https://facts.example/documents/b/revisions/1"}};
  EXPECT_THAT(ErrorOf(annotation), HasSubstr("documents/b/revisions/1"));
  annotation["target"]["source"] = "https://n.example/b#top";
  EXPECT_EQ(DocumentOf(annotation), "documents/b");
  annotation["target"]["state"]["cached"] = "https://facts.example/documents/none/revisions/1";
  EXPECT_EQ(DocumentOf(annotation), "documents/b") << "a name that is not here";
  annotation["target"]["source"] = "https://n.example/none";
  EXPECT_EQ(DocumentOf(annotation, "documents/a"), "documents/a");
}

TEST_F(AnnotationsTest, TimeStateSelectsARevision) {
  v1::CreateRevisionRequest request;
  request.set_parent("documents/a");
  request.mutable_content()->set_data("Turnout was 62 percent.");
  grpc::ClientContext context;
  v1::CreateRevisionResponse response;
  ASSERT_TRUE(documents_->CreateRevision(&context, request, &response).ok());
  Json annotation = On("https://n.example/a");
  EXPECT_THAT(ErrorOf(annotation), HasSubstr("does not occur"));
  v1::GetRevisionRequest get;
  get.set_name("documents/a/revisions/1");
  grpc::ClientContext get_context;
  v1::GetRevisionResponse first;
  ASSERT_TRUE(documents_->GetRevision(&get_context, get, &first).ok());
  const std::string time = google::protobuf::util::TimeUtil::ToString(first.revision().create_time());
  annotation["target"]["state"] = {{"type", "TimeState"}, {"sourceDate", "1999-01-01T00:00:00Z"}};
  EXPECT_THAT(ErrorOf(annotation), HasSubstr("does not occur"));
  annotation["target"]["state"]["sourceDate"] = time;
  EXPECT_EQ(ClaimOf(annotation).citations(0).revision(), "documents/a/revisions/1");
  annotation["target"]["selector"] = Quote("Turnout was 62 percent");
  EXPECT_EQ(ClaimOf(annotation).citations(0).revision(), "documents/a/revisions/2")
      << "the latest revision, if the older one does not have the words";
}

TEST_F(AnnotationsTest, AFileFromBeforeAnErasureChangesNothing) {
  v1::CreateClaimRequest create = ClaimOn("a", "Turnout was 61 percent");
  create.set_claim_id("two");
  create.mutable_claim()->add_citations()->set_revision("documents/other");
  create.mutable_claim()->mutable_citations(1)->set_quote("The envoy");
  AddClaim(create);
  const std::string file = ExportAs(kAnnotations);
  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/a");
  request.set_requested_by("Court");
  request.set_reason("personal data");
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  for (const std::string& again : {file, ExportAs(kAnnotations)}) {
    for (const auto& answer : Import(Options(kAnnotations), again)) {
      EXPECT_TRUE(answer.unchanged()) << answer.ShortDebugString();
    }
  }
}

TEST_F(AnnotationsTest, AnExportIsImportedIntoAnotherRegistry) {
  Json annotation = ClaimOf(On("https://n.example/a")).name().empty() ? Json() : ExportedAnnotation();
  v1::ImportFeedOptions options = Options(kAnnotations);
  options.set_base_uri("https://elsewhere.example/");  // none of the names is known
  auto answers = Import(options, annotation.dump());
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_FALSE(answers[0].has_error()) << answers[0].error().message();
  EXPECT_EQ(answers[0].claim().citations(0).revision(), "documents/a/revisions/1");
  answers = Import(options, annotation.dump());
  EXPECT_TRUE(answers[0].unchanged());
}

}  // namespace
}  // namespace verbatim::test
