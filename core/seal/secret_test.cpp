// Laws of keys: they wipe themselves, never print, compare whole; seals open for their key and label alone.
#include "seal/secret.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <new>
#include <ostream>
#include <type_traits>

#include "seal/seal_samples.h"

using namespace bothy;

namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Textual = std::is_convertible_v<T, std::string> || std::is_convertible_v<T, std::string_view>;

static_assert(!Streamable<Key> && !Streamable<Secret<64>> && !Streamable<SignKey> && !Streamable<BoxKey>, "keys never print");
static_assert(!Textual<Key> && !std::is_convertible_v<Key, Bytes> && !std::is_convertible_v<Key, Block<32>>);
static_assert(!std::is_copy_constructible_v<Entropy> && !std::is_copy_assignable_v<Entropy>, "a copy would repeat itself");

Bytes some_bytes(std::size_t n) { return *rc::gen::container<Bytes>(n, rc::gen::arbitrary<std::uint8_t>()); }

}  // namespace

TEST_CASE("secret: its bytes are zero once it is gone") {
  alignas(Key) std::uint8_t place[sizeof(Key)];
  Key* secret = new (place) Key(Bytes(32, 0xAB));
  REQUIRE(place[0] == 0xAB);
  secret->~Secret();
  // Read through volatile so that the look itself is not optimised away.
  const volatile std::uint8_t* left = place;
  for (std::size_t i = 0; i < 32; ++i) CHECK(left[i] == 0);
}

TEST_CASE("secret: wipe clears every byte it is given and none beside") {
  Bytes bytes(16, 0xFF);
  wipe(bytes.data() + 4, 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) CHECK((bytes[i] == 0) == (i >= 4 && i < 12));
}

TEST_CASE("secret: two keys are equal when every bit is, wherever the difference lies") {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Bytes bytes(32, 0x5A);
    const Key one(bytes);
    CHECK(one == Key(bytes));
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK_FALSE(one == Key(bytes));
  }
  CHECK(Key().is_zero());
  CHECK_FALSE(samples::key(1).is_zero());
}

TEST_CASE("derive: number, context and master each give another key, and the same give the same") {
  const Key master = samples::key(1);
  CHECK(derive(master, 1, "BTYrecov") == derive(master, 1, "BTYrecov"));
  CHECK(derive(master, 1, "BTYrecov") != derive(master, 2, "BTYrecov"));
  CHECK(derive(master, 1, "BTYrecov") != derive(master, 1, "BTYpers_"));
  CHECK(derive(master, 1, "BTYrecov") != derive(samples::key(2), 1, "BTYrecov"));
}

TEST_CASE("entropy: one seed gives one stream, and no draw repeats") {
  Entropy a(samples::key(1).span());
  Entropy b(samples::key(1).span());
  std::vector<Key> seen;
  for (int i = 0; i < 100; ++i) {
    const Key drawn = a.key();
    CHECK(drawn == b.key());
    for (const auto& before : seen) CHECK_FALSE(before == drawn);
    seen.push_back(drawn);
  }
}

TEST_CASE("sign: a signature holds for its message and key only") {
  CHECK(rc::check([] {
    const SignKey key(samples::key(*rc::gen::inRange<std::uint64_t>(0, 1'000)));
    Bytes message = some_bytes(*rc::gen::inRange<std::size_t>(1, 200));
    Signature signature = key.sign(message);
    RC_ASSERT(verify(message, signature, key.pub()));
    RC_ASSERT(!verify(message, signature, SignKey(samples::key(5'000)).pub()));
    const auto at = *rc::gen::inRange<std::size_t>(0, message.size() * 8);
    message[at / 8] ^= static_cast<std::uint8_t>(1 << at % 8);
    RC_ASSERT(!verify(message, signature, key.pub()));
    message[at / 8] ^= static_cast<std::uint8_t>(1 << at % 8);
    const auto bit = *rc::gen::inRange<std::size_t>(0, 512);
    signature[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    RC_ASSERT(!verify(message, signature, key.pub()));
  }));
}

TEST_CASE("box: both sides of an agreement get the same point, and a third key another") {
  const BoxKey a(samples::key(1));
  const BoxKey b(samples::key(2));
  const BoxKey c(samples::key(3));
  CHECK(*a.shared(b.pub()) == *b.shared(a.pub()));
  CHECK_FALSE(*a.shared(b.pub()) == *a.shared(c.pub()));
}

TEST_CASE("box: points of small order are refused, so no agreement is known beforehand") {
  const BoxKey mine(samples::key(1));
  // The points of order 1, 2, 4 and 8 of curve25519 and its twist, and their forms beyond the prime (RFC 7748, 6.1).
  const char* small[] = {"0000000000000000000000000000000000000000000000000000000000000000",
                         "0100000000000000000000000000000000000000000000000000000000000000",
                         "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                         "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                         "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                         "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                         "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};
  for (const char* hex : small) {
    const auto point = block_of<32>(*from_hex(hex));
    CHECK(mine.shared(point).error() == Error::bad_seal);
    Entropy dice(samples::key(2).span());
    CHECK(wrap_seed(samples::key(3), samples::key(4), mine, point, {samples::id(1), 1}, dice).error() == Error::bad_seal);
  }
}

TEST_CASE("seal_box: opens under its key and label, and any flipped bit is a bad seal") {
  CHECK(rc::check([] {
    Entropy dice(samples::key(*rc::gen::arbitrary<std::uint64_t>()).span());
    const Key key = dice.key();
    const Bytes plain = some_bytes(*rc::gen::inRange<std::size_t>(0, 300));
    Bytes sealed = seal_box(key, plain, span_of("label"), dice);
    RC_ASSERT(sealed.size() == plain.size() + 40);
    RC_ASSERT(*open_box(key, sealed, span_of("label")) == plain);
    RC_ASSERT(open_box(key, sealed, span_of("lebel")).error() == Error::bad_seal);
    RC_ASSERT(open_box(dice.key(), sealed, span_of("label")).error() == Error::bad_seal);
    const auto bit = *rc::gen::inRange<std::size_t>(0, sealed.size() * 8);
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    RC_ASSERT(open_box(key, sealed, span_of("label")).error() == Error::bad_seal);
    sealed.resize(*rc::gen::inRange<std::size_t>(0, sealed.size()));
    RC_ASSERT(open_box(key, sealed, span_of("label")).error() == Error::bad_seal);
  }));
}

TEST_CASE("seal_to: whoever holds the public key may write, and its owner alone reads") {
  CHECK(rc::check([] {
    Entropy dice(samples::key(*rc::gen::arbitrary<std::uint64_t>()).span());
    const BoxKey owner(dice.key());
    const Bytes plain = some_bytes(*rc::gen::inRange<std::size_t>(0, 300));
    Bytes sealed = seal_to(owner.pub(), plain, span_of("q/"), dice);
    RC_ASSERT(*open_sealed_to(owner, sealed, span_of("q/")) == plain);
    RC_ASSERT(open_sealed_to(owner, sealed, span_of("x/")).error() == Error::bad_seal);
    RC_ASSERT(open_sealed_to(BoxKey(dice.key()), sealed, span_of("q/")).error() == Error::bad_seal);
    const auto bit = *rc::gen::inRange<std::size_t>(0, sealed.size() * 8);
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    // The top bit of an X25519 key is ignored by the curve, yet the key as written is part of what is hashed.
    RC_ASSERT(open_sealed_to(owner, sealed, span_of("q/")).error() == Error::bad_seal);
  }));
}

TEST_CASE("hash_parts: parts are one text, and a key makes it another hash") {
  CHECK(hash_parts({span_of("ab"), span_of("c")}) == hash_parts({span_of("abc")}));
  CHECK(hash_parts({span_of("abc")}) == plain_hash(span_of("abc")));
  CHECK(hash_parts({span_of("abc")}, samples::key(1).span()) != hash_parts({span_of("abc")}));
  CHECK(hash_key({span_of("abc")}) == Key(hash_parts({span_of("abc")})));
}
