#include "rpc/exchange.h"

#include <memory>
#include <optional>
#include <utility>

#include "access/caller.h"
#include "interchange/exporter.h"
#include "interchange/feed_import.h"
#include "rpc/answer_stream.h"
#include "rpc/parsing.h"
#include "rpc/part_stream.h"
#include "rpc/unary.h"
#include "status/errors.h"

namespace verbatim::rpc {
namespace {

class ExportSession final : public AnswerSession {
 public:
  ExportSession(registry::Registry& registry, const grpc::ByteBuffer& request)
      : registry_(registry), request_(request) {}

  absl::StatusOr<std::optional<grpc::ByteBuffer>> Next() override {
    if (exporter_ == nullptr) {
      v1::ExportClaimsRequest request;
      absl::Status parsed = ParseRequest(request_, request);
      if (!parsed.ok()) return parsed;
      auto started = interchange::Exporter::Start(registry_, std::move(request));
      if (!started.ok()) return started.status();
      exporter_ = *std::move(started);
    }
    auto answer = exporter_->Next();
    if (!answer.ok()) return answer.status();
    if (!answer->has_value()) return std::nullopt;
    return SerializeResponse(**answer);
  }

 private:
  registry::Registry& registry_;
  const grpc::ByteBuffer request_;
  std::unique_ptr<interchange::Exporter> exporter_;
};

class ImportSession final : public PartSession {
 public:
  ImportSession(registry::Registry& registry, access::Caller caller)
      : registry_(registry), caller_(std::move(caller)) {}

  absl::Status Take(const grpc::ByteBuffer& part) override {
    v1::ImportFeedRequest request;
    absl::Status parsed = ParseRequest(part, request);
    if (!parsed.ok()) return parsed;
    if (import_ == nullptr) {
      if (!request.has_options()) return InvalidField("options", "must come first");
      auto started =
          interchange::FeedImport::Start(registry_, caller_, std::move(*request.mutable_options()));
      if (!started.ok()) return started.status();
      import_ = *std::move(started);
      return absl::OkStatus();
    }
    if (!request.has_data()) return InvalidField("data", "must follow the options");
    if (request.data().size() > kMaxPartBytes) {
      return InvalidField("data", "must have at most 1 MiB");
    }
    import_->Append(request.data());
    return absl::OkStatus();
  }

  absl::Status End() override {
    if (import_ == nullptr) return InvalidField("options", "must come first");
    import_->End();
    return absl::OkStatus();
  }

  absl::StatusOr<PartProgress> Next() override {
    auto answer = import_->Next();
    if (!answer.ok()) return answer.status();
    if (!answer->has_value()) return PartProgress{};
    return PartProgress{.answer = SerializeResponse(**answer), .more = true};
  }

 private:
  static constexpr size_t kMaxPartBytes = 1 << 20;

  registry::Registry& registry_;
  const access::Caller caller_;
  std::unique_ptr<interchange::FeedImport> import_;
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* StartExport(registry::Registry& registry,
                                                        sync::Executor& executor,
                                                        const grpc::ByteBuffer* request) {
  return StartAnswerStream(std::make_unique<ExportSession>(registry, *request), executor);
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartImportFeed(
    registry::Registry& registry, sync::Executor& executor, grpc::CallbackServerContext& context) {
  return StartPartStream(std::make_unique<ImportSession>(registry, CallerOf(context)), executor);
}

}  // namespace verbatim::rpc
