// verbatim bundle, verify, log and documents erase, and verbatimd --fsck.

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "client/cli_fixture.h"
#include "log/merkle.h"
#include "log/sha256.h"
#include "support/forged_bundles.h"
#include "support/run_sql.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kQuote[] = "On 11 September 2025, Belarus let fifty-two political prisoners go";

class LogCli : public Cli {
 protected:
  LogCli() {
    AddBrief();
    AddClaim("freed");
  }

  void AddClaim(const std::string& id) {
    Outcome added = Verbatim({"claims", "add", "--document", "brief", "--id", id, "--text",
                              "Belarus released 52 political prisoners.", "--quote", kQuote});
    ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  }
  std::string SaveBundle(const std::string& name, const std::vector<std::string>& flags = {}) {
    const std::string path = folder_.Path("bundle");
    std::vector<std::string> arguments = {"bundle", name, "--output", path};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    Outcome saved = Verbatim(arguments);
    EXPECT_EQ(saved.ending.exit_code, 0) << saved.error;
    return path;
  }
  // Verifies without a server: nothing listens on port 1.
  Outcome VerifyOffline(const std::string& path, const std::string& key) {
    return RunProgram({VERBATIM, "--server", "127.0.0.1:1", "verify", "--bundle", path, "--key", key});
  }
  static Outcome VerifyInPython(const std::string& path, const std::string& key) {
    return RunProgram({"/usr/bin/python3", PROJECT_ROOT "/client/python/verify.py", path, key});
  }
  Outcome Audit() { return Verbatim({"log", "audit", "--key", key_, "--state", folder_.Path("state")}); }

  const std::string key_ = folder_.Path("cli.db.vkey");
};

TEST_F(LogCli, ABundleVerifiesOfflineAndShowsTheSentence) {
  const std::string path = SaveBundle("claims/freed");
  for (const std::string& key : {key_, Lines(ReadFile(key_)).front()}) {
    Outcome verified = VerifyOffline(path, key);
    EXPECT_EQ(verified.ending.exit_code, 0) << verified.error;
    EXPECT_THAT(verified.output, HasSubstr("ok      checkpoint: signed by verbatim/"));
    EXPECT_THAT(verified.output, HasSubstr("»" + std::string(kQuote) + "« and sent them across the border"));
  }
  Outcome json = RunProgram({VERBATIM, "--json", "verify", "--bundle", path, "--key", key_});
  EXPECT_TRUE(ParseJson(json.output).fields().at("verified").bool_value());
  EXPECT_EQ(ParseJson(json.output).fields().at("resource").string_value(), "claims/freed");
}

TEST_F(LogCli, AFailedVerificationNamesTheCheckThatFailed) {
  const std::string path = SaveBundle("freed");
  std::string bytes = ReadFile(path);
  size_t word = bytes.find("released 52");
  ASSERT_NE(word, std::string::npos);
  bytes.replace(word, 11, "released 53");
  Outcome forged = VerifyOffline(Write("forged", bytes), key_);
  EXPECT_EQ(forged.ending.exit_code, 6);
  EXPECT_THAT(forged.error, HasSubstr("FAILED  payload: the payload of entry 2 is not what was recorded"));
  EXPECT_THAT(forged.output, Not(HasSubstr("released")));
  EXPECT_EQ(VerifyOffline(Write("empty", ""), key_).ending.exit_code, 6);
  EXPECT_EQ(VerifyOffline(folder_.Path("no-such-file"), key_).ending.exit_code, 2);
  EXPECT_EQ(VerifyOffline(path, "no+such+key").ending.exit_code, 2);
  TempFolder other;
  ServerProcess stranger(VERBATIMD, other.Path("other.db"));
  EXPECT_EQ(VerifyOffline(path, other.Path("other.db.vkey")).ending.exit_code, 6);
}

// Two verifiers that share no code reach the same verdict.
TEST_F(LogCli, ThePythonVerifierAgreesOnGoodAndDamagedBundles) {
  for (const std::vector<std::string>& flags : {std::vector<std::string>{}, {"--text"}}) {
    const std::string path = SaveBundle("claims/freed", flags);
    Outcome python = VerifyInPython(path, key_);
    EXPECT_EQ(python.ending.exit_code, 0) << python.error;
    EXPECT_THAT(python.output,
                AllOf(HasSubstr("claims/freed, as of entry 2 of 3: later entries may change it\n"),
                      HasSubstr("\n  claim: Belarus released 52 political prisoners.\n"), HasSubstr(kQuote)));
    const std::string bytes = ReadFile(path);
    for (size_t offset = 3; offset < bytes.size(); offset += bytes.size() / 10) {
      std::string damaged = bytes;
      damaged[offset] = static_cast<char>(damaged[offset] ^ 4);
      const std::string damaged_path = Write("damaged", damaged);
      const int exit_code = VerifyOffline(damaged_path, key_).ending.exit_code;
      EXPECT_THAT(exit_code, AnyOf(6, 8)) << offset;
      Outcome refused = VerifyInPython(damaged_path, key_);
      EXPECT_EQ(refused.ending.exit_code, exit_code) << offset;
      EXPECT_THAT(refused.error, Not(HasSubstr("Traceback"))) << offset;
    }
  }
  for (const char* name : {"documents/brief", "documents/brief/revisions/1"}) {
    const std::string path = SaveBundle(name, {"--text"});
    EXPECT_EQ(VerifyOffline(path, key_).ending.exit_code, 0);
    Outcome python = VerifyInPython(path, key_);
    EXPECT_EQ(python.ending.exit_code, 0) << python.error;
  }
  ASSERT_EQ(
      Verbatim({"documents", "erase", "brief", "--requested-by", "a court", "--reason", "an order", "--yes"})
          .ending.exit_code,
      0);
  const std::string redacted = SaveBundle("claims/freed");
  EXPECT_EQ(VerifyOffline(redacted, key_).ending.exit_code, 0);
  EXPECT_EQ(VerifyInPython(redacted, key_).ending.exit_code, 0);
}

TEST_F(LogCli, BothVerifiersRefuseAQuoteThatNoSentenceProves) {
  const ForgedLog log;
  for (const ForgedBundle& forged : ForgedBundles(log)) {
    const std::string path = Write("forged", forged.bundle.SerializeAsString());
    Outcome verified = VerifyOffline(path, log.key().ToText());
    EXPECT_EQ(verified.ending.exit_code, forged.holds ? 0 : 6) << forged.name << ": " << verified.error;
    Outcome python = VerifyInPython(path, log.key().ToText());
    EXPECT_EQ(python.ending.exit_code, forged.holds ? 0 : 6) << forged.name << ": " << python.error;
    EXPECT_THAT(python.error, Not(HasSubstr("Traceback"))) << forged.name;
  }
}

TEST_F(LogCli, ErasingRequiresConfirmation) {
  std::vector<std::string> erase = {"documents", "erase",    "brief",   "--requested-by",
                                    "a court",   "--reason", "an order"};
  EXPECT_EQ(Verbatim(erase).ending.exit_code, 2);
  EXPECT_THAT(Verbatim({"documents", "get", "brief", "--text"}).output, HasSubstr("fifty-two"));
  erase.push_back("--yes");
  EXPECT_THAT(Verbatim(erase).output,
              HasSubstr("erased, with its words in 1 claim and 0 pieces of evidence"));
  EXPECT_THAT(Verbatim({"documents", "get", "brief"}).output, HasSubstr("requested by: a court"));
  EXPECT_EQ(Verbatim({"documents", "get", "brief", "--text"}).ending.exit_code, 1);
  Outcome claim = Verbatim({"claims", "get", "freed"});
  EXPECT_THAT(claim.output, HasSubstr("source: documents/brief/revisions/1, erased"));
}

TEST_F(LogCli, ListsAndWatchesTheLog) {
  Outcome list = Verbatim({"log", "list", "--from", "1"});
  EXPECT_THAT(list.output, AllOf(HasSubstr("revision created"), HasSubstr("claims/freed"),
                                 Not(HasSubstr("document created"))));
  Streams streams{.output = folder_.Path("watched")};
  Process watch(
      {VERBATIM, "--server", server_.address(), "log", "watch", "--from", "2", "--type", "claim-created"},
      streams);
  AddClaim("second");
  auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (ReadFile(streams.output).find("claims/second") == std::string::npos) {
    ASSERT_LT(std::chrono::steady_clock::now(), give_up) << ReadFile(streams.output);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_THAT(ReadFile(streams.output), HasSubstr("claims/freed"));
  EXPECT_EQ(Verbatim({"log", "watch", "--type", "nonsense"}).ending.exit_code, 2);
  EXPECT_EQ(Verbatim({"log", "watch", "--from", "99"}).ending.exit_code, 1);
}

TEST_F(LogCli, AWatchResumesWhenTheServerComesBack) {
  Streams streams{.output = folder_.Path("watched")};
  TempFolder folder;
  auto server = std::make_unique<ServerProcess>(VERBATIMD, folder.Path("s.db"));
  const std::string address = server->address();
  Process watch({VERBATIM, "--server", address, "log", "watch", "--from", "0"}, streams);
  auto add = [&](const std::string& id) {
    return RunProgram({VERBATIM, "--server", address, "documents", "add",
                       PROJECT_ROOT "/tests/data/brief.txt", "--id", id});
  };
  auto wait_for = [&](const std::string& what) {
    auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (ReadFile(streams.output).find(what) == std::string::npos) {
      if (std::chrono::steady_clock::now() > give_up) FAIL() << ReadFile(streams.output);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  ASSERT_EQ(add("one").ending.exit_code, 0);
  wait_for("documents/one/revisions/1");
  server->process().Signal(SIGKILL);
  server->process().Wait();
  server = std::make_unique<ServerProcess>(VERBATIMD, folder.Path("s.db"),
                                           std::vector<std::string>{"--listen=" + address});
  ASSERT_EQ(add("two").ending.exit_code, 0);
  wait_for("documents/two/revisions/1");
  std::vector<std::string> lines = Lines(ReadFile(streams.output));
  std::erase_if(lines, [](const std::string& line) { return line.starts_with("  "); });  // what changed
  EXPECT_EQ(lines.size(), 5u) << "the titles, and four entries once each";
}

TEST_F(LogCli, AnAuditFollowsALogThatGrows) {
  EXPECT_THAT(Audit().output, HasSubstr(": 3 entries\n"));
  EXPECT_THAT(Audit().output, HasSubstr(": 3 entries, the first 3 unchanged"));
  AddClaim("second");
  Outcome grown = Audit();
  EXPECT_EQ(grown.ending.exit_code, 0) << grown.error;
  EXPECT_THAT(grown.output, HasSubstr(": 4 entries, the first 3 unchanged"));
  EXPECT_EQ(Verbatim({"log", "audit", "--key", "nonsense", "--state", folder_.Path("s")}).ending.exit_code,
            2);
  std::ofstream(folder_.Path("state")) << "not a checkpoint";
  EXPECT_EQ(Audit().ending.exit_code, 2);
}

// Sets the time of an entry to 1970 in the database of a server that has ended. Rebuilds the hashes of the tree, so
// that the log is as an earlier version could have recorded it.
void SetTimeTo1970(const std::string& database, int64_t index, int64_t size) {
  log::GrowingTree tree;
  uint64_t position = 0;
  for (int64_t i = 0; i < size; ++i) {
    const std::string where = " WHERE idx = " + std::to_string(i);
    std::string leaf = ReadSql(database, "SELECT leaf FROM entries" + where);
    if (i == index) {
      leaf.replace(3, 8, std::string(8, '\0'));
      RunSql(database, "UPDATE entries SET leaf = " + BlobLiteral(leaf) + where);
    }
    for (const log::Digest& hash : tree.Append(log::HashLeaf(leaf))) {
      RunSql(database, "UPDATE hashes SET hash = " + BlobLiteral(std::string(log::BytesOf(hash))) +
                           " WHERE position = " + std::to_string(position++));
    }
  }
}

TEST_F(LogCli, AnAuditNamesEntriesWhoseTimeGoesBack) {
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  SetTimeTo1970(folder_.Path("cli.db"), 1, 3);
  ServerProcess server(VERBATIMD, folder_.Path("cli.db"));
  const auto audit = [&] {
    return RunProgram({VERBATIM, "--server", server.address(), "log", "audit", "--key", key_, "--state",
                       folder_.Path("state")});
  };
  const Outcome first = audit();
  EXPECT_EQ(first.ending.exit_code, 0) << first.error;
  EXPECT_EQ(first.error, "verbatim: warning: the time of entry 1 is before that of entry 0\n");
  EXPECT_EQ(audit().error, "") << "an audit reads only new entries";
}

TEST_F(LogCli, AnAuditReportsThatItCannotReadOrWriteItsState) {
  auto audit = [&](const std::string& state) {
    return Verbatim({"log", "audit", "--key", key_, "--state", state});
  };
  Outcome unreadable = audit(folder_.Path(std::string(300, 'a')));
  EXPECT_EQ(unreadable.ending.exit_code, 2);
  EXPECT_THAT(unreadable.error, HasSubstr("cannot read"));
  Outcome unwritable = audit(folder_.Path("none/state"));
  EXPECT_EQ(unwritable.ending.exit_code, 5);
  EXPECT_THAT(unwritable.error, HasSubstr("cannot write"));
}

TEST_F(LogCli, WritesJsonToTheOutputFile) {
  const std::string path = folder_.Path("out.json");
  Outcome bundle = Verbatim({"--json", "bundle", "freed", "--output", path});
  EXPECT_EQ(bundle.ending.exit_code, 0) << bundle.error;
  EXPECT_EQ(bundle.output, "");
  EXPECT_TRUE(ParseJson(ReadFile(path)).fields().contains("checkpoint"));
  EXPECT_EQ(Verbatim({"--json", "trace", "freed", "--output", path}).output, "");
  EXPECT_TRUE(ParseJson(ReadFile(path)).fields().contains("nodes"));
  Outcome unwritable = Verbatim({"bundle", "freed", "--output", folder_.Path("none/out")});
  EXPECT_EQ(unwritable.ending.exit_code, 5);
  EXPECT_THAT(unwritable.error, HasSubstr("cannot write"));
}

TEST_F(LogCli, SendsTheServiceACosignedCheckpointAndShowsIt) {
  const log::SigningKey key = log::SigningKey::Generate();
  const log::VerifierKey witness{"witness.test/w", log::SignatureType::kCosignature, key.public_key()};
  ServerProcess server(VERBATIMD, folder_.Path("witnessed.db"),
                       std::vector<std::string>{"--witnesses=" + witness.ToText()});
  auto verbatim = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {VERBATIM, "--server", server.address()});
    return RunProgram(arguments);
  };
  ASSERT_EQ(verbatim({"documents", "add", PROJECT_ROOT "/tests/data/brief.txt"}).ending.exit_code, 0);
  auto note = log::Note::FromText(verbatim({"log", "checkpoint"}).output);
  ASSERT_TRUE(note.ok()) << note.status();
  note->signatures.push_back(log::Cosign(key, witness.name, note->text, 1'700'000'000));
  const std::string path = Write("note", note->ToText());
  EXPECT_THAT(verbatim({"log", "cosign", path}).output, HasSubstr("witness.test/w"));
  Outcome json = verbatim({"--json", "log", "cosign", path});
  EXPECT_EQ(json.ending.exit_code, 0) << json.error;
  EXPECT_THAT(ParseJson(json.output).fields().at("note").string_value(), HasSubstr("witness.test/w"));
}

TEST_F(LogCli, AnAuditDoesNotMistakeADamagedStoreForAFork) {
  EXPECT_EQ(Audit().ending.exit_code, 0);
  AddClaim("second");
  RunSql(folder_.Path("cli.db"), "DELETE FROM hashes WHERE position = 3");
  Outcome damaged = Audit();
  EXPECT_EQ(damaged.ending.exit_code, 5) << damaged.error;
  EXPECT_THAT(damaged.error, AllOf(Not(HasSubstr("LOG FORKED")), Not(HasSubstr("NOT PROVEN"))));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("state.evidence")));
}

TEST_F(LogCli, AnAuditReportsARollbackAndAForkAndKeepsTheEvidence) {
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  for (const char* suffix : {"", ".key", ".vkey"}) {
    std::filesystem::copy_file(folder_.Path("cli.db") + suffix, folder_.Path("copy.db") + suffix);
  }
  auto audit = [&](ServerProcess& server) {
    return RunProgram({VERBATIM, "--server", server.address(), "log", "audit", "--key", key_, "--state",
                       folder_.Path("state")});
  };
  auto add = [&](ServerProcess& server, const std::string& id) {
    return RunProgram({VERBATIM, "--server", server.address(), "claims", "add", "--document", "brief", "--id",
                       id, "--text", "x", "--quote", kQuote});
  };
  {
    ServerProcess server(VERBATIMD, folder_.Path("cli.db"));
    ASSERT_EQ(add(server, "second").ending.exit_code, 0);
    EXPECT_EQ(audit(server).ending.exit_code, 0);
  }
  ServerProcess restored(VERBATIMD, folder_.Path("copy.db"));  // a backup without the second claim
  const std::string trusted = ReadFile(folder_.Path("state"));
  Outcome rollback = audit(restored);
  EXPECT_EQ(rollback.ending.exit_code, 6);
  EXPECT_THAT(rollback.error, AllOf(HasSubstr("CONSISTENCY NOT PROVEN: the log had 4 entries and now has 3"),
                                    HasSubstr("an honest log may have signed both")));
  EXPECT_THAT(ReadFile(folder_.Path("state.unproven")), HasSubstr(trusted));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("state.evidence")));
  EXPECT_EQ(ReadFile(folder_.Path("state")), trusted) << "the trusted checkpoint stays";
  ASSERT_EQ(add(restored, "another").ending.exit_code, 0);
  Outcome fork = audit(restored);
  EXPECT_EQ(fork.ending.exit_code, 6);
  EXPECT_THAT(fork.error,
              AllOf(HasSubstr("LOG FORKED: two signed checkpoints of 4 entries have different roots"),
                    HasSubstr("both signed checkpoints, which prove the fork")));
  ASSERT_EQ(add(restored, "one-more").ending.exit_code, 0);
  Outcome unproven = audit(restored);
  EXPECT_EQ(unproven.ending.exit_code, 6);
  EXPECT_THAT(unproven.error, HasSubstr("does not show that the log of 5 entries extends the log of 4"));
  EXPECT_THAT(ReadFile(folder_.Path("state.unproven")), HasSubstr("\nconsistency proof:\n"));
  EXPECT_THAT(ReadFile(folder_.Path("state.evidence")), HasSubstr(trusted)) << "the proof of the fork stays";
}

TEST_F(LogCli, TheServiceRefusesToSignUnderAnotherName) {
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  Outcome renamed = RunProgram({VERBATIMD, "--listen=127.0.0.1:0",
                                "--http_listen=", "--store=sqlite:" + folder_.Path("cli.db"),
                                "--log_origin=example.com/other"});
  EXPECT_EQ(renamed.ending.exit_code, 3);
  EXPECT_THAT(renamed.error, HasSubstr("signed with the key and origin in"));
  Outcome witness =
      RunProgram({VERBATIMD, "--listen=127.0.0.1:0",
                  "--http_listen=", "--store=sqlite:" + folder_.Path("cli.db"), "--witnesses=nonsense"});
  EXPECT_EQ(witness.ending.exit_code, 2);
  Outcome absent = RunProgram({VERBATIMD, "--listen=127.0.0.1:0",
                               "--http_listen=", "--store=sqlite:" + folder_.Path("new.db"),
                               "--log_key=" + folder_.Path("no.key")});
  EXPECT_EQ(absent.ending.exit_code, 3);
  EXPECT_THAT(absent.error, HasSubstr("openssl genpkey"));
}

TEST_F(LogCli, TheServiceCreatesNoKeyForALogWithEntries) {
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  // A backup of the database without the key.
  std::filesystem::copy_file(folder_.Path("cli.db"), folder_.Path("copy.db"));
  Outcome copy = RunProgram(
      {VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", "--store=sqlite:" + folder_.Path("copy.db")});
  EXPECT_EQ(copy.ending.exit_code, 3);
  EXPECT_THAT(copy.error, HasSubstr("provide the key that signed this log"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("copy.db.key")));
}

TEST_F(LogCli, MaintenanceCommandsCreateNoDatabase) {
  for (const char* flag : {"--compact", "--reindex", "--fsck"}) {
    const std::string path = folder_.Path("mistyped.db");
    Outcome outcome = RunProgram({VERBATIMD, flag, "--store=sqlite:" + path});
    EXPECT_EQ(outcome.ending.exit_code, 3) << flag;
    EXPECT_THAT(outcome.error, HasSubstr("mistyped.db")) << flag;
    EXPECT_FALSE(std::filesystem::exists(path)) << flag;
  }
}

TEST_F(LogCli, FsckReportsThatItCannotWriteTemporaryFiles) {
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  Outcome outcome = RunProgram({VERBATIMD, "--fsck", "--store=sqlite:" + folder_.Path("cli.db")}, "",
                               {"TMPDIR=" + folder_.Path("none")});
  EXPECT_EQ(outcome.ending.exit_code, 3);
  EXPECT_THAT(outcome.error, HasSubstr("TMPDIR"));
}

TEST_F(LogCli, FsckPassesAnIntactDatabaseAndNamesTheErrorOfADamagedOne) {
  const std::vector<std::string> fsck = {VERBATIMD, "--fsck", "--store=sqlite:" + folder_.Path("cli.db")};
  EXPECT_EQ(RunProgram(fsck).ending.exit_code, 3) << "the database is in use";
  server_.process().Signal(SIGTERM);
  server_.process().Wait();
  Outcome intact = RunProgram(fsck);
  EXPECT_EQ(intact.ending.exit_code, 0) << intact.error;
  EXPECT_EQ(ParseJson(Lines(intact.error).back()).fields().at("entries").string_value(), "3");
  RunSql(folder_.Path("cli.db"), "UPDATE entries SET payload = CAST(payload || x'00' AS BLOB) WHERE idx = 2");
  Outcome damaged = RunProgram(fsck);
  EXPECT_EQ(damaged.ending.exit_code, 4);
  EXPECT_THAT(damaged.error, HasSubstr("log entry 2: the payload does not have the SHA-256 in the leaf"));
}

}  // namespace
}  // namespace verbatim::test
