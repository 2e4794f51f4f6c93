// See epoch_keys.h. Every choice between two values is a total order, so that all devices choose alike.
#include "seal/epoch_keys.h"

#include <algorithm>
#include <tuple>

#include "base/pack.h"

namespace bothy {
namespace {

Block<32> seed_bytes(const EpochKeys& keys) { return block_of<32>(keys.seed.span()); }

// Never used sorts before used, and used late before used early.
std::uint64_t trust(const EpochKeys& keys) { return keys.used_from == 0 ? 0 : UINT64_MAX - keys.used_from; }

auto rank(const EpochKeys& keys) { return std::make_tuple(trust(keys), keys.first_seq, keys.writer); }

bool before(const EpochKeys& a, const EpochKeys& b) {
  if (a.epoch != b.epoch) return a.epoch < b.epoch;
  return std::make_tuple(trust(a), seed_bytes(a)) < std::make_tuple(trust(b), seed_bytes(b));
}

void add(std::vector<EpochKeys>& mine, const EpochKeys& one) {
  const auto same = [&](const EpochKeys& known) { return known.epoch == one.epoch && known.seed == one.seed; };
  const auto known = std::find_if(mine.begin(), mine.end(), same);
  if (known == mine.end()) return mine.push_back(one);
  const Key chain = block_of<32>(known->chain.span()) < block_of<32>(one.chain.span()) ? one.chain : known->chain;
  if (rank(*known) < rank(one)) *known = one;
  known->chain = chain;
}

}  // namespace

void unite(std::vector<EpochKeys>& mine, const std::vector<EpochKeys>& other) {
  for (const auto& one : other) add(mine, one);
  std::sort(mine.begin(), mine.end(), before);
}

void unite(std::vector<EpochKeys>& mine, const EpochKeys& one) {
  add(mine, one);
  std::sort(mine.begin(), mine.end(), before);
}

const EpochKeys& in_use(const std::vector<EpochKeys>& epochs) {
  const auto last = std::find_if(epochs.rbegin(), epochs.rend(), [](const EpochKeys& keys) { return keys.used_from != 0; });
  return last != epochs.rend() ? *last : epochs.front();
}

bool covers(const std::vector<EpochKeys>& epochs, std::size_t at, std::uint32_t epoch, std::uint64_t seq) {
  const EpochKeys& keys = epochs[at];
  if (keys.epoch != epoch || seq < keys.first_seq || seq - keys.first_seq >= frames_per_epoch) return false;
  return std::none_of(epochs.begin(), epochs.end(), [&](const EpochKeys& later) {
    return later.epoch > epoch && later.used_from != 0 && later.used_from <= seq;
  });
}

}  // namespace bothy
