// The C functions of the door: read a request, hand it to the home, answer in the one shape.
// Nothing is decided here but who is asked.
#include "door/door.h"

#include <sodium.h>

#include <new>

#include "base/pack.h"
#include "door/home.h"
#include "door/shapes.h"

namespace bothy {
namespace {

struct Intent {
  std::string_view name;
  Outcome (Home::*act)(Request&, Reply&);
};

constexpr Intent intents[] = {
    {"init", &Home::init},
    {"recover", &Home::recover},
    {"join_device", &Home::join_device},
    {"sample", &Home::sample},
    {"unlock", &Home::unlock},
    {"lock", &Home::lock},
    {"set_lock", &Home::set_lock},
    {"erase", &Home::erase},
    {"check_in", &Home::check_in},
    {"log", &Home::log},
    {"share", &Home::share},
    {"take_back", &Home::take_back},
    {"answer", &Home::answer_question},
    {"retract", &Home::retract},
    {"withdraw", &Home::withdraw},
    {"keep_copy", &Home::keep_copy},
    {"import", &Home::import_table},
    {"set", &Home::set_setting},
    {"tick", &Home::tick},
    {"refit", &Home::refit},
    {"connected", &Home::connected},
    {"disconnected", &Home::disconnected},
    {"invite", &Home::invite},
    {"join", &Home::join},
    {"add_device", &Home::add_device},
    {"meet", &Home::meet},
    {"words_match", &Home::words_match},
    {"cancel_meeting", &Home::cancel_meeting},
    {"revoke", &Home::revoke},
    {"rotate", &Home::rotate},
    {"leave", &Home::leave},
    {"mend", &Home::mend},
};

Outcome act(Home& home, Request& request, Reply& reply) {
  BOTHY_TRY(name, text_field(request.json, "intent", 64));
  for (const auto& intent : intents)
    if (intent.name == name) return (home.*intent.act)(request, reply);
  return no(Error::unknown_intent);
}

// What the host says by itself; everything else is a person using the home.
bool said_by_host(std::string_view what, const Value& json) {
  const std::string intent = text_or(json, "intent", "");
  return what == "receive" || intent == "tick" || intent == "refit" || intent == "meet" || intent == "connected" || intent == "disconnected";
}

Outcome dispatch(Home& home, std::string_view what, Request& request, Reply& reply) {
  if (what == "open") return request.json.find("device_secret") != nullptr ? home.open_records(request, reply) : home.open_frames(request, reply);
  if (what == "ask") return home.ask(request, reply);
  if (request.json.find("entropy") == nullptr) return no(Error::missing_field);
  if (what == "act") return act(home, request, reply);
  if (what == "receive") return home.receive(request, reply);
  return no(Error::unknown_intent);
}

}  // namespace

std::vector<std::string_view> intent_names() {
  std::vector<std::string_view> out;
  for (const auto& intent : intents) out.push_back(intent.name);
  return out;
}

/// The door itself: one home and the bytes of the last reply.
class Door {
 public:
  const Bytes& call(std::string_view json, ByteSpan tail) {
    Reply reply;
    Value answer;
    const auto outcome = serve(json, tail, reply);
    if (outcome) {
      answer = reply.json();
    } else {
      answer = Reply::refusal(outcome.error(), reply.views());
    }
    const std::string text = to_json(answer);
    const Bytes none;
    const Bytes& more = outcome ? reply.tail() : none;
    out_.clear();
    Packer(out_).u32(static_cast<std::uint32_t>(text.size())).u32(static_cast<std::uint32_t>(more.size())).raw(span_of(text)).raw(more);
    return out_;
  }

 private:
  Outcome serve(std::string_view text, ByteSpan tail, Reply& reply) {
    BOTHY_TRY(json, from_json(text));
    BOTHY_TRY(what, text_field(json, "do", 16));
    BOTHY_TRY(now, int_field(json, "now_ms", 0, max_ms));
    BOTHY_TRY(tz, int_field(json, "tz_min", -1'440, 1'440));
    Block<32> seed{};
    if (json.find("entropy") != nullptr) {
      BOTHY_TRY(hex, text_field(json, "entropy", 64));
      BOTHY_TRY(bytes, from_hex(hex));
      if (bytes.size() != seed.size()) return no(Error::malformed);
      seed = block_of<32>(bytes);
    }
    const Key root{ByteSpan(seed)};
    Request request{json,          tail,
                    Instant{now},  static_cast<int>(tz),
                    Entropy(derive(root, 1, "BTYreqst").span()), Entropy(derive(root, 2, "BTYreqst").span())};
    home_.auto_lock(request.now);
    if (!said_by_host(what, json)) home_.person_is_here(request.now);
    const auto outcome = dispatch(home_, what, request, reply);
    home_.show_views(request, reply);
    if (home_.is_sample()) reply.keep_nothing();
    if (outcome && text_or(json, "intent", "") == "erase") home_ = Home();
    return outcome;
  }

  Home home_;
  Bytes out_;
};

}  // namespace bothy

struct bothy_door {
  bothy::Door door;
};

extern "C" {

uint8_t* bothy_alloc(size_t size) { return static_cast<uint8_t*>(::operator new(size, std::nothrow)); }

void bothy_free(uint8_t* at, size_t size) {
  if (at == nullptr) return;
  bothy::wipe(at, size);
  ::operator delete(at);
}

bothy_door* bothy_door_new(void) {
  if (sodium_init() < 0) return nullptr;
  return new (std::nothrow) bothy_door;
}

void bothy_door_free(bothy_door* door) { delete door; }

const uint8_t* bothy_call(bothy_door* door, const uint8_t* json, size_t json_len, const uint8_t* tail, size_t tail_len) {
  const bothy::ByteSpan text(json, json_len);
  return door->door.call(bothy::text_of(text), bothy::ByteSpan(tail, tail_len)).data();
}

}  // extern "C"
