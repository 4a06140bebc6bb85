#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// A PostgreSQL server of Debian's package, on a socket in a temporary folder. The server runs as the user of
// the test or, because it refuses to run as root, as `nobody`.
class PostgresServer {
 public:
  // Whether the package is installed. If not, tests must be skipped, visibly.
  static bool IsInstalled();

  // The folder of PostgreSQL's programs.
  static constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";
  // Changes a command so that it runs as the user that servers run as, and gives that user a folder.
  static std::vector<std::string> AsServer(std::vector<std::string> command);
  static void GiveToServer(const std::string& folder);

  // Without durability the server is faster, and loses data only if the machine stops.
  enum class Durability { kNone, kFull };
  explicit PostgresServer(Durability durability = Durability::kNone);
  // A standby of a running server, which streams from it. Both are durable.
  static std::unique_ptr<PostgresServer> StandbyOf(PostgresServer& primary);
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  // One server for all tests of this process. Ends with the process.
  static PostgresServer& Shared();

  // Returns the URI of an empty schema of the database `postgres`. A new schema costs a twentieth of a new
  // database, so tests prefer it.
  std::string NewSchema();
  // Creates an empty database and returns its URI.
  std::string NewDatabase();
  // The folder of the server's socket, which is its host in URIs.
  std::string host() const { return folder_.Path(""); }
  std::string Uri(const std::string& database) const;
  // The first process of the server.
  pid_t pid() const { return process_->pid(); }
  // Runs statements in a database with `psql` and returns their output. Fails the test program if they fail.
  static std::string Psql(const std::string& uri, const std::string& sql);

  // Stops all processes of the server where they are, as if it hung.
  void Pause();
  // Lets them go on.
  void Resume();
  // Ends all processes of the server, also paused ones, as a loss of power would end them.
  void Kill();
  // Adds a setting, such as "ssl=on", from the next start on.
  void Set(const std::string& setting) { settings_.push_back(setting); }
  // A file in the folder of the server's data.
  std::string DataPath(const std::string& name) const { return folder_.Path("data/" + name); }
  // Starts the server again after it was stopped.
  void Start();
  // Replaces the data of this server, which has ended, and starts it as a standby of a running server.
  void StartAsStandbyOf(PostgresServer& primary);
  // Ends all sessions and stops.
  void Stop();

 private:
  // Makes a folder without data.
  struct Empty {};
  explicit PostgresServer(Empty);
  void SignalAll(int signal);
  std::string Program(const std::string& name) const;

  TempFolder folder_;
  Durability durability_ = Durability::kFull;
  std::atomic<int> names_ = 0;  // of schemas and databases
  std::vector<std::string> settings_;
  std::unique_ptr<Process> process_;
};

}  // namespace verbatim::test
