// Vectors of lanes: frames that are each well made but do not belong where they stand, and turns of the epoch that say
// something wrong once.
#include "lab/vectors/book.h"
#include "seal/seal_samples.h"

namespace bothy::vectors {
namespace {

using samples::key;
using samples::Writer;

const BoxKey author{key(30)};
const BoxKey reader{key(31)};
const BoxKey stranger{key(32)};

Fields context(const Writer& at_start, const BoxKey& mine = reader, const BoxKey& sender = author) {
  List epochs;
  for (const auto& keys : at_start.lane.epochs) {
    Value one;
    one.set("epoch", keys.epoch).set("first_seq", static_cast<std::int64_t>(keys.first_seq));
    one.set("seed", to_hex(keys.seed.span())).set("write_key", to_hex(keys.writer)).set("used_from", static_cast<std::int64_t>(keys.used_from));
    epochs.push_back(std::move(one));
  }
  return {{"lane", Value(to_hex(at_start.lane.id))},
          {"chain", hex(at_start.lane.chain.span())},
          {"epochs", Value(std::move(epochs))},
          {"mine", Value(List{hex(key(mine.pub() == reader.pub() ? 31 : 32).span())})},
          {"senders", Value(List{hex(sender.pub())})}};
}

Writer start() { return samples::outbox(1); }

Entropy dice() { return samples::entropy(1); }

Writer three() {
  Writer out = start();
  Entropy entropy = dice();
  out.put({samples::need(1, 20'000)}, entropy);
  out.put({}, entropy);
  out.put({samples::need(2, 20'001), samples::note(3, 100)}, entropy);
  return out;
}

Bytes joined(const std::vector<Bytes>& frames) {
  Bytes out;
  for (const auto& frame : frames) append(out, frame);
  return out;
}

// A frame that the lane's keys seal at any place, as a writer with an error, or someone with its keys, would.
Bytes frame_at(const Writer& writer, const FramePlace& place, ByteSpan plain, const SignKey& by) {
  Entropy entropy = samples::entropy(2);
  LeafKeys leaves(writer.lane.epochs.front().seed);
  return seal_frame(FrameClass::small, place, plain, leaves.at((place.seq - 1) % frames_per_epoch), by, entropy);
}

Bytes empty_plain() { return Bytes(plaintext_size(FrameClass::small), 0); }

void chains(Book& book) {
  const Writer w = three();
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes) { book.add(name, "lane", expect, bytes, context(start())); };
  add("three frames read", "ok", w.stream());
  add("nothing reads as nothing", "ok", {});
  add("the second frame is missing", "gap", joined({w.frames[0], w.frames[2]}));
  add("the first frame is missing", "gap", joined({w.frames[1], w.frames[2]}));
  add("the same frame twice", "gap", joined({w.frames[0], w.frames[0]}));
  add("two frames changed places", "gap", joined({w.frames[1], w.frames[0], w.frames[2]}));
  const FramePlace second{w.lane.id, 2, 0, frame_hash(w.frames[0])};
  FramePlace moved = second;
  moved.prev = frame_hash(w.frames[1]);
  add("prev names another frame", "fork", joined({w.frames[0], frame_at(w, moved, empty_plain(), w.signer)}));
  moved = {w.lane.id, 1, 0, frame_hash(w.frames[0])};
  add("the first frame has a prev", "fork", frame_at(w, moved, empty_plain(), w.signer));
  moved = second;
  moved.lane = samples::id(99);
  add("a frame of another lane", "wrong_lane", joined({w.frames[0], frame_at(w, moved, empty_plain(), w.signer)}));
  add("a frame is cut short", "malformed", joined({w.frames[0], cut(w.frames[1], 1'000)}));
  add("noise after the frames", "malformed", joined({w.frames[0], Bytes(300, 0x55)}));
  add("signed by someone who only reads", "bad_seal", joined({w.frames[0], frame_at(w, second, empty_plain(), SignKey(key(66)))}));
  Bytes forged = frame_at(w, second, empty_plain(), SignKey(key(66)));
  add("a forged frame in the middle: the next one names the true one", "bad_seal", joined({w.frames[0], forged, w.frames[2]}));
  const FramePlace third{w.lane.id, 3, 0, frame_hash(forged)};
  add("a forged middle with a tail made to fit", "bad_seal", joined({w.frames[0], forged, frame_at(w, third, empty_plain(), SignKey(key(66)))}));
  add("only the signature inside the stretch is damaged: the chain vouches", "ok", joined({w.frames[0], flipped(w.frames[1], 120), w.frames[2]}));
  Fields later = context(start());
  later.emplace_back("from_seq", Value(1));
  later.emplace_back("from_hash", hex(frame_hash(w.frames[0])));
  book.add("reading goes on after a known head", "lane", "ok", joined({w.frames[1], w.frames[2]}), later);
  book.add("another frame at a known place", "lane", "fork", frame_at(w, {w.lane.id, 1, 0, {}}, empty_plain(), w.signer), later);
  Fields strange = context(start());
  strange.emplace_back("from_seq", Value(1));
  strange.emplace_back("from_hash", hex(key(5).span()));
  book.add("the known head is on another branch", "lane", "fork", w.frames[1], strange);
}

void texts(Book& book) {
  const Writer w = start();
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& plain) {
    book.add(name, "lane", expect, frame_at(w, {w.lane.id, 1, 0, {}}, plain, w.signer), context(start()));
  };
  add("an empty frame", "ok", empty_plain());
  add("used says more than there is", "malformed", with_byte(with_byte(empty_plain(), 0, 0xFF), 1, 0xFF));
  add("a byte after the events is not zero", "malformed", with_byte(empty_plain(), 815, 1));
  add("used covers half an event", "malformed", with_byte(empty_plain(), 0, 20));
  Writer epochless = start();
  epochless.lane.epochs.clear();
  book.add("no seed is known at all", "lane", "waits_for_keys", three().frames[0], context(epochless));
  book.add("an epoch that nobody announced", "lane", "waits_for_keys", frame_at(w, {w.lane.id, 1, 9, {}}, empty_plain(), w.signer), context(start()));
  Writer late = start();
  late.lane.epochs.front().first_seq = 2;
  book.add("a frame before its epoch begins", "lane", "bad_seal", three().frames[0], context(late));
  Fields end = context(start());
  end.emplace_back("from_seq", Value(static_cast<std::int64_t>(frames_per_epoch)));
  end.emplace_back("from_hash", hex(key(5).span()));
  const FramePlace beyond{w.lane.id, frames_per_epoch + 1, 0, block_of<32>(key(5).span())};
  book.add("a frame after the last leaf of its epoch", "lane", "bad_seal", frame_at(w, beyond, empty_plain(), w.signer), end);
  Writer ended = start();
  ended.lane.epochs.push_back({1, 2, key(8), w.signer.pub(), 2});
  Writer two = three();
  Fields after = context(ended);
  after.emplace_back("from_seq", Value(1));
  after.emplace_back("from_hash", hex(frame_hash(two.frames[0])));
  book.add("keys of an ended epoch, well sealed and signed", "lane", "bad_seal", two.frames[1], after);
}

// The turning frame with one thing changed, and a frame of the next epoch behind it.
template <class Change>
Bytes turned(Change change, bool with_next = true) {
  Writer w = start();
  Entropy entropy = dice();
  const Key seed = key(40);
  EpochTurned event = w.announce(seed, author, {author.pub(), reader.pub()}, entropy);
  std::vector<Event> events{{samples::id(50), Hlc{}, Body(event)}};
  change(std::get<EpochTurned>(events[0].body), events);
  w.put(events, entropy);
  w.enter(event, seed, w.signer);
  if (with_next) w.put({samples::need(1, 20'000)}, entropy);
  return w.stream();
}

void turns(Book& book) {
  using Events = std::vector<Event>;
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes, const BoxKey& mine = reader, const BoxKey& sender = author) {
    book.add(name, "lane", expect, bytes, context(start(), mine, sender));
  };
  const Bytes good = turned([](EpochTurned&, Events&) {});
  add("an epoch turns and goes on", "ok", good);
  add("who is not wrapped in waits", "waits_for_keys", good, stranger);
  add("wrapped by someone else than the lane's writer", "bad_seal", good, reader, stranger);
  add("commitment to another seed", "bad_seal", turned([](EpochTurned& e, Events&) { e.commit = commitment_of(key(41)); }));
  add("commitment is cut", "bad_seal", turned([](EpochTurned& e, Events&) { e.commit.pop_back(); }));
  add("commitment is missing", "bad_seal", turned([](EpochTurned& e, Events&) { e.commit.clear(); }));
  add("epoch number is skipped", "malformed", turned([](EpochTurned& e, Events&) { e.epoch = 2; }));
  add("epoch number stays", "malformed", turned([](EpochTurned& e, Events&) { e.epoch = 0; }));
  add("first_seq is the turning frame itself", "malformed", turned([](EpochTurned& e, Events&) { e.first_seq = 1; }));
  add("first_seq leaves a frame out", "malformed", turned([](EpochTurned& e, Events&) { e.first_seq = 3; }));
  add("two turns in one frame", "malformed", turned([](EpochTurned&, Events& all) { all.push_back(all[0]); }));
  add("no wraps", "waits_for_keys", turned([](EpochTurned& e, Events&) { e.wraps.clear(); }));
  add("the wrap for the reader is left out", "waits_for_keys", turned([](EpochTurned& e, Events&) { e.wraps.pop_back(); }));
  add("the reader's wrap: key id", "waits_for_keys", turned([](EpochTurned& e, Events&) { e.wraps[1][0] ^= 1; }));
  add("the reader's wrap: ephemeral key", "bad_seal", turned([](EpochTurned& e, Events&) { e.wraps[1][8] ^= 1; }));
  add("the reader's wrap: ciphertext", "bad_seal", turned([](EpochTurned& e, Events&) { e.wraps[1][40] ^= 1; }));
  add("the reader's wrap: tag", "bad_seal", turned([](EpochTurned& e, Events&) { e.wraps[1][87] ^= 1; }));
  add("the reader's wrap is cut", "malformed", turned([](EpochTurned& e, Events&) { e.wraps[1].pop_back(); }));
  add("the other's wrap damaged is not the reader's matter", "ok", turned([](EpochTurned& e, Events&) { e.wraps[0][60] ^= 1; }));
  add("outbox key of a succession is cut", "malformed", turned([](EpochTurned&, Events& all) {
        KeysSucceeded keys;
        keys.outbox_key = Bytes(31, 1);
        keys.person_key = Bytes(32, 1);
        all.insert(all.begin(), {samples::id(51), Hlc{}, Body(keys)});
      }));
  add("a succession was announced, the old key signs on", "bad_seal", turned([](EpochTurned&, Events& all) {
        KeysSucceeded keys;
        const SignKey next(key(60));
        keys.outbox_key = Bytes(next.pub().begin(), next.pub().end());
        keys.person_key = Bytes(reader.pub().begin(), reader.pub().end());
        all.insert(all.begin(), {samples::id(51), Hlc{}, Body(keys)});
      }));
}

}  // namespace

Book make_lanes() {
  Book book("lanes");
  chains(book);
  texts(book);
  turns(book);
  return book;
}

Book make_wraps() {
  Book book("wraps");
  Entropy entropy = dice();
  const WrapPlace place{samples::id(1), 5};
  const Bytes good = *wrap_seed(key(1), key(2), author, reader.pub(), place, entropy);
  const auto fields = [&](const Key& chain, const Key& mine, const PublicKey& sender, const Id& lane, int epoch) {
    return Fields{{"chain", hex(chain.span())}, {"mine", hex(mine.span())}, {"sender", hex(sender)}, {"lane", Value(to_hex(lane))}, {"epoch", Value(epoch)}};
  };
  const auto usual = [&] { return fields(key(2), key(31), author.pub(), place.lane, 5); };
  book.add("opens for its reader", "wrap", "ok", good, usual());
  book.add("key id changed", "wrap", "not_found", flipped(good, 0), usual());
  book.add("key id changed, last byte", "wrap", "not_found", flipped(good, 7), usual());
  book.add("ephemeral key changed", "wrap", "bad_seal", flipped(good, 8), usual());
  book.add("ephemeral key: unused top bit set", "wrap", "bad_seal", flipped(good, 39, 0x80), usual());
  Bytes small = good;
  std::fill(small.begin() + 8, small.begin() + 40, std::uint8_t{0});
  book.add("ephemeral key is a point of small order", "wrap", "bad_seal", small, usual());
  book.add("ciphertext changed", "wrap", "bad_seal", flipped(good, 40), usual());
  book.add("tag changed", "wrap", "bad_seal", flipped(good, 72), usual());
  book.add("tag changed, last byte", "wrap", "bad_seal", flipped(good, 87), usual());
  book.add("one byte short", "wrap", "malformed", cut(good, 87), usual());
  book.add("one byte long", "wrap", "malformed", longer(good), usual());
  book.add("nothing", "wrap", "malformed", {}, usual());
  book.add("another chain value", "wrap", "bad_seal", good, fields(key(3), key(31), author.pub(), place.lane, 5));
  book.add("another reader", "wrap", "not_found", good, fields(key(2), key(32), author.pub(), place.lane, 5));
  book.add("another sender", "wrap", "bad_seal", good, fields(key(2), key(31), stranger.pub(), place.lane, 5));
  book.add("the sender's key is a point of small order", "wrap", "bad_seal", good, fields(key(2), key(31), PublicKey{}, place.lane, 5));
  book.add("another lane", "wrap", "bad_seal", good, fields(key(2), key(31), author.pub(), samples::id(2), 5));
  book.add("another epoch", "wrap", "bad_seal", good, fields(key(2), key(31), author.pub(), place.lane, 6));
  return book;
}

}  // namespace bothy::vectors
