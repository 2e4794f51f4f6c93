// bothy-keys-of: the first draws that the core makes from the private half of a request's entropy, as hex, a line for each
// seed given. A test that looks for keys in a browser's memory has to know them. No program of Bothy calls it.
#include <cstdio>

#include "base/bytes.h"
#include "seal/secret.h"

using namespace bothy;

namespace {

// A new home draws its keys within these, with nonces and ids between them.
constexpr int draws = 24;
constexpr std::uint64_t private_half = 2;  // core/door/door.cpp

bool print_draws(std::string_view hex) {
  const auto seed = from_hex(hex);
  if (!seed || seed->size() != 32) return false;
  const Key root{ByteSpan(*seed)};
  Entropy entropy(derive(root, private_half, "BTYreqst").span());
  for (int i = 0; i < draws; ++i) std::printf("%s%s", i == 0 ? "" : " ", to_hex(entropy.block<32>()).c_str());
  std::printf("\n");
  return true;
}

}  // namespace

int main(int count, char** given) {
  for (int i = 1; i < count; ++i) {
    if (print_draws(given[i])) continue;
    std::fprintf(stderr, "bothy-keys-of: a seed is 64 hex digits\n");
    return 2;
  }
  return 0;
}
