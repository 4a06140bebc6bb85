#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "registry/registry.h"
#include "verbatim/v1/citation.pb.h"

namespace verbatim::interchange {

// The source of a citation, as a file names it.
struct NamedSource {
  std::string name;  // a document or revision of an earlier export; empty if the file names none
  std::string uri;   // empty if the file has none
  std::vector<std::string> canonical;  // other URIs of the same source
};

// Finds the documents that the items of a file cite. Any thread.
class SourceResolver {
 public:
  // `document` is the document, or the revision, of items whose source is not recorded; may be empty.
  // `registry` must outlive the object.
  SourceResolver(registry::Registry& registry, std::string document)
      : registry_(registry), document_(std::move(document)) {}

  struct Found {
    std::string name;         // a document or a revision
    bool is_default = false;  // no recorded document is the source
  };

  // Returns the document or revision of a source. The first of these that exists:
  //   1. the document or revision with the source's name
  //   2. the document with the source's URI
  //   3. the document with this URI without its fragment
  //   4. the documents of 2 and 3 for each canonical URI
  //   5. the same URIs without the percent-encoding of exports (iri.h)
  //   6. the same URIs with the other form of the path: with a slash at its end, or without one
  //   7. the default document
  // If several documents have the URI, the default document is chosen among them. Documents of kind REVIEW
  // are no sources.
  //
  // INVALID_ARGUMENT, naming `path`, if there is no document; if there are several and none is the default
  // document; or if the source has a name and a URI that are those of different documents.
  absl::StatusOr<Found> Find(std::string_view path, const NamedSource& source) const;

  // Returns the document of steps 2 to 6, or an empty string if there is none. Returns the errors of Find.
  absl::StatusOr<std::string> FindByUris(std::string_view path, const NamedSource& source) const;

  // Returns the revisions of a document that were current at the times: for each time, the last revision that
  // was retrieved, or recorded if that is unknown, by then. Each is returned once. Times before the first
  // revision are skipped.
  absl::StatusOr<std::vector<std::string>> RevisionsAt(const std::string& document,
                                                       const std::vector<absl::Time>& times) const;

 private:
  absl::StatusOr<bool> Exists(const std::string& name) const;
  absl::Status CheckUri(std::string_view path, const NamedSource& source) const;
  absl::StatusOr<std::string> FindByUri(std::string_view path, const std::string& uri) const;

  registry::Registry& registry_;
  const std::string document_;
};

}  // namespace verbatim::interchange
