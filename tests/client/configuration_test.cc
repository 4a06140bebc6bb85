#include <filesystem>
#include <fstream>

#include "client/cli_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// verbatimd's settings by command line, environment and file; help, manual pages and completion.
class Configuration : public ::testing::Test {
 protected:
  // The outcome of --check_config.
  Outcome Check(std::vector<std::string> flags, const std::vector<std::string>& environment = {}) {
    flags.insert(flags.begin(), {VERBATIMD, "--check_config"});
    return RunProgram(flags, "", environment);
  }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Path(name)) << text;
    return folder_.Path(name);
  }
  TempFolder folder_;
};

TEST_F(Configuration, ComesFromTheCommandLineTheEnvironmentAndFiles) {
  const std::string file = Write("flags", "# a comment\n--max_page_rows=0\n");
  struct Case {
    std::vector<std::string> flags;
    std::vector<std::string> environment;
    std::string error;  // empty if the configuration is valid
  };
  const Case cases[] = {
      {{}, {}, ""},
      {{"--max_page_rows=0"}, {}, "--max_page_rows must be at least 1, not 0"},
      {{}, {"VERBATIMD_MAX_PAGE_ROWS=0"}, "--max_page_rows must be at least 1, not 0"},
      {{"--max_page_rows=7"}, {"VERBATIMD_MAX_PAGE_ROWS=0"}, ""},
      {{"--flagfile=" + file}, {}, "--max_page_rows must be at least 1, not 0"},
      {{"--flagfile=" + file}, {"VERBATIMD_MAX_PAGE_ROWS=7"}, "--max_page_rows must be at least 1, not 0"},
      {{"--flagfile=" + file, "--max_page_rows=7"}, {}, ""},
      {{},
       {"VERBATIMD_MAX_PAGE_ROWS=many"},
       "VERBATIMD_MAX_PAGE_ROWS: \\\"many\\\" is no value of --max_page_rows"},
      {{}, {"VERBATIMD_SERVICE_HOST=10.0.0.1", "VERBATIMD_PORT=tcp://10.0.0.1:7461"}, ""},
      {{}, {"VERBATIMD_LISTEN=0.0.0.0:7461"}, "--insecure_anyone"},
      {{"--tls_cert=" + file, "--tls_key=" + file}, {}, "flags"},
      {{"--policy=" + file}, {}, "--policy: "},
      {{"--metrics_port_file=" + file}, {}, "--metrics_port_file requires --metrics_listen"},
      {{"--trace_url=ftp://127.0.0.1/"}, {}, "--trace_url must be an http or https URL"},
      {{"--trace_sample_ratio=1.5"}, {}, "--trace_sample_ratio must be from 0 to 1"},
      {{"--trace_ca=" + file}, {}, "--trace_ca requires --trace_url"},
  };
  for (const Case& test : cases) {
    const Outcome outcome = Check(test.flags, test.environment);
    EXPECT_EQ(outcome.ending.exit_code, test.error.empty() ? 0 : 2) << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(test.error.empty() ? "the configuration is valid" : test.error));
  }
  EXPECT_FALSE(std::filesystem::exists("verbatim.db")) << "a check opens no database";
}

TEST_F(Configuration, IsExplainedInGroups) {
  const Outcome help = RunProgram({VERBATIMD, "--help"});
  EXPECT_EQ(help.ending.exit_code, 0);
  EXPECT_THAT(help.output, AllOf(HasSubstr("\nAddresses:\n  --listen "), HasSubstr("\nInstead of serving:\n"),
                                 HasSubstr("127.0.0.1:7480)\n"), Not(HasSubstr("undefok"))));
  for (const std::string& line : Lines(help.output)) EXPECT_LE(line.size(), 100u) << line;
  const Outcome manual = RunProgram({VERBATIMD, "--help=man"});
  EXPECT_EQ(manual.ending.exit_code, 0);
  EXPECT_THAT(manual.output, AllOf(StartsWith(".TH VERBATIMD 1 "), HasSubstr("\n.B \\-\\-max_page_rows\n")));
}

TEST_F(Configuration, OfTheClientIsCompletedByShells) {
  // What bash offers for the words of a command line, of which the last is incomplete.
  const auto complete = [](const std::string& words) {
    return RunProgram(
               {"/bin/bash", "-c",
                "source <($V completion bash); COMP_WORDS=(" + words +
                    "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _verbatim; printf '%s ' \"${COMPREPLY[@]}\""},
               "", {"V=" VERBATIM, "PATH=/usr/bin:/bin"})
        .output;
  };
  EXPECT_EQ(complete("verbatim doc"), "documents ");
  EXPECT_EQ(complete("verbatim documents re"), "revise revisions ");
  EXPECT_EQ(complete("verbatim documents add --lang"), "--language ");
  EXPECT_EQ(complete("verbatim --json reviews a"), "add ");
  EXPECT_EQ(complete("verbatim claims list --tls-c"), "--tls-ca --tls-cert ");
  EXPECT_THAT(complete("verbatim ''"), AllOf(HasSubstr("completion "), Not(HasSubstr("manual"))));
  EXPECT_THAT(RunProgram({VERBATIM, "completion", "zsh"}).output, StartsWith("#compdef verbatim\n"));
  EXPECT_THAT(
      RunProgram({VERBATIM, "completion", "fish"}).output,
      HasSubstr("complete -c verbatim -n 'test (__verbatim_place) = \"verbatim log\"' -f -a 'audit' -d "));
  EXPECT_EQ(RunProgram({VERBATIM, "completion", "csh"}).ending.exit_code, 2);
  const Outcome manual = RunProgram({VERBATIM, "manual"});
  EXPECT_THAT(manual.output,
              AllOf(StartsWith(".TH VERBATIM 1 "), HasSubstr("\n.SS verbatim documents add\n")));
}

}  // namespace
}  // namespace verbatim::test
