// The fold: events in, one ordered set out, whatever the order or repetition they came in.
// Private and shared logs are different types on purpose: no function can be written over two people's private logs
// (CC-22; tests/compile shows it). No screens here (screens.h). Called by view and door.
#pragma once
#include <concepts>
#include <vector>

#include "event/codec.h"

namespace bothy {

enum class Author : std::uint8_t { me = 0, them = 1 };

struct Entry {
  Event event;
  Author author = Author::me;
  bool operator==(const Entry&) const = default;
};

[[nodiscard]] inline bool entry_before(const Entry& a, const Entry& b) { return happened_before(a.event, b.event); }

/// A set of entries in the order of events. Adding is insertion-order free and repeated entries count once.
class Entries {
 public:
  /// Cost: O(b log b + n) for a batch of b. Returns how many were new.
  std::size_t add(std::vector<Entry> batch);
  [[nodiscard]] const std::vector<Entry>& all() const { return entries_; }
  /// The entry of an event id, or null. Cost: O(n).
  [[nodiscard]] const Entry* find(const Id& id) const;
  /// Takes out one entry: only for what never left this device.
  void remove(const Id& id);
  bool operator==(const Entries&) const = default;

  /// All entries as bytes and back: the state a fold resumes from. Errors: malformed and what decode_payload gives.
  [[nodiscard]] Bytes save() const;
  [[nodiscard]] static Result<Entries> load(ByteSpan bytes);

 private:
  std::vector<Entry> entries_;
};

/// The person whose device this is.
struct Me {};

/// Nobody else's private log exists here, so none can be named: not held, not compared with one's own.
template <class Owner>
concept ThisPerson = std::same_as<Owner, Me>;

/// What the person of this device wrote for themself.
template <ThisPerson Owner>
struct PrivateLog {
  Entries entries;
  PrivateLog() = default;
  PrivateLog(const PrivateLog&) = delete;
  PrivateLog& operator=(const PrivateLog&) = delete;
  PrivateLog(PrivateLog&&) = default;
  PrivateLog& operator=(PrivateLog&&) = default;
};

/// What both may see.
struct SharedLog {
  Entries entries;
};

}  // namespace bothy
