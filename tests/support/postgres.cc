#include "support/postgres.h"

#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "support/eventually.h"
#include "support/fail.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

constexpr int kNobody = 65534;

void Check(const Outcome& outcome, const std::string& what) {
  if (outcome.ending.exit_code != 0) Fail(what + ": " + outcome.output + outcome.error);
}

}  // namespace

bool PostgresServer::IsInstalled() { return std::filesystem::exists(std::string(kPrograms) + "postgres"); }

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer(Empty) { GiveToServer(folder_.Path("")); }

PostgresServer::PostgresServer(Durability durability) : PostgresServer(Empty()) {
  durability_ = durability;
  Check(RunProgram(
            AsServer({Program("initdb"), "--pgdata=" + folder_.Path("data"), "--username=verbatim",
                      "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"})),
        "initdb");
  Start();
}

PostgresServer::~PostgresServer() { Stop(); }

void PostgresServer::Start() {
  std::vector<std::string> command = {Program("postgres"),  "-D", folder_.Path("data"), "-k",
                                      folder_.Path(""),     "-c", "listen_addresses=",  "-c",
                                      "max_connections=300"};
  if (durability_ == Durability::kNone) {
    for (const char* setting : {"fsync=off", "full_page_writes=off"}) {
      command.insert(command.end(), {"-c", setting});
    }
  }
  for (const std::string& setting : settings_) command.insert(command.end(), {"-c", setting});
  const auto is_ready = [&] {
    return ReadFile(folder_.Path("data/postmaster.pid")).find("ready") != std::string::npos;
  };
  // The sessions of a server that was killed may end later than the server itself.
  const auto has_started = [&] {
    std::filesystem::remove(folder_.Path("data/postmaster.pid"));
    process_ = std::make_unique<Process>(AsServer(command), Streams{.error = folder_.Path("log")});
    Eventually([&] { return is_ready() || process_->HasEnded(); });
    if (is_ready()) return true;
    const std::string log = ReadFile(folder_.Path("log"));
    if (log.find("pre-existing shared memory block") == std::string::npos)
      Fail("PostgreSQL does not start: " + log);
    return false;
  };
  if (!Eventually(has_started)) Fail("sessions of the PostgreSQL server that was killed do not end");
}

void PostgresServer::Stop() {
  if (process_ == nullptr || process_->HasEnded()) return;
  process_->Signal(SIGCONT);
  process_->Signal(SIGINT);
  process_->Wait();
}

std::unique_ptr<PostgresServer> PostgresServer::StandbyOf(PostgresServer& primary) {
  std::unique_ptr<PostgresServer> standby(new PostgresServer(Empty()));
  standby->StartAsStandbyOf(primary);
  return standby;
}

void PostgresServer::StartAsStandbyOf(PostgresServer& primary) {
  std::filesystem::remove_all(folder_.Path("data"));
  Check(RunProgram(AsServer({Program("pg_basebackup"), "--host=" + primary.host(), "--username=verbatim",
                             "--pgdata=" + folder_.Path("data"), "--write-recovery-conf", "--checkpoint=fast",
                             "--no-sync"})),
        "pg_basebackup");
  Start();
}

void PostgresServer::Pause() { SignalAll(SIGSTOP); }

void PostgresServer::Resume() { SignalAll(SIGCONT); }

void PostgresServer::Kill() {
  SignalAll(SIGKILL);
  process_->Wait();
}

// The children of the first process, each in a session of its own, then the first process.
void PostgresServer::SignalAll(int signal) {
  const std::string first = std::to_string(process_->pid());
  std::ifstream children("/proc/" + first + "/task/" + first + "/children");
  if (signal == SIGSTOP) process_->Signal(signal);  // it starts no more children
  for (pid_t child = 0; children >> child;) kill(child, signal);
  process_->Signal(signal);
}

std::string PostgresServer::Uri(const std::string& database) const {
  return "postgres:///" + database + "?host=" + host() + "&user=verbatim";
}

std::string PostgresServer::NewSchema() {
  const std::string name = "test" + std::to_string(++names_);
  Psql(Uri("postgres"), "CREATE SCHEMA " + name);
  return Uri("postgres") + "&options=-csearch_path%3D" + name;
}

std::string PostgresServer::NewDatabase() {
  const std::string name = "test" + std::to_string(++names_);
  Psql(Uri("postgres"), "CREATE DATABASE " + name);
  return Uri(name);
}

std::string PostgresServer::Psql(const std::string& uri, const std::string& sql) {
  Outcome outcome =
      RunProgram({std::string(kPrograms) + "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", uri, "-c", sql});
  Check(outcome, "psql");
  return outcome.output;
}

std::string PostgresServer::Program(const std::string& name) const { return kPrograms + name; }

void PostgresServer::GiveToServer(const std::string& folder) {
  if (geteuid() == 0 && chown(folder.c_str(), kNobody, kNobody) != 0) Fail("chown of the server's folder");
}

std::vector<std::string> PostgresServer::AsServer(std::vector<std::string> command) {
  if (geteuid() != 0) return command;
  const std::string id = std::to_string(kNobody);
  std::vector<std::string> changed = {"/usr/bin/setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups",
                                      "--pdeathsig=QUIT"};
  changed.insert(changed.end(), command.begin(), command.end());
  return changed;
}

}  // namespace verbatim::test
