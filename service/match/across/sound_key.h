#pragma once

#include <string>
#include <string_view>
#include <vector>

// Makes names comparable between languages and scripts. Any thread.
namespace verbatim::match {

// Returns the keys of a name's word: equal for words that sound alike, whatever their script and spelling.
// "Лукашенко", "Lukaschenko", "Loukachenko" and "Łukaszenka" share the key LKSNK.
//
// ICU transliterates the word to ASCII letters. A key is the sequence of its consonants, each reduced to a class
// in which languages agree: hissing sounds (s, z, sh, ch, ts), throaty sounds (k, g, h, x), lip sounds (v, w, f),
// and b, p, d, t, l, m, n, r. A vowel counts only at the start. There are several keys where languages read a
// letter differently ("ch", "j"), and where the word may have an ending of a case in `language`, a primary subtag
// ("Путиным").
//
// At most kMaxSoundKeys keys, ascending. Empty for a word with fewer than kMinSounds sounds: such keys are equal
// for too many words. Linear in the word, of which the first 64 bytes count.
inline constexpr size_t kMaxSoundKeys = 6;
inline constexpr size_t kMinSounds = 3;
std::vector<std::string> SoundKeys(std::string_view word, std::string_view language);

}  // namespace verbatim::match
