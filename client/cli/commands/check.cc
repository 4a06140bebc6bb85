#include <algorithm>
#include <iostream>
#include <memory>
#include <mutex>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/line_reader.h"
#include "cli/output/matches.h"
#include "cli/output/progress.h"
#include "cli/output/terminal.h"
#include "client/text_check.h"

namespace verbatim::cli {
namespace {

// One run of the command. The caller's thread sends the text, and the stream's thread calls OnResponse. The
// command keeps sent text until the service has checked it, and then prints the text with its matches.
class Check {
 public:
  Check(Session& session, v1::CheckTextOptions options, int64_t bytes)
      : session_(session),
        is_plain_(options.media_type().empty()),
        progress_(bytes),
        stream_(session.client().CheckText(
            std::move(options), [this](const v1::CheckTextResponse& response) { OnResponse(response); })) {}

  // Returns false if the stream has ended.
  bool Send(std::string part) {
    if (!session_.json && is_plain_) {
      std::lock_guard lock(mutex_);
      kept_ += part;
    }
    return stream_->Send(std::move(part));
  }

  ExitCode Finish() {
    absl::Status status = stream_->Finish();
    progress_.Clear();
    if (status.ok()) PrintUpTo(kept_start_ + static_cast<int64_t>(kept_.size()));
    if (!session_.json && !at_line_start_) std::cout << '\n';
    std::cout.flush();
    const ExitCode failed = status.ok() ? kOk : session_.Fail(status);
    if (status.ok() || checked_ > 0) std::cerr << "verbatim: " << Summary() << '\n';
    NoteMeaningSearch(meaning_search_);
    if (failed != kOk) return failed;
    return LineReader::Stopped() ? kInterrupted : kOk;
  }

 private:
  void OnResponse(const v1::CheckTextResponse& response) {
    std::lock_guard lock(mutex_);
    checked_ = response.checked_bytes();
    if (!session_.json) kept_ += response.text();  // of a page; plain text is kept when it is sent
    meaning_search_ = std::max(meaning_search_, response.meaning_search());
    if (!response.matches().empty()) {
      ++sentences_;
      progress_.Clear();
      if (session_.json) {
        session_.PrintJson(response);
      } else {
        PrintUpTo(response.span().byte_end());
        std::cout << '\n';
        for (const v1::Match& match : response.matches()) PrintMatch(match, "    | ", std::cout);
        at_line_start_ = true;
        skip_space_ = true;
      }
    } else if (!session_.json) {
      PrintUpTo(response.checked_bytes());
    }
    progress_.Update(checked_, Summary());
  }

  // Prints the kept text up to this byte of the whole text.
  void PrintUpTo(int64_t end) {
    std::string part = kept_.substr(0, static_cast<size_t>(std::max<int64_t>(end - kept_start_, 0)));
    kept_.erase(0, part.size());
    kept_start_ += static_cast<int64_t>(part.size());
    if (skip_space_) {  // the line of a sentence with matches has ended; skip the white space after it
      const size_t words = part.find_first_not_of(" \t\r\n");
      if (words == std::string::npos) return;
      const size_t lines = static_cast<size_t>(
          std::count(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(words), '\n'));
      part = std::string(lines > 1 ? lines - 1 : 0, '\n') + part.substr(words);
      skip_space_ = false;
    }
    if (part.empty()) return;
    progress_.Clear();
    std::cout << Printable(part);
    at_line_start_ = part.back() == '\n';
  }

  std::string Summary() const {
    return Counted(checked_, "byte") + " checked, " + Counted(sentences_, "sentence") +
           " with a recorded claim";
  }

  Session& session_;
  const bool is_plain_;
  std::mutex mutex_;  // guards the members below and both output streams
  Progress progress_;
  std::string kept_;        // sent but not printed
  int64_t kept_start_ = 0;  // offset of `kept_` in the whole text
  bool at_line_start_ = true;
  bool skip_space_ = false;
  int64_t checked_ = 0;
  int64_t sentences_ = 0;
  v1::MeaningSearch meaning_search_ = v1::MEANING_SEARCH_UNSPECIFIED;  // the worst so far
  std::unique_ptr<client::TextCheck> stream_;                          // last, because it calls OnResponse
};

ExitCode RunCheck(Session& session, const std::string& path, const std::string& media_type,
                  const MatchFlags& flags) {
  v1::CheckTextOptions options;
  options.set_media_type(MediaTypeOf(path, media_type == "text/plain" ? "" : media_type));
  if (media_type == "text/plain") options.clear_media_type();
  session.names.Add("options.media_type", "--media-type").Add("text.media_type", "--media-type");
  options.set_limit(flags.limit);
  options.set_min_score(flags.min_score);
  options.set_language_code(flags.language);
  options.set_fold_duplicates(!flags.all);
  NameMatchFields(session.names);
  session.names.Add("text", "the file");
  if (!FillFilter(flags, *options.mutable_filter())) return kUsage;
  absl::StatusOr<LineReader> reader = LineReader::Open(path);
  absl::Status status = reader.status();
  if (status.ok()) {
    absl::StatusOr<int64_t> min_log_size = MinLogSize(session, flags);
    if (!min_log_size.ok()) return session.Fail(min_log_size.status());
    options.set_min_log_size(*min_log_size);
    Check check(session, std::move(options), reader->size());
    while (true) {
      absl::StatusOr<std::string> part = reader->NextPart();
      status = part.status();
      if (!part.ok() || part->empty() || !check.Send(*std::move(part))) break;
    }
    ExitCode code = check.Finish();
    if (status.ok()) return code;
  }
  return CannotRead(status);
}

}  // namespace

void AddCheckCommand(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "check",
      "Check a text of any length: print the text, and below each sentence the recorded claims that "
      "the sentence repeats or contradicts");
  auto path = std::make_shared<std::string>();
  auto flags = std::make_shared<MatchFlags>();
  auto media_type = std::make_shared<std::string>();
  command
      ->add_option("file", *path,
                   "File with the text in UTF-8, - for standard input. Sentences from standard input are "
                   "checked as they arrive")
      ->required();
  command->add_option("--media-type", *media_type,
                      "text/plain or text/html. Default: by the file's extension");
  AddMatchOptions(*command, *flags);
  command->callback([&session, path, media_type, flags] {
    session.exit_code = RunCheck(session, *path, *media_type, *flags);
  });
}

}  // namespace verbatim::cli
