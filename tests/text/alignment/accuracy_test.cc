// How often quotes are found again in revisions of real texts (GUM dev, see ../shared/data) by random edits
// whose truth is known. Prints what became of each kind of edit.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "support/shared_data.h"
#include "text/alignment/alignment.h"
#include "text/alignment/text_edits.h"
#include "text/fold.h"
#include "text/sentences.h"

namespace verbatim::text {
namespace {

using test::Edit;
using test::EditedText;

IndexedText Index(std::string text) {
  std::vector<ByteRange> sentences = FindSentences(text, "en");
  return IndexedText(std::move(text), std::move(sentences));
}

std::vector<std::string> ReadTexts() {
  std::istringstream lines(test::ReadFile(test::SharedData("sentences/gum-dev.jsonl")));
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);) {
    google::protobuf::Struct sample;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &sample).ok());
    texts.push_back(sample.fields().at("text").string_value());
  }
  return texts;
}

std::u32string Fold(std::string_view text) { return std::u32string(FoldedText(text).code_points()); }

size_t Count(std::u32string_view text, std::u32string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

bool Overlap(ByteRange a, ByteRange b) { return a.start < b.end && b.start < a.end; }

// Without the signs at its ends: whether a full stop belongs to a quote is no matter.
ByteRange Trim(const std::string& text, ByteRange range) {
  auto is_sign = [&](size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    return c < 0x80 && std::isalnum(c) == 0;
  };
  while (range.start < range.end && is_sign(range.start)) ++range.start;
  while (range.end > range.start && is_sign(range.end - 1)) --range.end;
  return range;
}

// The same place: that of an edited quote whose first or last word is another one may reach a little further.
bool SamePlace(const std::string& text, ByteRange a, ByteRange b, bool edited) {
  a = Trim(text, a);
  b = Trim(text, b);
  auto near = [](size_t x, size_t y) { return (x > y ? x - y : y - x) <= 3; };  // quotes of several bytes
  if (near(a.start, b.start) && near(a.end, b.end)) return true;
  if (!edited || !Overlap(a, b)) return false;
  const auto shared = static_cast<double>(std::min(a.end, b.end) - std::max(a.start, b.start));
  return shared >= 0.8 * static_cast<double>(a.size()) && shared >= 0.8 * static_cast<double>(b.size());
}

class Score {
 public:
  void Take(const EditedText& edited, const EditedText::Quote& quote, const Anchor& anchor,
            std::string_view words) {
    const AnchorState truth = quote.lost                   ? AnchorState::kLost
                              : quote.changed              ? AnchorState::kEdited
                              : quote.edit == Edit::kMoved ? AnchorState::kMoved
                                                           : AnchorState::kCurrent;
    const bool right = anchor.state == truth;
    ++quotes_;
    right_ += right;
    ++by_edit_[static_cast<size_t>(quote.edit)][static_cast<size_t>(anchor.state)];
    bool place = true;
    if (!quote.lost) {
      ++places_;
      place = anchor.state != AnchorState::kLost &&
              SamePlace(edited.after(), anchor.range, quote.found, quote.changed);
      right_places_ += place;
    }
    if (quote.decoy) {
      ++decoys_;
      const bool taken = anchor.state != AnchorState::kLost && Overlap(anchor.range, *quote.decoy) &&
                         (quote.lost || !Overlap(anchor.range, quote.found));
      decoys_taken_ += taken;
      place = place && !taken;
    }
    if ((!right || !place) && wrong_.size() < kMostWrong) {
      const char* names[] = {"CURRENT", "MOVED", "EDITED", "LOST"};
      wrong_.push_back(std::string(names[static_cast<size_t>(anchor.state)]) + ", not " +
                       names[static_cast<size_t>(truth)] + "\n  " + std::string(words) + "\n  " +
                       edited.after().substr(anchor.range.start, anchor.range.size()));
    }
  }

  // What was wrong, for a look at why.
  void PrintWrong() const {
    for (const std::string& wrong : wrong_) std::printf("%s\n", wrong.c_str());
  }

  void Print() const {
    const char* edits[] = {"nothing", "moved", "deleted", "reworded", "figure", "typography"};
    std::printf(
        "\n| done to the sentence | current | moved | edited | lost |\n| --- | ---: | ---: | ---: | ---: "
        "|\n");
    for (size_t edit = 0; edit < by_edit_.size(); ++edit) {
      std::printf("| %s | %d | %d | %d | %d |\n", edits[edit], by_edit_[edit][0], by_edit_[edit][1],
                  by_edit_[edit][2], by_edit_[edit][3]);
    }
    std::printf("%d quotes: state right %.4f, place right %.4f, decoys taken %.4f of %d\n", quotes_,
                state_right(), place_right(), decoy_taken(), decoys_);
  }

  int quotes() const { return quotes_; }
  double state_right() const { return static_cast<double>(right_) / quotes_; }
  double place_right() const { return static_cast<double>(right_places_) / places_; }
  double decoy_taken() const { return static_cast<double>(decoys_taken_) / decoys_; }

 private:
  static constexpr size_t kMostWrong = 25;

  int quotes_ = 0, right_ = 0, places_ = 0, right_places_ = 0, decoys_ = 0, decoys_taken_ = 0;
  std::vector<std::string> wrong_;
  std::array<std::array<int, 4>, 6> by_edit_{};
};

TEST(AlignmentAccuracy, OfEditedGumTexts) {
  if (!std::filesystem::exists(test::SharedData("sentences/gum-dev.jsonl"))) GTEST_SKIP() << "no shared data";
  const std::vector<std::string> texts = ReadTexts();
  std::vector<std::string> foreign;  // of the last text, which is not edited
  const IndexedText last = Index(texts.back());
  for (ByteRange range : last.sentences()) foreign.emplace_back(last.Slice(range));

  Score score;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    for (size_t t = 0; t + 1 < texts.size(); ++t) {
      const IndexedText before = Index(texts[t]);
      test::EditRates rates;
      if (seed % 4 == 3) {  // a rewritten article
        for (double* rate : {&rates.moved, &rates.deleted, &rates.reworded, &rates.figure, &rates.typography,
                             &rates.inserted, &rates.decoy}) {
          *rate *= 2;
        }
      }
      const EditedText edited(before, foreign, rates, seed * 1000 + t);
      const IndexedText after = Index(edited.after());
      const TextAlignment alignment(before, after);
      const std::u32string folded_before = Fold(before.text());
      const std::u32string folded_after = Fold(after.text());
      std::mt19937_64 random(seed);
      for (size_t s = 0; s < before.sentences().size(); ++s) {
        const size_t words = edited.words_in(s);
        if (words < 4) continue;
        const size_t count = std::min(words, 4 + random() % 12);
        for (const auto& quote :
             {edited.QuoteOf(s, 0, 0), edited.QuoteOf(s, random() % (words - count + 1), count)}) {
          if (!quote || (!quote->lost && quote->kept * 2 < quote->words)) continue;
          const std::string_view bytes = before.Slice(quote->range);
          const std::u32string folded = Fold(bytes);
          // What stands there twice has no one truth, nor has what was taken out and stands there yet.
          if (Count(folded_before, folded) != 1) continue;
          if (Count(folded_after, folded) > (quote->lost || quote->changed ? 0u : 1u)) continue;
          score.Take(edited, *quote, alignment.Find(quote->range), bytes);
        }
      }
    }
  }
  score.Print();
  EXPECT_GE(score.quotes(), 5000);
  EXPECT_GE(score.state_right(), 0.98);
  EXPECT_GE(score.place_right(), 0.99);
  EXPECT_LE(score.decoy_taken(), 0.002);
  score.PrintWrong();
}

}  // namespace
}  // namespace verbatim::text
