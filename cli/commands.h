// Every command of bothy-cli by name. The table with their options and help is in commands.cpp.
// Called by main and the tests of the table.
#pragma once
#include "cli/context.h"

namespace bothy::cli {

[[nodiscard]] std::span<const Command> all_commands();
/// Options that every command takes.
[[nodiscard]] std::span<const Option> common_options();

// do_home.cpp
Did do_init(Context& context);
Did do_recover(Context& context);
Did do_set_lock(Context& context);
Did do_relay(Context& context);
Did do_set(Context& context);
Did do_erase(Context& context);
// do_checkin.cpp
Did do_checkin(Context& context);
// do_coach.cpp
Did do_coach(Context& context);
Did do_guard(Context& context);
Did do_emotion(Context& context);
Did do_rewrite(Context& context);
// do_share.cpp
Did do_log(Context& context);
Did do_share(Context& context);
Did do_note(Context& context);
Did do_thanks(Context& context);
Did do_bid(Context& context);
Did do_answer(Context& context);
// do_item.cpp
Did do_take_back(Context& context);
Did do_retract(Context& context);
Did do_withdraw(Context& context);
Did do_keep(Context& context);
// do_view.cpp
Did do_today(Context& context);
Did do_shared(Context& context);
Did do_me(Context& context);
Did do_history(Context& context);
Did do_events(Context& context);
// do_us.cpp
Did do_us(Context& context);
// do_import.cpp
Did do_import(Context& context);
// do_read.cpp
Did do_read(Context& context);
// do_export.cpp
Did do_export(Context& context);
Did do_verify(Context& context);
// do_pair.cpp
Did do_pair_invite(Context& context);
Did do_pair_join(Context& context);
Did do_pair_number(Context& context);
Did do_leave(Context& context);
// Meetings with a partner or an own device go the same way from here.
Did do_words(Context& context);
Did do_confirm(Context& context);
Did do_cancel(Context& context);
// do_device.cpp
Did do_devices(Context& context);
Did do_devices_add(Context& context);
Did do_devices_join(Context& context);
Did do_revoke(Context& context);
Did do_rotate(Context& context);
// do_sync.cpp
Did do_sync(Context& context);
Did do_tick(Context& context);
// do_simulate.cpp
Did do_simulate(Context& context);
// help.cpp
Did do_help(Context& context);
Did do_version(Context& context);

// Steps that several commands share.

/// The name a device has in the own list: --name, else the name of this machine.
[[nodiscard]] std::string device_name(const Args& args);
/// The text of an operand or option; "-" reads standard input. Errors: too_large, file errors.
[[nodiscard]] Got<std::string> text_of_argument(const std::string& given);
/// A whole id from its first digits, looked up in our room and, when my room is open, in my history.
/// Errors: not_found; usage when several begin so.
[[nodiscard]] Got<std::string> whole_id(Context& context, const std::string& given);
/// The stage of the meeting under way: none, waiting, compare, done, ended.
[[nodiscard]] std::string stage_of(const Value& views);
/// One exchange for a meeting: no tick; ends once there are words, or after --wait seconds.
[[nodiscard]] Did meet(Context& context);
/// Shows the link that `views` hold with `invitation` above it, waits as meet() does, and says how it went on.
/// `group` is the first word of the commands that follow: "pair" or "devices".
[[nodiscard]] Did offer_link(Context& context, const Value& views, const std::string& invitation, const std::string& group);
/// The same for the side that followed a link.
[[nodiscard]] Did follow_link(Context& context, const std::string& group);
/// A link from the operand, --link-file or standard input ("-"). Errors: usage.
[[nodiscard]] Got<std::string> link_of(Context& context);
/// --field name=value pairs as an object; numbers become numbers, a,b becomes a list where `lists` names the field.
[[nodiscard]] Got<Value> fields_of(const Args& args);
/// Whether something shared can still be taken back after this command.
[[nodiscard]] inline bool stays_a_while(const Args& args) { return args.has("later") || !args.has("sync"); }
/// Shares one event, says what left and how to take it back; with --preview only shows what would leave.
[[nodiscard]] Did share_event(Context& context, const std::string& event, Value fields);

}  // namespace bothy::cli
