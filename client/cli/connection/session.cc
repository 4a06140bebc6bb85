#include "cli/connection/session.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>
#include <utility>

#include "CLI/CLI.hpp"
#include "cli/connection/connection_hint.h"
#include "cli/connection/server_address.h"
#include "google/protobuf/util/json_util.h"

namespace verbatim::cli {

client::Client& Session::client() {
  if (client_ == nullptr) {
    if (std::string fault = AddressFault(server); !fault.empty()) {
      throw CLI::ValidationError("--server", std::move(fault));
    }
    client::Options options;
    options.timeout = std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000));
    const bool wanted = use_tls || !tls.authorities.empty() || !tls.certificate.empty();
    if (wanted && !server.starts_with("unix:")) options.tls = ReadTls(tls);
    client_ = client::Client::Connect(server, options);
    if (waits_for_service) WaitForService();
  }
  return *client_;
}

void Session::WaitForService() const {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kAnswerTime(1000);
  constexpr std::chrono::milliseconds kMaxPause(1000);
  std::chrono::milliseconds pause(100);
  const auto give_up = Clock::now() + std::chrono::milliseconds(static_cast<int64_t>(timeout_seconds * 1000));
  absl::Status nothing_listens;
  while (nothing_listens.ok() || Clock::now() < give_up) {
    const absl::Status pinged = client_->Ping(kAnswerTime);
    const client::Refusal refusal = client::ReadRefusal(pinged);
    // While gRPC waits between two attempts to connect, a call fails for other reasons, which have no hint.
    const bool between = !pinged.ok() && !nothing_listens.ok() && ConnectionHint(refusal).empty();
    // The command's own call reports other errors.
    if (!between && !NothingListens(refusal)) return;
    if (nothing_listens.ok()) {
      nothing_listens = pinged;
      std::cerr << "verbatim: nothing listens at " << server << " yet; waiting for the service up to "
                << timeout_seconds << " s (--timeout)\n";
    }
    std::this_thread::sleep_for(std::min<Clock::duration>(pause, give_up - Clock::now()));
    pause = std::min(2 * pause, kMaxPause);
  }
  throw CLI::RuntimeError(Fail(nothing_listens));
}

ExitCode Session::Fail(const absl::Status& status) const {
  const client::Refusal refusal = client::ReadRefusal(status);
  if (json) std::cout << "{\"error\":" << RefusalJson(refusal, names) << "}\n";
  return PrintFailure(refusal, names, server, std::cerr);
}

void Session::PrintJson(const google::protobuf::Message& message) const { std::cout << JsonLine(message); }

std::string JsonLine(const google::protobuf::Message& message, EmptyFields empty) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = empty == EmptyFields::kPrint;
  std::string line;
  return google::protobuf::util::MessageToJsonString(message, &line, options).ok() ? line + '\n' : "";
}

}  // namespace verbatim::cli
