#include "match/text_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "registry/registry.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "sync/parallel_for.h"
#include "tracing/span.h"

namespace verbatim::match {
namespace {

using verbatim::v1::CheckTextResponse;

// Documented in match_service.proto.
constexpr int64_t kProgressBytes = 1 << 20;

// Sentences of a text that are matched at a time. They take some milliseconds.
constexpr size_t kSentencesAtOnce = 8;

}  // namespace

absl::StatusOr<TextCheck::Checked> TextCheck::Next(const sync::CallContext& context) {
  if (matched_.empty()) ABSL_RETURN_IF_ERROR(MatchMore(context));
  if (matched_.empty()) {
    if (stream_.bad_byte()) {
      return InvalidField("text", absl::StrCat("is not UTF-8 at byte ", *stream_.bad_byte()));
    }
    checked_bytes_ = static_cast<int64_t>(stream_.taken_bytes());
    return Checked{.answer = Progress(stream_.done()), .more = false};
  }
  Matched sentence = std::move(matched_.front());
  matched_.pop_front();
  ABSL_ASSIGN_OR_RETURN(Matcher::Found found, std::move(sentence.found));
  checked_bytes_ = static_cast<int64_t>(sentence.end);
  meaning_search_ = std::max(meaning_search_, found.meaning_search);
  if (found.matches.empty()) return Checked{.answer = Progress(false), .more = true};
  CheckTextResponse response;
  response.set_sentence(std::move(sentence.text));
  *response.mutable_span() = registry::ToProto(sentence.span);
  for (verbatim::v1::Match& match : found.matches) *response.add_matches() = std::move(match);
  reported_bytes_ = checked_bytes_;
  response.set_checked_bytes(reported_bytes_);
  response.set_meaning_search(TakeMeaningSearch());
  return Checked{.answer = std::move(response), .more = true};
}

absl::Status TextCheck::MatchMore(const sync::CallContext& context) {
  while (matched_.size() < kSentencesAtOnce) {
    std::optional<text::SentenceStream::Sentence> sentence = stream_.Next(context.ShouldStop());
    ABSL_RETURN_IF_ERROR(context.Check());
    if (!sentence) break;
    matched_.push_back(
        {.text = std::string(sentence->text), .span = sentence->span, .end = stream_.taken_bytes()});
  }
  const tracing::SpanParent parent = tracing::ParentScope::Current();
  sync::ParallelFor(matcher_.helpers_, matched_.size(), [&](size_t i) {
    std::optional<tracing::ParentScope> scope;
    if (parent && !tracing::ParentScope::Current()) scope.emplace(parent);
    Match(matched_[i], context);
  });
  return absl::OkStatus();
}

void TextCheck::Match(Matched& sentence, const sync::CallContext& context) {
  absl::StatusOr<ClaimIndex::Lease> lease = matcher_.index_.Read(0, "options.min_log_size", context);
  sentence.found = lease.ok() ? matcher_.Find(*lease, sentence.text, options_, context) : lease.status();
}

std::optional<CheckTextResponse> TextCheck::Progress(bool end) {
  const bool due = checked_bytes_ >= reported_bytes_ + kProgressBytes || (end && !reported_end_);
  if (!due) return std::nullopt;
  reported_end_ = end;
  reported_bytes_ = checked_bytes_;
  CheckTextResponse response;
  response.set_checked_bytes(checked_bytes_);
  response.set_meaning_search(TakeMeaningSearch());
  return response;
}

}  // namespace verbatim::match
