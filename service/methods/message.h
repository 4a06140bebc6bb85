#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "methods/request_bounds.h"
#include "registry/registry.h"
#include "status/errors.h"
#include "sync/memory_budget.h"

// Messages on their way between a transport and a handler. Each transport has its own form of bytes (gRPC
// slices, JSON). These types keep that form until the message is needed.
namespace verbatim::methods {

using Reservation = sync::MemoryBudget::Reservation;

// A request message that the transport has received and not yet parsed.
struct Incoming {
  // The size of the message in protobuf's binary form, decompressed. An estimate if the message is JSON.
  size_t bytes = 0;
  // When the transport received the message of a stream. Set by the dispatcher.
  std::chrono::steady_clock::time_point arrival = {};
  // Parses the message within the bounds. May be called more than once, on any thread, while the call lasts.
  // INVALID_ARGUMENT names the malformed field.
  // Reserves the memory of the parsed message first. RESOURCE_EXHAUSTED if there is none.
  std::function<absl::Status(google::protobuf::Message&, const RequestBounds&, Reservation&)> read = nullptr;
  // The bounds of the method, and the memory that the call holds. The dispatcher sets both before it passes the
  // message on.
  const RequestBounds* bounds = nullptr;
  std::shared_ptr<Reservation> held = nullptr;

  absl::Status Parse(google::protobuf::Message& message) const {
    if (bytes > bounds->bytes) return TooManyBytes("", bounds->bytes);
    return read(message, *bounds, *held);
  }
};

// A response message: a protobuf message, or its binary form if the handler has only that.
class Response {
 public:
  // Bytes that several responses may share.
  struct Piece {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
  };

  Response() = default;

  // NOLINTBEGIN(google-explicit-constructor): handlers return messages, which become responses
  template <typename Message,
            typename = std::enable_if_t<std::is_base_of_v<google::protobuf::Message, Message>>>
  Response(Message message) : value_(std::make_unique<Message>(std::move(message))) {}
  template <typename Message>
  Response(registry::SerializedMessage<Message> message) : value_(std::move(message.bytes)) {}
  // NOLINTEND(google-explicit-constructor)

  // `bytes` is the message in binary form.
  explicit Response(std::string bytes) : value_(std::move(bytes)) {}
  // The pieces, one after the other, are the message in binary form.
  explicit Response(std::vector<Piece> pieces) : value_(std::move(pieces)) {}

  // The size of the message in binary form.
  size_t bytes() const {
    if (auto* message = std::get_if<std::unique_ptr<google::protobuf::Message>>(&value_))
      return (*message)->ByteSizeLong();
    if (auto* text = std::get_if<std::string>(&value_)) return text->size();
    size_t bytes = 0;
    for (const Piece& piece : std::get<std::vector<Piece>>(value_)) bytes += piece.bytes.size();
    return bytes;
  }

  // The memory of the response. The transport keeps it until the client has taken the response, and sets it to what
  // the transport's form of the response takes.
  const std::shared_ptr<Reservation>& held() const { return held_; }
  void Hold(std::shared_ptr<Reservation> held) { held_ = std::move(held); }

  // Calls `visit` with a `const google::protobuf::Message&`, a `std::string` or a `std::vector<Piece>`.
  template <typename Visit>
  auto Take(Visit visit) && {
    if (auto* message = std::get_if<std::unique_ptr<google::protobuf::Message>>(&value_))
      return visit(std::as_const(**message));
    if (auto* pieces = std::get_if<std::vector<Piece>>(&value_)) return visit(std::move(*pieces));
    return visit(std::move(std::get<std::string>(value_)));
  }

 private:
  std::variant<std::string, std::unique_ptr<google::protobuf::Message>, std::vector<Piece>> value_;
  std::shared_ptr<Reservation> held_;
};

}  // namespace verbatim::methods
