// The simulator watched: the same seed is the same life, its ledger knows a broken promise, and each planted fault is
// found. A simulator that finds nothing would prove nothing.
#include <doctest/doctest.h>

#include <cstdlib>

#include "lab/sim/ops.h"
#include "lab/sim/run.h"
#include "lab/sim/settle.h"

using namespace bothy;
using namespace bothy::sim;

namespace {

Setup life(std::uint64_t seed, int ops = 150) {
  Setup setup;
  setup.seed = seed;
  setup.ops = ops;
  return setup;
}

Bytes frame_at(std::uint64_t seq, std::uint8_t mark) {
  FrameHeader header;
  header.lane.bytes.fill(7);
  header.seq = seq;
  header.body_hash.fill(mark);
  const auto head = write_header(header);
  Bytes frame(head.begin(), head.end());
  frame.resize(frame_size(FrameClass::small));
  return frame;
}

// A plant must be found in at least one of a few seeds, and by the rule that it breaks.
bool found(const char* plant, Verdict (*run)(const Setup&), std::string_view rule) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Setup setup = life(seed, 300);
    setup.plant = plant;
    const Verdict verdict = run(setup);
    if (!verdict.holds && verdict.story.find(rule) != std::string::npos) return true;
  }
  return false;
}

// Turns a bit of the third frame of the device's own lane, the one lane that is longer than the keyring.
void spoil_third_frame(World& world, Host& host) {
  Id longest;
  std::size_t length = 0;
  for (const auto& [lane, frames] : lanes_on(host.disk))
    if (frames.size() > length) {
      longest = lane;
      length = frames.size();
    }
  REQUIRE(length > 3);
  Bytes bytes = *lanes_on(host.disk).at(longest).at(3);
  bytes.back() ^= 1;
  host.disk.write({{frame_key(longest, 3), std::make_shared<const Bytes>(bytes)}});
  world.ledger.lost(host.number, longest, 3);
}

void rest(World& world) {
  settle(world);
  check_all(world);
  const std::string story = story_of(world, "life");
  CHECK_MESSAGE(story.empty(), story);
}

}  // namespace

TEST_CASE("sim: a damaged lane heals at a relay that forgot, however often the home was opened before") {
  World world(life(1));
  begin(world);
  rest(world);
  Host& host = *world.hosts[0];
  // More frames than the days of rest add: what is damaged must not merely be written over.
  for (int i = 0; i < 60; ++i) {
    REQUIRE(world.act(host, "tick", Fields{}).ok());
    world.deliver_all();
  }
  world.close(host);
  spoil_third_frame(world, host);
  world.ledger.excuse_relay();
  world.relay.put_back({});
  world.restart_relay();
  for (int i = 0; i < 2; ++i) {
    REQUIRE(world.open(host));
    REQUIRE(world.act(host, "tick", Fields{}).ok());
    world.close(host);
  }
  rest(world);
}

TEST_CASE("sim: a disk put back and damaged at once leaves the lane in which it wrote on") {
  World world(life(1));
  begin(world);
  rest(world);
  Host& host = *world.hosts[0];
  // Longer than the two frames of a tick: the copy of the disk is made in the middle of it.
  REQUIRE(world.act(host, "check_in", Fields{{"myself", 50}, {"note", std::string(2'500, 'a')}}).ok());
  REQUIRE(world.act(host, "tick", Fields{}).ok());
  world.deliver_all();
  const Disk::Image image = host.disk.image();
  std::map<Id, std::uint64_t> heads;
  for (const auto& [lane, frames] : lanes_on(host.disk)) heads[lane] = frames.rbegin()->first;
  rest(world);
  world.close(host);
  host.disk.put_back(image);
  world.ledger.put_back(host.number, heads);
  spoil_third_frame(world, host);
  rest(world);
}

TEST_CASE("sim: the same seed is the same life, byte for byte") {
  const Verdict once = run_life(life(11));
  const Verdict again = run_life(life(11));
  CHECK(once.holds);
  CHECK_MESSAGE(once.story.empty(), once.story);
  CHECK(once.trace == again.trace);
  CHECK(once.messages == again.messages);
  CHECK(run_life(life(12)).trace != once.trace);
}

TEST_CASE("sim: two frames at one place are found, save where a rival was read before") {
  Ledger ledger;
  CHECK(ledger.sent(1, frame_at(5, 1)).empty());
  CHECK(ledger.sent(1, frame_at(5, 1)).empty());
  CHECK(ledger.sent(2, frame_at(5, 2)).empty());
  CHECK_FALSE(ledger.sent(1, frame_at(5, 3)).empty());
  Ledger read;
  CHECK(read.sent(1, frame_at(5, 1)).empty());
  Id lane;
  lane.bytes.fill(7);
  read.received(1, lane, frame_at(5, 9));
  CHECK(read.sent(1, frame_at(5, 3)).empty());
  CHECK(read.sent(1, frame_at(6, 4)).empty());
}

TEST_CASE("sim: a device put back to an older state is excused only where the relay cannot tell it better") {
  Ledger ledger;
  CHECK(ledger.sent(1, frame_at(5, 1)).empty());
  Id lane;
  lane.bytes.fill(7);
  ledger.put_back(1, {{lane, 4}});
  CHECK(ledger.sent(1, frame_at(5, 3)).empty());
  ledger.told(1, lane, 5);
  CHECK_FALSE(ledger.sent(1, frame_at(5, 6)).empty());
  ledger.put_back(1, {{lane, 5}});
  CHECK(ledger.sent(1, frame_at(5, 4)).empty());
}

TEST_CASE("sim: a promise for two frames at one place is found, unless the relay had lost its memory") {
  Ledger ledger;
  Id lane;
  Hash one{};
  Hash other{};
  other[0] = 1;
  CHECK(ledger.promised(lane, 3, one).empty());
  CHECK(ledger.promised(lane, 3, one).empty());
  CHECK_FALSE(ledger.promised(lane, 3, other).empty());
  ledger.excuse_relay();
  CHECK(ledger.promised(lane, 3, one).empty());
}

TEST_CASE("sim: traces that differ say where") {
  Trace one;
  Trace other;
  one.note(1, span_of("a"));
  other.note(1, span_of("a"));
  one.end_step();
  other.end_step();
  CHECK(first_difference(one, other) == -1);
  one.note(2, span_of("b"));
  one.end_step();
  other.note(2, span_of("c"));
  other.end_step();
  CHECK(first_difference(one, other) == 1);
}

TEST_CASE("sim: a host that syncs once more when something private exists makes the twins differ") {
  CHECK(found("leak", run_twins, "nothing private changes a byte"));
}

TEST_CASE("sim: a shared text that follows from a private one makes the twins differ") {
  CHECK(found("share_id", run_twins, "nothing private changes a byte"));
}

TEST_CASE("sim: private words in a shared note are found where they arrive") {
  CHECK(found("canary", run_life, "private words stay with their writer"));
}

TEST_CASE("sim: a relay that promises before it holds is found") {
  CHECK(found("early_ok", run_life, "the relay promises only what it holds"));
}

TEST_CASE("sim: a host that sends before it keeps is found") {
  CHECK(found("send_first", run_life, "what is put was kept before"));
}

TEST_CASE("sim: a life whose process ends, or that never reports, is counted as broken") {
  Batch batch;
  batch.last = 3;
  batch.jobs = 2;
  batch.run = [](const Setup& setup) -> Verdict {
    if (setup.seed == 2) std::_Exit(3);
    return {};
  };
  CHECK(run_batch(batch) == 1);
}
