// Measures what serving costs, compared with bare gRPC, bare SQLite, and what a user would build instead. See
// ../README.md for how to run and read it.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "serving/access.h"
#include "serving/bare_sqlite.h"
#include "serving/filling.h"
#include "serving/load.h"
#include "serving/postgres.h"
#include "serving/processes.h"
#include "serving/replicas.h"
#include "serving/report.h"
#include "serving/sqlite.h"
#include "serving/statistics.h"
#include "serving/workload.h"
#include "support/fail.h"
#include "support/process.h"
#include "support/temp_folder.h"

ABSL_FLAG(bool, quick, false, "Small stores and short turns, to check that the program works.");
ABSL_FLAG(
    std::vector<std::string>, only, {},
    "Comma-separated parts to measure: import, documents, writes, access, reads, replicas, rivals. Empty "
    "measures all.");
ABSL_FLAG(std::vector<std::string>, sizes, {},
          "Comma-separated numbers of claims in the stores, ascending, each a multiple of 100. Empty means "
          "10000,100000,1000000.");
ABSL_FLAG(std::string, markdown, "", "File for the figures as Markdown. Empty means standard output.");
ABSL_FLAG(std::string, json, "", "File for the figures as JSON. Empty writes none.");
ABSL_FLAG(std::string, node_modules, "",
          "Folder with the packages of the Node service. Empty leaves it out.");
ABSL_FLAG(
    std::string, postgres, "",
    "libpq connection string of a PostgreSQL to compare with. Its tables claims and documents are dropped. "
    "Empty leaves it out.");
ABSL_FLAG(absl::Duration, soak, absl::ZeroDuration(),
          "If set, only runs reads and writes for this long and measures how memory grows.");

namespace verbatim::bench {
namespace {

using std::chrono::seconds;

constexpr char kGetClaim[] = "/verbatim.v1.ClaimService/GetClaim";
constexpr char kBatchGetClaims[] = "/verbatim.v1.ClaimService/BatchGetClaims";
constexpr char kListClaims[] = "/verbatim.v1.ClaimService/ListClaims";
constexpr char kCreateClaim[] = "/verbatim.v1.ClaimService/CreateClaim";
constexpr char kListSentences[] = "/verbatim.v1.DocumentService/ListSentences";
constexpr char kCreateDocument[] = "/verbatim.v1.DocumentService/CreateDocument";

// The parts for --only.
constexpr std::string_view kParts[] = {"import", "documents", "writes", "access",
                                       "reads",  "replicas",  "rivals"};

// The number of claims in one call of BatchGetClaims and ListClaims.
constexpr int kPage = 100;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

// How much to measure.
struct Scale {
  std::vector<int64_t> sizes;  // sizes of the stores, in claims
  int turns;                   // turns of each side, for reads with a goal
  int few_turns;               // turns of each side, for everything else
  Clock::duration turn;
  Clock::duration warm_up;  // time to warm up the record cache, on the largest store
  int64_t imported;
  int64_t bare_groups;                            // maximum number of groups that are committed in a turn
  std::vector<std::pair<size_t, int>> documents;  // size in bytes, and number in a turn
};

Scale FullScale() {
  return {{10'000, 100'000, 1'000'000},
          5,
          3,
          seconds(1),
          seconds(20),
          100'000,
          1'000,
          {{10'000, 200}, {1'000'000, 20}, {size_t{16} << 20, 3}}};
}
Scale QuickScale() {
  return {{1'000, 4'000},
          1,
          1,
          std::chrono::milliseconds(200),
          std::chrono::milliseconds(200),
          2'000,
          20,
          {{10'000, 10}, {1'000'000, 2}, {size_t{16} << 20, 1}}};
}

std::string Count(int64_t number) {
  if (number >= 1'000'000 && number % 1'000'000 == 0) return absl::StrCat(number / 1'000'000, " M");
  if (number >= 1'000 && number % 1'000 == 0) return absl::StrCat(number / 1'000, " k");
  return absl::StrCat(number);
}

// Returns the number of connections that a caller with this many calls in flight would use.
int ConnectionsFor(int in_flight) { return in_flight == 1 ? 1 : in_flight <= 16 ? 4 : 8; }

// The figures of one side over several turns.
struct Turns {
  std::vector<double> rate, p99;
  void Add(const LoadResult& result) {
    if (result.failed > 0) test::Fail(absl::StrCat(result.failed, " calls failed: ", result.first_failure));
    rate.push_back(result.per_second);
    p99.push_back(result.Percentile(0.99));
  }
};

// Returns a first call number, so that no other turn uses the same numbers.
uint64_t NextSeries() {
  static uint64_t series = 0;
  return ++series << 40;
}

Call GetCall(int64_t claim) {
  v1::GetClaimRequest request;
  request.set_name(ClaimName(claim));
  return MakeCall(kGetClaim, request);
}

Call BatchCall(int64_t page) {
  v1::BatchGetClaimsRequest request;
  for (int64_t i = 0; i < kPage; ++i) request.add_names(ClaimName(page * kPage + i));
  return MakeCall(kBatchGetClaims, request);
}

Call ListCall(int64_t article) {
  v1::ListClaimsRequest request;
  request.mutable_filter()->set_document("documents/" + ArticleId(article));
  request.set_page_size(kPage);
  return MakeCall(kListClaims, request);
}

Call SentencesCall(int64_t article) {
  v1::ListSentencesRequest request;
  request.set_parent("documents/" + ArticleId(article));
  request.set_page_size(kPage);
  return MakeCall(kListSentences, request);
}

// Reads a file once, so that it is in the page cache, as on a machine that runs nothing else. Some systems
// reclaim pages after seconds without use, so this is repeated before each turn.
void ReadThrough(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> part(1 << 20);
  while (file.read(part.data(), static_cast<std::streamsize>(part.size()))) continue;
}

// A server that writes its port to a file.
class OtherServer {
 public:
  OtherServer(std::vector<std::string> before_port_file, const std::vector<std::string>& after,
              const std::vector<std::string>& environment = {})
      : process_(Arguments(std::move(before_port_file), folder_.Path("port"), after),
                 {.error = folder_.Path("error")}, environment),
        address_("127.0.0.1:" + AwaitLine(folder_.Path("port"))) {}

  const std::string& address() const { return address_; }
  pid_t pid() const { return process_.pid(); }

 private:
  static std::vector<std::string> Arguments(std::vector<std::string> arguments, const std::string& port_file,
                                            const std::vector<std::string>& after) {
    arguments.push_back(port_file);
    arguments.insert(arguments.end(), after.begin(), after.end());
    return arguments;
  }

  test::TempFolder folder_;
  test::Process process_;
  std::string address_;
};

class ServingBench {
 public:
  ServingBench(const Scale& scale, Report& report) : scale_(scale), report_(report) {}

  // Measures the given parts, or all if there are none.
  void Run(const std::vector<std::string>& only) {
    const auto wanted = [&](const std::string& part) {
      return only.empty() || std::find(only.begin(), only.end(), part) != only.end();
    };
    if (wanted("import")) CompareImport();
    if (wanted("documents")) CompareDocuments();
    int64_t filled = 0;
    for (int64_t size : scale_.sizes) {
      const bool small = wanted("writes") || wanted("access");  // these parts need the smallest store alone
      if (!wanted("reads") && !wanted("rivals") && (filled > 0 || !small)) break;
      FillTo(filled, size);
      filled = size;
      if (wanted("reads")) CompareReads(size);
      if (size != scale_.sizes.front()) continue;
      if (wanted("access")) CompareTokensAndQuotas();
      if (wanted("writes")) CompareWrites();
    }
    if (wanted("reads")) FitExponents();
    if (wanted("replicas")) CompareReplicas({scale_.sizes.front(), scale_.few_turns, scale_.turn}, report_);
    if (wanted("rivals")) CompareRivals();
  }

  void Soak(Clock::duration duration);

 private:
  std::string Database() const { return folder_.Path("claims.db"); }
  int64_t largest() const { return scale_.sizes.back(); }

  void CompareImport();
  void CompareDocuments();
  void FillTo(int64_t filled, int64_t size);
  void CompareReads(int64_t size);
  void CompareOneRead(const std::string& what, Target& ours, Target& echo, const NextCall& next,
                      int in_flight, std::optional<Goal> rate_goal, std::optional<Goal> p99_goal,
                      double* microseconds = nullptr);
  void CompareOpenLoop(Target& ours, Target& echo, const NextCall& next, double per_second);
  void CompareTokensAndQuotas();
  void CompareWrites();
  void FitExponents();
  void CompareRivals();
  void ForEachClaim(
      const std::function<void(const std::string&, const std::string&, const std::string&)>& take) const;
  void FillNode(const std::string& database) const;
  void FillPostgres(Postgres& postgres) const;
  void WriteAnswers(test::ServerProcess& server, const std::string& folder);
  std::vector<Call> WriteCalls(int64_t count) const;

  const Scale scale_;
  Report& report_;
  test::TempFolder folder_;
  std::map<std::string, std::vector<std::pair<double, double>>> cost_by_size_;
};

void ServingBench::CompareImport() {
  report_.Begin("Importing claims, compared with bare SQLite inserting the same rows in one transaction");
  std::vector<double> ours, bare;
  std::vector<ClaimRows> rows;
  const std::string copy = folder_.Path("bare.db");
  for (int turn = 0; turn < scale_.few_turns; ++turn) {
    test::TempFolder folder;
    const std::string database = folder.Path("import.db");
    {
      test::ServerProcess server(VERBATIMD, database);
      CreateArticles(server.address(), 0, scale_.imported / kClaimsOfArticle);
      ours.push_back(static_cast<double>(scale_.imported) /
                     Seconds(ImportClaims(server.address(), 0, scale_.imported)));
    }
    if (turn == 0) rows = ReadLastClaims(database, scale_.imported);
    CopyWithout(database, rows, copy);
    bare.push_back(static_cast<double>(rows.size()) / Seconds(InsertClaims(copy, rows, rows.size())));
  }
  report_.Compare(absl::StrCat("ImportClaims, ", Count(scale_.imported)), "claims/s", ours, "SQLite", bare,
                  AtLeast(0.5));
}

void ServingBench::CompareDocuments() {
  report_.Begin("Creating documents, compared with reading, SHA-256, ICU's sentences and an insert");
  test::TempFolder folder;
  test::ServerProcess server(VERBATIMD, folder.Path("documents.db"));
  Target target(server.address(), 1);
  BareDocuments bare(folder.Path("bare.db"));
  int64_t article = 0;
  for (const auto& [bytes, count] : scale_.documents) {
    std::vector<double> ours, theirs;
    for (int turn = 0; turn < scale_.few_turns; ++turn) {
      std::vector<Call> calls;
      std::vector<std::string> files;
      double mebibytes = 0;
      for (int i = 0; i < count; ++i) {
        v1::CreateDocumentRequest request = ArticleOf(++article);
        std::string text = ArticleText(article, bytes - 200);  // the last sentence exceeds that size
        mebibytes += static_cast<double>(text.size()) / (1 << 20);
        files.push_back(folder.Path(absl::StrCat("text-", i)));
        std::ofstream(files.back(), std::ios::binary) << text;
        request.mutable_content()->set_data(std::move(text));
        calls.push_back(MakeCall(kCreateDocument, request));
      }
      auto start = Clock::now();
      for (const Call& call : calls) target.CallOnce(call);
      ours.push_back(mebibytes / Seconds(Clock::now() - start));
      start = Clock::now();
      for (const std::string& file : files) bare.Add(file);
      theirs.push_back(mebibytes / Seconds(Clock::now() - start));
    }
    report_.Compare(absl::StrCat("CreateDocument, ", bytes >= 1 << 20 ? absl::StrCat(bytes >> 20, " MiB")
                                                                      : absl::StrCat(bytes / 1000, " kB")),
                    "MiB/s", ours, "bare", theirs);
  }
}

void ServingBench::FillTo(int64_t filled, int64_t size) {
  report_.Begin(absl::StrCat("A store of ", Count(size), " claims"));
  test::ServerProcess server(VERBATIMD, Database());
  CreateArticles(server.address(), filled / kClaimsOfArticle, size / kClaimsOfArticle);
  const double took = Seconds(ImportClaims(server.address(), filled, size));
  cost_by_size_["ImportClaims"].emplace_back(size, took / static_cast<double>(size - filled));
  AwaitIndex(server.address(), size);
  report_.Say("Memory of the process that imported them", "MiB", ResidentMib(server.process().pid()));
}

void ServingBench::WriteAnswers(test::ServerProcess& server, const std::string& folder) {
  Target target(server.address(), 1);
  const auto write = [&](const std::string& name, const Call& call) {
    grpc::Slice bytes;
    if (!target.CallOnce(call).DumpToSingleSlice(&bytes).ok()) test::Fail("an answer cannot be read");
    std::ofstream(folder + "/" + name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.begin()), static_cast<std::streamsize>(bytes.size()));
  };
  write("GetClaim", GetCall(0));
  write("BatchGetClaims", BatchCall(0));
  write("ListClaims", ListCall(0));
  write("ListSentences", SentencesCall(0));
  write("CreateClaim", WriteCalls(1).front());
}

void ServingBench::CompareOneRead(const std::string& what, Target& ours, Target& echo, const NextCall& next,
                                  int in_flight, std::optional<Goal> rate_goal, std::optional<Goal> p99_goal,
                                  double* microseconds) {
  Turns verbatim, bare;
  RunClosedLoop(echo, next, in_flight, scale_.turn / 4);
  for (int turn = 0; turn < (rate_goal ? scale_.turns : scale_.few_turns); ++turn) {
    ReadThrough(Database());
    const uint64_t series = NextSeries();
    const NextCall calls = [&](uint64_t number) { return next(series + number); };
    verbatim.Add(RunClosedLoop(ours, calls, in_flight, scale_.turn));
    bare.Add(RunClosedLoop(echo, calls, in_flight, scale_.turn));
  }
  report_.Compare(absl::StrCat(what, ", ", in_flight, " in flight"), "calls/s", verbatim.rate, "echo",
                  bare.rate, rate_goal);
  report_.Compare(absl::StrCat(what, ", ", in_flight, " in flight, p99"), "µs", verbatim.p99, "echo",
                  bare.p99, p99_goal);
  if (microseconds != nullptr) *microseconds = 1e6 / Median(verbatim.rate);
}

void ServingBench::CompareOpenLoop(Target& ours, Target& echo, const NextCall& next, double per_second) {
  Turns verbatim, bare;
  for (int turn = 0; turn < scale_.few_turns; ++turn) {
    const uint64_t series = NextSeries();
    const NextCall calls = [&](uint64_t number) { return next(series + number); };
    verbatim.Add(RunOpenLoop(ours, calls, per_second, scale_.turn));
    bare.Add(RunOpenLoop(echo, calls, per_second, scale_.turn));
  }
  report_.Compare(absl::StrFormat("GetClaim, open loop at %.0f/s, p99", per_second), "µs", verbatim.p99,
                  "echo", bare.p99);
}

void ServingBench::CompareReads(int64_t size) {
  const std::string database = Database();
  const auto start = Clock::now();
  test::ServerProcess server(VERBATIMD, database);
  Target first(server.address(), 1);
  first.CallOnce(GetCall(size / 2));
  const bool is_largest = size == largest();
  report_.Say("Start to first GetClaim", "s", Seconds(Clock::now() - start),
              is_largest ? std::optional(AtMost(2)) : std::nullopt);
  report_.Say("Memory, idle", "MiB", ResidentMib(server.process().pid()));
  cost_by_size_["Memory, idle"].emplace_back(size, ResidentMib(server.process().pid()));

  test::TempFolder answers;
  WriteAnswers(server, answers.Path(""));
  OtherServer echo({ECHO_SERVER}, {answers.Path("")});

  const Popularity zipfian = Popularity::Zipfian(size);
  const Popularity uniform = Popularity::Uniform(size);
  const NextCall popular = [&](uint64_t number) { return GetCall(zipfian.Pick(number)); };
  const NextCall any = [&](uint64_t number) { return GetCall(uniform.Pick(number)); };
  const bool with_goals = size == scale_.sizes.front() || is_largest;
  {
    ReadThrough(database);
    Target warm(server.address(), 4);
    RunClosedLoop(warm, popular, 64, is_largest ? scale_.warm_up : scale_.warm_up / 10);
  }
  double read_cost = 0;
  for (int in_flight : {1, 16, 64}) {
    if (in_flight != 16 && !with_goals) continue;
    Target ours(server.address(), ConnectionsFor(in_flight)), bare(echo.address(), ConnectionsFor(in_flight));
    CompareOneRead(
        "GetClaim", ours, bare, popular, in_flight, with_goals ? std::optional(AtLeast(0.85)) : std::nullopt,
        with_goals ? std::optional(AtMost(1.3)) : std::nullopt, in_flight == 16 ? &read_cost : nullptr);
  }
  cost_by_size_["GetClaim"].emplace_back(size, read_cost);
  Target ours(server.address(), 4), bare(echo.address(), 4);
  if (with_goals) CompareOpenLoop(ours, bare, popular, 5'000);
  double cost = 0;
  CompareOneRead(
      "BatchGetClaims of 100", ours, bare, [&](uint64_t n) { return BatchCall(uniform.Pick(n) / kPage); }, 16,
      {}, {}, &cost);
  cost_by_size_["BatchGetClaims"].emplace_back(size, cost);
  CompareOneRead(
      "ListClaims, a page of 100", ours, bare,
      [&](uint64_t n) { return ListCall(uniform.Pick(n) / kClaimsOfArticle); }, 16, {}, {}, &cost);
  cost_by_size_["ListClaims"].emplace_back(size, cost);
  CompareOneRead(
      "ListSentences, 100", ours, bare,
      [&](uint64_t n) { return SentencesCall(uniform.Pick(n) / kClaimsOfArticle); }, 16, {}, {}, &cost);
  cost_by_size_["ListSentences"].emplace_back(size, cost);
  report_.Say("Memory, after all reads", "MiB", ResidentMib(server.process().pid()));
  // This is last, because it fills the cache with claims that are rarely read.
  if (is_largest) CompareOneRead("GetClaim, uniform", ours, bare, any, 16, {}, {});

  const std::vector<Call> creations = WriteCalls(std::min<int64_t>(size, 20'000));
  LoadResult written = RunClosedLoop(
      ours, [&](uint64_t n) { return creations[n % creations.size()]; }, 16, scale_.turn);
  cost_by_size_["CreateClaim"].emplace_back(size, 1e6 / written.per_second);
}

void ServingBench::CompareTokensAndQuotas() {
  const Popularity zipfian = Popularity::Zipfian(scale_.sizes.front());
  CompareAccess({.database = Database(),
                 .next = [&](uint64_t number) { return GetCall(zipfian.Pick(number)); },
                 .turns = scale_.turns,
                 .turn = scale_.turn},
                report_);
}

std::vector<Call> ServingBench::WriteCalls(int64_t count) const {
  std::vector<Call> calls;
  for (int64_t i = 0; i < count; ++i) calls.push_back(MakeCall(kCreateClaim, NewClaimOn(i)));
  return calls;
}

void ServingBench::CompareWrites() {
  report_.Begin(
      "Creating claims, each durable, grounded and logged, compared with bare SQLite inserting the same "
      "rows");
  const std::vector<Call> calls = WriteCalls(scale_.sizes.front());
  const NextCall next = [&](uint64_t number) { return calls[number % calls.size()]; };
  constexpr int kWriters[] = {1, 16, 256};
  std::map<int, std::vector<double>> ours, bare, echoed;
  const std::string copy = folder_.Path("bare.db");
  test::TempFolder answers;
  {
    test::ServerProcess server(VERBATIMD, Database());
    WriteAnswers(server, answers.Path(""));
  }
  OtherServer echo({ECHO_SERVER}, {answers.Path("")});
  for (int turn = 0; turn < scale_.few_turns; ++turn) {
    for (int writers : kWriters) {
      {
        Target target(echo.address(), ConnectionsFor(writers));
        Turns result;
        result.Add(RunClosedLoop(target, next, writers, scale_.turn));
        echoed[writers].push_back(result.rate.front());
      }
      {
        test::ServerProcess server(VERBATIMD, Database());
        Target target(server.address(), ConnectionsFor(writers));
        RunClosedLoop(target, next, writers, scale_.turn / 4);
        Turns result;
        result.Add(RunClosedLoop(target, next, writers, scale_.turn));
        ours[writers].push_back(result.rate.front());
      }
      // Takes about as long as a turn of ours.
      const std::vector<ClaimRows> rows =
          ReadLastClaims(Database(), std::min(scale_.bare_groups * writers, scale_.sizes.front()));
      CopyWithout(Database(), rows, copy);
      bare[writers].push_back(static_cast<double>(rows.size()) /
                              Seconds(InsertClaims(copy, rows, static_cast<size_t>(writers))));
    }
  }
  for (int writers : kWriters) {
    const std::string what = absl::StrCat("CreateClaim, ", writers, writers == 1 ? " writer" : " writers");
    // The goal is half the rate of SQLite or the rate of echo, whichever is lower.
    const bool goes_by_rows = Median(bare[writers]) / 2 <= Median(echoed[writers]);
    const auto goal = [&](bool binding, double value) {
      return writers == 256 && binding ? std::optional(AtLeast(value)) : std::nullopt;
    };
    report_.Compare(what, "claims/s", ours[writers], absl::StrCat("SQLite, ", writers, " a transaction"),
                    bare[writers], goal(goes_by_rows, 0.5));
    report_.Compare(what, "claims/s", ours[writers], "echo", echoed[writers], goal(!goes_by_rows, 1));
  }
}

void ServingBench::FitExponents() {
  report_.Begin("Cost as the store grows: the exponent k of cost ~ claims^k");
  for (const auto& [what, costs] : cost_by_size_) report_.Say(what, "", FitExponent(costs));
}

// Calls `take(name, bytes, document)` for each claim, to fill a rival.
void ServingBench::ForEachClaim(
    const std::function<void(const std::string&, const std::string&, const std::string&)>& take) const {
  int64_t number = 0;  // claims were imported in this order
  ReadClaims(Database(), [&](const std::string& name, const std::string& bytes) {
    take(name, bytes, "documents/" + ArticleId(number++ / kClaimsOfArticle));
  });
}

void ServingBench::FillNode(const std::string& database) const {
  Sqlite sqlite(database);
  sqlite.Execute(
      "PRAGMA journal_mode = WAL; CREATE TABLE documents (name TEXT PRIMARY KEY, text TEXT NOT NULL); "
      "CREATE TABLE claims (name TEXT PRIMARY KEY, claim BLOB NOT NULL); "
      "CREATE TABLE citations (document TEXT, claim TEXT, PRIMARY KEY (document, claim)) WITHOUT ROWID; "
      "BEGIN");
  Statement insert_document(sqlite, "INSERT INTO documents (name, text) VALUES (?, ?)");
  for (int64_t article = 0; article < largest() / kClaimsOfArticle; ++article) {
    const std::string name = "documents/" + ArticleId(article);
    const std::string text = ArticleOf(article).content().data();
    insert_document.Text(1, name);
    insert_document.Text(2, text);
    insert_document.Step();
  }
  Statement insert_claim(sqlite, "INSERT INTO claims (name, claim) VALUES (?, ?)");
  Statement insert_citation(sqlite, "INSERT INTO citations (document, claim) VALUES (?, ?)");
  ForEachClaim([&](const std::string& name, const std::string& bytes, const std::string& document) {
    insert_claim.Text(1, name);
    insert_claim.Blob(2, bytes);
    insert_claim.Step();
    insert_citation.Text(1, document);
    insert_citation.Text(2, name);
    insert_citation.Step();
  });
  sqlite.Execute("COMMIT");
}

void ServingBench::FillPostgres(Postgres& postgres) const {
  for (int64_t article = 0; article < largest() / kClaimsOfArticle; ++article) {
    postgres.LoadDocument("documents/" + ArticleId(article), ArticleOf(article).content().data());
  }
  postgres.BeginLoading(Postgres::Table::kClaims);
  ForEachClaim([&](const std::string& name, const std::string& bytes, const std::string&) {
    postgres.LoadClaim(name, bytes);
  });
  postgres.EndLoading();
  postgres.BeginLoading(Postgres::Table::kCitations);
  ForEachClaim([&](const std::string& name, const std::string&, const std::string& document) {
    postgres.LoadCitation(document, name);
  });
  postgres.EndLoading();
}

void ServingBench::CompareRivals() {
  const int64_t claims = largest();
  report_.Begin(absl::StrCat("What a user would build instead, with ", Count(claims), " claims"));
  const Popularity popular = Popularity::Zipfian(claims);
  const Popularity uniform = Popularity::Uniform(claims);
  const std::vector<Call> creations = WriteCalls(std::min<int64_t>(claims, 20'000));
  test::TempFolder node_folder;
  const std::string node_database = node_folder.Path("node.db");
  std::optional<OtherServer> node;
  if (!absl::GetFlag(FLAGS_node_modules).empty()) {
    FillNode(node_database);
    node.emplace(std::vector<std::string>{"/usr/bin/env", "node", NODE_SERVER},
                 std::vector<std::string>{node_database, PROTO_FOLDER, GOOGLEAPIS_FOLDER, "/usr/include"},
                 std::vector<std::string>{"NODE_PATH=" + absl::GetFlag(FLAGS_node_modules)});
  } else {
    report_.Skip("Node with @grpc/grpc-js and better-sqlite3", "--node_modules was not given");
  }
  std::optional<Postgres> postgres;
  if (!absl::GetFlag(FLAGS_postgres).empty()) {
    postgres.emplace(absl::GetFlag(FLAGS_postgres));
    FillPostgres(*postgres);
  } else {
    report_.Skip("PostgreSQL through libpq", "--postgres was not given");
  }
  const std::string path = "unix:" + node_folder.Path("verbatimd");
  test::ServerProcess server(VERBATIMD, Database(), {"--listen=127.0.0.1:0," + path});

  enum Work { kGet, kList, kCreate, kWorks };
  // Node is reached over TCP and PostgreSQL over a Unix socket. Verbatim is reached in both ways.
  enum Side { kOurs, kOursAtPath, kNode, kPostgres, kSides };
  struct Figures {
    std::map<int, std::vector<double>> rates[kWorks];  // by calls in flight
    double memory = 0;
  };
  Figures figures[kSides];
  const auto call = [&](Side side, const std::string& address, pid_t pid, Work work, int in_flight,
                        Clock::duration duration) {
    Target target(address, ConnectionsFor(in_flight));
    const uint64_t series = NextSeries();
    Turns result;
    result.Add(RunClosedLoop(
        target,
        [&](uint64_t n) {
          switch (work) {
            case kGet:
              return GetCall(popular.Pick(series + n));
            case kList:
              return ListCall(uniform.Pick(series + n) / kClaimsOfArticle);
            default:
              return creations[n % creations.size()];
          }
        },
        in_flight, duration));
    figures[side].rates[work][in_flight].push_back(result.rate.front());
    figures[side].memory = std::max(figures[side].memory, ResidentMib(pid));
  };
  const auto query = [&](Work work, int in_flight, Clock::duration duration) {
    const uint64_t series = NextSeries();
    const auto measure_memory = [&] {
      figures[kPostgres].memory = std::max(figures[kPostgres].memory, ResidentMibOfFamily(postgres->pid()));
    };
    const auto pick = [&](uint64_t n) {
      return work == kGet ? ClaimName(popular.Pick(series + n))
                          : "documents/" + ArticleId(uniform.Pick(series + n) / kClaimsOfArticle);
    };
    const LoadResult result =
        work == kGet    ? postgres->Get(pick, in_flight, duration, measure_memory)
        : work == kList ? postgres->List(pick, in_flight, duration, measure_memory)
                        : postgres->Create(claims / kClaimsOfArticle, in_flight, duration, measure_memory);
    figures[kPostgres].rates[work][in_flight].push_back(result.per_second);
  };
  const auto turn = [&](Work work, int in_flight, Clock::duration duration) {
    call(kOurs, server.address(), server.process().pid(), work, in_flight, duration);
    if (node) call(kNode, node->address(), node->pid(), work, in_flight, duration);
    if (!postgres) return;
    call(kOursAtPath, path, server.process().pid(), work, in_flight, duration);
    query(work, in_flight, duration);
  };
  const auto read_through = [&] {
    ReadThrough(Database());
    if (node) ReadThrough(node_database);
    if (postgres) postgres->ReadThrough();
  };

  constexpr int kInFlight[] = {1, 16, 64};
  const Clock::duration duration = scale_.turn * 2 / 3;  // there are four sides
  read_through();
  turn(kGet, 64, scale_.warm_up / 4);
  for (Figures& side : figures) side.rates[kGet].clear();
  for (int i = 0; i < scale_.few_turns; ++i) {
    read_through();
    for (int in_flight : kInFlight) {
      turn(kGet, in_flight, duration);
      if (in_flight == 16) turn(kList, in_flight, duration);
      turn(kCreate, in_flight, duration);
    }
  }
  // `alone` is the goal for one call at a time.
  const auto compare = [&](Side ours, const std::string& rival, Side side, std::optional<Goal> alone) {
    for (int in_flight : kInFlight) {
      const auto compare_rates = [&](const std::string& what, Work work, const std::string& unit) {
        report_.Compare(what, unit, figures[ours].rates[work][in_flight], rival,
                        figures[side].rates[work][in_flight], in_flight == 1 ? alone : AtLeast(1));
      };
      compare_rates(absl::StrCat("GetClaim, ", in_flight, " in flight"), kGet, "calls/s");
      if (in_flight == 16) compare_rates("ListClaims, 100 of a document, 16 in flight", kList, "calls/s");
      compare_rates(absl::StrCat("CreateClaim, ", in_flight, in_flight == 1 ? " writer" : " writers"),
                    kCreate, "claims/s");
    }
    report_.Compare("Most memory under load", "MiB", figures[ours].memory, rival, figures[side].memory,
                    AtMost(1));
  };
  if (node) compare(kOurs, "Node", kNode, AtLeast(1));
  // There is no goal for one caller of PostgreSQL. The round trip limits one caller, and a round trip through
  // any gRPC service is longer than through libpq.
  if (postgres) compare(kOursAtPath, "PostgreSQL", kPostgres, std::nullopt);
}

void ServingBench::Soak(Clock::duration duration) {
  const int64_t claims = scale_.sizes.front();
  report_.Begin(absl::StrFormat("%.0f s of reads and writes on a store that begins with %s claims",
                                Seconds(duration), Count(claims)));
  test::ServerProcess server(VERBATIMD, Database());
  CreateArticles(server.address(), 0, claims / kClaimsOfArticle);
  ImportClaims(server.address(), 0, claims);
  Target readers(server.address(), 4), writers(server.address(), 4);
  const Popularity popular = Popularity::Zipfian(claims);
  const std::vector<Call> creations = WriteCalls(claims);
  LoadResult read, written;
  std::thread reading([&] {
    read = RunOpenLoop(
        readers, [&](uint64_t n) { return GetCall(popular.Pick(n)); }, 5'000, duration);
  });
  std::thread writing([&] {
    written = RunOpenLoop(
        writers, [&](uint64_t n) { return creations[n % creations.size()]; }, 500, duration);
  });
  std::vector<double> memory;
  const auto start = Clock::now();
  constexpr int kSamples = 60;
  for (int i = 1; i <= kSamples; ++i) {
    std::this_thread::sleep_until(start + duration * i / kSamples);
    memory.push_back(ResidentMib(server.process().pid()));
    std::fprintf(stderr, "%.0f s: %.1f MiB\n", Seconds(Clock::now() - start), memory.back());
  }
  reading.join();
  writing.join();
  if (read.failed + written.failed > 0) test::Fail(read.first_failure + written.first_failure);
  report_.Say("Reads", "calls/s", read.per_second);
  report_.Say("Reads, p99 from the intended start", "µs", read.Percentile(0.99));
  report_.Say("Claims created", "claims/s", written.per_second);
  report_.Say("Claims created, p99 from the intended start", "µs", written.Percentile(0.99));
  // Ignores the first fifth, which fills caches.
  const auto median_of = [&](size_t first, size_t end) {
    return Median({memory.begin() + static_cast<long>(first), memory.begin() + static_cast<long>(end)});
  };
  report_.Compare("Memory in the last fifth", "MiB", median_of(kSamples - kSamples / 5, kSamples),
                  "in the second fifth", median_of(kSamples / 5, 2 * kSamples / 5), AtMost(1.1));
}

void Write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text).flush()) test::Fail("cannot write " + path);
}

std::vector<int64_t> SizesFromFlag() {
  std::vector<int64_t> sizes;
  for (const std::string& text : absl::GetFlag(FLAGS_sizes)) {
    int64_t size = 0;
    if (!absl::SimpleAtoi(text, &size) || size < kClaimsOfArticle || size % kClaimsOfArticle != 0 ||
        (!sizes.empty() && size <= sizes.back())) {
      test::Fail("--sizes: " + text + " is not a multiple of 100 greater than the one before");
    }
    sizes.push_back(size);
  }
  return sizes;
}

int Main() {
  const bool quick = absl::GetFlag(FLAGS_quick);
  for (const std::string& part : absl::GetFlag(FLAGS_only)) {
    if (std::find(std::begin(kParts), std::end(kParts), part) == std::end(kParts)) {
      test::Fail("--only: unknown part " + part);
    }
  }
  Scale scale = quick ? QuickScale() : FullScale();
  if (!absl::GetFlag(FLAGS_sizes).empty()) scale.sizes = SizesFromFlag();
  Report report(quick);
  ServingBench bench(scale, report);
  const absl::Duration soak = absl::GetFlag(FLAGS_soak);
  if (soak > absl::ZeroDuration()) {
    bench.Soak(absl::ToChronoNanoseconds(soak));
  } else {
    bench.Run(absl::GetFlag(FLAGS_only));
  }
  if (const std::string path = absl::GetFlag(FLAGS_markdown); !path.empty()) {
    Write(path, report.Markdown());
  } else {
    std::fputs(report.Markdown().c_str(), stdout);
  }
  if (const std::string path = absl::GetFlag(FLAGS_json); !path.empty()) Write(path, report.Json());
  std::fprintf(stderr, report.missed() == 0 ? "All goals are met.\n" : "%d goals are missed.\n",
               report.missed());
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace verbatim::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("measures what serving costs; see tests/bench/README.md");
  absl::ParseCommandLine(argc, argv);
  return verbatim::bench::Main();
}
