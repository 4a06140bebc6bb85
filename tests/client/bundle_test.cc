#include "verify/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>

#include "registry/registry.h"
#include "support/forged_bundles.h"
#include "support/process.h"
#include "support/temp_folder.h"
#include "verify/audit.h"

namespace verbatim::verify {
namespace {

using ::testing::HasSubstr;

constexpr char kText[] =
    "In September 2025, Belarus freed fifty-two prisoners. Fourteen of them were foreign nationals. The "
    "airline would "
    "fly again.";

// Bundles that a real registry makes.
class BundleTest : public ::testing::Test {
 protected:
  BundleTest()
      : store_(*store::OpenStore("sqlite:" + folder_.Path("test.db"), 2)),
        key_(log::SigningKey::Generate()),
        verifier_{"verbatim.test/log", log::SignatureType::kEd25519, key_.public_key()},
        registry_(*store_, registry::Limits(), registry::Environment::System(),
                  registry::LogIdentity{*log::SigningKey::FromPem(key_.ToPem()), verifier_.name, {witness_}},
                  nullptr) {
    AddDocument("brief");
    AddClaim("one", "Fourteen of them");
    AddClaim("two", "prisoners. Fourteen of them were foreign nationals.");  // in two sentences
  }

  void AddDocument(const std::string& id) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_language_code("en");
    request.mutable_content()->set_data(kText);
    std::promise<void> done;
    registry_.documents().Create({"CN=desk"}, request,
                                 [&](absl::StatusOr<v1::CreateDocumentResponse> response) {
                                   EXPECT_TRUE(response.ok()) << response.status();
                                   done.set_value();
                                 });
    done.get_future().wait();
  }
  void AddClaim(const std::string& id, const std::string& quote) {
    v1::CreateClaimRequest request;
    request.set_claim_id(id);
    request.mutable_claim()->set_text("A claim.");
    request.mutable_claim()->add_citations()->set_revision("documents/brief");
    request.mutable_claim()->mutable_citations(0)->set_quote(quote);
    std::promise<void> done;
    registry_.claims().Create(
        {"CN=desk"}, request, registry::WhenFull::kRefuse,
        [&](const absl::StatusOr<registry::SerializedMessage<v1::CreateClaimResponse>>& response) {
          EXPECT_TRUE(response.ok()) << response.status();
          done.set_value();
        });
    done.get_future().wait();
  }
  void Erase() {
    v1::EraseDocumentRequest request;
    request.set_name("documents/brief");
    request.set_requested_by("a court");
    request.set_reason("an order");
    ASSERT_TRUE(registry_.documents().Erase({}, request).ok());
  }

  // Adds evidence, a review and a link to claims/one.
  void AddChildren() {
    v1::CreateEvidenceRequest evidence;
    evidence.set_parent("claims/one");
    evidence.set_evidence_id("e");
    evidence.mutable_evidence()->set_stance(v1::EVIDENCE_STANCE_SUPPORTS);
    v1::Citation& citation = *evidence.mutable_evidence()->mutable_citation();
    citation.set_revision("documents/brief");
    citation.set_quote("Fourteen of them");
    ASSERT_TRUE(registry_.evidence().CreateEvidence({}, evidence).ok());
    v1::CreateReviewRequest review;
    review.set_parent("claims/one");
    review.set_review_id("r");
    review.mutable_review()->mutable_reviewer()->set_name("Desk");
    review.mutable_review()->mutable_rating()->set_words("True");
    ASSERT_TRUE(registry_.reviews().CreateReview({}, review).ok());
    v1::CreateLinkRequest link;
    link.set_parent("claims/one");
    link.set_link_id("l");
    link.mutable_link()->set_relation(v1::LINK_RELATION_CONTRADICTS);
    link.mutable_link()->set_target("claims/two");
    ASSERT_TRUE(registry_.links().CreateLink({}, link).ok());
  }

  // Retracts the evidence and the link of AddChildren, and corrects documents/brief.
  void Correct() {
    v1::RetractEvidenceRequest evidence;
    evidence.set_name("claims/one/evidence/e");
    evidence.set_reason("about others");
    ASSERT_TRUE(registry_.evidence().RetractEvidence({}, evidence).ok());
    v1::RetractLinkRequest link;
    link.set_name("claims/one/links/l");
    link.set_reason("about others");
    ASSERT_TRUE(registry_.links().RetractLink({}, link).ok());
    v1::UpdateDocumentRequest document;
    document.mutable_document()->set_name("documents/brief");
    document.mutable_document()->set_title("Minsk");
    document.mutable_document()->mutable_publish_time()->set_seconds(1);
    ASSERT_TRUE(registry_.documents().Update({}, document).ok());
  }

  v1::ProofBundle Bundle(const std::string& name, bool text = false, bool cosigned = false) {
    v1::GetProofBundleRequest request;
    request.set_name(name);
    request.set_include_text(text);
    request.set_cosigned(cosigned);
    auto response = registry_.provenance().GetProofBundle(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->bundle() : v1::ProofBundle();
  }
  Verification Verify(const v1::ProofBundle& bundle) {
    return VerifyBundle(bundle.SerializeAsString(), verifier_);
  }
  // Returns the check that fails, and why.
  std::string Refusal(const v1::ProofBundle& bundle) {
    Verification verification = Verify(bundle);
    EXPECT_FALSE(verification.ok());
    return verification.checks.empty()
               ? ""
               : verification.checks.back().name + ": " + verification.checks.back().detail;
  }

  // Returns everything that a verified bundle tells its reader.
  static std::string Facts(const Verification& verification) {
    std::string facts = verification.checkpoint.ToText() + std::to_string(verification.index) +
                        log::EncodeLeaf(verification.leaf);
    if (verification.payload) facts += verification.payload->SerializeAsString();
    for (const v1::Revision& revision : verification.revisions) facts += revision.SerializeAsString();
    for (const auto& sentences : verification.sentences) {
      for (const v1::SentenceProof& sentence : sentences) facts += sentence.SerializeAsString();
    }
    for (const Check& check : verification.checks) facts += check.name + check.detail;
    return facts;
  }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  const log::SigningKey key_;
  const log::VerifierKey verifier_;
  const log::SigningKey witness_key_ = log::SigningKey::Generate();
  const log::VerifierKey witness_{"witness.test/w", log::SignatureType::kCosignature,
                                  witness_key_.public_key()};
  registry::Registry registry_;
};

TEST_F(BundleTest, OfAClaimContainsItsSentenceButNotTheText) {
  Verification verification = Verify(Bundle("claims/one"));
  ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
  EXPECT_EQ(verification.leaf.resource, "claims/one");
  EXPECT_EQ(verification.leaf.principal, "CN=desk");
  EXPECT_EQ(verification.index, 2);
  EXPECT_EQ(verification.payload->claim().text(), "A claim.");
  ASSERT_EQ(verification.sentences.size(), 1u);
  ASSERT_EQ(verification.sentences[0].size(), 1u);
  EXPECT_EQ(verification.sentences[0][0].text(), "Fourteen of them were foreign nationals.");
  EXPECT_EQ(verification.revisions[0].text(), "");
}

TEST_F(BundleTest, OfAQuoteInTwoSentencesContainsBoth) {
  Verification verification = Verify(Bundle("claims/two"));
  ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
  EXPECT_EQ(verification.sentences[0].size(), 2u);
}

TEST_F(BundleTest, ContainsTheFullTextIfRequested) {
  Verification verification = Verify(Bundle("claims/one", true));
  ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
  EXPECT_EQ(verification.revisions[0].text(), kText);
  Verification revision = Verify(Bundle("documents/brief/revisions/1", true));
  ASSERT_TRUE(revision.ok()) << revision.checks.back().detail;
  EXPECT_EQ(revision.revisions[0].text(), kText);
  EXPECT_TRUE(Verify(Bundle("documents/brief")).ok());
}

TEST_F(BundleTest, OfEvidenceContainsItsSentence) {
  AddChildren();
  const Verification verification = Verify(Bundle("claims/one/evidence/e"));
  ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
  EXPECT_EQ(verification.leaf.resource, "claims/one/evidence/e");
  ASSERT_EQ(verification.sentences.size(), 1u);
  EXPECT_EQ(verification.checks.back().name, "quote");
  v1::ProofBundle bundle = Bundle("claims/one/evidence/e");
  bundle.clear_revisions();
  EXPECT_THAT(Refusal(bundle), HasSubstr("the bundle does not prove documents/brief/revisions/1"));
  bundle = Bundle("claims/one/evidence/e");
  bundle.mutable_revisions(0)->mutable_sentences(0)->set_text("Fourteen of them were something else.   ");
  EXPECT_FALSE(Verify(bundle).ok());
  Erase();
  const Verification erased = Verify(Bundle("claims/one/evidence/e"));
  ASSERT_TRUE(erased.ok()) << erased.checks.back().detail;
  EXPECT_THAT(erased.checks.back().detail, HasSubstr("erased"));
}

TEST_F(BundleTest, OfAReviewAndOfALinkIsItsEntry) {
  AddChildren();
  for (const std::string name : {"claims/one/reviews/r", "claims/one/links/l"}) {
    v1::ProofBundle bundle = Bundle(name);
    const Verification verification = Verify(bundle);
    ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
    EXPECT_EQ(verification.leaf.resource, name);
    EXPECT_EQ(bundle.revisions_size(), 0);
    *bundle.mutable_revisions() = Bundle("claims/one").revisions();
    EXPECT_FALSE(Verify(bundle).ok()) << "the bundle also proves another resource";
  }
}

TEST_F(BundleTest, OfCorrectedAndRetractedResourcesIsTheirLatestEntry) {
  AddChildren();
  Correct();
  const std::pair<const char*, log::EntryType> expected[] = {
      {"documents/brief", log::EntryType::kDocumentCorrected},
      {"claims/one/evidence/e", log::EntryType::kEvidenceRetracted},
      {"claims/one/links/l", log::EntryType::kLinkRetracted}};
  for (const auto& [name, type] : expected) {
    const Verification verification = Verify(Bundle(name));
    ASSERT_TRUE(verification.ok()) << verification.checks.back().detail;
    EXPECT_EQ(verification.leaf.type, type);
  }
}

class SecondVerifier : public BundleTest, public ::testing::WithParamInterface<bool> {};
INSTANTIATE_TEST_SUITE_P(, SecondVerifier, ::testing::Bool(), [](const auto& corrected) {
  return std::string(corrected.param ? "AfterCorrections" : "BeforeCorrections");
});

TEST_P(SecondVerifier, AlsoChecksBundles) {
  AddChildren();
  if (GetParam()) Correct();
  for (const std::string name : {"claims/one", "claims/one/evidence/e", "claims/one/reviews/r",
                                 "claims/one/links/l", "documents/brief", "documents/brief/revisions/1"}) {
    const auto run = [&](const std::string& bytes) {
      std::ofstream(folder_.Path("bundle"), std::ios::binary) << bytes;
      return test::RunProgram({"/usr/bin/python3", PROJECT_ROOT "/client/python/verify.py",
                               folder_.Path("bundle"), verifier_.ToText()});
    };
    v1::ProofBundle bundle = Bundle(name);
    const test::Outcome good = run(bundle.SerializeAsString());
    EXPECT_EQ(good.ending.exit_code, 0) << name << good.error;
    EXPECT_THAT(good.output, HasSubstr(name + ", as of entry"));
    if (bundle.revisions_size() == 0) continue;
    bundle.clear_revisions();
    EXPECT_THAT(run(bundle.SerializeAsString()).error,
                HasSubstr("does not prove documents/brief/revisions/1"));
  }
}

TEST_F(BundleTest, NeedsTheSignaturesOfTheLogAndOfTheWitnesses) {
  v1::ProofBundle bundle = Bundle("claims/one");
  log::VerifierKey other = verifier_;
  other.public_key = log::SigningKey::Generate().public_key();
  EXPECT_FALSE(VerifyBundle(bundle.SerializeAsString(), other).ok());
  EXPECT_FALSE(VerifyBundle(bundle.SerializeAsString(), verifier_, {witness_}).ok()) << "nobody has cosigned";
  log::Note note = *log::Note::FromText(bundle.checkpoint());
  note.signatures.push_back(log::Cosign(witness_key_, witness_.name, note.text, 1'700'000'000));
  v1::AddCosignaturesRequest request;
  request.set_note(note.ToText());
  ASSERT_TRUE(registry_.log().AddCosignatures(request).ok());
  AddClaim("three", "The airline");  // the log grows
  EXPECT_TRUE(
      VerifyBundle(Bundle("claims/one", false, true).SerializeAsString(), verifier_, {witness_}).ok());
}

// Flips each bit of a bundle: either verification fails, or every fact is unchanged.
class EveryBit : public BundleTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(EveryBit, OfABundleIsCheckedOrMeaningless) {
  const std::string kind = GetParam();
  if (kind == "Evidence" || kind == "Review") AddChildren();
  if (kind == "Erased" || kind == "Redacted") Erase();
  const std::string bytes = (kind == "Evidence"   ? Bundle("claims/one/evidence/e")
                             : kind == "Review"   ? Bundle("claims/one/reviews/r")
                             : kind == "Claim"    ? Bundle("claims/two")
                             : kind == "WithText" ? Bundle("claims/one", true)
                             : kind == "Revision" ? Bundle("documents/brief/revisions/1", true)
                             : kind == "Document" ? Bundle("documents/brief")
                             : kind == "Redacted" ? Bundle("claims/one")
                                                  : Bundle("documents/brief/revisions/1"))
                                .SerializeAsString();
  Verification original = VerifyBundle(bytes, verifier_);
  ASSERT_EQ(original.verdict(), kind == "Erased" ? Verdict::kNotShown : Verdict::kProven)
      << original.checks.back().detail;
  const std::string facts = Facts(original);
  int harmless = 0;
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    Verification verification = VerifyBundle(flipped, verifier_);
    if (verification.verdict() != original.verdict()) continue;
    ++harmless;
    EXPECT_EQ(Facts(verification), facts) << "bit " << bit;
  }
  std::printf("%s: %zu bits flipped, %d of them meaningless\n", kind.c_str(), 8 * bytes.size(), harmless);
}

INSTANTIATE_TEST_SUITE_P(Bundles, EveryBit,
                         ::testing::Values("Claim", "WithText", "Revision", "Document", "Erased", "Redacted",
                                           "Evidence", "Review"),
                         [](const auto& kind) { return kind.param; });

TEST_F(BundleTest, IsRefusedWithTheReason) {
  const v1::ProofBundle good = Bundle("claims/one", true);
  v1::ProofBundle bundle = good;
  bundle.mutable_entry()->set_payload("x");
  EXPECT_THAT(Refusal(bundle), HasSubstr("payload: the payload of entry 2 is not what was recorded"));
  bundle = good;
  bundle.mutable_entry()->set_leaf("x");
  EXPECT_THAT(Refusal(bundle), HasSubstr("entry: the proof leads to another root hash"));
  bundle = good;
  bundle.mutable_entry()->add_hashes(std::string(32, 'x'));
  EXPECT_THAT(Refusal(bundle), HasSubstr("entry: the proof is too long"));
  bundle = good;
  bundle.mutable_revisions(0)->set_text("another text");
  EXPECT_THAT(Refusal(bundle), HasSubstr("text: the text does not match documents/brief/revisions/1"));
  bundle = good;
  bundle.mutable_revisions(0)->mutable_sentences(0)->set_text("Fifteen of them were foreign nationals!!");
  EXPECT_THAT(Refusal(bundle), HasSubstr("sentence: sentence 1 of"));
  bundle = good;
  bundle.clear_revisions();
  EXPECT_THAT(Refusal(bundle), HasSubstr("quote: the bundle does not prove documents/brief/revisions/1"));
  bundle = good;
  bundle.mutable_revisions(0)->clear_sentences();
  EXPECT_TRUE(Verify(bundle).ok()) << "the text proves the quote";
  bundle.mutable_revisions(0)->clear_text();
  EXPECT_THAT(Refusal(bundle), HasSubstr("request a bundle with the text"));
  bundle = good;
  *bundle.add_revisions() = good.revisions(0);
  bundle.mutable_revisions(1)->mutable_entry()->mutable_hashes()->RemoveLast();
  EXPECT_THAT(Refusal(bundle), HasSubstr("revision:"));
  bundle = good;
  bundle.GetReflection()->MutableUnknownFields(&bundle)->AddVarint(99, 1);
  EXPECT_THAT(Refusal(bundle),
              HasSubstr("bundle: made by a newer version: field 99 of ProofBundle is not known"));
  EXPECT_EQ(Verify(bundle).verdict(), Verdict::kNewer);
  bundle = good;
  bundle.clear_checkpoint();
  EXPECT_THAT(Refusal(bundle), HasSubstr("checkpoint:"));
  EXPECT_FALSE(VerifyBundle("", verifier_).ok());
  EXPECT_FALSE(VerifyBundle("\xFF\xFF garbage", verifier_).ok());
}

TEST(ForgedBundle, WithAQuoteThatNoSentenceProvesIsRefused) {
  const test::ForgedLog log;
  for (const test::ForgedBundle& forged : test::ForgedBundles(log)) {
    Verification verification = VerifyBundle(forged.bundle.SerializeAsString(), log.key());
    ASSERT_FALSE(verification.checks.empty()) << forged.name;
    EXPECT_EQ(verification.ok(), forged.holds) << forged.name << ": " << verification.checks.back().detail;
  }
}

TEST_F(BundleTest, DoesNotProveAClaimWithTheEntryOfAnother) {
  v1::ProofBundle bundle = Bundle("claims/one");
  v1::ProofBundle other = Bundle("claims/two");
  bundle.mutable_entry()->set_payload(other.entry().payload());
  EXPECT_THAT(Refusal(bundle), HasSubstr("payload:"));
}

TEST_F(BundleTest, VerifiesAfterAnErasureAndANewBundleProvesTheErasure) {
  v1::ProofBundle before = Bundle("claims/one", true);
  Erase();
  EXPECT_TRUE(Verify(before).ok());
  Verification claim = Verify(Bundle("claims/one"));
  ASSERT_TRUE(claim.ok()) << claim.checks.back().detail;
  EXPECT_EQ(claim.leaf.type, log::EntryType::kClaimRedacted);
  EXPECT_EQ(claim.payload->claim().text(), "A claim.");
  EXPECT_EQ(claim.payload->claim().citations(0).quote(), "");
  Verification document = Verify(Bundle("documents/brief"));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document.payload->document().erasure().requested_by(), "a court");
  EXPECT_EQ(document.payload->document().erasure().reason(), "an order");
  Verification revision = Verify(Bundle("documents/brief/revisions/1", true));
  EXPECT_EQ(revision.verdict(), Verdict::kNotShown);
  EXPECT_EQ(revision.leaf.resource, "documents/brief/revisions/1");
  EXPECT_FALSE(revision.payload.has_value());
}

// Runs the verifier in Python on a bundle.
test::Outcome RunVerifyPy(const std::string& path, const v1::ProofBundle& bundle, const std::string& key) {
  std::ofstream(path, std::ios::binary) << bundle.SerializeAsString();
  return test::RunProgram({"/usr/bin/python3", PROJECT_ROOT "/client/python/verify.py", path, key});
}

TEST_F(BundleTest, HasTheEntryThatErasedWhatItLeavesOut) {
  AddChildren();
  Erase();
  const int64_t erasure = Bundle("documents/brief").entry().index();
  for (const char* name : {"claims/one", "claims/one/evidence/e", "documents/brief/revisions/1"}) {
    v1::ProofBundle bundle = Bundle(name);
    ASSERT_EQ(bundle.erasures_size(), 1) << name;
    EXPECT_EQ(bundle.erasures(0).index(), erasure) << name;
    const bool is_revision = name == std::string("documents/brief/revisions/1");
    const Verification verification = Verify(bundle);
    EXPECT_EQ(verification.verdict(), is_revision ? Verdict::kNotShown : Verdict::kProven) << name;
    EXPECT_THAT(verification.checks.back().detail, HasSubstr(is_revision ? "was erased" : "were erased"));
    const test::Outcome python = RunVerifyPy(folder_.Path("erasure"), bundle, verifier_.ToText());
    EXPECT_EQ(python.ending.exit_code, is_revision ? 7 : 0) << name;
    EXPECT_THAT(python.output + python.error,
                HasSubstr("documents/brief was erased, requested by a court: an order"));
    v1::ProofBundle moved = bundle;
    moved.mutable_erasures(0)->set_index(erasure - 1);
    EXPECT_THAT(Refusal(moved), HasSubstr("erasure:")) << name;
    EXPECT_NE(RunVerifyPy(folder_.Path("erasure"), moved, verifier_.ToText()).ending.exit_code, 0) << name;
    v1::ProofBundle wrong = bundle;
    *wrong.mutable_erasures(0) = Bundle("claims/one").entry();
    EXPECT_THAT(Refusal(wrong), HasSubstr("does not record an erasure")) << name;
    EXPECT_NE(RunVerifyPy(folder_.Path("erasure"), wrong, verifier_.ToText()).ending.exit_code, 0) << name;
  }
  v1::ProofBundle other = Bundle("claims/one/reviews/r");
  EXPECT_EQ(other.erasures_size(), 0);
  *other.add_erasures() = Bundle("documents/brief").entry();
  EXPECT_THAT(Refusal(other), HasSubstr("leaves out nothing of documents/brief"));
}

TEST_F(BundleTest, OfAnErasedClaimProvesTheErasure) {
  AddChildren();
  const v1::ProofBundle before = Bundle("claims/one", true);
  v1::EraseClaimRequest request;
  request.set_name("claims/one");
  request.set_requested_by("a court");
  request.set_reason("an order");
  ASSERT_TRUE(registry_.claims().Erase({}, request).ok());
  EXPECT_TRUE(Verify(before).ok());
  for (const char* name :
       {"claims/one", "claims/one/evidence/e", "claims/one/reviews/r", "claims/one/links/l"}) {
    v1::ProofBundle bundle = Bundle(name, true);
    const Verification verification = Verify(bundle);
    ASSERT_TRUE(verification.ok()) << name << ": " << verification.checks.back().detail;
    EXPECT_EQ(verification.leaf.type, log::EntryType::kClaimErased) << name;
    EXPECT_THAT(verification.checks.back().detail, HasSubstr("were erased")) << name;
    const test::Outcome second = RunVerifyPy(folder_.Path("erasure"), bundle, verifier_.ToText());
    EXPECT_EQ(second.ending.exit_code, 0) << name << second.error;
    EXPECT_THAT(second.output,
                HasSubstr(name == std::string("claims/one") ? "state: erased, requested by a court: an order"
                                                            : "state: erased with its claim"));
    *bundle.add_revisions() = before.revisions(0);
    EXPECT_THAT(Refusal(bundle), HasSubstr("erasure:")) << name;
  }
}

// verify/audit.h: the checkpoints of a log over time.
class GrowthTest : public ::testing::Test {
 protected:
  // The signed checkpoint of a tree with these leaves, one per character.
  TrustedCheckpoint Head(const std::string& leaves) {
    log::GrowingTree tree;
    stored_.clear();
    for (char leaf : leaves) {
      for (const log::Digest& hash : tree.Append(log::HashLeaf(std::string(1, leaf))))
        stored_.push_back(hash);
    }
    log::Note note{log::Checkpoint{"log", leaves.size(), tree.Root()}.ToText(), {}};
    log::SignNote(key_, "log", note);
    return *TrustCheckpoint(note.ToText(), {"log", log::SignatureType::kEd25519, key_.public_key()});
  }
  // Checks growth against a server that makes proofs from the tree of the last Head.
  Growth Check(const TrustedCheckpoint& last, const TrustedCheckpoint& next) {
    return *CheckGrowth(last, next,
                        [&](uint64_t from, uint64_t to) -> absl::StatusOr<std::vector<std::string>> {
                          log::NodeHashes nodes(log::ConsistencyProof(from, to));
                          std::vector<log::Digest> stored;
                          for (uint64_t position : nodes.positions()) stored.push_back(stored_[position]);
                          std::vector<std::string> proof;
                          for (const log::Digest& hash : nodes.Fold(stored))
                            proof.push_back(log::ToBytes(hash));
                          return proof;
                        });
  }

  const log::SigningKey key_ = log::SigningKey::Generate();
  std::vector<log::Digest> stored_;
};

TEST_F(GrowthTest, ALogMayOnlyGrow) {
  TrustedCheckpoint empty = Head("");
  TrustedCheckpoint five = Head("abcde");
  TrustedCheckpoint forked_five = Head("abcdX");
  TrustedCheckpoint forked_eight = Head("abcdXfgh");
  Growth unproven = Check(five, forked_eight);
  EXPECT_EQ(unproven.verdict, GrowthVerdict::kUnproven);
  EXPECT_THAT(unproven.detail, HasSubstr("does not show that the log of 8 entries extends the log of 5"));
  EXPECT_FALSE(unproven.proof.empty());
  Growth forked = Check(five, forked_five);
  EXPECT_EQ(forked.verdict, GrowthVerdict::kForked);
  EXPECT_THAT(forked.detail, HasSubstr("two signed checkpoints of 5 entries have different roots"));
  TrustedCheckpoint eight = Head("abcdefgh");
  EXPECT_EQ(Check(empty, eight).verdict, GrowthVerdict::kGrown);
  EXPECT_EQ(Check(five, eight).verdict, GrowthVerdict::kGrown);
  EXPECT_EQ(Check(eight, eight).verdict, GrowthVerdict::kGrown);
  Growth shrunk = Check(eight, five);
  EXPECT_EQ(shrunk.verdict, GrowthVerdict::kShrunk);
  EXPECT_THAT(shrunk.detail, HasSubstr("the log had 8 entries and now has 5"));
  EXPECT_FALSE(TrustCheckpoint(
                   five.note, {"log", log::SignatureType::kEd25519, log::SigningKey::Generate().public_key()})
                   .ok());
}

TEST_F(GrowthTest, InvalidAndMissingProofsProveNothing) {
  TrustedCheckpoint five = Head("abcde");
  TrustedCheckpoint eight = Head("abcdefgh");
  auto garbage = [](uint64_t, uint64_t) { return std::vector<std::string>{std::string(32, 'x')}; };
  EXPECT_EQ(CheckGrowth(five, eight, garbage)->verdict, GrowthVerdict::kUnproven);
  auto damaged = [](uint64_t, uint64_t) { return absl::DataLossError("the storage is damaged"); };
  EXPECT_TRUE(absl::IsDataLoss(CheckGrowth(five, eight, damaged).status()));
}

}  // namespace
}  // namespace verbatim::verify
