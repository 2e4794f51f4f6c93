// Vectors of sealed frames, lanes and wraps. See check.h.
#include "base/pack.h"
#include "lab/vectors/check.h"
#include "seal/lane.h"

namespace bothy::vectors {
namespace {

// One frame by itself: shape, body hash, signature, seal.
Result<Bytes> open_alone(const Given& given) {
  BOTHY_TRY(header, parse_frame(given.bytes));
  if (!body_matches(header, given.bytes)) return no(Error::bad_seal);
  if (!signed_by(header, frame_hash(given.bytes), key_of(given.vector, "write_key"))) return no(Error::bad_seal);
  if (header.kind == FrameClass::pruned) return Bytes();
  return open_frame(header, given.bytes, Key(key_of(given.vector, "frame_key")));
}

std::vector<Bytes> list_of(const Value& vector, std::string_view key) {
  std::vector<Bytes> out;
  const Value* found = vector.find(key);
  const auto* list = found != nullptr ? found->as<List>() : nullptr;
  if (list == nullptr) return out;
  for (const auto& item : *list) {
    const auto* text = item.as<std::string>();
    auto bytes = text != nullptr ? from_hex(*text) : Result<Bytes>(Bytes());
    out.push_back(bytes ? std::move(*bytes) : Bytes());
  }
  return out;
}

Lane lane_of(const Value& vector) {
  Lane lane;
  lane.id = id_of(vector, "lane");
  lane.kind = static_cast<LaneKind>(int_or(vector, "lane_kind", 2) & 3);
  lane.chain = Key(key_of(vector, "chain"));
  const Value* epochs = vector.find("epochs");
  const auto* list = epochs != nullptr ? epochs->as<List>() : nullptr;
  if (list == nullptr) return lane;
  for (const auto& item : *list) {
    EpochKeys keys;
    keys.epoch = static_cast<std::uint32_t>(int_or(item, "epoch", 0));
    keys.first_seq = static_cast<std::uint64_t>(int_or(item, "first_seq", 1));
    keys.seed = Key(key_of(item, "seed"));
    keys.writer = key_of(item, "write_key");
    keys.used_from = static_cast<std::uint64_t>(int_or(item, "used_from", 0));
    lane.epochs.push_back(keys);
  }
  return lane;
}

Result<Bytes> read_lane(const Given& given) {
  Lane lane = lane_of(given.vector);
  const ChainHead from{static_cast<std::uint64_t>(int_or(given.vector, "from_seq", 0)), key_of(given.vector, "from_hash")};
  WrapKeys keys;
  for (const auto& secret : list_of(given.vector, "mine")) keys.mine.emplace_back(Key(secret));
  for (const auto& sender : list_of(given.vector, "senders")) keys.senders.push_back(block_of<32>(sender));
  LaneReader reader(lane, from);
  Reading reading;
  BOTHY_CHECK(reader.read(given.bytes, keys, reading));
  Bytes out;
  Packer pack(out);
  pack.u8(reading.waits_for_keys ? 1 : 0).u64(reader.head().seq).raw(reader.head().hash).u64(reader.whole_head().seq);
  for (const auto& event : reading.events) pack.id(event.id).u64(pack_hlc(event.at)).raw(encode_payload(event.body));
  for (const auto& known : lane.epochs) pack.u32(known.epoch).u64(known.first_seq).raw(known.seed.span()).raw(known.writer);
  pack.raw(lane.chain.span());
  return out;
}

Result<Bytes> open_wrap(const Given& given) {
  const BoxKey mine(Key(key_of(given.vector, "mine")));
  const WrapPlace place{id_of(given.vector, "lane"), static_cast<std::uint32_t>(int_or(given.vector, "epoch", 0))};
  BOTHY_TRY(seed, unwrap_seed({given.bytes}, Key(key_of(given.vector, "chain")), mine, key_of(given.vector, "sender"), place));
  return commitment_of(seed);
}

}  // namespace

bool lane_knows(std::string_view kind) { return kind == "frame" || kind == "lane" || kind == "wrap"; }

Result<Bytes> check_lane(const Given& given) {
  if (given.kind == "frame") return open_alone(given);
  if (given.kind == "lane") return read_lane(given);
  return open_wrap(given);
}

}  // namespace bothy::vectors
