#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "support/temp_folder.h"

namespace verbatim::test {

// How a process ended.
struct Ending {
  int exit_code = -1;  // -1 if a signal ended it
  int signal = 0;
};

struct Streams {
  std::string input = "/dev/null";  // paths of files
  std::string output = "/dev/null";
  std::string error = "/dev/null";
};

// A child process. The destructor kills it if it still runs.
class Process {
 public:
  // `arguments` begins with the program's path. `environment` is added to this process's own.
  explicit Process(const std::vector<std::string>& arguments, const Streams& streams = {},
                   const std::vector<std::string>& environment = {});
  Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Process& operator=(Process&&) = delete;
  ~Process();

  pid_t pid() const { return pid_; }
  void Signal(int signal) const;
  bool HasEnded();
  Ending Wait();

 private:
  // Records the end of the child. Waits for it unless `options` is WNOHANG.
  void Reap(int options);

  pid_t pid_ = -1;
  bool ended_ = false;
  Ending ending_;
};

struct Outcome {
  Ending ending;
  std::string output;
  std::string error;
};

// Runs a program until it ends, with `input` as its standard input.
Outcome RunProgram(const std::vector<std::string>& arguments, const std::string& input = "",
                   const std::vector<std::string>& environment = {});

// A verbatimd process on a free port of the loopback interface.
class ServerProcess {
 public:
  // Starts `program` on `database`, a SQLite file or the URI of a store, and waits until the server accepts
  // calls. If the server does not start, aborts with its log. The server serves no HTTP unless
  // `flags` has --http_listen.
  ServerProcess(const std::string& program, const std::string& database,
                const std::vector<std::string>& flags = {});

  // 127.0.0.1:PORT
  const std::string& address() const { return address_; }
  Process& process() { return process_; }
  // The standard error of the process so far.
  std::string Log() const;

 private:
  TempFolder folder_;
  Process process_;
  std::string address_;
};

}  // namespace verbatim::test
