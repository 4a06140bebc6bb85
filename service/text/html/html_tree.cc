#include "text/html/html_tree.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <future>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace verbatim::text {
namespace {

static_assert(sizeof(void*) == sizeof(uint64_t));

// Pages up to this size are parsed on the caller's thread: Gumbo needs some milliseconds for such a page,
// even without a callback.
constexpr size_t kParsedAtOnce = size_t{256} << 10;

// How often the caller's thread polls while another one parses.
constexpr std::chrono::milliseconds kPollInterval{2};

// Allocates memory in order and frees it as a whole. Each block records its size.
class Arena {
 public:
  static constexpr size_t kUnit = sizeof(uint64_t);  // the alignment of everything that Gumbo stores
  static constexpr size_t kChunk = size_t{256} << 10;
  static constexpr size_t kLargestKept = 512;  // size of the largest blocks that are reused

  // Returns a block, zeroed if it was never used before. Returns null if the total would exceed
  // kMaxHtmlMemory.
  void* Allocate(size_t size) {
    if (size <= kLargestKept && free_[UnitsOf(size)] != nullptr) {
      std::byte*& head = free_[UnitsOf(size)];
      std::byte* block = head;
      std::memcpy(&head, block, sizeof(head));
      return Claim(block - kUnit, size);
    }
    const size_t whole = kUnit * (1 + UnitsOf(size));
    if (whole > left_) {
      const size_t chunk = whole > kChunk / 4 ? whole : kChunk;
      if (chunk > kMaxHtmlMemory - taken_) return nullptr;
      chunks_.push_back(
          {std::unique_ptr<std::byte, Free>(static_cast<std::byte*>(std::calloc(chunk, 1))), chunk});
      std::byte* start = chunks_.back().bytes.get();
      if (start == nullptr) return nullptr;
      taken_ += chunk;
      if (chunk != kChunk) return Claim(start, size);  // alone in its chunk; the last chunk stays in use
      next_ = start;
      left_ = chunk;
    }
    void* block = Claim(next_, size);
    next_ += whole;
    left_ -= whole;
    return block;
  }

  // Keeps small blocks for reuse: two or three blocks of each tag are freed as soon as the tag is parsed.
  void Deallocate(void* block) {
    if (block == nullptr || SizeOf(block) > kLargestKept) return;
    std::byte*& head = free_[UnitsOf(SizeOf(block))];
    std::memcpy(block, &head, sizeof(head));
    head = static_cast<std::byte*>(block);
  }

  bool Holds(const void* block) const {
    const std::less<> before;
    return std::any_of(chunks_.begin(), chunks_.end(), [&](const Chunk& chunk) {
      const std::byte* start = chunk.bytes.get();
      return !before(block, start + kUnit) && before(block, start + chunk.size);
    });
  }

  // `block` must come from Allocate.
  static uint64_t SizeOf(const void* block) {
    uint64_t size;
    std::memcpy(&size, static_cast<const std::byte*>(block) - kUnit, sizeof(size));
    return size;
  }

 private:
  struct Free {
    void operator()(std::byte* chunk) const { std::free(chunk); }
  };

  static size_t UnitsOf(size_t size) { return std::max((size + kUnit - 1) / kUnit, size_t{1}); }

  static void* Claim(std::byte* at, uint64_t size) {
    std::memcpy(at, &size, sizeof(size));
    return at + kUnit;
  }

  struct Chunk {
    std::unique_ptr<std::byte, Free> bytes;
    size_t size;
  };

  std::vector<Chunk> chunks_;
  // By size in units. Each free block holds the address of the next.
  std::array<std::byte*, kLargestKept / kUnit + 1> free_{};
  std::byte* next_ = nullptr;
  size_t left_ = 0;
  size_t taken_ = 0;
};

// Returns the number of pointers in a block of `size` bytes, if it is a list that Gumbo has grown by doubling
// its initial length `first`, otherwise 0.
size_t LengthOfGrown(size_t size, size_t first) {
  size_t length = size / sizeof(void*);
  if (size % sizeof(void*) != 0 || length % first != 0) return 0;
  const size_t doubled = length / first;
  return (doubled & (doubled - 1)) == 0 ? length : 0;
}

}  // namespace

struct HtmlTree::Parser {
  explicit Parser(std::string page) : html(std::move(page)) {}

  // Parses the page. When the poll says stop, there is neither an output nor a fault.
  void Parse(StopPoll& with) {
    poll = &with;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = Allocate;
    options.deallocator = Deallocate;
    options.userdata = this;
    options.max_errors = 0;
    if (setjmp(escape) == 0) output = gumbo_parse_with_options(&options, html.data(), html.size());
  }

  static void* Allocate(void* self, size_t size) noexcept {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.poll->Step(kAllocationSteps + parser.longest)) parser.Leave(HtmlFault::kNone);
    parser.LookAtLast();
    // Each tag allocates at least once, and may then search the lists.
    if ((parser.work += parser.longest) > kMaxWork) parser.Leave(HtmlFault::kTooComplex);
    void* block = parser.arena.Allocate(size);
    if (block == nullptr) parser.Leave(HtmlFault::kTooComplex);
    parser.last = block;
    parser.last_size = size;
    return block;
  }

  // Gumbo frees the old block of a list as soon as it has filled the new one.
  static void Deallocate(void* self, void* block) noexcept {
    auto& parser = *static_cast<Parser*>(self);
    parser.LookAtLast();
    parser.arena.Deallocate(block);
  }

  // Aborts parsing. This skips the frames of Gumbo, which is C, and of our callbacks. Our callbacks hold no
  // objects with destructors, because `poll` has already returned. The memory of Gumbo stays in the arena.
  [[noreturn]] void Leave(HtmlFault why) {
    fault = why;
    std::longjmp(escape, 1);
  }

  // Aborts parsing if the last allocated block is a list that Gumbo searches and that has grown past its
  // bound.
  //
  // Gumbo's vectors double when they are full. The vectors of open elements and of formatting elements to
  // reopen start with 10 and 5 entries, those of attributes and children with 1. The new block is half full
  // of pointers, whose highest byte is 0 in every process. A string has no such zero byte, because the page
  // contains no NUL. Attributes are told from children by the size of what the first pointer points to. If
  // another version of Gumbo started with other lengths, the tests of depth and attributes would fail.
  void LookAtLast() {
    if (last_size < kSmallest) return;
    const size_t filled = last_size / sizeof(void*) / 2;
    if (!IsPointer(0) || !IsPointer(filled - 1)) return;
    longest = std::max(longest, LengthOfGrown(last_size, 5));
    if (longest > kMaxHtmlDepth) Leave(HtmlFault::kTooDeep);
    if (LengthOfGrown(last_size, 1) > kMaxHtmlAttributes) {
      const void* entry;
      std::memcpy(&entry, last, sizeof(entry));
      if (arena.Holds(entry) && Arena::SizeOf(entry) == sizeof(GumboAttribute)) Leave(HtmlFault::kTooComplex);
    }
    last_size = 0;
  }

  bool IsPointer(size_t index) const {
    uint64_t word;
    std::memcpy(&word, static_cast<const std::byte*>(last) + index * sizeof(word), sizeof(word));
    return word != 0 && word >> 56 == 0;
  }

  // Lists are checked from this length on, which real pages rarely reach.
  static constexpr size_t kOrdinaryLength = 160;
  static constexpr size_t kSmallest = sizeof(void*) * kOrdinaryLength;

  // Bounds the searches. With 320 open elements it allows three million allocations by Gumbo, which take
  // three seconds.
  static constexpr size_t kMaxWork = size_t{1} << 30;

  // Steps of an allocation and the parsing before it.
  static constexpr size_t kAllocationSteps = 64;

  const std::string html;
  StopPoll* poll = nullptr;
  Arena arena;
  HtmlFault fault = HtmlFault::kNone;
  const GumboOutput* output = nullptr;
  const void* last = nullptr;
  size_t last_size = 0;
  size_t longest = 0;  // capacity of the longest list so far, if at least kOrdinaryLength
  size_t work = 0;     // sum of `longest` over all allocations
  std::jmp_buf escape;
};

HtmlTree::HtmlTree(std::string html, StopPoll& poll) : parser_(std::make_shared<Parser>(std::move(html))) {
  if (!poll.can_stop() || parser_->html.size() <= kParsedAtOnce) {
    parser_->Parse(poll);
    return;
  }
  // What the two threads share. The parser belongs to the other thread until it is done.
  struct Parsing {
    std::shared_ptr<Parser> parser;
    std::atomic<bool> abandoned = false;
    std::promise<void> done;
  };
  const auto parsing = std::make_shared<Parsing>();
  parsing->parser = parser_;
  std::future<void> done = parsing->done.get_future();
  try {
    std::thread([parsing] {
      const ShouldStop is_abandoned = [&parsing] { return parsing->abandoned.load(); };
      StopPoll own_poll(is_abandoned);
      parsing->parser->Parse(own_poll);
      parsing->parser.reset();
      parsing->done.set_value();
    }).detach();
  } catch (const std::system_error&) {  // there are too many threads
    parser_->Parse(poll);
    return;
  }
  while (done.wait_for(kPollInterval) != std::future_status::ready) {
    if (!poll.Check()) continue;
    parsing->abandoned = true;
    parser_.reset();
    return;
  }
}

HtmlTree::~HtmlTree() = default;

HtmlFault HtmlTree::fault() const { return parser_->fault; }

const GumboNode* HtmlTree::document() const {
  return parser_->output == nullptr ? nullptr : parser_->output->document;
}

}  // namespace verbatim::text
