#include <iostream>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/output/passage_text.h"
#include "cli/output/render.h"
#include "cli/output/terminal.h"

namespace verbatim::cli {
namespace {

struct LocateFlags {
  std::string id, quote, prefix, suffix;
  int limit = 5;
  double min_similarity = 0.5;
};

ExitCode Locate(Session& session, const LocateFlags& flags) {
  v1::LocateQuoteRequest request;
  request.set_parent(WithCollection("documents", flags.id));
  request.set_quote(flags.quote);
  request.set_prefix(flags.prefix);
  request.set_suffix(flags.suffix);
  request.set_limit(flags.limit);
  request.set_min_similarity(flags.min_similarity);
  session.names.Add("parent", "document")
      .Add("quote", "quote")
      .Add("prefix", "--prefix")
      .Add("suffix", "--suffix")
      .Add("limit", "--limit")
      .Add("min_similarity", "--min-similarity");
  auto response = session.client().LocateQuote(request);
  if (!response.ok()) return session.Fail(response.status());
  for (const v1::Passage& passage : response->passages()) {
    if (session.json) {
      session.PrintJson(passage);
      continue;
    }
    std::cout << Percent(passage.similarity()) << "  bytes " << passage.span().byte_start() << "-"
              << passage.span().byte_end() << " of " << OneLine(passage.revision()) << '\n';
    const ShownContext context = ShownContextOf(passage);
    PrintMarked(context.prefix + passage.quote() + context.suffix,
                passage.span().byte_start() - static_cast<int64_t>(context.prefix.size()), passage.span(),
                session, std::cout);
  }
  if (response->passages().empty()) {
    std::cerr << "verbatim: no passage of " << OneLine(request.parent()) << " is similar to the quote\n";
    return kNotFound;
  }
  return kOk;
}

}  // namespace

void AddLocateCommand(CLI::App& app, Session& session) {
  CLI::App* locate =
      app.add_subcommand("locate", "Find the passages of a document that are most similar to a quote");
  auto flags = std::make_shared<LocateFlags>();
  locate->add_option("id", flags->id, "The document, or documents/ID/revisions/N")->required();
  locate->add_option("quote", flags->quote, "The quote, exact or not")->required();
  locate->add_option("--prefix", flags->prefix, "Text before the quote, to rank equal passages");
  locate->add_option("--suffix", flags->suffix, "Text after the quote");
  locate->add_option("--limit", flags->limit, "Maximum number of passages, up to 50")->capture_default_str();
  locate
      ->add_option("--min-similarity", flags->min_similarity,
                   "Only passages with at least this similarity, 0 to 1")
      ->capture_default_str();
  locate->callback([&session, flags] { session.exit_code = Locate(session, *flags); });
}

}  // namespace verbatim::cli
