#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "match/claim_index.h"
#include "registry/registry.h"
#include "text/sentences/sentence_stream.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::match {

// How matches are to be found, after the request was checked.
struct MatchOptions {
  size_t limit = 0;
  double min_score = 0;
  std::vector<std::string> filters;
  std::string language;
};

class TextCheck;

// The rules behind MatchService, whose comments say what each method does and which errors it returns.
// Methods may block on the store and the index, and may be called from any thread.
class Matcher {
 public:
  // Both must outlive it.
  Matcher(registry::Registry& registry, ClaimIndex& index) : registry_(registry), index_(index) {}

  absl::StatusOr<verbatim::v1::MatchClaimsResponse> Match(const verbatim::v1::MatchClaimsRequest& request);

  // Begins a CheckText. The matcher must outlive it.
  absl::StatusOr<std::unique_ptr<TextCheck>> Check(const verbatim::v1::CheckTextOptions& options);

 private:
  friend class TextCheck;

  // The best matches of a text, the best first, with their claims as they are now.
  absl::StatusOr<std::vector<verbatim::v1::Match>> Find(IndexReader& reader, std::string_view text,
                                                        const MatchOptions& options);

  registry::Registry& registry_;
  ClaimIndex& index_;
};

// One text that is checked while it arrives. One thread at a time.
class TextCheck {
 public:
  // The next bytes of the text, and its end.
  void Append(std::string_view bytes) { stream_.Append(bytes); }
  void End() { stream_.End(); }

  struct Checked {
    std::optional<verbatim::v1::CheckTextResponse> answer;  // that is to be sent
    bool more = false;  // whether something that has come may be left to check
  };

  // Checks the next sentence of what has come. INVALID_ARGUMENT once what is not UTF-8 is reached; otherwise
  // as Matcher::Match.
  absl::StatusOr<Checked> Next();

 private:
  friend class Matcher;
  TextCheck(Matcher& matcher, MatchOptions options, std::string language)
      : matcher_(matcher), options_(std::move(options)), stream_(std::move(language)) {}

  // An answer that says how far the check is, if it is time for one: now and then, and at the end.
  std::optional<verbatim::v1::CheckTextResponse> Progress(bool end);

  Matcher& matcher_;
  const MatchOptions options_;
  text::SentenceStream stream_;
  int64_t told_bytes_ = 0;  // checked_bytes of the last answer
  bool told_end_ = false;
};

}  // namespace verbatim::match
