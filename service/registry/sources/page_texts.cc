#include "registry/sources/page_texts.h"

#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/records/payload_reader.h"
#include "registry/sources/content_decoding.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "text/html/page_text.h"

namespace verbatim::registry {

absl::StatusOr<std::optional<std::string>> ReadPageText(store::Store& store, const std::string& revision,
                                                        const sync::CallContext& call) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(store, revision, "revision"));
  if (!record.payload) return std::nullopt;
  ABSL_ASSIGN_OR_RETURN(auto read, ReadRevision(record.created, record.payload));
  if (!read.media_type().starts_with("text/html") || read.content_sha256() == read.text_sha256()) {
    return std::nullopt;
  }
  ABSL_ASSIGN_OR_RETURN(auto bytes, ReadContentBytes(store, read));
  verbatim::v1::Content content;
  content.set_media_type(read.media_type());
  content.set_data(std::move(bytes));
  ABSL_ASSIGN_OR_RETURN(DecodedContent decoded, DecodeContent(content, call));
  std::string page = text::PageText(decoded.converted ? decoded.text : content.data(), call.ShouldStop());
  ABSL_RETURN_IF_ERROR(call.Check());
  return page;
}

absl::StatusOr<RevisionPage> RevisionPages::Read(const std::string& revision, const sync::CallContext& call) {
  RevisionPage page;
  ABSL_ASSIGN_OR_RETURN(RevisionText read, texts_.Read(revision, "revision"));
  page.revision = std::move(read.name);
  page.text = std::move(read.text);
  ABSL_ASSIGN_OR_RETURN(page.page, ReadPageText(store_, page.revision, call));
  return page;
}

}  // namespace verbatim::registry
