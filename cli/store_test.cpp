// The store on a real disk: whole batches under kill -9, flipped bytes, damaged files, newer formats, a full disk.
#include <rapidcheck.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "cli/disk_testing.h"
#include "cli/salvage.h"

using namespace bothy;
using namespace bothy::cli;
using namespace bothy::cli::testing;

TEST_CASE("store: a batch is kept whole, later writes of a key win, dropped keys are gone") {
  const Folder folder;
  {
    auto store = Store::open(folder.file("store.db"));
    REQUIRE(store);
    const Bytes one = bytes("one");
    const Bytes two = bytes("two");
    const std::vector<Write> batch = {
        {"a", one, false}, {"b", one, false}, {"a", two, false}, {"c", {}, false}, {"b", {}, true}};
    REQUIRE(store->apply(batch));
  }
  const auto store = Store::open(folder.file("store.db"));
  REQUIRE(store);
  CHECK(kept(*store, "a") == "two");
  CHECK(kept(*store, "b") == "(not_found)");
  CHECK(kept(*store, "c").empty());
  CHECK(store->count() == 2);
  CHECK(store->has("a") == true);
  CHECK(store->has("b") == false);
  CHECK(store->check().empty());
}

TEST_CASE("store: frames of a lane come in order from a number on, and stay out of the small records") {
  const Folder folder;
  auto store = Store::open(folder.file("store.db"));
  REQUIRE(store);
  for (const int seq : {10, 2, 1, 255, 16})
    keep(*store, frame_key(lane, static_cast<std::uint64_t>(seq)), std::to_string(seq));
  keep(*store, frame_key("ff112233445566778899aabbccddeeff", 3), "other");
  for (const char* key : {"vault", "a", "k/o", "q/0000000000000001"}) keep(*store, key, key);
  std::string order;
  REQUIRE(store->each_frame(lane, 2, [&](const Record& record) -> Did {
    order += std::string(text_of(record.value)) + " ";
    return {};
  }));
  CHECK(order == "2 10 16 255 ");
  std::string small;
  REQUIRE(store->each_small([&](const Record& record) -> Did {
    small += std::string(record.key) + " ";
    return {};
  }));
  CHECK(small == "a k/o q/0000000000000001 vault ");
}

TEST_CASE("store: a process killed at any moment leaves whole batches only") {
  // Each batch writes one number under ten keys; after kill -9 all ten hold the same number.
  const Folder folder;
  const std::string path = folder.file("store.db");
  int last = -1;
  for (int round = 0; round < 12; ++round) {
    int kept_one[2] = {};
    REQUIRE(::pipe(kept_one) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      auto store = Store::open(path);
      if (!store) ::_exit(3);
      for (int n = round * 1'000'000;; ++n) {
        const Bytes value = bytes(std::to_string(n) + std::string(static_cast<std::size_t>(n % 3'000), '.'));
        std::vector<Write> batch;
        for (int i = 0; i < 10; ++i) batch.push_back({"key/" + std::to_string(i), value, false});
        if (!store->apply(batch)) ::_exit(4);
        if (n % 1'000'000 == 0 && ::write(kept_one[1], "k", 1) != 1) ::_exit(5);
      }
    }
    // Every other time it has kept a batch when the blow comes, however slow the machine is; else it may be opening.
    ::close(kept_one[1]);
    char said = 0;
    if (round % 2 == 1) REQUIRE(::read(kept_one[0], &said, 1) == 1);
    ::usleep(20'000 + static_cast<unsigned>(round) * 7'919);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(kept_one[0]);
    REQUIRE(WIFSIGNALED(status));
    const auto store = Store::open(path);
    REQUIRE(store);
    const std::string first = kept(*store, "key/0");
    for (int i = 1; i < 10; ++i) CHECK(kept(*store, "key/" + std::to_string(i)) == first);
    if (first != "(not_found)") {
      CHECK(std::stoi(first) >= last);
      last = std::stoi(first);
    }
  }
  CHECK(last >= 1'000'000);  // the writers got somewhere
}

TEST_CASE("store: a flipped byte in a record is noticed by its checksum") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  {
    auto store = Store::open(path);
    REQUIRE(store);
    keep(*store, "k/m", "a record long enough to be found in the file");
    keep(*store, "k/o", "another one");
  }
  const std::size_t at = read_text(path).find("long enough");
  REQUIRE(at != std::string::npos);
  scribble(path, static_cast<long>(at), "L");
  const auto store = Store::open(path);
  REQUIRE(store);
  CHECK(kept(*store, "k/m") == "(store_damaged)");
  CHECK(kept(*store, "k/o") == "another one");
}

TEST_CASE("store: the checksum changes with every single bit of key and value") {
  CHECK(rc::check("bit", [](const std::string& key) {
    Bytes value = bytes("some value");
    const auto sum = checksum(key, value);
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, 80));
    value[at / 8] = static_cast<std::uint8_t>(value[at / 8] ^ (1U << (at % 8)));
    RC_ASSERT(checksum(key, value) != sum);
    RC_ASSERT(checksum(key + "x", bytes("some value")) != sum);
  }));
}

namespace {

// A store of 400 records over many pages, closed.
void fill(const std::string& path) {
  auto store = Store::open(path);
  REQUIRE(store);
  std::vector<Bytes> frames;
  for (int i = 0; i < 400; ++i) frames.emplace_back(1'024, static_cast<std::uint8_t>('a' + i % 26));
  std::vector<Write> batch;
  for (std::size_t i = 0; i < frames.size(); ++i) batch.push_back({frame_key(lane, i + 1), frames[i], false});
  REQUIRE(store->apply(batch));
  keep(*store, "vault", "the vault");
}

int whole_frames(const Store& store) {
  int n = 0;
  REQUIRE(store.each_frame(lane, 1, [&](const Record& record) -> Did {
    n += record.whole ? 1 : 0;
    return {};
  }));
  return n;
}

}  // namespace

TEST_CASE("salvage: pages of noise cost what lay in them; the rest is kept and the old file stays") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  fill(path);
  for (const long page : {20L, 21L, 70L}) scribble(path, page * 4'096, std::string(4'096, '\xA5'));
  const auto told = salvage(path);
  REQUIRE(told);
  REQUIRE_FALSE(told->empty());
  const auto store = Store::open(path);
  REQUIRE(store);
  const int whole = whole_frames(*store);
  CHECK(whole >= 400 - 3 * 4);
  CHECK(whole < 400);
  CHECK(kept(*store, "vault") == "the vault");
  CHECK(store->check().empty());
  CHECK(fs::exists(path + ".damaged-1"));
  CHECK_FALSE(fs::exists(path + ".salvage"));
  CHECK_FALSE(fs::exists(path + ".fresh"));
}

TEST_CASE("salvage: a torn first page is replaced and everything behind it read") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  fill(path);
  scribble(path, 0, std::string(512, '\0'));
  const auto store = Store::open(path);  // notices and salvages by itself
  REQUIRE(store);
  CHECK(whole_frames(*store) == 400);
  CHECK(kept(*store, "vault") == "the vault");
  REQUIRE_FALSE(store->notes().empty());
  CHECK(store->notes().front().find("401 records were whole") != std::string::npos);
}

TEST_CASE("salvage: a file of which nothing is left is not touched") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  fill(path);
  const auto size = fs::file_size(path);
  scribble(path, 0, std::string(size, '\xFF'));
  const auto store = Store::open(path);
  REQUIRE_FALSE(store);
  CHECK(store.error().exit == Exit::store);
  CHECK(store.error().name == "store_damaged");
  CHECK(read_text(path) == std::string(size, '\xFF'));
}

TEST_CASE("store: one of a newer Bothy is left alone and says to update") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  fill(path);
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, "PRAGMA user_version=2", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
  const auto store = Store::open(path);
  REQUIRE_FALSE(store);
  CHECK(store.error().name == "too_new");
  CHECK(store.error().exit == Exit::store);
}

TEST_CASE("store: a full disk leaves the last whole batch and says so") {
  const Folder folder;
  const std::string path = folder.file("store.db");
  {
    auto store = Store::open(path);
    REQUIRE(store);
    keep(*store, "a", "before");
  }
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // No file of this process may grow beyond 64 KiB: SQLite meets EFBIG as it would meet a full disk.
    const struct rlimit limit{65'536, 65'536};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
    auto store = Store::open(path);
    if (!store) ::_exit(2);
    const Bytes big(200'000, 'x');
    const Bytes small = bytes("after");
    const std::vector<Write> batch = {{"a", small, false}, {"big", big, false}};
    const auto done = store->apply(batch);
    ::_exit(!done && done.error().name == "disk_full" && done.error().exit == Exit::store ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  const auto store = Store::open(path);
  REQUIRE(store);
  CHECK(kept(*store, "a") == "before");
  CHECK(store->has("big") == false);
}
