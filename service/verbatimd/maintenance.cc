#include "verbatimd/maintenance.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "log/note.h"
#include "match/claim_index.h"
#include "registry/registry.h"
#include "store/log_key.h"
#include "store/store.h"
#include "verbatimd/index_events.h"
#include "verbatimd/log_identity.h"
#include "verbatimd/log_line.h"

namespace verbatim::verbatimd {
namespace {

// Entries between two progress lines.
constexpr int64_t kProgress = 100'000;

// Reads the verifier key beside the database, or that of --log_key for a shared database; nothing if there is
// none.
absl::StatusOr<std::optional<log::VerifierKey>> ReadVerifierKey(const StoreOptions& options) {
  const std::string& path = options.log_key.verifier_key;
  if (path.empty()) {
    if (options.log_key.private_key.empty()) return std::nullopt;
    absl::StatusOr<store::LogKey> opened =
        store::OpenLogKey({.private_key = options.log_key.private_key}, options.log_origin);
    if (!opened.ok()) return opened.status();
    return opened->verifier;
  }
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  absl::StatusOr<log::VerifierKey> key = log::VerifierKey::FromText(line);
  if (!key.ok()) return absl::DataLossError(absl::StrCat(path, ": ", key.status().message()));
  return *key;
}

// Opens an existing store. A mistyped path must not create one.
absl::StatusOr<std::unique_ptr<store::Store>> OpenExistingStore(const std::string& uri) {
  const std::string path = store::FilesBeside(uri);
  std::error_code ignored;
  if (!store::IsShared(uri) && !path.empty() && !std::filesystem::exists(path, ignored))
    return absl::NotFoundError(absl::StrCat("the database ", path, " does not exist"));
  return store::OpenStore(uri, 1);
}

// Opens a store to read all of it. The work ends with an error if the server goes away.
absl::StatusOr<std::unique_ptr<store::Store>> OpenToRead(const std::string& uri) {
  return store::OpenStore(uri, 1, store::Access::kReadOneServer, store::kRecordCacheBytes,
                          {.retries = std::chrono::milliseconds(0)});
}

// A scratch database in a temporary folder (TMPDIR).
class Scratch {
 public:
  static absl::StatusOr<std::unique_ptr<Scratch>> Create() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) return absl::UnavailableError("no folder for temporary files (TMPDIR): " + error.message());
    std::string folder = (parent / "verbatim-scratch-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
      return absl::UnavailableError("cannot create a temporary folder " + folder);
    std::unique_ptr<Scratch> scratch(new Scratch(folder));
    auto store = store::OpenStore("sqlite:" + folder + "/scratch.db", 1);
    if (!store.ok()) return store.status();
    scratch->store_ = *std::move(store);
    return scratch;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  store::Store& store() { return *store_; }

 private:
  explicit Scratch(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  std::unique_ptr<store::Store> store_;
};

// Logs the number of entries from time to time.
std::function<void(int64_t)> Progress(std::string_view message) {
  return [message, reported = int64_t{0}](int64_t entries) mutable {
    if (entries - reported < kProgress) return;
    reported = entries;
    LogLine(Severity::kInfo, message, {{"entries", absl::StrCat(entries)}});
  };
}

}  // namespace

ExitCode Fsck(const StoreOptions& options) {
  absl::StatusOr<std::optional<log::VerifierKey>> key = ReadVerifierKey(options);
  if (!key.ok()) return Fail(absl::IsDataLoss(key.status()) ? kDamaged : kCannotStart, key.status());
  absl::StatusOr<std::unique_ptr<store::Store>> store = OpenToRead(options.uri);
  if (!store.ok()) return Fail(absl::IsDataLoss(store.status()) ? kDamaged : kCannotStart, store.status());
  absl::StatusOr<std::unique_ptr<Scratch>> scratch = Scratch::Create();
  if (!scratch.ok()) return Fail(kCannotStart, scratch.status());
  const absl::StatusOr<registry::FsckReport> report =
      registry::Fsck(**store, (*scratch)->store(), *key, Progress("checking"));
  if (!report.ok()) {
    const std::string restore = registry::RestoreCommandOf(report.status());
    if (!restore.empty()) {
      LogLine(Severity::kError, "to restore the damaged bytes, run this command with the path of a backup",
              {{"command", restore}});
    }
    return Fail(absl::IsDataLoss(report.status()) ? kDamaged : kCannotStart, report.status());
  }
  for (const store::LogIndex index : report->listed_earlier) {
    LogLine(Severity::kWarning, "the time of a log entry is before its predecessor's",
            {{"log_index", absl::StrCat(index)}});
  }
  LogLine(Severity::kInfo, "no errors found",
          {{"entries", absl::StrCat(report->entries)},
           {"erased", absl::StrCat(report->erased)},
           {"claim_entries", absl::StrCat(report->claims)},
           {"checkpoints", absl::StrCat(report->checkpoints)},
           {"root_hash", log::ToHex(report->root)}});
  return kDone;
}

ExitCode ListErasures(const StoreOptions& options) {
  absl::StatusOr<std::unique_ptr<store::Store>> store = OpenToRead(options.uri);
  if (!store.ok()) return Fail(absl::IsDataLoss(store.status()) ? kDamaged : kCannotStart, store.status());
  absl::StatusOr<registry::UnkeyedDigests> listed =
      registry::ListUnkeyedDigests(**store, [](const registry::UnkeyedDigest& digest) {
        LogLine(
            Severity::kWarning, "an erasure left a digest without a key",
            {{"entry", absl::StrCat(digest.index)}, {"resource", digest.resource}, {"digest", digest.what}});
      });
  if (!listed.ok()) return Fail(absl::IsDataLoss(listed.status()) ? kDamaged : kCannotStart, listed.status());
  LogLine(Severity::kInfo, "listed what erasures left",
          {{"entries", absl::StrCat(listed->entries)},
           {"erased", absl::StrCat(listed->erased)},
           {"digests", absl::StrCat(listed->found)}});
  return kDone;
}

ExitCode Reindex(const StoreOptions& options) {
  absl::StatusOr<std::unique_ptr<store::Store>> store = OpenExistingStore(options.uri);
  if (!store.ok()) return Fail(kCannotStart, store.status());
  absl::StatusOr<registry::LogIdentity> identity = OpenLogIdentity(**store, options);
  if (!identity.ok()) return Fail(kCannotStart, identity.status());
  if (absl::Status deleted = match::DeleteIndex(options.index_folder); !deleted.ok())
    return Fail(kCannotStart, deleted);
  registry::Registry registry(**store, registry::Limits(), registry::Environment::System(),
                              *std::move(identity), [](bool) {});
  match::ClaimIndex index(registry, {.folder = options.index_folder, .on_event = LogIndexEvent});
  absl::StatusOr<int64_t> size = index.AwaitBuilt();
  if (!size.ok()) return Fail(kCannotStart, size.status());
  LogLine(Severity::kInfo, "rebuilt the claim index",
          {{"index", options.index_folder}, {"entries", absl::StrCat(*size)}});
  absl::StatusOr<int64_t> completed = registry.documents().CompleteTextKeys();
  if (!completed.ok())
    return Fail(absl::IsDataLoss(completed.status()) ? kDamaged : kCannotStart, completed.status());
  if (*completed > 0) {
    LogLine(Severity::kInfo, "added the keys of texts to documents of an earlier version",
            {{"documents", absl::StrCat(*completed)}});
  }
  return kDone;
}

ExitCode Compact(const StoreOptions& options) {
  absl::StatusOr<std::unique_ptr<store::Store>> store = OpenExistingStore(options.uri);
  if (!store.ok()) return Fail(kCannotStart, store.status());
  LogLine(Severity::kInfo, "compacting the store", {{"store", store::WithoutPassword(options.uri)}});
  if (absl::Status status = (*store)->Compact(); !status.ok()) return Fail(kCannotStart, status);
  LogLine(Severity::kInfo, "compacted the store");
  return kDone;
}

ExitCode Migrate(const StoreOptions& options) {
  absl::StatusOr<std::unique_ptr<store::Store>> store = store::OpenStore(options.uri, 1);
  if (!store.ok()) return Fail(absl::IsDataLoss(store.status()) ? kDamaged : kCannotStart, store.status());
  LogLine(Severity::kInfo, "the tables are those of this version",
          {{"store", store::WithoutPassword(options.uri)}});
  return kDone;
}

ExitCode Copy(const StoreOptions& options) {
  const auto fail = [](const absl::Status& status) {
    return Fail(absl::IsDataLoss(status) ? kDamaged : kCannotStart, status);
  };
  absl::StatusOr<std::unique_ptr<store::Store>> from = OpenToRead(options.copy_from);
  if (!from.ok()) return fail(from.status());
  absl::StatusOr<std::unique_ptr<store::Store>> to = store::OpenStore(options.uri, 1);
  if (!to.ok()) return fail(to.status());
  absl::StatusOr<std::unique_ptr<Scratch>> scratch = Scratch::Create();
  if (!scratch.ok()) return fail(scratch.status());
  const absl::StatusOr<registry::CopyReport> report =
      registry::CopyLog(**from, **to, (*scratch)->store(), Progress("copying"));
  if (!report.ok()) return fail(report.status());
  LogLine(Severity::kInfo, "copied the log; the copy is the same",
          {{"from", store::WithoutPassword(options.copy_from)},
           {"store", store::WithoutPassword(options.uri)},
           {"entries", absl::StrCat(report->entries)},
           {"checkpoints", absl::StrCat(report->checkpoints)},
           {"root_hash", log::ToHex(report->root)}});
  return kDone;
}

}  // namespace verbatim::verbatimd
