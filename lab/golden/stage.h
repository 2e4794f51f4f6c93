// A stage for scenes: doors with a disk each, one real relay in memory, a clock that moves when told. Everything asked
// of a door is written down as a transcript. Randomness is counted, so a scene gives the same transcript each time.
// Only the scenes use it.
#pragma once
#include <deque>
#include <map>
#include <optional>

#include "lab/golden/transcript.h"
#include "relay/store_memory.h"
#include "relay/sync_relay.h"

namespace bothy::golden {

using Disk = std::map<std::string, Bytes>;

struct Actor {
  std::string name;
  /// Its randomness; no two actors share it.
  std::uint8_t number = 0;
  /// What the host keeps outside the store. A copy of a device has the secret of the first one.
  std::string secret;
  DoorPtr door;
  bool fresh = true;
  Disk disk;
  std::uint64_t calls = 0;
  /// 0: no socket is open.
  std::uint64_t link = 0;
  std::deque<Bytes> out;
  std::deque<Bytes> in;
  /// The newest of each view.
  Value views;
  [[nodiscard]] std::string text(std::string_view view, std::string_view field) const;
  [[nodiscard]] std::int64_t number_in(std::string_view view, std::string_view field) const;
  /// Whether an alarm of this name stands.
  [[nodiscard]] bool alarmed(std::string_view name) const;
};

struct Heard {
  Value json;
  Bytes tail;
  [[nodiscard]] std::string error() const;
  [[nodiscard]] const Value& view(std::string_view name) const;
  /// The id of what was made first, empty when nothing was.
  [[nodiscard]] std::string made() const;
  /// The part of the tail that a `{"at":n,"len":m}` names.
  [[nodiscard]] std::string part(const Value& where) const;
};

class Stage {
 public:
  explicit Stage(std::string says);
  [[nodiscard]] Actor& actor(const std::string& name);
  /// Another machine with the device secret of `from` and what its disk held at some time.
  [[nodiscard]] Actor& copy_of(const Actor& from, const std::string& name, const Disk& disk);

  Heard act(Actor& who, std::string_view intent, std::string_view args = "{}", ByteSpan tail = {});
  Heard ask(Actor& who, std::string_view what, std::string_view args = "{}", ByteSpan tail = {});
  /// Any request at all: fields as given, with time and randomness unless the request brings its own.
  Heard request(Actor& who, std::string_view json, ByteSpan tail = {});
  /// Bytes in place of a request.
  Heard raw(Actor& who, ByteSpan bytes);
  /// A message as if the relay had sent it.
  Heard hear(Actor& who, ByteSpan message);
  /// The device starts again from its disk: records, then frames in as many calls as there are lanes.
  Heard reopen(Actor& who);
  /// Hands over the frames that `answer` needs.
  Heard feed(Actor& who, const Heard& answer);

  void connect(Actor& who);
  void disconnect(Actor& who);
  /// Moves messages until nothing is under way.
  void settle();
  /// Time goes by, with a tick of each connected device each quarter of an hour, for that many of them.
  void quarters(int count);

  [[nodiscard]] const relay::MemoryStore& relay_holds() const { return store_; }
  /// The relay starts again with an older state of its disk; all sockets are closed.
  void relay_returns_to(const relay::MemoryStore& older);

  std::int64_t now_ms = 1'760'000'000'000;
  Transcript transcript;

 private:
  Heard call(Actor& who, Step step, ByteSpan tail);
  void keep(Actor& who, const Value& json, const Bytes& tail);
  [[nodiscard]] std::vector<Piece> cut(ByteSpan tail) const;
  void remember(std::size_t step, std::size_t at, ByteSpan bytes);
  void collect();

  /// Where bytes of earlier replies begin that may come back in a tail, by their first bytes.
  static constexpr std::size_t mark = 64;
  std::map<Block<mark>, Piece> known_;
  std::vector<Bytes> tails_;
  std::map<std::string, Actor> actors_;
  relay::MemoryStore store_;
  std::optional<relay::SyncRelay> relay_;
  std::uint64_t next_link_ = 1;
};

}  // namespace bothy::golden
