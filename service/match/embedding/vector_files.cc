#include "match/embedding/vector_files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "log/sha256.h"
#include "status/status_macros.h"

namespace verbatim::match::embedding {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr char kManifest[] = "manifest";
constexpr char kVectorsPrefix[] = "vectors-";
constexpr char kFreshSuffix[] = ".new";

absl::Status DiskError(const std::string& what, const std::string& path, const std::error_code& error) {
  return absl::UnavailableError(absl::StrCat("cannot ", what, " ", path, ": ", error.message()));
}

absl::Status Sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return DiskError("open", path, {errno, std::generic_category()});
  const bool synced = fsync(file) == 0;
  const std::error_code error(errno, std::generic_category());
  close(file);
  return synced ? absl::OkStatus() : DiskError("sync", path, error);
}

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Returns the SHA-256 of a file in hexadecimal digits, without reading it into memory as a whole.
absl::StatusOr<std::string> DigestOf(const std::string& path) {
  constexpr size_t kChunkBytes = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  std::string chunk(kChunkBytes, '\0');
  while (file.read(chunk.data(), kChunkBytes) || file.gcount() > 0) {
    EVP_DigestUpdate(context.get(), chunk.data(), static_cast<size_t>(file.gcount()));
  }
  if (!file.eof()) return absl::UnavailableError(absl::StrCat("cannot read ", path));
  log::Digest digest{};
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return log::ToHex(digest);
}

void AppendVector(const Vector& vector, std::string& out) {
  out.append(reinterpret_cast<const char*>(vector.data()), vector.size() * sizeof(float));
}

// The manifest: a line of JSON, the probes' vectors, a byte of length and the bytes of each key, and the
// SHA-256 of all of this.
std::string MakeManifest(const std::string& vectors, const std::string& digest, const std::string& model,
                         const std::vector<Vector>& probes, const VectorIndex& index) {
  const Json head = {{"format", kFormat},
                     {"model", model},
                     {"dimension", index.dimension()},
                     {"probes", probes.size()},
                     {"keys", index.Keys().size()},
                     {"vectors", vectors},
                     {"sha256", digest}};
  std::string manifest = absl::StrCat(head.dump(-1, ' ', false, Json::error_handler_t::replace), "\n");
  for (const Vector& probe : probes) AppendVector(probe, manifest);
  for (const std::string& key : index.Keys()) {
    manifest.push_back(static_cast<char>(key.size()));
    manifest += key;
  }
  manifest += log::BytesOf(log::Sha256(manifest));
  return manifest;
}

// Reads the parts of a manifest one after the other.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : bytes_(bytes) {}

  bool Take(size_t size, std::string_view& part) {
    if (bytes_.size() < size) return false;
    part = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return true;
  }
  bool TakeVector(size_t dimension, Vector& vector) {
    std::string_view part;
    if (!Take(dimension * sizeof(float), part)) return false;
    vector.resize(dimension);
    std::memcpy(vector.data(), part.data(), part.size());
    return true;
  }
  bool TakeKey(std::string& key) {
    std::string_view size;
    std::string_view part;
    if (!Take(1, size) || !Take(static_cast<unsigned char>(size[0]), part)) return false;
    key = std::string(part);
    return true;
  }
  bool empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

absl::StatusOr<std::string> ReadManifest(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("there are no vectors");
  std::ostringstream stream;
  stream << file.rdbuf();
  std::string bytes = std::move(stream).str();
  constexpr size_t kDigestBytes = sizeof(log::Digest);
  if (bytes.size() <= kDigestBytes) return absl::DataLossError("the manifest of the vectors is damaged");
  const std::string digest = bytes.substr(bytes.size() - kDigestBytes);
  bytes.resize(bytes.size() - kDigestBytes);
  if (log::BytesOf(log::Sha256(bytes)) != digest)
    return absl::DataLossError("the manifest of the vectors is damaged");
  return bytes;
}

struct Manifest {
  std::string model;
  size_t dimension = 0;
  std::vector<Vector> probes;
  std::vector<std::string> keys;  // by position, with empty ones
  std::string vectors;            // the name of the file
  std::string sha256;             // of this file
};

absl::StatusOr<Manifest> LoadManifest(const std::string& folder) {
  ABSL_ASSIGN_OR_RETURN(const std::string bytes, ReadManifest(absl::StrCat(folder, "/", kManifest)));
  const size_t line = bytes.find('\n');
  const Json head = Json::parse(bytes.substr(0, line), nullptr, false);
  const absl::Status damaged = absl::DataLossError("the manifest of the vectors has another version");
  if (!head.is_object() || head.value("format", 0) != kFormat || line == std::string::npos) return damaged;
  Manifest manifest{.model = head.value("model", ""),
                    .dimension = head.value("dimension", size_t{0}),
                    .probes = {},
                    .keys = {},
                    .vectors = head.value("vectors", ""),
                    .sha256 = head.value("sha256", "")};
  if (manifest.dimension == 0 || manifest.dimension > kMaxDimension) return damaged;
  Parts parts(std::string_view(bytes).substr(line + 1));
  for (size_t left = head.value("probes", size_t{0}); left > 0; --left) {
    if (!parts.TakeVector(manifest.dimension, manifest.probes.emplace_back())) return damaged;
  }
  for (size_t left = head.value("keys", size_t{0}); left > 0; --left) {
    if (!parts.TakeKey(manifest.keys.emplace_back())) return damaged;
  }
  return manifest;
}

// Returns the number in the name of a file of vectors; 0 if it is another file.
int64_t NumberOf(std::string_view name) {
  int64_t number = 0;
  if (!name.starts_with(kVectorsPrefix)) return 0;
  name.remove_prefix(std::string_view(kVectorsPrefix).size());
  return absl::SimpleAtoi(std::string(name), &number) ? number : 0;
}

// Deletes all files of the folder but the manifest and `vectors`. Returns the greatest number of a file of
// vectors.
absl::StatusOr<int64_t> DeleteOthers(const std::string& folder, const std::string& vectors) {
  std::error_code error;
  int64_t last = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    last = std::max(last, NumberOf(name));
    if (name != kManifest && name != vectors) fs::remove(entry.path(), error);
    if (error) break;
  }
  if (error) return DiskError("clean", folder, error);
  return last;
}

std::string CurrentVectors(const std::string& folder) {
  const absl::StatusOr<std::string> manifest = ReadManifest(absl::StrCat(folder, "/", kManifest));
  if (!manifest.ok()) return {};
  const Json head = Json::parse(manifest->substr(0, manifest->find('\n')), nullptr, false);
  return head.is_object() ? head.value("vectors", "") : "";
}

absl::Status WriteFile(const std::string& path, std::string_view bytes) {
  {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    if (!file.flush()) return absl::UnavailableError(absl::StrCat("cannot write ", path));
  }
  return Sync(path);
}

}  // namespace

absl::StatusOr<StoredVectors> LoadVectors(const std::string& folder, size_t memory_bytes) {
  ABSL_ASSIGN_OR_RETURN(Manifest manifest, LoadManifest(folder));
  // A crash may leave an earlier file behind, with vectors that were removed since.
  ABSL_RETURN_IF_ERROR(DeleteOthers(folder, manifest.vectors).status());
  const std::string file = absl::StrCat(folder, "/", manifest.vectors);
  ABSL_ASSIGN_OR_RETURN(const std::string digest, DigestOf(file));
  if (digest != manifest.sha256) return absl::DataLossError("the file of vectors is damaged");
  StoredVectors stored{
      .model = std::move(manifest.model), .probes = std::move(manifest.probes), .index = nullptr};
  ABSL_ASSIGN_OR_RETURN(stored.index,
                        VectorIndex::Load(file, manifest.dimension, std::move(manifest.keys), memory_bytes));
  return stored;
}

absl::StatusOr<std::vector<std::string>> LoadKeys(const std::string& folder) {
  ABSL_ASSIGN_OR_RETURN(Manifest manifest, LoadManifest(folder));
  std::erase(manifest.keys, std::string());
  return std::move(manifest.keys);
}

absl::Status SaveVectors(const std::string& folder, const std::string& model,
                         const std::vector<Vector>& probes, const VectorIndex& index) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return DiskError("create", folder, error);
  ABSL_ASSIGN_OR_RETURN(const int64_t last, DeleteOthers(folder, CurrentVectors(folder)));
  const std::string name = absl::StrCat(kVectorsPrefix, last + 1);
  const std::string file = absl::StrCat(folder, "/", name);
  ABSL_RETURN_IF_ERROR(index.Save(file));
  ABSL_RETURN_IF_ERROR(Sync(file));
  ABSL_ASSIGN_OR_RETURN(const std::string digest, DigestOf(file));
  const std::string manifest = absl::StrCat(folder, "/", kManifest);
  ABSL_RETURN_IF_ERROR(WriteFile(manifest + kFreshSuffix, MakeManifest(name, digest, model, probes, index)));
  fs::rename(manifest + kFreshSuffix, manifest, error);
  if (error) return DiskError("replace", manifest, error);
  ABSL_RETURN_IF_ERROR(Sync(folder));
  return DeleteOthers(folder, name).status();
}

absl::Status DeleteVectors(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  return error ? DiskError("delete", folder, error) : absl::OkStatus();
}

}  // namespace verbatim::match::embedding
