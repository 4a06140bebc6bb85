#pragma once

#include <optional>
#include <string>
#include <string_view>

// How the bytes of a bundle must look before they are parsed. A parser of protobuf accepts a field that occurs
// twice, and two parsers may take different occurrences. A verifier must not depend on that, so it refuses such
// bytes.
namespace verbatim::verify {

// Why bytes cannot be judged.
struct ShapeFault {
  // Whether the bytes contain a field that this verifier does not know, as those of a newer version may. Otherwise
  // no version makes such bytes.
  bool newer = false;
  std::string detail;
};

// Returns the first fault of a serialized ProofBundle, in the order of its bytes: a field that is not known, a field
// that occurs twice, a wrong wire type, bytes that are cut off, or text that is not UTF-8.
std::optional<ShapeFault> FaultOfBundle(std::string_view bytes);

// Like FaultOfBundle, for a serialized EntryPayload. Fields that are not known are no fault: the payload is what the
// log has recorded, whatever else it contains. Looks only at the messages that verifiers read: the payload, its
// resource, citations, spans and erasures.
std::optional<ShapeFault> FaultOfPayload(std::string_view bytes);

}  // namespace verbatim::verify
