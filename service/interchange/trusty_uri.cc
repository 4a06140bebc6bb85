#include "interchange/trusty_uri.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "log/base64.h"
#include "log/sha256.h"

namespace verbatim::interchange {

std::string ArtifactCode(std::vector<Quad> quads) {
  std::sort(quads.begin(), quads.end(), [&](const Quad& a, const Quad& b) {
    const bool a_literal = !a.datatype.empty();
    const bool b_literal = !b.datatype.empty();
    return std::tie(a.graph, a.subject, a.predicate, a_literal, a.object, a.datatype) <
           std::tie(b.graph, b.subject, b.predicate, b_literal, b.object, b.datatype);
  });
  quads.erase(std::unique(quads.begin(), quads.end()), quads.end());
  std::string text;
  for (const Quad& quad : quads) {
    absl::StrAppend(&text, quad.graph, "\n", quad.subject, "\n", quad.predicate, "\n");
    if (!quad.datatype.empty()) {
      absl::StrAppend(&text, "^", quad.datatype, " ",
                      absl::StrReplaceAll(quad.object, {{"\\", "\\\\"}, {"\n", "\\n"}}), "\n");
    } else {
      absl::StrAppend(&text, quad.object, "\n");
    }
  }
  constexpr size_t kDigits = 43;  // digits of 256 bits
  std::string code = log::ToBase64(log::BytesOf(log::Sha256(text))).substr(0, kDigits);
  std::replace(code.begin(), code.end(), '+', '-');
  std::replace(code.begin(), code.end(), '/', '_');
  return "RA" + code;
}

}  // namespace verbatim::interchange
