#pragma once

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "google/protobuf/io/zero_copy_stream.h"
#include "google/protobuf/message.h"
#include "methods/request_bounds.h"
#include "sync/memory_budget.h"

namespace verbatim::methods {

// Opens the bytes of a message from the start. May be called more than once. Null if the bytes cannot be
// read.
using OpenBytes = std::function<std::unique_ptr<google::protobuf::io::ZeroCopyInputStream>()>;

// Parses a request in protobuf's binary form, after a walk over its bytes (methods/wire_walk.h) has found it to be
// within the bounds.
//
// Protobuf's generated parser would report a string that is not UTF-8 without its place, and gRPC would turn
// that error into UNIMPLEMENTED. Here, INVALID_ARGUMENT names the field of the first such string and the
// offset of its first bad byte.
//
// Drops unknown fields, because they would be stored without a limit and would outlast an erasure. Requests
// that create claims keep their unknown fields. These count towards the maximum size of a claim, and the
// redaction of a claim removes them.
//
// Before it parses, adds the memory of the parsed message to `held`. RESOURCE_EXHAUSTED if there is none.
absl::Status ParseRequest(const OpenBytes& open, const RequestBounds& bounds,
                          sync::MemoryBudget::Reservation& held, google::protobuf::Message& request);

}  // namespace verbatim::methods
