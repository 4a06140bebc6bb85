#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/input/files.h"
#include "cli/output/table.h"
#include "cli/output/terminal.h"
#include "client/pages.h"
#include "google/protobuf/util/time_util.h"

namespace verbatim::cli {
namespace {

using google::protobuf::util::TimeUtil;

struct CreateDocumentFlags {
  std::string file, id, uri, title, publisher, language, published, retrieved, media_type;
  std::vector<std::string> authors;
};

// Names the fields of a document, and of the requests that record one, by their flags.
void NameFields(FieldNames& names) {
  names.Add("document_id", "--id").Add("request_id", "--request-id").Add("document.name", "the id");
  names.Add("document.uri", "--uri").Add("document.title", "--title").Add("document.authors", "--author");
  names.Add("document.publisher", "--publisher").Add("document.language_code", "--language");
  names.Add("document.publish_time", "--published").Add("retrieve_time", "--retrieved");
  names.Add("content", "the file").Add("content.media_type", "--media-type");
}

ExitCode CreateDocument(Session& session, const CreateDocumentFlags& flags) {
  v1::CreateDocumentRequest request;
  v1::Document& document = *request.mutable_document();
  document.set_uri(flags.uri);
  document.set_title(flags.title);
  document.set_publisher(flags.publisher);
  document.set_language_code(flags.language);
  for (const std::string& author : flags.authors) document.add_authors(author);
  request.set_document_id(flags.id);
  request.mutable_content()->set_media_type(MediaTypeOf(flags.file, flags.media_type));
  if (!flags.published.empty() &&
      !ParseTime(flags.published, "--published", *document.mutable_publish_time()))
    return kUsage;
  if (!flags.retrieved.empty() &&
      !ParseTime(flags.retrieved, "--retrieved", *request.mutable_retrieve_time()))
    return kUsage;
  std::optional<std::string> content = ReadInput(flags.file);
  if (!content) return kUsage;
  request.mutable_content()->set_data(*std::move(content));
  NameFields(session.names);
  auto response = session.client().CreateDocument(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
  } else {
    const v1::Revision& revision = response->revision();
    std::cout << OneLine(revision.name()) << ": " << Counted(revision.byte_length(), "byte") << ", "
              << Counted(revision.sentence_count(), "sentence") << '\n';
    for (const std::string& similar : response->similar_documents()) {
      std::cout << "  same text or URI: " << OneLine(similar) << '\n';
    }
  }
  return kOk;
}

struct UpdateDocumentFlags {
  std::string id, published, etag, request_id;
  std::optional<std::string> uri, title, publisher, language;
  std::vector<std::string> authors, clear;
};

void PrintDocument(const v1::Document& document);

// The fields that `documents update` can clear, by their names in UpdateDocumentRequest.update_mask.
const std::vector<std::string> kClearableOfDocument = {"uri",       "title",        "authors",
                                                       "publisher", "publish_time", "language_code"};

ExitCode UpdateDocument(Session& session, const UpdateDocumentFlags& flags) {
  v1::UpdateDocumentRequest request;
  v1::Document& document = *request.mutable_document();
  auto& mask = *request.mutable_update_mask();
  const auto set = [&](const char* field, const std::optional<std::string>& value, std::string* target) {
    if (!value) return;
    *target = *value;
    mask.add_paths(field);
  };
  document.set_name(WithCollection("documents", flags.id));
  document.set_etag(flags.etag);
  set("uri", flags.uri, document.mutable_uri());
  set("title", flags.title, document.mutable_title());
  set("publisher", flags.publisher, document.mutable_publisher());
  set("language_code", flags.language, document.mutable_language_code());
  for (const std::string& author : flags.authors) document.add_authors(author);
  if (!flags.authors.empty()) mask.add_paths("authors");
  if (!flags.published.empty()) {
    if (!ParseTime(flags.published, "--published", *document.mutable_publish_time())) return kUsage;
    mask.add_paths("publish_time");
  }
  for (const std::string& field : flags.clear) mask.add_paths(field);
  if (mask.paths().empty()) {
    std::cerr
        << "verbatim: nothing to update; give --uri, --title, --author, --publisher, --language, --published "
           "or --clear\n";
    return kUsage;
  }
  request.set_request_id(flags.request_id);
  NameFields(session.names);
  auto response = session.client().UpdateDocument(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  session.json ? session.PrintJson(response->document()) : PrintDocument(response->document());
  return kOk;
}

void PrintDocument(const v1::Document& document) {
  auto field = [](const char* name, const std::string& value) {
    if (!value.empty()) std::cout << "  " << name << ": " << OneLine(value) << '\n';
  };
  std::cout << OneLine(document.name()) << '\n';
  field("title", document.title());
  field("uri", document.uri());
  for (const std::string& author : document.authors()) field("author", author);
  field("publisher", document.publisher());
  if (document.has_publish_time()) field("published", TimeUtil::ToString(document.publish_time()));
  field("language", document.language_code());
  field("latest revision", document.latest_revision());
  field("claims", std::to_string(document.claim_count()));
  field("recorded", TimeUtil::ToString(document.create_time()));
  if (document.has_erasure()) {
    field("erased", TimeUtil::ToString(document.erasure().time()));
    field("requested by", document.erasure().requested_by());
    field("reason", document.erasure().reason());
  }
}

ExitCode GetDocument(Session& session, const std::string& id, bool text, bool content, int64_t number) {
  v1::GetDocumentRequest request;
  request.set_name(WithCollection("documents", id));
  session.names.Add("name", "the id");
  auto response = session.client().GetDocument(request);
  if (!response.ok()) return session.Fail(response.status());
  if (!text && !content) {
    session.json ? session.PrintJson(response->document()) : PrintDocument(response->document());
    return kOk;
  }
  v1::GetRevisionRequest get;
  if (content) get.set_view(v1::REVISION_VIEW_CONTENT);
  get.set_name(number == 0 ? response->document().latest_revision()
                           : response->document().name() + "/revisions/" + std::to_string(number));
  auto revision = session.client().GetRevision(get);
  if (!revision.ok()) return session.Fail(revision.status());
  if (session.json) {
    session.PrintJson(revision->revision());
  } else {
    // Raw bytes could control a terminal, so only files and pipes get the bytes unchanged.
    const std::string& bytes = content ? revision->revision().content() : revision->revision().text();
    std::cout << (IsTerminal() ? Printable(bytes) : bytes);
  }
  return kOk;
}

struct ListDocumentsFlags {
  std::string uri, publisher, language;
  int64_t limit = 0;
};

ExitCode ListDocuments(Session& session, const ListDocumentsFlags& flags) {
  v1::ListDocumentsRequest request;
  request.mutable_filter()->set_uri(flags.uri);
  request.mutable_filter()->set_publisher(flags.publisher);
  request.mutable_filter()->set_language_code(flags.language);
  session.names.Add("filter.uri", "--uri").Add("filter.publisher", "--publisher");
  session.names.Add("filter.language_code", "--language");
  Table table({"DOCUMENT", "CLAIMS", "REVISIONS", "TITLE"});
  client::Pages pages(session.client(), &client::Client::ListDocuments, request);
  int64_t left = flags.limit == 0 ? client::kAllItems : flags.limit;
  while (auto page = pages.Next(left)) {
    for (const v1::Document& document : page->documents()) {
      if (session.json) {
        session.PrintJson(document);
        continue;
      }
      table.Add({document.name(), std::to_string(document.claim_count()),
                 std::to_string(document.revision_count()), document.title()});
    }
    table.Print(std::cout, TerminalWidth());
    left -= page->documents_size();
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct EraseDocumentFlags {
  std::string id, requested_by, reason;
  bool yes = false;
};

// Prints what still has words of an erased document.
void PrintRemaining(const v1::RemainingWords& remaining) {
  if (remaining.count() > 0) {
    std::cout << Counted(remaining.count(), "resource still has", "resources still have")
              << " words of the document; for claims: verbatim claims erase\n";
  }
  for (const std::string& name : remaining.names()) std::cout << "  " << OneLine(name) << '\n';
  if (remaining.count() > remaining.names_size()) {
    std::cout << "  and " << remaining.count() - remaining.names_size() << " more\n";
  }
  if (remaining.incomplete()) std::cout << "not all claims, evidence, reviews and links were searched\n";
}

ExitCode EraseDocument(Session& session, const EraseDocumentFlags& flags) {
  const std::string name = WithCollection("documents", flags.id);
  if (!flags.yes) {
    std::cerr << "verbatim: this permanently erases the text of " << name
              << " from the log and from every claim that quotes it; confirm with --yes\n";
    return kUsage;
  }
  v1::EraseDocumentRequest request;
  request.set_name(name);
  request.set_requested_by(flags.requested_by);
  request.set_reason(flags.reason);
  session.names.Add("name", "the id").Add("requested_by", "--requested-by").Add("reason", "--reason");
  auto response = session.client().EraseDocument(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(*response);
  } else {
    std::cout << OneLine(response->document().name()) << ": erased, with its words in "
              << Counted(response->redacted_claims(), "claim") << " and "
              << Counted(response->redacted_evidence(), "piece of evidence", "pieces of evidence") << '\n';
    PrintRemaining(response->remaining());
  }
  return kOk;
}

ExitCode ListSentences(Session& session, const std::string& id) {
  v1::ListSentencesRequest request;
  request.set_parent(WithCollection("documents", id));
  request.set_page_size(1000);
  session.names.Add("parent", "the id");
  Table table({"INDEX", "BYTES", "SENTENCE"});
  do {
    auto page = session.client().ListSentences(request);
    if (!page.ok()) return session.Fail(page.status());
    for (const v1::Sentence& sentence : page->sentences()) {
      if (session.json) {
        session.PrintJson(sentence);
        continue;
      }
      table.Add(
          {std::to_string(sentence.index()),
           std::to_string(sentence.span().byte_start()) + "-" + std::to_string(sentence.span().byte_end()),
           sentence.text()});
    }
    table.Print(std::cout, TerminalWidth());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return kOk;
}

void AddUpdateDocumentCommand(CLI::App& documents, Session& session) {
  CLI::App* update = documents.add_subcommand(
      "update", "Correct the metadata of a document: change the fields that are given. Texts do not change");
  auto flags = std::make_shared<UpdateDocumentFlags>();
  update->add_option("id", flags->id, "The document")->required();
  update->add_option("--uri", flags->uri, "URI at which the source was published");
  update->add_option("--title", flags->title, "Title of the source");
  update
      ->add_option("--author", flags->authors,
                   "An author of the source, instead of the recorded authors; repeatable")
      ->allow_extra_args(false);
  update->add_option("--publisher", flags->publisher, "Publisher of the source");
  update->add_option("--language", flags->language,
                     "Language of the text, for revisions recorded from now on");
  update->add_option("--published", flags->published,
                     "When the source was published, such as 2025-09-14, for revisions recorded from now on");
  update->add_option("--clear", flags->clear, "A field to clear; repeatable")
      ->check(CLI::IsMember(kClearableOfDocument))
      ->allow_extra_args(false);
  update->add_option("--etag", flags->etag, "Update only if this is the document's current etag");
  update->add_option("--request-id", flags->request_id,
                     "Idempotency key: repeating the command with the same key has the same result");
  update->callback([&session, flags] { session.exit_code = UpdateDocument(session, *flags); });
}

}  // namespace

void AddDocumentCommands(CLI::App& app, Session& session) {
  CLI::App* documents =
      app.add_subcommand("documents",
                         "Sources: add, update, revise, revisions, diff, get, list, erase, sentences")
          ->require_subcommand(1);

  CLI::App* add = documents->add_subcommand("add", "Record a source and its text: UTF-8, at most 16 MiB");
  auto add_flags = std::make_shared<CreateDocumentFlags>();
  add->add_option("file", add_flags->file, "File with the text, - for standard input")->required();
  add->add_option("--id", add_flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--uri", add_flags->uri, "URI at which the source was published");
  add->add_option("--title", add_flags->title, "Title of the source");
  add->add_option("--author", add_flags->authors, "An author of the source; repeatable")
      ->allow_extra_args(false);
  add->add_option("--publisher", add_flags->publisher, "Publisher of the source");
  add->add_option("--language", add_flags->language, "Language of the text, such as en or pt-BR");
  add->add_option("--published", add_flags->published,
                  "When the source was published, such as 2025-09-14 or 2025-09-14T09:30:00Z");
  add->add_option("--retrieved", add_flags->retrieved, "When the text was retrieved");
  add->add_option("--media-type", add_flags->media_type,
                  "text/plain or text/html. Default: by the file's extension");
  add->callback([&session, add_flags] { session.exit_code = CreateDocument(session, *add_flags); });

  AddUpdateDocumentCommand(*documents, session);
  AddRevisionCommands(*documents, session);

  CLI::App* get = documents->add_subcommand("get", "Show a document");
  auto id = std::make_shared<std::string>();
  auto text = std::make_shared<bool>(false);
  auto content = std::make_shared<bool>(false);
  auto revision = std::make_shared<int64_t>(0);
  get->add_option("id", *id, "The document")->required();
  get->add_flag("--text", *text,
                "Print the text of the latest revision. On a terminal, control characters are replaced");
  get->add_flag("--content", *content, "Print the original bytes, such as HTML, of the latest revision");
  get->add_option("--revision", *revision, "Number of the revision for --text and --content")
      ->check(CLI::PositiveNumber);
  get->callback([&session, id, text, content, revision] {
    session.exit_code = GetDocument(session, *id, *text, *content, *revision);
  });

  CLI::App* list = documents->add_subcommand("list", "List documents, oldest first");
  auto list_flags = std::make_shared<ListDocumentsFlags>();
  list->add_option("--uri", list_flags->uri, "Only documents with this URI");
  list->add_option("--publisher", list_flags->publisher, "Only documents of this publisher");
  list->add_option("--language", list_flags->language, "Only documents in this language");
  list->add_option("--limit", list_flags->limit, "Maximum number of documents. Default: all")
      ->check(CLI::PositiveNumber);
  list->callback([&session, list_flags] { session.exit_code = ListDocuments(session, *list_flags); });

  CLI::App* erase = documents->add_subcommand("erase",
                                              "Permanently erase the text of a document from the log, for "
                                              "example because a court orders the erasure");
  auto erase_flags = std::make_shared<EraseDocumentFlags>();
  erase->add_option("id", erase_flags->id, "The document")->required();
  erase
      ->add_option("--requested-by", erase_flags->requested_by,
                   "Who requires the erasure; recorded in the log")
      ->required();
  erase->add_option("--reason", erase_flags->reason, "The reason for the erasure; recorded in the log")
      ->required();
  erase->add_flag("--yes", erase_flags->yes, "Confirm the erasure (required)");
  erase->callback([&session, erase_flags] { session.exit_code = EraseDocument(session, *erase_flags); });

  CLI::App* sentences =
      documents->add_subcommand("sentences", "List the sentences of a document's latest revision");
  auto parent = std::make_shared<std::string>();
  sentences->add_option("id", *parent, "The document, or documents/ID/revisions/N")->required();
  sentences->callback([&session, parent] { session.exit_code = ListSentences(session, *parent); });
}

}  // namespace verbatim::cli
