#include "cli/output/render.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "cli/connection/session.h"
#include "cli/output/terminal.h"
#include "cli/output/value_text.h"

namespace verbatim::cli {
namespace {

constexpr char kIndent[] = "    ";

size_t IndexOf(const std::string& sentence_name) {
  size_t slash = sentence_name.rfind('/') + 1;
  size_t index = 0;
  std::from_chars(sentence_name.data() + slash, sentence_name.data() + sentence_name.size(), index);
  return index;
}

std::string RevisionOf(const std::string& sentence_name) {
  return sentence_name.substr(0, sentence_name.find("/sentences/"));
}

std::string StateOf(const v1::Claim& claim) {
  if (claim.has_erasure()) {
    return "erased, requested by " + claim.erasure().requested_by() + ": " + claim.erasure().reason();
  }
  if (claim.state() != v1::CLAIM_STATE_RETRACTED) return "";
  std::string state = "retracted: " + claim.state_reason();
  if (!claim.superseded_by().empty()) state += " (superseded by " + claim.superseded_by() + ")";
  return state;
}

void PrintField(const char* name, const std::string& value, std::ostream& out) {
  if (!value.empty()) out << "  " << name << ": " << OneLine(value) << '\n';
}

// Returns whether the path of an attestation names a quantity or a time. Other paths name an entity.
bool IsOfFigure(std::string_view path) { return path.ends_with(".quantity") || path.ends_with(".time"); }

}  // namespace

absl::StatusOr<std::vector<v1::Sentence>> Sentences::Get(
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  if (names.empty()) return std::vector<v1::Sentence>();
  size_t first = IndexOf(names[0]);
  size_t last = IndexOf(names[names.size() - 1]);
  v1::ListSentencesRequest request;
  request.set_parent(RevisionOf(names[0]));
  Revision& revision = revisions_.try_emplace(request.parent(), client_, request).first->second;
  while (revision.read.size() <= last) {
    auto page = revision.pages.Next();
    if (!page) break;
    revision.read.insert(revision.read.end(), page->sentences().begin(), page->sentences().end());
  }
  if (!revision.pages.status().ok()) {
    absl::Status status = revision.pages.status();
    revisions_.erase(request.parent());  // so that another call asks again
    return status;
  }
  if (revision.read.size() <= last || last < first)
    return absl::InternalError("the claim cites a sentence that the service does not list");
  return std::vector<v1::Sentence>(revision.read.begin() + static_cast<std::ptrdiff_t>(first),
                                   revision.read.begin() + static_cast<std::ptrdiff_t>(last) + 1);
}

void PrintMarked(const std::string& text, int64_t start, const v1::Span& span, const Session& session,
                 std::ostream& out) {
  // Replacing unprintable characters changes byte offsets, so each part is replaced separately.
  auto size = static_cast<int64_t>(text.size());
  auto from = static_cast<size_t>(std::clamp(span.byte_start() - start, int64_t{0}, size));
  auto to = static_cast<size_t>(std::clamp(span.byte_end() - start, int64_t{0}, size));
  std::string before = Printable(text.substr(0, from));
  std::string quote = Printable(text.substr(from, to - from));
  std::vector<Part> parts;
  if (to > from) parts.push_back({before.size(), before.size() + quote.size()});
  std::string whole = before + quote + Printable(text.substr(to));
  size_t width = TerminalWidth();
  if (width > 0) width = std::max<size_t>(20, width - (sizeof kIndent - 1));
  for (const std::string& line : WrapAndMark(whole, parts, width, session.color()))
    out << kIndent << line << '\n';
}

void PrintClaimFields(const v1::Claim& claim, std::ostream& out) {
  PrintField("claim", claim.text(), out);
  PrintField("claimant", claim.claimant().name(), out);
  PrintField("state", StateOf(claim), out);
  // The order of a protobuf map differs between processes.
  const std::map<std::string, std::string> sorted(claim.labels().begin(), claim.labels().end());
  std::string labels;
  for (const auto& [key, value] : sorted) labels += (labels.empty() ? "" : ", ") + key + "=" + value;
  PrintField("labels", labels, out);
}

void PrintDiff(const google::protobuf::RepeatedPtrField<v1::WordChange>& diff, const Session& session,
               std::ostream& out) {
  out << kIndent;
  bool first = true;
  for (const v1::WordChange& change : diff) {
    if (!first) out << ' ';
    first = false;
    const std::string words = OneLine(change.words());
    const bool removed = change.kind() == v1::WordChange::KIND_REMOVED;
    if (change.kind() == v1::WordChange::KIND_SAME) {
      out << words;
    } else if (session.color()) {
      out << (removed ? "\033[31;9m" : "\033[32m") << words << "\033[0m";
    } else {
      out << (removed ? '[' : '{') << words << (removed ? ']' : '}');
    }
  }
  out << '\n';
}

void PrintAnchoring(const v1::Anchoring& anchoring, const Session& session, std::ostream& out) {
  if (anchoring.state() == v1::ANCHORING_STATE_CURRENT ||
      anchoring.state() == v1::ANCHORING_STATE_UNSPECIFIED)
    return;
  out << "  now: "
      << EnumWords(v1::AnchoringState_Name(anchoring.state()), "ANCHORING_STATE_", anchoring.state());
  if (!anchoring.revision().empty()) out << " in " << OneLine(anchoring.revision());
  if (anchoring.has_span()) {
    out << ", bytes " << anchoring.span().byte_start() << "-" << anchoring.span().byte_end();
  }
  out << '\n';
  if (anchoring.diff_size() > 0) PrintDiff(anchoring.diff(), session, out);
  for (const v1::ChangedValue& value : anchoring.changed_values()) {
    out << "  changed: " << (value.path().empty() ? "" : OneLine(value.path()) + " ") << '"'
        << OneLine(value.before()) << "\" to \"" << OneLine(value.after()) << "\"\n";
  }
}

void PrintAttestations(const v1::Citation& citation, std::ostream& out) {
  for (const v1::Attestation& attestation : citation.attestations()) {
    switch (attestation.state()) {
      case v1::ATTESTATION_STATE_ATTESTED:
        out << "  attested: " << OneLine(attestation.path()) << " by \"" << OneLine(attestation.surface())
            << "\"\n";
        break;
      case v1::ATTESTATION_STATE_CONTRADICTED:
        if (attestation.path() == "text") {
          out << "  warning: the claim's text differs from the quote, which says \""
              << OneLine(attestation.surface()) << "\" (" << OneLine(ValueText(attestation.stated()))
              << ")\n";
          break;
        }
        out << "  contradicted: " << OneLine(attestation.path()) << " by \"" << OneLine(attestation.surface())
            << "\", which is " << OneLine(ValueText(attestation.stated())) << '\n';
        break;
      default:
        // Quotes rarely contain the names of entities, so a missing name is not worth a line.
        if (IsOfFigure(attestation.path())) out << "  unattested: " << OneLine(attestation.path()) << '\n';
    }
  }
}

void PrintSource(const v1::Citation& citation, std::ostream& out) {
  out << "  source: " << OneLine(citation.revision()) << ", ";
  if (citation.erased()) {
    out << "erased\n";
  } else {
    out << "bytes " << citation.span().byte_start() << "-" << citation.span().byte_end() << '\n';
  }
}

std::string EnumWords(std::string constant, std::string_view prefix, int number) {
  if (constant.size() <= prefix.size()) return std::to_string(number);
  constant.erase(0, prefix.size());
  for (char& c : constant)
    c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return constant;
}

absl::Status PrintClaim(const v1::Claim& claim, Sentences& sentences, const Session& session,
                        std::ostream& out) {
  out << OneLine(claim.name()) << '\n';
  PrintClaimFields(claim, out);
  for (int i = 0; i < claim.citations_size(); ++i) {
    const v1::Citation& citation = claim.citations(i);
    if (citation.erased()) {
      PrintSource(citation, out);
      continue;
    }
    auto found = sentences.Get(citation.sentences());
    if (!found.ok()) return found.status();
    PrintSource(citation, out);
    for (const v1::Sentence& sentence : *found) {
      PrintMarked(sentence.text(), sentence.span().byte_start(), citation.span(), session, out);
    }
    // A quote of only white space has no sentence.
    if (found->empty())
      PrintMarked(citation.quote(), citation.span().byte_start(), citation.span(), session, out);
    if (!citation.submitted_quote().empty())
      out << "  submitted as: " << OneLine(citation.submitted_quote()) << '\n';
    PrintAttestations(citation, out);
    if (i == 0) PrintAnchoring(claim.anchoring(), session, out);
    if (i > 0 && i <= claim.further_anchorings_size())
      PrintAnchoring(claim.further_anchorings(i - 1), session, out);
  }
  return absl::OkStatus();
}

}  // namespace verbatim::cli
