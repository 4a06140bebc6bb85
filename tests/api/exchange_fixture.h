#pragma once

#include <string>
#include <thread>
#include <vector>

#include "review_fixture.h"

namespace verbatim::test {

// Exports and imports files, whose base URI is https://facts.example/.
class ExchangeTest : public ReviewTest {
 protected:
  grpc::Status Export(v1::ExportClaimsRequest request, std::string* file) {
    grpc::ClientContext context;
    auto stream = provenance_->ExportClaims(&context, request);
    v1::ExportClaimsResponse part;
    while (stream->Read(&part)) {
      file->append(part.data());
      exported_ = part.claims();
    }
    return stream->Finish();
  }
  std::string ExportAs(v1::ExchangeFormat format) {
    v1::ExportClaimsRequest request;
    request.set_format(format);
    request.set_base_uri("https://facts.example/");
    std::string file;
    grpc::Status status = Export(request, &file);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return file;
  }

  // Sends a file in parts, and returns the answers and, in `ended`, the status of the stream.
  std::vector<v1::ImportFeedResponse> Import(const v1::ImportFeedOptions& options, const std::string& file,
                                             size_t part = 1000, grpc::Status* ended = nullptr) {
    grpc::ClientContext context;
    auto stream = provenance_->ImportFeed(&context);
    v1::ImportFeedRequest request;
    *request.mutable_options() = options;
    stream->Write(request);
    std::vector<v1::ImportFeedResponse> answers;
    std::thread reader([&] {
      v1::ImportFeedResponse answer;
      while (stream->Read(&answer)) answers.push_back(answer);
    });
    for (size_t at = 0; at < file.size(); at += part) {
      request.set_data(file.substr(at, part));
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
    reader.join();
    grpc::Status status = stream->Finish();
    if (ended != nullptr) {
      *ended = status;
    } else {
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
    return answers;
  }
  static v1::ImportFeedOptions Options(v1::ExchangeFormat format, const std::string& document = "") {
    v1::ImportFeedOptions options;
    options.set_format(format);
    options.set_document(document);
    options.set_base_uri("https://facts.example/");
    return options;
  }
  static std::string ReviewJson(const std::string& words, const std::string& more = "") {
    return R"({"@type": "ClaimReview", "claimReviewed": ")" + words +
           R"(", "url": "https://r.example/1", "author": {"name": "R"}, "reviewRating": {"alternateName": "True"})" +
           more + "}\n";
  }

  int64_t exported_ = 0;
};

}  // namespace verbatim::test
