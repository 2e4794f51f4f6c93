// Homes as folders: private, locked, never given a second key, erased.
#include "cli/home.h"
#include "cli/disk_testing.h"

using namespace bothy;
using namespace bothy::cli;
using namespace bothy::cli::testing;

TEST_CASE("home: a folder without one says how to make it; a fresh one is private to its owner") {
  const Folder folder;
  const auto missing = Home::open(folder.file("h"), Opening::existing);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().name == "no_home");
  CHECK_FALSE(fs::exists(folder.file("h")));
  Block<32> secret{};
  {
    const auto home = Home::open(folder.file("deep/h"), Opening::fresh);
    REQUIRE(home);
    secret = home->device_secret();
  }
  CHECK(secret != Block<32>{});
  CHECK((fs::status(folder.file("deep/h")).permissions() & fs::perms::all) == fs::perms::owner_all);
  CHECK((fs::status(folder.file("deep/h/device.key")).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  const auto again = Home::open(folder.file("deep/h"), Opening::existing);
  REQUIRE(again);
  CHECK(again->device_secret() == secret);
}

TEST_CASE("home: two commands do not write at once, and the second says why it waited in vain") {
  const Folder folder;
  auto first = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(first);
  const auto second = Home::open(folder.file("h"), Opening::existing, 100);
  REQUIRE_FALSE(second);
  CHECK(second.error().name == "in_use");
  {
    const Home gone = std::move(*first);
  }
  CHECK(Home::open(folder.file("h"), Opening::existing, 100));
}

TEST_CASE("home: a lost device key is told, and never replaced by a new one that opens nothing") {
  const Folder folder;
  REQUIRE(Home::open(folder.file("h"), Opening::fresh));
  fs::remove(folder.file("h/device.key"));
  for (const auto how : {Opening::existing, Opening::fresh}) {
    const auto home = Home::open(folder.file("h"), how);
    REQUIRE_FALSE(home);
    CHECK(home.error().name == "no_device_key");
    CHECK_FALSE(fs::exists(folder.file("h/device.key")));
  }
}

TEST_CASE("home: settings are kept, and unreadable ones cost only themselves") {
  const Folder folder;
  {
    auto home = Home::open(folder.file("h"), Opening::fresh);
    REQUIRE(home);
    REQUIRE(home->keep({"http://localhost:7071"}));
  }
  {
    const auto home = Home::open(folder.file("h"), Opening::existing);
    REQUIRE(home);
    CHECK(home->settings().relay == "http://localhost:7071");
  }
  scribble(folder.file("h/settings.json"), 0, "#");
  const auto home = Home::open(folder.file("h"), Opening::existing);
  REQUIRE(home);
  CHECK(home->settings().relay.empty());
  CHECK_FALSE(home->notes().empty());
}

TEST_CASE("home: erasing leaves neither key nor records nor settings") {
  const Folder folder;
  auto home = Home::open(folder.file("h"), Opening::fresh);
  REQUIRE(home);
  keep(home->store(), "vault", "CANARY-to-be-gone");
  REQUIRE(home->keep({"http://localhost:7071"}));
  std::filesystem::copy_file(folder.file("h/store.db"), folder.file("h/store.db.damaged-1"));
  REQUIRE(home->erase());
  for (const auto& entry : fs::directory_iterator(folder.file("h"))) CHECK(entry.path().filename() == "lock");
}
