#include "cli/output/report_file.h"

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "log/sha256.h"
#include "nlohmann/json.hpp"

// The output of client/web/report/pack.mjs, or an empty file.
asm(R"(
  .pushsection .rodata
  .global verbatim_report_start
  .global verbatim_report_end
  .hidden verbatim_report_start
  .hidden verbatim_report_end
verbatim_report_start:
  .incbin ")" VERBATIM_REPORT R"("
verbatim_report_end:
  .byte 0
  .popsection
)");
extern "C" const char
    verbatim_report_start[];                  // NOLINT(readability-identifier-naming): a symbol of the above
extern "C" const char verbatim_report_end[];  // NOLINT(readability-identifier-naming)

namespace verbatim::cli {
namespace {

using nlohmann::ordered_json;

std::string_view Template() { return {verbatim_report_start, verbatim_report_end}; }

ordered_json ToJson(const ReportedProof& proof) {
  return {{"name", proof.name},
          {"sha256", log::ToHex(log::Sha256(proof.bundle))},
          {"bundle", absl::Base64Escape(absl::string_view(proof.bundle))}};
}

ordered_json ToJson(const std::vector<ReportedProof>& proofs) {
  ordered_json array = ordered_json::array();
  for (const ReportedProof& proof : proofs) array.push_back(ToJson(proof));
  return array;
}

}  // namespace

bool HasReport() { return !Template().empty(); }

std::string ReportFile(const Report& report) {
  ordered_json data = {{"key", report.key},
                       {"made", report.made},
                       {"claims", ordered_json::array()},
                       {"documents", ToJson(report.documents)}};
  for (const ReportedClaim& claim : report.claims) {
    data["claims"].push_back({{"claim", ToJson(claim.claim)},
                              {"evidence", ToJson(claim.evidence)},
                              {"reviews", ToJson(claim.reviews)}});
  }
  // Nothing in the data may end the script element that it stands in.
  std::string json;
  for (const char c : data.dump(-1, ' ', false, ordered_json::error_handler_t::replace)) {
    if (c == '<') {
      json += "\\u003c";
    } else {
      json += c;
    }
  }
  constexpr std::string_view kPlace = "<!--data-->";
  std::string file(Template());
  const size_t place = file.find(kPlace);
  if (place != std::string::npos) file.replace(place, kPlace.size(), json);
  return file;
}

}  // namespace verbatim::cli
