// My room opens and shuts: passphrase, idle time, a new lock, and erasing this device.
#include "door/home.h"

namespace bothy {
namespace {

// Two minutes without a word from the person and my room shuts by itself (CC-13).
constexpr std::int64_t idle_ms = 2 * ms_per_minute;
constexpr std::size_t max_passphrase = 1'000;

}  // namespace

void Home::close_my_room() {
  mine_key_.reset();
  mine_.reset();
  paper_.reset();
  paper_root_ = Key();
  pending_.clear();
  my_ = PrivateLog<Me>();
  fitted_.reset();
  std::erase_if(progress_, [&](const Progress& p) {
    const Lane* known = ring_.lane(p.lane);
    return known == nullptr || known->kind == LaneKind::self;
  });
  for (const auto& lane : sync_.lanes()) entrances_.erase(lane.lane);
  Keyring part = our_part(ring_);
  ring_ = std::move(part);
  ring_lane_ = Lane();
  ring_writers_.clear();
  own_lane_ = Id{};
  unfed_ = false;
  // A connection knows lanes of my room; it begins again with what is left.
  sync_.end();
}

void Home::auto_lock(Instant now) {
  if (stage_ == Stage::none) return;
  if (has_lock_ && my_room_open() && now.ms - last_act_ms_ > idle_ms) close_my_room();
}

Outcome Home::lock(Request&, Reply&) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!has_lock_) return no(Error::not_found);
  if (my_room_open()) close_my_room();
  return {};
}

Outcome Home::unlock(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (my_room_open()) return {};
  BOTHY_TRY(passphrase, text_field(request.args(), "passphrase", max_passphrase));
  auto key = unlock_vault(vault_, device_secret_, passphrase);
  wipe(passphrase.data(), passphrase.size());
  if (!key) return no(key.error());
  mine_key_ = *key;
  if (const auto opened = open_my_room(reply); !opened) {
    mine_key_.reset();
    return opened;
  }
  load_queues();
  list_needs(reply);
  sync_.end();
  unfed_ = true;
  return {};
}

Outcome Home::set_lock(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  const std::string present = text_or(request.args(), "passphrase", "");
  const std::string wanted = text_or(request.args(), "new_passphrase", "");
  if (present.size() > max_passphrase || wanted.size() > max_passphrase) return no(Error::too_large);
  BOTHY_TRY(mine, unlock_vault(vault_, device_secret_, present));
  const auto given = wanted.empty() ? std::nullopt : std::optional<std::string_view>(wanted);
  BOTHY_TRY(vault, make_vault({*ours_key_, mine}, device_secret_, given, KdfCost{}, request.mine));
  vault_ = std::move(vault);
  has_lock_ = given.has_value();
  reply.keep("vault", vault_);
  return {};
}

// With a lock set, the passphrase is asked: an unlocked phone in other hands must not lose everything.
Outcome Home::erase(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (has_lock_) {
    const auto key = unlock_vault(vault_, device_secret_, text_or(request.args(), "passphrase", ""));
    if (!key) return no(key.error());
  }
  reply.drop_all();
  return {};
}

}  // namespace bothy
