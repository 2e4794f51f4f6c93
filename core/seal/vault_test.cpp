// Laws of the vault: what opens with the device alone, what asks for the passphrase, and what no edit of it can do.
#include "seal/vault.h"

#include <doctest/doctest.h>

#include "seal/seal_samples.h"

using namespace bothy;

namespace {

constexpr std::string_view good_passphrase = "lamp river under the bridge";
const LocalKeys local{samples::key(1), samples::key(2)};
const Key device_secret = samples::key(3);

Result<Bytes> make(std::optional<std::string_view> passphrase, KdfCost cost = {}) {
  Entropy dice = samples::entropy(1);
  return make_vault(local, device_secret, passphrase, cost, dice);
}

}  // namespace

TEST_CASE("vault: without a lock both rooms open with the device secret") {
  const Bytes vault = *make(std::nullopt);
  const auto opened = open_vault(vault, device_secret);
  REQUIRE(opened.has_value());
  CHECK_FALSE(opened->locked);
  CHECK(opened->ours == local.ours);
  CHECK(*opened->mine == local.mine);
  CHECK(opened->my_room == my_room_box(local.mine).pub());
  CHECK(*unlock_vault(vault, device_secret, "anything") == local.mine);
}

TEST_CASE("vault: with a lock our room opens at once and my room with the passphrase alone") {
  const Bytes vault = *make(good_passphrase);
  const auto opened = open_vault(vault, device_secret);
  REQUIRE(opened.has_value());
  CHECK(opened->locked);
  CHECK(opened->ours == local.ours);
  CHECK_FALSE(opened->mine.has_value());
  CHECK(*unlock_vault(vault, device_secret, good_passphrase) == local.mine);
  CHECK(unlock_vault(vault, device_secret, "lamp river under the bridgf").error() == Error::wrong_passphrase);
  CHECK(unlock_vault(vault, device_secret, "").error() == Error::wrong_passphrase);
  // The passphrase is worth nothing away from the device.
  CHECK(unlock_vault(vault, samples::key(4), good_passphrase).error() == Error::bad_seal);
}

TEST_CASE("vault: another device's secret opens nothing") {
  CHECK(open_vault(*make(std::nullopt), samples::key(4)).error() == Error::bad_seal);
  CHECK(open_vault(*make(good_passphrase), samples::key(4)).error() == Error::bad_seal);
}

TEST_CASE("vault: what was written while locked opens with the key of my room") {
  const auto opened = *open_vault(*make(good_passphrase), device_secret);
  Entropy dice = samples::entropy(2);
  const Bytes waiting = seal_to(opened.my_room, span_of("written while locked"), span_of("q/"), dice);
  CHECK(text_of(*open_sealed_to(my_room_box(local.mine), waiting, span_of("q/"))) == "written while locked");
  CHECK_FALSE(open_sealed_to(my_room_box(local.ours), waiting, span_of("q/")).has_value());
}

TEST_CASE("vault: a passphrase has 15 characters or 4 words, counted as people count them") {
  for (const char* weak : {"", "password", "fourteen chars", "a b c d", "one two to me", "  -  -  -  ", "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"}) {
    CAPTURE(weak);
    CHECK(make(std::string_view(weak)).error() == Error::weak_passphrase);
  }
  for (const char* strong : {"fifteen chars!!", "\xE5\xB1\xB1\xE5\xB7\x9D \xE8\x8D\x89\xE6\x9C\xA8 \xE9\xA2\xA8\xE6\x9C\x88 \xE9\x9B\xAA\xE8\x8A\xB1"}) {
    CAPTURE(strong);
    CHECK(make(std::string_view(strong)).has_value());
  }
}

TEST_CASE("vault: a cost under the floor or beyond reason is refused when made and when read") {
  for (const KdfCost cost : {KdfCost{1, 65'536}, KdfCost{2, 65'535}, KdfCost{2, 0}, KdfCost{0, 65'536}, KdfCost{17, 65'536}, KdfCost{2, 1'048'577}})
    CHECK(make(good_passphrase, cost).error() == Error::out_of_range);
  Bytes vault = *make(good_passphrase);
  vault[5] = 1;  // ops
  CHECK(open_vault(vault, device_secret).error() == Error::malformed);
  CHECK(unlock_vault(vault, device_secret, good_passphrase).error() == Error::malformed);
}

TEST_CASE("vault: no byte of it can be changed unseen, the public key of my room least of all") {
  const Bytes vault = *make(std::nullopt);
  for (std::size_t at = 0; at < vault.size(); ++at) {
    Bytes bad = vault;
    bad[at] ^= 1;
    const auto opened = open_vault(bad, device_secret);
    CAPTURE(at);
    REQUIRE_FALSE(opened.has_value());
    const Error error = opened.error();
    if (at < 4) CHECK(error == Error::too_new);
    else if (at < 13) CHECK((error == Error::malformed || error == Error::bad_seal));
    else CHECK(error == Error::bad_seal);
  }
  // Whoever slips in a key of their own would read what is written while locked.
  Bytes swapped = *make(good_passphrase);
  const PublicKey foreign = BoxKey(samples::key(666)).pub();
  std::copy(foreign.begin(), foreign.end(), swapped.begin() + 29);
  CHECK(open_vault(swapped, device_secret).error() == Error::bad_seal);
  CHECK(unlock_vault(swapped, device_secret, good_passphrase).error() == Error::bad_seal);
}

TEST_CASE("vault: cut, lengthened or newer records are named") {
  const Bytes vault = *make(std::nullopt);
  for (std::size_t n = 0; n < vault.size(); ++n) CHECK(open_vault(ByteSpan(vault).first(n), device_secret).error() == Error::malformed);
  Bytes longer = vault;
  longer.push_back(0);
  CHECK(open_vault(longer, device_secret).error() == Error::malformed);
  Bytes newer = vault;
  newer[0] = 2;
  CHECK(open_vault(newer, device_secret).error() == Error::too_new);
}
