#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "client/cli_fixture.h"
#include "support/certificates.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kBriefPath = PROJECT_ROOT "/tests/data/brief.txt";

// A service that requires client certificates.
class Tls : public ::testing::Test {
 protected:
  std::vector<std::string> ServerFlags() {
    return {"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key,
            "--tls_client_ca=" + authority_.certificate(), "--tls_reload_interval=1s"};
  }
  Outcome Verbatim(const std::vector<std::string>& tls, const std::vector<std::string>& command) {
    std::vector<std::string> arguments = {VERBATIM, "--server", server_.address()};
    arguments.insert(arguments.end(), tls.begin(), tls.end());
    arguments.insert(arguments.end(), command.begin(), command.end());
    return RunProgram(arguments);
  }
  std::vector<std::string> As(const CertificateFiles& files) {
    return {"--tls-ca", authority_.certificate(), "--tls-cert", files.certificate, "--tls-key", files.key};
  }

  TempFolder folder_;
  Authority authority_;
  CertificateFiles own_ = authority_.Issue("/CN=verbatim", "DNS:localhost,IP:127.0.0.1");
  CertificateFiles desk_ = authority_.Issue("/CN=The desk", "email:desk@paper.example,DNS:desk.example");
  ServerProcess server_{VERBATIMD, folder_.Path("tls.db"), ServerFlags()};
};

TEST_F(Tls, TheLogAndTheProofNameTheWriter) {
  ASSERT_EQ(Verbatim(As(desk_), {"documents", "add", kBriefPath, "--id", "brief"}).ending.exit_code, 0);
  Outcome added = Verbatim(As(authority_.Issue("/CN=The Würzburg desk", "")),
                           {"claims", "add", "--document", "brief", "--id", "freed", "--text", "x", "--quote",
                            "Fourteen of them"});
  ASSERT_EQ(added.ending.exit_code, 0) << added.error;
  std::vector<std::string> entries = Lines(Verbatim(As(desk_), {"--json", "log", "list"}).output);
  ASSERT_EQ(entries.size(), 3U) << "document, revision, claim";
  EXPECT_EQ(ParseJson(entries[0]).fields().at("principal").string_value(), "email:desk@paper.example")
      << "the first of its names";
  EXPECT_EQ(ParseJson(entries[2]).fields().at("principal").string_value(), "cn:The Würzburg desk");

  const std::string bundle = folder_.Path("freed.bundle");
  ASSERT_EQ(Verbatim(As(desk_), {"bundle", "claims/freed", "--output", bundle}).ending.exit_code, 0);
  Outcome verified =
      RunProgram({VERBATIM, "verify", "--bundle", bundle, "--key", folder_.Path("tls.db.vkey")});
  EXPECT_THAT(verified.output, HasSubstr("by cn:The Würzburg desk")) << verified.error;
}

TEST_F(Tls, RejectsCallersWithoutAKnownCertificate) {
  Authority other;
  std::vector<std::string> stranger = As(other.Issue("/CN=desk", "email:desk@paper.example"));
  for (const std::vector<std::string>& tls :
       {std::vector<std::string>{}, {"--tls-ca", authority_.certificate()}, stranger}) {
    Outcome added = Verbatim(tls, {"--timeout", "5", "documents", "add", kBriefPath});
    EXPECT_EQ(added.ending.exit_code, 4) << testing::PrintToString(tls) << added.output;
    EXPECT_THAT(added.error,
                StartsWith("verbatim: the service at " + server_.address() + " does not answer: "));
    EXPECT_EQ(Lines(added.error).size(), 2U) << added.error;
    EXPECT_THAT(added.error, HasSubstr("the server may require TLS or a client certificate"))
        << "no log line of gRPC";
  }
  Outcome listed = Verbatim(As(desk_), {"--json", "log", "list"});
  EXPECT_EQ(listed.ending.exit_code, 0) << listed.error;
  EXPECT_EQ(listed.output, "") << "nothing was written";
  EXPECT_THAT(server_.Log(), HasSubstr("certificate verify failed"));
  for (const std::string& line : Lines(server_.Log())) ParseJson(line);
}

TEST_F(Tls, RejectsCallersWhoseNameCannotBeRecorded) {
  struct Nameless {
    std::string subject, names;
    const char* why;
  };
  for (const auto& [subject, names, why] : std::vector<Nameless>{
           {"/O=Without a name", "", "it has no name"},
           {"/CN=short", "URI:x:" + std::string(300, 'x'), "more than 256 bytes"},
           // gRPC does not distinguish names of other types.
           {"/CN=Alice", "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:alice@paper.example", "not a DNS name, URI"},
           // The URI "x:a", a NUL, "bbb".
           {"/CN=short", "DER:30:09:86:07:78:3a:61:00:62:62:62", "control characters"}}) {
    Outcome added =
        Verbatim(As(authority_.Issue(subject, names)), {"--timeout", "5", "documents", "add", kBriefPath});
    EXPECT_EQ(added.ending.exit_code, 4) << subject << names << added.output;
    EXPECT_THAT(server_.Log(), AllOf(HasSubstr(why), HasSubstr(subject)));
  }
  // A space of no width, and a mark that reverses the direction.
  for (const char* subject : {"/CN=de\u200Bsk", "/CN=\u202Eksed"}) {
    Outcome added =
        Verbatim(As(authority_.Issue(subject, "")), {"--timeout", "5", "documents", "add", kBriefPath});
    EXPECT_EQ(added.ending.exit_code, 4) << subject << added.output;
    EXPECT_THAT(server_.Log(), HasSubstr("invisible characters"));
  }
  Outcome listed = Verbatim(As(desk_), {"--json", "log", "list"});
  EXPECT_EQ(listed.ending.exit_code, 0) << listed.error;
  EXPECT_EQ(listed.output, "") << "nothing was written";
}

TEST_F(Tls, SendsNothingToAServiceWithAnUnknownCertificate) {
  Authority other;
  std::vector<std::string> tls = As(desk_);
  tls[1] = other.certificate();
  EXPECT_EQ(Verbatim(tls, {"--timeout", "5", "documents", "list"}).ending.exit_code, 4);
  EXPECT_EQ(Verbatim({"--tls"}, {"--timeout", "5", "documents", "list"}).ending.exit_code, 4)
      << "the machine does not know the authority";

  const CertificateFiles elsewhere = authority_.Issue("/CN=elsewhere", "DNS:elsewhere.example");
  ServerProcess wrong_host(VERBATIMD, folder_.Path("other.db"),
                           {"--tls_cert=" + elsewhere.certificate, "--tls_key=" + elsewhere.key});
  EXPECT_EQ(RunProgram({VERBATIM, "--server", wrong_host.address(), "--tls-ca", authority_.certificate(),
                        "--timeout", "5", "documents", "list"})
                .ending.exit_code,
            4);
}

TEST_F(Tls, RecordsNoPrincipalWithoutClientAuthorities) {
  ServerProcess open(VERBATIMD, folder_.Path("open.db"),
                     {"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key});
  Outcome added =
      RunProgram({VERBATIM, "documents", "add", kBriefPath}, "",
                 {"VERBATIM_SERVER=" + open.address(), "VERBATIM_TLS_CA=" + authority_.certificate()});
  EXPECT_EQ(added.ending.exit_code, 0) << added.error;
  Outcome listed = RunProgram(
      {VERBATIM, "--server", open.address(), "--tls-ca", authority_.certificate(), "--json", "log", "list"});
  EXPECT_THAT(listed.output, AllOf(HasSubstr("DOCUMENT_CREATED"), Not(HasSubstr("\"principal\""))));
}

TEST_F(Tls, WritersAndErasersMayDoOnlyWhatTheirListAllows) {
  std::vector<std::string> flags = ServerFlags();
  flags.insert(flags.end(),
               {"--writers=intern@paper.example, desk@paper.example", "--erasers=chief@paper.example"});
  ServerProcess server(VERBATIMD, folder_.Path("rights.db"), flags);
  const std::vector<std::string> desk = As(desk_);
  const std::vector<std::string> reader =
      As(authority_.Issue("/CN=desk@paper.example", "email:reader@paper.example"));
  const std::vector<std::string> chief = As(authority_.Issue("/CN=chief@paper.example", ""));
  auto run = [&](std::vector<std::string> command, const std::vector<std::string>& more) {
    command.insert(command.begin(), {VERBATIM, "--server", server.address()});
    command.insert(command.end(), more.begin(), more.end());
    return RunProgram(command);
  };
  const std::string claims = folder_.Path("claims.jsonl");
  std::ofstream(claims)
      << R"({"text": "x", "citations": [{"revision": "documents/brief", "quote": "Fourteen"}]})" << '\n';
  ASSERT_EQ(run(desk, {"documents", "add", kBriefPath, "--id", "brief"}).ending.exit_code, 0);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"documents", "add", kBriefPath}, {"claims", "import", claims}}) {
    Outcome refused = run(reader, command);
    EXPECT_EQ(refused.ending.exit_code, 1) << refused.output;
    EXPECT_THAT(refused.error, HasSubstr("reader@paper.example is not allowed to extract"));
  }
  EXPECT_EQ(run(reader, {"documents", "get", "brief"}).ending.exit_code, 0);
  EXPECT_EQ(run(reader, {"check", kBriefPath}).ending.exit_code, 0) << "a stream without side effects";

  const std::vector<std::string> erase = {"documents", "erase",          "brief", "--reason",
                                          "x",         "--requested-by", "y",     "--yes"};
  for (const std::vector<std::string>& who : {desk, reader}) {
    Outcome refused = run(who, erase);
    EXPECT_EQ(refused.ending.exit_code, 1) << refused.output;
    EXPECT_THAT(refused.error, HasSubstr("is not allowed to erase"));
  }
  EXPECT_THAT(run(chief, {"documents", "add", kBriefPath}).error, HasSubstr("is not allowed to extract"));
  EXPECT_EQ(Lines(run(reader, {"--json", "log", "list"}).output).size(), 2U)
      << "the document and its revision";
  Outcome erased = run(chief, erase);
  EXPECT_EQ(erased.ending.exit_code, 0) << erased.error;
  EXPECT_THAT(server.Log(), AllOf(HasSubstr("has no kind"), HasSubstr("\"name\":\"chief@paper.example\"")));
}

TEST_F(Tls, APermissionForANameOfOneKindIsNoneForAnotherKind) {
  std::vector<std::string> flags = ServerFlags();
  flags.push_back("--writers=email:desk@paper.example");
  ServerProcess server(VERBATIMD, folder_.Path("kinds.db"), flags);
  const auto add = [&](const CertificateFiles& files) {
    std::vector<std::string> command = {VERBATIM, "--server", server.address()};
    for (const std::string& argument : As(files)) command.push_back(argument);
    command.insert(command.end(), {"documents", "add", kBriefPath});
    return RunProgram(command).ending.exit_code;
  };
  EXPECT_EQ(add(desk_), 0);
  EXPECT_EQ(add(authority_.Issue("/CN=x", "URI:desk:desk@paper.example,email:desk@paper.example")), 1);
  EXPECT_EQ(add(authority_.Issue("/CN=desk@paper.example", "")), 1);
  EXPECT_EQ(add(authority_.Issue("/CN=email:desk@paper.example", "")), 1);
  EXPECT_THAT(server.Log(), Not(HasSubstr("has no kind")));
}

TEST_F(Tls, ServesHttpWithTheSameCertificatesAndPermissions) {
  std::vector<std::string> flags = ServerFlags();
  flags.insert(flags.end(), {"--writers=desk@paper.example", "--http_listen=127.0.0.1:0",
                             "--http_port_file=" + folder_.Path("http")});
  ServerProcess server(VERBATIMD, folder_.Path("http.db"), flags);
  const std::string port = ReadFile(folder_.Path("http"));
  const std::string url = "https://127.0.0.1:" + port.substr(0, port.find('\n'));
  const auto curl = [&](const CertificateFiles* files, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {"/usr/bin/curl", "-sS", "--max-time", "20", "--cacert", authority_.certificate()});
    if (files != nullptr)
      arguments.insert(arguments.end(), {"--cert", files->certificate, "--key", files->key});
    return RunProgram(arguments);
  };
  const std::vector<std::string> write = {url + "/v1/documents", "-H", "Content-Type: application/json", "-d",
                                          R"({"documentId":"d","content":{"data":"VGV4dC4="}})"};
  const CertificateFiles reader = authority_.Issue("/CN=reader", "");
  EXPECT_THAT(curl(&desk_, write).output, HasSubstr("\"name\":\"documents/d\""));
  EXPECT_THAT(curl(&reader, write).output, HasSubstr("PERMISSION_DENIED"));
  EXPECT_THAT(curl(&reader, {url + "/v1/log/entries?leavesOnly=true"}).output,
              HasSubstr("\"principal\":\"email:desk@paper.example\""));
  EXPECT_NE(curl(nullptr, {url + "/v1/documents"}).ending.exit_code, 0) << "it has no certificate";
  const CertificateFiles unnamed = authority_.Issue("/O=nobody", "");
  EXPECT_NE(curl(&unnamed, {url + "/v1/documents"}).ending.exit_code, 0);
  EXPECT_THAT(server.Log(), HasSubstr("rejected a client certificate"));
  // A long response, of several TLS records.
  std::string text;
  for (int i = 0; i < 1 << 20; ++i) text += "YWFh";  // "aaa" in base64
  std::ofstream(folder_.Path("long")) << R"({"documentId":"long","content":{"data":")" << text << "\"}}";
  EXPECT_THAT(curl(&desk_, {url + "/v1/documents", "-H", "Content-Type: application/json", "-d",
                            "@" + folder_.Path("long")})
                  .output,
              HasSubstr("documents/long"));
  EXPECT_EQ(curl(&desk_, {url + "/v1/documents/long/revisions/1/content"}).output.size(), 3u << 20);
}

TEST_F(Tls, UsesARenewedCertificateWithoutARestart) {
  ASSERT_EQ(Verbatim(As(desk_), {"documents", "list"}).ending.exit_code, 0);
  Authority next;
  const CertificateFiles renewed = next.Issue("/CN=verbatim", "IP:127.0.0.1");
  std::filesystem::rename(renewed.key, own_.key);
  std::filesystem::rename(renewed.certificate, own_.certificate);
  std::vector<std::string> tls = As(desk_);
  tls[1] = next.certificate();
  int exit_code = 4;
  for (int tries = 0; tries < 60 && exit_code != 0; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    exit_code = Verbatim(tls, {"--timeout", "5", "documents", "list"}).ending.exit_code;
  }
  EXPECT_EQ(exit_code, 0) << server_.Log();
}

TEST_F(Tls, HttpUsesARenewedCertificateAndLogsOneThatItCannotUse) {
  ServerProcess server(VERBATIMD, folder_.Path("renewed.db"),
                       {"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key, "--tls_reload_interval=1s",
                        "--http_listen=127.0.0.1:0", "--http_port_file=" + folder_.Path("http")});
  const std::string port = ReadFile(folder_.Path("http"));
  const std::string url = "https://127.0.0.1:" + port.substr(0, port.find('\n')) + "/healthz";
  const auto answers = [&](const Authority& authority) {
    return RunProgram({"/usr/bin/curl", "-sS", "--max-time", "20", "--cacert", authority.certificate(), url})
               .ending.exit_code == 0;
  };
  const auto await = [](const std::function<bool()>& holds) {
    for (int tries = 0; tries < 60 && !holds(); ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
    return holds();
  };
  ASSERT_TRUE(answers(authority_));
  // A key that is not the certificate's: the earlier files stay in use.
  Authority next;
  const CertificateFiles renewed = next.Issue("/CN=verbatim", "IP:127.0.0.1");
  std::filesystem::rename(renewed.key, own_.key);
  EXPECT_TRUE(
      await([&] { return server.Log().find("TLS files cannot be used over HTTP") != std::string::npos; }));
  EXPECT_TRUE(answers(authority_));
  std::filesystem::rename(renewed.certificate, own_.certificate);
  EXPECT_TRUE(await([&] { return answers(next); })) << server.Log();
  EXPECT_FALSE(answers(authority_));
}

TEST_F(Tls, ServesThePythonSample) {
  Outcome outcome =
      RunProgram({"/usr/bin/python3", PROJECT_ROOT "/client/python/sample.py", "--server", server_.address(),
                  "--tls-ca", authority_.certificate(), "--tls-cert", desk_.certificate, "--tls-key",
                  desk_.key, kBriefPath, PROJECT_ROOT "/tests/data/brief-claims.jsonl"});
  EXPECT_EQ(outcome.ending.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("12 recorded, 0 refused"));
}

TEST_F(Tls, InvalidFilesAreRejectedAtStart) {
  const std::string store = "--store=sqlite:" + folder_.Path("none.db");
  const std::string letter = folder_.Path("letter.txt");
  std::ofstream(letter) << "Dear server";
  const std::string half_broken = folder_.Path("two.pem");
  std::ofstream(half_broken) << ReadFile(authority_.certificate())
                             << "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  struct Flags {
    std::vector<std::string> flags;
    const char* says;
  };
  for (const auto& [flags, says] : std::vector<Flags>{
           {{"--tls_cert=" + own_.certificate}, "--tls_cert and --tls_key must be given together"},
           {{"--tls_client_ca=" + authority_.certificate()}, "requires --tls_cert"},
           {{"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key, "--writers=desk"}, "--tls_client_ca"},
           {{"--writers=desk, "}, "contains an empty name"},
           {{"--listen=unix:" + folder_.Path("s"), "--tls_cert=" + own_.certificate, "--tls_key=" + own_.key},
            "unix:PATH has no TLS"},
           {{"--tls_cert=" + folder_.Path("absent"), "--tls_key=" + own_.key}, "absent: cannot be read"},
           {{"--tls_cert=" + letter, "--tls_key=" + own_.key}, "holds no certificate in PEM"},
           {{"--tls_cert=" + own_.certificate, "--tls_key=" + letter}, "holds no private key in PEM"},
           {{"--tls_cert=" + own_.certificate, "--tls_key=" + desk_.key},
            "is not the key of the certificate"},
           {{"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key, "--tls_client_ca=" + letter},
            "letter.txt: holds no certificate in PEM"},
           {{"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key, "--tls_client_ca=" + half_broken},
            "holds a broken certificate"}}) {
    std::vector<std::string> command = {VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", store};
    command.insert(command.end(), flags.begin(), flags.end());
    Outcome ended = RunProgram(command);
    EXPECT_EQ(ended.ending.exit_code, 2) << says;
    EXPECT_THAT(ended.error, HasSubstr(says));
  }
  for (const auto& [flags, says] : std::vector<Flags>{
           {{"--tls-cert", desk_.certificate}, "--tls-cert: must be set together with --tls-key"},
           {{"--tls-ca", folder_.Path("absent")}, "cannot read "},
           {{"--tls-ca", folder_.Path("")}, "Is a directory"},
           {{"--tls-ca", letter}, "letter.txt contains no CERTIFICATE in PEM"},
           {{"--tls-cert", desk_.certificate, "--tls-key", own_.key}, "is not the key of --tls-cert"},
           {{"--tls-cert", desk_.certificate, "--tls-key", desk_.certificate},
            "contains no PRIVATE KEY in PEM"}}) {
    Outcome ended = Verbatim(flags, {"documents", "list"});
    EXPECT_EQ(ended.ending.exit_code, 2) << says;
    EXPECT_THAT(ended.error, HasSubstr(says));
  }
}

TEST_F(Tls, FilesAreOnlyReadForAServiceWithTls) {
  const std::string missing = "VERBATIM_TLS_CA=" + folder_.Path("absent");
  EXPECT_EQ(RunProgram({VERBATIM, "--help"}, "", {missing}).ending.exit_code, 0);
  const std::string path = "unix:" + folder_.Path("socket");
  ServerProcess local(VERBATIMD, folder_.Path("local.db"), {"--listen=127.0.0.1:0," + path});
  EXPECT_EQ(RunProgram({VERBATIM, "--server", path, "documents", "list"}, "", {missing}).ending.exit_code, 0);
  EXPECT_EQ(RunProgram({VERBATIM, "--server", local.address(), "documents", "list"}, "", {missing})
                .ending.exit_code,
            2);
  Outcome no_tls = RunProgram({VERBATIM, "--server", local.address(), "--tls-ca", authority_.certificate(),
                               "--timeout", "5", "documents", "list"});
  EXPECT_EQ(no_tls.ending.exit_code, 4);
  EXPECT_THAT(no_tls.error, HasSubstr("the server may not use TLS on this port"));
}

TEST_F(Tls, KeepsServingWhileStrangersConnect) {
  Outcome strangers = RunProgram({"/usr/bin/python3", "-c", R"(
import socket, sys
host, port = sys.argv[1].split(':')
held = []
for i in range(400):
    held.append(socket.create_connection((host, int(port))))
    if i % 2: held[-1].sendall(b'GET / HTTP/1.0\r\n\r\n')
)",
                                  server_.address()});
  ASSERT_EQ(strangers.ending.exit_code, 0) << strangers.error;
  EXPECT_EQ(Verbatim(As(desk_), {"documents", "list"}).ending.exit_code, 0);
  EXPECT_LT(Lines(server_.Log()).size(), 100U) << "strangers cannot flood the log";
}

// gRPC stops listening for good if accept() runs out of file descriptors.
TEST(FileLimit, IsRaisedToTheHardLimit) {
  TempFolder folder;
  const std::string port = folder.Path("port");
  Process server({"/bin/bash", "-c", "ulimit -Sn 100; exec \"$@\"", "bash", VERBATIMD, "--listen=127.0.0.1:0",
                  "--http_listen=", "--port_file=" + port, "--store=sqlite:" + folder.Path("limit.db")});
  for (int i = 0; i < 600 && !std::filesystem::exists(port) && !server.HasEnded(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  std::istringstream limits(ReadFile("/proc/" + std::to_string(server.pid()) + "/limits"));
  std::string line, soft, hard;
  while (std::getline(limits, line)) {
    if (line.starts_with("Max open files")) std::istringstream(line.substr(14)) >> soft >> hard;
  }
  EXPECT_EQ(soft, hard);
  EXPECT_NE(hard, "");
}

TEST(Plaintext, IsRefusedOnNonLoopbackAddressesUnlessAFlagAllowsItWithAWarning) {
  TempFolder folder;
  const std::string store = "--store=sqlite:" + folder.Path("a.db");
  const auto start = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {VERBATIMD, store});
    return RunProgram(flags);
  };
  for (const Outcome& refused : {start({"--listen=0.0.0.0:0", "--http_listen="}),
                                 start({"--listen=127.0.0.1:0,[::]:0", "--http_listen="}),
                                 start({"--listen=127.0.0.1:0", "--http_listen=0.0.0.0:0"})}) {
    EXPECT_EQ(refused.ending.exit_code, 2);
    EXPECT_THAT(refused.error,
                AllOf(HasSubstr("requires TLS"), HasSubstr("known callers"), HasSubstr("--insecure_anyone")));
  }
  std::ofstream(folder.Path("policy.yaml")) << "version: 1\n";
  const Outcome plaintext =
      start({"--listen=0.0.0.0:0", "--http_listen=", "--policy=" + folder.Path("policy.yaml")});
  EXPECT_EQ(plaintext.ending.exit_code, 2);
  EXPECT_THAT(plaintext.error, AllOf(HasSubstr("requires TLS"), Not(HasSubstr("known callers"))));
  EXPECT_FALSE(std::filesystem::exists(folder.Path("a.db")));
  ServerProcess everywhere(VERBATIMD, folder.Path("a.db"), {"--listen=0.0.0.0:0", "--insecure_anyone"});
  EXPECT_THAT(everywhere.Log(), HasSubstr("on a non-loopback address"));
  ServerProcess here(VERBATIMD, folder.Path("b.db"));
  EXPECT_THAT(here.Log(), Not(HasSubstr("non-loopback")));
}

TEST_F(Tls, ServesOtherMachinesOnlyIfItKnowsItsCallers) {
  const std::vector<std::string> tls = {"--tls_cert=" + own_.certificate, "--tls_key=" + own_.key,
                                        "--listen=0.0.0.0:0"};
  const auto with = [&](const std::string& flag) {
    std::vector<std::string> flags = tls;
    flags.push_back(flag);
    return flags;
  };
  std::vector<std::string> command = with("--http_listen=");
  command.insert(command.begin(), {VERBATIMD, "--store=sqlite:" + folder_.Path("no.db")});
  const Outcome refused = RunProgram(command);
  EXPECT_EQ(refused.ending.exit_code, 2);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("requires known callers"), Not(HasSubstr("requires TLS"))));
  std::ofstream(folder_.Path("policy.yaml")) << "version: 1\n";
  ServerProcess with_policy(VERBATIMD, folder_.Path("a.db"), with("--policy=" + folder_.Path("policy.yaml")));
  ServerProcess with_certificates(VERBATIMD, folder_.Path("b.db"),
                                  with("--tls_client_ca=" + authority_.certificate()));
}

}  // namespace
}  // namespace verbatim::test
