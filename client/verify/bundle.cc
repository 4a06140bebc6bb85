#include "verify/bundle.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "log/utf8.h"
#include "verify/bundle_shape.h"
#include "verify/entry_kinds.h"
#include "verify/erased_resources.h"
#include "verify/tree_proof.h"
#if GOOGLE_PROTOBUF_VERSION < 4022000
#include "google/protobuf/stubs/logging.h"
#endif

namespace verbatim::verify {
namespace {

// The first byte of the leaves that this verifier knows.
constexpr char kLeafVersion = 1;

std::string DigestOf(std::string_view bytes) { return log::ToBytes(log::Sha256(bytes)); }

std::vector<std::string> Hashes(const google::protobuf::RepeatedPtrField<std::string>& hashes) {
  return {hashes.begin(), hashes.end()};
}

std::string SentenceLeaf(const v1::SentenceProof& sentence) {
  std::string leaf;
  for (int64_t offset : {sentence.byte_start(), sentence.byte_end()}) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      leaf.push_back(static_cast<char>(static_cast<uint64_t>(offset) >> shift & 0xFF));
    }
  }
  return leaf + sentence.text();
}

bool IsSameEntry(const v1::EntryProof& one, const v1::EntryProof& other) {
  return one.index() == other.index() && one.leaf() == other.leaf() && one.payload() == other.payload() &&
         Hashes(one.hashes()) == Hashes(other.hashes());
}

// Whether the bytes could separate sentences.
bool IsWhiteSpace(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::optional<char32_t> point = log::TakeCodePoint(bytes);
    if (!point || !log::IsWhiteSpace(*point)) return false;
  }
  return true;
}

// The document of a revision, by its name.
std::string DocumentOf(const std::string& revision) {
  return revision.substr(0, revision.find("/revisions/"));
}

class Verifier {
 public:
  Verifier(const log::VerifierKey& log_key, const std::vector<log::VerifierKey>& witnesses)
      : log_key_(log_key), witnesses_(witnesses) {}

  Verification Run(std::string_view bytes) {
    v1::ProofBundle bundle;
#if GOOGLE_PROTOBUF_VERSION < 4022000  // later versions log through Abseil and lack this class
    // A check reports parse errors; protobuf must not print them to standard error.
    google::protobuf::LogSilencer silence;
#endif
    if (std::optional<ShapeFault> fault = FaultOfBundle(bytes)) {
      if (fault->newer) {
        Newer("bundle", fault->detail);
      } else {
        Fail("bundle", absl::StrCat("not a proof bundle: ", fault->detail));
      }
    } else if (!bundle.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      Fail("bundle", "not a proof bundle");
    } else {
      CheckAll(bundle);
    }
    return std::move(result_);
  }

 private:
  // These record a check and return whether the check passed.
  bool Pass(std::string name, std::string detail) {
    result_.checks.push_back({std::move(name), Verdict::kProven, std::move(detail)});
    return true;
  }
  bool Fail(std::string name, std::string detail) {
    result_.checks.push_back({std::move(name), Verdict::kFailed, std::move(detail)});
    return false;
  }
  bool NotShown(std::string name, std::string detail) {
    result_.checks.push_back({std::move(name), Verdict::kNotShown, std::move(detail)});
    return false;
  }
  bool Newer(std::string name, std::string detail) {
    result_.checks.push_back(
        {std::move(name), Verdict::kNewer, absl::StrCat("made by a newer version: ", detail)});
    return false;
  }

  bool CheckAll(const v1::ProofBundle& bundle) {
    if (!CheckCheckpoint(bundle.checkpoint())) return false;
    if (!CheckEntry(bundle.entry(), "entry", result_.leaf, result_.payload)) return false;
    result_.index = bundle.entry().index();
    if (!CheckErasures(bundle)) return false;
    if (!result_.payload) return CheckRevisions(bundle) && FailWithoutPayload(bundle);
    if (result_.leaf.type == log::EntryType::kClaimErased) return CheckRemains(bundle);
    if (result_.payload->has_claim()) return CheckCitations(bundle, result_.payload->claim().citations());
    if (result_.payload->has_evidence()) {
      Citations citations;
      if (result_.payload->evidence().has_citation())
        *citations.Add() = result_.payload->evidence().citation();
      return CheckCitations(bundle, citations);
    }
    // The bundle of a revision may contain the revision's own text.
    for (const v1::RevisionProof& revision : bundle.revisions()) {
      if (!IsSameEntry(revision.entry(), bundle.entry()))
        return Fail("revision", "the bundle also proves another resource");
    }
    return CheckRevisions(bundle);
  }

  // A payload that is merely missing may have been left out. Only the entry of an erasure shows that it was
  // erased.
  bool FailWithoutPayload(const v1::ProofBundle& bundle) {
    if (!bundle.erasures().empty()) {
      return NotShown("payload",
                      absl::StrCat("what the entry records of ", result_.leaf.resource, " was erased"));
    }
    return NotShown("payload", absl::StrCat("the bundle does not contain what the entry records of ",
                                            result_.leaf.resource, "; only the leaf is proven"));
  }

  bool CheckCheckpoint(const std::string& text) {
    absl::StatusOr<log::Note> note = log::Note::FromText(text);
    if (!note.ok()) return Fail("checkpoint", std::string(note.status().message()));
    absl::StatusOr<log::Checkpoint> checkpoint = log::OpenCheckpoint(*note, log_key_);
    if (!checkpoint.ok()) return Fail("checkpoint", std::string(checkpoint.status().message()));
    result_.checkpoint = *std::move(checkpoint);
    Pass("checkpoint", absl::StrCat("signed by ", result_.checkpoint.origin, ", with ",
                                    result_.checkpoint.size, " entries"));
    for (const log::VerifierKey& witness : witnesses_) {
      bool cosigned = std::any_of(
          note->signatures.begin(), note->signatures.end(),
          [&](const auto& signature) { return log::VerifySignature(witness, note->text, signature); });
      if (!cosigned) return Fail("witness", absl::StrCat("the checkpoint is not cosigned by ", witness.name));
      Pass("witness", absl::StrCat("cosigned by ", witness.name));
    }
    return true;
  }

  // Checks that the entry is in the log, and is of a type and path that this verifier knows. If the proof contains
  // the payload, also checks that the leaf commits to the payload.
  bool CheckEntry(const v1::EntryProof& proof, const std::string& name, log::Leaf& leaf,
                  std::optional<v1::EntryPayload>& payload) {
    absl::Status included = VerifyInclusion(static_cast<uint64_t>(proof.index()), result_.checkpoint.size,
                                            HashOfLeaf(proof.leaf()), Hashes(proof.hashes()),
                                            log::BytesOf(result_.checkpoint.root));
    if (!included.ok()) return Fail(name, std::string(included.message()));
    if (!proof.leaf().empty() && proof.leaf().front() != kLeafVersion)
      return Newer(name, absl::StrCat("the format of entry ", proof.index(), " is not known"));
    std::optional<log::Leaf> decoded = log::DecodeLeaf(proof.leaf());
    if (!decoded) return Fail(name, "malformed leaf");
    leaf = *std::move(decoded);
    const std::vector<Resource> kinds = ResourcesOf(leaf.type);
    if (kinds.empty()) {
      return Newer(name, absl::StrCat("type ", static_cast<int>(leaf.type), " of entry ", proof.index(),
                                      " is not known"));
    }
    const std::optional<Resource> named = ResourceOf(leaf.resource);
    if (!named) return Newer(name, absl::StrCat("the path ", leaf.resource, " is not known"));
    if (std::find(kinds.begin(), kinds.end(), *named) == kinds.end())
      return Fail(name, absl::StrCat("entries of the type of entry ", proof.index(), " do not record ",
                                     leaf.resource));
    Pass(name, absl::StrCat("entry ", proof.index(), " of the log records ", leaf.resource));
    if (proof.payload().empty()) return true;
    if (log::Sha256(proof.payload()) != leaf.payload_sha256) {
      return Fail("payload",
                  absl::StrCat("the payload of entry ", proof.index(), " is not what was recorded"));
    }
    if (std::optional<ShapeFault> fault = FaultOfPayload(proof.payload()))
      return Fail("payload", absl::StrCat("malformed: ", fault->detail));
    payload.emplace();
    if (!payload->ParseFromString(proof.payload()) || payload->resource_case() != *named ||
        RecordedName(*payload) != leaf.resource) {
      return Fail("payload", "the payload is not of the resource that the leaf names");
    }
    const bool erases =
        leaf.type == log::EntryType::kDocumentErased || leaf.type == log::EntryType::kClaimErased;
    if (IsErased(*payload) != erases) {
      return Fail("payload", absl::StrCat("the type and the payload of entry ", proof.index(),
                                          " differ on whether ", leaf.resource, " is erased"));
    }
    return Pass("payload", absl::StrCat("the payload of ", leaf.resource, " is unchanged"));
  }

  // Checks the entries that erased documents. The bundle must leave out something of each document.
  bool CheckErasures(const v1::ProofBundle& bundle) {
    std::set<std::string> left_out;
    const auto add = [&](const v1::Citation& citation) {
      if (citation.erased()) left_out.insert(DocumentOf(citation.revision()));
    };
    if (result_.payload) {
      for (const v1::Citation& citation : result_.payload->claim().citations()) add(citation);
      add(result_.payload->evidence().citation());
    } else {
      left_out.insert(DocumentOf(result_.leaf.resource));
    }
    for (const v1::EntryProof& proof : bundle.erasures()) {
      log::Leaf leaf;
      std::optional<v1::EntryPayload> payload;
      if (!CheckEntry(proof, "erasure", leaf, payload)) return false;
      if (!payload || !payload->document().has_erasure())
        return Fail("erasure", absl::StrCat("entry ", proof.index(), " does not record an erasure"));
      if (left_out.erase(leaf.resource) == 0) {
        return Fail("erasure", absl::StrCat("the bundle leaves out nothing of ", leaf.resource,
                                            ", or has its erasure twice"));
      }
      const v1::Erasure& erasure = payload->document().erasure();
      Pass("erasure", absl::StrCat(leaf.resource, " was erased, requested by ", erasure.requested_by(), ": ",
                                   erasure.reason()));
    }
    return true;
  }

  // Checks an entry that erased a claim, or evidence, a review or a link of the claim.
  bool CheckRemains(const v1::ProofBundle& bundle) {
    const std::string& name = result_.leaf.resource;
    if (HasWords(*result_.payload))
      return Fail("erasure", absl::StrCat(name, " is marked as erased but still contains words"));
    if (!bundle.revisions().empty())
      return Fail("erasure", absl::StrCat(name, " is erased, but the bundle proves a revision"));
    return Pass("erasure", absl::StrCat("the words of ", name, " were erased"));
  }

  bool CheckRevisions(const v1::ProofBundle& bundle) {
    return std::all_of(bundle.revisions().begin(), bundle.revisions().end(),
                       [this](const v1::RevisionProof& revision) { return CheckRevision(revision); });
  }

  bool CheckRevision(const v1::RevisionProof& proof) {
    log::Leaf leaf;
    std::optional<v1::EntryPayload> payload;
    if (!CheckEntry(proof.entry(), "revision", leaf, payload)) return false;
    if (!payload || !payload->has_revision())
      return Fail("revision", "the payload of the revision is missing");
    v1::Revision revision = std::move(*payload->mutable_revision());
    for (const v1::Revision& other : result_.revisions) {
      if (other.name() == revision.name())
        return Fail("revision", absl::StrCat("the bundle proves ", revision.name(), " twice"));
    }
    int64_t previous = -1;
    for (const v1::SentenceProof& sentence : proof.sentences()) {
      if (sentence.index() <= previous) {
        return Fail("sentence", absl::StrCat("the sentences of ", revision.name(),
                                             " are not in the order of the text, or one is there twice"));
      }
      previous = sentence.index();
      if (!CheckSentence(sentence, revision, payload->sentences_root())) return false;
    }
    if (!proof.text().empty()) {
      if (DigestOf(proof.text()) != revision.text_sha256()) {
        return Fail("text", absl::StrCat("the text does not match ", revision.name()));
      }
      Pass("text", absl::StrCat("the text matches ", revision.name()));
      revision.set_text(proof.text());
    }
    result_.revisions.push_back(std::move(revision));
    result_.sentences.emplace_back(proof.sentences().begin(), proof.sentences().end());
    return true;
  }

  bool CheckSentence(const v1::SentenceProof& sentence, const v1::Revision& revision,
                     const std::string& root) {
    absl::Status included = VerifyInclusion(
        static_cast<uint64_t>(sentence.index()), static_cast<uint64_t>(revision.sentence_count()),
        HashOfLeaf(SentenceLeaf(sentence)), Hashes(sentence.hashes()), root);
    std::string which = absl::StrCat("sentence ", sentence.index(), " of ", revision.name());
    if (!included.ok()) return Fail("sentence", absl::StrCat(which, ": ", included.message()));
    if (sentence.byte_start() < 0 || sentence.byte_end() < sentence.byte_start() ||
        sentence.byte_end() - sentence.byte_start() != static_cast<int64_t>(sentence.text().size())) {
      return Fail("sentence", absl::StrCat(which, ": the length of its span is not the length of its text"));
    }
    return Pass("sentence", absl::StrCat(which, " is unchanged"));
  }

  using Citations = google::protobuf::RepeatedPtrField<v1::Citation>;

  // Checks the citations of a claim or of evidence, and the revisions that they cite.
  bool CheckCitations(const v1::ProofBundle& bundle, const Citations& citations) {
    if (citations.empty()) return Fail("quote", absl::StrCat(result_.leaf.resource, " has no citations"));
    if (!CheckRevisions(bundle)) return false;
    std::vector<bool> cited(result_.revisions.size(), false);
    for (int i = 0; i < citations.size(); ++i) {
      const v1::Citation& citation = citations[i];
      if (citation.erased()) {
        if (HasWords(citation)) {
          return Fail("quote", absl::StrCat("citation ", i, " is marked as erased but still contains words"));
        }
        Pass("quote", absl::StrCat("the words of citation ", i, " were erased with ", citation.revision()));
        continue;
      }
      auto revision =
          std::find_if(result_.revisions.begin(), result_.revisions.end(),
                       [&](const v1::Revision& other) { return other.name() == citation.revision(); });
      if (revision == result_.revisions.end()) {
        return Fail("quote", absl::StrCat("the bundle does not prove ", citation.revision(), ", which ",
                                          result_.leaf.resource, " cites"));
      }
      auto position = static_cast<size_t>(revision - result_.revisions.begin());
      cited[position] = true;
      if (!CheckQuote(citation, *revision, result_.sentences[position])) return false;
    }
    if (std::find(cited.begin(), cited.end(), false) == cited.end()) return true;
    return Fail("revision",
                absl::StrCat("the bundle proves a revision that ", result_.leaf.resource, " does not cite"));
  }

  bool CheckQuote(const v1::Citation& citation, const v1::Revision& revision,
                  const std::vector<v1::SentenceProof>& sentences) {
    const std::string& quote = citation.quote();
    const v1::Span& span = citation.span();
    if (quote.empty() || span.byte_start() < 0 || span.byte_end() < span.byte_start() ||
        span.byte_end() - span.byte_start() != static_cast<int64_t>(quote.size()) ||
        DigestOf(quote) != citation.quote_sha256()) {
      return Fail("quote", "the quote does not match its digest and span");
    }
    std::string where = absl::StrCat(revision.name(), ", bytes ", span.byte_start(), " to ", span.byte_end());
    if (!revision.text().empty()) {
      auto start = static_cast<size_t>(span.byte_start());
      if (start > revision.text().size() || revision.text().compare(start, quote.size(), quote) != 0) {
        return Fail("quote", absl::StrCat("the quote is not in ", where));
      }
      return Pass("quote", absl::StrCat("found in ", where));
    }
    if (citation.sentences().empty() || sentences.empty()) {
      return Fail("quote",
                  absl::StrCat("nothing proves the words of ", where, "; request a bundle with the text"));
    }
    if (!CheckSentencesOf(citation, revision, sentences)) return false;
    return Pass("quote", absl::StrCat("found in ", where));
  }

  // Checks that the cited sentences are consecutive. Also checks that the quote consists only of their words
  // and the white space around them.
  bool CheckSentencesOf(const v1::Citation& citation, const v1::Revision& revision,
                        const std::vector<v1::SentenceProof>& sentences) {
    const std::string_view quote = citation.quote();
    const v1::Span& span = citation.span();
    auto words = [&](int64_t from, int64_t to) {  // part of the quote, by byte offsets of the revision
      return quote.substr(static_cast<size_t>(from - span.byte_start()), static_cast<size_t>(to - from));
    };
    for (const std::string& name : citation.sentences()) {
      if (!IsSentenceName(name)) return Newer("quote", absl::StrCat("the path ", name, " is not known"));
    }
    int64_t shown = span.byte_start();  // the quote is proven up to here
    const v1::SentenceProof* previous = nullptr;
    for (const std::string& name : citation.sentences()) {
      const v1::SentenceProof* sentence = Find(name, revision, sentences);
      if (sentence == nullptr) return Fail("quote", absl::StrCat("the bundle does not prove ", name));
      if (previous != nullptr && sentence->index() != previous->index() + 1) {
        return Fail("quote", absl::StrCat(name, " does not directly follow the sentence cited before it"));
      }
      const int64_t start = std::max(sentence->byte_start(), span.byte_start());
      const int64_t end = std::min(sentence->byte_end(), span.byte_end());
      if (start >= end ||
          sentence->text().compare(static_cast<size_t>(start - sentence->byte_start()),
                                   static_cast<size_t>(end - start), words(start, end)) != 0) {
        return Fail("quote", absl::StrCat("the quote is not in ", name));
      }
      if (start < shown || !IsWhiteSpace(words(shown, start))) return FailBeyond(shown, start);
      shown = end;
      previous = sentence;
    }
    return IsWhiteSpace(words(shown, span.byte_end())) || FailBeyond(shown, span.byte_end());
  }

  bool FailBeyond(int64_t from, int64_t to) {
    return Fail("quote", absl::StrCat("the cited sentences do not contain its bytes ", from, " to ", to));
  }

  static const v1::SentenceProof* Find(const std::string& name, const v1::Revision& revision,
                                       const std::vector<v1::SentenceProof>& sentences) {
    for (const v1::SentenceProof& sentence : sentences) {
      if (name == absl::StrCat(revision.name(), "/sentences/", sentence.index())) return &sentence;
    }
    return nullptr;
  }

  const log::VerifierKey& log_key_;
  const std::vector<log::VerifierKey>& witnesses_;
  Verification result_;
};

}  // namespace

Verification VerifyBundle(std::string_view bytes, const log::VerifierKey& log_key,
                          const std::vector<log::VerifierKey>& witnesses) {
  return Verifier(log_key, witnesses).Run(bytes);
}

}  // namespace verbatim::verify
