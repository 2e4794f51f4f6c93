// See disk.h.
#include "lab/sim/disk.h"

#include <cstdio>
#include <cstdlib>

namespace bothy::sim {

void Disk::write(const std::vector<std::pair<std::string, Blob>>& batch) {
  for (const auto& [key, blob] : batch) {
    if (blob == nullptr) {
      blobs_.erase(key);
    } else {
      blobs_[key] = blob;
    }
  }
}

std::string Disk::rot(Rng& dice, const std::string& prefix) {
  std::vector<std::string> keys;
  for (const auto& [key, blob] : blobs_)
    if (key.starts_with(prefix) && !blob->empty()) keys.push_back(key);
  if (keys.empty()) return {};
  const std::string key = keys[dice.below(keys.size())];
  Bytes bytes = *blobs_.at(key);
  bytes[dice.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << dice.below(8));
  blobs_[key] = std::make_shared<const Bytes>(std::move(bytes));
  return key;
}

std::string frame_key(const Id& lane, std::uint64_t seq) {
  char number[17];
  std::snprintf(number, sizeof number, "%016llx", static_cast<unsigned long long>(seq));
  return "f/" + to_hex(lane) + "/" + number;
}

bool parse_frame_key(const std::string& key, FramePlace& out) {
  constexpr std::size_t whole = 2 + 32 + 1 + 16;
  if (key.size() != whole || !key.starts_with("f/") || key[34] != '/') return false;
  const auto lane = id_from_hex(std::string_view(key).substr(2, 32));
  if (!lane) return false;
  out = {*lane, std::strtoull(key.c_str() + 35, nullptr, 16)};
  return true;
}

Lanes lanes_on(const Disk& disk) {
  Lanes lanes;
  FramePlace place;
  for (const auto& [key, blob] : disk.blobs())
    if (parse_frame_key(key, place)) lanes[place.lane][place.seq] = blob;
  return lanes;
}

}  // namespace bothy::sim
