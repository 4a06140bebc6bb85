#include <fstream>
#include <iostream>
#include <string>

#include "client/client.h"
#include "client/pages.h"
#include "client/refusal.h"
#include "verify/bundle.h"

// Records a document and a claim, and verifies the claim's proof. Arguments: server address, verifier key file.
int main(int, char** argv) {
  auto client = verbatim::client::Client::Connect(argv[1], {.timeout = std::chrono::seconds(10)});

  verbatim::v1::CreateDocumentRequest document;
  document.set_document_id("outside");
  document.mutable_content()->set_data("On Thursday, fifty-two prisoners crossed the border.");
  if (auto created = client->CreateDocument(document); !created.ok()) {
    std::cerr << created.status() << '\n';
    return 1;
  }

  verbatim::v1::CreateClaimRequest claim;
  claim.set_claim_id("crossed");
  claim.mutable_claim()->set_text("52 prisoners crossed the border.");
  verbatim::v1::Citation& citation = *claim.mutable_claim()->add_citations();
  citation.set_revision("documents/outside");  // its latest revision
  citation.set_quote("fifty-three prisoners crossed");
  if (auto created = client->CreateClaim(claim); !created.ok()) {
    verbatim::client::Refusal refusal = verbatim::client::ReadRefusal(created.status());
    if (refusal.reason != "QUOTE_NOT_FOUND") return 1;
    citation.set_quote(refusal.citation->passages(0).quote());  // the nearest passage
  }
  if (auto created = client->CreateClaim(claim); !created.ok()) return 1;

  verbatim::v1::ListSentencesRequest sentences;
  sentences.set_parent("documents/outside/revisions/1");
  verbatim::client::Pages pages(*client, &verbatim::client::Client::ListSentences, sentences);
  while (auto page = pages.Next())
    for (const auto& sentence : page->sentences()) std::cout << "sentence: " << sentence.text() << '\n';
  if (!pages.status().ok()) return 1;

  verbatim::v1::GetProofBundleRequest request;
  request.set_name("claims/crossed");
  auto proof = client->GetProofBundle(request);
  std::string key_text;
  std::getline(std::ifstream(argv[2]), key_text);
  auto key = verbatim::log::VerifierKey::FromText(key_text);
  if (!proof.ok() || !key.ok()) return 1;
  auto verification = verbatim::verify::VerifyBundle(proof->bundle().SerializeAsString(), *key);
  for (const auto& check : verification.checks) std::cout << check.name << ": " << check.detail << '\n';
  return verification.ok() ? 0 : 1;
}
