// Random work from one number, the same on every machine: events, frames, wraps, keyrings, texts, seals, and what
// damage to them gives. Only its hash is compared. See check.h.
#include "base/cbor.h"
#include "base/pack.h"
#include "event/pieces.h"
#include "lab/vectors/check.h"
#include "seal/seal_samples.h"
#include "wire/message.h"

namespace bothy::vectors {
namespace {

class Work {
 public:
  explicit Work(std::uint64_t number) : dice_(samples::key(number).span()) {}

  Block<32> done() const { return hash_parts({out_}); }

  void run() {
    switch (below(6)) {
      case 0: return event();
      case 1: return frame();
      case 2: return lane();
      case 3: return bytes();
      case 4: return keyring();
      default: return boxes();
    }
  }

 private:
  std::uint64_t below(std::uint64_t n) {
    Bytes eight(8);
    dice_.fill(eight);
    return Unpacker(eight).u64() % n;
  }
  std::size_t count(std::uint64_t most) { return static_cast<std::size_t>(below(most + 1)); }
  std::size_t place_in(const Bytes& bytes) { return count(bytes.size() - 1); }
  Bytes some(std::uint64_t most) {
    Bytes out(count(most));
    dice_.fill(out);
    return out;
  }
  void note(ByteSpan bytes) { append(out_, bytes); }
  template <class T>
  void note_error(const Result<T>& result) {
    const std::string_view name = result ? "ok" : error_name(result.error());
    note(span_of(name));
  }

  std::int64_t number_in(const Field& field) {
    const auto low = std::max<std::int64_t>(field.low, -1'000'000);
    const auto high = std::min<std::int64_t>(field.high, 1'000'000'000);
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  std::string text(std::int64_t most) {
    std::string out(count(static_cast<std::uint64_t>(std::min<std::int64_t>(most, 400))), 'a');
    for (auto& c : out) c = static_cast<char>('a' + below(26));
    return out;
  }

  void fill(std::byte* data, const Field& field) {
    switch (field.kind) {
      case Kind::integer: field_at<std::int32_t>(data, field) = static_cast<std::int32_t>(number_in(field)); return;
      case Kind::wide_integer: field_at<std::int64_t>(data, field) = number_in(field); return;
      case Kind::slider: field_at<Slider>(data, field).value = static_cast<std::int32_t>(below(102)) - 1; return;
      case Kind::text: field_at<std::string>(data, field) = text(field.high); return;
      case Kind::id: field_at<Id>(data, field) = dice_.id(); return;
      case Kind::bytes:
        field_at<Bytes>(data, field) = some(static_cast<std::uint64_t>(std::min<std::int64_t>(field.high, 200)));
        return;
      case Kind::integers: {
        const std::size_t n = count(3);  // drawn first: the order of arguments is the compiler's choice
        field_at<std::vector<std::int32_t>>(data, field).assign(n, static_cast<std::int32_t>(below(65'536)));
        return;
      }
      case Kind::ratings: {
        const std::size_t n = count(3);
        field_at<std::vector<Rating>>(data, field).assign(n, Rating{3, static_cast<std::int32_t>(below(101))});
        return;
      }
      case Kind::byte_list: {
        const std::size_t n = count(2);
        field_at<std::vector<Bytes>>(data, field).assign(n, some(88));
        return;
      }
    }
  }

  Event any_event() {
    const auto all = all_events();
    Event out{dice_.id(),
              {static_cast<std::int64_t>(below(1'000'000'000'000)), static_cast<std::uint16_t>(below(65'536))},
              {}};
    // Control events need more than random fields to be accepted in a lane.
    do out.body = empty_body(all[1 + count(all.size() - 2)].type);
    while (place_of(info_of(out.body).type) == Place::control);
    for (const auto& field : info_of(out.body).fields) fill(data_of(out.body), field);
    return out;
  }

  void event() {
    const Event made = any_event();
    Bytes payload = encode_payload(made.body);
    note(payload);
    note(span_of(to_json(to_value(made.body))));
    if (!payload.empty()) payload[place_in(payload)] ^= static_cast<std::uint8_t>(1 << below(8));
    const auto read = decode_payload(info_of(made.body).type, payload);
    note_error(read);
    if (read) note(encode_payload(*read));
  }

  void frame() {
    const Key key = dice_.key();
    const SignKey writer(dice_.key());
    const FramePlace place{dice_.id(), below(1'000) + 1, static_cast<std::uint32_t>(below(4)), dice_.block<32>()};
    Bytes plain(plaintext_size(FrameClass::small));
    dice_.fill(plain);
    Bytes sealed = seal_frame(FrameClass::small, place, plain, key, writer, dice_);
    note(sealed);
    sealed[place_in(sealed)] ^= static_cast<std::uint8_t>(below(3) == 0 ? 1 << below(8) : 0);
    const auto header = parse_frame(sealed);
    note_error(header);
    if (!header) return;
    note(frame_hash(sealed));
    out_.push_back(body_matches(*header, sealed) && signed_by(*header, frame_hash(sealed), writer.pub()) ? 1 : 0);
    note_error(open_frame(*header, sealed, key));
  }

  void lane() {
    samples::Writer writer = samples::outbox(below(1'000'000));
    const BoxKey sender(dice_.key());
    const BoxKey reader(dice_.key());
    const Lane fresh = samples::read_side(writer);
    for (std::uint64_t i = below(4) + 1; i > 0; --i) {
      if (below(4) == 0)
        writer.turn(sender, {sender.pub(), reader.pub()}, dice_);
      else
        writer.put({any_event()}, dice_);
    }
    Bytes stream = writer.stream();
    if (below(2) == 0) stream[place_in(stream)] ^= static_cast<std::uint8_t>(1 << below(8));
    Lane read = fresh;
    LaneReader lane_reader(read);
    Reading reading;
    note_error(lane_reader.read(stream, {{reader}, {sender.pub()}}, reading));
    note(lane_reader.head().hash);
    note(read.chain.span());
    for (const auto& got : reading.events) note(encode_payload(got.body));
  }

  void bytes() {
    const Bytes any = some(300);
    CborReader reader(any);
    note_error(reader.skip());
    note_error(decode_client(any));
    note_error(decode_relay(any));
    note_error(decode_payload(static_cast<std::uint16_t>(below(200)), any));
    note_error(from_json(text_of(any)));
    note_error(load_keyring(any));
    note(span_of(to_base64url(any)));
    const double above = static_cast<double>(below(1'000'000'007));
    const double beneath = static_cast<double>(below(1'000) + 1);
    note(span_of(to_json(Value(above / beneath))));
  }

  void keyring() {
    samples::Owner owner = samples::owner(below(1'000'000));
    samples::Owner other = owner;
    other.ring.add_person(2, dice_.key());
    merge(owner.ring, other.ring);
    Bytes sealed = seal_keyring(owner.ring, owner.phone.entry.id, owner.phone.sign, 0, dice_);
    note(sealed);
    if (below(2) == 0) sealed[place_in(sealed)] ^= 1;
    auto opened = open_keyring(sealed, owner.phone.box, owner.ring.recovery_sign);
    note_error(opened);
    if (opened) note(save(*opened));
  }

  void boxes() {
    const BoxKey mine(dice_.key());
    const Bytes plain = some(200);
    Bytes sealed = seal_to(mine.pub(), plain, span_of("label"), dice_);
    note(sealed);
    if (below(2) == 0) sealed[place_in(sealed)] ^= 1;
    note_error(open_sealed_to(mine, sealed, span_of("label")));
    LeafKeys leaves(dice_.key());
    for (int i = 0; i < 4; ++i) note(leaves.at(below(frames_per_epoch)).span());
    note(span_of(phrase_of(dice_.key())));
  }

  Entropy dice_;
  Bytes out_;
};

}  // namespace

Block<32> differential(std::uint64_t number) {
  Work work(number);
  work.run();
  return work.done();
}

}  // namespace bothy::vectors
