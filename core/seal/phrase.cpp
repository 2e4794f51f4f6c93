// See phrase.h. Bits are taken most significant first: 24 groups of 11.
#include "seal/phrase.h"

#include "seal/recovery_words.h"

namespace bothy {
namespace {

constexpr int bits_per_word = 11;

std::uint8_t check_byte(const Key& root) { return hash_parts({span_of("BTYphras"), root.span()})[0]; }

int bit_at(const Block<33>& bytes, int at) { return bytes[static_cast<std::size_t>(at / 8)] >> (7 - at % 8) & 1; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string phrase_of(const Key& root) {
  Block<33> bytes{};
  std::memcpy(bytes.data(), root.data(), 32);
  bytes[32] = check_byte(root);
  std::string out;
  for (int word = 0; word < phrase_words; ++word) {
    int index = 0;
    for (int bit = 0; bit < bits_per_word; ++bit) index = index * 2 + bit_at(bytes, word * bits_per_word + bit);
    if (word > 0) out += ' ';
    out += recovery_word(static_cast<std::uint16_t>(index));
  }
  wipe(bytes.data(), bytes.size());
  return out;
}

Result<Key> root_of(std::string_view phrase) {
  Block<33> bytes{};
  int words = 0;
  bool whole = true;
  std::string word;
  const auto take = [&]() -> bool {
    if (word.empty()) return true;
    const int index = words < phrase_words ? recovery_index(word) : -1;
    if (index < 0) return false;
    for (int bit = 0; bit < bits_per_word; ++bit) {
      const int at = words * bits_per_word + bit;
      if ((index >> (bits_per_word - 1 - bit) & 1) != 0) bytes[static_cast<std::size_t>(at / 8)] |= static_cast<std::uint8_t>(128 >> at % 8);
    }
    ++words;
    word.clear();
    return true;
  };
  for (const char c : phrase) {
    const char small = lower(c);
    if (small >= 'a' && small <= 'z') word += small;
    else whole = whole && take();
  }
  whole = whole && take() && words == phrase_words;
  const Key root{ByteSpan(bytes)};
  whole = whole && check_byte(root) == bytes[32];
  wipe(bytes.data(), bytes.size());
  word.resize(word.capacity());
  wipe(word.data(), word.size());
  if (!whole) return no(Error::wrong_phrase);
  return root;
}

RecoveryKeys recovery_keys(const Key& root) {
  const Key lane = derive(root, 3, "BTYrecov");
  return {SignKey(derive(root, 1, "BTYrecov")), BoxKey(derive(root, 2, "BTYrecov")), SignKey(derive(root, 5, "BTYrecov")),
          Id{block_of<16>(lane.span())},        derive(root, 6, "BTYrecov"),         block_of<32>(derive(root, 7, "BTYrecov").span())};
}

PersonKeys person_keys(const Key& person_secret) {
  return {BoxKey(derive(person_secret, 1, "BTYpers_")), SignKey(derive(person_secret, 2, "BTYpers_")),
          SignKey(derive(person_secret, 3, "BTYpers_")), derive(person_secret, 5, "BTYpers_")};
}

Token self_lane_token(const PersonKeys& keys, const Id& lane) { return hash_parts({span_of("BTYtoken"), lane.bytes}, keys.tokens.span()); }

}  // namespace bothy
