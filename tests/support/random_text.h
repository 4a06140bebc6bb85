#pragma once

#include <random>
#include <string>

namespace verbatim::test {

// Returns a text of `count` random code points except NUL and surrogates, with many ASCII characters, much
// white space and many sentence ends.
inline std::string RandomText(std::mt19937_64& random, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    uint32_t c = 0;
    switch (random() % 8) {
      case 0:
        c = ' ';
        break;
      case 1:
        c = ".?!\n\r\t,;"[random() % 8];
        break;
      case 2:
        c = 0x80 + random() % 0x780;
        break;
      case 3:
        c = 0x800 + random() % 0xC000;
        break;
      case 4:
        c = 0x10000 + random() % 0x100000;
        break;
      default:
        c = 'a' + random() % 26;
    }
    if (c < 0x80) {
      text.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      text.push_back(static_cast<char>(0xC0 | c >> 6));
      text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
      text.push_back(static_cast<char>(0xE0 | c >> 12));
      text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
      text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
      text.push_back(static_cast<char>(0xF0 | c >> 18));
      text.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
      text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
      text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
  }
  return text;
}

}  // namespace verbatim::test
