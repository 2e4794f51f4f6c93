// The test client and the child process. See client.h.
#include "relay/testing/client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace bothy::relay::testing {
namespace {

int connect_to(std::uint16_t port) {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (file < 0) return -1;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(file, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(file);
    return -1;
  }
  const int on = 1;
  ::setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return file;
}

bool readable(int file, int wait_ms) {
  pollfd one{file, POLLIN, 0};
  return ::poll(&one, 1, wait_ms) > 0;
}

bool write_whole(int file, ByteSpan bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::string raw_talk(std::uint16_t port, const std::string& bytes, int wait_ms) {
  const int file = connect_to(port);
  std::string out;
  if (file < 0) return out;
  (void)write_whole(file, span_of(bytes));
  char part[16'384];
  while (readable(file, wait_ms)) {
    const auto n = ::recv(file, part, sizeof part, 0);
    if (n <= 0) break;
    out.append(part, static_cast<std::size_t>(n));
  }
  ::close(file);
  return out;
}

std::optional<Fetched> fetch(std::uint16_t port, const std::string& request_line, const std::string& more_headers) {
  const std::string host = "Host: localhost:" + std::to_string(port) + "\r\n";
  const std::string all =
      raw_talk(port, request_line + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + more_headers + "\r\n", 2'000);
  const auto split = all.find("\r\n\r\n");
  if (split == std::string::npos || !all.starts_with("HTTP/1.1 ")) return std::nullopt;
  return Fetched{std::atoi(all.c_str() + 9), all.substr(0, split + 2), all.substr(split + 4)};
}

Client::~Client() {
  if (file_ >= 0) ::close(file_);
}

Client::Client(Client&& other) noexcept { *this = std::move(other); }

Client& Client::operator=(Client&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(port_, other.port_);
  std::swap(out_, other.out_);
  std::swap(in_, other.in_);
  std::swap(in_at_, other.in_at_);
  std::swap(chal_, other.chal_);
  std::swap(closed_, other.closed_);
  std::swap(received_, other.received_);
  return *this;
}

Hash Client::origin() const { return plain_hash(span_of("http://localhost:" + std::to_string(port_))); }

bool Client::dial(std::uint16_t port, int wait_ms) {
  port_ = port;
  file_ = connect_to(port);
  if (file_ < 0) return false;
  const std::string hello =
      "GET /relay HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Version: 13\r\n\r\n";
  if (!write_whole(file_, span_of(hello))) return false;
  for (;;) {
    const auto end = text_of(in_).find("\r\n\r\n");
    if (end != std::string_view::npos) {
      if (!text_of(in_).starts_with("HTTP/1.1 101")) return false;
      in_at_ = end + 4;
      break;
    }
    if (!fill(wait_ms)) return false;
  }
  const auto first = next(wait_ms);
  if (!first || !std::holds_alternative<Chal>(*first)) return false;
  chal_ = std::get<Chal>(*first);
  return true;
}

void Client::dial_halfway(std::uint16_t port) {
  file_ = connect_to(port);
  (void)(file_ >= 0 && write_whole(file_, span_of("GET /relay HTTP/1.1\r\nHost: loc")));
}

void Client::queue(ByteSpan message) {
  const std::size_t n = message.size();
  out_.push_back(0x82);
  if (n < 126) {
    out_.push_back(static_cast<std::uint8_t>(0x80 | n));
  } else if (n < 65'536) {
    out_.insert(out_.end(), {0xFE, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)});
  } else {
    out_.push_back(0xFF);
    for (int shift = 56; shift >= 0; shift -= 8) out_.push_back(static_cast<std::uint8_t>(n >> shift));
  }
  out_.insert(out_.end(), 4, 0);
  append(out_, message);
}

bool Client::flush() {
  const bool sent = write_whole(file_, out_);
  out_.clear();
  return sent;
}

bool Client::send(const ClientMessage& message) {
  queue(encode(message));
  return flush();
}

bool Client::fill(int wait_ms) {
  if (closed_ || !readable(file_, wait_ms)) return false;
  if (in_at_ > 0 && in_at_ == in_.size()) {
    in_.clear();
    in_at_ = 0;
  }
  std::uint8_t part[65'536];
  const auto n = ::recv(file_, part, sizeof part, 0);
  if (n <= 0) {
    closed_ = true;
    return false;
  }
  append(in_, {part, static_cast<std::size_t>(n)});
  return true;
}

// A whole unmasked frame from the buffer; pings are answered, a close is noted. Empty bytes stand for "nothing to
// show".
std::optional<Bytes> Client::frame_in_buffer() {
  const ByteSpan rest = ByteSpan(in_).subspan(in_at_);
  if (rest.size() < 2) return std::nullopt;
  std::size_t head = 2;
  std::uint64_t size = rest[1] & 0x7F;
  if (size >= 126) {
    const int digits = size == 126 ? 2 : 8;
    if (rest.size() < head + static_cast<std::size_t>(digits)) return std::nullopt;
    size = 0;
    for (int i = 0; i < digits; ++i) size = size << 8 | rest[head + static_cast<std::size_t>(i)];
    head += static_cast<std::size_t>(digits);
  }
  if (rest.size() < head + size) return std::nullopt;
  const ByteSpan body = rest.subspan(head, size);
  in_at_ += head + size;
  const int kind = rest[0] & 0x0F;
  if (kind == 0x2) return Bytes(body.begin(), body.end());
  if (kind == 0x8) closed_ = true;
  if (kind == 0x9) {
    const std::uint8_t pong[6] = {0x8A, static_cast<std::uint8_t>(0x80 | body.size()), 0, 0, 0, 0};
    Bytes reply(pong, pong + 6);
    append(reply, body);
    (void)write_whole(file_, reply);
  }
  return Bytes{};
}

std::optional<RelayMessage> Client::next(int wait_ms) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::milliseconds(wait_ms);
  for (;;) {
    while (const auto bytes = frame_in_buffer()) {
      if (bytes->empty()) continue;
      received_ += bytes->size();
      auto message = decode_relay(*bytes);
      if (!message) return std::nullopt;
      return std::move(*message);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left < 0 || !fill(static_cast<int>(left))) return std::nullopt;
  }
}

std::optional<RelayMessage> Client::ask(const ClientMessage& message) {
  if (!send(message)) return std::nullopt;
  return next();
}

RelayProcess::~RelayProcess() {
  kill_hard();
  if (output_ >= 0) ::close(output_);
}

bool RelayProcess::start(const std::string& binary, const std::vector<std::string>& flags) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return false;
  std::vector<std::string> all = {binary};
  all.insert(all.end(), flags.begin(), flags.end());
  std::vector<char*> raw;
  for (auto& flag : all) raw.push_back(flag.data());
  raw.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(pipe_ends[1], 1);
    ::dup2(pipe_ends[1], 2);
    ::execv(binary.c_str(), raw.data());
    _exit(127);
  }
  ::close(pipe_ends[1]);
  if (output_ >= 0) ::close(output_);
  output_ = pipe_ends[0];
  said_.clear();
  for (;;) {
    const std::size_t before = said_.size();
    const auto at = said_.find("listens on ");
    const auto end = at == std::string::npos ? at : said_.find('\n', at);
    if (end != std::string::npos) {
      port_ = static_cast<std::uint16_t>(std::atoi(said_.c_str() + said_.rfind(':', end) + 1));
      return true;
    }
    read_output(5'000);
    if (said_.size() == before) return false;
  }
}

void RelayProcess::read_output(int wait_ms) {
  if (output_ < 0 || !readable(output_, wait_ms)) return;
  char part[4'096];
  const auto n = ::read(output_, part, sizeof part);
  if (n > 0) said_.append(part, static_cast<std::size_t>(n));
}

const std::string& RelayProcess::said() {
  for (std::size_t before = 0; before != said_.size() || readable(output_, 20);) {
    before = said_.size();
    read_output(100);
    if (said_.size() == before) break;
  }
  return said_;
}

std::int64_t rss_kib(int pid) {
  std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/status").c_str(), "r");
  if (file == nullptr) return -1;
  char line[256];
  long kib = -1;
  while (std::fgets(line, sizeof line, file) != nullptr) {
    if (std::sscanf(line, "VmRSS: %ld", &kib) == 1) break;
  }
  std::fclose(file);
  return kib;
}

double cpu_ms(int pid) {
  std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "r");
  if (file == nullptr) return -1;
  long user = 0;
  long system = 0;
  const int n = std::fscanf(file, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
  std::fclose(file);
  return n == 2 ? static_cast<double>(user + system) * 1'000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK)) : -1;
}

void RelayProcess::kill_hard() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int RelayProcess::stop() {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  return wait(10'000);
}

int RelayProcess::wait(int wait_ms) {
  for (int waited = 0; pid_ > 0 && waited <= wait_ms; waited += 5) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    ::usleep(5'000);
  }
  return -1;
}

}  // namespace bothy::relay::testing
