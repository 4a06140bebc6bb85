#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "log/ed25519.h"
#include "log/note.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/test_store.h"

namespace verbatim::test {

inline std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline google::protobuf::Struct ParseJson(const std::string& line) {
  google::protobuf::Struct object;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &object).ok()) << line;
  return object;
}

// Returns the flags of a server on the store NewStore(folder, name). On PostgreSQL, writes the keys that the
// server itself makes beside a SQLite file.
inline std::vector<std::string> StoreFlags(const TempFolder& folder, const std::string& name) {
  if (!OnPostgres()) return {};
  const std::string origin = "verbatim.test/log";
  const log::SigningKey key = log::SigningKey::Generate();
  std::ofstream(folder.Path(name + ".key")) << key.ToPem();
  std::ofstream(folder.Path(name + ".vkey"))
      << log::VerifierKey{origin, log::SignatureType::kEd25519, key.public_key()}.ToText() << '\n';
  std::ofstream(folder.Path(name + ".digestkey")) << std::string(64, 'a') << '\n';
  return {"--log_key=" + folder.Path(name + ".key"), "--digest_key=" + folder.Path(name + ".digestkey"),
          "--index=" + folder.Path(name + ".index"), "--log_origin=" + origin};
}

// Runs the command as a process against a server process.
class Cli : public ::testing::Test {
 protected:
  Outcome Verbatim(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), {VERBATIM, "--server", server_.address()});
    return RunProgram(arguments, input);
  }
  // Runs a shell command in which $V is the command.
  Outcome Shell(const std::string& command) {
    return RunProgram({"/bin/bash", "-c", command}, "",
                      {"V=" VERBATIM, "VERBATIM_SERVER=" + server_.address()});
  }
  // Runs a shell command on a pseudo-terminal, whose lines end with a carriage return.
  Outcome OnTerminal(const std::string& command) {
    return RunProgram({"/usr/bin/script", "--quiet", "--return", "--command", command, "/dev/null"}, "",
                      {"V=" VERBATIM, "VERBATIM_SERVER=" + server_.address(), "TERM=xterm"});
  }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Path(name)) << text;
    return folder_.Path(name);
  }
  void AddBrief() {
    Outcome added =
        Verbatim({"documents", "add", PROJECT_ROOT "/tests/data/brief.txt", "--id", "brief", "--language",
                  "en", "--title", "A brief", "--author", "A", "--author", "B", "--published", "2025-09-12"});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  }

  TempFolder folder_;
  ServerProcess server_{VERBATIMD, NewStore(folder_, "cli.db"), StoreFlags(folder_, "cli.db")};
};

}  // namespace verbatim::test
