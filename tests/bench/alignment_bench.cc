// Measures what a new revision costs, from the call to the durable response. Edits 5% of the sentences of a
// document of two sizes and anchors up to 10,000 claims again. Compares this cost with the cost of finding
// the sentences of the same text in the same run. Then aligns texts that are made to be slow. Prints Markdown
// tables; seconds are CPU seconds.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "registry/registry.h"
#include "support/await.h"
#include "support/fail.h"
#include "support/temp_folder.h"
#include "text/alignment/alignment.h"
#include "text/sentences/sentences.h"

ABSL_FLAG(bool, quick, false, "Few claims and short texts, to check that the program works.");

namespace registry = verbatim::registry;
namespace store = verbatim::store;
namespace text = verbatim::text;
namespace v1 = verbatim::v1;
using verbatim::test::Fail;

namespace {

// CPU time of all threads of this process.
double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Different sentences from a small vocabulary, every third with a figure.
std::vector<std::string> MakeSentences(size_t bytes) {
  constexpr const char* kWords[] = {
      "minister", "of",   "the",  "harbour", "opened",  "railway", "prisoners", "and",  "winter", "a", "city",
      "council",  "said", "that", "envoy",   "release", "quiet",   "border",    "from", "talks"};
  std::mt19937_64 random(1);
  std::vector<std::string> sentences;
  for (size_t written = 0; written < bytes;) {
    std::string sentence = "The";
    for (size_t k = 8 + random() % 12; k > 0; --k)
      absl::StrAppend(&sentence, " ", kWords[random() % std::size(kWords)]);
    if (sentences.size() % 3 == 0) absl::StrAppend(&sentence, " of ", 10 + random() % 9000);
    sentence += ".";
    written += sentence.size() + 1;
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

std::string Join(const std::vector<std::string>& sentences) {
  std::string whole;
  for (const std::string& sentence : sentences) absl::StrAppend(&whole, sentence, " ");
  return whole;
}

// Inserts a word into the middle of every twentieth sentence.
std::vector<std::string> EditSome(std::vector<std::string> sentences) {
  for (size_t i = 0; i < sentences.size(); i += 20) {
    const size_t at = sentences[i].find(' ', sentences[i].size() / 2);
    if (at != std::string::npos) sentences[i].insert(at, " never");
  }
  return sentences;
}

template <typename Response, typename Call>
Response Succeed(const Call& call) {
  absl::StatusOr<Response> response = verbatim::test::Await<Response>(call);
  if (!response.ok()) Fail(response.status().ToString());
  return *std::move(response);
}

void MeasureRevision(size_t bytes, size_t claims) {
  verbatim::test::TempFolder folder;
  auto opened = store::OpenStore("sqlite:" + folder.Path("bench.db"), 4);
  if (!opened.ok()) Fail(opened.status().ToString());
  registry::Registry service(**opened, {}, registry::Environment::System(),
                             {verbatim::log::SigningKey::Generate(), "bench", {}}, {});
  const std::vector<std::string> sentences = MakeSentences(bytes);
  v1::CreateDocumentRequest document;
  document.set_document_id("d");
  document.mutable_document()->set_language_code("en");
  document.mutable_content()->set_data(Join(sentences));
  Succeed<v1::CreateDocumentResponse>(
      [&](auto done) { service.documents().Create({}, document, std::move(done)); });
  for (size_t made = 0; made < claims;) {
    v1::BatchCreateClaimsRequest batch;
    for (; made < claims && batch.requests_size() < 1000; ++made) {
      v1::Claim& claim = *batch.add_requests()->mutable_claim();
      claim.set_text("A claim.");
      v1::Citation& citation = *claim.add_citations();
      citation.set_revision("documents/d");
      citation.set_quote(sentences[made * 7919 % sentences.size()]);
    }
    Succeed<registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
        [&](auto done) { service.claims().BatchCreate({}, batch, std::move(done)); });
  }
  v1::CreateRevisionRequest revision;
  revision.set_parent("documents/d");
  revision.mutable_content()->set_data(Join(EditSome(sentences)));
  double start = CpuSeconds();
  text::FindSentences(revision.content().data(), "en");
  const double plain = CpuSeconds() - start;
  start = CpuSeconds();
  auto response = service.documents().CreateRevision({}, revision);
  const double seconds = CpuSeconds() - start;
  if (!response.ok()) Fail(response.status().ToString());
  if (static_cast<size_t>(response->anchorings_size()) != claims) Fail("claims are missing");
  std::printf("| %zu | %zu | %.4f | %.1f | %.1f |\n", bytes, claims, seconds,
              1e6 * seconds / static_cast<double>(claims), seconds / plain);
}

void MeasureAlignment(const char* name, const std::string& before, const std::string& after) {
  auto index = [](const std::string& whole) {
    return text::IndexedText(whole, text::FindSentences(whole, "en"));
  };
  double start = CpuSeconds();
  const text::IndexedText first = index(before);
  const text::IndexedText second = index(after);
  const double plain = CpuSeconds() - start;
  start = CpuSeconds();
  const text::TextAlignment alignment(first, second);
  const double seconds = CpuSeconds() - start;
  start = CpuSeconds();
  for (const text::ByteRange& sentence : first.sentences()) alignment.Find(sentence);
  const double finds = CpuSeconds() - start;
  std::printf("| %s | %.2f | %.1f | %.2f |\n", name, seconds, seconds / std::max(plain, 1e-6), finds);
}

std::string Repeat(const std::string& unit, size_t bytes) {
  std::string whole;
  while (whole.size() < bytes) whole += unit;
  return whole;
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const bool quick = absl::GetFlag(FLAGS_quick);
  std::printf(
      "| bytes | claims | CPU s (goal: 1,000 on 1 MB under 2) | µs a claim | ratio to finding the sentences "
      "|\n"
      "| ---: | ---: | ---: | ---: | ---: |\n");
  for (size_t bytes : {size_t{10'000}, size_t{1'000'000}}) {
    if (quick && bytes > 100'000) continue;
    for (size_t claims : {10, 100, 1'000, 10'000}) {
      if (!quick || claims <= 100) MeasureRevision(bytes, claims);
    }
  }

  const size_t most = quick ? 20'000 : 1'000'000;
  std::vector<std::string> sentences = MakeSentences(most);
  const std::string prose = Join(sentences);
  const std::string edited = Join(EditSome(sentences));
  std::printf(
      "\n| texts of %zu bytes | alignment, CPU s | ratio to finding the sentences of both | finding "
      "every sentence, CPU s |\n"
      "| --- | ---: | ---: | ---: |\n",
      most);
  MeasureAlignment("5% edited", prose, edited);
  std::vector<std::string> others = sentences;
  for (std::string& sentence : others) std::reverse(sentence.begin(), sentence.end());
  MeasureAlignment("no sentence in common", prose, Join(others));
  std::reverse(others.begin(), others.end());
  std::reverse(sentences.begin(), sentences.end());
  MeasureAlignment("in reverse order", prose, Join(sentences));
  std::mt19937_64 random(2);
  std::shuffle(sentences.begin(), sentences.end(), random);
  MeasureAlignment("in random order", prose, Join(sentences));
  std::string one = prose;
  std::replace(one.begin(), one.end(), '.', ';');
  std::string one_edited = edited;
  std::replace(one_edited.begin(), one_edited.end(), '.', ';');
  MeasureAlignment("one sentence, edited", one, one_edited);
  MeasureAlignment("one sentence, replaced", one, Repeat("another word ", most));
  const std::string same = Repeat("It was quiet. ", most);
  MeasureAlignment("one sentence repeated", same, "Not yet. " + same);
  MeasureAlignment("two different words", Repeat("a b a a b ", most), Repeat("b a b b a ", most));
  MeasureAlignment("full stops", Repeat(". ", most), Repeat(". . ", most) + ".");
}
