// Checks LocateQuote and FindTypographic on any text and quote. Passages must lie in the text, must not overlap, and
// must be ordered by similarity. A quote that occurs in the text as whole words must be found unchanged. Plain
// typography has no plainer form.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/quotes/locate.h"
#include "text/quotes/typography.h"
#include "text/unicode/fold.h"
#include "text/unicode/utf8.h"

namespace {

namespace text = verbatim::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

// The first byte says where the quote ends and the text begins.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view quote = input.substr(0, data[0]);
  const std::string_view whole = input.substr(quote.size());
  if (quote.empty() || text::FindInvalidUtf8(quote) || text::FindInvalidUtf8(whole)) return 0;
  text::LocateOptions options;
  options.limit = 3;
  options.min_similarity = 0.5;
  std::vector<text::LocatedPassage> passages = text::LocateQuote(whole, quote, options);
  Require(passages.size() <= options.limit);
  for (size_t i = 0; i < passages.size(); ++i) {
    const text::LocatedPassage& passage = passages[i];
    Require(passage.range.start < passage.range.end && passage.range.end <= whole.size());
    Require(passage.similarity >= options.min_similarity && passage.similarity <= 1);
    Require(i == 0 || passages[i - 1].similarity >= passage.similarity);
    for (size_t j = 0; j < i; ++j) {
      Require(passages[j].range.end <= passage.range.start || passage.range.end <= passages[j].range.start);
    }
  }
  const std::string plain = text::PlainTypography(quote);
  Require(text::PlainTypography(plain) == plain);
  for (const text::ByteRange& range : text::FindTypographic(whole, quote, {}, 3)) {
    Require(range.start < range.end && range.end <= whole.size());
    Require(text::PlainTypography(whole.substr(range.start, range.size())) == plain);
  }
  // A quote that has a space or an end of the text on both sides cuts no word. White space alone is not
  // searched for.
  bool has_words = text::FoldedText(quote).code_points().find_first_not_of(U' ') != std::u32string_view::npos;
  const std::string spaced = " " + std::string(quote) + " ";
  if (has_words && (" " + std::string(whole) + " ").find(spaced) != std::string::npos) {
    Require(!passages.empty() && passages[0].similarity == 1);
  }
  return 0;
}
