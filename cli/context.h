// What every command works with: its words, the screen, the home with its door, and the common steps (open, unlock,
// exchange with the relay). No command lives here. Called by main and the commands.
#pragma once
#include "cli/args.h"
#include "cli/screen.h"
#include "cli/secret.h"
#include "cli/sync.h"

namespace bothy::cli {

/// Whether a command can do without the relay: then one that is down is said plainly and is no error.
enum class Relay : std::uint8_t { wanted, needed };

class Context {
 public:
  Context(const Command& command, Args args, std::span<const Command> all);

  [[nodiscard]] const Command& command() const { return command_; }
  [[nodiscard]] std::span<const Command> all() const { return all_; }
  [[nodiscard]] const Args& args() const { return args_; }
  [[nodiscard]] const Screen& screen() const { return screen_; }
  [[nodiscard]] Host& host() { return *host_; }
  [[nodiscard]] Home& home() { return *home_; }
  /// The newest usual views.
  [[nodiscard]] const Value& views() const { return host_->views(); }
  /// One of them by name, or an empty object.
  [[nodiscard]] const Value& view(std::string_view name) const;

  /// Opens the home that is there. Errors: no_home and the others of Home::open, and what the door says.
  [[nodiscard]] Did open();
  /// Opens a folder in which there is no home yet. Errors: home_exists.
  [[nodiscard]] Did open_fresh();
  /// Opens my room, asking for the passphrase when a lock is set.
  [[nodiscard]] Did open_my_room();
  /// The passphrase for an act that asks for it again, set under `key`; nothing when there is no lock.
  [[nodiscard]] Did add_passphrase(Value& args, std::string_view key = "passphrase");

  /// The relay of this home: --relay (which is remembered), else the one remembered. Errors: no_relay.
  [[nodiscard]] Got<Address> relay();
  /// Remembers the relay in front of a link, where none is set.
  [[nodiscard]] Did learn_relay(std::string_view link);
  /// One exchange, told on stderr; whether the relay was reached. Errors: unreachable only where the relay is needed.
  [[nodiscard]] Got<bool> exchange(const SyncPlan& plan, Relay how);
  /// With --sync: tick and exchange; without: one line about what waits, where something does.
  [[nodiscard]] Did exchange_if_asked();

  /// Prints the views with --json.
  void result(const Value& views) const { screen_.result(views); }
  /// Prints {name: value} with --json.
  void result(std::string_view name, const Value& value) const;

 private:
  [[nodiscard]] Did open_door();
  [[nodiscard]] Got<std::string> folder() const;

  const Command& command_;
  std::span<const Command> all_;
  Args args_;
  Screen screen_;
  std::optional<Home> home_;
  std::unique_ptr<Door> door_;
  std::optional<Host> host_;
};

/// The field `name` of an object, or an empty object.
[[nodiscard]] const Value& part(const Value& object, std::string_view name);
/// The list called `name`, or an empty one.
[[nodiscard]] const List& list(const Value& object, std::string_view name);

}  // namespace bothy::cli
