#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "log/ed25519.h"

// Signed notes (c2sp.org/signed-note): a text, an empty line, and lines of signatures, each of a named key.
namespace verbatim::log {

// What a signature signs; the byte is part of a key's encoding and of its id.
enum class SignatureType : uint8_t {
  kEd25519 = 0x01,      // the note's text
  kCosignature = 0x04,  // the text with a time before it (c2sp.org/tlog-cosignature)
};

// Whether a key may have this name: not empty, UTF-8, without Unicode's white space, plus signs and the
// control characters of ASCII.
bool IsKeyName(std::string_view name);

// A public key and its name, in text as `name+hex id+base64`.
struct VerifierKey {
  std::string name;
  SignatureType type = SignatureType::kEd25519;
  PublicKey public_key = {};

  // The first four bytes of SHA-256 over name, line feed, type and key, big-endian.
  uint32_t id() const;
  std::string ToText() const;

  // INVALID_ARGUMENT, with what is wrong, if `text` is no such key or of a type not named above.
  static absl::StatusOr<VerifierKey> FromText(std::string_view text);

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string bytes;

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;  // with the line feed at its end
  std::vector<NoteSignature> signatures;

  std::string ToText() const;

  // INVALID_ARGUMENT if `text` is not exactly a signed note with at least one and at most 100 signatures.
  static absl::StatusOr<Note> FromText(std::string_view text);
};

// Adds the signature of `key`, under `name`, to a note.
void SignNote(const SigningKey& key, const std::string& name, Note& note);

// A cosignature of the note's text, as of `unix_seconds`.
NoteSignature Cosign(const SigningKey& key, const std::string& name, std::string_view note_text,
                     uint64_t unix_seconds);

// Whether the signature is one of this key's and signs `note_text`.
bool VerifySignature(const VerifierKey& key, std::string_view note_text, const NoteSignature& signature);

// When a cosignature was made, in seconds since 1970; nothing for other signatures.
std::optional<uint64_t> CosignatureTime(const VerifierKey& key, const NoteSignature& signature);

}  // namespace verbatim::log
