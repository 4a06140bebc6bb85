#include "verify/entry_kinds.h"

namespace verbatim::verify {

std::vector<Resource> ResourcesOf(log::EntryType type) {
  switch (type) {
    case log::EntryType::kDocumentCreated:
    case log::EntryType::kDocumentErased:
    case log::EntryType::kDocumentUpdated:
    case log::EntryType::kDocumentCorrected:
      return {Resource::kDocument};
    case log::EntryType::kRevisionCreated:
      return {Resource::kRevision};
    case log::EntryType::kClaimCreated:
    case log::EntryType::kClaimUpdated:
    case log::EntryType::kClaimRetracted:
    case log::EntryType::kClaimRedacted:
    case log::EntryType::kClaimReanchored:
      return {Resource::kClaim};
    case log::EntryType::kEvidenceCreated:
    case log::EntryType::kEvidenceRedacted:
    case log::EntryType::kEvidenceRetracted:
      return {Resource::kEvidence};
    case log::EntryType::kReviewCreated:
    case log::EntryType::kReviewSuperseded:
    case log::EntryType::kReviewRetracted:
      return {Resource::kReview};
    case log::EntryType::kLinkCreated:
    case log::EntryType::kLinkRetracted:
      return {Resource::kLink};
    case log::EntryType::kClaimErased:
      return {Resource::kClaim, Resource::kEvidence, Resource::kReview, Resource::kLink};
  }
  return {};
}

std::optional<Resource> ResourceOf(std::string_view name) {
  std::vector<std::string_view> parts;
  for (size_t slash = 0; slash != std::string_view::npos;) {
    slash = name.find('/');
    parts.push_back(name.substr(0, slash));
    if (parts.back().empty()) return std::nullopt;
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  }
  if (parts.size() != 2 && parts.size() != 4) return std::nullopt;
  const bool is_child = parts.size() == 4;
  if (parts[0] == "documents") {
    if (!is_child) return Resource::kDocument;
    if (parts[2] == "revisions") return Resource::kRevision;
  } else if (parts[0] == "claims") {
    if (!is_child) return Resource::kClaim;
    if (parts[2] == "evidence") return Resource::kEvidence;
    if (parts[2] == "reviews") return Resource::kReview;
    if (parts[2] == "links") return Resource::kLink;
  }
  return std::nullopt;
}

std::string RecordedName(const v1::EntryPayload& payload) {
  switch (payload.resource_case()) {
    case Resource::kDocument:
      return payload.document().name();
    case Resource::kRevision:
      return payload.revision().name();
    case Resource::kClaim:
      return payload.claim().name();
    case Resource::kEvidence:
      return payload.evidence().name();
    case Resource::kReview:
      return payload.review().name();
    case Resource::kLink:
      return payload.link().name();
    case Resource::RESOURCE_NOT_SET:
      break;
  }
  return "";
}

bool IsSentenceName(std::string_view name) {
  constexpr std::string_view kSentences = "/sentences/";
  const size_t end = name.rfind(kSentences);
  if (end == std::string_view::npos || ResourceOf(name.substr(0, end)) != Resource::kRevision) return false;
  const std::string_view index = name.substr(end + kSentences.size());
  return !index.empty() && index.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace verbatim::verify
