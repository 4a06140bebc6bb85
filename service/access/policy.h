#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.h"
#include "access/credentials.h"
#include "access/oidc/token_verifier.h"
#include "access/permissions.h"
#include "access/policy_file.h"

namespace verbatim::access {

// Decides who a caller is and what the caller may do. Immutable. Any thread.
class Policy {
 public:
  // Allows everybody to do everything.
  Policy() = default;

  // The flags --writers and --erasers. Everybody may read, and see who wrote the entries of the log. A name
  // without a kind (principal.h) stands for the principals of all kinds with this name.
  // `writers` are the principals that may do everything but erase. Empty allows everybody. `erasers` are the
  // principals that may erase. Empty allows all principals that may write. An eraser need not be a writer.
  Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers);

  // The rules of a policy file. Callers with a token are the principal with this token, also if they have a
  // certificate. `verifier` verifies the tokens of the file's issuers; null if there are none.
  explicit Policy(PolicyFile file, std::shared_ptr<oidc::TokenVerifier> verifier = nullptr);

  // Returns who makes a call. Callers without credentials at a unix socket may do everything, like the
  // socket's owner. Does not block.
  Caller Identify(const Credentials& credentials) const;

  // What the flags give to a principal.
  Permissions PermissionsOf(const std::string& principal) const;

  // Returns whether everybody may do everything. Then Identify needs only the certificate.
  bool empty() const { return writers_.empty() && erasers_.empty() && !file_; }

  // Verifies the tokens of the issuers; null if there are none.
  const oidc::TokenVerifier* verifier() const { return file_ ? file_->verifier.get() : nullptr; }

  const std::set<std::string>& writers() const { return writers_; }
  const std::set<std::string>& erasers() const { return erasers_; }

 private:
  // The file's principals by their credentials, as indexes.
  struct FileRules {
    FileRules(PolicyFile file, std::shared_ptr<oidc::TokenVerifier> verifier);

    Caller Identify(const Credentials& credentials) const;
    Caller IdentifyByToken(const Credentials& credentials) const;
    // The caller with the token of an issuer.
    Caller IdentifyAtIssuer(const Credentials& credentials, std::string_view token) const;
    // A caller without the credentials of a principal or an issuer.
    Caller Anonymous(const Credentials& credentials) const;
    // The caller with the person whom it acts for, if it may.
    Caller ActingCaller(const Credentials& credentials, size_t principal) const;
    Permissions AnonymousPermissions(const Credentials& credentials) const;
    // The quota of a role; null if it has none.
    std::shared_ptr<const QuotaLimits> QuotaOf(const std::string& role) const;

    PolicyFile file;
    std::shared_ptr<oidc::TokenVerifier> verifier;
    std::map<std::string, std::shared_ptr<const QuotaLimits>> quotas;  // by role
    std::vector<Caller> callers;  // each principal as a caller who acts for nobody
    // A lookup compares digests, not tokens. Its time tells at most something about a digest, from which no
    // token can be found. So it need not take constant time.
    std::map<log::Digest, size_t> by_token;
    std::map<std::string, size_t, std::less<>> by_certificate;
  };

  std::set<std::string> writers_;
  std::set<std::string> erasers_;
  std::shared_ptr<const FileRules> file_;  // shared by copies of the policy; null without a file
};

}  // namespace verbatim::access
