// verbatim import: files of other tools. import.cc imports claims in protobuf JSON.

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>

#include "cli/commands/commands.h"
#include "cli/commands/import_end.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/line_offsets.h"
#include "cli/input/line_reader.h"
#include "cli/output/progress.h"
#include "client/feed_import.h"

namespace verbatim::cli {
namespace {

// One run of the command. The caller's thread sends the file, and the stream's thread calls OnResponse.
class FileImport {
 public:
  FileImport(Session& session, v1::ImportFeedOptions options, int64_t bytes)
      : session_(session),
        validate_only_(options.validate_only()),
        progress_(bytes),
        stream_(session.client().ImportFeed(
            std::move(options), [this](const v1::ImportFeedResponse& response) { OnResponse(response); })) {}

  // Returns false if the stream has ended.
  bool Send(std::string part) {
    {
      std::lock_guard lock(mutex_);
      lines_.Add(part);
    }
    bytes_ += static_cast<int64_t>(part.size());
    return stream_->Send(std::move(part));
  }

  // Waits for the remaining responses and prints the result.
  ExitCode Finish() {
    absl::Status status = stream_->Finish();
    progress_.Clear();
    const ExitCode failed = status.ok() ? kOk : session_.Fail(status);
    if (status.ok() || recorded_ + unchanged_ + refused_ > 0) {
      (session_.json ? std::cerr : std::cout) << Summary() << '\n';
    }
    if (!session_.json) PrintNotes();
    return ExitCodeOfImport(status, failed, code_);
  }

 private:
  void OnResponse(const v1::ImportFeedResponse& response) {
    std::lock_guard lock(mutex_);
    const int64_t line = lines_.LineOf(response.byte_offset());
    if (session_.json) {
      progress_.Clear();
      PrintJson(line, response);
    }
    if (response.has_error()) {
      ++refused_;
      client::Refusal refusal = client::ReadRefusal(response.error());
      ExitCode code = ExitCodeFor(refusal);
      code_ = std::max(code_, code == kUnreachable || code == kBroken ? code : kRefused);
      progress_.Clear();
      std::ostringstream text;
      PrintRefusal(refusal, names_, text);
      std::cerr << "line " << line << ", item " << response.index() << ": " << text.str();
    } else {
      ++(response.unchanged() ? unchanged_ : recorded_);
      std::set<std::string> properties;  // an item may have several notes on one property
      for (const v1::ImportNote& note : response.notes()) properties.insert(PlainPath(note.property()));
      for (const std::string& property : properties) ++notes_[property];
    }
    progress_.Update(bytes_, Summary());
  }

  // Prints a response with its line, and its error as RefusalJson.
  void PrintJson(int64_t line, v1::ImportFeedResponse response) const {
    std::string error;
    if (response.has_error()) error = RefusalJson(client::ReadRefusal(response.error()), names_);
    response.clear_error();
    std::string json = JsonLine(response);
    json.resize(json.size() - std::min<size_t>(json.size(), 2));  // the brace and the line feed at its end
    std::cout << "{\"line\":" << line << "," << json.substr(1);
    if (!error.empty()) std::cout << ",\"error\":" << error;
    std::cout << "}\n" << std::flush;
  }

  // Returns a path without its indices: `author.name` for `author[1].name`.
  static std::string PlainPath(std::string_view path) {
    std::string plain;
    bool in_index = false;
    for (const char c : path) {
      if (c == '[') in_index = true;
      if (!in_index) plain += c;
      if (c == ']') in_index = false;
    }
    return plain;
  }

  // Prints how often each property was not kept as the file has it. --json prints the notes with each item.
  void PrintNotes() const {
    if (notes_.empty()) return;
    std::cerr << "not kept, or kept in another form (--json says how, item by item):\n";
    for (const auto& [property, count] : notes_)
      std::cerr << "  " << property << ": " << count << (count == 1 ? " item\n" : " items\n");
  }

  std::string Summary() const {
    return std::to_string(recorded_) + (validate_only_ ? " would be recorded, " : " recorded, ") +
           std::to_string(unchanged_) + " unchanged, " + std::to_string(refused_) + " refused";
  }

  Session& session_;
  const bool validate_only_;
  // The paths of an item's claim, which the file spells in its own way.
  const FieldNames names_ = FieldNames().AddJson("claim");
  std::atomic<int64_t> bytes_ = 0;  // read from the file
  std::mutex mutex_;                // guards the members below and both output streams
  Progress progress_;
  LineOffsets lines_;
  int64_t recorded_ = 0;
  int64_t unchanged_ = 0;
  int64_t refused_ = 0;
  std::map<std::string, int64_t> notes_;        // number of notes by property
  ExitCode code_ = kOk;                         // the highest exit code of any item
  std::unique_ptr<client::FeedImport> stream_;  // last, because it calls OnResponse
};

ExitCode ImportFile(Session& session, const std::string& path, v1::ImportFeedOptions options) {
  absl::StatusOr<LineReader> reader = LineReader::Open(path);
  if (!reader.ok()) return CannotRead(reader.status());
  FileImport import(session, std::move(options), reader->size());
  absl::StatusOr<std::string> part = reader->NextPart();
  while (part.ok() && !part->empty() && import.Send(*part)) part = reader->NextPart();
  ExitCode code = import.Finish();
  return part.ok() ? code : CannotRead(part.status());
}

}  // namespace

void AddImportFeedCommand(CLI::App& app, Session& session) {
  constexpr char kHelp[] =
      "Record claims and their reviews from a file of another tool: ClaimReviews (schema.org JSON-LD: one, "
      "an "
      "array, a sequence or a feed), answers of Google's Fact Check Tools API, or Web Annotations. An item "
      "is recorded if its words are in a recorded "
      "document; otherwise it is refused and reported with its position. Items that are already recorded "
      "stay "
      "unchanged. To record claims in protobuf JSON, use: verbatim claims import";
  CLI::App* command = app.add_subcommand("import", kHelp);
  auto file = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>();
  auto document = std::make_shared<std::string>();
  auto source = std::make_shared<std::string>();
  auto base_uri = std::make_shared<std::string>();
  auto typographic = std::make_shared<bool>(false);
  auto validate_only = std::make_shared<bool>(false);
  command->add_option("file", *file, "The file, - for standard input")->required();
  command->add_option("--format", *format, "The format of the file")
      ->required()
      ->check(CLI::IsMember({"claim-review", "web-annotation", "fact-check-tools"}));
  command->add_option(
      "--document", *document,
      "The document or revision to search for the words of items that name no recorded document");
  command
      ->add_option(
          "--source", *source,
          "review: record each review as a document of its own, which is marked as such, and search for the "
          "words there; for reviews whose sources are not recorded")
      ->check(CLI::IsMember({"review"}));
  command->add_flag("--typographic", *typographic, kTypographicHelp);
  command->add_flag("--validate-only", *validate_only, "Only report what would be recorded");
  command->add_option("--base-uri", *base_uri, "The --base-uri of the export that wrote the file");
  command->callback([&session, file, format, document, source, base_uri, typographic, validate_only] {
    v1::ImportFeedOptions options;
    options.set_format(*format == "web-annotation"     ? v1::EXCHANGE_FORMAT_WEB_ANNOTATION
                       : *format == "fact-check-tools" ? v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS
                                                       : v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
    if (!source->empty()) options.set_source(v1::IMPORT_SOURCE_REVIEW);
    if (!document->empty()) options.set_document(WithCollection("documents", *document));
    options.set_base_uri(*base_uri);
    options.set_validate_only(*validate_only);
    if (*typographic) options.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
    session.names.Add("options.document", "--document").Add("options.base_uri", "--base-uri");
    session.exit_code = ImportFile(session, *file, std::move(options));
  });
}

}  // namespace verbatim::cli
