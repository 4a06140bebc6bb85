// Measures what finding sentences and values costs on one thread, compared with ICU's plain sentence breaking
// of the same text, in alternating turns. Prints Markdown tables of medians in MB/s for normal text of
// growing size and for hostile text, which may cost at most three times as much. The texts of the last rows
// are as dense with values as possible, and show the cost of a value. With --stop, prints how long functions
// of service/text work between polls instead (stop_gaps.h).

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "stop_gaps.h"
#include "text/sentences/sentences.h"
#include "text/values/values.h"

ABSL_FLAG(bool, quick, false, "Short texts, to check that the program works.");
ABSL_FLAG(bool, stop, false,
          "Print the longest time between polls, on hostile texts of 16 MiB. Goal: under 20 ms.");
ABSL_FLAG(std::string, only, "", "With --stop: only rows whose \"function: text\" contains this.");

namespace {

constexpr char kProse[] =
    "In September 2025, Belarus freed fifty-two prisoners, among them 14 foreigners. \"They are free,\" said "
    "Dr. A. B. Smith "
    "of the U.S. State Department, who had flown to Minsk on Sept. 10 (see p. 4). Would the airline fly "
    "again? Nobody knew.\n";

size_t PlainIcu(const std::string& text) {
  UErrorCode code = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaker(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), code));
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, text.data(), static_cast<int64_t>(text.size()), &code);
  if (U_FAILURE(code)) std::abort();
  breaker->setText(&view, code);
  size_t count = 0;
  while (breaker->next() != icu::BreakIterator::DONE) ++count;
  utext_close(&view);
  return count;
}

std::string Repeat(const std::string& unit, size_t bytes) {
  std::string text;
  while (text.size() + unit.size() <= bytes) text += unit;
  return text;
}

size_t CountSentences(const std::string& text) { return verbatim::text::FindSentences(text, "en").size(); }

size_t CountValues(const std::string& text) {
  verbatim::text::ValueOptions options;
  options.published = std::chrono::sys_days(std::chrono::year(2025) / 11 / 3);
  size_t count = 1;  // hostile text may have none
  verbatim::text::FindValues(text, options, [&count](const verbatim::text::TypedValue&) { ++count; });
  return count;
}

template <typename Find>
double MegabytesPerSecond(const std::string& text, Find find) {
  // Repeats small texts, so that the clock's resolution does not matter.
  const size_t rounds = std::max<size_t>(1, (1 << 20) / text.size());
  auto start = std::chrono::steady_clock::now();
  size_t found = 0;
  for (size_t i = 0; i < rounds; ++i) found += find(text);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (found == 0 && !text.empty()) std::abort();
  return static_cast<double>(rounds * text.size()) / 1e6 / seconds;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

using Count = size_t (*)(const std::string&);

void Measure(const char* name, const std::string& text, Count count, double& usual) {
  std::vector<double> ours;
  std::vector<double> plain;
  for (int turn = 0; turn < (absl::GetFlag(FLAGS_quick) ? 1 : 5); ++turn) {
    ours.push_back(MegabytesPerSecond(text, count));
    plain.push_back(MegabytesPerSecond(text, PlainIcu));
  }
  if (usual == 0) usual = Median(ours);
  std::printf("| %s | %.1f | %.1f | %.2f | %.2f |\n", name, Median(ours), Median(plain),
              Median(ours) / Median(plain), usual / Median(ours));
}

void MeasureAll(const char* title, const char* goal, Count count) {
  const size_t most = absl::GetFlag(FLAGS_quick) ? 100'000 : 16 << 20;
  std::printf(
      "\n| text | %s, MB/s | plain ICU, MB/s | ratio to plain ICU (goal: %s) | cost a byte, ratio to prose "
      "of 10 KB "
      "(goal: at most 3) |\n| --- | ---: | ---: | ---: | ---: |\n",
      title, goal);
  double usual = 0;
  Measure("prose, 10 KB", Repeat(kProse, 10'000), count, usual);
  Measure("prose, 1 MB", Repeat(kProse, std::min<size_t>(most, 1'000'000)), count, usual);
  Measure("prose, 16 MiB", Repeat(kProse, most), count, usual);
  Measure("full stops", Repeat(".", most), count, usual);
  Measure("digits", Repeat("0123456789", most), count, usual);
  Measure("opening brackets", Repeat("(", most), count, usual);
  Measure("one word", Repeat("word", most), count, usual);
  Measure("combining marks", "e" + Repeat("\u0301", most), count, usual);
  Measure("a number word", Repeat("million ", most), count, usual);
  Measure("a number every 2 bytes", Repeat("1 ", most), count, usual);
  Measure("a month every 4 bytes", Repeat("May ", most), count, usual);
  Measure("a range every 2 bytes", Repeat("1-", most), count, usual);
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (absl::GetFlag(FLAGS_stop)) {
    verbatim::bench::PrintStopGaps(absl::GetFlag(FLAGS_quick) ? 100'000 : 16 << 20,
                                   absl::GetFlag(FLAGS_only));
    return 0;
  }
  MeasureAll("sentences", "0.5", CountSentences);
  MeasureAll("values", "0.2", CountValues);
}
