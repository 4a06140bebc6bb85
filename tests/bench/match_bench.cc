// Measures what matching finds and what it costs, through the service's socket.
//
//   match_bench --data=../shared/data/matching
//
// First measures MAP@5, P@1 and recall@10 of MatchClaims on the posts and checked claims of CLEF CheckThat!
// 2020, task 2, and how long it takes until 10,000 recorded claims are all in the index. Then measures collections
// of --counts claims and compares them, query by query in the same run, with bare Xapian: claims indexed by its
// TermGenerator, posts parsed by its QueryParser, ten results with their texts.
//
// The first 10,375 claims of a collection are the real ones. Each further claim begins like one real claim
// and ends like another, so that words are as frequent and as close to each other as in real claims. A real
// collection has about count^0.55 rare words (Heaps' law). To reach this number, words that occur in at most
// kRareClaims real claims get several spellings.

#include <grpcpp/grpcpp.h>
#include <sched.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "match/claim_index.h"
#include "match/matcher.h"
#include "matching/data.h"
#include "methods/dispatcher.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/server.h"
#include "store/store.h"
#include "support/await.h"
#include "support/fail.h"
#include "support/temp_folder.h"
#include "verbatim/v1/match_service.grpc.pb.h"

ABSL_FLAG(std::string, data, "", "Folder with claims.tsv, NAME.queries.tsv and NAME.qrels (required).");
ABSL_FLAG(std::vector<std::string>, sets, std::vector<std::string>({"train", "dev"}),
          "Comma-separated NAMEs of the sets of posts to measure.");
ABSL_FLAG(std::vector<std::string>, counts, std::vector<std::string>({"10000", "100000", "1000000"}),
          "Comma-separated sizes of the collections whose cost is measured.");
ABSL_FLAG(bool, quick, false, "Small collections and few posts, to check that the program works.");

namespace verbatim::bench {
namespace {

using test::Fail;
using Clock = std::chrono::steady_clock;

// A word is rare if it occurs in at most kRareClaims real claims. kHeaps is the exponent of Heaps' law for
// English.
constexpr int kRareClaims = 3;
constexpr double kHeaps = 0.55;

constexpr int kClaimsPerDocument = 10'000;
constexpr int kClaimsPerBatch = 1000;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

double Quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(q * static_cast<double>(values.size() - 1))];
}

// The claims of a collection of any size.
class Claims {
 public:
  Claims(std::vector<LabelledClaim> real, size_t count) : real_(std::move(real)), count_(count) {
    std::map<std::string, int> frequencies;
    for (const LabelledClaim& claim : real_) {
      const std::vector<std::string> words = Words(claim.text + " " + claim.title);
      for (const std::string& word : std::set<std::string>(words.begin(), words.end())) ++frequencies[word];
    }
    for (const auto& [word, frequency] : frequencies) {
      if (frequency <= kRareClaims) rare_.insert(word);
    }
    const double growth = static_cast<double>(count) / static_cast<double>(real_.size());
    spellings_ = static_cast<size_t>(std::ceil(std::pow(std::max(growth, 1.0), kHeaps)));
  }

  size_t size() const { return count_; }

  LabelledClaim operator[](size_t index) const {
    if (index < real_.size()) return Line(real_[index]);
    std::mt19937_64 random(index);
    const LabelledClaim& start = real_[index % real_.size()];
    const LabelledClaim& end = real_[random() % real_.size()];
    return Line(
        {absl::StrCat(index), Join(start.text, end.text, random), Join(start.title, end.title, random)});
  }

 private:
  static std::vector<std::string> Words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
  }

  std::string Join(const std::string& start, const std::string& end, std::mt19937_64& random) const {
    std::vector<std::string> words = Words(start);
    words.resize((words.size() + 1) / 2);
    const std::vector<std::string> rest = Words(end);
    words.insert(words.end(), rest.begin() + static_cast<std::ptrdiff_t>(rest.size() / 2), rest.end());
    std::string joined;
    for (const std::string& word : words) {
      absl::StrAppend(&joined, joined.empty() ? "" : " ", word);
      if (!rare_.contains(word)) continue;
      for (size_t spelling = random() % spellings_; spelling > 0; spelling /= 20) {
        joined.push_back("bcdfghjklmnpqrstvwxz"[spelling % 20]);
      }
    }
    return joined;
  }

  // A claim whose text and title are single, non-empty lines.
  static LabelledClaim Line(LabelledClaim claim) {
    for (std::string* text : {&claim.text, &claim.title}) {
      std::replace(text->begin(), text->end(), '\n', ' ');
      if (text->empty()) *text = "-";
    }
    return claim;
  }

  const std::vector<LabelledClaim> real_;
  const size_t count_;
  std::set<std::string> rare_;
  size_t spellings_ = 1;
};

// A service with a collection, and a client connected to it.
class Service {
 public:
  // Records the first `count` of the claims.
  Service(const Claims& claims, size_t count) {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("bench.db"), 8);
    if (!opened.ok()) Fail(opened.status().ToString());
    store_ = *std::move(opened);
    registry_ = std::make_unique<registry::Registry>(
        *store_, registry::Limits(), registry::Environment::System(),
        registry::LogIdentity{log::SigningKey::Generate(), "bench", {}}, [](bool) {});
    const auto start = Clock::now();
    for (size_t first = 0; first < count; first += kClaimsPerDocument) {
      Load(claims, first, std::min(count, first + kClaimsPerDocument));
    }
    load_seconds = Seconds(Clock::now() - start);
    const auto indexing = Clock::now();
    index_ =
        std::make_unique<match::ClaimIndex>(*registry_, match::ClaimIndex::Options{.folder = IndexFolder()});
    if (auto built = index_->AwaitBuilt(); !built.ok()) Fail(built.status().ToString());
    index_seconds = Seconds(Clock::now() - indexing);
    matcher_ = std::make_unique<match::Matcher>(*registry_, *index_);
    dispatcher_ = std::make_unique<methods::Dispatcher>(methods::DispatcherOptions{}, *registry_, *matcher_);
    auto server = rpc::Server::Start({}, *dispatcher_, health_);
    if (!server.ok()) Fail(server.status().ToString());
    server_ = *std::move(server);
    stub_ = v1::MatchService::NewStub(
        grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()), grpc::InsecureChannelCredentials()));
  }

  v1::MatchClaimsResponse Match(const std::string& text) {
    grpc::ClientContext context;
    v1::MatchClaimsRequest request;
    request.set_text(text);
    v1::MatchClaimsResponse response;
    grpc::Status status = stub_->MatchClaims(&context, request, &response);
    if (!status.ok()) Fail("MatchClaims: " + status.error_message());
    return response;
  }

  // Sends a text in parts and returns the number of findings.
  int Check(const std::string& text) {
    grpc::ClientContext context;
    auto stream = stub_->CheckText(&context);
    int findings = 0;
    auto reader = std::async(std::launch::async, [&] {
      v1::CheckTextResponse answer;
      while (stream->Read(&answer)) findings += !answer.matches().empty();
    });
    v1::CheckTextRequest request;
    for (size_t at = 0; at < text.size(); at += 64 << 10) {
      request.set_text(text.substr(at, 64 << 10));
      stream->Write(request);
    }
    stream->WritesDone();
    reader.wait();
    grpc::Status status = stream->Finish();
    if (!status.ok()) Fail("CheckText: " + status.error_message());
    return findings;
  }

  // Records claims while the index follows the log. Returns how long after the last one all are in the index.
  double SecondsUntilIndexed(const Claims& claims, size_t first, size_t end) {
    Load(claims, first, end);
    auto size = registry_->log().Size();
    if (!size.ok()) Fail(size.status().ToString());
    const auto start = Clock::now();
    while (index_->indexed_entries() < *size) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return Seconds(Clock::now() - start);
  }

  std::string IndexFolder() const { return folder_.Path("claims.index"); }
  double load_seconds = 0;
  double index_seconds = 0;

 private:
  // Records a document whose lines are titles, and the claims that quote them.
  void Load(const Claims& claims, size_t first, size_t end) {
    const std::string id = absl::StrCat("titles-", first);
    v1::CreateDocumentRequest document;
    document.set_document_id(id);
    document.mutable_document()->set_language_code("en");
    std::vector<v1::CreateClaimRequest> requests;
    std::string& text = *document.mutable_content()->mutable_data();
    for (size_t i = first; i < end; ++i) {
      const LabelledClaim claim = claims[i];
      v1::CreateClaimRequest& request = requests.emplace_back();
      request.set_claim_id(absl::StrCat("c", i));
      request.mutable_claim()->set_text(claim.text);
      (*request.mutable_claim()->mutable_labels())["id"] = claim.id;
      v1::Citation& citation = *request.mutable_claim()->add_citations();
      citation.set_revision("documents/" + id);
      citation.set_quote(claim.title);
      citation.mutable_span()->set_byte_start(static_cast<int64_t>(text.size()));
      absl::StrAppend(&text, claim.title);
      citation.mutable_span()->set_byte_end(static_cast<int64_t>(text.size()));
      text.push_back('\n');
    }
    Succeed<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create({}, document, std::move(done)); });
    for (size_t at = 0; at < requests.size(); at += kClaimsPerBatch) {
      v1::BatchCreateClaimsRequest batch;
      for (size_t i = at; i < std::min(requests.size(), at + kClaimsPerBatch); ++i) {
        *batch.add_requests() = std::move(requests[i]);
      }
      Succeed<registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
          [&](auto done) { registry_->claims().BatchCreate({}, batch, std::move(done)); });
    }
  }

  template <typename Response, typename Call>
  void Succeed(const Call& call) {
    absl::StatusOr<Response> response = test::Await<Response>(call);
    if (!response.ok()) Fail(response.status().ToString());
  }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<registry::Registry> registry_;
  std::unique_ptr<match::ClaimIndex> index_;
  std::unique_ptr<match::Matcher> matcher_;
  rpc::Health health_;
  std::unique_ptr<methods::Dispatcher> dispatcher_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::MatchService::Stub> stub_;
};

// Xapian without our analysis and ranking.
class BareXapian {
 public:
  explicit BareXapian(const Claims& claims) {
    const auto start = Clock::now();
    {
      Xapian::WritableDatabase database(Folder(), Xapian::DB_CREATE_OR_OVERWRITE);
      Xapian::TermGenerator generator;
      generator.set_stemmer(Xapian::Stem("english"));
      for (size_t i = 0; i < claims.size(); ++i) {
        const LabelledClaim claim = claims[i];
        Xapian::Document document;
        document.set_data(claim.text);
        generator.set_document(document);
        generator.index_text_without_positions(claim.text);
        generator.index_text_without_positions(claim.title);
        database.add_document(document);
      }
      database.commit();
    }
    index_seconds = Seconds(Clock::now() - start);
    database_ = Xapian::Database(Folder());
    parser_.set_stemmer(Xapian::Stem("english"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_database(database_);
  }

  size_t Match(const std::string& text) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parser_.parse_query(text, 0));
    size_t bytes = 0;
    const Xapian::MSet matches = enquire.get_mset(0, 10);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      bytes += match.get_document().get_data().size();
    }
    return bytes;
  }

  std::string Folder() const { return folder_.Path("bare.index"); }
  double index_seconds = 0;

 private:
  test::TempFolder folder_;
  Xapian::Database database_;
  Xapian::QueryParser parser_;
};

double FolderMegabytes(const std::string& folder) {
  uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) bytes += file.file_size();
  return static_cast<double>(bytes) / 1e6;
}

double ResidentMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) * 1024 / 1e6;
  }
  return 0;
}

std::vector<LabelledQuery> ReadSet(const std::string& name) {
  const std::string folder = absl::GetFlag(FLAGS_data) + "/";
  auto queries = ReadQueries(folder + name + ".queries.tsv", folder + name + ".qrels");
  if (!queries) Fail("cannot read the set " + name);
  if (absl::GetFlag(FLAGS_quick) && queries->size() > 50) queries->resize(50);
  return *std::move(queries);
}

void MeasureQuality(const std::vector<LabelledClaim>& real) {
  Service service(Claims(real, real.size()), real.size());
  std::printf("| posts | queries | MAP@5 | P@1 | recall@10 |\n| --- | ---: | ---: | ---: | ---: |\n");
  for (const std::string& name : absl::GetFlag(FLAGS_sets)) {
    double map = 0, first = 0, recall = 0;
    const std::vector<LabelledQuery> queries = ReadSet(name);
    for (const LabelledQuery& query : queries) {
      const v1::MatchClaimsResponse response = service.Match(query.text);
      const auto all = static_cast<double>(query.claims.size());
      int hits = 0;
      for (int i = 0; i < response.matches_size(); ++i) {
        if (!query.claims.contains(response.matches(i).claim().labels().at("id"))) continue;
        ++hits;
        if (i == 0) first += 1;
        if (i < 5) map += hits / static_cast<double>(i + 1) / all;
        recall += 1 / all;
      }
    }
    const auto count = static_cast<double>(queries.size());
    std::printf("| %s | %zu | %.4f | %.4f | %.4f |\n", name.c_str(), queries.size(), map / count,
                first / count, recall / count);
  }
  std::printf("\n");
  std::fflush(stdout);
}

// Keeps all threads of this process on one processor.
class OneProcessor {
 public:
  OneProcessor() {
    CPU_ZERO(&all_);
    sched_getaffinity(0, sizeof(all_), &all_);
    cpu_set_t one;
    CPU_ZERO(&one);
    for (size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i) {
      if (CPU_ISSET(i, &all_)) CPU_SET(i, &one);
    }
    Set(one);
  }
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;
  ~OneProcessor() { Set(all_); }

 private:
  static void Set(const cpu_set_t& processors) {
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
      const auto id = static_cast<pid_t>(std::strtol(thread.path().filename().c_str(), nullptr, 10));
      sched_setaffinity(id, sizeof(processors), &processors);  // a thread may have ended
    }
  }

  cpu_set_t all_;
};

struct Row {
  size_t count = 0;
  std::vector<double> ours, bare;       // milliseconds
  double check_one = 0, check_all = 0;  // CheckText, MB/s, on one processor and on all
  double load_seconds = 0, index_seconds = 0, bare_index_seconds = 0;
  double index_megabytes = 0, bare_megabytes = 0, resident_megabytes = 0;
};

Row MeasureCost(const std::vector<LabelledClaim>& real, size_t count,
                const std::vector<LabelledQuery>& queries) {
  const Claims claims(real, count);
  Row row;
  row.count = count;
  const double resident_before = ResidentMegabytes();
  Service service(claims, claims.size());
  row.load_seconds = service.load_seconds;
  row.index_seconds = service.index_seconds;
  row.index_megabytes = FolderMegabytes(service.IndexFolder());
  BareXapian bare(claims);
  row.bare_index_seconds = bare.index_seconds;
  row.bare_megabytes = FolderMegabytes(bare.Folder());
  for (const LabelledQuery& query : queries) {  // warms up both
    service.Match(query.text);
    bare.Match(query.text);
  }
  for (const LabelledQuery& query : queries) {
    auto start = Clock::now();
    service.Match(query.text);
    row.ours.push_back(1000 * Seconds(Clock::now() - start));
    start = Clock::now();
    bare.Match(query.text);
    row.bare.push_back(1000 * Seconds(Clock::now() - start));
  }
  std::string text;
  for (const LabelledQuery& query : queries) absl::StrAppend(&text, query.text, "\n");
  text.resize(std::min<size_t>(text.size(), 100'000));
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
  service.Check(text);  // warms up
  auto megabytes_a_second = [&] {
    const auto start = Clock::now();
    service.Check(text);
    return static_cast<double>(text.size()) / 1e6 / Seconds(Clock::now() - start);
  };
  row.check_all = megabytes_a_second();
  const OneProcessor one;
  row.check_one = megabytes_a_second();
  row.resident_megabytes = ResidentMegabytes() - resident_before;
  return row;
}

// Goals at some sizes of a collection.
struct Goal {
  size_t count;
  double p50, p99;              // MatchClaims, ms
  double check_one, check_all;  // MB/s
  double indexed;               // claims a second
};
constexpr Goal kGoals[] = {{10'000, 1.3, 0, 0.2, 0.35, 10'000}, {1'000'000, 6, 12, 0, 0, 10'000}};

// A figure with its goal, if it has one, and whether the goal is met.
std::string Judged(double figure, const char* format, double goal, bool at_most) {
  char text[64];
  std::snprintf(text, sizeof(text), format, figure);
  if (goal <= 0) return text;
  const bool met = at_most ? figure <= goal : figure >= goal;
  return absl::StrCat(text, " (", at_most ? "≤ " : "≥ ", goal, ": ", met ? "pass" : "miss", ")");
}

void PrintVisible(const std::vector<LabelledClaim>& real, size_t count) {
  constexpr double kGoalSeconds = 1.5;
  const Claims claims(real, 2 * count);
  Service service(claims, count);
  const double seconds = service.SecondsUntilIndexed(claims, count, 2 * count);
  std::printf("%zu claims that were recorded while the index followed are all in it after %s s.\n\n", count,
              Judged(seconds, "%.2f", kGoalSeconds, true).c_str());
  std::fflush(stdout);
}

void Print(const std::vector<Row>& rows) {
  std::printf(
      "One call at a time, through gRPC; bare Xapian in the same process, alternating query by query.\n\n"
      "| claims | MatchClaims p50, ms | p99, ms | bare Xapian p50, ms | p99, ms | p50, ratio | CheckText on "
      "one "
      "processor, MB/s | on all |\n"
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  auto goal_of = [](size_t count) {
    for (const Goal& goal : kGoals) {
      if (goal.count == count) return goal;
    }
    return Goal{};
  };
  for (const Row& row : rows) {
    const Goal goal = goal_of(row.count);
    std::printf("| %zu | %s | %s | %.2f | %.2f | %.2f | %s | %s |\n", row.count,
                Judged(Quantile(row.ours, 0.5), "%.2f", goal.p50, true).c_str(),
                Judged(Quantile(row.ours, 0.99), "%.2f", goal.p99, true).c_str(), Quantile(row.bare, 0.5),
                Quantile(row.bare, 0.99), Quantile(row.ours, 0.5) / Quantile(row.bare, 0.5),
                Judged(row.check_one, "%.3f", goal.check_one, false).c_str(),
                Judged(row.check_all, "%.3f", goal.check_all, false).c_str());
  }
  std::printf(
      "\n| claims | recorded in, s | index built in, s | claims/s | ratio to bare Xapian's time | index, "
      "MB | bare Xapian's, MB | memory of the process with all caches, MB |\n"
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  for (const Row& row : rows) {
    std::printf(
        "| %zu | %.1f | %.1f | %s | %.2f | %.1f | %.1f | %.0f |\n", row.count, row.load_seconds,
        row.index_seconds,
        Judged(static_cast<double>(row.count) / row.index_seconds, "%.0f", goal_of(row.count).indexed, false)
            .c_str(),
        row.index_seconds / row.bare_index_seconds, row.index_megabytes, row.bare_megabytes,
        row.resident_megabytes);
  }
}

}  // namespace
}  // namespace verbatim::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  using namespace verbatim::bench;  // NOLINT(google-build-using-namespace)
  const std::string folder = absl::GetFlag(FLAGS_data);
  const bool quick = absl::GetFlag(FLAGS_quick);
  auto real = ReadClaims(folder + "/claims.tsv");
  if (!real) {
    std::printf("no claims in \"%s\", nothing measured\n", folder.c_str());
    return quick ? 0 : 1;
  }
  std::printf("# Matching\n\n");
  if (quick) real->resize(std::min<size_t>(real->size(), 1000));
  MeasureQuality(*real);
  PrintVisible(*real, quick ? 1000 : 10'000);
  std::vector<LabelledQuery> queries;
  for (const std::string& name : absl::GetFlag(FLAGS_sets)) {
    for (LabelledQuery& query : ReadSet(name)) queries.push_back(std::move(query));
  }
  std::vector<Row> rows;
  const auto counts = quick ? std::vector<std::string>{"2000"} : absl::GetFlag(FLAGS_counts);
  for (const std::string& text : counts) {
    size_t count = 0;
    if (!absl::SimpleAtoi(text, &count) || count < 1) Fail("--counts must be numbers, not " + text);
    rows.push_back(MeasureCost(*real, count, queries));
  }
  Print(rows);
  return 0;
}
