// People, devices and lanes made from small numbers, for tests and vectors: the same number gives the same bytes.
// No test macros here. Used by the tests of seal and by lab/vectors.
#pragma once
#include "base/pack.h"
#include "seal/keyring.h"

namespace bothy::samples {

inline Key key(std::uint64_t number) {
  Bytes text;
  Packer(text).raw(span_of("sample")).u64(number);
  return hash_key({text});
}

inline Entropy entropy(std::uint64_t number) { return Entropy(key(number + 1'000'000).span()); }

inline Id id(std::uint64_t number) { return Id{block_of<16>(key(number + 2'000'000).span())}; }

/// A point of order 2: libsodium refuses every agreement with it.
inline PublicKey small_order_point() { return PublicKey{}; }

inline Event need(std::uint64_t number, std::int32_t day) {
  return {id(number), Hlc{day * ms_per_day, static_cast<std::uint16_t>(number)}, Body(NeedShared{day, 1})};
}

inline Event note(std::uint64_t number, std::size_t length) {
  NoteShared body;
  body.day = 20'000;
  body.text = std::string(length, static_cast<char>('a' + number % 26));
  return {id(number), Hlc{20'000 * ms_per_day, static_cast<std::uint16_t>(number)}, Body(std::move(body))};
}

/// A lane under the hand of its writer, who keeps every frame.
struct Writer {
  Lane lane;
  ChainHead head;
  SignKey signer;
  std::vector<Bytes> frames;

  Bytes seal(ByteSpan plain, FrameClass kind, Entropy& dice) {
    Bytes frame = write_next(lane, head, kind, plain, signer, dice);
    frames.push_back(frame);
    return frame;
  }

  /// Packs events into as many frames of one class as they take; at least one.
  void put(const std::vector<Event>& events, Entropy& dice, FrameClass kind = FrameClass::small) {
    Packing packing;
    for (const auto& event : events) packing.add(event);
    std::vector<Id> finished;
    do seal(packing.next(plaintext_size(kind), finished), kind, dice);
    while (!packing.empty());
  }

  [[nodiscard]] EpochTurned announce(const Key& seed, const BoxKey& sender, const std::vector<PublicKey>& readers, Entropy& dice) const {
    EpochTurned turned;
    turned.epoch = static_cast<std::int32_t>(lane.epochs.back().epoch + 1);
    turned.first_seq = static_cast<std::int64_t>(head.seq + 2);
    turned.commit = commitment_of(seed);
    const WrapPlace place{lane.id, static_cast<std::uint32_t>(turned.epoch)};
    for (const auto& reader : readers)
      if (auto wrap = wrap_seed(seed, lane.chain, sender, reader, place, dice)) turned.wraps.push_back(std::move(*wrap));
    return turned;
  }

  /// Goes over to the announced epoch; `next` signs from there on.
  void enter(const EpochTurned& turned, const Key& seed, const SignKey& next) {
    lane.chain = next_chain(lane.chain, seed);
    lane.epochs.push_back({static_cast<std::uint32_t>(turned.epoch), static_cast<std::uint64_t>(turned.first_seq), seed, next.pub()});
    signer = next;
  }

  /// Writes the frame that ends the epoch and begins the next.
  void turn(const BoxKey& sender, const std::vector<PublicKey>& readers, Entropy& dice) {
    const Key seed = dice.key();
    const EpochTurned turned = announce(seed, sender, readers, dice);
    put({{dice.id(), Hlc{}, Body(turned)}}, dice);
    enter(turned, seed, signer);
  }

  [[nodiscard]] Bytes stream(std::size_t from = 0, std::size_t to = SIZE_MAX) const {
    Bytes out;
    for (std::size_t i = from; i < std::min(to, frames.size()); ++i) append(out, frames[i]);
    return out;
  }
};

/// A fresh outbox in epoch 0, as pairing leaves it.
inline Writer outbox(std::uint64_t number) {
  Writer out;
  out.lane.id = id(number);
  out.lane.kind = LaneKind::own_outbox;
  out.lane.chain = key(number + 1);
  out.signer = SignKey(key(number + 2));
  out.lane.epochs.push_back({0, 1, bootstrap_seed(out.lane.chain, out.lane.id), out.signer.pub()});
  return out;
}

/// The same lane as the partner begins to read it.
inline Lane read_side(const Writer& writer, LaneKind kind = LaneKind::partner_outbox) {
  Lane out = writer.lane;
  out.kind = kind;
  return out;
}

/// A device of a person, certified by `signer` (zero: by the recovery key).
struct TestDevice {
  Device entry;
  SignKey sign;
  BoxKey box;
};

inline TestDevice device(std::uint64_t number, const Id& signer, const SignKey& by) {
  TestDevice out{{}, SignKey(key(number + 10)), BoxKey(key(number + 11))};
  out.entry.id = id(number);
  out.entry.name = "device " + std::to_string(number);
  out.entry.sign = out.sign.pub();
  out.entry.box = out.box.pub();
  out.entry.lane = id(number + 12);
  out.entry.signer = signer;
  out.entry.cert = by.sign(certificate_text(out.entry));
  return out;
}

/// A person with a first device, one person epoch, a self lane and a pair of outboxes.
struct Owner {
  Key root;
  RecoveryKeys paper;
  TestDevice phone;
  Keyring ring;
};

inline Owner owner(std::uint64_t number) {
  const Key root = key(number);
  Owner out{root, recovery_keys(root), {}, {}};
  out.phone = device(number + 100, Id{}, out.paper.sign);
  Keyring& ring = out.ring;
  ring.recovery_sign = out.paper.sign.pub();
  ring.recovery_box = out.paper.box.pub();
  ring.admin = out.paper.admin.pub();
  ring.ring_lane = out.paper.ring_lane;
  ring.ring_seed = out.paper.ring_seed;
  ring.ring_token = out.paper.ring_token;
  ring.add_person(1, key(number + 1));
  ring.devices.push_back(out.phone.entry);
  Lane self;
  self.id = out.phone.entry.lane;
  self.device = out.phone.entry.id;
  self.epochs.push_back({0, 1, key(number + 2), out.phone.sign.pub()});
  Lane box = outbox(number + 200).lane;
  Lane theirs = outbox(number + 300).lane;
  theirs.kind = LaneKind::partner_outbox;
  Pairing pairing;
  pairing.id = id(number + 400);
  pairing.own_lane = box.id;
  pairing.their_lane = theirs.id;
  pairing.their_persons.push_back(BoxKey(key(number + 500)).pub());
  pairing.transcript = Bytes(32, 7);
  pairing.day = 20'000;
  ring.pairings.push_back(std::move(pairing));
  ring.lanes = {std::move(self), std::move(box), std::move(theirs)};
  return out;
}

}  // namespace bothy::samples
