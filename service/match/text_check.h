#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/matcher.h"
#include "sync/call_context.h"
#include "text/sentences/sentence_stream.h"
#include "text/unicode/span.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::match {

// Checks one text while it arrives. One thread at a time. Matches a few sentences at a time, on this thread and on those
// of the matcher.
class TextCheck {
 public:
  // Append adds the next bytes of the text. End marks its end.
  void Append(std::string_view bytes) { stream_.Append(bytes); }
  void End() { stream_.End(); }

  struct Checked {
    std::optional<verbatim::v1::CheckTextResponse> answer;  // response to send, if any
    bool more = false;                                      // whether received text may still be unchecked
  };

  // Checks the next sentence of the received text. INVALID_ARGUMENT at the first byte that is not UTF-8;
  // otherwise the errors of Matcher::Match. After CANCELLED or DEADLINE_EXCEEDED, do not use the object any
  // more.
  absl::StatusOr<Checked> Next(const sync::CallContext& context = {});

 private:
  friend class Matcher;
  TextCheck(Matcher& matcher, MatchOptions options, std::string language)
      : matcher_(matcher), options_(std::move(options)), stream_(std::move(language)) {}

  // A sentence with what was found for it.
  struct Matched {
    std::string text;
    text::Span span;
    size_t end = 0;  // bytes of the text up to its end
    absl::StatusOr<Matcher::Found> found = Matcher::Found();
  };

  // Takes the next sentences from the stream and matches them.
  absl::Status MatchMore(const sync::CallContext& context);
  void Match(Matched& sentence, const sync::CallContext& context);
  // Returns a response with the current progress, if one is due: after every kProgressBytes, and at the end.
  std::optional<verbatim::v1::CheckTextResponse> Progress(bool end);

  verbatim::v1::MeaningSearch TakeMeaningSearch() {
    return std::exchange(meaning_search_, verbatim::v1::MEANING_SEARCH_UNSPECIFIED);
  }

  Matcher& matcher_;
  const MatchOptions options_;
  text::SentenceStream stream_;
  std::deque<Matched> matched_;  // not answered yet
  int64_t checked_bytes_ = 0;
  int64_t reported_bytes_ = 0;  // checked_bytes of the last answer
  bool reported_end_ = false;
  // The worst of the sentences since the last answer.
  verbatim::v1::MeaningSearch meaning_search_ = verbatim::v1::MEANING_SEARCH_UNSPECIFIED;
};

}  // namespace verbatim::match
