#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "log/ed25519.h"

// Signed notes (c2sp.org/signed-note): a text, an empty line, and one line per signature. Each signature
// names its key.
namespace verbatim::log {

// What a signature covers. The byte is part of a key's encoding and id.
enum class SignatureType : uint8_t {
  kEd25519 = 0x01,      // the note's text
  kCosignature = 0x04,  // the text preceded by a time (c2sp.org/tlog-cosignature)
};

// Returns whether `name` is valid for a key: not empty, UTF-8, and without Unicode white space, plus signs
// and ASCII control characters.
bool IsKeyName(std::string_view name);

// A public key and its name. Its text is `name+hex id+base64`.
struct VerifierKey {
  std::string name;
  SignatureType type = SignatureType::kEd25519;
  PublicKey public_key = {};

  // Returns the first four bytes, big-endian, of the SHA-256 of name, line feed, type and key.
  uint32_t id() const;
  std::string ToText() const;

  // INVALID_ARGUMENT, with the reason, if `text` is malformed or has another type.
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
  std::string text;  // including its final line feed
  std::vector<NoteSignature> signatures;

  std::string ToText() const;

  // INVALID_ARGUMENT unless `text` is exactly a signed note with 1 to 100 signatures.
  static absl::StatusOr<Note> FromText(std::string_view text);
};

// Adds a signature by `key` to the note, under `name`.
void SignNote(const SigningKey& key, const std::string& name, Note& note);

// Makes a cosignature of the note's text at the time `unix_seconds`.
NoteSignature Cosign(const SigningKey& key, const std::string& name, std::string_view note_text,
                     uint64_t unix_seconds);

// Returns whether `signature` is by this key and valid for `note_text`.
bool VerifySignature(const VerifierKey& key, std::string_view note_text, const NoteSignature& signature);

// Returns the time of a cosignature in seconds since 1970; nothing for other signatures.
std::optional<uint64_t> CosignatureTime(const VerifierKey& key, const NoteSignature& signature);

}  // namespace verbatim::log
