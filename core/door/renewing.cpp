// Renewing keys, removing a device, leaving a pairing. What needs the relay is wanted now and done at the next exchange.
#include <algorithm>

#include "door/home.h"

namespace bothy {

Outcome Home::rotate(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  rotate_wanted_ = true;
  keep_keys(request, reply);
  pump(request, reply);
  return {};
}

Outcome Home::revoke(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  BOTHY_TRY(id, id_field(request.args(), "device"));
  if (has_lock_) {
    const auto key = unlock_vault(vault_, device_secret_, text_or(request.args(), "passphrase", ""));
    if (!key) return no(key.error());
  }
  const auto at = std::find_if(ring_.devices.begin(), ring_.devices.end(), [&](const Device& d) { return d.id == id; });
  if (at == ring_.devices.end() || id == device_id_) return no(Error::not_found);
  at->revoked = true;
  rotate_wanted_ = true;
  ring_dirty_ = true;
  keep_keys(request, reply);
  pump(request, reply);
  return {};
}

// Quiet by default: the other sees the same silence as a lost phone (CC-14). What was shared stays with both.
Outcome Home::leave(Request& request, Reply& reply) {
  if (stage_ != Stage::open) return no(Error::not_open);
  Pairing* pairing = ring_.current();
  if (pairing == nullptr) return no(Error::not_paired);
  if (bool_or(request.args(), "open", false)) {
    BOTHY_CHECK(can_share());
    const std::string words = text_or(request.args(), "words", "");
    if (static_cast<std::int64_t>(words.size()) > max_text) return no(Error::too_large);
    // A goodbye that cannot leave now would leave after the pairing, or never.
    if (!outbox_free()) return no(Error::offline);
    BOTHY_CHECK(share_event(request, reply, Body(LeftOpenly{words}), false));
    flush_outbox(request, reply);
    farewell_ = pairing->own_lane;
    know_lanes();
    offer(reply);
  }
  for (const auto& item : outgoing_) {
    reply.drop(numbered_key("x", item.n));
    if (item.sealed_seq == 0) our_.entries.remove(item.event.id);
  }
  outgoing_.clear();
  forget_all_answers(reply);
  if (farewell_ != pairing->own_lane) sync_.forget(pairing->own_lane);
  sync_.forget(pairing->their_lane);
  pairing->left = true;
  turn_outbox_ = false;
  ring_dirty_ = true;
  encounter_.reset();
  keep_encounter(request, reply);
  keep_keys(request, reply);
  // What never left is gone from the snapshot too, or the next start would bring it back.
  keep_snapshots(request, reply, true);
  pump(request, reply);
  return {};
}

}  // namespace bothy
