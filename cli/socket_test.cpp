// The socket against relays that are not there, say nothing, or are something else: each in time and in plain words.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "cli/socket.h"

using namespace bothy;
using namespace bothy::cli;

namespace {

// A listening TCP port on this machine, closed at the end of its life.
class Port {
 public:
  Port() : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), size) == 0);
    REQUIRE(::listen(fd_, 4) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size) == 0);
    number_ = ntohs(at.sin_port);
  }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  ~Port() { close(); }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  [[nodiscard]] Address address() const { return {false, "127.0.0.1", std::to_string(number_)}; }
  // Takes one caller, says `reply`, hangs up.
  void answer_once(const std::string& reply) const {
    const int caller = ::accept(fd_, nullptr, nullptr);
    char asked[4'096];
    [[maybe_unused]] const auto got = ::read(caller, asked, sizeof asked);
    [[maybe_unused]] const auto put = ::write(caller, reply.data(), reply.size());
    ::close(caller);
  }

 private:
  int fd_;
  int number_ = 0;
};

std::string trouble_of(const Address& address, int timeout_ms) {
  const auto socket = Socket::connect(address, timeout_ms);
  if (socket) return "(connected)";
  CHECK(socket.error().exit == Exit::unreachable);
  return socket.error().say;
}

}  // namespace

TEST_CASE("socket: a port where nothing listens is told at once") {
  Port port;
  port.close();
  CHECK(trouble_of(port.address(), 5'000).find("nothing listens there") != std::string::npos);
}

TEST_CASE("socket: a relay that says nothing costs the time given and no more") {
  const Port port;
  const auto began = std::chrono::steady_clock::now();
  CHECK(trouble_of(port.address(), 300).find("did not answer in time") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("socket: a web server that is no relay is told apart") {
  const Port port;
  std::thread server([&] { port.answer_once("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); });
  CHECK(trouble_of(port.address(), 5'000).find("something else answers there") != std::string::npos);
  server.join();
}

TEST_CASE("socket: what does not even speak HTTP is told apart too") {
  const Port port;
  std::thread server([&] { port.answer_once("220 mail.example ESMTP\r\n\r\n"); });
  CHECK(trouble_of(port.address(), 5'000).find("something else answers there") != std::string::npos);
  server.join();
}

TEST_CASE("socket: a caller that is hung up on says so, before the first word and in the middle of it") {
  for (const char* said : {"", "HTTP/1.1 101 Switch"}) {
    const Port port;
    std::thread server([&] { port.answer_once(said); });
    CHECK(trouble_of(port.address(), 5'000).find("closed the connection") != std::string::npos);
    server.join();
  }
}

TEST_CASE("socket: a name that does not exist is told") {
  CHECK(trouble_of({false, "no-such-relay.invalid", "80"}, 10'000).find("cannot be reached") != std::string::npos);
}
