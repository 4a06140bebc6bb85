#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/transport/message.h"
#include "nlohmann/json.hpp"

namespace verbatim::test {

// A response as it came over the socket.
struct HttpResponse {
  int status = 0;  // 0 if the connection ended before a whole response
  std::vector<http::Field> fields;
  std::string body;

  std::string Find(std::string_view name) const {
    for (const auto& field : fields) {
      if (http::SameName(field.name, name)) return field.value;
    }
    return "";
  }
  nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false); }
};

// A blocking client that sends bytes as they are, so that tests can send wrong ones.
class HttpClient {
 public:
  explicit HttpClient(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const timeval patience{.tv_sec = 30, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient() { Close(); }

  void Close() {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
  }
  void CloseWrite() const { shutdown(socket_, SHUT_WR); }

  void Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has ended the connection; the test sees what it sent before
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
  }

  // Sends a request with a Host field, and Content-Length if there is a body.
  void Request(const std::string& method, const std::string& target,
               const std::vector<http::Field>& fields = {}, const std::string& body = "") const {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto& field : fields) text += field.name + ": " + field.value + "\r\n";
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    Send(text + "\r\n" + body);
  }

  // Reads the head of a response.
  HttpResponse ReadHead() {
    HttpResponse response;
    size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!Receive()) return response;
    }
    const std::string head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    response.status = std::atoi(head.c_str() + 9);
    for (size_t start = head.find("\r\n") + 2; start < head.size();) {
      const size_t stop = head.find("\r\n", start);
      const size_t colon = head.find(": ", start);
      response.fields.push_back(
          {head.substr(start, colon - start), head.substr(colon + 2, stop - colon - 2)});
      start = stop + 2;
    }
    return response;
  }

  // Reads the next part of a chunked body; empty at its end.
  std::string ReadChunk() {
    size_t end = 0;
    while ((end = received_.find("\r\n")) == std::string::npos) {
      if (!Receive()) return "";
    }
    const size_t size = std::strtoul(received_.c_str(), nullptr, 16);
    while (received_.size() < end + 2 + size + 2) {
      if (!Receive()) return "";
    }
    const std::string chunk = received_.substr(end + 2, size);
    received_.erase(0, end + 2 + size + 2);
    return chunk;
  }

  // Reads a whole response. `bodiless` for the response to HEAD.
  HttpResponse Read(bool bodiless = false) {
    HttpResponse response = ReadHead();
    if (response.status == 0 || bodiless || response.status == 204 || response.status == 304) return response;
    if (response.Find("transfer-encoding") == "chunked") {
      for (std::string chunk; !(chunk = ReadChunk()).empty();) response.body += chunk;
      return response;
    }
    if (response.Find("content-length").empty()) {
      while (Receive()) {
      }
      response.body = std::exchange(received_, {});
      return response;
    }
    const size_t size = std::strtoul(response.Find("content-length").c_str(), nullptr, 10);
    while (received_.size() < size) {
      if (!Receive()) return {};
    }
    response.body = received_.substr(0, size);
    received_.erase(0, size);
    return response;
  }

  HttpResponse Get(const std::string& target, const std::vector<http::Field>& fields = {}) {
    Request("GET", target, fields);
    return Read();
  }
  HttpResponse Post(const std::string& target, const std::string& body,
                    std::vector<http::Field> fields = {}) {
    if (std::ranges::none_of(fields,
                             [](const auto& field) { return http::SameName(field.name, "content-type"); }))
      fields.push_back({"Content-Type", "application/json"});
    Request("POST", target, fields, body);
    return Read();
  }

  // Whether the server has ended the connection and sent nothing more.
  bool AtEnd() { return received_.empty() && !Receive(); }

 private:
  bool Receive() {
    char bytes[16 << 10];
    const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    received_.append(bytes, static_cast<size_t>(got));
    return true;
  }

  int socket_;
  std::string received_;
};

}  // namespace verbatim::test
