// The two peers of the bench as it sees them: queue frames, send them, wait for acknowledgements or for a pushed frame.
// OurEnd speaks to the relay, FloorEnd to the floor; no figures here. Called by bench_relay.cpp.
#pragma once
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "relay/bench/floor.h"
#include "relay/testing/author.h"
#include "relay/testing/client.h"

namespace bothy::relay::bench {

[[noreturn]] inline void give_up(const char* where) {
  std::fprintf(stderr, "bench relay: no answer while %s\n", where);
  std::exit(1);
}

class OurEnd {
 public:
  /// Writes the lane of an author: opens it, or proves its key where the relay knows it already.
  OurEnd(std::uint16_t port, const testing::Author& author) {
    if (!client_.dial(port)) give_up("connecting");
    if (!client_.ask(author.open())) give_up("opening a lane");
    if (!client_.ask(author.auth(client_.nonce(), client_.origin()))) give_up("proving a key");
  }
  /// Reads a lane from its head on.
  struct FromHead {};
  OurEnd(std::uint16_t port, const testing::Author& at_head, FromHead) {
    if (!client_.dial(port)) give_up("connecting");
    if (!client_.ask(at_head.read()) || !client_.ask(Have{{at_head.claim()}})) give_up("asking for a lane");
  }
  void queue(const Bytes& frame) {
    Bytes message = {0x05};
    append(message, frame);
    client_.queue(message);
  }
  void flush() {
    if (!client_.flush()) give_up("sending");
  }
  int acks() {
    const auto m = client_.next();
    if (!m || !std::holds_alternative<Stored>(*m)) give_up("waiting for an acknowledgement");
    return 1;
  }
  int pushed() {
    const auto m = client_.next();
    if (!m || !std::holds_alternative<Frames>(*m)) give_up("waiting for a push");
    return static_cast<int>(std::get<Frames>(*m).frames.size() / frame_size(FrameClass::small));
  }

 private:
  testing::Client client_;
};

class FloorEnd {
 public:
  explicit FloorEnd(std::uint16_t port, bool pass_on = false)
      : file_(::socket(AF_INET, SOCK_STREAM, 0)), pass_on_(pass_on) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(file_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) give_up("connecting to the floor");
    const int on = 1;
    ::setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~FloorEnd() { ::close(file_); }
  FloorEnd(const FloorEnd&) = delete;
  FloorEnd& operator=(const FloorEnd&) = delete;
  void queue(const Bytes& frame) {
    Packer(out_).u32(static_cast<std::uint32_t>(frame.size()) | (pass_on_ ? pass_on_bit : 0)).raw(frame);
  }
  void flush() {
    ByteSpan rest(out_);
    while (!rest.empty()) {
      const auto n = ::send(file_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n <= 0) give_up("sending to the floor");
      rest = rest.subspan(static_cast<std::size_t>(n));
    }
    out_.clear();
  }
  int acks() { return take(8); }
  int pushed() { return take(4 + frame_size(FrameClass::small)); }

 private:
  int take(std::size_t unit) {
    while (have_ < unit) {
      char part[65'536];
      const auto n = ::recv(file_, part, sizeof part, 0);
      if (n <= 0) give_up("waiting for the floor");
      have_ += static_cast<std::size_t>(n);
    }
    const std::size_t whole = have_ / unit;
    have_ -= whole * unit;
    return static_cast<int>(whole);
  }
  int file_;
  bool pass_on_;
  Bytes out_;
  std::size_t have_ = 0;
};

}  // namespace bothy::relay::bench
