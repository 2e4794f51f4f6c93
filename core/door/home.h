// A home: everything one device holds while it is open. The only mutable state of the core.
// Data and the list of what can be done to it; each theme is its own file beside this one. Called by door.cpp alone.
#pragma once
#include <map>
#include <memory>
#include <optional>

#include "door/listening.h"
#include "door/reply.h"
#include "dyad/prior.h"
#include "event/clock.h"
#include "practice/check_in.h"
#include "practice/rules.h"
#include "seal/keyring.h"
#include "seal/rendezvous.h"
#include "seal/vault.h"
#include "sync/sync.h"
#include "view/answers.h"

namespace bothy {

/// Keys of this device, kept with my room.
struct DeviceKeys {
  Key sign_seed;
  Key box_secret;
};

/// How far a lane was read, kept on disk, released for upload and acknowledged.
struct Progress {
  Id lane;
  ChainHead head;
  ChainHead whole;
  ChainHead acked;
  /// Hashes of own frames after `acked`, in a lane where other devices write too: another may come first.
  std::vector<Hash> tentative;
  std::uint64_t highest = 0;
  std::uint64_t released = 0;
  /// Head as last kept on disk: reading less than this at the next start means damage.
  std::uint64_t stored_seq = 0;
  /// Frames up to here were on disk once and are damaged or gone now; 0 when nothing is.
  std::uint64_t lost_until = 0;
  /// Person epoch whose read token the relay was given.
  std::uint32_t token_epoch = 0;
  Joining joining;
};

/// How this connection was let in to a lane.
struct Entrance {
  int attempt = 0;
  bool can_write = false;
  PublicKey as{};
};

/// The engine's pace, fitted to the person's own days on a day.
struct Fitted {
  Day day;
  dyad::CouplePrior prior;
};

/// A shared event on its way out.
struct Outgoing {
  std::uint64_t n = 0;
  Event event;
  std::int64_t not_before_ms = 0;
  /// The seq of the tentative frame that finished it; 0 while it waits.
  std::uint64_t sealed_seq = 0;
};

/// An own answer that is committed to and not opened yet.
struct SealedAnswer {
  Id commitment;
  Bytes salt;
  std::string words;
};

/// What an answer is committed to with.
[[nodiscard]] Hash commitment_to(ByteSpan salt, std::string_view words);

/// The batch of outbox frames that the relay has not acknowledged: the lane as it was before, and the seed of the epoch
/// that the batch announces (zero when it announces none).
struct Flight {
  Lane before;
  Key announced;
};

/// A private event that lies in no frame yet, or not wholly: `written` payload bytes are in frames. Several share one
/// record `n`.
struct Pending {
  std::uint64_t n = 0;
  Event event;
  std::size_t written = 0;
};

/// A meeting over a link, and what it still has to send.
struct Encounter {
  Meeting meeting;
  Link link;
  std::vector<std::pair<std::uint8_t, Bytes>> unsent;
  Id own_lane;
  Token own_token{};
  Error problem = Error::malformed;
  bool has_problem = false;
  bool confirmed = false;
  bool used = false;
};

/// One lane as its stored frames read from the first on.
struct Checked {
  Id lane;
  bool known = false;
  bool whole = false;
  Outcome outcome;
  std::size_t frames = 0;
  std::size_t events = 0;
  ChainHead head;
  ChainHead whole_head;
};

/// Something the person is told about the exchange.
struct Alarm {
  Error error;
  Id lane;
};

/// Whether several own devices write in the lane, so that a frame is tentative until the relay took it.
[[nodiscard]] inline bool shared_writing(const Lane& lane) { return lane.kind == LaneKind::own_outbox || lane.kind == LaneKind::ring; }

enum class Stage : std::uint8_t { none, opening, recovering, waiting, open };

class Home : public SharedLookup {
 public:
  // opening.cpp
  [[nodiscard]] Outcome open_records(Request& request, Reply& reply);
  [[nodiscard]] Outcome open_frames(Request& request, Reply& reply);
  // creating.cpp
  [[nodiscard]] Outcome init(Request& request, Reply& reply);
  [[nodiscard]] Outcome recover(Request& request, Reply& reply);
  [[nodiscard]] Outcome join_device(Request& request, Reply& reply);
  // sampling.cpp
  [[nodiscard]] Outcome sample(Request& request, Reply& reply);
  // locking.cpp
  [[nodiscard]] Outcome unlock(Request& request, Reply& reply);
  [[nodiscard]] Outcome lock(Request& request, Reply& reply);
  [[nodiscard]] Outcome set_lock(Request& request, Reply& reply);
  [[nodiscard]] Outcome erase(Request& request, Reply& reply);
  /// Locks by itself after idle time; called before every request.
  void auto_lock(Instant now);
  /// The idle time begins again: what the relay, the partner or a timer does must never hold my room open.
  void person_is_here(Instant now) { last_act_ms_ = now.ms; }
  // writing.cpp
  [[nodiscard]] Outcome check_in(Request& request, Reply& reply);
  [[nodiscard]] Outcome log(Request& request, Reply& reply);
  [[nodiscard]] Outcome share(Request& request, Reply& reply);
  [[nodiscard]] Outcome take_back(Request& request, Reply& reply);
  [[nodiscard]] Outcome retract(Request& request, Reply& reply);
  [[nodiscard]] Outcome withdraw(Request& request, Reply& reply);
  [[nodiscard]] Outcome keep_copy(Request& request, Reply& reply);
  [[nodiscard]] Outcome import_table(Request& request, Reply& reply);
  [[nodiscard]] Outcome set_setting(Request& request, Reply& reply);
  // answering.cpp
  [[nodiscard]] Outcome answer_question(Request& request, Reply& reply);
  // framing.cpp
  [[nodiscard]] Outcome tick(Request& request, Reply& reply);
  [[nodiscard]] Outcome refit(Request& request, Reply& reply);
  // exchange.cpp
  [[nodiscard]] Outcome connected(Request& request, Reply& reply);
  [[nodiscard]] Outcome disconnected(Request& request, Reply& reply);
  [[nodiscard]] Outcome receive(Request& request, Reply& reply);
  // meeting.cpp
  [[nodiscard]] Outcome invite(Request& request, Reply& reply);
  [[nodiscard]] Outcome join(Request& request, Reply& reply);
  [[nodiscard]] Outcome add_device(Request& request, Reply& reply);
  [[nodiscard]] Outcome meet(Request& request, Reply& reply);
  [[nodiscard]] Outcome words_match(Request& request, Reply& reply);
  [[nodiscard]] Outcome cancel_meeting(Request& request, Reply& reply);
  // renewing.cpp
  [[nodiscard]] Outcome revoke(Request& request, Reply& reply);
  [[nodiscard]] Outcome rotate(Request& request, Reply& reply);
  [[nodiscard]] Outcome leave(Request& request, Reply& reply);
  // mending.cpp
  [[nodiscard]] Outcome mend(Request& request, Reply& reply);
  // showing.cpp and asking.cpp
  void show_views(const Request& request, Reply& reply) const;
  [[nodiscard]] Outcome ask(Request& request, Reply& reply);

  /// Made-up people in memory: nothing of it may be kept or sent.
  [[nodiscard]] bool is_sample() const { return sample_; }
  [[nodiscard]] bool my_room_open() const { return mine_.has_value(); }
  [[nodiscard]] Stage stage() const;
  [[nodiscard]] Known find(const Id& id) const override;

 private:
  // keeping.cpp: what goes to disk
  void keep_record(Reply& reply, std::string_view key, ByteSpan bytes);
  void drop_record(Reply& reply, std::string_view key);
  void keep_ours(Request& request, Reply& reply);
  void keep_mine(Request& request, Reply& reply);
  void keep_keys(Request& request, Reply& reply);
  void keep_encounter(Request& request, Reply& reply);
  void keep_snapshots(Request& request, Reply& reply, bool now);
  [[nodiscard]] Outcome load_ours(ByteSpan sealed);
  [[nodiscard]] Outcome load_mine(ByteSpan sealed);
  [[nodiscard]] Outcome load_encounter(ByteSpan sealed);
  void load_queues();
  void load_snapshots();
  [[nodiscard]] Outcome open_my_room(Reply& reply);
  void close_my_room();
  void list_needs(Reply& reply) const;
  void forget_lost_tentative();
  void heal(Lane& lane, Request& request, Reply& reply);

  // creating.cpp
  [[nodiscard]] Outcome begin_home(Request& request, Reply& reply, std::string_view device_name);
  [[nodiscard]] Outcome begin_vault(Request& request, const Key& secret, std::optional<std::string_view> passphrase);
  void begin_person(Request& request, std::string_view device_name, const Key& root);
  void add_own_device(Request& request, std::string_view name, const Id& signer, const SignKey* vouching);

  // sampling.cpp
  void pair_with_nobody(Request& request);

  // writing.cpp
  [[nodiscard]] Outcome note(Request& request, Reply& reply, Body body);
  void keep_pending(std::uint64_t n, Request& request, Reply& reply);
  Event queue_shared(Request& request, Reply& reply, Body body, bool later);
  [[nodiscard]] Outcome share_event(Request& request, Reply& reply, Body body, bool later);
  void share_again(Request& request, Reply& reply);
  [[nodiscard]] Outcome can_share() const;
  void made(Reply& reply, const Event& event);

  // answering.cpp
  void open_answers(Request& request, Reply& reply);
  void forget_answer(const Id& commitment, Reply& reply);
  void forget_all_answers(Reply& reply);
  void load_answers();
  [[nodiscard]] Value answers_view() const;
  [[nodiscard]] std::vector<std::int32_t> pairing_days() const;

  // framing.cpp
  void seal_into(Request& request, Reply& reply, Lane& lane, FrameClass kind, ByteSpan plain, const SignKey& writer);
  void seal_pending(Request& request, Reply& reply);
  void begin_front_again(Request& request, Reply& reply);
  void gather_pending(Request& request, Reply& reply);
  [[nodiscard]] bool outbox_free();
  void flush_outbox(Request& request, Reply& reply);
  [[nodiscard]] bool own_lane_goes_on();
  void turn_self_lane(Request& request, Reply& reply);
  void new_self_lane(Request& request);
  void mint_self_lane(Request& request, Reply& reply);
  void write_again(Request& request, Reply& reply);
  [[nodiscard]] Key turn_outbox_into(Request& request, Packing& packing, Lane& lane, ChainHead last);
  void unwind(Request& request, Reply& reply, Progress& progress, Lane& lane);

  // ring.cpp
  void flush_ring(Request& request, Reply& reply);
  [[nodiscard]] Keyring settled_ring() const;
  void read_ring_event(const KeyringKept& kept, Request& request);
  void after_keys(Request& request);

  // exchange.cpp, exchange_lane.cpp
  void pump(Request& request, Reply& reply);
  void know_lanes();
  void end_farewell(Request& request, Reply& reply);
  void prove(const Id& lane, Request& request, Reply& reply);
  void offer(Reply& reply);
  void rekey_where_due(Request& request, Reply& reply);
  void ask_refused_again();
  [[nodiscard]] OpenLane opening_of(const Lane& lane, const PublicKey& writer) const;
  void set_token(Lane& own);
  [[nodiscard]] Outcome on_frames(const Frames& frames, Request& request, Reply& reply);
  void on_refused(const Refused& refused, Request& request, Reply& reply);
  bool lose_tentative(Lane& lane, Request& request, Reply& reply);
  void follow_relay(Lane& lane, Request& request, Reply& reply);
  void on_head(const Head& head, Request& request, Reply& reply);
  void on_fork(const Fork& fork, Request& request, Reply& reply);
  void on_stored(const Stored& stored, Request& request, Reply& reply);
  void settle(Lane& lane, Request& request, Reply& reply);
  void end_flight(Lane& lane);
  void alarm(Error error, const Id& lane);

  // taking.cpp
  [[nodiscard]] Outcome take_frames(Lane& lane, ByteSpan frames, Request& request, Reply* keep, std::size_t& taken);
  void take_events(Lane& lane, Reading& reading, Request& request);
  [[nodiscard]] WrapKeys wrap_keys(const Lane& lane) const;
  void note_ring_writers(ByteSpan frames, std::size_t count);
  [[nodiscard]] std::optional<SignKey> ring_key_at(std::uint64_t seq) const;
  [[nodiscard]] std::uint64_t progress_head(const Id& lane) const { return progress(lane) != nullptr ? progress(lane)->head.seq : 0; }

  // meeting.cpp
  [[nodiscard]] Outcome on_rendezvous(const RvEntry& entry, Request& request, Reply& reply);
  [[nodiscard]] Outcome begin_encounter(Encounter encounter, Request& request, Reply& reply);
  void pump_encounter(Request& request, Reply& reply);
  [[nodiscard]] Bytes partner_card(const Encounter& encounter) const;
  [[nodiscard]] Outcome make_pairing(Request& request);
  [[nodiscard]] Outcome admit_device(Request& request);
  [[nodiscard]] Outcome enter_as_device(ByteSpan note, Request& request);

  [[nodiscard]] bool unmet() const;

  // showing.cpp
  [[nodiscard]] Value home_view(const Request& request) const;
  [[nodiscard]] Value new_devices(const Request& request) const;
  [[nodiscard]] Value sync_view(const Request& request) const;
  [[nodiscard]] Value meeting_view() const;
  [[nodiscard]] bool waits(const Id& id) const;
  // asking.cpp
  [[nodiscard]] Result<Value> answer(std::string_view what, Request& request, Reply& reply);
  [[nodiscard]] Listener& listener();
  [[nodiscard]] Value devices_view() const;
  [[nodiscard]] dyad::CouplePrior pace() const;
  [[nodiscard]] Result<Value> preview(Request& request) const;
  [[nodiscard]] Result<Value> check_chains(Request& request);
  [[nodiscard]] Result<std::vector<Checked>> check_frames(Request& request);
  [[nodiscard]] bool signed_by_us(const Lane& lane, ByteSpan frame) const;
  [[nodiscard]] Result<Value> safety_number() const;
  [[nodiscard]] Result<Value> import_preview(Request& request);
  [[nodiscard]] std::vector<Id> imported_keys() const;

  [[nodiscard]] Lane* lane(const Id& id);
  [[nodiscard]] Lane* own_outbox();
  [[nodiscard]] Progress& progress(const Id& lane);
  [[nodiscard]] const Progress* progress(const Id& lane) const;
  [[nodiscard]] bool own_writer(const Lane& lane) const;
  [[nodiscard]] SignKey device_signer() const { return SignKey(mine_->sign_seed); }
  [[nodiscard]] const Device* this_device() const { return ring_.device(device_id_); }

  Stage stage_ = Stage::none;
  Key device_secret_;
  Bytes vault_;
  bool has_lock_ = false;
  PublicKey my_room_pub_{};
  std::optional<Key> ours_key_;
  std::optional<Key> mine_key_;
  std::map<std::string, Bytes, std::less<>> records_;

  Id device_id_;
  Keyring ring_;
  Lane ring_lane_;
  /// First seq and person epoch of each stretch of the keyring lane.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ring_writers_;
  Id own_lane_;
  std::optional<DeviceKeys> mine_;
  /// The recovery root, only between `recover` and the arrival of the keyring.
  Key paper_root_;
  std::optional<RecoveryKeys> paper_;
  std::vector<Progress> progress_;
  std::optional<Flight> flight_;
  /// The outbox of a pairing that was left, while the relay has not acknowledged the open goodbye in it.
  Id farewell_;

  std::uint64_t next_pending_ = 1;
  std::uint64_t next_outgoing_ = 1;
  std::vector<Pending> pending_;
  std::vector<Outgoing> outgoing_;
  std::vector<SealedAnswer> sealed_answers_;
  PrivateLog<Me> my_;
  std::optional<Fitted> fitted_;
  std::unique_ptr<Listener> listener_;  // what was heard in drafts: memory only
  SharedLog our_;
  Clock my_clock_{1};
  Clock our_clock_{ms_per_day};
  /// Everything up to here lay in acknowledged frames of the own lane.
  Hlc settled_;

  bool sample_ = false;
  bool ring_dirty_ = false;
  bool rotate_wanted_ = false;
  bool turn_outbox_ = false;
  bool candidate_person_ = false;
  bool revoked_ = false;
  /// My room was opened, and the frames it asked for have not come.
  bool unfed_ = false;
  bool unreadable_ring_ = false;
  bool ring_short_ = false;
  std::uint32_t self_turned_for_ = 0;
  std::uint64_t frames_since_snapshot_ = 0;

  std::optional<Encounter> encounter_;
  bool met_on_this_connection_ = false;
  Sync sync_;
  Hash origin_{};
  std::int64_t relay_ahead_ms_ = 0;
  std::map<Id, Entrance> entrances_;
  std::map<Id, int> repeats_;
  std::vector<Alarm> alarms_;
  std::vector<std::pair<Id, std::uint64_t>> damage_;
  std::optional<Later> later_;
  std::int64_t later_until_ms_ = 0;
  Value settings_{Fields{}};
  std::int64_t last_act_ms_ = 0;
};

}  // namespace bothy
