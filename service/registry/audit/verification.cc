#include "registry/audit/verification.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/audit/citation_verifier.h"
#include "registry/audit/damage.h"
#include "registry/audit/entry_verifier.h"
#include "registry/audit/verification_report.h"
#include "registry/commit/read_resource.h"
#include "registry/records/attachments.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::CHECK_KIND_LOG_INCLUSION;
using verbatim::v1::CHECK_KIND_LOG_PAYLOAD;
using verbatim::v1::CHECK_KIND_QUOTE;
using verbatim::v1::CHECK_KIND_REVISION_TEXT;
using verbatim::v1::Claim;
using verbatim::v1::EntryPayload;
using verbatim::v1::VerifyClaimResponse;

// A claim and its sources are not read at one instant. If a check fails and the claim was written during the
// verification, for example because a source was erased, the claim is verified again, up to this many times.
constexpr int kVerifyAttempts = 4;

// One verification of the claim in `record`. Holds one text in memory at a time.
class ClaimVerifier {
 public:
  ClaimVerifier(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity,
                const store::Record& record, const sync::CallContext& context)
      : store_(store), record_(record), context_(context), entries_(store, checkpoints, identity, report_) {}

  absl::StatusOr<VerifyClaimResponse> Verify() {
    ABSL_ASSIGN_OR_RETURN(auto checkpoint, entries_.OpenCheckpoint());
    if (checkpoint) *response_.mutable_checkpoint() = *std::move(checkpoint);
    ABSL_ASSIGN_OR_RETURN(auto payload, entries_.Verify("", record_, EntryVerifier::Payload::kMustBeThere));
    Claim& claim = *response_.mutable_claim();
    claim.set_name(record_.resource);
    if (payload && payload->has_claim()) {
      claim = std::move(*payload->mutable_claim());
      SetIndex(record_.latest, claim);
    }
    ABSL_RETURN_IF_ERROR(VerifyCitations(claim));
    response_.set_verified(report_.verified());
    return std::move(response_);
  }

 private:
  absl::Status VerifyCitations(const Claim& claim) {
    const int count = std::min(claim.citations_size(), kMaxCitations);
    std::vector<bool> checked(static_cast<size_t>(count), false);
    for (int first = 0; first < count; ++first) {
      if (checked[static_cast<size_t>(first)]) continue;
      const verbatim::v1::Citation& citation = claim.citations(first);
      ABSL_ASSIGN_OR_RETURN(
          auto text, VerifyRevision(citation.revision(), absl::StrCat("citations[", first, "].revision"),
                                    citation.erased()));
      for (int i = first; i < count; ++i) {
        if (claim.citations(i).revision() != citation.revision()) continue;
        ABSL_RETURN_IF_ERROR(context_.Check());
        VerifyCitation(text, absl::StrCat("citations[", i, "]"), claim, claim.citations(i), report_);
        checked[static_cast<size_t>(i)] = true;
      }
    }
    if (count < claim.citations_size()) {
      report_.Fail(CHECK_KIND_QUOTE, "citations",
                   absl::StrCat("are ", claim.citations_size(), "; only the first ", kMaxCitations,
                                " were checked, because no valid claim has more"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<StoredText> VerifyRevision(const std::string& name, const std::string& subject,
                                            bool erased) {
    ABSL_RETURN_IF_ERROR(context_.Check());
    auto record = ReadUnchecked(store_, name, "name");
    if (!record.ok()) {
      if (!IsDamage(record.status()) && record.status().code() != absl::StatusCode::kNotFound) {
        return record.status();
      }
      const std::string missing = absl::StrCat(name, " is missing or damaged");
      report_.Fail(CHECK_KIND_LOG_PAYLOAD, subject, missing);
      report_.Skip(CHECK_KIND_LOG_INCLUSION, subject, missing);
      report_.Skip(CHECK_KIND_REVISION_TEXT, subject, missing);
      return StoredText(name, std::nullopt, std::nullopt, std::nullopt);
    }
    ABSL_ASSIGN_OR_RETURN(auto payload, entries_.Verify(subject, *record,
                                                        erased ? EntryVerifier::Payload::kMayBeErased
                                                               : EntryVerifier::Payload::kMustBeThere));
    ABSL_ASSIGN_OR_RETURN(auto bytes, ReadAttachment(record->created, kTextAttachment));
    ABSL_ASSIGN_OR_RETURN(auto encoded, ReadAttachment(record->created, kSentencesAttachment));
    ABSL_RETURN_IF_ERROR(context_.Check());  // each step below takes up to some 20 ms for 16 MiB
    VerifyText(name, subject, erased, bytes, payload);
    ABSL_RETURN_IF_ERROR(context_.Check());
    std::optional<std::vector<text::ByteRange>> sentences;
    if (bytes && encoded && payload && log::BytesOf(log::Sha256(*encoded)) == payload->sentences_sha256()) {
      if (auto decoded = DecodeRanges(*encoded, bytes->size()); decoded.ok()) sentences = *std::move(decoded);
    }
    ABSL_RETURN_IF_ERROR(context_.Check());
    ABSL_ASSIGN_OR_RETURN(auto source, ReadSource(name));
    StoredText text(name, std::move(source), std::move(bytes), std::move(sentences), context_.ShouldStop());
    ABSL_RETURN_IF_ERROR(context_.Check());
    return text;
  }

  // Returns nothing if the document was erased or is too damaged to be read.
  absl::StatusOr<std::optional<Source>> ReadSource(std::string_view revision) {
    auto record = ReadResource(store_, std::string(DocumentOfRevision(revision)), "name");
    auto source = record.ok() ? SourceOf(record->latest, record->payload, revision) : record.status();
    if (source.ok()) return *std::move(source);
    if (IsDamage(source.status()) || source.status().code() == absl::StatusCode::kNotFound)
      return std::nullopt;
    return source.status();
  }

  // Returns nothing if the attachment is missing or too damaged to be read.
  absl::StatusOr<std::optional<std::string>> ReadAttachment(store::LogIndex index, int64_t part) {
    auto attachment = store_.ReadAttachment(index, part);
    if (attachment.ok()) return attachment;
    if (IsDamage(attachment.status())) return std::nullopt;
    return FromStore(attachment.status());
  }

  void VerifyText(const std::string& name, const std::string& subject, bool erased,
                  const std::optional<std::string>& bytes, const std::optional<EntryPayload>& payload) {
    const std::string the_text = absl::StrCat("the text of ", name);
    if (erased && !bytes) {
      return report_.Skip(CHECK_KIND_REVISION_TEXT, subject, absl::StrCat(the_text, " was erased"));
    }
    if (erased) {
      return report_.Fail(
          CHECK_KIND_REVISION_TEXT, subject,
          absl::StrCat(the_text, " is stored, although the claim says that the text was erased"));
    }
    if (!bytes) {
      return report_.Fail(CHECK_KIND_REVISION_TEXT, subject,
                          absl::StrCat(the_text, " is missing or damaged"));
    }
    if (!payload || !payload->has_revision()) {
      return report_.Skip(CHECK_KIND_REVISION_TEXT, subject,
                          absl::StrCat("the recorded digest of ", name, " cannot be read"));
    }
    log::Digest digest = log::Sha256(*bytes);
    const std::string& recorded = payload->revision().text_sha256();
    if (recorded == log::BytesOf(digest)) {
      return report_.Pass(CHECK_KIND_REVISION_TEXT, subject,
                          absl::StrCat(name, ": ", bytes->size(), " bytes, SHA-256 ", log::ToHex(digest)));
    }
    std::optional<log::Digest> expected = log::DigestFromBytes(recorded);
    report_.Fail(
        CHECK_KIND_REVISION_TEXT, subject,
        absl::StrCat(the_text, " has SHA-256 ", log::ToHex(digest), " instead of ",
                     expected ? log::ToHex(*expected) : "the recorded value, which is not a digest"));
  }

  store::Store& store_;
  const store::Record& record_;
  const sync::CallContext& context_;
  VerifyClaimResponse response_;
  VerificationReport report_{*response_.mutable_checks()};
  EntryVerifier entries_;
};

}  // namespace

absl::StatusOr<VerifyClaimResponse> Verification::VerifyClaim(const verbatim::v1::VerifyClaimRequest& request,
                                                              const sync::CallContext& context) {
  if (!IsClaimName(request.name())) return InvalidField("name", "must be claims/{id}");
  for (int attempt = 0; attempt < kVerifyAttempts; ++attempt) {
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_ASSIGN_OR_RETURN(auto record, ReadUnchecked(store_, request.name(), "name"));
    auto response = ClaimVerifier(store_, checkpoints_, identity_, record, context).Verify();
    if (!response.ok() || response->verified()) return response;
    ABSL_ASSIGN_OR_RETURN(auto now, ReadUnchecked(store_, request.name(), "name"));
    if (now.latest == record.latest) return response;
  }
  return TooContended(request.name());
}

}  // namespace verbatim::registry
