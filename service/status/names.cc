#include "status/names.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"

namespace verbatim {
namespace {

constexpr std::string_view kDocumentPrefix = "documents/";
constexpr std::string_view kRevisionPart = "/revisions/";
constexpr std::string_view kClaimPrefix = "claims/";
constexpr std::string_view kEvidencePart = "/evidence/";
constexpr std::string_view kReviewPart = "/reviews/";
constexpr std::string_view kLinkPart = "/links/";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Returns whether `text` is a revision's number: no sign, no leading zero, and at most 18 digits, which fit
// into an int64.
bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= 18 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), IsDigit);
}

// Returns whether `name` is `claims/{id}{collection}{id}`.
bool IsPartOfClaim(std::string_view name, std::string_view collection) {
  size_t slash = name.find(collection);
  return slash != std::string_view::npos && IsClaimName(name.substr(0, slash)) &&
         IsValidId(name.substr(slash + collection.size()));
}

}  // namespace

bool IsValidId(std::string_view id) {
  auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '-'; };
  return !id.empty() && id.size() <= 63 && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), allowed);
}

std::string DocumentName(std::string_view id) { return absl::StrCat("documents/", Absl(id)); }

std::string RevisionName(std::string_view document, int64_t number) {
  return absl::StrCat(Absl(document), "/revisions/", number);
}

std::string SentenceName(std::string_view revision, size_t index) {
  return absl::StrCat(Absl(revision), "/sentences/", index);
}

std::string ClaimName(std::string_view id) { return absl::StrCat("claims/", Absl(id)); }

std::string EvidenceName(std::string_view claim, std::string_view id) {
  return absl::StrCat(Absl(claim), Absl(kEvidencePart), Absl(id));
}

std::string ReviewName(std::string_view claim, std::string_view id) {
  return absl::StrCat(Absl(claim), Absl(kReviewPart), Absl(id));
}

std::string LinkName(std::string_view claim, std::string_view id) {
  return absl::StrCat(Absl(claim), Absl(kLinkPart), Absl(id));
}

bool IsDocumentName(std::string_view name) {
  return name.starts_with(kDocumentPrefix) && IsValidId(name.substr(kDocumentPrefix.size()));
}

bool IsRevisionName(std::string_view name) {
  size_t slash = name.find(kRevisionPart);
  return slash != std::string_view::npos && IsDocumentName(name.substr(0, slash)) &&
         IsNumber(name.substr(slash + kRevisionPart.size()));
}

bool IsClaimName(std::string_view name) {
  return name.starts_with(kClaimPrefix) && IsValidId(name.substr(kClaimPrefix.size()));
}

bool IsEvidenceName(std::string_view name) { return IsPartOfClaim(name, kEvidencePart); }

bool IsReviewName(std::string_view name) { return IsPartOfClaim(name, kReviewPart); }

bool IsLinkName(std::string_view name) { return IsPartOfClaim(name, kLinkPart); }

bool IsResourceName(std::string_view name) {
  return IsDocumentName(name) || IsRevisionName(name) || IsClaimName(name) || IsEvidenceName(name) ||
         IsReviewName(name) || IsLinkName(name);
}

std::string_view TypeOf(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"documents", "verbatim/Document"}, {"revisions", "verbatim/Revision"},
      {"sentences", "verbatim/Sentence"}, {"claims", "verbatim/Claim"},
      {"evidence", "verbatim/Evidence"},  {"reviews", "verbatim/Review"},
      {"links", "verbatim/Link"},         {"pages", "verbatim/Page"},
  };
  const size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) {
    const std::string_view path = name.substr(0, slash);
    const std::string_view collection = path.substr(path.rfind('/') + 1);
    for (const auto& [of_collection, type] : kTypes) {
      if (of_collection == collection) return type;
    }
  }
  return "verbatim/Checkpoint";
}

std::string_view ClaimOf(std::string_view name) {
  if (!name.starts_with(kClaimPrefix)) return {};
  return name.substr(0, name.find('/', kClaimPrefix.size()));
}

std::string_view DocumentOfRevision(std::string_view revision) {
  return revision.substr(0, revision.find(kRevisionPart));
}

int64_t NumberOfRevision(std::string_view revision) {
  std::string_view digits = revision.substr(revision.rfind('/') + 1);
  int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace verbatim
