// A device's disk: keys and blobs, written in whole batches or not at all, as the door asks of every host.
// It can be full, be copied, be put back to an older copy, and lose a bit. Called by host.h and the faults.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "lab/sim/random.h"

namespace bothy::sim {

class Disk {
 public:
  using Blob = std::shared_ptr<const Bytes>;
  /// Cheap to copy: blobs are shared and never changed in place.
  using Image = std::map<std::string, Blob>;

  /// One atomic batch. An empty blob pointer drops the key.
  void write(const std::vector<std::pair<std::string, Blob>>& batch);
  void clear() { blobs_.clear(); }
  [[nodiscard]] const Image& blobs() const { return blobs_; }
  [[nodiscard]] Image image() const { return blobs_; }
  void put_back(Image image) { blobs_ = std::move(image); }

  /// Flips one bit of a record whose key begins with `prefix`; gives the key, empty when there is none.
  std::string rot(Rng& dice, const std::string& prefix);

  bool full = false;

 private:
  Image blobs_;
};

/// "f/<lane hex>/<seq, 16 hex>".
[[nodiscard]] std::string frame_key(const Id& lane, std::uint64_t seq);
struct FramePlace {
  Id lane;
  std::uint64_t seq = 0;
};
/// Whether `key` names a frame, and which.
[[nodiscard]] bool parse_frame_key(const std::string& key, FramePlace& out);

/// The frames that a disk holds, by lane and seq.
using Lanes = std::map<Id, std::map<std::uint64_t, Disk::Blob>>;
[[nodiscard]] Lanes lanes_on(const Disk& disk);

}  // namespace bothy::sim
