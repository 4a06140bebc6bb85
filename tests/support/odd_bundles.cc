#include "support/odd_bundles.h"

#include <functional>

#include "log/base64.h"
#include "support/forged_bundles.h"

namespace verbatim::test {
namespace {

constexpr char kProven[] = "PROVEN";
constexpr char kFailed[] = "FAILED";
constexpr char kNotShown[] = "NOT_SHOWN";
constexpr char kNewer[] = "NEWER";

log::SigningKey FixedKey() {
  // The head of an Ed25519 key in PKCS #8; the 32 bytes of the key follow.
  const std::string head("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
  const std::string pem = "-----BEGIN PRIVATE KEY-----\n" + log::ToBase64(head + std::string(32, 'o')) +
                          "\n-----END PRIVATE KEY-----\n";
  return *log::SigningKey::FromPem(pem);
}

// A field of protobuf with bytes as its value.
std::string Field(int number, const std::string& value) {
  std::string bytes(1, static_cast<char>(number << 3 | 2));
  size_t length = value.size();
  for (; length >= 0x80; length >>= 7) bytes += static_cast<char>(0x80 | (length & 0x7F));
  return bytes + static_cast<char>(length) + value;
}

std::string Varint(int number, int value) {
  return std::string(1, static_cast<char>(number << 3)) + static_cast<char>(value);
}

// Numbers of fields: ProofBundle, EntryProof, RevisionProof, EntryPayload, Claim, Citation.
constexpr int kCheckpoint = 1, kEntry = 2, kRevisions = 3, kErasures = 4;
constexpr int kPayload = 3;
constexpr int kSentences = 2, kText = 3;
constexpr int kDocument = 3, kClaim = 5, kEvidence = 9;
constexpr int kClaimText = 2, kCitations = 6;

class Maker {
 public:
  std::vector<OddBundle> Make() {
    for (const ForgedBundle& forged : ForgedBundles(log_))
      Add(forged.name, forged.holds ? kProven : kFailed, forged.bundle.SerializeAsString());
    AddEditsOfRevisions();
    AddEditsOfFields();
    AddEditsOfCheckpoints();
    AddEditsOfPayloads();
    AddEditsOfLeaves();
    AddErasuresOfDocuments();
    AddErasedClaims();
    return std::move(bundles_);
  }

  std::string Key() const { return log_.key().ToText(); }

 private:
  using Edit = std::function<void(v1::ProofBundle&)>;

  void Add(const std::string& name, const char* verdict, const std::string& bytes) {
    bundles_.push_back({name, verdict, bytes});
  }
  void AddEdit(const std::string& name, const char* verdict, const Edit& edit) {
    v1::ProofBundle bundle = good_;
    edit(bundle);
    Add(name, verdict, bundle.SerializeAsString());
  }

  void AddEditsOfRevisions() {
    AddEdit("good", kProven, [](v1::ProofBundle&) {});
    AddEdit("revision twice", kFailed, [](v1::ProofBundle& b) { *b.add_revisions() = b.revisions(0); });
    AddEdit("revision dropped", kFailed, [](v1::ProofBundle& b) { b.clear_revisions(); });
    AddEdit("revision without its payload", kFailed,
            [](v1::ProofBundle& b) { b.mutable_revisions(0)->mutable_entry()->clear_payload(); });
    v1::ProofBundle erased = log_.Bundle({Erased()});
    erased.add_revisions()->CopyFrom(good_.revisions(0));
    erased.mutable_revisions(0)->mutable_entry()->set_hashes(
        0, log::ToBytes(log::HashLeaf(erased.entry().leaf())));
    Add("revision that is not cited", kFailed, erased.SerializeAsString());
    AddEdit("sentences out of order", kFailed,
            [](v1::ProofBundle& b) { b.mutable_revisions(0)->mutable_sentences()->SwapElements(0, 1); });
    AddEdit("sentence twice", kFailed, [](v1::ProofBundle& b) {
      *b.mutable_revisions(0)->add_sentences() = b.revisions(0).sentences(2);
    });
    AddEdit("sentences dropped", kFailed,
            [](v1::ProofBundle& b) { b.mutable_revisions(0)->clear_sentences(); });
    AddEdit("text", kProven, [](v1::ProofBundle& b) { b.mutable_revisions(0)->set_text(ForgedLog::kText); });
    AddEdit("text without sentences", kProven, [](v1::ProofBundle& b) {
      b.mutable_revisions(0)->clear_sentences();
      b.mutable_revisions(0)->set_text(ForgedLog::kText);
    });
    AddEdit("other text", kFailed,
            [](v1::ProofBundle& b) { b.mutable_revisions(0)->set_text("The minister"); });
    AddEdit("a revision as entry, with itself", kProven, [](v1::ProofBundle& b) {
      b.mutable_revisions(0)->clear_sentences();
      b.mutable_revisions(0)->set_text(ForgedLog::kText);
      *b.mutable_entry() = b.revisions(0).entry();
    });
    AddEdit("a revision as entry, with itself twice", kFailed, [](v1::ProofBundle& b) {
      *b.mutable_entry() = b.revisions(0).entry();
      *b.add_revisions() = b.revisions(0);
    });
  }

  void AddEditsOfFields() {
    const std::string good = good_.SerializeAsString();
    Add("empty", kFailed, "");
    Add("cut off", kFailed, good.substr(0, good.size() - 1));
    Add("no protobuf", kFailed, "\xFF\xFF garbage");
    Add("entry twice", kFailed, good + Field(kEntry, good_.entry().SerializeAsString()));
    Add("checkpoint twice", kFailed, good + Field(kCheckpoint, good_.checkpoint()));
    v1::ProofBundle head = good_;
    head.mutable_entry()->clear_payload();
    v1::EntryProof tail;
    tail.set_payload(good_.entry().payload());
    Add("entry split", kFailed, head.SerializeAsString() + Field(kEntry, tail.SerializeAsString()));
    Add("entry as a number", kFailed, Field(kCheckpoint, good_.checkpoint()) + Varint(kEntry, 1));
    AddEdit("no entry", kFailed, [](v1::ProofBundle& b) { b.clear_entry(); });
    AddEdit("no checkpoint", kFailed, [](v1::ProofBundle& b) { b.clear_checkpoint(); });

    v1::ProofBundle without = good_;
    without.clear_revisions();
    const std::string start = without.SerializeAsString();
    const std::string revision = good_.revisions(0).SerializeAsString();
    Add("empty text", kProven, start + Field(kRevisions, revision + Field(kText, "")));
    Add("text twice", kFailed,
        start +
            Field(kRevisions, revision + Field(kText, ForgedLog::kText) + Field(kText, ForgedLog::kText)));
    Add("text that is not UTF-8", kFailed, start + Field(kRevisions, revision + Field(kText, "\xFF")));
    Add("empty sentence", kFailed, start + Field(kRevisions, Field(kSentences, "") + revision));
    Add("empty revision", kFailed, good + Field(kRevisions, ""));
    AddEdit("without its payload", kNotShown, [](v1::ProofBundle& b) { b.mutable_entry()->clear_payload(); });
    AddEdit("without its payload and revisions", kNotShown, [](v1::ProofBundle& b) {
      b.mutable_entry()->clear_payload();
      b.clear_revisions();
    });
    AddEdit("without its payload, with a damaged revision", kFailed, [](v1::ProofBundle& b) {
      b.mutable_entry()->clear_payload();
      b.mutable_revisions(0)->mutable_sentences(0)->set_text("The minister lied .");
    });
    v1::ProofBundle stripped = good_;
    stripped.clear_revisions();
    stripped.mutable_entry()->clear_payload();
    Add("an empty payload", kNotShown,
        Field(kCheckpoint, good_.checkpoint()) +
            Field(kEntry, stripped.entry().SerializeAsString() + Field(kPayload, "")));

    Add("unknown field", kNewer, good + Varint(15, 1));
    Add("unknown field of a revision", kNewer, start + Field(kRevisions, revision + Field(9, "x")));
    Add("unknown field of a sentence", kNewer,
        start + Field(kRevisions, revision + Field(kSentences, Varint(8, 1))));
    Add("a group", kFailed, good + std::string(1, static_cast<char>(15 << 3 | 3)));
    Add("field 0", kFailed, good + Varint(0, 1));
  }

  void AddEditsOfCheckpoints() {
    const std::string note = good_.checkpoint();
    const std::string text = note.substr(0, note.rfind("\n\n") + 1);
    const std::string line = note.substr(text.size() + 1);
    const std::string wrong = log_.Signed("another text\n").substr(sizeof "another text\n");
    const std::string stranger =
        log::Note{text, {{"stranger.test", 1, "signature"}}}.ToText().substr(text.size() + 1);
    const auto add = [this](const std::string& name, const char* verdict, const std::string& checkpoint) {
      AddEdit("checkpoint: " + name, verdict, [&](v1::ProofBundle& b) { b.set_checkpoint(checkpoint); });
    };
    add("junk after a good line", kFailed, note + "junk\n");
    add("junk before a good line", kFailed, text + "\njunk\n" + line);
    add("wrong signature after a good one", kFailed, note + wrong);
    add("wrong signature before a good one", kFailed, text + "\n" + wrong + line);
    add("the good signature twice", kProven, note + line);
    add("signature of a stranger", kProven, note + stranger);
    add("signature of a stranger alone", kFailed, text + "\n" + stranger);
    add("no signature", kFailed, text + "\n");
    std::string many = note;
    for (int i = 0; i < 99; ++i) many += stranger;
    add("100 signatures", kProven, many);
    add("101 signatures", kFailed, many + stranger);
    add("no final line feed", kFailed, note.substr(0, note.size() - 1));
    add("U+2028 for a line feed", kFailed, note.substr(0, note.size() - 1) + "\u2028");
    add("U+2028 and junk after a good line", kFailed, note.substr(0, note.size() - 1) + "\u2028junk\n");
    add("U+2028 in the name of a stranger", kFailed,
        note + "\u2014 stran\u2028ger " + line.substr(line.rfind(' ') + 1));
    add("a carriage return", kFailed, note.substr(0, note.size() - 1) + "\r\n");
    add("a hyphen for the dash", kFailed, text + "\n- " + line.substr(4));
    add("white space after a signature", kFailed, note.substr(0, note.size() - 1) + " \n");
    add("an empty line at the end", kFailed, note + "\n");
    const size_t size = text.find("\n2\n");
    const auto sized = [&](const std::string& number) {
      return log_.Signed(text.substr(0, size + 1) + number + text.substr(size + 2));
    };
    add("more lines in its text", kProven,
        log_.Signed(text + "extension \u2028 line\n\nafter an empty line\n"));
    add("a size with a zero in front", kFailed, sized("02"));
    add("a size with a sign", kFailed, sized("+2"));
    add("a size with an underscore", kFailed, sized("0_2"));
    add("a size in other digits", kFailed, sized("\u0662"));
    add("a size beyond 64 bits", kFailed, sized("18446744073709551618"));
    add("a root without padding", kFailed, log_.Signed(text.substr(0, text.size() - 2) + "\n"));
    add("another origin", kFailed, log_.Signed("x" + text));
    add("no lines", kFailed, log_.Signed("x\n"));
  }

  void AddEditsOfPayloads() {
    v1::EntryPayload payload;
    payload.ParseFromString(good_.entry().payload());
    v1::Claim& claim = *payload.mutable_claim();
    const std::string bytes = payload.SerializeAsString();
    const std::string claim_bytes = claim.SerializeAsString();
    const auto add = [this](const std::string& name, const char* verdict, const std::string& recorded,
                            bool revision = true) {
      const std::string leaf = ForgedLog::Leaf(log::EntryType::kClaimCreated, "claims/forged", recorded);
      Add("payload: " + name, verdict, log_.Bundle(leaf, recorded, revision).SerializeAsString());
    };
    add("claim twice", kFailed, bytes + Field(kClaim, claim_bytes));
    add("claim split", kFailed, bytes + Field(kClaim, Field(kClaimText, "More.")));
    add("a document beside the claim", kFailed, Field(kDocument, Field(1, "claims/forged")) + bytes);
    add("text twice", kFailed,
        Field(kClaim, claim_bytes + Field(kClaimText, "One.") + Field(kClaimText, "Two.")));
    add("quote twice", kFailed,
        Field(kClaim, Field(1, "claims/forged") +
                          Field(kCitations, claim.citations(0).SerializeAsString() + Field(2, "He left."))));
    add("unknown fields", kProven,
        Field(kClaim, claim_bytes + std::string("\xFA\x07\x01x", 4)) + std::string("\xF8\x07\x01", 3));
    add("text as a number", kFailed, Field(kClaim, claim_bytes + Varint(kClaimText, 1)));
    add("text that is not UTF-8", kFailed, Field(kClaim, claim_bytes + Field(kClaimText, "\xC3")));
    add("no protobuf", kFailed, "\xFF");
    add("another name", kFailed, Field(kClaim, Field(1, "claims/other") + Field(kCitations, "")));

    v1::EntryPayload retracted = payload;
    retracted.mutable_claim()->set_state(v1::CLAIM_STATE_RETRACTED);
    retracted.mutable_claim()->set_state_reason("\x1B[31mwithdrawn\u202E\u2028\u009B");
    add("retracted", kProven, retracted.SerializeAsString());
    v1::EntryPayload negative = payload;
    negative.mutable_claim()->mutable_citations(0)->mutable_span()->set_byte_start(-30);
    negative.mutable_claim()->mutable_citations(0)->mutable_span()->set_byte_end(
        -30 + static_cast<int64_t>(claim.citations(0).quote().size()));
    add("negative offsets", kFailed, negative.SerializeAsString());
    v1::EntryPayload path = payload;
    path.mutable_claim()->mutable_citations(0)->set_sentences(0, "documents/d/revisions/1/paragraphs/1");
    add("unknown path of a sentence", kNewer, path.SerializeAsString());
    v1::EntryPayload missing = payload;
    missing.mutable_claim()->mutable_citations(0)->set_sentences(0, "documents/d/revisions/1/sentences/9");
    add("a sentence that is not proven", kFailed, missing.SerializeAsString());
  }

  void AddEditsOfLeaves() {
    const std::string payload = good_.entry().payload();
    const std::string good = good_.entry().leaf();
    const auto add = [&](const std::string& name, const char* verdict, const std::string& leaf,
                         const std::string& recorded = "") {
      Add("leaf: " + name, verdict,
          log_.Bundle(leaf, recorded.empty() ? payload : recorded, recorded.empty()).SerializeAsString());
    };
    const auto of = [&](int type, const std::string& resource) {
      return ForgedLog::Leaf(static_cast<log::EntryType>(type), resource, payload);
    };
    const int created = static_cast<int>(log::EntryType::kClaimCreated);
    add("unknown type", kNewer, of(999, "claims/forged"));
    add("type 0", kNewer, of(0, "claims/forged"));
    add("unknown version", kNewer, "\x02" + good.substr(1));
    add("unknown kind of resource", kNewer, of(created, "stories/forged"));
    add("unknown kind of child", kNewer, of(created, "claims/forged/notes/1"));
    add("longer path", kNewer, of(created, "claims/forged/reviews/1/notes/1"));
    add("path with an empty id", kNewer, of(created, "claims/"));
    add("a document of a type of claims", kFailed, of(created, "documents/forged"));
    add("another claim", kFailed, of(created, "claims/other"));
    add("more bytes", kFailed, good + "x");
    add("fewer bytes", kFailed, good.substr(0, good.size() - 1));
    add("empty", kFailed, "");

    v1::EntryPayload review;
    review.mutable_review()->set_name("claims/forged/reviews/r");
    const std::string recorded = review.SerializeAsString();
    const std::string leaf =
        ForgedLog::Leaf(log::EntryType::kReviewCreated, review.review().name(), recorded);
    add("a review", kProven, leaf, recorded);
    Add("leaf: a review with a revision", kFailed, log_.Bundle(leaf, recorded, true).SerializeAsString());
  }

  void AddErasuresOfDocuments() {
    using log::EntryType;
    v1::EntryPayload citing;
    citing.mutable_claim()->set_name("claims/forged");
    *citing.mutable_claim()->add_citations() = Erased();
    const std::string payload = citing.SerializeAsString();
    const std::string leaf = ForgedLog::Leaf(EntryType::kClaimRedacted, "claims/forged", payload);
    v1::EntryPayload document;
    document.mutable_document()->set_name("documents/d");
    document.mutable_document()->mutable_erasure()->set_requested_by("a \x1B[31mcourt");
    const std::string erasing = document.SerializeAsString();
    const std::string erasing_leaf = ForgedLog::Leaf(EntryType::kDocumentErased, "documents/d", erasing);
    const v1::ProofBundle good = log_.BundleWithErasure(leaf, payload, erasing_leaf, erasing);
    const auto edit = [&](const std::string& name, const char* verdict, const Edit& change) {
      v1::ProofBundle bundle = good;
      change(bundle);
      Add("erasure: " + name, verdict, bundle.SerializeAsString());
    };
    const auto other = [&](const std::string& name, const char* verdict, EntryType type,
                           const std::string& resource, const std::string& recorded) {
      const std::string other_leaf = ForgedLog::Leaf(type, resource, recorded);
      Add("erasure: " + name, verdict,
          log_.BundleWithErasure(leaf, payload, other_leaf, recorded).SerializeAsString());
    };
    const auto of = [&](const std::string& name, const char* verdict, EntryType type,
                        const std::string& resource, const std::string& recorded, bool shown) {
      v1::ProofBundle bundle =
          log_.BundleWithErasure(ForgedLog::Leaf(type, resource, recorded), recorded, erasing_leaf, erasing);
      if (!shown) bundle.mutable_entry()->clear_payload();
      Add("erasure: " + name, verdict, bundle.SerializeAsString());
    };
    edit("of the document of a citation", kProven, [](v1::ProofBundle&) {});
    edit("twice", kFailed, [](v1::ProofBundle& b) { *b.add_erasures() = b.erasures(0); });
    edit("without its payload", kFailed, [](v1::ProofBundle& b) { b.mutable_erasures(0)->clear_payload(); });
    edit("at another place of the log", kFailed,
         [](v1::ProofBundle& b) { b.mutable_erasures(0)->set_index(1); });
    edit("empty", kFailed, [](v1::ProofBundle& b) { b.add_erasures(); });
    edit("dropped", kProven, [](v1::ProofBundle& b) { b.clear_erasures(); });
    Add("erasure: unknown field", kNewer,
        good.SerializeAsString() + Field(kErasures, good.erasures(0).SerializeAsString() + Varint(15, 1)));
    other("of an unknown type", kNewer, static_cast<EntryType>(999), "documents/d", erasing);
    other("of another type", kFailed, EntryType::kDocumentUpdated, "documents/d", erasing);
    other("of a claim", kFailed, EntryType::kClaimRedacted, "claims/forged", payload);
    v1::EntryPayload unmarked = document;
    unmarked.mutable_document()->clear_erasure();
    other("that is none", kFailed, EntryType::kDocumentErased, "documents/d", unmarked.SerializeAsString());
    other("that is an update", kFailed, EntryType::kDocumentUpdated, "documents/d",
          unmarked.SerializeAsString());
    v1::EntryPayload stranger = document;
    stranger.mutable_document()->set_name("documents/other");
    other("of another document", kFailed, EntryType::kDocumentErased, "documents/other",
          stranger.SerializeAsString());
    v1::EntryPayload revision;
    revision.mutable_revision()->set_name(ForgedLog::kRevision);
    const std::string recorded = revision.SerializeAsString();
    of("of a revision", kNotShown, EntryType::kRevisionCreated, ForgedLog::kRevision, recorded, false);
    of("of a revision that is shown", kFailed, EntryType::kRevisionCreated, ForgedLog::kRevision, recorded,
       true);
    of("beside a claim that is not shown", kFailed, EntryType::kClaimCreated, "claims/forged", payload,
       false);
    v1::EntryPayload quoting = citing;
    *quoting.mutable_claim()->mutable_citations(0) = ForgedLog::Cite(24, "Nobody was hurt. He left.", {1, 2});
    of("beside a citation that is not erased", kFailed, EntryType::kClaimCreated, "claims/forged",
       quoting.SerializeAsString(), true);
    of("of an erased document", kFailed, EntryType::kDocumentErased, "documents/d", erasing, true);
    Add("an erased document", kProven, log_.Bundle(erasing_leaf, erasing, false).SerializeAsString());
  }

  void AddErasedClaims() {
    using log::EntryType;
    const auto add_bytes = [this](const std::string& name, const char* verdict, const std::string& resource,
                                  const std::string& recorded, EntryType type = EntryType::kClaimErased) {
      const std::string leaf = ForgedLog::Leaf(type, resource, recorded);
      Add("erased claim: " + name, verdict, log_.Bundle(leaf, recorded, false).SerializeAsString());
    };
    const auto add = [&](const std::string& name, const char* verdict, const v1::EntryPayload& payload,
                         EntryType type = EntryType::kClaimErased) {
      const std::string& child = payload.has_evidence() ? payload.evidence().name()
                                 : payload.has_review() ? payload.review().name()
                                                        : payload.link().name();
      add_bytes(name, verdict, payload.has_claim() ? payload.claim().name() : child,
                payload.SerializeAsString(), type);
    };
    v1::EntryPayload claim;
    claim.mutable_claim()->set_name("claims/forged");
    claim.mutable_claim()->set_state(v1::CLAIM_STATE_ERASED);
    claim.mutable_claim()->set_superseded_by("claims/other");
    claim.mutable_claim()->mutable_erasure()->set_requested_by("a court");
    claim.mutable_claim()->mutable_erasure()->set_reason("an order\u2028\x1B[31m");
    const auto with = [&](const std::string& name, const char* verdict,
                          const std::function<void(v1::Claim&)>& change) {
      v1::EntryPayload changed = claim;
      change(*changed.mutable_claim());
      add(name, verdict, changed);
    };
    add("good", kProven, claim);
    with("with its text", kFailed, [](v1::Claim& c) { c.set_text("He left."); });
    with("with an empty statement", kFailed, [](v1::Claim& c) { c.mutable_statement(); });
    with("with a label", kFailed, [](v1::Claim& c) { (*c.mutable_labels())[""] = ""; });
    with("with an erased citation", kFailed, [](v1::Claim& c) { *c.add_citations() = Erased(); });
    with("with a URI", kFailed, [](v1::Claim& c) { c.add_further_appearance_uris(""); });
    with("without a mark", kFailed, [](v1::Claim& c) { c.clear_erasure(); });
    add("of another type", kFailed, claim, EntryType::kClaimUpdated);
    const std::string bytes = claim.claim().SerializeAsString();
    add_bytes("with a text that has no words", kProven, "claims/forged",
              Field(kClaim, bytes + Field(kClaimText, "")));
    add_bytes("with unknown fields", kProven, "claims/forged",
              Field(kClaim, bytes + std::string("\xFA\x07\x01x", 4)));
    add_bytes("with two erasures", kFailed, "claims/forged",
              Field(kClaim, bytes + std::string("\xAA\x01\x00", 3)));
    const std::string leaf =
        ForgedLog::Leaf(EntryType::kClaimErased, "claims/forged", claim.SerializeAsString());
    Add("erased claim: with a revision", kFailed,
        log_.Bundle(leaf, claim.SerializeAsString(), true).SerializeAsString());
    add_bytes("that is a document", kFailed, "documents/d", Field(kDocument, Field(1, "documents/d")));

    v1::EntryPayload child;
    v1::Evidence& evidence = *child.mutable_evidence();
    evidence.set_name("claims/forged/evidence/e");
    evidence.set_erased(true);
    evidence.mutable_citation()->set_revision(ForgedLog::kRevision);
    add("evidence", kProven, child);
    const std::string evidence_bytes = evidence.SerializeAsString();
    evidence.mutable_citation()->set_quote("He left.");
    add("evidence with its quote", kFailed, child);
    evidence.mutable_citation()->clear_quote();
    evidence.mutable_citation()->mutable_span();
    add("evidence with a span", kFailed, child);
    evidence.mutable_citation()->clear_span();
    evidence.set_note("He left.");
    add("evidence with its note", kFailed, child);
    evidence.clear_note();
    evidence.clear_erased();
    add("evidence without a mark", kFailed, child);
    const std::string empty = Field(1, "claims/forged/evidence/e") + Varint(12, 1) +
                              Field(2, Field(1, ForgedLog::kRevision) + Field(2, "") + Field(7, ""));
    add_bytes("evidence with an empty quote", kProven, "claims/forged/evidence/e", Field(kEvidence, empty));
    add_bytes("evidence of another type", kFailed, "claims/forged/evidence/e",
              Field(kEvidence, evidence_bytes), EntryType::kEvidenceRedacted);
    v1::Review& review = *child.mutable_review();
    review.set_name("claims/forged/reviews/r");
    review.set_erased(true);
    review.add_evidence("claims/forged/evidence/e");
    add("review", kProven, child);
    review.set_title("He left.");
    add("review with its title", kFailed, child);
    v1::Link& link = *child.mutable_link();
    link.set_name("claims/forged/links/l");
    link.set_erased(true);
    link.set_target("claims/other");
    add("link", kProven, child);
    link.set_note("He left.");
    add("link with its note", kFailed, child);
  }

  static v1::Citation Erased() {
    v1::Citation erased;
    erased.set_revision(ForgedLog::kRevision);
    erased.set_erased(true);
    return erased;
  }

  const ForgedLog log_{FixedKey()};
  const v1::ProofBundle good_ = log_.Bundle({ForgedLog::Cite(24, "Nobody was hurt. He left.", {1, 2})});
  std::vector<OddBundle> bundles_;
};

}  // namespace

std::vector<OddBundle> OddBundles() { return Maker().Make(); }

std::string OddBundlesKey() { return Maker().Key(); }

}  // namespace verbatim::test
