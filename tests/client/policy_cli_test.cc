// Policies and tokens, with the programs as processes.

#include <filesystem>
#include <fstream>

#include "client/cli_fixture.h"
#include "log/sha256.h"
#include "support/certificates.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string kPolicyBrief = PROJECT_ROOT "/tests/data/brief.txt";

std::string Principal(const std::string& name, const std::string& role, const std::string& token) {
  return "  - {name: " + name + ", role: " + role + ", token_sha256: " + log::ToHex(log::Sha256(token)) +
         "}\n";
}

class PolicyCli : public ::testing::Test {
 protected:
  // Replaces a file as a whole.
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Path(name + ".new")) << text;
    std::filesystem::rename(folder_.Path(name + ".new"), folder_.Path(name));
    return folder_.Path(name);
  }
  std::string Database() { return folder_.Path("policy.db"); }

  TempFolder folder_;
};

TEST_F(PolicyCli, ANewTokenFitsThePolicyLineThatComesWithIt) {
  const Outcome made = RunProgram({VERBATIM, "token", "new"});
  EXPECT_EQ(made.ending.exit_code, 0) << made.error;
  const std::vector<std::string> lines = Lines(made.output);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_THAT(lines[0], MatchesRegex("vbt_[A-Za-z0-9_-]{43}"));
  EXPECT_EQ(lines[1], "token_sha256: " + log::ToHex(log::Sha256(lines[0])));
  EXPECT_NE(Lines(RunProgram({VERBATIM, "token", "new"}).output)[0], lines[0]);

  const std::string file = folder_.Path("bot.token");
  const Outcome written = RunProgram({VERBATIM, "token", "new", "--output", file});
  EXPECT_EQ(written.ending.exit_code, 0) << written.error;
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  const std::string token = Lines(ReadFile(file))[0];
  EXPECT_EQ(written.output, "token_sha256: " + log::ToHex(log::Sha256(token)) + "\n");
  EXPECT_EQ(RunProgram({VERBATIM, "token", "new", "--output", file}).ending.exit_code, 2)
      << "it keeps the first token";
  EXPECT_EQ(Lines(ReadFile(file))[0], token);
}

TEST_F(PolicyCli, TheServerTakesTokensFromAFileAndFromTheEnvironment) {
  const std::string policy = Write("policy.yaml", "version: 1\nanonymous: none\nprincipals:\n" +
                                                      Principal("bot", "extractor", "vbt_secret") +
                                                      Principal("chief", "editor", "vbt_chief"));
  const std::string token = Write("bot.token", "vbt_secret\n");
  ServerProcess server(VERBATIMD, Database(), {"--policy=" + policy});
  const auto run = [&](std::vector<std::string> command, const std::vector<std::string>& environment = {}) {
    command.insert(command.begin(), {VERBATIM, "--server", server.address()});
    return RunProgram(command, "", environment);
  };
  const Outcome refused = run({"documents", "list"});
  EXPECT_EQ(refused.ending.exit_code, 1);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("needs valid credentials"), HasSubstr("--token-file")));
  EXPECT_EQ(run({"--token-file", token, "documents", "add", kPolicyBrief, "--id", "brief"}).ending.exit_code,
            0);
  EXPECT_EQ(run({"claims", "add", "--document", "brief", "--text", "x", "--quote", "Fourteen of them"},
                {"VERBATIM_TOKEN=vbt_secret"})
                .ending.exit_code,
            0);
  EXPECT_EQ(run({"check", kPolicyBrief}, {"VERBATIM_TOKEN_FILE=" + token}).ending.exit_code, 0) << "a stream";
  EXPECT_EQ(run({"--token-file", token, "documents", "list"}, {"VERBATIM_TOKEN=vbt_wrong"}).ending.exit_code,
            0)
      << "the file counts";
  EXPECT_EQ(run({"documents", "list"}, {"VERBATIM_TOKEN=vbt_wrong"}).ending.exit_code, 1);
  const std::vector<std::string> entries =
      Lines(run({"--json", "log", "list"}, {"VERBATIM_TOKEN=vbt_chief"}).output);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(ParseJson(entries[2]).fields().at("principal").string_value(), "policy:bot");
  EXPECT_THAT(run({"--json", "log", "list"}, {"VERBATIM_TOKEN=vbt_secret"}).output,
              AllOf(HasSubstr("CLAIM_CREATED"), Not(HasSubstr("principal"))));

  EXPECT_THAT(server.Log(),
              AllOf(HasSubstr("rejected the credentials of a call"), HasSubstr("not in the policy")));
  EXPECT_THAT(server.Log(), AllOf(Not(HasSubstr("vbt_")), Not(HasSubstr("Fourteen"))));
}

TEST_F(PolicyCli, TheCommandRefusesTokensThatItCannotSend) {
  const std::string two = Write("two", "vbt_a\nvbt_b\n");
  EXPECT_THAT(RunProgram({VERBATIM, "--token-file", two, "documents", "list"}).error, HasSubstr("one word"));
  EXPECT_THAT(RunProgram({VERBATIM, "--token-file", folder_.Path("none"), "documents", "list"}).error,
              HasSubstr("--token-file"));
  const Outcome plaintext = RunProgram(
      {VERBATIM, "--server", "verbatim.example.org:7461", "documents", "list"}, "", {"VERBATIM_TOKEN=vbt_a"});
  EXPECT_EQ(plaintext.ending.exit_code, 2);
  EXPECT_THAT(plaintext.error, AllOf(HasSubstr("only over TLS"), Not(HasSubstr("vbt_a"))));
}

TEST_F(PolicyCli, CertificatesAndTokensOfOnePolicyCountOverTls) {
  Authority authority;
  const CertificateFiles own = authority.Issue("/CN=verbatim", "DNS:localhost,IP:127.0.0.1");
  const CertificateFiles archive = authority.Issue("/CN=x", "DNS:archive.example");
  const CertificateFiles other = authority.Issue("/CN=y", "DNS:other.example");
  const std::string policy =
      Write("policy.yaml", "version: 1\nprincipals:\n" + Principal("bot", "extractor", "vbt_bot") +
                               "  - {name: archive, role: editor, certificate: "
                               "\"dns:archive.example\"}\nanonymous: none\n");
  ServerProcess server(VERBATIMD, Database(),
                       {"--policy=" + policy, "--tls_cert=" + own.certificate, "--tls_key=" + own.key,
                        "--tls_client_ca=" + authority.certificate(), "--http_listen=127.0.0.1:0",
                        "--http_port_file=" + folder_.Path("http")});
  const auto run = [&](const CertificateFiles* files, const std::string& token,
                       std::vector<std::string> command) {
    std::vector<std::string> arguments = {VERBATIM, "--server", server.address(), "--tls-ca",
                                          authority.certificate()};
    if (files != nullptr)
      arguments.insert(arguments.end(), {"--tls-cert", files->certificate, "--tls-key", files->key});
    arguments.insert(arguments.end(), command.begin(), command.end());
    return RunProgram(arguments, "", {"VERBATIM_TOKEN=" + token});
  };
  const std::string port = ReadFile(folder_.Path("http"));
  const std::string url =
      "https://localhost:" + port.substr(0, port.find('\n')) + "/v1/log/entries?leavesOnly=true";
  const auto curl = [&](const CertificateFiles* files, const std::string& token) {
    std::vector<std::string> arguments = {"/usr/bin/curl",         "-sS", "--max-time", "20", "--cacert",
                                          authority.certificate(), url};
    if (files != nullptr)
      arguments.insert(arguments.end(), {"--cert", files->certificate, "--key", files->key});
    if (!token.empty()) arguments.insert(arguments.end(), {"-H", "Authorization: Bearer " + token});
    return RunProgram(arguments).output;
  };
  EXPECT_EQ(run(nullptr, "vbt_bot", {"documents", "add", kPolicyBrief}).ending.exit_code, 0);
  EXPECT_THAT(run(nullptr, "", {"documents", "list"}).error, HasSubstr("needs valid credentials"));
  EXPECT_EQ(run(&archive, "", {"documents", "add", kPolicyBrief}).ending.exit_code, 0);
  EXPECT_THAT(run(&other, "", {"documents", "list"}).error,
              HasSubstr("dns:other.example is not allowed to read"));
  EXPECT_THAT(curl(&archive, ""), AllOf(HasSubstr("policy:archive"), HasSubstr("policy:bot")));
  EXPECT_THAT(curl(nullptr, "vbt_bot"), AllOf(HasSubstr("\"entries\""), Not(HasSubstr("policy:"))));
  EXPECT_THAT(curl(&archive, "vbt_bot"), Not(HasSubstr("policy:"))) << "the token counts";
  EXPECT_THAT(curl(nullptr, ""), HasSubstr("UNAUTHENTICATED"));
  EXPECT_THAT(curl(&other, ""), HasSubstr("PERMISSION_DENIED"));
  Authority strangers;
  const CertificateFiles forged = strangers.Issue("/CN=x", "DNS:archive.example");
  EXPECT_EQ(curl(&forged, "vbt_bot"), "") << "a certificate that is presented must be valid";
  EXPECT_EQ(run(&forged, "vbt_bot", {"--timeout", "5", "documents", "list"}).ending.exit_code, 4);
}

TEST_F(PolicyCli, AChangedFileIsReadAndABadOneIsReported) {
  const std::string good = "version: 1\nanonymous: reader\n";
  const std::string policy = Write("policy.yaml", good);
  ServerProcess server(VERBATIMD, Database(),
                       {"--policy=" + policy, "--policy_reload_interval=1s", "--http_listen=127.0.0.1:0",
                        "--http_port_file=" + folder_.Path("http")});
  const std::string port = ReadFile(folder_.Path("http"));
  const auto ready = [&] {
    return RunProgram(
               {"/usr/bin/curl", "-sS", "http://127.0.0.1:" + port.substr(0, port.find('\n')) + "/readyz"})
        .output;
  };
  const auto list = [&] { return RunProgram({VERBATIM, "--server", server.address(), "documents", "list"}); };
  EXPECT_EQ(ready(), "ready\n");
  Write("policy.yaml", "version: 1\nanonymous: guest\n");
  ASSERT_TRUE(Eventually([&] { return server.Log().find("line 2: there is no role") != std::string::npos; }));
  EXPECT_EQ(ready(), "ready\nthe policy file cannot be used; an earlier policy is in force\n");
  EXPECT_EQ(list().ending.exit_code, 0) << "the earlier policy stays in force";
  Write("policy.yaml", "version: 1\nanonymous: none\n");
  ASSERT_TRUE(
      Eventually([&] { return server.Log().find("the changed policy is in force") != std::string::npos; }));
  EXPECT_EQ(ready(), "ready\n");
  EXPECT_EQ(list().ending.exit_code, 1);
}

TEST_F(PolicyCli, TheAccessLogHasALineForEachCallWithoutItsSecrets) {
  const std::string policy = Write("policy.yaml", "version: 1\nanonymous: none\nprincipals:\n" +
                                                      Principal("bot", "extractor", "vbt_secret"));
  ServerProcess server(VERBATIMD, Database(),
                       {"--policy=" + policy, "--access_log", "--http_listen=127.0.0.1:0",
                        "--http_port_file=" + folder_.Path("http")});
  const std::string port = ReadFile(folder_.Path("http"));
  const auto curl = [&](const std::string& token, const std::string& trace) {
    return RunProgram({"/usr/bin/curl", "-sS",
                       "http://127.0.0.1:" + port.substr(0, port.find('\n')) + "/v1/documents", "-H",
                       "Authorization: Bearer " + token, "-H", "X-Request-Id: call-7", "-H",
                       "Traceparent: " + trace})
        .output;
  };
  curl("vbt_secret", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  curl("vbt_guess", "00-short-b7ad6b7169203331-01");
  EXPECT_EQ(RunProgram({VERBATIM, "--server", server.address(), "documents", "add", kPolicyBrief}, "",
                       {"VERBATIM_TOKEN=vbt_secret"})
                .ending.exit_code,
            0);
  EXPECT_EQ(RunProgram({VERBATIM, "--server", server.address(), "check", kPolicyBrief}, "",
                       {"VERBATIM_TOKEN=vbt_secret"})
                .ending.exit_code,
            0);
  const auto calls = [&] {
    std::vector<google::protobuf::Struct> found;
    for (const std::string& line : Lines(server.Log())) {
      if (line.find("\"message\":\"call\"") != std::string::npos) found.push_back(ParseJson(line));
    }
    return found;
  };
  // `check` asks for the log's head and waits for the index first.
  ASSERT_TRUE(Eventually([&] { return calls().size() == 6; })) << server.Log();
  const auto field = [&](size_t call, const std::string& name) {
    return calls()[call].fields().at(name).string_value();
  };
  EXPECT_EQ(field(0, "method"), "verbatim.v1.DocumentService.ListDocuments");
  EXPECT_EQ(field(0, "principal"), "policy:bot");
  EXPECT_EQ(field(0, "code"), "OK");
  EXPECT_EQ(field(0, "request_id"), "call-7");
  EXPECT_EQ(field(0, "trace_id"), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(field(1, "code"), "UNAUTHENTICATED");
  EXPECT_EQ(field(1, "principal"), "");
  EXPECT_EQ(field(1, "trace_id"), "");
  EXPECT_THAT(field(1, "rejection"), HasSubstr("not in the policy"));
  EXPECT_EQ(field(2, "method"), "verbatim.v1.DocumentService.CreateDocument");
  EXPECT_GT(std::stoi(field(2, "request_bytes")), 1000) << "the document";
  EXPECT_GT(std::stoi(field(2, "response_bytes")), 10);
  EXPECT_EQ(field(5, "method"), "verbatim.v1.MatchService.CheckText");
  EXPECT_GT(std::stoi(field(5, "request_bytes")), 1000);
  EXPECT_THAT(server.Log(),
              AllOf(Not(HasSubstr("vbt_")), Not(HasSubstr("Belarus")), Not(HasSubstr("Fourteen"))));
}

TEST_F(PolicyCli, TheServerDoesNotStartWithABadPolicy) {
  const auto start = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> command = {VERBATIMD, "--store=sqlite:" + Database(), "--listen=127.0.0.1:0",
                                        "--http_listen="};
    command.insert(command.end(), flags.begin(), flags.end());
    return RunProgram(command);
  };
  const std::string good = Write("good.yaml", "version: 1\n");
  const std::string bad = Write("bad.yaml", "version: 1\nanonymous: guest\nprincipal: []\n");
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"--policy=" + bad}, "line 2: there is no role"},
      {{"--policy=" + bad}, "line 3: the file: there is no key"},
      {{"--policy=" + folder_.Path("none.yaml")}, "cannot be read"},
      {{"--policy=" + folder_.Path("")}, "cannot be read"},
      {{"--policy=" + good, "--writers=email:a@b.example"}, "--policy cannot be given together with"},
      {{"--policy=" + good, "--erasers=email:a@b.example"}, "--policy cannot be given together with"},
      {{"--policy=" + good, "--policy_reload_interval=0s"}, "--policy_reload_interval must be between"},
  };
  for (const auto& [flags, message] : cases) {
    const Outcome outcome = start(flags);
    EXPECT_EQ(outcome.ending.exit_code, 2) << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(message));
  }
  EXPECT_FALSE(std::filesystem::exists(Database()));
}

}  // namespace
}  // namespace verbatim::test
