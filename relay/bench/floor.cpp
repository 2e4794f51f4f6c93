// The floor's loop: read what is there, commit it once, acknowledge, pass on. See floor.h.
#include "relay/bench/floor.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <vector>

namespace bothy::relay::bench {
namespace {

struct Peer {
  int file = -1;
  std::vector<char> in;
  std::vector<char> out;
};

struct Loop {
  sqlite3* db = nullptr;
  sqlite3_stmt* insert = nullptr;
  std::vector<Peer> peers;

  bool open(const std::string& path) {
    if (sqlite3_open(path.c_str(), &db) != SQLITE_OK) return false;
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE f(id INTEGER PRIMARY KEY, b BLOB)",
                 nullptr, nullptr, nullptr);
    return sqlite3_prepare_v2(db, "INSERT INTO f(b) VALUES(?)", -1, &insert, nullptr) == SQLITE_OK;
  }

  // Stores every whole frame of every peer in one commit.
  void commit() {
    bool begun = false;
    for (std::size_t i = 0; i < peers.size(); ++i) {
      std::size_t at = 0;
      auto& in = peers[i].in;
      for (std::uint32_t size = 0; in.size() - at >= 4; at += 4 + size) {
        std::memcpy(&size, in.data() + at, 4);
        const bool pass_on = (size & pass_on_bit) != 0;
        size &= ~pass_on_bit;
        if (in.size() - at < 4 + size) break;
        if (!begun) sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
        begun = true;
        sqlite3_bind_blob(insert, 1, in.data() + at + 4, static_cast<int>(size), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        peers[i].out.insert(peers[i].out.end(), 8, 1);
        for (std::size_t j = 0; j < peers.size(); ++j) {
          if (j != i && pass_on)
            peers[j].out.insert(peers[j].out.end(), in.begin() + static_cast<long>(at),
                                in.begin() + static_cast<long>(at + 4 + size));
        }
      }
      in.erase(in.begin(), in.begin() + static_cast<long>(at));
    }
    if (begun) sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
    for (auto& peer : peers) {
      if (!peer.out.empty()) (void)!::send(peer.file, peer.out.data(), peer.out.size(), MSG_NOSIGNAL);
      peer.out.clear();
    }
  }

  void run(int listener) {
    for (;;) {
      std::vector<pollfd> all = {{listener, POLLIN, 0}};
      for (const auto& peer : peers) all.push_back({peer.file, POLLIN, 0});
      ::poll(all.data(), all.size(), -1);
      for (std::size_t i = all.size(); i-- > 1;) {
        if (all[i].revents == 0) continue;
        char part[262'144];
        const auto n = ::recv(all[i].fd, part, sizeof part, 0);
        if (n > 0) {
          peers[i - 1].in.insert(peers[i - 1].in.end(), part, part + n);
        } else {
          ::close(all[i].fd);
          peers.erase(peers.begin() + static_cast<long>(i - 1));
        }
      }
      if (all[0].revents != 0) {
        const int file = ::accept(listener, nullptr, nullptr);
        const int on = 1;
        ::setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        peers.push_back({file, {}, {}});
      }
      commit();
    }
  }
};

}  // namespace

bool Floor::start(const std::string& db) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener, 4'096) != 0) return false;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  port_ = ntohs(at.sin_port);
  pid_ = ::fork();
  if (pid_ == 0) {
    // It ends with the bench, however that ends.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    Loop loop;
    if (loop.open(db)) loop.run(listener);
    _exit(1);
  }
  ::close(listener);
  return pid_ > 0;
}

Floor::~Floor() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

}  // namespace bothy::relay::bench
