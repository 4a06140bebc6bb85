#include "registry/audit/citation_verifier.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "registry/sources/to_proto.h"
#include "status/absl_view.h"
#include "text/unicode/utf8.h"
#include "text/values/comparison.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Attestation;
using verbatim::v1::CHECK_KIND_ATTESTATIONS;
using verbatim::v1::CHECK_KIND_CONTEXT;
using verbatim::v1::CHECK_KIND_QUOTE;
using verbatim::v1::CHECK_KIND_QUOTE_DIGEST;
using verbatim::v1::CHECK_KIND_SENTENCES;
using verbatim::v1::CHECK_KIND_SPAN;
using verbatim::v1::CheckKind;
using verbatim::v1::Citation;
using verbatim::v1::Claim;
using verbatim::v1::Span;

// Maximum length of an excerpt: about two lines. A detail holds two excerpts: the actual and the expected
// words.
constexpr size_t kExcerptBytes = 160;

// Returns the start of a text in quotation marks.
std::string Excerpt(std::string_view bytes) {
  std::string_view shown = text::FirstBytes(bytes, kExcerptBytes);
  return absl::StrCat("\"", Absl(shown), shown.size() < bytes.size() ? "…\"" : "\"");
}

// Describes how the words of a text differ from the expected words, from the first code point that differs.
std::string DescribeDifference(std::string_view actual, std::string_view expected) {
  auto at = static_cast<size_t>(
      std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end()).second -
      expected.begin());
  while (at > 0 && !text::IsCodePointBoundary(expected, at)) --at;
  return absl::StrCat("the first difference is at byte ", at, " of the expected words, where the text has ",
                      Excerpt(actual.substr(at)), " instead of ", Excerpt(expected.substr(at)));
}

// Returns, for example, "1 attestation" or "2 attestations".
std::string Count(int count, std::string_view noun) {
  return absl::StrCat(count, " ", Absl(noun), count == 1 ? "" : "s");
}

std::string Units(const Span& span) {
  return absl::StrCat("bytes ", span.byte_start(), " to ", span.byte_end(), ", code points ",
                      span.code_point_start(), " to ", span.code_point_end(), ", UTF-16 units ",
                      span.utf16_start(), " to ", span.utf16_end());
}

class CitationVerifier {
 public:
  CitationVerifier(const StoredText& text, std::string_view path, const Claim& claim,
                   const Citation& citation, VerificationReport& report)
      : text_(text), path_(path), claim_(claim), citation_(citation), report_(report) {}

  void VerifyAll() {
    VerifyDigest();
    if (citation_.erased()) return SkipPlace(absl::StrCat("erased with ", text_.revision()));
    if (text_.bytes() == nullptr) {
      return SkipPlace(absl::StrCat("the text of ", text_.revision(), " is missing"));
    }
    const Span& span = citation_.span();
    auto size = static_cast<int64_t>(text_.bytes()->size());
    if (span.byte_start() < 0 || span.byte_end() < span.byte_start() || span.byte_end() > size) {
      return FailPlace(absl::StrCat("bytes ", span.byte_start(), " to ", span.byte_end(),
                                    " are not a range of ", text_.revision(), ", which has ", size,
                                    " bytes"));
    }
    range_ = {static_cast<size_t>(span.byte_start()), static_cast<size_t>(span.byte_end())};
    VerifyQuote();
    VerifySpan();
    VerifyContext();
    VerifySentences();
    VerifyAttestations();
  }

 private:
  static constexpr std::pair<CheckKind, std::string_view> kOfPlace[] = {
      {CHECK_KIND_QUOTE, "quote"},         {CHECK_KIND_SPAN, "span"},
      {CHECK_KIND_CONTEXT, "prefix"},      {CHECK_KIND_CONTEXT, "suffix"},
      {CHECK_KIND_SENTENCES, "sentences"}, {CHECK_KIND_ATTESTATIONS, "attestations"}};

  std::string Field(std::string_view name) const { return absl::StrCat(Absl(path_), ".", Absl(name)); }

  void SkipPlace(std::string_view why) {
    for (const auto& [kind, field] : kOfPlace) report_.Skip(kind, Field(field), why);
  }
  void FailPlace(std::string_view why) {
    for (const auto& [kind, field] : kOfPlace) report_.Fail(kind, Field(field), why);
  }

  void VerifyDigest() {
    const std::string field = Field("quote_sha256");
    if (citation_.erased()) {
      return report_.Skip(CHECK_KIND_QUOTE_DIGEST, field, absl::StrCat("erased with ", text_.revision()));
    }
    log::Digest digest = log::Sha256(citation_.quote());
    if (citation_.quote_sha256() == log::BytesOf(digest)) {
      return report_.Pass(CHECK_KIND_QUOTE_DIGEST, field, absl::StrCat("SHA-256 ", log::ToHex(digest)));
    }
    std::optional<log::Digest> named = log::DigestFromBytes(citation_.quote_sha256());
    report_.Fail(CHECK_KIND_QUOTE_DIGEST, field,
                 absl::StrCat("the quote has SHA-256 ", log::ToHex(digest), " instead of ",
                              named ? log::ToHex(*named) : "the recorded value, which is not a digest"));
  }

  void VerifyQuote() {
    const std::string field = Field("quote");
    const std::string& quote = citation_.quote();
    std::string_view actual = std::string_view(*text_.bytes()).substr(range_.start, range_.size());
    if (quote.empty()) return report_.Fail(CHECK_KIND_QUOTE, field, "is empty");
    if (actual != quote) {
      return report_.Fail(CHECK_KIND_QUOTE, field,
                          absl::StrCat("is not at ", Where(), ": ", DescribeDifference(actual, quote)));
    }
    report_.Pass(CHECK_KIND_QUOTE, field, absl::StrCat("is at ", Where()));
  }

  void VerifySpan() {
    const std::string field = Field("span");
    const Span& span = citation_.span();
    if (text_.indexed() == nullptr) return report_.Fail(CHECK_KIND_SPAN, field, NotUtf8());
    const text::IndexedText& indexed = *text_.indexed()->text;
    if (!text::IsCodePointBoundary(indexed.text(), range_.start) ||
        !text::IsCodePointBoundary(indexed.text(), range_.end)) {
      return report_.Fail(CHECK_KIND_SPAN, field, absl::StrCat(Where(), " begin or end within a code point"));
    }
    Span expected = ToProto(indexed.SpanOf(range_));
    if (span.code_point_start() != expected.code_point_start() ||
        span.code_point_end() != expected.code_point_end() || span.utf16_start() != expected.utf16_start() ||
        span.utf16_end() != expected.utf16_end()) {
      return report_.Fail(CHECK_KIND_SPAN, field,
                          absl::StrCat("is ", Units(span), " instead of ", Units(expected)));
    }
    report_.Pass(CHECK_KIND_SPAN, field, Units(span));
  }

  // Compares bytes and counts no code points, so that damage elsewhere in the text does not fail this check.
  void VerifyContext() {
    std::string_view whole = *text_.bytes();
    std::string_view before = whole.substr(0, range_.start);
    std::string_view after = whole.substr(range_.end);
    before = before.substr(before.size() - std::min(before.size(), citation_.prefix().size()));
    after = after.substr(0, citation_.suffix().size());
    VerifySide("prefix", before, citation_.prefix());
    VerifySide("suffix", after, citation_.suffix());
  }

  void VerifySide(std::string_view name, std::string_view actual, const std::string& expected) {
    if (actual == expected) {
      report_.Pass(CHECK_KIND_CONTEXT, Field(name), absl::StrCat("is next to ", Where()));
    } else {
      report_.Fail(CHECK_KIND_CONTEXT, Field(name),
                   absl::StrCat("is not next to ", Where(), ": ", DescribeDifference(actual, expected)));
    }
  }

  void VerifySentences() {
    const std::string field = Field("sentences");
    if (text_.indexed() == nullptr) return report_.Fail(CHECK_KIND_SENTENCES, field, NotUtf8());
    if (!text_.has_sentences()) {
      return report_.Fail(
          CHECK_KIND_SENTENCES, field,
          absl::StrCat("the stored sentences of ", text_.revision(), " are not those that were recorded"));
    }
    std::vector<std::string> expected = SentencesOf(*text_.indexed(), range_);
    if (!std::equal(expected.begin(), expected.end(), citation_.sentences().begin(),
                    citation_.sentences().end())) {
      return report_.Fail(
          CHECK_KIND_SENTENCES, field,
          absl::StrCat("are ", Names(citation_.sentences()), ", but ", Where(), " are in ", Names(expected)));
    }
    report_.Pass(CHECK_KIND_SENTENCES, field, absl::StrCat(Where(), " are in ", Names(expected)));
  }

  void VerifyAttestations() {
    const std::string field = Field("attestations");
    if (text_.indexed() == nullptr) return report_.Fail(CHECK_KIND_ATTESTATIONS, field, NotUtf8());
    for (int i = 0; i < citation_.attestations_size(); ++i) {
      if (std::string fault = FaultOf(citation_.attestations(i)); !fault.empty()) {
        return report_.Fail(CHECK_KIND_ATTESTATIONS, absl::StrCat(field, "[", i, "]"), fault);
      }
    }
    const int rules = citation_.attestation_rules();
    if (rules == 0) {
      const bool none = citation_.attestations().empty();
      return none ? report_.Pass(CHECK_KIND_ATTESTATIONS, field, "the quote was not searched for values")
                  : report_.Fail(CHECK_KIND_ATTESTATIONS, field,
                                 "are present although the quote was not searched for values");
    }
    if (rules != text::kValueRulesVersion) {
      return report_.Pass(
          CHECK_KIND_ATTESTATIONS, field,
          absl::StrCat("the words are in the text, but their values were not checked, because version ",
                       rules, " of the value rules found them and this server uses version ",
                       text::kValueRulesVersion));
    }
    if (!text_.has_source()) {
      return report_.Fail(
          CHECK_KIND_ATTESTATIONS, field,
          absl::StrCat(
              "cannot be checked: they depend on the language and date of a document, and the document of ",
              text_.revision(), " cannot be read"));
    }
    CompareWithFound(field);
  }

  // Returns what is wrong with the place of an attestation; empty if nothing is wrong.
  std::string FaultOf(const Attestation& attestation) const {
    if (!attestation.has_span()) {
      return attestation.surface().empty() ? "" : "has words but no span";
    }
    const Span& span = attestation.span();
    if (span.byte_start() < citation_.span().byte_start() || span.byte_end() > citation_.span().byte_end() ||
        span.byte_start() >= span.byte_end()) {
      return absl::StrCat("bytes ", span.byte_start(), " to ", span.byte_end(),
                          " are not a range of the quote");
    }
    const text::ByteRange range{static_cast<size_t>(span.byte_start()), static_cast<size_t>(span.byte_end())};
    const std::string_view actual = text_.indexed()->text->Slice(range);
    if (actual == attestation.surface()) return "";
    return absl::StrCat("bytes ", range.start, " to ", range.end, " are ", Excerpt(actual), " instead of ",
                        Excerpt(attestation.surface()));
  }

  // Searches the quote in the text again for the statement's values.
  void CompareWithFound(const std::string& field) {
    const text::IndexedText& indexed = *text_.indexed()->text;
    if (indexed.Slice(range_) != citation_.quote() ||
        !text::IsCodePointBoundary(indexed.text(), range_.start) ||
        !text::IsCodePointBoundary(indexed.text(), range_.end)) {
      return report_.Skip(CHECK_KIND_ATTESTATIONS, field, absl::StrCat("the quote is not at ", Where()));
    }
    Citation found = citation_;
    Attest(*text_.indexed(), claim_, found);
    if (HasErasedCitation()) DropNewTextAttestations(found);
    const int count = citation_.attestations_size();
    if (count != found.attestations_size()) {
      return report_.Fail(CHECK_KIND_ATTESTATIONS, field,
                          absl::StrCat("the citation has ", Count(count, "attestation"),
                                       ", but a new search of the quote gave ",
                                       Count(found.attestations_size(), "attestation")));
    }
    for (int i = 0; i < count; ++i) {
      const Attestation& actual = citation_.attestations(i);
      const Attestation& expected = found.attestations(i);
      if (actual.SerializeAsString() == expected.SerializeAsString()) continue;
      return report_.Fail(CHECK_KIND_ATTESTATIONS, absl::StrCat(field, "[", i, "]"),
                          absl::StrCat("is ", Words(actual), " instead of ", Words(expected)));
    }
    report_.Pass(CHECK_KIND_ATTESTATIONS, field,
                 absl::StrCat("a new search of the quote gave the same ", Count(count, "attestation")));
  }

  bool HasErasedCitation() const {
    return std::any_of(claim_.citations().begin(), claim_.citations().end(),
                       [](const Citation& citation) { return citation.erased(); });
  }

  // Removes attestations of the claim's text that are not recorded. An erased quote may have stated those
  // values.
  void DropNewTextAttestations(Citation& found) const {
    auto& attestations = *found.mutable_attestations();
    attestations.erase(std::remove_if(attestations.begin(), attestations.end(),
                                      [&](const Attestation& attestation) {
                                        return attestation.path() == "text" && !IsRecorded(attestation);
                                      }),
                       attestations.end());
  }

  bool IsRecorded(const Attestation& attestation) const {
    return std::any_of(citation_.attestations().begin(), citation_.attestations().end(),
                       [bytes = attestation.SerializeAsString()](const Attestation& recorded) {
                         return recorded.SerializeAsString() == bytes;
                       });
  }

  // Returns, for example: object.quantity CONTRADICTED by "fifty-two".
  static std::string Words(const Attestation& attestation) {
    constexpr size_t kPrefix = sizeof("ATTESTATION_STATE_") - 1;
    std::string state = verbatim::v1::AttestationState_Name(attestation.state());
    state = state.size() > kPrefix ? state.substr(kPrefix) : absl::StrCat(attestation.state());
    return absl::StrCat(attestation.path(), " ", state,
                        attestation.has_span() ? absl::StrCat(" by ", Excerpt(attestation.surface())) : "");
  }

  template <typename Sentences>
  static std::string Names(const Sentences& names) {
    if (names.empty()) return "none";
    if (names.size() == 1) return *names.begin();
    return absl::StrCat(*names.begin(), " to ", *std::prev(names.end()));
  }

  std::string Where() const {
    return absl::StrCat("bytes ", range_.start, " to ", range_.end, " of ", text_.revision());
  }

  std::string NotUtf8() const {
    return absl::StrCat("cannot be checked: the text of ", text_.revision(), " is not UTF-8 at byte ",
                        *text::FindInvalidUtf8(*text_.bytes()));
  }

  const StoredText& text_;
  const std::string_view path_;
  const Claim& claim_;
  const Citation& citation_;
  VerificationReport& report_;
  text::ByteRange range_;  // bytes of the span; set once the span is known to lie in the text
};

}  // namespace

void VerifyCitation(const StoredText& text, std::string_view path, const Claim& claim,
                    const Citation& citation, VerificationReport& report) {
  CitationVerifier(text, path, claim, citation, report).VerifyAll();
}

}  // namespace verbatim::registry
