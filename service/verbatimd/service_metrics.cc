#include "verbatimd/service_metrics.h"

#include <algorithm>
#include <string_view>

#include "metrics/exposition.h"
#include "metrics/process_metrics.h"

namespace verbatim::verbatimd {
namespace {

using metrics::kSecondsPerNanosecond;
using store::StoreMetrics;

void CollectLog(const MeteredServer& server, int64_t log_size, metrics::Families& families) {
  families.AddGauge("verbatim_log_size", "Entries of the log.", {}, static_cast<double>(log_size));
  const int64_t lag = std::max<int64_t>(0, log_size - server.index.indexed_entries());
  families.AddGauge("verbatim_index_lag_entries", "Entries of the log that searches do not find yet.", {},
                    static_cast<double>(lag));
}

void CollectCommits(registry::CommitQueue& queue, metrics::Families& families) {
  const registry::CommitQueue::Load load = queue.load();
  const registry::CommitMetrics& metrics = queue.metrics();
  families.AddGauge("verbatim_queued_writes", "Writes that wait for a commit.", {},
                    static_cast<double>(load.writes));
  families.AddGauge("verbatim_queued_writes_bytes", "Bytes of the writes that wait for a commit.", {},
                    static_cast<double>(load.bytes));
  families.AddHistogram("verbatim_write_wait_seconds",
                        "Time that writes waited for the start of their commit.", {}, metrics.wait_seconds,
                        kSecondsPerNanosecond);
  families.AddHistogram("verbatim_commit_group_writes", "Writes that were committed together.", {},
                        metrics.group_writes);
  families.AddHistogram("verbatim_commit_seconds", "Time of a commit, from its start until it is durable.",
                        {}, metrics.commit_seconds, kSecondsPerNanosecond);
}

void CollectStore(store::Store& store, metrics::Families& families) {
  StoreMetrics& metrics = store.metrics();
  for (const auto& [kind, name] : {std::pair(StoreMetrics::Error::kUnavailable, "unavailable"),
                                   std::pair(StoreMetrics::Error::kDataLoss, "data_loss"),
                                   std::pair(StoreMetrics::Error::kInternal, "internal")}) {
    families.AddCounter("verbatim_store_errors_total",
                        "Operations of the store that failed, by kind of error.", {{"kind", name}},
                        static_cast<double>(metrics.errors(kind).value()));
  }
  families.AddHistogram(
      "verbatim_store_sync_seconds",
      "Time that the storage took to make a transaction durable (write of its log and fsync).", {},
      metrics.sync_seconds(), kSecondsPerNanosecond);
  const store::DamageLog::Counts damage = store.damage().counts();
  families.AddGauge("verbatim_damaged_resources",
                    "Resources whose stored bytes were found damaged since the start.", {},
                    static_cast<double>(damage.resources));
  families.AddGauge("verbatim_log_damaged", "1 if the log itself was found damaged, else 0.", {},
                    damage.log ? 1 : 0);
}

void CollectCaches(const MeteredServer& server, metrics::Families& families) {
  const auto add = [&](const std::string& cache, uint64_t hits, uint64_t misses) {
    families.AddCounter("verbatim_cache_hits_total", "Lookups that a cache answered.", {{"cache", cache}},
                        static_cast<double>(hits));
    families.AddCounter("verbatim_cache_misses_total", "Lookups that a cache could not answer.",
                        {{"cache", cache}}, static_cast<double>(misses));
  };
  add("records", server.store.metrics().record_hits().value(),
      server.store.metrics().record_misses().value());
  for (const auto& [name, hits, misses] : server.registry.caches().Usages()) add(name, hits, misses);
}

void CollectRefusedQuotes(const registry::RefusedQuotes& refused, metrics::Families& families) {
  for (const auto& [reason, count] :
       {std::pair("QUOTE_NOT_FOUND", &refused.not_found), std::pair("QUOTE_AMBIGUOUS", &refused.ambiguous),
        std::pair("VALUE_CONTRADICTED", &refused.contradicted)}) {
    families.AddCounter(
        "verbatim_quotes_refused_total",
        "Citations and claims that were refused because of their quotes, also in batches and streams.",
        {{"reason", reason}}, static_cast<double>(count->value()));
  }
}

}  // namespace

std::string MetricsText(const MeteredServer& server) {
  metrics::Families families;
  families.AddGauge("verbatim_build_info", "1, with the version of verbatimd.",
                    {{"version", VERBATIM_VERSION}}, 1);
  families.AddGauge("verbatim_serving", "1 while health checks answer SERVING, else 0.", {},
                    server.health.IsServing() ? 1 : 0);
  const absl::StatusOr<int64_t> log_size = server.registry.log().Size();
  if (log_size.ok()) CollectLog(server, *log_size, families);
  server.dispatcher.CollectMetrics(log_size.value_or(0), families);
  CollectCommits(server.registry.commits(), families);
  CollectStore(server.store, families);
  CollectCaches(server, families);
  CollectRefusedQuotes(server.registry.refused_quotes(), families);
  metrics::CollectProcess(families);
  return families.ToText();
}

}  // namespace verbatim::verbatimd
