#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/audit/verification_report.h"
#include "registry/sources/revision_texts.h"
#include "text/unicode/span.h"
#include "verbatim/v1/citation.pb.h"
#include "verbatim/v1/claim.pb.h"

namespace verbatim::registry {

// The text of a revision as the store has it now, for checks that take none of it on trust.
class StoredText {
 public:
  // `source`: nothing if the document cannot be read. `bytes`: nothing if the text is missing. `sentences`:
  // nothing if they are missing, unreadable, or not those that were recorded.
  StoredText(std::string revision, std::optional<Source> source, std::optional<std::string> bytes,
             std::optional<std::vector<text::ByteRange>> sentences);

  const std::string& revision() const { return indexed_.name; }
  // Null if the text is missing.
  const std::string* bytes() const;
  // Null unless the text is UTF-8: in no other can anything but bytes be counted.
  const RevisionText* indexed() const { return indexed_.text != nullptr ? &indexed_ : nullptr; }
  // Whether indexed() has the sentences as they were recorded.
  bool has_sentences() const { return has_sentences_; }
  // Whether indexed() has its source, on which the meaning of some of its words depends.
  bool has_source() const { return has_source_; }

 private:
  RevisionText indexed_;
  std::optional<std::string> ill_formed_;
  const bool has_source_;
  const bool has_sentences_;
};

// Whether a citation, whose path in the claim is `path`, says of its place what Ground (grounding.h) would
// say, and of the claim's statement what Attest (attestation.h) would. `text` is that of its revision. All is
// checked, also after something failed.
void CheckCitation(const StoredText& text, std::string_view path, const verbatim::v1::Claim& claim,
                   const verbatim::v1::Citation& citation, VerificationReport& checks);

}  // namespace verbatim::registry
