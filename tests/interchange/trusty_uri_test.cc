#include "interchange/trusty_uri.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace verbatim::interchange {
namespace {

// The nanopublication testsuite/valid/trusty1.trig of github.com/Nanopublication/nanopub-java, which includes
// the expected URI.
std::vector<Quad> Known() {
  const std::string np = "http://example.org/nanopub-validator-example/ ";
  const std::string nschema = "http://www.nanopub.org/nschema#";
  const std::string npx = "http://purl.org/nanopub/x/";
  const std::string type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  return {
      {np + "#Head", np, nschema + "hasAssertion", np + "#assertion", ""},
      {np + "#Head", np, nschema + "hasProvenance", np + "#provenance", ""},
      {np + "#Head", np, nschema + "hasPublicationInfo", np + "#pubinfo", ""},
      {np + "#Head", np, type, nschema + "Nanopublication", ""},
      {np + "#assertion", np + "#assertion", npx + "asSentence",
       "http://purl.org/aida/Malaria+is+transmitted+by+mosquitoes.", ""},
      {np + "#assertion", np + "#assertion", type, npx + "UnderspecifiedAssertion", ""},
      {np + "#provenance", np + "#assertion", "http://www.w3.org/ns/prov#hadPrimarySource",
       "http://dx.doi.org/10.3233/ISU-2010-0613", ""},
      {np + "#pubinfo", np, "http://purl.org/dc/terms/created", "2014-07-29T10:13:35+01:00",
       "http://www.w3.org/2001/XMLSchema#dateTime"},
      {np + "#pubinfo", np, "http://purl.org/pav/createdBy", "http://orcid.org/0000-0002-1267-0234", ""},
      {np + "#pubinfo", np, type, npx + "ExampleNanopub", ""},
  };
}

TEST(ArtifactCode, MatchesTheOneOfNanopubJava) {
  EXPECT_EQ(ArtifactCode(Known()), "RAPpJU5UOB4pavfWyk7FE3WQiam5yBpmIlviAQWtBSC4M");
}

TEST(ArtifactCode, DoesNotDependOnOrderOrRepetition) {
  std::vector<Quad> quads = Known();
  std::reverse(quads.begin(), quads.end());
  quads.push_back(quads.front());
  EXPECT_EQ(ArtifactCode(quads), ArtifactCode(Known()));
}

TEST(ArtifactCode, ChangesWithEveryPartOfAStatement) {
  const std::string code = ArtifactCode(Known());
  for (auto part : {&Quad::graph, &Quad::subject, &Quad::predicate, &Quad::object, &Quad::datatype}) {
    std::vector<Quad> quads = Known();
    quads[7].*part += "x";
    EXPECT_NE(ArtifactCode(quads), code);
  }
}

}  // namespace
}  // namespace verbatim::interchange
