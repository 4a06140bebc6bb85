#pragma once

#include <string>
#include <utility>
#include <vector>

#include "log/checkpoint.h"
#include "log/leaf.h"
#include "log/merkle.h"
#include "log/note.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/proof.pb.h"

namespace verbatim::test {

// A proof bundle with valid hashes and a valid signature. The operator of its log recorded something that the
// service would refuse.
struct ForgedBundle {
  std::string name;
  v1::ProofBundle bundle;
  bool holds = false;  // this one is correct, and verifiers must accept it
};

// A log of two entries, a revision and a claim on it, with any content.
class ForgedLog {
 public:
  // The text of the revision. kSentences are its sentences without the white space around them.
  static constexpr char kText[] = "The minister spoke.\u3000\n Nobody was hurt. He left.";
  static constexpr const char* kSentences[] = {"The minister spoke.", "Nobody was hurt.", "He left."};
  static constexpr char kRevision[] = "documents/d/revisions/1";

  explicit ForgedLog(log::SigningKey key = log::SigningKey::Generate()) : key_(std::move(key)) {}

  log::VerifierKey key() const { return {kOrigin, log::SignatureType::kEd25519, key_.public_key()}; }

  // A citation whose digest and span match the quote.
  static v1::Citation Cite(int64_t start, const std::string& quote, const std::vector<int>& sentences) {
    v1::Citation citation;
    citation.set_revision(kRevision);
    citation.set_quote(quote);
    citation.set_quote_sha256(log::ToBytes(log::Sha256(quote)));
    citation.mutable_span()->set_byte_start(start);
    citation.mutable_span()->set_byte_end(start + static_cast<int64_t>(quote.size()));
    for (int index : sentences) {
      citation.add_sentences(std::string(kRevision) + "/sentences/" + std::to_string(index));
    }
    return citation;
  }

  // Proves a claim with these citations. If a citation is not erased, also proves all sentences of the
  // revision.
  v1::ProofBundle Bundle(const std::vector<v1::Citation>& citations) const {
    v1::EntryPayload payload;
    payload.mutable_claim()->set_name("claims/forged");
    bool proves_revision = false;
    for (const v1::Citation& citation : citations) {
      *payload.mutable_claim()->add_citations() = citation;
      proves_revision |= !citation.erased();
    }
    return Bundle(payload, proves_revision);
  }

  // Proves an entry with this payload.
  v1::ProofBundle Bundle(const v1::EntryPayload& claim, bool proves_revision) const {
    const std::string payload = claim.SerializeAsString();
    return Bundle(Leaf(log::EntryType::kClaimCreated, "claims/forged", payload), payload, proves_revision);
  }

  // Proves an entry with this leaf and payload.
  v1::ProofBundle Bundle(const std::string& leaf, const std::string& payload, bool proves_revision) const {
    v1::RevisionProof revision = ProveRevision();
    v1::ProofBundle bundle = ProveAfter(*revision.mutable_entry(), leaf, payload);
    if (proves_revision) *bundle.add_revisions() = revision;
    return bundle;
  }

  // Like Bundle, but the other entry of the log is an erasure, which the bundle proves.
  v1::ProofBundle BundleWithErasure(const std::string& leaf, const std::string& payload,
                                    const std::string& erasing_leaf,
                                    const std::string& erasing_payload) const {
    v1::EntryProof erasure;
    erasure.set_leaf(erasing_leaf);
    erasure.set_payload(erasing_payload);
    v1::ProofBundle bundle = ProveAfter(erasure, leaf, payload);
    *bundle.add_erasures() = erasure;
    return bundle;
  }

  static std::string Leaf(log::EntryType type, const std::string& resource, const std::string& payload) {
    return log::EncodeLeaf({type, 1, log::Sha256(payload), resource, "", ""});
  }

  // A note with this text and the signature of the log.
  std::string Signed(const std::string& text) const {
    log::Note note{text, {}};
    log::SignNote(key_, kOrigin, note);
    return note.ToText();
  }

 private:
  static constexpr char kOrigin[] = "forger.test/log";

  // Proves an entry with this leaf and payload in a log that has only `first` before it. Adds the path to the
  // checkpoint to `first`.
  v1::ProofBundle ProveAfter(v1::EntryProof& first, const std::string& leaf,
                             const std::string& payload) const {
    v1::ProofBundle bundle;
    v1::EntryProof& entry = *bundle.mutable_entry();
    entry.set_index(1);
    entry.set_payload(payload);
    entry.set_leaf(leaf);
    const log::Digest left = log::HashLeaf(first.leaf());
    const log::Digest right = log::HashLeaf(entry.leaf());
    entry.add_hashes(log::ToBytes(left));
    first.add_hashes(log::ToBytes(right));
    bundle.set_checkpoint(Signed(log::Checkpoint{kOrigin, 2, log::HashChildren(left, right)}.ToText()));
    return bundle;
  }

  // The proof of the revision without its path to the checkpoint.
  static v1::RevisionProof ProveRevision() {
    const std::string text = kText;
    v1::RevisionProof proof;
    std::vector<log::Digest> leaves;
    for (const char* words : kSentences) {
      v1::SentenceProof& sentence = *proof.add_sentences();
      sentence.set_index(proof.sentences_size() - 1);
      sentence.set_text(words);
      sentence.set_byte_start(static_cast<int64_t>(text.find(words)));
      sentence.set_byte_end(sentence.byte_start() + static_cast<int64_t>(sentence.text().size()));
      std::string leaf;
      for (int64_t offset : {sentence.byte_start(), sentence.byte_end()}) {
        leaf += std::string(7, '\0') + static_cast<char>(offset);
      }
      leaves.push_back(log::HashLeaf(leaf + words));
    }
    const log::Digest pair = log::HashChildren(leaves[0], leaves[1]);
    for (int index : {0, 1}) {
      proof.mutable_sentences(index)->add_hashes(log::ToBytes(leaves[1 - index]));
      proof.mutable_sentences(index)->add_hashes(log::ToBytes(leaves[2]));
    }
    proof.mutable_sentences(2)->add_hashes(log::ToBytes(pair));

    v1::EntryPayload payload;
    v1::Revision& revision = *payload.mutable_revision();
    revision.set_name(kRevision);
    revision.set_text_sha256(log::ToBytes(log::Sha256(text)));
    revision.set_sentence_count(proof.sentences_size());
    payload.set_sentences_root(log::ToBytes(log::HashChildren(pair, leaves[2])));
    proof.mutable_entry()->set_payload(payload.SerializeAsString());
    proof.mutable_entry()->set_leaf(
        Leaf(log::EntryType::kRevisionCreated, kRevision, proof.entry().payload()));
    return proof;
  }

  const log::SigningKey key_;
};

// Bundles that an operator might forge, and correct bundles that look like forgeries.
inline std::vector<ForgedBundle> ForgedBundles(const ForgedLog& log) {
  const std::string text = ForgedLog::kText;
  const auto end = static_cast<int64_t>(text.size());
  const auto second = static_cast<int64_t>(text.find("Nobody"));
  std::vector<ForgedBundle> bundles;
  auto add = [&](const std::string& name, const std::vector<v1::Citation>& citations, bool holds = false) {
    bundles.push_back({name, log.Bundle(citations), holds});
  };
  add("the whole text", {ForgedLog::Cite(0, text, {0, 1, 2})}, true);
  add("white space around a sentence", {ForgedLog::Cite(second - 5, "\u3000\n Nobody was hurt. ", {1})},
      true);
  add("words after the last sentence", {ForgedLog::Cite(end - 1, ". He stole nine million euros.", {2})});
  add("words before the first sentence", {ForgedLog::Cite(second - 5, "Not N", {1})});
  add("words between two sentences", {ForgedLog::Cite(second - 6, ".Never", {0, 1})});
  add("words in place of a sentence that is not named",
      {ForgedLog::Cite(second - 5, "\u3000\n Somebody was hurt. He left.", {2})});
  add("white space in place of a sentence between",
      {ForgedLog::Cite(second - 6, "." + std::string(22, ' ') + "He left.", {0, 2})});
  add("a sentence twice", {ForgedLog::Cite(second, "Nobody was hurt.", {1, 1})});
  add("sentences in another order", {ForgedLog::Cite(second, "Nobody was hurt. He left.", {2, 1})});
  add("no words", {ForgedLog::Cite(second, "", {1})});
  add("no citation", {});

  v1::Citation erased;
  erased.set_revision(ForgedLog::kRevision);
  erased.set_erased(true);
  add("erased", {erased}, true);
  v1::Citation with_quote = erased;
  with_quote.set_quote("He stole nine million euros.");
  add("erased, with its quote", {with_quote});
  v1::Citation with_digest = erased;
  with_digest.set_quote_sha256(std::string(32, 'x'));
  add("erased, with its digest", {with_digest});

  v1::EntryPayload of_a_document;
  of_a_document.mutable_document()->set_name("claims/forged");
  bundles.push_back({"a document as a claim", log.Bundle(of_a_document, false)});
  return bundles;
}

}  // namespace verbatim::test
