#include "verbatimd/access_flags.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "access/policy_file.h"
#include "access/principal.h"
#include "status/status_macros.h"
#include "verbatimd/flag_values.h"

ABSL_FLAG(std::string, policy, "",
          "YAML file that says who may do what: principals with tokens or certificates, and their roles. The "
          "server reads the file again when it changes. Empty for --writers and --erasers.");
ABSL_FLAG(
    absl::Duration, policy_reload_interval, absl::Seconds(10),
    "How often to check --policy for changes, 1s to 24h. Calls that begin later follow the new policy.");
ABSL_FLAG(
    std::string, issuers_ca, "",
    "PEM file of the CAs that may vouch for the servers of the policy's OpenID Connect issuers. Empty for "
    "the system's CAs.");
ABSL_FLAG(bool, insecure_anyone, false,
          "Serve other machines also without TLS, or without --policy and --tls_client_ca. Everyone who can "
          "connect can then read what is sent, or may do everything.");
ABSL_FLAG(
    std::vector<std::string>, trusted_proxies, {},
    "Comma-separated IP addresses and ranges, such as 10.0.0.0/8, of proxies that end TLS for this server. "
    "X-Forwarded-Client-Cert and X-Forwarded-For are believed from there alone.");
ABSL_FLAG(std::vector<std::string>, writers, {},
          "Comma-separated principals allowed to write, such as email:desk@paper.example. Others may only "
          "read. Empty allows everyone. Requires --tls_client_ca; does not apply to unix:PATH.");
ABSL_FLAG(std::vector<std::string>, erasers, {},
          "Comma-separated principals allowed to erase documents and claims. They need not be in --writers. "
          "Empty allows everyone who may write. Requires --tls_client_ca; does not apply to unix:PATH.");

namespace verbatim::verbatimd {
namespace {

absl::Status ReadLists(const std::vector<std::string>& writers, const std::vector<std::string>& erasers,
                       ServeOptions& options) {
  for (const auto* names : {&writers, &erasers}) {
    for (const std::string& name : *names) {
      if (!access::HasKind(name)) options.access.principals_without_kind.push_back(name);
    }
  }
  options.access.policy = access::Policy(writers, erasers);
  const bool names_callers = (options.server.tls && !options.server.tls->client_authorities.empty()) ||
                             !options.access.proxies.empty();
  if (!options.access.policy.empty() && !names_callers)
    return absl::InvalidArgumentError("--writers and --erasers require --tls_client_ca or --trusted_proxies");
  return absl::OkStatus();
}

absl::Status ReadPolicy(const std::string& path, AccessOptions& options) {
  const absl::Duration interval = absl::GetFlag(FLAGS_policy_reload_interval);
  ABSL_RETURN_IF_ERROR(CheckSecondsToDay(interval, "--policy_reload_interval"));
  absl::StatusOr<std::string> text = access::ReadPolicyFile(path);
  // Checks the text alone. Its policy is made when the server starts, because issuers have threads.
  const absl::Status mistakes = text.ok() ? access::ParsePolicyFile(*text).status() : text.status();
  if (!mistakes.ok())
    return absl::InvalidArgumentError(absl::StrCat("--policy: ", path, ": ", mistakes.message()));
  options.issuers_ca = absl::GetFlag(FLAGS_issuers_ca);
  options.reload = {.path = path, .text = *std::move(text), .interval = absl::ToChronoMilliseconds(interval)};
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadAccessFlags(ServeOptions& options) {
  ABSL_ASSIGN_OR_RETURN(const auto ranges,
                        NamesFrom(absl::GetFlag(FLAGS_trusted_proxies), "--trusted_proxies"));
  auto proxies = access::TrustedProxies::Parse(ranges);
  if (!proxies.ok())
    return absl::InvalidArgumentError(absl::StrCat("--trusted_proxies: ", proxies.status().message()));
  options.access.proxies = *std::move(proxies);
  options.access.insecure_anyone = absl::GetFlag(FLAGS_insecure_anyone);
  ABSL_ASSIGN_OR_RETURN(const auto writers, NamesFrom(absl::GetFlag(FLAGS_writers), "--writers"));
  ABSL_ASSIGN_OR_RETURN(const auto erasers, NamesFrom(absl::GetFlag(FLAGS_erasers), "--erasers"));
  const std::string policy = absl::GetFlag(FLAGS_policy);
  if (policy.empty()) return ReadLists(writers, erasers, options);
  if (!writers.empty() || !erasers.empty())
    return absl::InvalidArgumentError("--policy cannot be given together with --writers or --erasers");
  if (options.server.tls) options.server.tls->requires_client_certificate = false;
  return ReadPolicy(policy, options.access);
}

}  // namespace verbatim::verbatimd
