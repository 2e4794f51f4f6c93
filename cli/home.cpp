// The folder of a home: made, locked, opened, mended, erased. See home.h.
// What the records mean is the door's business.
#include "cli/home.h"

#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/value.h"
#include "cli/salvage.h"

namespace bothy::cli {
namespace {

constexpr std::string_view store_name = "store.db";
constexpr std::string_view key_name = "device.key";
constexpr std::string_view settings_name = "settings.json";
constexpr std::size_t max_settings = 65'536;

void wait_ms(int ms) {
  const timespec span{ms / 1'000, (ms % 1'000) * 1'000'000L};
  ::nanosleep(&span, nullptr);
}

}  // namespace

Got<std::string> Home::usual_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
    return std::string(data) + "/bothy";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return std::string(home) + "/.local/share/bothy";
  return usage("No folder is known for your home; name one with --home DIR.");
}

Got<Home> Home::open(const std::string& folder, Opening how, int patience_ms) {
  Home home;
  home.folder_ = folder;
  const bool there = is_there(home.path(store_name)) || is_there(home.path(key_name));
  if (how == Opening::existing && !there)
    return store_trouble("no_home", "There is no home in " + folder + " yet. Make one with: bothy-cli init");
  if (how == Opening::fresh) BOTHY_DO(make_private_folder(folder));
  BOTHY_DO(home.hold_lock(patience_ms));
  BOTHY_DO(home.load_key(how));
  BOTHY_DO(home.load_settings());
  BOTHY_DO(home.open_store());
  return home;
}

Did Home::hold_lock(int patience_ms) {
  const std::string name = path("lock");
  lock_ = Fd(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock_.ok()) return std::unexpected(file_trouble(errno, name, Exit::store));
  constexpr int step_ms = 50;
  for (int waited = 0;; waited += step_ms) {
    if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK && errno != EINTR) return std::unexpected(file_trouble(errno, name, Exit::store));
    if (waited >= patience_ms)
      return store_trouble(
          "in_use", "Another bothy-cli works in " + folder_ + " right now. Wait until it is done, then try again.");
    wait_ms(step_ms);
  }
}

Did Home::load_key(Opening how) {
  const std::string name = path(key_name);
  if (!is_there(name)) {
    // A store without its key is a home whose key was lost: a new key would not open it, so none is made.
    const bool lost = is_there(path(store_name));
    if (how == Opening::existing || lost)
      return store_trouble("no_device_key", "The file device.key is gone from " + folder_ +
                                                ". Put it back from a copy, or make a new home in another folder with: "
                                                "bothy-cli recover --home DIR");
    const Block<32> fresh = random_block();
    BOTHY_DO(write_private(name, fresh, Overwrite::no, Exit::store));
  }
  auto bytes = read_file(name, 1'024);
  if (!bytes) return std::unexpected(Trouble{Exit::store, bytes.error().name, bytes.error().say});
  if (bytes->size() != secret_.size())
    return store_trouble("no_device_key", "The file device.key in " + folder_ +
                                              " is damaged. Put it back from a copy, or make a new home "
                                              "in another folder with: bothy-cli recover --home DIR");
  secret_ = block_of<32>(*bytes);
  return {};
}

Did Home::load_settings() {
  const std::string name = path(settings_name);
  if (!is_there(name)) return {};
  auto bytes = read_file(name, max_settings);
  if (!bytes) return std::unexpected(Trouble{Exit::store, bytes.error().name, bytes.error().say});
  const auto value = from_json(text_of(*bytes));
  if (!value || value->as<Fields>() == nullptr) {
    notes_.emplace_back("settings.json could not be read, so no relay is set. Set it again with: bothy-cli relay URL");
    return {};
  }
  settings_.relay = text_or(*value, "relay", "");
  return {};
}

Did Home::keep(const Settings& settings) {
  Value value{Fields{}};
  value.set("relay", settings.relay);
  const std::string text = to_json(value) + "\n";
  BOTHY_DO(write_private(path(settings_name), span_of(text), Overwrite::yes, Exit::store));
  settings_ = settings;
  return {};
}

Did Home::open_store() {
  BOTHY_GET(store, Store::open(path(store_name)));
  for (const auto& note : store.notes()) notes_.push_back(note);
  store_.emplace(std::move(store));
  return {};
}

Did Home::mend() {
  store_.reset();
  BOTHY_GET(told, salvage(path(store_name)));
  for (const auto& note : told) notes_.push_back(note);
  return open_store();
}

Did Home::erase() {
  if (store_) BOTHY_DO(store_->drop_all());
  store_.reset();
  shred(path(key_name));
  shred(path(settings_name));
  // The store, its log, and what a repair may have left beside it.
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored))
    if (entry.path().filename().string().starts_with(store_name)) shred(entry.path().string());
  wipe(secret_.data(), secret_.size());
  sync_folder_of(path(store_name));
  return {};
}

}  // namespace bothy::cli
