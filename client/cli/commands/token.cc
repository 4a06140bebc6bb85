// verbatim token: new.

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "google/protobuf/struct.pb.h"
#include "log/sha256.h"

namespace verbatim::cli {
namespace {

// Scanners for leaked secrets find tokens by this prefix.
constexpr char kPrefix[] = "vbt_";
constexpr size_t kRandomBytes = 32;

// Returns nothing if the system has no random bytes.
std::optional<std::string> NewToken() {
  std::string random(kRandomBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(random.size())) != 1)
    return std::nullopt;
  return kPrefix + absl::WebSafeBase64Escape(random);
}

// Writes a file that only its owner can read. Returns false, with the cause in errno, if the file exists or cannot be
// written.
bool WriteSecret(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return close(file) == 0 && written;
}

ExitCode PrintNew(const Session& session, const std::string& output) {
  const std::optional<std::string> token = NewToken();
  if (!token) {
    std::cerr << "verbatim: the system has no random bytes\n";
    return kBroken;
  }
  if (!output.empty() && !WriteSecret(output, *token + '\n')) {
    std::cerr << "verbatim: cannot write " << output << ": " << std::strerror(errno) << '\n';
    return kUsage;
  }
  const std::string digest = log::ToHex(log::Sha256(*token));
  if (session.json) {
    google::protobuf::Struct shown;
    if (output.empty()) (*shown.mutable_fields())["token"].set_string_value(*token);
    (*shown.mutable_fields())["tokenSha256"].set_string_value(digest);
    session.PrintJson(shown);
    return kOk;
  }
  if (output.empty()) std::cout << *token << '\n';
  std::cout << "token_sha256: " << digest << '\n';
  return kOk;
}

}  // namespace

void AddTokenCommands(CLI::App& app, Session& session) {
  CLI::App* token = app.add_subcommand("token", "Tokens, by which a service identifies its callers");
  token->require_subcommand(1);
  CLI::App* command = token->add_subcommand(
      "new", "Make a new random token, and print it and its line for the policy file of the service");
  auto output = std::make_shared<std::string>();
  command
      ->add_option("--output", *output,
                   "Write the token to this new file, which only you can read, and not to the output")
      ->type_name("FILE");
  command->callback([&session, output] { session.exit_code = PrintNew(session, *output); });
}

}  // namespace verbatim::cli
