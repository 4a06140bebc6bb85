#include "interchange/feed_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Each item as its JSON, or `!` if it is broken.
std::vector<std::string> Read(std::string_view file, size_t part = 1 << 20) {
  FeedItems items;
  std::vector<std::string> read;
  int64_t index = 0;
  auto take = [&](const std::vector<FeedItem>& found) {
    for (const FeedItem& item : found) {
      EXPECT_EQ(item.index, index++);
      EXPECT_LE(item.byte_offset, static_cast<int64_t>(file.size()));
      if (item.value.ok()) {
        EXPECT_EQ(file[static_cast<size_t>(item.byte_offset)], '{');
      }
      read.push_back(item.value.ok() ? item.value->dump() : "!");
    }
  };
  for (size_t at = 0; at < file.size(); at += part) take(items.Push(file.substr(at, part)));
  take(items.Finish());
  return read;
}

// Also checks that the size of the parts makes no difference.
std::vector<std::string> ReadInParts(std::string_view file) {
  std::vector<std::string> whole = Read(file);
  for (size_t part = 1; part <= file.size() && part < 40; ++part) EXPECT_EQ(Read(file, part), whole) << part;
  return whole;
}

TEST(FeedItems, AreFoundInEveryFormOfFile) {
  const std::vector<std::string> two = {R"({"a":"[}\""})", R"({"b":[{"c":1}]})"};
  for (
      const char* file : {
          R"([{"a":"[}\""},{"b":[{"c":1}]}])",
          "{\"a\":\"[}\\\"\"}\n{\"b\":[{\"c\":1}]}\n",
          R"({"a":"[}\""} {"b":[{"c":1}]})",
          R"({"@type":"DataFeed","x":[1,{"items":[]}],"dataFeedElement":[{"a":"[}\""},{"b":[{"c":1}]}],"y":"]"})",
          R"({"@graph":[{"a":"[}\""},{"b":[{"c":1}]}]})",
          R"({"total":2,"rows":[{"a":"[}\""},{"b":[{"c":1}]}]})",
          R"({"annotations":[{"a":"[}\""},{"b":[{"c":1}]}],"export_date":"x"})",
          R"({"type":"AnnotationCollection","first":{"x":{"items":[]},"items":[{"a":"[}\""},{"b":[{"c":1}]}],"y":1},"total":2})",
          R"({"dataFeedElement":[{"@type":"DataFeedItem","item":{"a":"[}\""}},{"item":[{"b":[{"c":1}]}]}]})",
          "\xEF\xBB\xBF [ {\"a\":\"[}\\\"\"} ,\r\n {\"b\":[{\"c\":1}]} ] \n",
      }) {
    EXPECT_EQ(ReadInParts(file), two) << file;
  }
}

TEST(FeedItems, AnObjectIsOneItemWhateverItContains) {
  EXPECT_THAT(ReadInParts(R"({"x":{"items":[{"a":1}]},"items":"none"})"),
              ElementsAre(R"({"items":"none","x":{"items":[{"a":1}]}})"));
}

TEST(FeedItems, ABrokenItemDoesNotAffectTheNext) {
  for (const char* broken : {R"({"a":})", R"({"a":tru})", R"({a:1})", "{\"a\":\"\xFF\"}", R"({"a":1,})",
                             R"({"a":]})", R"({"a":1)", R"({"a":"x)", R"({"a":[1)", R"({"a":"x\"})"}) {
    std::string lines = std::string("{\"n\":1}\n") + broken + "\n{\"n\":2}\n{\"n\":3}\n";
    EXPECT_THAT(ReadInParts(lines), ElementsAre("{\"n\":1}", "!", "{\"n\":2}", "{\"n\":3}")) << broken;
    std::string first = std::string(broken) + "\n{\"n\":2}\n{\"n\":3}\n";
    EXPECT_THAT(ReadInParts(first), ElementsAre("!", "{\"n\":2}", "{\"n\":3}")) << broken;
    std::string feed = std::string("{\"dataFeedElement\":[\n  {\"n\":1},\n  ") + broken +
                       ",\n  {\n    \"n\":\n    2\n  },\n  {\"n\":3}\n]}";
    EXPECT_THAT(ReadInParts(feed), ElementsAre("{\"n\":1}", "!", "{\"n\":2}", "{\"n\":3}")) << broken;
  }
}

TEST(FeedItems, ABrokenItemWithBalancedBracketsIsSkippedAlone) {
  EXPECT_THAT(ReadInParts(R"([{"n":1},{"a":tru},{"n":2}])"), ElementsAre("{\"n\":1}", "!", "{\"n\":2}"));
  EXPECT_THAT(ReadInParts(R"([{"n":1},7,"x",{"n":2}])"), ElementsAre("{\"n\":1}", "!", "{\"n\":2}"));
}

TEST(FeedItems, ABrokenItemIsReportedWithItsErrorAndOffset) {
  FeedItems items;
  std::vector<FeedItem> found = items.Push("{\"n\":1}\n{\"a\": tru}\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].byte_offset, 8);
  EXPECT_EQ(found[1].value.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(found[1].value.status().message()),
              AllOf(StartsWith("data: "), HasSubstr("column")));
}

TEST(FeedItems, DeeplyNestedItemsAreRefused) {
  for (const char* bracket : {"[", "{\"a\":"}) {
    std::string deep = "{\"n\":1}\n{\"a\":";
    for (int i = 0; i < 10'000; ++i) deep += bracket;
    deep += "1";
    for (int i = 0; i < 10'000; ++i) deep += *bracket == '[' ? "]" : "}";
    deep += "}\n{\"n\":2}\n";
    EXPECT_THAT(Read(deep), ElementsAre("{\"n\":1}", "!", "{\"n\":2}"));
  }
}

TEST(FeedItems, LargeItemsAreRefusedWithoutBufferingThem) {
  for (const char* form : {"lines", "array"}) {
    const bool array = std::string_view(form) == "array";
    FeedItems items;
    std::vector<std::string> read;
    auto push = [&](std::string_view part) {
      for (const FeedItem& item : items.Push(part))
        read.push_back(item.value.ok() ? item.value->dump() : "!");
    };
    push(array ? "[{\"n\":1}," : "{\"n\":1}\n");
    push("{\"a\":\"");
    const std::string megabyte(1 << 20, 'x');
    for (int i = 0; i < 64; ++i) push(megabyte);
    push(array ? "\"},{\"n\":2}]" : "\"}\n{\"n\":2}\n");
    EXPECT_THAT(read, ElementsAre("{\"n\":1}", "!", "{\"n\":2}")) << form;
    EXPECT_THAT(items.Finish(), ElementsAre());
  }
}

TEST(FeedItems, HostileFilesAreReadInLinearTime) {
  // Each of these files would take hours if a broken item were read again from its start.
  std::string opened, quoted;
  for (int i = 0; i < 600'000; ++i) opened += "{\n";
  for (int i = 0; i < 600'000; ++i) quoted += "{\"\n";
  EXPECT_GT(Read(opened).size(), 500'000u);
  EXPECT_GT(Read(quoted).size(), 500'000u);
}

TEST(FeedItems, ElementsOfAGraphAreMarked) {
  FeedItems items;
  EXPECT_FALSE(items.Push(R"({"items":[{"a":1}]})").at(0).in_graph);
  EXPECT_TRUE(items.Push(R"({"@graph":[{"a":1}]})").at(0).in_graph);
  EXPECT_FALSE(items.Push(R"([{"a":1}])").at(0).in_graph);
}

TEST(FeedItems, HalvesOfSurrogatePairsAreReplaced) {
  EXPECT_THAT(ReadInParts(R"({"prefix":"\ud83d\\ud83d \ud83d\ude00 \ude00"})"),
              ElementsAre("{\"prefix\":\"\uFFFD\\\\ud83d \U0001F600 \uFFFD\"}"));
  EXPECT_THAT(ReadInParts(R"({"prefix":"\ud8"})"), ElementsAre("!"));
  EXPECT_THAT(ReadInParts("{\"prefix\":\"\\"), ElementsAre("!"));
}

TEST(FeedItems, FilesWithoutItemsAreReported) {
  for (const char* file :
       {"", "  \n", "[]x", "nothing", "]", "}", "\0\0", "<html>", "{", "[", "{\"items\":["}) {
    EXPECT_THAT(ReadInParts(file), ::testing::Contains("!")) << file;
  }
}

TEST(FeedItems, AHundredThousandAreReadWithBrokenOnesAmongThem) {
  std::string feed = "{\"@type\":\"DataFeed\",\"dataFeedElement\":[\n";
  for (int i = 0; i < 100'000; ++i) {
    feed += i % 1000 == 500 ? "{\"n\":\"broken\n" : "{\"n\":" + std::to_string(i) + "}";
    feed += i < 99'999 ? ",\n" : "\n]}";
  }
  std::vector<std::string> read = Read(feed, 4096);
  ASSERT_EQ(read.size(), 100'000u);
  for (size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i], i % 1000 == 500 ? "!" : "{\"n\":" + std::to_string(i) + "}");
  }
}

}  // namespace
}  // namespace verbatim::interchange
