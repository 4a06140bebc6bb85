#pragma once

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "support/shared_data.h"

namespace verbatim::test {

// A text with its annotated sentences, in order and without the white space around them.
struct SentenceSample {
  std::string text;
  std::vector<std::string> sentences;
};

// Reads a file of ../shared/data with one JSON object a line.
inline std::vector<SentenceSample> ReadSentenceSamples(const std::string& name) {
  std::vector<SentenceSample> samples;
  std::istringstream lines(ReadFile(SharedData(name)));
  for (std::string line; std::getline(lines, line);) {
    google::protobuf::Struct object;
    if (!google::protobuf::util::JsonStringToMessage(line, &object).ok()) {
      std::fprintf(stderr, "%s: not JSON: %s\n", name.c_str(), line.c_str());
      std::abort();
    }
    SentenceSample& sample = samples.emplace_back();
    sample.text = object.fields().at("text").string_value();
    for (const auto& sentence : object.fields().at("sentences").list_value().values()) {
      const std::string& words = sentence.string_value();
      size_t start = words.find_first_not_of(" \n");
      sample.sentences.push_back(words.substr(start, words.find_last_not_of(" \n") + 1 - start));
    }
  }
  return samples;
}

}  // namespace verbatim::test
