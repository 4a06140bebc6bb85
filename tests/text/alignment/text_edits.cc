#include "text/alignment/text_edits.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace verbatim::test {
namespace {

using Random = std::mt19937_64;

size_t Below(Random& random, size_t bound) { return static_cast<size_t>(random() % bound); }
bool Chance(Random& random, double rate) { return static_cast<double>(random() >> 11) * 0x1.0p-53 < rate; }

bool HasDigit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::string_view kOtherWords[] = {
    "harbour", "yesterday", "blue",  "committee", "quickly",  "seven",   "winter", "nobody",
    "against", "railway",   "lemon", "perhaps",   "governed", "orchard", "silent", "upwards"};

// Another word in the place of this one, with its punctuation and capital.
std::string Reword(std::string_view word, Random& random) {
  size_t start = 0, end = word.size();
  auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; };
  while (start < end && !is_letter(word[start])) ++start;
  while (end > start && !is_letter(word[end - 1])) --end;
  std::string other(kOtherWords[Below(random, std::size(kOtherWords))]);
  if (std::equal(other.begin(), other.end(), word.begin() + static_cast<std::ptrdiff_t>(start),
                 word.begin() + static_cast<std::ptrdiff_t>(end))) {
    other = "otherwise";
  }
  if (start < end && std::isupper(static_cast<unsigned char>(word[start]))) {
    other[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(other[0])));
  }
  return std::string(word.substr(0, start)) + other + std::string(word.substr(end));
}

std::string ChangeFigure(std::string_view word, Random& random) {
  std::string changed(word);
  std::vector<size_t> digits;
  for (size_t i = 0; i < changed.size(); ++i) {
    if (HasDigit(changed.substr(i, 1))) digits.push_back(i);
  }
  char& digit = changed[digits[Below(random, digits.size())]];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(Below(random, 9))) % 10);
  return changed;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string Restyle(std::string_view word) {
  std::string styled(word);
  if (styled.find('"') != std::string::npos) {
    ReplaceAll(styled, "\"", "\u201C");
  } else {
    ReplaceAll(styled, "\u201C", "\"");
    ReplaceAll(styled, "\u201D", "\"");
  }
  if (styled.find('\'') != std::string::npos) {
    ReplaceAll(styled, "'", "\u2019");
  } else {
    ReplaceAll(styled, "\u2019", "'");
  }
  ReplaceAll(styled, "\u2013", "-");
  return styled;
}

// A word to write, and the word before that it is or stands for.
struct NewWord {
  std::string text;
  size_t sentence = SIZE_MAX;
  size_t word = 0;
  bool kept = false;
};

struct NewSentence {
  std::vector<NewWord> words;
  size_t decoy_of = SIZE_MAX;
  std::string_view gap = " ";  // between words
};

}  // namespace

EditedText::EditedText(const text::IndexedText& before, const std::vector<std::string>& foreign,
                       const EditRates& rates, uint64_t seed) {
  Random random(seed);
  const std::string& whole = before.text();
  for (const text::ByteRange& sentence : before.sentences()) {
    std::vector<Word>& words = sentences_.emplace_back();
    for (size_t at = sentence.start; at < sentence.end;) {
      const size_t start = whole.find_first_not_of(" \n\t\r", at);
      if (start >= sentence.end) break;
      at = std::min(sentence.end, whole.find_first_of(" \n\t\r", start));
      words.push_back({{start, at}, false, {}});
    }
  }
  auto text_of = [&](size_t sentence, size_t word) { return before.Slice(sentences_[sentence][word].range); };

  std::vector<NewSentence> written;
  std::vector<NewSentence> to_place;  // moved sentences and decoys, with where they came from
  std::vector<size_t> came_from;
  for (size_t s = 0; s < sentences_.size(); ++s) {
    const size_t count = sentences_[s].size();
    Edit edit = Edit::kNone;
    std::vector<size_t> figures;
    for (size_t w = 0; w < count; ++w) {
      if (HasDigit(text_of(s, w))) figures.push_back(w);
    }
    if (Chance(random, rates.moved) && count >= 5)
      edit = Edit::kMoved;
    else if (Chance(random, rates.deleted))
      edit = Edit::kDeleted;
    else if (Chance(random, rates.reworded) && count >= 4)
      edit = Edit::kReworded;
    else if (Chance(random, rates.figure * 4) && count >= 5 && !figures.empty())
      edit = Edit::kFigure;
    else if (Chance(random, rates.typography))
      edit = Edit::kTypography;
    edits_.push_back(edit);

    NewSentence sentence;
    for (size_t w = 0; w < count; ++w) sentence.words.push_back({std::string(text_of(s, w)), s, w, true});
    if (count >= 8 && Chance(random, rates.decoy)) {
      NewSentence decoy = sentence;
      decoy.decoy_of = s;
      for (NewWord& word : decoy.words) word.sentence = SIZE_MAX;
      for (size_t k = 1 + Below(random, 3); k > 0; --k) {
        std::string& word = decoy.words[Below(random, count)].text;
        word = Reword(word, random);
      }
      to_place.push_back(std::move(decoy));
      came_from.push_back(s);
    }
    if (edit == Edit::kReworded) {
      for (size_t k = 1 + Below(random, 3); k > 0; --k) {
        NewWord& word = sentence.words[Below(random, count)];
        if (!word.kept) continue;
        word.text = Reword(word.text, random);
        word.kept = false;
      }
    } else if (edit == Edit::kFigure) {
      NewWord& word = sentence.words[figures[Below(random, figures.size())]];
      word.text = ChangeFigure(word.text, random);
      word.kept = false;
    } else if (edit == Edit::kTypography) {
      constexpr std::string_view kGaps[] = {"  ", "\u00A0", "\n", " "};
      sentence.gap = kGaps[Below(random, std::size(kGaps))];
      for (NewWord& word : sentence.words) word.text = Restyle(word.text);
    }
    if (!foreign.empty() && Chance(random, rates.inserted)) {
      NewSentence inserted;
      inserted.words.push_back({foreign[Below(random, foreign.size())], SIZE_MAX, 0, false});
      written.push_back(std::move(inserted));
    }
    if (edit == Edit::kDeleted) continue;
    if (edit == Edit::kMoved) {
      to_place.push_back(std::move(sentence));
      came_from.push_back(s);
    } else {
      written.push_back(std::move(sentence));
    }
  }
  for (size_t i = 0; i < to_place.size(); ++i) {
    // Beside sentences that are far enough from where it stood.
    std::vector<size_t> places;
    for (size_t at = 0; at <= written.size(); ++at) {
      auto far = [&](size_t neighbour) {
        if (neighbour >= written.size() || written[neighbour].words.empty()) return true;
        const size_t s = written[neighbour].words.front().sentence;
        return s == SIZE_MAX || (s > came_from[i] ? s - came_from[i] : came_from[i] - s) > 4;
      };
      if (far(at) && (at == 0 || far(at - 1))) places.push_back(at);
    }
    if (places.empty()) {
      if (to_place[i].decoy_of == SIZE_MAX) edits_[came_from[i]] = Edit::kDeleted;
      continue;
    }
    written.insert(written.begin() + static_cast<std::ptrdiff_t>(places[Below(random, places.size())]),
                   to_place[i]);
  }

  for (const NewSentence& sentence : written) {
    const size_t start = after_.size() + (after_.empty() ? 0 : 1);
    for (size_t w = 0; w < sentence.words.size(); ++w) {
      const NewWord& word = sentence.words[w];
      if (!after_.empty()) after_ += w == 0 ? std::string_view(" ") : sentence.gap;
      const size_t at = after_.size();
      after_ += word.text;
      if (word.sentence == SIZE_MAX) continue;
      sentences_[word.sentence][word.word].kept = word.kept;
      sentences_[word.sentence][word.word].found = {at, after_.size()};
    }
    if (sentence.decoy_of != SIZE_MAX) decoys_[sentence.decoy_of] = {start, after_.size()};
  }
}

std::optional<EditedText::Quote> EditedText::QuoteOf(size_t sentence, size_t first, size_t count) const {
  const std::vector<Word>& words = sentences_[sentence];
  if (count == 0) count = words.size();
  if (count == 0 || first + count > words.size()) return std::nullopt;
  Quote quote;
  quote.range = {words[first].range.start, words[first + count - 1].range.end};
  quote.edit = edits_[sentence];
  quote.lost = quote.edit == Edit::kDeleted;
  quote.words = count;
  for (size_t w = first; w < first + count; ++w) quote.kept += words[w].kept ? 1 : 0;
  if (auto found = decoys_.find(sentence); found != decoys_.end()) quote.decoy = found->second;
  if (quote.lost) return quote;
  quote.changed = quote.kept < count;
  quote.found = {words[first].found.start, words[first + count - 1].found.end};
  return quote;
}

}  // namespace verbatim::test
