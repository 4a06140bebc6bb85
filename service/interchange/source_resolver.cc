#include "interchange/source_resolver.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/iri.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::Revision;

// Returns the URI with a slash at the end of its path added, or removed. Empty if the URI has no authority.
std::string OtherSlash(const std::string& uri) {
  constexpr std::string_view kAuthority = "://";
  const size_t authority = uri.find(kAuthority);
  if (authority == std::string::npos) return "";
  const size_t end = std::min(uri.find_first_of("?#"), uri.size());
  if (end <= authority + kAuthority.size()) return "";
  if (uri[end - 1] == '/') return uri.substr(0, end - 1) + uri.substr(end);
  return uri.substr(0, end) + "/" + uri.substr(end);
}

void AddOnce(std::string uri, std::vector<std::string>& uris) {
  if (!uri.empty() && std::find(uris.begin(), uris.end(), uri) == uris.end()) uris.push_back(std::move(uri));
}

// Returns the URIs under which the source may be recorded, in the order of preference.
std::vector<std::string> UrisOf(const NamedSource& source) {
  std::vector<std::string> given = {source.uri}, uris;
  given.insert(given.end(), source.canonical.begin(), source.canonical.end());
  for (const std::string& uri : given) {
    AddOnce(uri, uris);
    AddOnce(WithoutFragment(uri), uris);
  }
  // Exports write URIs as IRIs.
  for (size_t i = 0, exact = uris.size(); i < exact; ++i) AddOnce(UnescapeIri(uris[i]), uris);
  for (size_t i = 0, exact = uris.size(); i < exact; ++i) AddOnce(OtherSlash(uris[i]), uris);
  return uris;
}

absl::Time TimeOf(const Revision& revision) {
  const auto& time = revision.has_retrieve_time() ? revision.retrieve_time() : revision.create_time();
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

std::string DocumentPartOf(const std::string& name) {
  return IsRevisionName(name) ? std::string(DocumentOfRevision(name)) : name;
}

}  // namespace

absl::StatusOr<bool> SourceResolver::Exists(const std::string& name) const {
  absl::Status status;
  if (IsRevisionName(name)) {
    verbatim::v1::GetRevisionRequest request;
    request.set_name(name);
    request.set_view(verbatim::v1::REVISION_VIEW_BASIC);
    status = registry_.documents().GetRevision(request).status();
  } else {
    verbatim::v1::GetDocumentRequest request;
    request.set_name(name);
    status = registry_.documents().Get(request).status();
  }
  if (absl::IsNotFound(status)) return false;
  // An erased revision exists. Its quotes are refused later.
  if (absl::IsFailedPrecondition(status)) return true;
  ABSL_RETURN_IF_ERROR(status);
  return true;
}

absl::Status SourceResolver::CheckUri(std::string_view path, const NamedSource& source) const {
  if (source.uri.empty()) return absl::OkStatus();
  verbatim::v1::GetDocumentRequest request;
  request.set_name(DocumentPartOf(source.name));
  ABSL_ASSIGN_OR_RETURN(auto response, registry_.documents().Get(request));
  const verbatim::v1::Document& document = response.document();
  if (document.has_erasure()) return absl::OkStatus();
  for (const std::string& uri : UrisOf(source)) {
    if (uri == document.uri() || uri == EscapeIri(document.uri())) return absl::OkStatus();
  }
  return InvalidField(path, absl::StrCat("the item names ", source.name,
                                         ", which is not a document with the URI ", source.uri));
}

absl::StatusOr<std::string> SourceResolver::FindByUri(std::string_view path, const std::string& uri) const {
  verbatim::v1::ListDocumentsRequest request;
  request.mutable_filter()->set_uri(uri);
  const std::string chosen = DocumentPartOf(document_);
  std::string first;
  size_t count = 0;
  do {
    ABSL_ASSIGN_OR_RETURN(auto page, registry_.documents().List(request));
    for (const verbatim::v1::Document& document : page.documents()) {
      if (document.kind() == verbatim::v1::DOCUMENT_KIND_REVIEW) continue;
      if (document.name() == chosen) return document_;
      if (count++ == 0) first = document.name();
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (count < 2) return first;
  return InvalidField(path, absl::StrCat("several documents have the URI ", uri,
                                         "; set options.document to one of these documents"));
}

absl::StatusOr<std::string> SourceResolver::FindByUris(std::string_view path,
                                                       const NamedSource& source) const {
  for (const std::string& uri : UrisOf(source)) {
    ABSL_ASSIGN_OR_RETURN(std::string name, FindByUri(path, uri));
    if (!name.empty()) return name;
  }
  return "";
}

absl::StatusOr<SourceResolver::Found> SourceResolver::Find(std::string_view path,
                                                           const NamedSource& source) const {
  if (!source.name.empty()) {
    ABSL_ASSIGN_OR_RETURN(const bool exists, Exists(source.name));
    if (exists) {
      ABSL_RETURN_IF_ERROR(CheckUri(path, source));
      return Found{source.name};
    }
  }
  ABSL_ASSIGN_OR_RETURN(std::string name, FindByUris(path, source));
  if (!name.empty()) return Found{std::move(name)};
  if (!document_.empty()) return Found{document_, true};
  if (!source.uri.empty()) return InvalidField(path, absl::StrCat("no document has the URI ", source.uri));
  if (!source.name.empty()) return InvalidField(path, absl::StrCat("there is no ", source.name));
  return InvalidField(path, "the item names no source; set options.document to the document of such items");
}

absl::StatusOr<std::vector<std::string>> SourceResolver::RevisionsAt(
    const std::string& document, const std::vector<absl::Time>& times) const {
  std::vector<std::optional<Revision>> current(times.size());
  verbatim::v1::ListRevisionsRequest request;
  request.set_parent(document);
  do {
    ABSL_ASSIGN_OR_RETURN(auto page, registry_.documents().ListRevisions(request));
    for (const Revision& revision : page.revisions()) {
      for (size_t i = 0; i < times.size(); ++i) {
        const absl::Time time = TimeOf(revision);
        if (time <= times[i] && (!current[i] || time >= TimeOf(*current[i]))) current[i] = revision;
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::vector<std::string> names;
  for (const std::optional<Revision>& revision : current) {
    if (revision) AddOnce(revision->name(), names);
  }
  return names;
}

}  // namespace verbatim::interchange
