// See trace.h.
#include "lab/sim/trace.h"

#include "base/pack.h"
#include "wire/message.h"

namespace bothy::sim {
namespace {
constexpr std::size_t fold_at = 64 * 1024;
}

void Trace::note(std::uint64_t label, ByteSpan bytes) {
  Packer(buffer_).u64(label).u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes);
  seen_ += bytes.size();
  if (buffer_.size() >= fold_at) fold();
}

void Trace::fold() {
  if (buffer_.empty()) return;
  append(buffer_, state_);
  state_ = plain_hash(buffer_);
  buffer_.clear();
}

void Trace::end_step() {
  fold();
  steps_.push_back(Unpacker(state_).u64());
}

Block<32> Trace::digest() {
  fold();
  return state_;
}

int first_difference(const Trace& one, const Trace& other) {
  const auto& a = one.steps();
  const auto& b = other.steps();
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    if (a[i] != b[i]) return static_cast<int>(i);
  return a.size() == b.size() ? -1 : static_cast<int>(std::min(a.size(), b.size()));
}

}  // namespace bothy::sim
