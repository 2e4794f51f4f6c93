// The views that come with every reply: home, today, shared, sync, meeting.
// Our room is shown whether or not my room is open, and looks the same either way (CC-03).
#include <algorithm>
#include <set>

#include "door/home.h"
#include "view/screens.h"

namespace bothy {
namespace {

constexpr std::size_t shared_shown = 50;

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::none: return "none";
    case Stage::opening: return "opening";
    case Stage::recovering: return "recovering";
    case Stage::waiting: return "waiting";
    case Stage::open: return "open";
  }
  return "none";
}

Value told(Error error) {
  Value out;
  out.set("name", error_name(error)).set("say", error_sentence(error));
  return out;
}

}  // namespace

// Devices that came lately and after this one, while my room is open. Nothing takes them out of here but time or their
// removal: whoever adds one at an unguarded phone, or with the recovery words, cannot hide it (CC-09).
Value Home::new_devices(const Request& request) const {
  constexpr int days_told = 14;
  const Day today = day_of(request.now, request.tz_min);
  Value out{List{}};
  const Device* own = this_device();
  if (own == nullptr) return out;
  // Whoever vouched for this one, directly or by others, was there before it.
  std::set<Id> before{own->id};
  for (const Device* at = own; at != nullptr && before.insert(at->signer).second;) at = ring_.device(at->signer);
  for (const auto& device : ring_.devices) {
    const auto age = today.days - static_cast<std::int32_t>(device.added_day);
    if (device.revoked || before.contains(device.id) || device.added_day < own->added_day || age >= days_told) continue;
    Value item;
    item.set("id", to_hex(device.id)).set("name", device.name);
    item.set("added_day", to_iso(Day{static_cast<std::int32_t>(device.added_day)})).set("opens_at_ms", device.opens_at_ms);
    out.push(std::move(item));
  }
  return out;
}

Value Home::home_view(const Request& request) const {
  Value out;
  out.set("state", stage_name(stage()));
  if (stage_ == Stage::none) return out;
  const Pairing* pairing = ring_.current();
  out.set("locked", !my_room_open()).set("has_lock", has_lock_).set("paired", pairing != nullptr);
  out.set("compared", pairing != nullptr && pairing->compared).set("frozen", pairing != nullptr && pairing->frozen);
  out.set("removed", revoked_).set("device", to_hex(device_id_));
  if (my_room_open()) out.set("new_devices", new_devices(request));
  if (sample_) out.set("sample", true);
  if (pairing != nullptr) out.set("person", pairing->first ? "a" : "b");
  return out;
}

Value Home::sync_view(const Request& request) const {
  std::uint64_t unsent = 0;
  std::int64_t behind = 0;
  for (const auto& known : sync_.lanes()) {
    const Lane* at = my_room_open() && known.lane == ring_lane_.id ? &ring_lane_ : ring_.lane(known.lane);
    if (at == nullptr) continue;
    if (own_writer(*at) && known.local_seq > known.relay_seq) unsent += known.local_seq - known.relay_seq;
    behind += known.caught_up || known.refused ? 0 : 1;
  }
  Value out;
  const bool moving = encounter_ && !encounter_->unsent.empty() && !met_on_this_connection_;
  const bool due = std::any_of(outgoing_.begin(), outgoing_.end(), [&](const Outgoing& o) { return o.not_before_ms <= request.now.ms; });
  out.set("connected", sync_.challenged());
  out.set("quiet", sync_.quiet() && !moving && !(due && can_share().has_value()) && !(my_room_open() && (ring_dirty_ || rotate_wanted_)));
  out.set("waiting", static_cast<std::int64_t>(outgoing_.size()));
  if (my_room_open()) out.set("own_waiting", static_cast<std::int64_t>(pending_.size())).set("unsent_frames", static_cast<std::int64_t>(unsent));
  out.set("behind", behind);
  out.set("renewing", rotate_wanted_ || turn_outbox_);
  if (unmet()) out.set("unmet", true);
  Value alarms{List{}};
  for (const auto& alarm : alarms_) {
    Value item = told(alarm.error);
    if (!alarm.lane.is_zero()) item.set("lane", to_hex(alarm.lane));
    alarms.push(std::move(item));
  }
  out.set("alarms", std::move(alarms));
  if (later_) {
    constexpr std::string_view reasons[] = {"", "disk", "quota", "rate"};
    Value later;
    later.set("reason", reasons[static_cast<int>(later_->reason)]).set("retry_ms", later_->retry_ms);
    out.set("later", std::move(later));
  }
  const auto newer = [](const Entries& entries) {
    return std::count_if(entries.all().begin(), entries.all().end(), [](const Entry& e) { return std::holds_alternative<Unknown>(e.event.body); });
  };
  out.set("newer", static_cast<std::int64_t>(newer(our_.entries) + newer(my_.entries)));
  return out;
}

Value Home::meeting_view() const {
  Value out;
  if (!encounter_) {
    out.set("stage", "none");
    return out;
  }
  const Encounter& met = *encounter_;
  const bool done = met.confirmed;
  const bool compare = met.meeting.complete && !done;
  out.set("stage", met.has_problem ? "ended" : done ? "done" : compare ? "compare" : "waiting");
  out.set("purpose", met.link.purpose == Purpose::device ? "device" : "partner").set("confirmed", met.confirmed);
  if (met.has_problem) {
    out.set("problem", told(met.problem));
    return out;
  }
  if (!met.meeting.first && !met.meeting.complete) out.set("found", !met.meeting.my_hello.empty());
  if (met.meeting.first && !met.meeting.complete) out.set("link", link_text(met.link));
  if (met.meeting.complete) out.set("words", words_of(met.meeting));
  return out;
}

bool Home::waits(const Id& id) const {
  return std::any_of(outgoing_.begin(), outgoing_.end(), [&](const Outgoing& o) { return o.event.id == id; });
}

void Home::show_views(const Request& request, Reply& reply) const {
  reply.show("home", home_view(request));
  if (stage_ != Stage::open) return;
  const Waiting waiting = [&](const Id& id) { return waits(id); };
  reply.show("today", view_today(our_, my_room_open() ? &my_ : nullptr, request.now, request.tz_min));
  // Who asked for more of it gets what was asked for.
  if (reply.views().find("shared") == nullptr) reply.show("shared", view_shared(our_, waiting, shared_shown));
  reply.show("answers", answers_view());
  reply.show("sync", sync_view(request));
  reply.show("meeting", meeting_view());
}

}  // namespace bothy
