// Vectors of keyrings and vaults: each part damaged once, each reader and writer that must not pass.
#include "lab/vectors/book.h"
#include "seal/seal_samples.h"
#include "seal/vault.h"

namespace bothy::vectors {
namespace {

using samples::key;

// signature 64, writer 16, ephemeral 32, count 1, then 81 bytes a reader.
constexpr std::size_t writer_at = 64;
constexpr std::size_t ephemeral_at = 80;
constexpr std::size_t count_at = 112;
constexpr std::size_t readers_at = 113;
constexpr std::size_t reader_size = 81;

struct People {
  samples::Owner owner = samples::owner(1);
  samples::TestDevice waiting = samples::device(300, owner.phone.entry.id, owner.phone.sign);
  samples::TestDevice gone = samples::device(301, owner.phone.entry.id, owner.phone.sign);
  samples::TestDevice ghost = samples::device(500, owner.phone.entry.id, SignKey(key(1'234)));
  People() {
    waiting.entry.opens_at_ms = 2'000;
    gone.entry.revoked = true;
    owner.ring.devices.push_back(waiting.entry);
    owner.ring.devices.push_back(gone.entry);
  }
  Bytes seal(const Id& writer, const SignKey& by) {
    Entropy dice = samples::entropy(1);
    return seal_keyring(owner.ring, writer, by, 1'000, dice);
  }
  Bytes seal() { return seal(owner.phone.entry.id, owner.phone.sign); }
  [[nodiscard]] Fields read_by(const Key& secret) const {
    return {{"mine", hex(secret.span())}, {"recovery_key", hex(owner.ring.recovery_sign)}};
  }
};

// What stands after the signature is changed and signed anew by the real writer.
Bytes signed_again(Bytes sealed, const SignKey& by) {
  const Signature signature = by.sign(ByteSpan(sealed).subspan(64));
  std::copy(signature.begin(), signature.end(), sealed.begin());
  return sealed;
}

void ring_readers(Book& book, People& p) {
  const Bytes good = p.seal();
  const Key phone = key(112);
  const Key paper = derive(p.owner.root, 2, "BTYrecov");
  book.add("the device that wrote it opens all", "keyring", "ok", good, p.read_by(phone));
  book.add("paper opens all", "keyring", "ok", good, p.read_by(paper));
  book.add("a waiting device opens its part", "keyring", "ok", good, p.read_by(key(311)));
  book.add("a removed device", "keyring", "not_found", good, p.read_by(key(312)));
  book.add("a stranger", "keyring", "not_found", good, p.read_by(key(999)));
  Fields other = p.read_by(phone);
  other[1].second = hex(samples::owner(2).ring.recovery_sign);
  book.add("another person's recovery key", "keyring", "bad_seal", good, other);
  p.owner.ring.devices.push_back(p.ghost.entry);
  const Bytes ghostly = p.seal();
  book.add("a device without a certificate is listed, and is no reader", "keyring", "not_found", ghostly, p.read_by(key(511)));
  book.add("written by a device without a certificate", "keyring", "bad_seal", p.seal(p.ghost.entry.id, p.ghost.sign), p.read_by(phone));
  p.owner.ring.devices.pop_back();
  book.add("written by a device that is not listed", "keyring", "bad_seal", p.seal(p.ghost.entry.id, p.ghost.sign), p.read_by(phone));
  book.add("written in another device's name", "keyring", "bad_seal", p.seal(p.waiting.entry.id, p.owner.phone.sign), p.read_by(phone));
}

void ring_parts(Book& book, People& p) {
  const Bytes good = p.seal();
  const std::size_t boxes_at = readers_at + 3 * reader_size;
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes) { book.add(name, "keyring", expect, bytes, p.read_by(key(112))); };
  const auto anew = [&](Bytes bytes) { return signed_again(std::move(bytes), p.owner.phone.sign); };
  add("signature changed", "bad_seal", flipped(good, 0));
  add("signature changed in its second half", "bad_seal", flipped(good, 40));
  add("writer changed", "bad_seal", flipped(good, writer_at));
  add("ephemeral key changed and signed anew", "bad_seal", anew(flipped(good, ephemeral_at)));
  Bytes small = good;
  std::fill(small.begin() + ephemeral_at, small.begin() + ephemeral_at + 32, std::uint8_t{0});
  add("ephemeral key is a point of small order", "bad_seal", anew(small));
  add("no readers by the count", "malformed", anew(with_byte(good, count_at, 0)));
  add("more readers by the count than there are", "malformed", anew(with_byte(good, count_at, 200)));
  add("key id of the reader changed", "not_found", anew(flipped(good, readers_at + reader_size)));
  add("the reader is said to get the part", "bad_seal", anew(with_byte(good, readers_at + reader_size + 8, 1)));
  add("the reader is said to get a third kind", "malformed", anew(with_byte(good, readers_at + reader_size + 8, 2)));
  add("the reader's key: nonce changed", "bad_seal", anew(flipped(good, readers_at + reader_size + 9)));
  add("the reader's key: tag changed", "bad_seal", anew(flipped(good, readers_at + 2 * reader_size - 1)));
  add("length beyond the end", "malformed", anew(with_byte(good, boxes_at + 3, 1)));
  add("length one short", "bad_seal", anew(flipped(good, boxes_at, good[boxes_at] % 2 == 1 ? 1 : 3)));
  add("the whole changed and signed anew", "bad_seal", anew(flipped(good, boxes_at + 40)));
  add("the part changed: the signature covers it too", "bad_seal", flipped(good, good.size() - 20));
  book.add("the part changed and signed anew, read by a waiting device", "keyring", "bad_seal", anew(flipped(good, good.size() - 20)), p.read_by(key(311)));
  add("last byte missing", "bad_seal", cut(good, good.size() - 1));
  add("ends after the readers", "malformed", cut(good, boxes_at));
  add("ends inside the signature", "malformed", cut(good, 63));
  add("nothing", "malformed", {});
}

constexpr std::string_view passphrase = "lamp river under the bridge";
const Key device_secret = key(3);

Bytes vault(bool locked) {
  Entropy dice = samples::entropy(1);
  return *make_vault({key(1), key(2)}, device_secret, locked ? std::optional(passphrase) : std::nullopt, KdfCost{}, dice);
}

}  // namespace

Book make_keyrings() {
  Book book("keyrings");
  People people;
  ring_readers(book, people);
  ring_parts(book, people);
  return book;
}

// version 4, lock 1, ops 4, memory 4, salt 16, my_room key 32, two boxes of 72.
Book make_vaults() {
  Book book("vaults");
  const Bytes open = vault(false);
  const Bytes locked = vault(true);
  const Fields device{{"device_secret", hex(device_secret.span())}};
  Fields both = device;
  both.emplace_back("passphrase", Value(passphrase));
  Fields wrong = device;
  wrong.emplace_back("passphrase", Value("lamp river under the bridgf"));
  const Fields other{{"device_secret", hex(key(4).span())}};
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes) { book.add(name, "vault", expect, bytes, device); };
  add("no lock", "ok", open);
  add("a lock: our room opens", "ok", locked);
  book.add("a lock and its passphrase", "vault", "ok", locked, both);
  book.add("a lock and another passphrase", "vault", "wrong_passphrase", locked, wrong);
  book.add("another device", "vault", "bad_seal", open, other);
  add("version 2", "too_new", with_byte(open, 0, 2));
  add("version 0", "too_new", with_byte(open, 0, 0));
  add("lock byte is 2", "malformed", with_byte(open, 4, 2));
  add("lock taken off", "bad_seal", with_byte(locked, 4, 0));
  add("lock put on", "bad_seal", with_byte(open, 4, 1));
  add("one pass only", "malformed", with_byte(locked, 5, 1));
  add("three passes said, two made", "bad_seal", with_byte(locked, 5, 3));
  add("17 passes", "malformed", with_byte(locked, 5, 17));
  add("memory below the floor", "malformed", with_byte(locked, 11, 0));
  add("memory beyond reason", "malformed", with_byte(locked, 12, 1));
  add("salt changed", "bad_seal", flipped(locked, 13));
  add("public key of my room changed", "bad_seal", flipped(locked, 29));
  add("box of our room's key changed", "bad_seal", flipped(open, 61));
  add("box of my room's key changed", "bad_seal", flipped(open, 133));
  Bytes swapped = open;
  std::swap_ranges(swapped.begin() + 61, swapped.begin() + 133, swapped.begin() + 133);
  add("the two boxes changed places", "bad_seal", swapped);
  add("last byte missing", "malformed", cut(open, open.size() - 1));
  add("one byte too many", "malformed", longer(open));
  add("nothing", "malformed", {});
  return book;
}

}  // namespace bothy::vectors
