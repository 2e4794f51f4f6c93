// The host's order law (keep, offer, show) and what it hands to the door, over a door that a test writes.
#include "cli/host.h"
#include "base/pack.h"
#include "cli/disk_testing.h"

using namespace bothy;
using namespace bothy::cli;
using namespace bothy::cli::testing;

namespace {

// A door whose replies a test writes beforehand; it remembers what it was asked.
class WrittenDoor : public Door {
 public:
  struct Reply {
    std::string json;
    std::string tail;
  };
  ByteSpan call(std::string_view json, ByteSpan) override {
    asked.emplace_back(json);
    const Reply reply = at < replies.size() ? replies[at++] : Reply{R"({"store":[],"send":[],"views":{}})", ""};
    out.clear();
    Packer(out)
        .u32(static_cast<std::uint32_t>(reply.json.size()))
        .u32(static_cast<std::uint32_t>(reply.tail.size()))
        .raw(span_of(reply.json))
        .raw(span_of(reply.tail));
    return out;
  }
  std::vector<Reply> replies;
  std::vector<std::string> asked;
  std::size_t at = 0;
  Bytes out;
};

}  // namespace

TEST_CASE("host: a batch is on the disk before anything of the same reply is offered") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  WrittenDoor door;
  door.replies = {
      {R"({"store":[{"key":"f/aa/01","at":0,"len":5}],"send":[{"at":5,"len":3},{"put":"f/aa/01"}],"views":{"sync":{"waiting":1}}})",
       "frameabc"}};
  Host host(door, *home);
  std::vector<std::string> sent;
  host.send_to([&](ByteSpan message) -> Did {
    CHECK(kept(home->store(), "f/aa/01") == "frame");
    sent.emplace_back(text_of(message));
    return {};
  });
  const auto answer = host.act("tick");
  REQUIRE(answer);
  CHECK(sent == std::vector<std::string>{"abc",
                                         "\x05"
                                         "frame"});
  CHECK(int_or(*host.views().find("sync"), "waiting", 0) == 1);
}

TEST_CASE("host: what could not be kept is neither offered nor shown") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  WrittenDoor door;
  door.replies = {
      {R"({"store":[{"key":"","at":0,"len":1}],"send":[{"at":0,"len":1}],"views":{"today":{"day":"x"}}})", "z"}};
  Host host(door, *home);
  bool sent = false;
  host.send_to([&](ByteSpan) -> Did {
    sent = true;
    return {};
  });
  CHECK_FALSE(host.act("tick"));
  CHECK_FALSE(sent);
  CHECK(host.views().find("today") == nullptr);
}

TEST_CASE("host: a refusal of the door is trouble by its own name, and bad replies are no crash") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  WrittenDoor door;
  door.replies = {{R"({"store":[],"send":[],"views":{},"error":{"name":"locked","say":"My room is locked."}})", ""},
                  {"not json", ""},
                  {R"({"store":[{"key":"k","at":9,"len":9}],"send":[],"views":{}})", "ab"},
                  {R"([1])", ""}};
  Host host(door, *home);
  const auto refused = host.act("withdraw");
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == Trouble{Exit::named, "locked", "My room is locked."});
  CHECK_FALSE(host.act("tick"));
  CHECK(host.act("tick"));
  CHECK(kept(home->store(), "k").empty());
  CHECK(host.act("tick"));
}

TEST_CASE("host: every call brings fresh entropy, the time and the offset; the device secret only where it belongs") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  WrittenDoor door;
  Host host(door, *home);
  REQUIRE(host.act("init"));
  REQUIRE(host.act("tick"));
  REQUIRE(door.asked.size() == 2);
  const auto first = from_json(door.asked[0]);
  const auto second = from_json(door.asked[1]);
  CHECK(text_or(*first, "entropy", "").size() == 64);
  CHECK(text_or(*first, "entropy", "") != text_or(*second, "entropy", ""));
  CHECK(int_or(*second, "now_ms", 0) > 1'700'000'000'000);
  CHECK(text_or(*first, "device_secret", "") == to_hex(home->device_secret()));
  CHECK(second->find("device_secret") == nullptr);
}

TEST_CASE("host: opening hands over small records first and then the frames that are needed, damaged ones left out") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  keep(home->store(), "vault", "v");
  for (std::uint64_t seq = 1; seq <= 4; ++seq)
    keep(home->store(), frame_key(lane, seq), std::string(1'000, static_cast<char>('0' + seq)));
  WrittenDoor door;
  const std::string need =
      std::string(R"({"store":[],"send":[],"views":{"home":{"state":"opening"},"need":[{"lane":")") + lane +
      R"(","from":2}]}})";
  door.replies = {{need, ""}};
  Host host(door, *home);
  REQUIRE(host.open());
  REQUIRE(door.asked.size() == 2);
  const auto feed = from_json(door.asked[1]);
  CHECK(bool_or(*feed, "last", false));
  CHECK(int_or(*feed->find("frames"), "len", 0) == 3'000);
  const auto records = from_json(door.asked[0]);
  CHECK(records->find("records")->as<List>()->size() == 1);
}
