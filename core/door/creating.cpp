// How a home comes to be: new, recovered from the phrase, or as a further device of the same person.
#include "base/archive.h"
#include "door/home.h"

namespace bothy {
namespace {

constexpr std::size_t max_device_name = 60;
constexpr std::size_t max_passphrase = 1'000;

std::int64_t day_number(const Request& request) { return day_of(request.now, request.tz_min).days; }

}  // namespace

// The local vault, this device's own keys, and an empty keyring: what every new home has.
Outcome Home::begin_home(Request& request, Reply& reply, std::string_view device_name) {
  if (stage_ != Stage::none) return no(Error::already_open);
  if (device_name.size() > max_device_name) return no(Error::too_large);
  BOTHY_TRY(secret_text, text_field(request.json, "device_secret", 64));
  BOTHY_TRY(secret, from_hex(secret_text));
  if (secret.size() != 32) return no(Error::malformed);
  const std::string passphrase = text_or(request.args(), "passphrase", "");
  if (passphrase.size() > max_passphrase) return no(Error::too_large);
  BOTHY_CHECK(begin_vault(request, Key(secret), passphrase.empty() ? std::nullopt : std::optional<std::string_view>(passphrase)));
  reply.keep("vault", vault_);
  return {};
}

Outcome Home::begin_vault(Request& request, const Key& secret, std::optional<std::string_view> passphrase) {
  const LocalKeys keys{request.mine.key(), request.mine.key()};
  BOTHY_TRY(vault, make_vault(keys, secret, passphrase, KdfCost{}, request.mine));
  device_secret_ = secret;
  ours_key_ = keys.ours;
  mine_key_ = keys.mine;
  my_room_pub_ = my_room_box(keys.mine).pub();
  has_lock_ = passphrase.has_value();
  vault_ = std::move(vault);
  mine_ = DeviceKeys{request.mine.key(), request.mine.key()};
  device_id_ = request.mine.id();
  last_act_ms_ = request.now.ms;
  return {};
}

// `vouching` is null while nobody has vouched yet (a device that joins waits for its certificate).
void Home::add_own_device(Request& request, std::string_view name, const Id& signer, const SignKey* vouching) {
  Device device;
  device.id = device_id_;
  device.name = name;
  device.sign = device_signer().pub();
  device.box = BoxKey(mine_->box_secret).pub();
  device.added_day = day_number(request);
  device.signer = signer;
  new_self_lane(request);
  device.lane = own_lane_;
  if (vouching != nullptr) device.cert = vouching->sign(certificate_text(device));
  ring_.devices.push_back(std::move(device));
}

Outcome Home::init(Request& request, Reply& reply) {
  BOTHY_TRY(name, text_field(request.args(), "device_name", max_device_name));
  BOTHY_CHECK(begin_home(request, reply, name));
  const Key root = request.mine.key();
  begin_person(request, name, root);
  ring_dirty_ = true;
  stage_ = Stage::open;
  keep_keys(request, reply);
  reply.show("phrase", phrase_of(root));
  return {};
}

void Home::begin_person(Request& request, std::string_view device_name, const Key& root) {
  const RecoveryKeys paper = recovery_keys(root);
  ring_ = Keyring();
  ring_.recovery_sign = paper.sign.pub();
  ring_.recovery_box = paper.box.pub();
  ring_.admin = paper.admin.pub();
  ring_.ring_lane = paper.ring_lane;
  ring_.ring_seed = paper.ring_seed;
  ring_.ring_token = paper.ring_token;
  ring_.add_person(1, request.mine.key());
  ring_lane_ = Lane{ring_.ring_lane, LaneKind::ring, Id{}, {{0, 1, ring_.ring_seed, {}}}, Key(), {}, ring_.ring_token};
  add_own_device(request, device_name, Id{}, &paper.sign);
  self_turned_for_ = 1;
}

Outcome Home::recover(Request& request, Reply& reply) {
  BOTHY_TRY(phrase, text_field(request.args(), "phrase", 2'000));
  BOTHY_TRY(name, text_field(request.args(), "device_name", max_device_name));
  BOTHY_TRY(root, root_of(phrase));
  BOTHY_CHECK(begin_home(request, reply, name));
  paper_root_ = root;
  paper_ = recovery_keys(root);
  ring_ = Keyring();
  ring_.recovery_sign = paper_->sign.pub();
  ring_.recovery_box = paper_->box.pub();
  ring_.admin = paper_->admin.pub();
  ring_.ring_lane = paper_->ring_lane;
  ring_.ring_seed = paper_->ring_seed;
  ring_.ring_token = paper_->ring_token;
  ring_lane_ = Lane{ring_.ring_lane, LaneKind::ring, Id{}, {{0, 1, ring_.ring_seed, {}}}, Key(), {}, ring_.ring_token};
  settings_.set("device_name", name);
  stage_ = Stage::open;
  keep_keys(request, reply);
  reply.keep("settings", seal_box(*ours_key_, span_of(to_json(settings_)), span_of("settings"), request.mine));
  return {};
}

// The new device shows its keys over the link; with the phrase it proves that it may have everything at once.
Outcome Home::join_device(Request& request, Reply& reply) {
  BOTHY_TRY(link_words, text_field(request.args(), "link", 4'000));
  BOTHY_TRY(name, text_field(request.args(), "device_name", max_device_name));
  BOTHY_TRY(link, parse_link(link_words));
  if (link.purpose != Purpose::device) return no(Error::link_malformed);
  const std::string phrase = text_or(request.args(), "phrase", "");
  std::optional<Key> root;
  if (!phrase.empty()) {
    BOTHY_TRY(given, root_of(phrase));
    root = given;
  }
  BOTHY_CHECK(begin_home(request, reply, name));
  ring_ = Keyring();
  Encounter encounter;
  encounter.link = link;
  encounter.meeting.purpose = Purpose::device;
  encounter.meeting.made_ms = request.now.ms;
  encounter.own_lane = request.mine.id();
  Bytes card;
  Packer pack(card);
  const PublicKey sign = device_signer().pub();
  const PublicKey box = BoxKey(mine_->box_secret).pub();
  pack.id(device_id_).raw(sign).raw(box).id(encounter.own_lane).u8(root ? 1 : 0);
  const Bytes claim(card.begin(), card.end());
  Signature proof{};
  if (root) proof = recovery_keys(*root).sign.sign(claim);
  pack.raw(proof).u8(static_cast<std::uint8_t>(name.size())).raw(span_of(name));
  encounter.meeting.their_card = card;
  encounter_ = std::move(encounter);
  settings_.set("device_name", name);
  stage_ = Stage::open;
  keep_keys(request, reply);
  keep_encounter(request, reply);
  return {};
}

}  // namespace bothy
