// A request as the door's rooms read it, and the reply they build: store, send, views, error, in one shape.
// No state. Called by every file of the door.
#pragma once
#include "base/instant.h"
#include "base/value.h"
#include "seal/secret.h"

namespace bothy {

/// One request: parsed JSON, the bytes that came with it, and the time and entropy it brought.
struct Request {
  const Value& json;
  ByteSpan tail;
  Instant now;
  int tz_min = 0;
  /// Randomness for what the other may come to see, and apart from it for everything else: private writing must not shift
  /// a single shared byte (CC-02).
  Entropy entropy;
  Entropy mine;

  /// The part of the tail that `value` points at. Errors: missing_field, malformed, out_of_range.
  [[nodiscard]] Result<ByteSpan> bytes_at(const Value* value) const;
  [[nodiscard]] Result<ByteSpan> bytes(std::string_view key) const { return bytes_at(json.find(key)); }
  /// The arguments of an intent or question; an empty object when there are none.
  [[nodiscard]] const Value& args() const;
};

class Reply {
 public:
  /// Keeps bytes under a key in the batch; a later write of the same key wins.
  void keep(std::string_view key, ByteSpan bytes);
  void drop(std::string_view key);
  void drop_all();
  /// Forgets what was to be kept.
  void keep_nothing() { store_ = Value(List{}); }
  /// Offers a relay message after the batch is kept.
  void send(ByteSpan message);
  /// Offers the stored frame of a key.
  void put(std::string_view key);
  void show(std::string_view view, Value value) { views_.set(view, std::move(value)); }
  /// Bytes that a view points at.
  [[nodiscard]] Value attach(ByteSpan bytes);

  /// The JSON of the reply; an error leaves store and send empty.
  [[nodiscard]] Value json() const;
  [[nodiscard]] static Value refusal(Error error, Value views);
  [[nodiscard]] const Bytes& tail() const { return tail_; }
  [[nodiscard]] const Value& views() const { return views_; }

 private:
  Value store_{List{}};
  Value send_{List{}};
  Value views_{Fields{}};
  Bytes tail_;
};

/// "f/<lane hex>/<seq 16 hex>".
[[nodiscard]] std::string frame_key(const Id& lane, std::uint64_t seq);
/// "q/0000000000000001": a queue name and a number that sorts as text.
[[nodiscard]] std::string numbered_key(std::string_view queue, std::uint64_t n);
/// Reads the number back. Errors: malformed.
[[nodiscard]] Result<std::uint64_t> key_number(std::string_view key);

}  // namespace bothy
