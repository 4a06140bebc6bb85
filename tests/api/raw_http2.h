#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace verbatim::test {

// A connection on which a test sends frames of HTTP/2 one by one, for what no client of gRPC does. The flow control
// window is the default: the server may send 64 KiB.
class RawHttp2 {
 public:
  static constexpr uint8_t kData = 0;
  static constexpr uint8_t kHeaders = 1;
  static constexpr uint8_t kResetStream = 3;
  static constexpr uint8_t kSettings = 4;
  static constexpr uint8_t kGoAway = 7;
  static constexpr uint8_t kEndStream = 1;
  static constexpr uint8_t kEndHeaders = 4;

  explicit RawHttp2(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    SendFrame(kSettings, 0, 0, "");
  }
  ~RawHttp2() { close(socket_); }

  void Send(std::string_view bytes) {
    EXPECT_EQ(send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  void SendFrame(uint8_t type, uint8_t flags, uint32_t stream, const std::string& payload) {
    std::string frame;
    for (const int shift : {16, 8, 0}) frame += static_cast<char>(payload.size() >> shift);
    frame += static_cast<char>(type);
    frame += static_cast<char>(flags);
    for (const int shift : {24, 16, 8, 0}) frame += static_cast<char>(stream >> shift);
    Send(frame + payload);
  }

  // Begins a call of a method, such as /verbatim.v1.ClaimService/GetClaim.
  void SendHeaders(uint32_t stream, const std::string& method) {
    std::string block;
    const auto add = [&block](const std::string& name, const std::string& value) {
      block += '\0';  // literal, without indexing, with a new name (RFC 7541, section 6.2.2)
      block += static_cast<char>(name.size());
      block += name;
      block += static_cast<char>(value.size());
      block += value;
    };
    add(":method", "POST");
    add(":scheme", "http");
    add(":path", method);
    add(":authority", "localhost");
    add("te", "trailers");
    add("content-type", "application/grpc");
    SendFrame(kHeaders, kEndHeaders, stream, block);
  }
  // A message of gRPC that says it has `size` bytes, with the bytes that follow.
  static std::string Message(size_t size, const std::string& bytes) {
    std::string message(1, '\0');
    for (const int shift : {24, 16, 8, 0}) message += static_cast<char>(size >> shift);
    return message + bytes;
  }

  // Reads until a frame of this type comes. False if the connection ends first.
  bool AwaitFrame(uint8_t type) {
    while (true) {
      const std::string head = Read(9);
      if (head.size() < 9) return false;
      size_t size = 0;
      for (size_t i = 0; i < 3; ++i) size = size << 8 | static_cast<unsigned char>(head[i]);
      if (Read(size).size() < size) return false;
      if (static_cast<uint8_t>(head[3]) == type) return true;
    }
  }

 private:
  std::string Read(size_t size) {
    std::string bytes(size, '\0');
    size_t done = 0;
    while (done < size) {
      const ssize_t got = recv(socket_, bytes.data() + done, size - done, 0);
      if (got <= 0) break;
      done += static_cast<size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  const int socket_;
};

}  // namespace verbatim::test
