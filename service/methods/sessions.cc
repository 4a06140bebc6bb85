#include "methods/sessions.h"

#include <chrono>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "interchange/exporter.h"
#include "interchange/feed_import.h"
#include "match/text_check.h"
#include "status/errors.h"
#include "status/status_macros.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::methods {
namespace {

constexpr size_t kMaxFeedPartBytes = 1 << 20;

// The progress of a session that makes one response after the other until there is none.
template <typename Message>
Session::Progress ProgressOf(std::optional<Message> response) {
  if (!response) return {};
  return {.response = *std::move(response), .more = true};
}

class ExportClaims final : public Session {
 public:
  ExportClaims(registry::Registry& registry, Call call) : registry_(registry), call_(std::move(call)) {}

  absl::Status Take(Incoming message) override {
    if (exporter_ != nullptr) return InvalidField("", "ExportClaims takes one request");
    v1::ExportClaimsRequest request;
    ABSL_RETURN_IF_ERROR(message.Parse(request));
    ABSL_ASSIGN_OR_RETURN(exporter_, interchange::Exporter::Start(registry_, std::move(request)));
    return absl::OkStatus();
  }

  absl::Status End() override {
    return exporter_ == nullptr ? InvalidField("", "the request is missing") : absl::OkStatus();
  }

  absl::StatusOr<Progress> Next() override {
    if (exporter_ == nullptr || ended_) return Progress{};
    ABSL_RETURN_IF_ERROR(call_.context.Check());
    ABSL_ASSIGN_OR_RETURN(auto response, exporter_->Next(call_.context));
    ended_ = !response;
    return ProgressOf(std::move(response));
  }

 private:
  registry::Registry& registry_;
  const Call call_;
  std::unique_ptr<interchange::Exporter> exporter_;
  bool ended_ = false;
};

class ImportFeed final : public Session {
 public:
  ImportFeed(registry::Registry& registry, Call call) : registry_(registry), call_(std::move(call)) {}

  absl::Status Take(Incoming message) override {
    v1::ImportFeedRequest request;
    ABSL_RETURN_IF_ERROR(message.Parse(request));
    if (import_ == nullptr) {
      if (!request.has_options()) return InvalidField("options", "must come first");
      ABSL_ASSIGN_OR_RETURN(import_, interchange::FeedImport::Start(registry_, call_.caller,
                                                                    std::move(*request.mutable_options())));
      return absl::OkStatus();
    }
    if (!request.has_data()) return InvalidField("data", "must follow the options");
    if (request.data().size() > kMaxFeedPartBytes) return InvalidField("data", "must have at most 1 MiB");
    import_->Append(request.data());
    return absl::OkStatus();
  }

  absl::Status End() override {
    if (import_ == nullptr) return InvalidField("options", "must come first");
    import_->End();
    return absl::OkStatus();
  }

  absl::StatusOr<Progress> Next() override {
    ABSL_RETURN_IF_ERROR(call_.context.Check());
    if (call_.meter != nullptr && !admitted_) {
      if (absl::Status write = call_.meter->AdmitWrite(); !write.ok()) {
        const std::optional<absl::Duration> wait = RetryDelayOf(write);
        if (!wait) return write;  // a retry would be refused, too
        pause_ = absl::ToChronoMilliseconds(*wait);
        return Progress{.more = true};
      }
    }
    ABSL_ASSIGN_OR_RETURN(auto response, import_->Next(call_.context));
    admitted_ = !response;  // nothing was written, so what is admitted is left for the next item
    return ProgressOf(std::move(response));
  }

  std::optional<std::chrono::milliseconds> TakePause() override {
    return std::exchange(pause_, std::nullopt);
  }

 private:
  registry::Registry& registry_;
  const Call call_;
  std::unique_ptr<interchange::FeedImport> import_;
  bool admitted_ = false;  // the quota admits the next item
  std::optional<std::chrono::milliseconds> pause_;
};

class CheckText final : public Session {
 public:
  CheckText(const registry::Limits& limits, match::Matcher& matcher, Call call)
      : limits_(limits), matcher_(matcher), call_(std::move(call)) {}

  absl::Status Take(Incoming message) override {
    v1::CheckTextRequest request;
    ABSL_RETURN_IF_ERROR(message.Parse(request));
    ABSL_RETURN_IF_ERROR(BeginCheck(request));
    if (!page_) {
      check_->Append(request.text());
      return absl::OkStatus();
    }
    page_->mutable_data()->append(request.text());
    if (page_->data().size() <= limits_.document_bytes) return absl::OkStatus();
    return InvalidField(
        "text", absl::StrCat("has more than ", limits_.document_bytes, " bytes of ", page_->media_type()));
  }

  absl::Status End() override {
    ABSL_RETURN_IF_ERROR(BeginCheck({}));
    if (page_) {
      Violations violations;
      registry::CheckContent(*page_, limits_, "text", violations);
      ABSL_RETURN_IF_ERROR(violations.ToStatus());
      ABSL_ASSIGN_OR_RETURN(const auto source,
                            registry::ReadContent(std::move(*page_), language_, call_.context));
      readable_ = source.text->text();
      check_->Append(readable_);
    }
    check_->End();
    return absl::OkStatus();
  }

  absl::StatusOr<Progress> Next() override {
    ABSL_RETURN_IF_ERROR(call_.context.Check());
    ABSL_ASSIGN_OR_RETURN(auto checked, check_->Next(call_.context));
    Progress progress{.more = checked.more};
    if (checked.answer && page_) {
      const auto end = static_cast<size_t>(checked.answer->checked_bytes());
      checked.answer->set_text(readable_.substr(returned_bytes_, end - returned_bytes_));
      returned_bytes_ = end;
    }
    if (checked.answer) progress.response = *std::move(checked.answer);
    return progress;
  }

 private:
  // The first message has the options.
  absl::Status BeginCheck(const v1::CheckTextRequest& first) {
    if (check_ != nullptr) return absl::OkStatus();
    ABSL_ASSIGN_OR_RETURN(check_, matcher_.Check(first.options()));
    const std::string& media_type = first.options().media_type();
    if (media_type.empty() || media_type == "text/plain") return absl::OkStatus();
    page_.emplace().set_media_type(media_type);
    language_ = first.options().language_code();
    return absl::OkStatus();
  }

  const registry::Limits& limits_;
  match::Matcher& matcher_;
  const Call call_;
  std::unique_ptr<match::TextCheck> check_;
  std::optional<v1::Content> page_;  // collected until its end, unless the text is plain
  std::string language_;
  std::string readable_;       // the text of the page
  size_t returned_bytes_ = 0;  // of `readable_`
};

}  // namespace

std::unique_ptr<Session> MakeExportClaims(registry::Registry& registry, Call call) {
  return std::make_unique<ExportClaims>(registry, std::move(call));
}

std::unique_ptr<Session> MakeImportFeed(registry::Registry& registry, Call call) {
  return std::make_unique<ImportFeed>(registry, std::move(call));
}

std::unique_ptr<Session> MakeCheckText(registry::Registry& registry, match::Matcher& matcher, Call call) {
  return std::make_unique<CheckText>(registry.limits(), matcher, std::move(call));
}

}  // namespace verbatim::methods
