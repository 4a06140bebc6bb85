#include "text/sentences/suppressions.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/ures.h>
#include <unicode/utypes.h>

#include <algorithm>
#include <memory>

namespace verbatim::text {
namespace {

using Resource = std::unique_ptr<UResourceBundle, decltype(&ures_close)>;

}  // namespace

Suppressions::Suppressions(const std::string& language) {
  if (language.empty()) return;
  UErrorCode code = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(language, code);
  // Missing data is not an error: each step then fails and leaves the list empty. The bundle is opened
  // directly so that ICU does not fall back to the language of the machine.
  Resource bundle(ures_openDirect(U_ICUDATA_NAME "-brkitr", locale.getLanguage(), &code), &ures_close);
  Resource exceptions(ures_getByKey(bundle.get(), "exceptions", nullptr, &code), &ures_close);
  Resource list(ures_getByKey(exceptions.get(), "SentenceBreak", nullptr, &code), &ures_close);
  if (U_FAILURE(code)) return;
  for (int32_t i = 0; i < ures_getSize(list.get()); ++i) {
    int32_t length = 0;
    const UChar* text = ures_getStringByIndex(list.get(), i, &length, &code);
    if (U_FAILURE(code)) break;
    icu::UnicodeString(false, text, length).toUTF8String(words_.emplace_back());
  }
  std::sort(words_.begin(), words_.end());
}

bool Suppressions::Contains(std::string_view word) const {
  return std::binary_search(words_.begin(), words_.end(), word);
}

}  // namespace verbatim::text
