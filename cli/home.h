// A home on this machine: a folder with store.db, device.key, settings.json and a lock. No door here (host.h).
// Called by the commands through Session.
#pragma once
#include <optional>

#include "cli/files.h"
#include "cli/store.h"

namespace bothy::cli {

/// What the folder remembers outside the store: nothing secret, nothing about people.
struct Settings {
  std::string relay;  ///< an origin such as "http://localhost:7071", or empty
  bool operator==(const Settings&) const = default;
};

enum class Opening : std::uint8_t { existing, fresh };

class Home {
 public:
  /// $XDG_DATA_HOME/bothy, else ~/.local/share/bothy. Errors: usage when neither is known.
  [[nodiscard]] static Got<std::string> usual_folder();

  /// Opens the folder and holds its lock until destroyed; waits up to `patience_ms` for another command to end.
  /// `fresh` makes folder and device.key where there is no home yet.
  /// Errors (Exit::store): no_home, home_exists, in_use, no_device_key, disk_full, no_permission, too_new,
  /// store_damaged.
  [[nodiscard]] static Got<Home> open(const std::string& folder, Opening how, int patience_ms = 3'000);

  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const Block<32>& device_secret() const { return secret_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] Did keep(const Settings& settings);
  /// Sentences about damage met and mended while opening.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// Closes the store, reads out what is whole, opens it again. For damage met while reading.
  [[nodiscard]] Did mend();
  /// Everything of this home: store, key, settings, damaged copies. The folder stays, empty.
  [[nodiscard]] Did erase();

  Home(Home&&) noexcept = default;
  Home& operator=(Home&&) noexcept = default;
  ~Home() { wipe(secret_.data(), secret_.size()); }

 private:
  Home() = default;
  [[nodiscard]] std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }
  [[nodiscard]] Did hold_lock(int patience_ms);
  [[nodiscard]] Did load_key(Opening how);
  [[nodiscard]] Did load_settings();
  [[nodiscard]] Did open_store();

  std::string folder_;
  Fd lock_;
  Block<32> secret_{};
  Settings settings_;
  std::optional<Store> store_;
  std::vector<std::string> notes_;
};

}  // namespace bothy::cli
