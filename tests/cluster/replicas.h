#pragma once

#include <signal.h>

#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "log/ed25519.h"
#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// Servers on one database, with the same keys, that can be killed and started again. Any thread.
class Replicas {
 public:
  // `program` is verbatimd, `uri` the database. `flags` are further flags of each server.
  Replicas(std::string program, std::string uri, size_t count, std::vector<std::string> flags = {})
      : program_(std::move(program)), uri_(std::move(uri)), flags_(std::move(flags)), servers_(count) {
    std::ofstream(folder_.Path("log.key")) << log::SigningKey::Generate().ToPem();
    std::ofstream(folder_.Path("digest.key")) << std::string(64, 'a') << '\n';
    for (size_t i = 0; i < count; ++i) Start(i);
  }

  size_t size() const { return servers_.size(); }

  // Empty while the server does not run.
  std::string Address(size_t i) const {
    std::lock_guard lock(mutex_);
    return servers_[i] == nullptr ? "" : servers_[i]->address();
  }

  void Kill(size_t i) {
    std::unique_ptr<ServerProcess> killed;
    {
      std::lock_guard lock(mutex_);
      killed.swap(servers_[i]);
    }
    killed->process().Signal(SIGKILL);
    killed->process().Wait();
  }

  void Start(size_t i) {
    std::vector<std::string> flags = StoreFlags();
    flags.insert(flags.end(), flags_.begin(), flags_.end());
    flags.push_back("--index=" + folder_.Path("index" + std::to_string(i)));
    auto started = std::make_unique<ServerProcess>(program_, uri_, flags);
    std::lock_guard lock(mutex_);
    servers_[i] = std::move(started);
  }

  // Ends all servers in good order. Returns whether each exited with 0.
  bool Stop() {
    bool good = true;
    for (std::unique_ptr<ServerProcess>& server : servers_) {
      server->process().Signal(SIGTERM);
      good = server->process().Wait().exit_code == 0 && good;
      server.reset();
    }
    return good;
  }

  // Runs a maintenance command, such as --fsck.
  Outcome Run(const std::string& command) const {
    std::vector<std::string> arguments = {program_, command, "--store=" + uri_};
    for (const std::string& flag : StoreFlags()) arguments.push_back(flag);
    return RunProgram(arguments);
  }

 private:
  std::vector<std::string> StoreFlags() const {
    return {"--log_key=" + folder_.Path("log.key"), "--digest_key=" + folder_.Path("digest.key")};
  }

  const std::string program_;
  const std::string uri_;
  const std::vector<std::string> flags_;
  TempFolder folder_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<ServerProcess>> servers_;  // guarded by mutex_
};

}  // namespace verbatim::test
