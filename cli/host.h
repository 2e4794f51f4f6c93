// Runs the door over a home: fills in time, offset and entropy; keeps the batch, then offers what is to be sent, then
// gives back the views. No decisions here, no socket, no printing. Called by Context and sync.
#pragma once
#include <functional>

#include "base/value.h"
#include "cli/home.h"

namespace bothy::cli {

/// The one door as the host sees it; tests put another one in its place.
class Door {
 public:
  virtual ~Door() = default;
  /// A whole reply: u32 json_len, u32 tail_len, JSON, tail. Valid until the next call.
  [[nodiscard]] virtual ByteSpan call(std::string_view json, ByteSpan tail) = 0;
};

/// The real one (core/door/door.h).
[[nodiscard]] std::unique_ptr<Door> make_door();

/// What the door said; store and send have been dealt with.
struct Answer {
  Value views{Fields{}};
  std::optional<Trouble> refusal;
  Bytes tail;
  /// The part of the tail that `views[name]` points at, or nothing.
  [[nodiscard]] ByteSpan bytes(std::string_view name) const;
};

class Host {
 public:
  using Send = std::function<Did(ByteSpan)>;
  using Fed = std::function<void(double)>;

  Host(Door& door, Home& home) : door_(door), home_(home) {}

  /// Opens what the store holds; `fed` hears the share of frames read so far, 0..1.
  /// A store that turns out damaged on the way is mended once and opened again.
  [[nodiscard]] Got<Answer> open(const Fed& fed = {});

  /// An intent. A refusal of the door comes as trouble (Exit::named).
  [[nodiscard]] Got<Answer> act(std::string_view intent, Value args = Value{Fields{}}, ByteSpan tail = {});
  [[nodiscard]] Got<Answer> ask(std::string_view what, Value args = Value{Fields{}}, ByteSpan tail = {});
  /// One message of the relay; a refusal is in the answer and stops nothing.
  [[nodiscard]] Got<Answer> receive(ByteSpan message);

  /// Where messages to the relay go from now on; without it they are dropped, for the door offers them again.
  void send_to(Send send) { send_ = std::move(send); }

  /// The newest of each usual view (home, today, shared, sync, meeting).
  [[nodiscard]] const Value& views() const { return views_; }
  /// Frames left out because their record was damaged.
  [[nodiscard]] std::size_t frames_left_out() const { return left_out_; }
  [[nodiscard]] Home& home() { return home_; }

 private:
  [[nodiscard]] Got<Answer> open_once(const Fed& fed);
  [[nodiscard]] Got<Answer> call(Value request, ByteSpan tail);
  [[nodiscard]] Got<Answer> feed(const Value& need, const Fed& fed);
  [[nodiscard]] Did keep(const Value& reply, ByteSpan tail);
  [[nodiscard]] Did offer(const Value& reply, ByteSpan tail);
  [[nodiscard]] Got<Answer> refused_as_trouble(Got<Answer> answer) const;

  Door& door_;
  Home& home_;
  Send send_;
  Value views_{Fields{}};
  std::size_t left_out_ = 0;
};

}  // namespace bothy::cli
