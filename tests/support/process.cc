#include "support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "support/eventually.h"
#include "support/shared_data.h"

extern char** environ;

namespace verbatim::test {
namespace {

[[noreturn]] void Die(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

std::string StoreOf(const std::string& database) {
  const bool is_uri = database.starts_with("sqlite:") || database.find("://") != std::string::npos;
  return is_uri ? database : "sqlite:" + database;
}

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& string : strings) pointers.push_back(const_cast<char*>(string.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const Streams& streams,
                 const std::vector<std::string>& environment) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, streams.input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, streams.output.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, streams.error.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  std::vector<std::string> all_environment = environment;
  for (char** variable = environ; *variable != nullptr; ++variable) all_environment.emplace_back(*variable);
  int error = posix_spawn(&pid_, arguments[0].c_str(), &actions, nullptr, Pointers(arguments).data(),
                          Pointers(all_environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) Die("cannot start " + arguments[0]);
}

Process::~Process() {
  if (pid_ < 0 || ended_) return;
  Signal(SIGKILL);
  Wait();
}

void Process::Signal(int signal) const { kill(pid_, signal); }

void Process::Reap(int options) {
  int status = 0;
  if (ended_ || waitpid(pid_, &status, options) != pid_) return;
  ended_ = true;
  ending_ = WIFEXITED(status) ? Ending{WEXITSTATUS(status), 0} : Ending{-1, WTERMSIG(status)};
}

bool Process::HasEnded() {
  Reap(WNOHANG);
  return ended_;
}

Ending Process::Wait() {
  Reap(0);
  return ending_;
}

Outcome RunProgram(const std::vector<std::string>& arguments, const std::string& input,
                   const std::vector<std::string>& environment) {
  TempFolder folder;
  Streams streams{folder.Path("in"), folder.Path("out"), folder.Path("err")};
  std::ofstream(streams.input) << input;
  Process process(arguments, streams, environment);
  Ending ending = process.Wait();
  return {ending, ReadFile(streams.output), ReadFile(streams.error)};
}

ServerProcess::ServerProcess(const std::string& program, const std::string& database,
                             const std::vector<std::string>& flags)
    : process_([&] {
        std::vector<std::string> arguments = {program, "--listen=127.0.0.1:0",
                                              "--http_listen=", "--port_file=" + folder_.Path("port"),
                                              "--store=" + StoreOf(database)};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        return Process(arguments, {.error = folder_.Path("log")});
      }()) {
  std::string port;
  Eventually([&] { return !(port = ReadFile(folder_.Path("port"))).empty() || process_.HasEnded(); });
  if (port.empty()) Die(program + " does not serve: " + Log());
  address_ = "127.0.0.1:" + port.substr(0, port.find('\n'));
}

std::string ServerProcess::Log() const { return ReadFile(folder_.Path("log")); }

}  // namespace verbatim::test
