// Meetings over a link: pairing with a partner, and letting an own device in. Words are compared before anything is shared.
#include <algorithm>

#include "base/pack.h"
#include "door/home.h"

namespace bothy {
namespace {

constexpr std::uint8_t note_index = 3;
// An ephemeral key and a proof come before the card in a hello.
constexpr std::size_t hello_keys = 64;

struct PartnerCard {
  PublicKey recovery{};
  PublicKey outbox{};
  PublicKey person{};
  Id lane;
  Token token{};
};

Result<PartnerCard> read_partner_card(ByteSpan card) {
  Unpacker in(card);
  PartnerCard out;
  out.recovery = in.block<32>();
  out.outbox = in.block<32>();
  out.person = in.block<32>();
  out.lane = in.id();
  out.token = in.block<32>();
  if (!in.done()) return no(Error::malformed);
  return out;
}

void end_meeting(Encounter& encounter, Error error) {
  encounter.problem = error;
  encounter.has_problem = true;
  encounter.unsent.clear();
}

}  // namespace

Bytes Home::partner_card(const Encounter& encounter) const {
  const PersonHalf& half = ring_.halves.back();
  Bytes card;
  Packer(card)
      .raw(ring_.recovery_sign)
      .raw(SignKey(half.outbox).pub())
      .raw(BoxKey(half.box).pub())
      .id(encounter.own_lane)
      .raw(encounter.own_token);
  return card;
}

Outcome Home::begin_encounter(Encounter encounter, Request& request, Reply& reply) {
  encounter_ = std::move(encounter);
  met_on_this_connection_ = false;
  keep_encounter(request, reply);
  pump(request, reply);
  return {};
}

Outcome Home::invite(Request& request, Reply& reply) {
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  if (ring_.current() != nullptr) return no(Error::already_paired);
  Encounter encounter;
  encounter.link = {Purpose::partner, request.entropy.key()};
  encounter.own_lane = request.entropy.id();
  encounter.own_token = request.entropy.block<32>();
  Bytes message0;
  encounter.meeting = begin_meeting(encounter.link, partner_card(encounter), request.now.ms, request.entropy, message0);
  encounter.unsent.push_back({0, std::move(message0)});
  return begin_encounter(std::move(encounter), request, reply);
}

Outcome Home::join(Request& request, Reply& reply) {
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  if (ring_.current() != nullptr) return no(Error::already_paired);
  BOTHY_TRY(text, text_field(request.args(), "link", 4'000));
  BOTHY_TRY(link, parse_link(text));
  if (link.purpose != Purpose::partner) return no(Error::link_malformed);
  // The own link opened on the own device would pair a person with themself.
  if (encounter_ && encounter_->link.secret == link.secret) return no(Error::link_used);
  Encounter encounter;
  encounter.link = link;
  encounter.meeting.made_ms = request.now.ms;
  encounter.own_lane = request.entropy.id();
  encounter.own_token = request.entropy.block<32>();
  return begin_encounter(std::move(encounter), request, reply);
}

Outcome Home::add_device(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  // A phone left open on the table must not be enough to add a device (CC-09).
  if (has_lock_) {
    const auto key = unlock_vault(vault_, device_secret_, text_or(request.args(), "passphrase", ""));
    if (!key) return no(key.error());
  }
  Encounter encounter;
  encounter.link = {Purpose::device, request.entropy.key()};
  Bytes message0;
  encounter.meeting = begin_meeting(encounter.link, {}, request.now.ms, request.entropy, message0);
  encounter.unsent.push_back({0, std::move(message0)});
  return begin_encounter(std::move(encounter), request, reply);
}

void Home::pump_encounter(Request& request, Reply& reply) {
  if (!encounter_ || encounter_->has_problem || met_on_this_connection_ || request.now.ms < later_until_ms_) return;
  Encounter& met = *encounter_;
  const bool expired = request.now.ms - met.meeting.made_ms > link_life_ms;
  // Whoever made the link goes on until it expires: the other's last message may not have come through.
  if (met.confirmed && (!met.meeting.first || expired)) {
    met.unsent.clear();
    return;
  }
  if (expired && !met.meeting.complete) {
    end_meeting(met, Error::link_expired);
    keep_encounter(request, reply);
    return;
  }
  met_on_this_connection_ = true;
  for (const auto& [index, body] : met.unsent) reply.send(encode(ClientMessage(RvPut{met.link.box(), met.link.token(), index, body})));
  reply.send(encode(ClientMessage(RvGet{met.link.box(), met.link.token()})));
}

// A link can be followed before it is at the relay, which then knows of nothing: whoever waits asks again.
Outcome Home::meet(Request& request, Reply& reply) {
  if (!encounter_ && !unmet()) return no(Error::not_found);
  met_on_this_connection_ = false;
  if (unmet()) ask_refused_again();
  pump(request, reply);
  return {};
}

// Paired, and the relay does not know the partner's lane yet: they have not confirmed, or not been there since.
bool Home::unmet() const {
  const Pairing* pairing = ring_.current();
  return pairing != nullptr && std::any_of(sync_.lanes().begin(), sync_.lanes().end(), [&](const LaneSync& known) {
           return known.lane == pairing->their_lane && known.refused && progress_head(known.lane) == 0;
         });
}

Outcome Home::on_rendezvous(const RvEntry& entry, Request& request, Reply& reply) {
  if (!encounter_ || encounter_->has_problem || entry.rv != encounter_->link.box()) return {};
  Encounter& met = *encounter_;
  Meeting& meeting = met.meeting;
  if (request.now.ms - meeting.made_ms > link_life_ms && !meeting.complete) {
    end_meeting(met, Error::link_expired);
  } else if (meeting.first && entry.index == 1 && !meeting.complete) {
    Bytes message2;
    if (const auto took = take_answer(meeting, entry.body, request.entropy, message2); !took) end_meeting(met, took.error());
    else met.unsent = {{2, std::move(message2)}};
    met_on_this_connection_ = false;
  } else if (!meeting.first && entry.index == 0 && meeting.my_hello.empty()) {
    const Bytes card = met.link.purpose == Purpose::device ? Bytes(meeting.their_card) : partner_card(met);
    Bytes message1;
    auto answered = answer_meeting(met.link, card, entry.body, request.now.ms, request.entropy, message1);
    if (!answered) {
      end_meeting(met, answered.error());
    } else {
      meeting = std::move(*answered);
      met.unsent = {{1, std::move(message1)}};
      met_on_this_connection_ = false;
    }
  } else if (!meeting.first && entry.index == 1 && !met.unsent.empty() && entry.body != met.unsent.front().second) {
    // Someone else answered this link first.
    end_meeting(met, Error::link_used);
  } else if (!meeting.first && entry.index == 2 && !meeting.complete && !meeting.my_hello.empty()) {
    if (const auto took = take_reveal(meeting, entry.body); !took) end_meeting(met, took.error());
    met.unsent.clear();
  } else if (!meeting.first && entry.index == note_index && meeting.complete && meeting.purpose == Purpose::device && !met.confirmed) {
    const auto note = open_note(meeting, note_index, entry.body);
    const auto entered = note ? enter_as_device(*note, request) : no(note.error());
    if (!entered) end_meeting(met, entered.error());
    else met.confirmed = true;
    keep_keys(request, reply);
  }
  keep_encounter(request, reply);
  return {};
}

Outcome Home::words_match(Request& request, Reply& reply) {
  if (!encounter_) return no(Error::not_found);
  const bool yes = bool_or(request.args(), "yes", false);
  if (!yes) {
    end_meeting(*encounter_, Error::words_differ);
    encounter_->link = Link();
    encounter_->meeting = Meeting();
    keep_encounter(request, reply);
    return {};
  }
  if (encounter_->has_problem) return no(encounter_->problem);
  if (!encounter_->meeting.complete) return no(Error::not_compared);
  if (encounter_->confirmed) return {};
  if (encounter_->link.purpose == Purpose::partner) {
    BOTHY_CHECK(make_pairing(request));
  } else if (encounter_->meeting.first) {
    BOTHY_CHECK(admit_device(request));
  }
  encounter_->confirmed = encounter_->link.purpose == Purpose::partner || encounter_->meeting.first;
  met_on_this_connection_ = false;
  keep_keys(request, reply);
  keep_encounter(request, reply);
  pump(request, reply);
  return {};
}

Outcome Home::cancel_meeting(Request& request, Reply& reply) {
  if (encounter_ && sync_.challenged() && !encounter_->link.secret.is_zero() && encounter_->meeting.first && !encounter_->meeting.complete)
    reply.send(encode(ClientMessage(RvClose{encounter_->link.box(), encounter_->link.token()})));
  encounter_.reset();
  met_on_this_connection_ = false;
  keep_encounter(request, reply);
  return {};
}

Outcome Home::make_pairing(Request& request) {
  const Encounter& met = *encounter_;
  BOTHY_TRY(card, read_partner_card(met.meeting.their_card));
  if (card.recovery == ring_.recovery_sign) return no(Error::link_used);
  const Key chain0 = derive(met.meeting.shared, 5, "BTYmeet_");
  Lane own;
  own.id = met.own_lane;
  own.kind = LaneKind::own_outbox;
  // The card that was compared names the keys; epoch 0 is signed by them whatever happened since.
  BOTHY_TRY(own_card, read_partner_card(ByteSpan(met.meeting.my_hello).subspan(hello_keys)));
  own.epochs.push_back({0, 1, bootstrap_seed(chain0, own.id), own_card.outbox, 0, chain0});
  own.chain = chain0;
  own.read_hash = plain_hash(met.own_token);
  Lane theirs;
  theirs.id = card.lane;
  theirs.kind = LaneKind::partner_outbox;
  theirs.epochs.push_back({0, 1, bootstrap_seed(chain0, theirs.id), card.outbox, 0, chain0});
  theirs.chain = chain0;
  theirs.read_token = card.token;
  Pairing pairing;
  pairing.id = Id{block_of<16>(met.meeting.transcript)};
  pairing.own_lane = own.id;
  pairing.their_lane = theirs.id;
  pairing.their_recovery = card.recovery;
  pairing.their_persons = {card.person};
  pairing.transcript.assign(met.meeting.transcript.begin(), met.meeting.transcript.end());
  pairing.day = day_of(request.now, request.tz_min).days;
  pairing.first = met.meeting.first;
  pairing.compared = true;
  // One outbox at a time is on its way: an old goodbye waits no longer.
  if (!farewell_.is_zero()) flight_.reset();
  farewell_ = Id{};
  ring_.lanes.push_back(std::move(own));
  ring_.lanes.push_back(std::move(theirs));
  ring_.pairings.push_back(std::move(pairing));
  turn_outbox_ = true;
  ring_dirty_ = true;
  return {};
}

// The older device vouches for the new one. Without the phrase its room opens after a day of relay time.
Outcome Home::admit_device(Request& request) {
  if (!my_room_open()) return no(Error::locked);
  const Bytes& card = encounter_->meeting.their_card;
  Unpacker in(card);
  Device device;
  device.id = in.id();
  device.sign = in.block<32>();
  device.box = in.block<32>();
  device.lane = in.id();
  const bool claims_phrase = in.u8() == 1;
  constexpr std::size_t claim_size = 16 + 32 + 32 + 16 + 1;
  const auto proof = in.block<64>();
  device.name = std::string(text_of(in.raw(in.u8())));
  if (!in.done() || !is_utf8(device.name)) return no(Error::malformed);
  const bool proved = claims_phrase && verify(ByteSpan(card).first(claim_size), proof, ring_.recovery_sign);
  if (claims_phrase && !proved) return no(Error::wrong_phrase);
  device.added_day = day_of(request.now, request.tz_min).days;
  device.opens_at_ms = proved ? 0 : request.now.ms + relay_ahead_ms_ + ms_per_day;
  device.signer = device_id_;
  device.cert = device_signer().sign(certificate_text(device));
  Lane self;
  self.id = device.lane;
  self.kind = LaneKind::self;
  self.device = device.id;
  self.epochs.push_back({0, 1, derive(encounter_->meeting.shared, 6, "BTYmeet_"), device.sign});
  Bytes note;
  Packer(note)
      .raw(ring_.recovery_sign)
      .raw(ring_.recovery_box)
      .raw(ring_.admin)
      .id(ring_.ring_lane)
      .raw(ring_.ring_seed.span())
      .raw(ring_.ring_token);
  encounter_->unsent = {{note_index, seal_note(encounter_->meeting, note_index, note, request.entropy)}};
  ring_.devices.push_back(std::move(device));
  ring_.lanes.push_back(std::move(self));
  ring_dirty_ = true;
  return {};
}

Outcome Home::enter_as_device(ByteSpan note, Request&) {
  Unpacker in(note);
  ring_.recovery_sign = in.block<32>();
  ring_.recovery_box = in.block<32>();
  ring_.admin = in.block<32>();
  ring_.ring_lane = in.id();
  ring_.ring_seed = Key(in.block<32>());
  ring_.ring_token = in.block<32>();
  if (!in.done()) return no(Error::malformed);
  ring_lane_ = Lane{ring_.ring_lane, LaneKind::ring, Id{}, {{0, 1, ring_.ring_seed, {}}}, Key(), {}, ring_.ring_token};
  Lane self;
  self.id = encounter_->own_lane;
  self.kind = LaneKind::self;
  self.device = device_id_;
  self.epochs.push_back({0, 1, derive(encounter_->meeting.shared, 6, "BTYmeet_"), device_signer().pub()});
  own_lane_ = self.id;
  ring_.lanes.push_back(std::move(self));
  return {};
}

}  // namespace bothy
