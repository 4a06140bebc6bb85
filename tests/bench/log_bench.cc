// Measures how costs grow with the log: durable appends, proofs, and delivery to watchers, at two sizes of
// one log. Prints a Markdown table. In the same run, compares appends with bare SQLite rows of the same bytes
// in the same groups, and proofs with reading one claim. The last column is the large log's figure divided by
// the small one's.

#include <grpcpp/grpcpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "log/leaf.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/registry.h"
#include "support/await.h"
#include "support/fail.h"
#include "support/local_server.h"
#include "support/temp_folder.h"
#include "verbatim/v1/log_service.grpc.pb.h"

ABSL_FLAG(int64_t, small, 10'000, "Entries in the small log.");
ABSL_FLAG(int64_t, large, 1'000'000, "Entries in the large log.");
ABSL_FLAG(bool, quick, false, "Small logs and short runs, to check that the program works.");

namespace v1 = verbatim::v1;
namespace log_ = verbatim::log;
namespace registry = verbatim::registry;
namespace store = verbatim::store;
using Clock = std::chrono::steady_clock;
using verbatim::test::Fail;

namespace {

constexpr int kGroup = 100;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The entry of a claim as the registry builds it, about 600 bytes.
store::NewEntry ClaimEntry(int64_t number) {
  static const registry::Environment sources = registry::Environment::System();
  static const verbatim::access::Caller caller;
  static const std::optional<store::RequestKey> no_request;
  registry::StoredClaim stored;
  v1::Claim& claim = stored.claim;
  claim.set_name(absl::StrCat("claims/fill-", number));
  claim.set_text("Belarus released 52 political prisoners in September 2025.");
  claim.set_state(v1::CLAIM_STATE_ACTIVE);
  v1::Citation& citation = *claim.add_citations();
  citation.set_revision("documents/fill/revisions/1");
  citation.set_quote("In September 2025, Belarus freed fifty-two prisoners");
  citation.mutable_span()->set_byte_end(52);
  citation.add_sentences("documents/fill/revisions/1/sentences/0");
  citation.set_quote_sha256(std::string(32, 'x'));
  stored.ever_cited = {"documents/fill"};
  return registry::MakeClaimEntry(log_::EntryType::kClaimCreated, stored, nullptr,
                                  {sources, caller, no_request, sources.now_micros()});
}

class Bench {
 public:
  Bench() : quick_(absl::GetFlag(FLAGS_quick)) {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("bench.db"), 8);
    if (!opened.ok()) Fail(opened.status().ToString());
    store_ = *std::move(opened);
    if (sqlite3_open(folder_.Path("bare.db").c_str(), &bare_) != SQLITE_OK) Fail("bare SQLite");
    Sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE rows (idx INTEGER PRIMARY KEY, name TEXT UNIQUE, leaf BLOB, payload BLOB)");
    sqlite3_prepare_v2(bare_, "INSERT INTO rows (name, leaf, payload) VALUES (?, ?, ?)", -1, &insert_,
                       nullptr);
  }
  ~Bench() {
    sqlite3_finalize(insert_);
    sqlite3_close(bare_);
  }

  void Run() {
    const int64_t sizes[] = {quick_ ? 1'000 : absl::GetFlag(FLAGS_small),
                             quick_ ? 10'000 : absl::GetFlag(FLAGS_large)};
    for (int64_t size : sizes) {
      Fill(size);
      Append();
      Proofs();
      for (int watchers : {1, 100, 1000}) FanOut(watchers);
      ++column_;
    }
    Print(sizes[0], sizes[1]);
  }

 private:
  void Sql(const char* sql) {
    if (sqlite3_exec(bare_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) Fail(sqlite3_errmsg(bare_));
  }

  void Record(const std::string& row, double value, const char* format) {
    auto [found, is_new] = rows_.try_emplace(row);
    if (is_new) order_.push_back(row);
    found->second.values[column_] = value;
    found->second.format = format;
  }

  std::vector<store::Write> NextGroup(int64_t count) {
    std::vector<store::Write> writes(static_cast<size_t>(count));
    for (store::Write& write : writes) write.entries.push_back(ClaimEntry(filled_++));
    entries_ += count;
    return writes;
  }

  // Adds the same rows to our store and to bare SQLite.
  void Fill(int64_t size) {
    while (entries_ < size) {
      std::vector<store::Write> writes = NextGroup(std::min<int64_t>(1024, size - entries_));
      if (!store_->Commit(writes).ok()) Fail("Commit");
      InsertBare(writes);
    }
  }

  void InsertBare(const std::vector<store::Write>& writes) {
    Sql("BEGIN");
    for (const store::Write& write : writes) {
      const store::NewEntry& entry = write.entries[0];
      sqlite3_bind_text(insert_, 1, entry.resource.data(), static_cast<int>(entry.resource.size()),
                        SQLITE_STATIC);
      sqlite3_bind_blob(insert_, 2, entry.leaf.data(), static_cast<int>(entry.leaf.size()), SQLITE_STATIC);
      sqlite3_bind_blob(insert_, 3, entry.payload->data(), static_cast<int>(entry.payload->size()),
                        SQLITE_STATIC);
      if (sqlite3_step(insert_) != SQLITE_DONE) Fail(sqlite3_errmsg(bare_));
      sqlite3_reset(insert_);
    }
    Sql("COMMIT");
  }

  // Alternates the two sides, because the speed of the machine drifts.
  void Append() {
    std::vector<double> ours;
    std::vector<double> bare;
    for (int turn = 0; turn < (quick_ ? 3 : 100); ++turn) {
      std::vector<store::Write> writes = NextGroup(kGroup);
      auto start = Clock::now();
      if (!store_->Commit(writes).ok()) Fail("Commit");
      ours.push_back(kGroup / Seconds(Clock::now() - start));
      start = Clock::now();
      InsertBare(writes);
      bare.push_back(kGroup / Seconds(Clock::now() - start));
    }
    Record("entries appended durably, in groups of 100, per second", Median(ours), "%.0f");
    Record("ratio to bare SQLite rows", Median(ours) / Median(bare), "%.2f");
    // Measures the tree alone, without storage.
    log_::GrowingTree tree;
    const log_::Digest leaf = log_::HashLeaf("leaf");
    const int count = quick_ ? 10'000 : 1'000'000;
    auto start = Clock::now();
    for (int i = 0; i < count; ++i) tree.Append(leaf);
    Record("leaves hashed into a tree in memory, per second", count / Seconds(Clock::now() - start), "%.0f");
  }

  void Proofs() {
    log_::SigningKey key = log_::SigningKey::Generate();
    registry::LogIdentity identity{std::move(key), "bench", {}};
    registry::Checkpoints checkpoints(*store_, identity);
    registry::Limits limits;
    registry::LogReader reader(*store_, checkpoints, limits);
    std::mt19937_64 random(1);
    const auto size = static_cast<uint64_t>(entries_);
    std::vector<double> inclusion, consistency, reads;
    double hashes = 0;
    const int each = quick_ ? 20 : 500;
    for (int turn = 0; turn < (quick_ ? 2 : 20); ++turn) {
      auto start = Clock::now();
      for (int i = 0; i < each; ++i) {
        v1::GetInclusionProofRequest request;
        request.set_index(static_cast<int64_t>(random() % size));
        request.set_size(entries_);
        if (!reader.GetInclusionProof(request).ok()) Fail("GetInclusionProof");
        hashes += static_cast<double>(
            log_::NodeHashes(log_::InclusionProof(static_cast<uint64_t>(request.index()), size))
                .positions()
                .size());
      }
      inclusion.push_back(each / Seconds(Clock::now() - start));
      start = Clock::now();
      for (int i = 0; i < each; ++i) {
        v1::GetConsistencyProofRequest request;
        request.set_from_size(static_cast<int64_t>(1 + random() % size));
        request.set_to_size(entries_);
        if (!reader.GetConsistencyProof(request).ok()) Fail("GetConsistencyProof");
      }
      consistency.push_back(each / Seconds(Clock::now() - start));
      start = Clock::now();
      for (int i = 0; i < each; ++i) {
        std::string name = absl::StrCat("claims/fill-", random() % static_cast<uint64_t>(filled_));
        if (!store_->Get(std::span(&name, 1)).ok()) Fail("Get");
      }
      reads.push_back(each / Seconds(Clock::now() - start));
    }
    Record("hashes read for an inclusion proof", hashes / each / (quick_ ? 2 : 20), "%.1f");
    Record("inclusion proofs per second, one thread", Median(inclusion), "%.0f");
    Record("time of a proof, in reads of a claim", Median(reads) / Median(inclusion), "%.1f");
    Record("consistency proofs per second, one thread", Median(consistency), "%.0f");
  }

  // Watches through a real socket with one completion queue, and writes claims through the registry.
  void FanOut(int watchers) {
    registry::LogIdentity identity{log_::SigningKey::Generate(), "bench", {}};
    registry::Registry domain(*store_, {}, registry::Environment::System(), std::move(identity), nullptr);
    verbatim::test::LocalServer server(domain, folder_.Path("claims.index"));
    const std::string document = absl::StrCat("watched-", watchers, "-", column_);
    CreateDocument(domain, document);

    Watchers streams(server, entries_, watchers);
    const int claims = quick_ ? 20 : std::max(200, 20'000 / watchers);
    auto start = Clock::now();
    for (int written = 0; written < claims; written += 20) CreateClaims(domain, document, 20);
    streams.WaitFor(entries_);
    Record(
        absl::StrCat("entries delivered per second to ", watchers, watchers == 1 ? " watcher" : " watchers"),
        static_cast<double>(claims) * watchers / Seconds(Clock::now() - start), "%.0f");
    std::vector<double> latencies;
    for (int i = 0; i < (quick_ ? 2 : 20); ++i) {
      CreateClaims(domain, document, 1);
      auto acknowledged = Clock::now();
      streams.WaitFor(entries_);
      latencies.push_back(1000 * Seconds(Clock::now() - acknowledged));
    }
    Record(absl::StrCat("milliseconds from a write's answer until all ", watchers, " have the entry"),
           Median(latencies), "%.2f");
    streams.Stop();
    server.Drain();
  }

  void CreateDocument(registry::Registry& domain, const std::string& id) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_content()->set_data("In September 2025, Belarus freed fifty-two prisoners.");
    auto created = verbatim::test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { domain.documents().Create({}, request, std::move(done)); });
    if (!created.ok()) Fail(created.status().ToString());
    entries_ += 2;
  }
  void CreateClaims(registry::Registry& domain, const std::string& document, int count) {
    v1::BatchCreateClaimsRequest batch;
    for (int i = 0; i < count; ++i) {
      v1::Claim& claim = *batch.add_requests()->mutable_claim();
      claim.set_text("Belarus released 52 political prisoners in September 2025.");
      claim.add_citations()->set_revision("documents/" + document);
      claim.mutable_citations(0)->set_quote("In September 2025, Belarus freed fifty-two prisoners");
    }
    auto created = verbatim::test::Await<registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
        [&](auto done) { domain.claims().BatchCreate({}, batch, std::move(done)); });
    if (!created.ok()) Fail(created.status().ToString());
    entries_ += count;
  }

  // Watch streams that begin at `start`.
  class Watchers {
   public:
    Watchers(const verbatim::test::LocalServer& server, int64_t start, int count) {
      v1::WatchRequest request;
      request.set_start_index(start);
      // One connection for every 100 streams.
      for (int i = 0; i < count; ++i) {
        if (i % 100 == 0) stubs_.push_back(v1::LogService::NewStub(server.Connect()));
        Stream& stream = *streams_.emplace_back(std::make_unique<Stream>());
        stream.reader = stubs_.back()->AsyncWatch(&stream.context, request, &queue_, &stream);
      }
      thread_ = std::thread([this] { Receive(); });
      WaitUntil([&] { return started_ == streams_.size(); });
    }

    // Waits until every stream has all entries before `end`.
    void WaitFor(int64_t end) {
      std::unique_lock lock(mutex_);
      end_ = end;
      reached_ = 0;
      for (const auto& stream : streams_) reached_ += stream->next >= end;
      changed_.wait(lock, [&] { return reached_ == streams_.size(); });
    }

    void Stop() {
      for (auto& stream : streams_) stream->context.TryCancel();
      WaitUntil([&] { return ended_ == streams_.size(); });
      queue_.Shutdown();
      thread_.join();
    }

   private:
    struct Stream {
      grpc::ClientContext context;
      std::unique_ptr<grpc::ClientAsyncReader<v1::WatchResponse>> reader;
      v1::WatchResponse response;
      int64_t next = 0;
      bool started = false;
    };

    template <typename Condition>
    void WaitUntil(Condition condition) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, condition);
    }

    void Receive() {
      void* tag = nullptr;
      bool ok = false;
      while (queue_.Next(&tag, &ok)) {
        Stream& stream = *static_cast<Stream*>(tag);
        std::lock_guard lock(mutex_);
        if (!ok) {
          ++ended_;
        } else if (!stream.started) {
          stream.started = true;
          ++started_;
        } else {
          bool before = stream.next >= end_;
          stream.next = stream.response.next_index();
          reached_ += !before && stream.next >= end_;
        }
        changed_.notify_all();
        if (ok) stream.reader->Read(&stream.response, &stream);
      }
    }

    grpc::CompletionQueue queue_;
    std::vector<std::unique_ptr<v1::LogService::Stub>> stubs_;
    std::vector<std::unique_ptr<Stream>> streams_;
    std::mutex mutex_;
    std::condition_variable changed_;
    size_t started_ = 0, ended_ = 0, reached_ = 0;
    int64_t end_ = 0;
    std::thread thread_;
  };

  void Print(int64_t small, int64_t large) {
    std::printf("| figure | %lld entries | %lld entries | large / small |\n| --- | ---: | ---: | ---: |\n",
                static_cast<long long>(small), static_cast<long long>(large));
    for (const std::string& name : order_) {
      const Row& row = rows_[name];
      std::printf("| %s | ", name.c_str());
      std::printf(row.format, row.values[0]);
      std::printf(" | ");
      std::printf(row.format, row.values[1]);
      std::printf(" | %.2f |\n", row.values[1] / row.values[0]);
    }
  }

  struct Row {
    double values[2] = {};
    const char* format = "%f";
  };

  const bool quick_;
  verbatim::test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  sqlite3* bare_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  int64_t filled_ = 0;  // the number of claims named fill-N
  int64_t entries_ = 0;
  int column_ = 0;
  std::map<std::string, Row> rows_;
  std::vector<std::string> order_;
};

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  Bench().Run();
}
