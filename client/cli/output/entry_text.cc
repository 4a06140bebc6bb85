#include "cli/output/entry_text.h"

#include "cli/output/render.h"
#include "cli/output/terminal.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::cli {
namespace {

void PrintReason(const std::string& reason, std::ostream& out) {
  if (!reason.empty()) out << "  reason: " << OneLine(reason) << '\n';
}

// Prints an anchoring whose state changed.
void PrintNewAnchoring(const v1::Anchoring& anchoring, const Session& session, std::ostream& out) {
  if (anchoring.state() == anchoring.previous_state()) return;
  if (anchoring.state() == v1::ANCHORING_STATE_CURRENT) {
    out << "  now: current in " << OneLine(anchoring.revision()) << '\n';
  }
  PrintAnchoring(anchoring, session, out);
}

void PrintClaimChange(v1::EntryType type, const v1::Claim& claim, const Session& session, std::ostream& out) {
  switch (type) {
    case v1::ENTRY_TYPE_CLAIM_CREATED:
    case v1::ENTRY_TYPE_CLAIM_UPDATED:
      out << "  claim: " << OneLine(claim.text()) << '\n';
      break;
    case v1::ENTRY_TYPE_CLAIM_REANCHORED:
      PrintNewAnchoring(claim.anchoring(), session, out);
      for (const v1::Anchoring& anchoring : claim.further_anchorings()) {
        PrintNewAnchoring(anchoring, session, out);
      }
      break;
    case v1::ENTRY_TYPE_CLAIM_ERASED:
      out << "  requested by: " << OneLine(claim.erasure().requested_by()) << '\n';
      PrintReason(claim.erasure().reason(), out);
      break;
    default:
      PrintReason(claim.state_reason(), out);
  }
}

void PrintDocumentChange(const v1::Document& document, std::ostream& out) {
  if (!document.title().empty()) out << "  title: " << OneLine(document.title()) << '\n';
  if (!document.uri().empty()) out << "  uri: " << OneLine(document.uri()) << '\n';
  if (document.has_erasure()) out << "  requested by: " << OneLine(document.erasure().requested_by()) << '\n';
  PrintReason(document.erasure().reason(), out);
}

void PrintEvidenceChange(const v1::Evidence& evidence, std::ostream& out) {
  out << "  " << EnumWords(v1::EvidenceStance_Name(evidence.stance()), "EVIDENCE_STANCE_", evidence.stance());
  if (!evidence.citation().quote().empty()) out << ": " << OneLine(evidence.citation().quote());
  out << '\n';
  PrintReason(evidence.state_reason(), out);
}

void PrintReviewChange(const v1::Review& review, std::ostream& out) {
  if (review.erased()) return;
  out << "  by " << OneLine(review.reviewer().name());
  if (!review.rating().words().empty()) out << ": " << OneLine(review.rating().words());
  out << '\n';
  if (!review.superseded_by().empty()) out << "  superseded by " << OneLine(review.superseded_by()) << '\n';
  PrintReason(review.state_reason(), out);
}

}  // namespace

void PrintEntryChange(const v1::LogEntry& entry, const Session& session, std::ostream& out) {
  v1::EntryPayload payload;
  if (entry.payload().empty() || !payload.ParseFromString(entry.payload())) return;
  switch (payload.resource_case()) {
    case v1::EntryPayload::kClaim:
      return PrintClaimChange(entry.type(), payload.claim(), session, out);
    case v1::EntryPayload::kDocument:
      return PrintDocumentChange(payload.document(), out);
    case v1::EntryPayload::kEvidence:
      return PrintEvidenceChange(payload.evidence(), out);
    case v1::EntryPayload::kReview:
      return PrintReviewChange(payload.review(), out);
    case v1::EntryPayload::kLink:
      out << "  "
          << EnumWords(v1::LinkRelation_Name(payload.link().relation()), "LINK_RELATION_",
                       payload.link().relation())
          << ' ' << OneLine(payload.link().target()) << '\n';
      return PrintReason(payload.link().state_reason(), out);
    case v1::EntryPayload::kRevision:
      out << "  " << Counted(payload.revision().byte_length(), "byte") << ", "
          << Counted(payload.revision().sentence_count(), "sentence") << '\n';
      return;
    case v1::EntryPayload::RESOURCE_NOT_SET:
      return;
  }
}

std::string EntryJsonLine(const v1::LogEntry& entry) {
  std::string line = JsonLine(entry);
  v1::EntryPayload payload;
  if (entry.payload().empty() || !payload.ParseFromString(entry.payload())) return line;
  std::string decoded = JsonLine(payload, EmptyFields::kOmit);
  if (line.size() < 2 || decoded.empty()) return line;
  decoded.pop_back();  // the line feed
  line.resize(line.size() - 2);
  return line + ",\"decoded\":" + decoded + "}\n";
}

}  // namespace verbatim::cli
