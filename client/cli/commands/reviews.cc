#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "absl/strings/ascii.h"
#include "cli/commands/commands.h"
#include "cli/connection/session.h"
#include "cli/input/arguments.h"
#include "cli/output/terminal.h"
#include "client/pages.h"

namespace verbatim::cli {
namespace {

std::string VerdictOf(const v1::Rating& rating) {
  std::ostringstream text;
  text << OneLine(rating.words());
  if (rating.has_value()) {
    text << (rating.words().empty() ? "" : ", ") << rating.value() << " on a scale from " << rating.worst()
         << " to " << rating.best();
  }
  return text.str();
}

void Show(const v1::Review& review, const Session& session) {
  if (session.json) return session.PrintJson(review);
  std::cout << OneLine(review.name()) << ": " << VerdictOf(review.rating()) << '\n'
            << "  by " << OneLine(review.reviewer().name());
  if (!review.publish_date().empty()) std::cout << ", " << OneLine(review.publish_date());
  if (!review.uri().empty()) std::cout << ", " << OneLine(review.uri());
  std::cout << '\n';
  if (!review.rationale().empty()) std::cout << "  rationale: " << OneLine(review.rationale()) << '\n';
  for (const std::string& evidence : review.evidence()) {
    std::cout << "  evidence: " << OneLine(evidence) << '\n';
  }
  if (!review.supersedes().empty()) std::cout << "  supersedes " << OneLine(review.supersedes()) << '\n';
  if (review.claim_retracted()) std::cout << "  the claim was already retracted\n";
  if (review.state() == v1::REVIEW_STATE_SUPERSEDED) {
    std::cout << "  superseded by " << OneLine(review.superseded_by()) << '\n';
  }
  if (review.state() == v1::REVIEW_STATE_RETRACTED) {
    std::cout << "  retracted: " << OneLine(review.state_reason()) << '\n';
  }
}

struct CreateReviewFlags {
  std::string claim, words, reviewer, reviewer_uri, uri, date, rationale, supersedes, id, request_id;
  std::optional<double> value, best, worst;
  std::vector<std::string> evidence;
};

ExitCode CreateReview(Session& session, const CreateReviewFlags& flags) {
  v1::CreateReviewRequest request;
  request.set_parent(WithCollection("claims", flags.claim));
  request.set_review_id(flags.id);
  request.set_request_id(flags.request_id);
  v1::Review& review = *request.mutable_review();
  v1::Rating& rating = *review.mutable_rating();
  rating.set_words(flags.words);
  if (flags.value) rating.set_value(*flags.value);
  if (flags.best) rating.set_best(*flags.best);
  if (flags.worst) rating.set_worst(*flags.worst);
  review.mutable_reviewer()->set_name(flags.reviewer);
  review.mutable_reviewer()->set_uri(flags.reviewer_uri);
  review.set_uri(flags.uri);
  review.set_publish_date(flags.date);
  review.set_rationale(flags.rationale);
  // Accepts `claims/…/evidence/id` or only the id.
  auto part = [&](const char* collection, const std::string& id) {
    return id.find('/') == std::string::npos ? request.parent() + "/" + collection + "/" + id : id;
  };
  for (const std::string& evidence : flags.evidence) review.add_evidence(part("evidence", evidence));
  if (!flags.supersedes.empty()) review.set_supersedes(part("reviews", flags.supersedes));
  session.names.Add("parent", "the claim")
      .Add("review_id", "--id")
      .Add("request_id", "--request-id")
      .Add("review.rating", "--words")
      .Add("review.rating.value", "--value")
      .Add("review.rating.best", "--best")
      .Add("review.rating.worst", "--worst")
      .Add("review.reviewer", "--reviewer")
      .Add("review.reviewer.uri", "--reviewer-uri")
      .Add("review.uri", "--uri")
      .Add("review.publish_date", "--date")
      .Add("review.rationale", "--rationale")
      .Add("review.evidence", "--evidence")
      .Add("review.supersedes", "--supersedes");
  auto response = session.client().CreateReview(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  Show(response->review(), session);
  return kOk;
}

struct ListReviewsFlags {
  std::string claim, state, reviewer;
};

ExitCode ListReviews(Session& session, const ListReviewsFlags& flags) {
  v1::ListReviewsRequest request;
  request.set_parent(WithCollection("claims", flags.claim.empty() ? "-" : flags.claim));
  request.mutable_filter()->set_reviewer_name(flags.reviewer);
  v1::ReviewState state = v1::REVIEW_STATE_UNSPECIFIED;
  v1::ReviewState_Parse("REVIEW_STATE_" + absl::AsciiStrToUpper(flags.state), &state);
  request.mutable_filter()->set_state(state);
  session.names.Add("parent", "the claim").Add("filter.reviewer_name", "--reviewer");
  client::Pages pages(session.client(), &client::Client::ListReviews, request);
  while (auto page = pages.Next()) {
    for (const v1::Review& review : page->reviews()) Show(review, session);
  }
  return pages.status().ok() ? kOk : session.Fail(pages.status());
}

struct RetractReviewFlags {
  std::string name, reason, etag, request_id;
};

ExitCode RetractReview(Session& session, const RetractReviewFlags& flags) {
  v1::RetractReviewRequest request;
  request.set_name(WithCollection("claims", flags.name));
  request.set_reason(flags.reason);
  request.set_etag(flags.etag);
  request.set_request_id(flags.request_id);
  session.names.Add("name", "the review").Add("reason", "--reason").Add("request_id", "--request-id");
  auto response = session.client().RetractReview(std::move(request));
  if (!response.ok()) return session.Fail(response.status());
  if (session.json) {
    session.PrintJson(response->review());
  } else {
    std::cout << OneLine(response->review().name()) << ": retracted\n";
  }
  return kOk;
}

}  // namespace

void AddReviewCommands(CLI::App& app, Session& session) {
  CLI::App* review =
      app.add_subcommand("review", "Verdicts on claims: add, list, retract")->require_subcommand(1);
  review->alias("reviews");

  CLI::App* add = review->add_subcommand("add", "Record a verdict on a claim");
  auto flags = std::make_shared<CreateReviewFlags>();
  add->add_option("claim", flags->claim, "The claim")->required();
  add->add_option("--words", flags->words, "The verdict in the reviewer's words, such as \"Mostly true\"");
  add->add_option("--value", flags->value, "The verdict as a number; requires --best and --worst");
  add->add_option("--best", flags->best, "The end of the rating scale that means true");
  add->add_option("--worst", flags->worst, "The other end of the rating scale");
  add->add_option("--reviewer", flags->reviewer, "The name of the reviewer")->required();
  add->add_option("--reviewer-uri", flags->reviewer_uri, "A URI that identifies the reviewer");
  add->add_option("--uri", flags->uri, "Where the review was published");
  add->add_option("--date", flags->date,
                  "When the review was published: a date, or a date and time with a time zone");
  add->add_option("--rationale", flags->rationale, "The reasons for the verdict");
  add->add_option("--evidence", flags->evidence,
                  "Evidence of the claim that supports the verdict; repeatable")
      ->allow_extra_args(false);
  add->add_option("--supersedes", flags->supersedes,
                  "The earlier review of the claim that the new review replaces");
  add->add_option("--id", flags->id, "Id of the new resource: a-z, 0-9 and hyphens. Default: a UUID");
  add->add_option("--request-id", flags->request_id,
                  "Idempotency key: repeating the command with the same key records nothing twice");
  add->callback([&session, flags] { session.exit_code = CreateReview(session, *flags); });

  CLI::App* list = review->add_subcommand("list", "List reviews, oldest first");
  auto list_flags = std::make_shared<ListReviewsFlags>();
  list->add_option("claim", list_flags->claim, "Only reviews of this claim");
  list->add_option("--state", list_flags->state, "Only reviews in this state")
      ->check(CLI::IsMember({"active", "superseded", "retracted"}));
  list->add_option("--reviewer", list_flags->reviewer, "Only reviews of this reviewer");
  list->callback([&session, list_flags] { session.exit_code = ListReviews(session, *list_flags); });

  CLI::App* retract = review->add_subcommand(
      "retract", "Withdraw a review. The review stays readable, together with the reason");
  auto retract_flags = std::make_shared<RetractReviewFlags>();
  retract->add_option("name", retract_flags->name, "The review, claims/ID/reviews/ID")->required();
  retract->add_option("--reason", retract_flags->reason, "The reason")->required();
  retract->add_option("--etag", retract_flags->etag, "Retract only if this is the review's current etag");
  retract->add_option("--request-id", retract_flags->request_id,
                      "Idempotency key: repeating the command with the same key has the same result");
  retract->callback(
      [&session, retract_flags] { session.exit_code = RetractReview(session, *retract_flags); });
}

}  // namespace verbatim::cli
