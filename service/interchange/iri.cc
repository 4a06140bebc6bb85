#include "interchange/iri.h"

#include <arpa/inet.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace verbatim::interchange {
namespace {

constexpr std::string_view kForbidden = "<>\"{}|^`\\[]";

bool IsHexDigit(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

bool BeginsEscape(std::string_view text, size_t at) {
  return at + 2 < text.size() && text[at] == '%' && IsHexDigit(text[at + 1]) && IsHexDigit(text[at + 2]);
}

// Returns whether an IRI may have the character anywhere (`ucschar`). Private use characters are allowed in
// queries only, and left out here.
bool IsAllowed(UChar32 c) {
  constexpr UChar32 kAscii = 0x80, kFirst = 0xA0, kPrivate = 0xE000, kAfterPrivate = 0xF900,
                    kNoncharacters = 0xFDD0, kAfterNoncharacters = 0xFDF0, kSpecials = 0xFFF0,
                    kPlane1 = 0x10000, kTags = 0xE0000, kAfterTags = 0xE1000, kPrivatePlanes = 0xF0000;
  constexpr UChar32 kInPlane = 0xFFFF, kLast = 0xFFFE;
  if (c < kAscii) {
    return c > ' ' && c != 0x7F && kForbidden.find(static_cast<char>(c)) == std::string_view::npos;
  }
  if (c < kFirst || c >= kPrivatePlanes || (c & kInPlane) >= kLast) return false;
  if (c < kPlane1) {
    const bool is_private = c >= kPrivate && c < kAfterPrivate;
    return !is_private && !(c >= kNoncharacters && c < kAfterNoncharacters) && c < kSpecials;
  }
  return !(c >= kTags && c < kAfterTags);
}

void Encode(std::string_view bytes, std::string& encoded) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
}

// Escapes a part of a URI. Also escapes the characters `escaped_here`.
void EscapePart(std::string_view part, std::string_view escaped_here, std::string& escaped) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(part.data());
  const auto size = static_cast<int64_t>(part.size());
  for (int64_t at = 0; at < size;) {
    const int64_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    const std::string_view character =
        part.substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
    const bool allowed = c >= 0 && IsAllowed(c) &&
                         (c != '%' || BeginsEscape(part, static_cast<size_t>(start))) &&
                         escaped_here.find(character) == std::string_view::npos;
    if (allowed) {
      escaped.append(character);
    } else {
      Encode(character, escaped);
    }
  }
}

bool IsIpv6(std::string_view address) {
  in6_addr parsed;
  return inet_pton(AF_INET6, std::string(address).c_str(), &parsed) == 1;
}

bool IsPort(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void EscapeAuthority(std::string_view authority, std::string& escaped) {
  if (const size_t at = authority.rfind('@'); at != authority.npos) {
    EscapePart(authority.substr(0, at), "@", escaped);
    escaped += '@';
    authority.remove_prefix(at + 1);
  }
  std::string_view host = authority, port;
  if (const size_t colon = authority.rfind(':');
      colon != authority.npos && IsPort(authority.substr(colon + 1))) {
    host = authority.substr(0, colon);
    port = authority.substr(colon);
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']' &&
      IsIpv6(host.substr(1, host.size() - 2))) {
    escaped.append(host);
  } else {
    EscapePart(host, ":@", escaped);
  }
  escaped.append(port);
}

}  // namespace

std::string EscapeIri(std::string_view uri) {
  std::string escaped;
  const size_t hash = std::min(uri.find('#'), uri.size());
  std::string_view rest = uri.substr(0, hash);
  const size_t scheme = rest.find(':');
  constexpr std::string_view kSlashes = "//";
  if (scheme != rest.npos && rest.substr(scheme + 1).starts_with(kSlashes)) {
    const size_t authority = scheme + 1 + kSlashes.size();
    const size_t end = std::min(rest.find_first_of("/?", authority), rest.size());
    EscapePart(rest.substr(0, authority), "", escaped);
    EscapeAuthority(rest.substr(authority, end - authority), escaped);
    rest.remove_prefix(end);
  }
  EscapePart(rest, "", escaped);
  if (hash == uri.size()) return escaped;
  escaped += '#';
  EscapePart(uri.substr(hash + 1), "#", escaped);
  return escaped;
}

std::string UnescapeIri(std::string_view iri) {
  std::string unescaped;
  for (size_t at = 0; at < iri.size(); ++at) {
    constexpr size_t kEscape = 3;
    if (!BeginsEscape(iri, at)) {
      unescaped += iri[at];
      continue;
    }
    const std::string code = std::string(iri.substr(at + 1, 2));
    const char decoded = static_cast<char>(std::stoi(code, nullptr, 16));
    const bool is_percent =
        decoded == '%' && !(at + kEscape + 1 < iri.size() && IsHexDigit(iri[at + kEscape]) &&
                            IsHexDigit(iri[at + kEscape + 1]));
    const bool is_second_hash = decoded == '#' && unescaped.find('#') != std::string::npos;
    if (is_percent || is_second_hash ||
        (decoded != '\0' && kForbidden.find(decoded) != std::string_view::npos)) {
      unescaped += decoded;
      at += kEscape - 1;
    } else {
      unescaped += iri[at];
    }
  }
  return EscapeIri(unescaped) == iri ? unescaped : std::string(iri);
}

}  // namespace verbatim::interchange
