#include "methods/request_bounds.h"

#include <algorithm>
#include <string_view>

#include "status/errors.h"
#include "verbatim/v1/attribution.pb.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/proof.pb.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::methods {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// Bytes of a request besides its text: names, metadata, filters. Many times what validation allows.
constexpr size_t kBesides = 256 << 10;

// A list of names or tokens has at most this many bytes an item: resource names are shorter.
constexpr size_t kNameBytes = 256;

// A part of a feed has at most 1 MiB.
constexpr size_t kFeedPartBytes = 1 << 20;

// A client may send back a claim as it was returned, with the fields that the server filled in and with
// anchorings in later revisions, which are several times as long as the quotes.
constexpr size_t kClaimAsReturned = 4;

// Elements of requests (see ShapeLimits). A claim with 8,000 cited sentences and its anchorings has about
// 30,000; an element takes up to 500 bytes of memory.
constexpr size_t kElements = 16 << 10;
constexpr size_t kClaimElements = 64 << 10;
constexpr size_t kBatchElements = 512 << 10;

// Items of one repeated field. The longest list that validation allows is that of a claim's sentences.
constexpr size_t kFieldElements = 16 << 10;

// Returns whether a message of type `in` can have a message of type `wanted` in it.
bool Contains(const Descriptor& in, const Descriptor& wanted) {
  if (&in == &wanted) return true;
  for (int i = 0; i < in.field_count(); ++i) {
    const FieldDescriptor& field = *in.field(i);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && Contains(*field.message_type(), wanted))
      return true;
  }
  return false;
}

}  // namespace

bool MayBeLong(const Descriptor& response) {
  return Contains(response, *v1::Revision::descriptor()) ||
         Contains(response, *v1::ProofBundle::descriptor()) ||
         &response == v1::BatchGetClaimsResponse::descriptor();
}

absl::Status OutOfMemory() {
  return Overloaded("other calls use the memory that is for calls, or that is for this connection");
}

RequestBounds BoundsOf(const Descriptor& request, const registry::Limits& limits) {
  const auto names = static_cast<size_t>(limits.batch_claims);
  RequestBounds bounds{// A quote, or a text to match, or names of as many claims as a batch may have.
                       .bytes = kBesides + 2 * limits.quote_bytes + names * kNameBytes,
                       .shape = {.elements = std::max(kElements, 2 * names),
                                 .field_elements = std::max(kFieldElements, names)},
                       .message = &MessageShape::Of(request)};
  const bool is_batch = Contains(request, *v1::BatchCreateClaimsRequest::descriptor());
  const bool is_text =
      Contains(request, *v1::Content::descriptor()) || Contains(request, *v1::CheckTextRequest::descriptor());
  if (is_batch || is_text) {
    bounds.bytes = limits.document_bytes + kTextSlack;
    if (is_batch) bounds.shape.elements = std::max(kBatchElements, 64 * names);
  } else if (Contains(request, *v1::ImportFeedRequest::descriptor())) {
    bounds.bytes += kFeedPartBytes;
  } else if (Contains(request, *v1::Attribution::descriptor())) {  // a claim, evidence, a review or a link
    bounds.bytes += kClaimAsReturned * (limits.claim_bytes + limits.filled_in_bytes);
    bounds.shape.elements = kClaimElements;
  }
  bounds.json_bytes = bounds.bytes / 3 * 4 + 4;
  return bounds;
}

}  // namespace verbatim::methods
