#include "log/note.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "log/base64.h"
#include "log/sha256.h"
#include "log/utf8.h"

namespace verbatim::log {
namespace {

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // an em dash and a space
constexpr size_t kKeyIdBytes = 4;
constexpr size_t kTimeBytes = 8;
// No log has this many witnesses. The bound is needed because a note is parsed before it is trusted.
constexpr size_t kMaxSignatures = 100;

template <size_t kBytes>
std::string BigEndian(uint64_t value) {
  std::string bytes(kBytes, '\0');
  for (size_t i = kBytes; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}

uint64_t FromBigEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (char byte : bytes) value = value << 8 | static_cast<uint8_t>(byte);
  return value;
}

std::string Hex(uint32_t id) { return absl::StrCat(absl::Hex(id, absl::kZeroPad8)); }

// Returns the message that a witness signs for a cosignature with this timestamp.
std::string CosignedMessage(uint64_t unix_seconds, std::string_view note_text) {
  return absl::StrCat("cosignature/v1\ntime ", unix_seconds, "\n").append(note_text);
}

std::string AsString(const auto& bytes) { return std::string(bytes.begin(), bytes.end()); }

std::optional<NoteSignature> ParseSignatureLine(std::string_view line) {
  if (!line.starts_with(kSignaturePrefix)) return std::nullopt;
  line.remove_prefix(kSignaturePrefix.size());
  size_t space = line.find(' ');
  if (space == std::string_view::npos || !IsKeyName(line.substr(0, space))) return std::nullopt;
  std::optional<std::string> bytes = FromBase64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes) return std::nullopt;
  return NoteSignature{std::string(line.substr(0, space)),
                       static_cast<uint32_t>(FromBigEndian(std::string_view(*bytes).substr(0, kKeyIdBytes))),
                       bytes->substr(kKeyIdBytes)};
}

}  // namespace

bool IsKeyName(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const std::optional<char32_t> point = TakeCodePoint(name);
    if (!point || *point == '+' || *point < ' ' || *point == 0x7F || IsWhiteSpace(*point)) return false;
  }
  return true;
}

uint32_t VerifierKey::id() const {
  std::string bytes = name + '\n' + static_cast<char>(type) + AsString(public_key);
  std::string digest = ToBytes(Sha256(bytes));
  return static_cast<uint32_t>(FromBigEndian(std::string_view(digest).substr(0, kKeyIdBytes)));
}

std::string VerifierKey::ToText() const {
  return name + '+' + Hex(id()) + '+' + ToBase64(static_cast<char>(type) + AsString(public_key));
}

absl::StatusOr<VerifierKey> VerifierKey::FromText(std::string_view text) {
  size_t first = text.find('+');
  size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) {
    return absl::InvalidArgumentError("a verifier key must have the form name+id+key");
  }
  VerifierKey key;
  key.name = text.substr(0, first);
  std::optional<std::string> bytes = FromBase64(text.substr(second + 1));
  if (!IsKeyName(key.name) || !bytes || bytes->size() != 1 + key.public_key.size()) {
    return absl::InvalidArgumentError("the verifier key has an invalid name or key");
  }
  key.type = static_cast<SignatureType>(bytes->front());
  if (key.type != SignatureType::kEd25519 && key.type != SignatureType::kCosignature) {
    return absl::InvalidArgumentError("the verifier key's type must be Ed25519 (01) or cosignature (04)");
  }
  std::copy(bytes->begin() + 1, bytes->end(), key.public_key.begin());
  if (text.substr(first + 1, second - first - 1) != Hex(key.id())) {
    return absl::InvalidArgumentError("the verifier key's id does not match its name and key");
  }
  return key;
}

std::string Note::ToText() const {
  std::string bytes = text + '\n';
  for (const NoteSignature& signature : signatures) {
    bytes.append(kSignaturePrefix).append(signature.name).append(" ");
    bytes.append(ToBase64(BigEndian<kKeyIdBytes>(signature.key_id) + signature.bytes)).append("\n");
  }
  return bytes;
}

absl::StatusOr<Note> Note::FromText(std::string_view text) {
  Note note;
  // Search for the last empty line, because the text may contain empty lines.
  size_t end = text.rfind("\n\n");
  if (end == std::string_view::npos || !text.ends_with('\n')) {
    return absl::InvalidArgumentError(
        "it is not a signed note: there is no empty line before the signatures");
  }
  note.text = text.substr(0, end + 1);
  std::string_view rest = text.substr(end + 2);
  while (!rest.empty()) {
    size_t line_end = rest.find('\n');
    std::optional<NoteSignature> signature = ParseSignatureLine(rest.substr(0, line_end));
    if (!signature || note.signatures.size() == kMaxSignatures) {
      return absl::InvalidArgumentError(absl::StrCat("signature ", note.signatures.size() + 1,
                                                     " of the note is malformed or exceeds the maximum of ",
                                                     kMaxSignatures));
    }
    note.signatures.push_back(*std::move(signature));
    rest.remove_prefix(line_end + 1);
  }
  if (note.signatures.empty()) return absl::InvalidArgumentError("the note has no signature");
  return note;
}

void SignNote(const SigningKey& key, const std::string& name, Note& note) {
  VerifierKey verifier{name, SignatureType::kEd25519, key.public_key()};
  note.signatures.push_back({name, verifier.id(), AsString(key.Sign(note.text))});
}

NoteSignature Cosign(const SigningKey& key, const std::string& name, std::string_view note_text,
                     uint64_t unix_seconds) {
  VerifierKey verifier{name, SignatureType::kCosignature, key.public_key()};
  return {name, verifier.id(),
          BigEndian<kTimeBytes>(unix_seconds) + AsString(key.Sign(CosignedMessage(unix_seconds, note_text)))};
}

bool VerifySignature(const VerifierKey& key, std::string_view note_text, const NoteSignature& signature) {
  if (signature.name != key.name || signature.key_id != key.id()) return false;
  if (key.type == SignatureType::kEd25519) return VerifyEd25519(key.public_key, note_text, signature.bytes);
  std::optional<uint64_t> time = CosignatureTime(key, signature);
  return time && VerifyEd25519(key.public_key, CosignedMessage(*time, note_text),
                               std::string_view(signature.bytes).substr(kTimeBytes));
}

std::optional<uint64_t> CosignatureTime(const VerifierKey& key, const NoteSignature& signature) {
  if (key.type != SignatureType::kCosignature || signature.bytes.size() < kTimeBytes) return std::nullopt;
  return FromBigEndian(std::string_view(signature.bytes).substr(0, kTimeBytes));
}

}  // namespace verbatim::log
