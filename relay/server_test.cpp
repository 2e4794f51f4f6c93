// The relay as a running program: HTTP, WebSocket, stopping, and every way it can refuse to start.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>

#include "relay/testing/author.h"
#include "relay/testing/client.h"
#include "relay/testing/scratch.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

const std::string binary = BOTHY_RELAY_BINARY;

struct Running {
  explicit Running(const std::vector<std::string>& more = {}) {
    std::vector<std::string> flags = {"--listen", "127.0.0.1:0", "--db", scratch.at("relay.db")};
    flags.insert(flags.end(), more.begin(), more.end());
    REQUIRE_MESSAGE(relay.start(binary, flags), relay.said());
  }
  [[nodiscard]] Client dial() const {
    Client c;
    REQUIRE(c.dial(relay.port()));
    return c;
  }
  Scratch scratch;
  RelayProcess relay;
};

std::string refusal(const std::vector<std::string>& flags) {
  RelayProcess relay;
  CHECK_FALSE(relay.start(binary, flags));
  CHECK(relay.wait(2'000) == 1);
  const std::string said = relay.said();
  CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  return said;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("server: two people exchange frames through a running relay and find them after a restart") {
  Running r;
  Author a(1);
  Client writer = r.dial();
  CHECK(writer.ask(a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  Client reader = r.dial();
  CHECK(reader.ask(a.read()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK(reader.ask(Have{{{a.lane, 0, {}}}}) == RelayMessage(Frames{a.lane, 0, false, {}}));
  const Bytes one = a.next();
  const Bytes two = a.next(FrameClass::huge);
  CHECK(writer.ask(Put{one}) == RelayMessage(Stored{a.lane, 1}));
  CHECK(reader.next() == RelayMessage(Frames{a.lane, 1, false, one}));
  CHECK(writer.ask(Put{two}) == RelayMessage(Stored{a.lane, 2}));
  CHECK(reader.next() == RelayMessage(Frames{a.lane, 2, false, two}));
  CHECK(r.relay.stop() == 0);
  REQUIRE(r.relay.start(binary, {"--listen", "127.0.0.1:0", "--db", r.scratch.at("relay.db")}));
  Client again = r.dial();
  CHECK(again.ask(a.auth(again.nonce(), again.origin())) == RelayMessage(LaneOk{a.lane, 2, a.head}));
  Bytes both = one;
  append(both, two);
  CHECK(again.ask(Have{{{a.lane, 0, {}}}}) == RelayMessage(Frames{a.lane, 2, false, both}));
}

TEST_CASE("server: a long history arrives in pages that a slow reader does not make pile up") {
  Running r;
  Author a(1);
  Client writer = r.dial();
  REQUIRE(writer.ask(a.open()));
  Bytes all;
  for (int i = 0; i < 60; ++i) {
    const Bytes frame = a.next(FrameClass::huge);
    append(all, frame);
    REQUIRE(writer.ask(Put{frame}) == RelayMessage(Stored{a.lane, a.seq}));
  }
  Client reader = r.dial();
  REQUIRE(reader.ask(a.read()));
  REQUIRE(reader.send(Have{{{a.lane, 0, {}}}}));
  Bytes got;
  for (bool more = true; more;) {
    const auto message = reader.next();
    REQUIRE(message);
    const auto& page = std::get<Frames>(*message);
    CHECK(page.frames.size() <= page_bytes);
    CHECK(page.head_seq == 60);
    append(got, page.frames);
    more = page.more;
  }
  CHECK(got == all);
}

TEST_CASE("server: pages, health and the built-in page carry the headers of the house") {
  Running r;
  const auto page = fetch(r.relay.port(), "GET /");
  REQUIRE(page);
  CHECK(page->status == 200);
  CHECK(has(page->body, "This is a Bothy relay"));
  const std::string host = "localhost:" + std::to_string(r.relay.port());
  for (const std::string& line : std::vector<std::string>{
           "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
           "img-src 'self' blob:; font-src 'self'; "
           "connect-src 'self' ws://" +
               host +
               "; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
               "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types bothy\r\n",
           "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Embedder-Policy: require-corp\r\n",
           "Cross-Origin-Resource-Policy: same-origin\r\n", "X-Content-Type-Options: nosniff\r\n",
           "Referrer-Policy: no-referrer\r\n", "Cache-Control: no-cache\r\n",
           "Content-Type: text/html; charset=utf-8\r\n"}) {
    CHECK_MESSAGE(has(page->head, line), line);
  }
  CHECK(has(page->head, "Permissions-Policy: camera=(), microphone=(), geolocation=()"));
  for (const char* unknown : {"bluetooth", "light-sensor"}) CHECK_FALSE(has(page->head, unknown));
  CHECK_FALSE(has(page->head, "Server:"));
  CHECK(fetch(r.relay.port(), "GET /style.css")->status == 200);
  const auto health = fetch(r.relay.port(), "GET /api/health");
  CHECK(health->body == "ok\n");
  CHECK(has(health->head, "Cache-Control: no-store\r\n"));
  CHECK(fetch(r.relay.port(), "GET /../etc/passwd")->status == 404);
  CHECK(fetch(r.relay.port(), "POST /")->status == 405);
  CHECK(fetch(r.relay.port(), "GET /relay")->status == 426);
  const auto head = fetch(r.relay.port(), "HEAD /");
  CHECK(head->status == 200);
  CHECK(head->body.empty());
}

TEST_CASE("server: a folder is served, packed where the browser takes it, and nothing outside it") {
  Scratch web;
  write_all(web.at("index.html"), span_of("<p>hello"));
  std::filesystem::create_directories(web.at("assets"));
  write_all(web.at("assets/app.js"), span_of("plain"));
  write_all(web.at("assets/app.js.br"), span_of("packed"));
  write_all(web.at(".hidden"), span_of("secret"));
  std::filesystem::create_symlink("/etc/passwd", web.at("link.txt"));
  Running r({"--web", web.path()});
  const auto get = [&](const std::string& path, const std::string& more = "") {
    return *fetch(r.relay.port(), "GET " + path, more);
  };
  CHECK(get("/").body == "<p>hello");
  CHECK(get("/assets/app.js").body == "plain");
  CHECK(has(get("/assets/app.js").head, "Cache-Control: public, max-age=31536000, immutable\r\n"));
  const auto packed = get("/assets/app.js", "Accept-Encoding: gzip, br\r\n");
  CHECK(packed.body == "packed");
  CHECK(has(packed.head, "Content-Encoding: br\r\n"));
  CHECK(has(packed.head, "Content-Type: text/javascript"));
  for (const std::string& path : {"/.hidden", "/link.txt", "/../index.html", "/assets", "/assets/../.hidden",
                                  "/%2e%2e/x", "/missing", "//etc/passwd"}) {
    CHECK_MESSAGE(get(path).status == 404, path);
  }
}

TEST_CASE("server: the worker and the page are asked for anew each time, so that a new release is seen") {
  Scratch web;
  for (const char* name : {"index.html", "sw.js", "release.json"}) write_all(web.at(name), span_of("x"));
  Running r({"--web", web.path()});
  for (const std::string& path : {"/", "/index.html", "/sw.js", "/release.json"}) {
    CHECK_MESSAGE(has(fetch(r.relay.port(), "GET " + path, "")->head, "Cache-Control: no-cache\r\n"), path);
  }
}

TEST_CASE("server: a browser is told to forget this place when its own app asks, and by nobody else") {
  Running r;
  const auto ask = [&](const std::string& more) { return *fetch(r.relay.port(), "GET /api/clear", more); };
  const auto own = ask("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n");
  CHECK(has(own.head, "HTTP/1.1 200 "));
  for (const char* line : {"Clear-Site-Data: \"cache\", \"storage\"\r\n", "Cache-Control: no-store\r\n"})
    CHECK(has(own.head, line));
  for (const std::string& more :
       std::vector<std::string>{"", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
                                "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
                                "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n",
                                "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n"}) {
    CHECK_MESSAGE(ask(more).status == 403, more);
    CHECK_FALSE(has(ask(more).head, "Clear-Site-Data"));
  }
}

TEST_CASE("server: metrics are totals on another port, and nothing in them or in the output names a lane") {
  Running r({"--metrics", "127.0.0.1:0"});
  CHECK(r.relay.stop() == 0);
  Scratch scratch;
  RelayProcess relay;
  const std::uint16_t port = static_cast<std::uint16_t>(20'000 + ::getpid() % 20'000);
  REQUIRE(relay.start(binary, {"--listen", "127.0.0.1:0", "--db", scratch.at("r.db"), "--metrics",
                               "127.0.0.1:" + std::to_string(port)}));
  Author a(1);
  Client c;
  REQUIRE(c.dial(relay.port()));
  REQUIRE(c.ask(a.open()));
  REQUIRE(c.ask(Put{a.next()}) == RelayMessage(Stored{a.lane, 1}));
  const auto metrics = fetch(port, "GET /metrics");
  REQUIRE(metrics);
  CHECK(has(metrics->body, "bothy_relay_frames_stored_total 1\n"));
  CHECK(has(metrics->body, "bothy_relay_connections 1\n"));
  CHECK(fetch(relay.port(), "GET /metrics")->status == 404);
  CHECK(relay.stop() == 0);
  for (const std::string& text : {metrics->body, relay.said()}) {
    CHECK_FALSE(has(text, to_hex(a.lane)));
    CHECK_FALSE(has(text, to_hex(a.lane).substr(0, 8)));
    CHECK_FALSE(has(text, "127.0.0.1:" + std::to_string(c.file())));
  }
}

TEST_CASE("server: a writer faster than the disk is held back, not dropped") {
  Running r;
  Author a(1);
  Client c = r.dial();
  REQUIRE(c.ask(a.open()));
  REQUIRE(c.ask(a.auth(c.nonce(), c.origin())));
  // Much more than may wait for the disk: the relay stops reading and goes on, many times.
  constexpr std::uint64_t count = 200;
  for (std::uint64_t i = 0; i < count; ++i) c.queue(encode(Put{a.next(FrameClass::huge)}));
  REQUIRE(c.flush());
  std::uint64_t acked = 0;
  while (acked < count) {
    const auto m = c.next();
    REQUIRE(m);
    REQUIRE(*m == RelayMessage(Stored{a.lane, ++acked}));
  }
}

TEST_CASE("server: a reader that took nothing, was held back and vanished is let go") {
  Scratch scratch;
  RelayProcess relay;
  const std::uint16_t port = static_cast<std::uint16_t>(20'000 + (::getpid() + 7'919) % 20'000);
  REQUIRE(relay.start(binary, {"--listen", "127.0.0.1:0", "--db", scratch.at("r.db"), "--metrics",
                               "127.0.0.1:" + std::to_string(port)}));
  const auto open_sockets = [&](int count) {
    const auto metrics = fetch(port, "GET /metrics");
    return metrics && has(metrics->body, "bothy_relay_connections " + std::to_string(count) + "\n");
  };
  Author a(1);
  Client writer;
  REQUIRE(writer.dial(relay.port()));
  REQUIRE(writer.ask(a.open()));
  REQUIRE(writer.ask(a.auth(writer.nonce(), writer.origin())));
  // More than both sides' socket buffers hold.
  constexpr int count = 300;
  for (int i = 0; i < count; ++i) writer.queue(encode(Put{a.next(FrameClass::huge)}));
  REQUIRE(writer.flush());
  for (int i = 0; i < count; ++i) REQUIRE(writer.next());
  {
    Client reader;
    REQUIRE(reader.dial(relay.port()));
    REQUIRE(reader.ask(a.read()));
    REQUIRE(reader.send(Have{{{a.lane, 0, {}}}}));
    ::usleep(300'000);
    // Their answers pile up behind the pages until the relay reads no more of them.
    for (int i = 0; i < 400; ++i) reader.queue(encode(Have{std::vector<LaneHead>(16, LaneHead{Id{{9}}, 0, {}})}));
    REQUIRE(reader.flush());
    ::usleep(300'000);
    REQUIRE(open_sockets(2));
  }
  bool gone = false;
  for (int i = 0; i < 100 && !gone; ++i) {
    gone = open_sockets(1);
    ::usleep(50'000);
  }
  CHECK(gone);
}

TEST_CASE("server: stopping answers what was received, says goodbye and exits with 0") {
  Running r;
  Author a(1);
  Client c = r.dial();
  REQUIRE(c.ask(a.open()));
  for (int i = 0; i < 50; ++i) c.queue(encode(Put{a.next()}));
  REQUIRE(c.flush());
  REQUIRE(c.next() == RelayMessage(Stored{a.lane, 1}));
  CHECK(r.relay.stop() == 0);
  std::uint64_t acked = 1;
  while (const auto m = c.next(500)) {
    if (const auto* stored = std::get_if<Stored>(&*m)) acked = stored->seq;
  }
  CHECK(c.closed());
  REQUIRE(r.relay.start(binary, {"--listen", "127.0.0.1:0", "--db", r.scratch.at("relay.db")}));
  Client again = r.dial();
  const auto ok = again.ask(a.auth(again.nonce(), again.origin()));
  REQUIRE(ok);
  CHECK(std::get<LaneOk>(*ok).head_seq >= acked);
}

TEST_CASE("server: on a full disk frames wait, what is there is served, and with room again everything goes on") {
  Scratch scratch;
  // A limit on the size of files (10,000 blocks of 512 bytes) stands for the full disk.
  const std::string run =
      "trap '' XFSZ; ulimit -f 10000; exec " + binary + " --listen 127.0.0.1:0 --db " + scratch.at("r.db");
  RelayProcess relay;
  REQUIRE_MESSAGE(relay.start("/bin/sh", {"-c", run}), relay.said());
  Author a(1);
  Client c;
  REQUIRE(c.dial(relay.port()));
  REQUIRE(c.ask(a.open()));
  std::optional<Later> told;
  Author before = a;
  for (int i = 0; i < 400 && !told; ++i) {
    before = a;
    const auto answer = c.ask(Put{a.next(FrameClass::huge)});
    REQUIRE(answer);
    if (const auto* later = std::get_if<Later>(&*answer)) told = *later;
    else REQUIRE(*answer == RelayMessage(Stored{a.lane, a.seq}));
  }
  REQUIRE(told);
  CHECK(told->reason == LaterReason::disk);
  CHECK(before.seq > 20);
  Client reader;
  REQUIRE(reader.dial(relay.port()));
  CHECK(reader.ask(a.read()) == RelayMessage(LaneOk{a.lane, before.seq, before.head}));
  REQUIRE(reader.send(Have{{{a.lane, before.seq - 1, {}}}}));
  CHECK(std::holds_alternative<Fork>(*reader.next()));
  CHECK(relay.stop() == 0);
  REQUIRE(relay.start(binary, {"--listen", "127.0.0.1:0", "--db", scratch.at("r.db")}));
  Client again;
  REQUIRE(again.dial(relay.port()));
  REQUIRE(again.ask(a.auth(again.nonce(), again.origin())) == RelayMessage(LaneOk{a.lane, before.seq, before.head}));
  const auto answer = again.ask(Put{before.next(FrameClass::huge)});
  CHECK(answer == RelayMessage(Stored{a.lane, before.seq}));
}

TEST_CASE("server: a silent socket is asked for a sign of life and closed when none comes; one that answers stays") {
  Scratch conf;
  write_all(conf.at("c"), span_of("idle_seconds = 2\n"));
  Running r({"--config", conf.at("c")});
  Client lively = r.dial();
  Client dead = r.dial();
  // `next` answers pings while it waits; nobody reads for the other one.
  CHECK_FALSE(lively.next(3'500));
  CHECK_FALSE(lively.closed());
  Author a(1);
  CHECK(lively.ask(a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK_FALSE(dead.next(1'000));
  CHECK(dead.closed());
}

TEST_CASE("server: many sockets that say half a sentence do not keep others out") {
  Running r;
  std::vector<Client> silent(200);
  for (auto& client : silent) client.dial_halfway(r.relay.port());
  Author a(1);
  Client c = r.dial();
  CHECK(c.ask(a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK(c.ask(Put{a.next()}) == RelayMessage(Stored{a.lane, 1}));
}

TEST_CASE("server: odd bytes on the port and on the socket end in an answer or a closed door, never in a crash") {
  Running r;
  (void)raw_talk(r.relay.port(), std::string(1, '\0'), 50);
  (void)raw_talk(r.relay.port(), "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 200);
  (void)raw_talk(r.relay.port(), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 200);
  Client c = r.dial();
  c.queue(Bytes(70'000, 1));
  (void)c.flush();
  while (c.next(500)) {
  }
  CHECK(c.closed());
  Client d = r.dial();
  for (int i = 0; i < 40; ++i) {
    d.queue(Bytes(static_cast<std::size_t>(i * 7 % 50), static_cast<std::uint8_t>(i)));
  }
  REQUIRE(d.flush());
  CHECK(d.next());
  CHECK(fetch(r.relay.port(), "GET /api/health")->status == 200);
}

TEST_CASE("server: what is in the way of starting is said in one line") {
  const Scratch s;
  const auto db = s.at("r.db");
  CHECK(has(refusal({"--listen", "127.0.0.1:70000"}), "port 70000 does not exist"));
  CHECK(has(refusal({"--listen", "nowhere"}), "write host:port"));
  CHECK(has(refusal({"--frobnicate"}), "there is no option"));
  CHECK(has(refusal({"--metrics", "0.0.0.0:7072"}), "loopback"));
  CHECK(has(refusal({"--config", s.at("missing.conf")}), "cannot be read"));
  CHECK(has(refusal({"--db", s.path()}), "is a folder"));
  CHECK(has(refusal({"--db", s.at("no/such/dir.db")}), "cannot be opened"));
  write_all(s.at("text"), span_of(std::string(5'000, 'x')));
  CHECK(has(refusal({"--db", s.at("text")}), "not a SQLite file"));
  CHECK_FALSE(std::filesystem::exists(s.at("text-lock")));
  RelayProcess first;
  REQUIRE(first.start(binary, {"--listen", "127.0.0.1:0", "--db", db}));
  CHECK(has(refusal({"--listen", "127.0.0.1:" + std::to_string(first.port()), "--db", s.at("other.db")}),
            "is in use; stop the other program"));
  CHECK(has(refusal({"--listen", "127.0.0.1:0", "--db", db}), "in use by another relay"));
  CHECK(first.stop() == 0);
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(db.c_str(), &raw) == SQLITE_OK);
  REQUIRE(sqlite3_exec(raw, "PRAGMA user_version=9", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(raw);
  CHECK(has(refusal({"--db", db}), "newer relay"));
  REQUIRE(sqlite3_open(db.c_str(), &raw) == SQLITE_OK);
  REQUIRE(sqlite3_exec(raw, "PRAGMA user_version=0", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(raw);
  CHECK(has(refusal({"--db", db}), "old schema"));
}
