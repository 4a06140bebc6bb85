// Writes the table that wordnet.cc reads, from the files of WordNet 3.0 (wndb(5WN)) as Debian's wordnet-base
// installs them. Runs at build time:
//
//   make_wordnet_table /usr/share/wordnet TABLE
//
// The table keeps words without spaces and verbs of two words ("give up"), the synsets of each word, most
// frequent sense first, the hypernyms of each synset, and which words are derived from or opposite to each
// other. It leaves out glosses, examples, and all other pointers.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr std::array<const char*, 4> kPartNames = {"noun", "verb", "adj", "adv"};

// Senses beyond these are rare, and a comparison of words that used them would find synonyms everywhere.
constexpr size_t kMaxSenses = 6;

int PartOf(char letter) {
  switch (letter) {
    case 'n':
      return 0;
    case 'v':
      return 1;
    case 'a':
    case 's':
      return 2;
    default:
      return 3;
  }
}

struct Pointer {
  std::string symbol;
  int part = 0;
  std::string offset;
  size_t source = 0;  // number of the word in this synset, from 1; 0 for the whole synset
  size_t target = 0;
};

struct Synset {
  std::vector<std::string> words;
  std::vector<Pointer> pointers;
};

using Key = std::pair<int, std::string>;  // part of speech, offset in its data file

std::ifstream Open(const std::string& path) {
  std::ifstream file(path);
  if (file) return file;
  std::fprintf(stderr, "make_wordnet_table: cannot read %s; install wordnet-base\n", path.c_str());
  std::exit(1);
}

std::string Lower(std::string word) {
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return word;
}

Synset ParseSynset(std::istringstream& fields) {
  Synset synset;
  std::string skipped, word, count;
  fields >> skipped >> skipped >> count;
  for (size_t i = std::stoul(count, nullptr, 16); i > 0; --i) {
    fields >> word >> skipped;
    synset.words.push_back(Lower(word.substr(0, word.find('('))));  // "(p)" after a predicative adjective
  }
  fields >> count;
  for (size_t i = std::stoul(count); i > 0; --i) {
    Pointer pointer;
    std::string part, places;
    fields >> pointer.symbol >> pointer.offset >> part >> places;
    pointer.part = PartOf(part[0]);
    pointer.source = std::stoul(places.substr(0, 2), nullptr, 16);
    pointer.target = std::stoul(places.substr(2), nullptr, 16);
    synset.pointers.push_back(std::move(pointer));
  }
  return synset;
}

bool IsKept(const std::string& word, int part) {
  const auto spaces = std::count(word.begin(), word.end(), '_');
  if (spaces > (part == 1 ? 1 : 0)) return false;
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '\''; });
}

class Table {
 public:
  explicit Table(const std::string& folder) : folder_(folder) {
    for (int part = 0; part < 4; ++part) ReadData(part);
    for (int part = 0; part < 4; ++part) ReadIndex(part);
    ReadCounts();
    for (int part = 0; part < 4; ++part) ReadExceptions(part);
  }

  void Write(const std::string& path) {
    std::map<std::string, uint32_t> number;
    for (const auto& [word, senses] : words_) number.emplace(word, static_cast<uint32_t>(number.size()));
    std::map<Key, uint32_t> synset_number;
    for (const auto& [key, synset] : synsets_) {
      synset_number.emplace(key, static_cast<uint32_t>(synset_number.size()));
    }
    std::vector<uint32_t> first_synset(5, static_cast<uint32_t>(synsets_.size()));
    for (auto entry = synset_number.rbegin(); entry != synset_number.rend(); ++entry) {
      first_synset[static_cast<size_t>(entry->first.first)] = entry->second;
    }

    std::vector<uint32_t> names, senses_at, senses, derived_at, derived, opposites_at, opposites, counts;
    std::string letters;
    for (const auto& [word, senses_of] : words_) {
      names.push_back(static_cast<uint32_t>(letters.size()));
      letters += word;
      senses_at.push_back(static_cast<uint32_t>(senses.size()));
      for (const Key& key : senses_of) senses.push_back(synset_number.at(key));
      auto add = [&, &word = word](const std::map<std::string, std::set<std::string>>& links,
                                   std::vector<uint32_t>& at, std::vector<uint32_t>& out) {
        at.push_back(static_cast<uint32_t>(out.size()));
        auto found = links.find(word);
        if (found == links.end()) return;
        for (const std::string& other : found->second) {
          if (auto entry = number.find(other); entry != number.end()) out.push_back(entry->second);
        }
      };
      add(derived_, derived_at, derived);
      add(opposites_, opposites_at, opposites);
      for (int part = 0; part < 4; ++part) counts.push_back(counts_[{part, word}]);
    }
    names.push_back(static_cast<uint32_t>(letters.size()));
    senses_at.push_back(static_cast<uint32_t>(senses.size()));
    derived_at.push_back(static_cast<uint32_t>(derived.size()));
    opposites_at.push_back(static_cast<uint32_t>(opposites.size()));

    std::vector<uint32_t> hypernyms_at, hypernyms;
    for (const auto& [key, synset] : synsets_) {
      hypernyms_at.push_back(static_cast<uint32_t>(hypernyms.size()));
      for (const Pointer& pointer : synset.pointers) {
        const bool up = pointer.symbol == "@" || pointer.symbol == "@i" ||
                        (pointer.symbol == "&" && key.first == 2 && satellites_.contains(key));
        auto found = synset_number.find({pointer.part, pointer.offset});
        if (up && found != synset_number.end()) hypernyms.push_back(found->second);
      }
    }
    hypernyms_at.push_back(static_cast<uint32_t>(hypernyms.size()));

    std::vector<uint32_t> forms, lemmas;
    for (const auto& [form, lemma] : exceptions_) {
      auto found = number.find(lemma.second);
      if (found == number.end()) continue;
      forms.push_back(static_cast<uint32_t>(letters.size()));
      letters += form;
      lemmas.push_back(found->second << 2 | static_cast<uint32_t>(lemma.first));
    }
    forms.push_back(static_cast<uint32_t>(letters.size()));

    std::ofstream out(path, std::ios::binary);
    auto write = [&out](const std::vector<uint32_t>& values) {
      const auto size = static_cast<uint32_t>(values.size());
      out.write(reinterpret_cast<const char*>(&size), sizeof size);
      out.write(reinterpret_cast<const char*>(values.data()),
                static_cast<std::streamsize>(values.size() * sizeof(uint32_t)));
    };
    for (const auto* values :
         {&first_synset, &names, &senses_at, &senses, &derived_at, &derived, &opposites_at, &opposites,
          &counts, &hypernyms_at, &hypernyms, &forms, &lemmas}) {
      write(*values);
    }
    out << letters;
    if (out.flush()) return;
    std::fprintf(stderr, "make_wordnet_table: cannot write %s\n", path.c_str());
    std::exit(1);
  }

 private:
  std::string Path(const char* kind, int part) const {
    return folder_ + "/" + kind + "." + kPartNames[static_cast<size_t>(part)];
  }

  void ReadData(int part) {
    std::ifstream file = Open(Path("data", part));
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with(' ')) continue;  // the licence
      std::istringstream fields(line);
      std::string offset;
      fields >> offset;
      if (line.size() > 12 && line.substr(12, 1) == "s") satellites_.insert({part, offset});
      synsets_[{part, offset}] = ParseSynset(fields);
    }
  }

  void ReadIndex(int part) {
    std::ifstream file = Open(Path("index", part));
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with(' ')) continue;
      std::istringstream fields(line);
      std::string word, skipped, count, symbols;
      fields >> word >> skipped >> count >> symbols;
      if (!IsKept(word, part)) continue;
      for (size_t i = std::stoul(symbols); i > 0; --i) fields >> skipped;
      fields >> skipped >> skipped;
      std::vector<Key>& senses = words_[word];
      std::string offset;
      for (size_t i = 0; i < kMaxSenses && fields >> offset; ++i) {
        senses.emplace_back(part, offset);
        AddLinks(word, {part, offset});
      }
    }
  }

  // Adds the words that a sense of a word is derived from, or opposite to.
  void AddLinks(const std::string& word, const Key& key) {
    const Synset& synset = synsets_.at(key);
    for (const Pointer& pointer : synset.pointers) {
      if (pointer.source == 0 || pointer.source > synset.words.size()) continue;
      if (synset.words[pointer.source - 1] != word) continue;
      const bool derived = pointer.symbol == "+" || pointer.symbol == "\\" || pointer.symbol == "<";
      if (!derived && pointer.symbol != "!") continue;
      auto other = synsets_.find({pointer.part, pointer.offset});
      if (other == synsets_.end() || pointer.target == 0 || pointer.target > other->second.words.size())
        continue;
      const std::string& target = other->second.words[pointer.target - 1];
      if (target != word) (derived ? derived_ : opposites_)[word].insert(target);
    }
  }

  // Reads how often each word occurs as each part of speech in the texts that were tagged for WordNet.
  void ReadCounts() {
    std::ifstream file = Open(folder_ + "/cntlist.rev");
    std::string key, sense;
    uint32_t count = 0;
    while (file >> key >> sense >> count) {
      const size_t percent = key.find('%');
      if (percent == std::string::npos || percent + 1 >= key.size()) continue;
      const int type = key[percent + 1] - '0';  // 5 is a satellite adjective
      counts_[{type == 5 ? 2 : type - 1, key.substr(0, percent)}] += count;
    }
  }

  void ReadExceptions(int part) {
    std::ifstream file = Open(folder_ + "/" + kPartNames[static_cast<size_t>(part)] + ".exc");
    for (std::string line; std::getline(file, line);) {
      std::istringstream fields(line);
      std::string form, lemma;
      fields >> form;
      while (fields >> lemma) {
        if (IsKept(form, 0) && words_.contains(lemma)) exceptions_.emplace(form, std::pair(part, lemma));
      }
    }
  }

  std::string folder_;
  std::map<Key, Synset> synsets_;
  std::set<Key> satellites_;  // adjectives that are similar to another one, their head
  std::map<std::string, std::vector<Key>> words_;
  std::map<std::string, std::set<std::string>> derived_;
  std::map<std::string, std::set<std::string>> opposites_;
  std::map<Key, uint32_t> counts_;
  std::multimap<std::string, std::pair<int, std::string>> exceptions_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_wordnet_table FOLDER TABLE\n");
    return 2;
  }
  Table(argv[1]).Write(argv[2]);
  return 0;
}
