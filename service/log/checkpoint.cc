#include "log/checkpoint.h"

#include <charconv>
#include <optional>

#include "absl/strings/str_cat.h"
#include "log/base64.h"

namespace verbatim::log {
namespace {

// Removes and returns the first line of `text`; nothing if no line feed is left.
std::optional<std::string_view> TakeLine(std::string_view& text) {
  size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// ASCII digits without leading zeros.
std::optional<uint64_t> ParseSize(std::string_view line) {
  uint64_t size = 0;
  auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size);
  bool whole = error == std::errc() && end == line.data() + line.size();
  if (!whole || (line.size() > 1 && line.front() == '0')) return std::nullopt;
  return size;
}

}  // namespace

std::string Checkpoint::ToText() const {
  return origin + '\n' + std::to_string(size) + '\n' + ToBase64(ToBytes(root)) + '\n';
}

absl::StatusOr<Checkpoint> Checkpoint::FromText(std::string_view note_text) {
  std::optional<std::string_view> origin = TakeLine(note_text);
  std::optional<std::string_view> size_line = TakeLine(note_text);
  std::optional<std::string_view> root_line = TakeLine(note_text);
  if (!root_line || origin->empty()) return absl::InvalidArgumentError("the note is not a checkpoint");
  std::optional<uint64_t> size = ParseSize(*size_line);
  std::optional<std::string> root = FromBase64(*root_line);
  std::optional<Digest> digest = root ? DigestFromBytes(*root) : std::nullopt;
  if (!size || !digest) return absl::InvalidArgumentError("the checkpoint has an invalid size or root hash");
  return Checkpoint{std::string(*origin), *size, *digest};
}

absl::StatusOr<Checkpoint> OpenCheckpoint(const Note& note, const VerifierKey& log_key) {
  absl::StatusOr<Checkpoint> checkpoint = Checkpoint::FromText(note.text);
  if (!checkpoint.ok()) return checkpoint.status();
  if (checkpoint->origin != log_key.name) {
    return absl::InvalidArgumentError(absl::StrCat("the checkpoint's origin is ", checkpoint->origin,
                                                   ", but the key's name is ", log_key.name));
  }
  bool is_signed = false;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != log_key.name || signature.key_id != log_key.id()) continue;
    if (!VerifySignature(log_key, note.text, signature)) {
      return absl::PermissionDeniedError("the checkpoint's signature is invalid");
    }
    is_signed = true;
  }
  if (!is_signed) return absl::PermissionDeniedError("the checkpoint is not signed by the key");
  return checkpoint;
}

}  // namespace verbatim::log
