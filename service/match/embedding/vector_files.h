#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/embedding/embeddings_json.h"
#include "match/embedding/vector_index.h"

// The files of a vector index in a folder: `vectors-N`, which hnswlib writes, and `manifest`, which names
// that file, its digest, the model, and the keys of the vectors. Replacing the manifest commits a new state.
// One thread at a time.
namespace verbatim::match::embedding {

struct StoredVectors {
  std::string model;
  std::vector<Vector> probes;  // vectors of the probe's texts (probe.h) when the vectors were made
  std::unique_ptr<VectorIndex> index;
};

// Loads the last state that was saved. NOT_FOUND if there is none; DATA_LOSS if the files are damaged or of
// another version.
absl::StatusOr<StoredVectors> LoadVectors(const std::string& folder, size_t memory_bytes);

// Returns the keys of the last state that was saved, without reading the vectors. The errors of LoadVectors,
// as far as the manifest shows them.
absl::StatusOr<std::vector<std::string>> LoadKeys(const std::string& folder);

// Saves a state durably and deletes the files of the state before it. After a failure, the earlier state is
// still there. UNAVAILABLE if the disk is full or fails.
absl::Status SaveVectors(const std::string& folder, const std::string& model,
                         const std::vector<Vector>& probes, const VectorIndex& index);

// Deletes the folder, if there is one.
absl::Status DeleteVectors(const std::string& folder);

}  // namespace verbatim::match::embedding
