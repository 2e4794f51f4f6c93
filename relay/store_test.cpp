// The laws of a store, run over every kind of store that this machine has.
#include <doctest/doctest.h>

#include <functional>

#include "relay/store_memory.h"
#include "relay/store_sqlite.h"
#include "relay/testing/author.h"
#include "relay/testing/scratch.h"
#ifdef BOTHY_RELAY_POSTGRES
#include "relay/store_postgres.h"
#include "relay/testing/pg_cluster.h"
#endif

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

struct Kind {
  std::string name;
  std::function<std::unique_ptr<Store>()> open;
  bool keeps = true;
};

std::vector<Kind> kinds(const Scratch& scratch) {
  std::vector<Kind> all;
  all.push_back({"memory", [] { return std::make_unique<MemoryStore>(); }, false});
  const std::string path = scratch.at("relay.db");
  all.push_back({"sqlite", [path]() -> std::unique_ptr<Store> {
                   auto store = SqliteStore::open(path, {});
                   REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().line));
                   return std::move(*store);
                 }});
#ifdef BOTHY_RELAY_POSTGRES
  static const PgCluster cluster;
  static int made = 0;
  if (cluster.up()) {
    const std::string url = cluster.make("relay" + std::to_string(++made));
    all.push_back({"postgres", [url]() -> std::unique_ptr<Store> {
                     auto store = PostgresStore::open(url);
                     REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().line));
                     return std::move(*store);
                   }});
  }
#endif
  return all;
}

Commit commit(Store& store, std::vector<Op> ops) {
  static std::uint64_t ticket = 0;
  const SharedBatch batch = std::make_shared<const Batch>(Batch{++ticket, 0, std::move(ops)});
  return store.commit({&batch, 1});
}

LaneKeys keys_of(const Author& a) { return {a.write.open, plain_hash(a.token), a.admin.open}; }
OpenOp open_op(const Author& a) { return {a.lane, keys_of(a)}; }

// `n` frames of the author as one append.
AppendOp append_op(Author& a, int n, FrameClass kind = FrameClass::small) {
  AppendOp op{a.lane, a.seq + 1, a.head, 0, {}, {}};
  for (int i = 0; i < n; ++i) append(op.frames, a.next(kind));
  op.last_seq = a.seq;
  op.last_hash = a.head;
  return op;
}

void each_kind(const std::function<void(Store&, const Kind&)>& law) {
  const Scratch scratch;
  for (const Kind& kind : kinds(scratch)) {
    CAPTURE(kind.name);
    const auto store = kind.open();
    law(*store, kind);
  }
}

}  // namespace

TEST_CASE("store: what was appended is read back in order, by pages that never exceed the size asked for") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    CHECK(commit(store, {open_op(a)}) == Commit::stored);
    const AppendOp first = append_op(a, 5);
    const AppendOp second = append_op(a, 2, FrameClass::huge);
    CHECK(commit(store, {first}) == Commit::stored);
    CHECK(commit(store, {second}) == Commit::stored);
    CHECK((*store.lane(a.lane))->head_seq == 7);
    CHECK((*store.lane(a.lane))->head_hash == a.head);
    CHECK((*store.lane(a.lane))->bytes == 5 * 1'024 + 2 * 65'536);
    const auto page = store.page(a.lane, 0, 5 * 1'024);
    CHECK(page->frames == first.frames);
    CHECK(page->last_seq == 5);
    CHECK(store.page(a.lane, 5, 1'000)->last_seq == 6);
    CHECK(store.page(a.lane, 5, page_bytes)->frames == second.frames);
    CHECK(store.page(a.lane, 7, page_bytes)->frames.empty());
    CHECK(!store.page(a.lane, 7, page_bytes)->damaged);
    CHECK(store.page(a.lane, 3, 1)->last_seq == 4);
  });
}

TEST_CASE("store: lanes do not mix, an unknown lane is empty") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    Author b(2);
    CHECK(commit(store, {open_op(a), open_op(b), append_op(a, 3), append_op(b, 1), append_op(a, 1)}) == Commit::stored);
    CHECK(store.page(a.lane, 0, page_bytes)->last_seq == 4);
    CHECK(store.page(b.lane, 0, page_bytes)->last_seq == 1);
    CHECK(!store.lane(Author(3).lane)->has_value());
    CHECK(store.page(Author(3).lane, 0, page_bytes)->frames.empty());
  });
}

TEST_CASE("store: an append that does not fit the head keeps nothing of its whole transaction") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    Author b(2);
    CHECK(commit(store, {open_op(a), append_op(a, 2)}) == Commit::stored);
    Author gap = a;
    (void)gap.next();
    Author other_past = a;
    other_past.head = Hash{1};
    Author behind(1);
    for (Author* wrong : {&gap, &other_past, &behind}) {
      CHECK(commit(store, {open_op(b), append_op(b, 1), append_op(*wrong, 1)}) == Commit::conflict);
      CHECK(!store.lane(b.lane)->has_value());
      CHECK((*store.lane(a.lane))->head_seq == 2);
      b = Author(2);
    }
    CHECK(commit(store, {append_op(b, 1)}) == Commit::conflict);
    CHECK(commit(store, {open_op(a)}) == Commit::conflict);
    CHECK(commit(store, {append_op(a, 1)}) == Commit::stored);
  });
}

TEST_CASE("store: several batches are one transaction") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    Author b(2);
    const SharedBatch good = std::make_shared<const Batch>(Batch{1, 0, {open_op(a)}});
    const SharedBatch bad = std::make_shared<const Batch>(Batch{2, 0, {append_op(b, 1)}});
    const std::vector<SharedBatch> both = {good, bad};
    CHECK(store.commit(both) == Commit::conflict);
    CHECK(!store.lane(a.lane)->has_value());
  });
}

TEST_CASE("store: new keys replace the old ones and leave the frames alone") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    Author next(2);
    CHECK(commit(store, {open_op(a), append_op(a, 2), RekeyOp{a.lane, keys_of(next)}}) == Commit::stored);
    CHECK((*store.lane(a.lane))->keys == keys_of(next));
    CHECK((*store.lane(a.lane))->head_hash == a.head);
    CHECK(commit(store, {RekeyOp{next.lane, keys_of(a)}}) == Commit::conflict);
  });
}

TEST_CASE("store: boxes keep each place once, close for good and expire by age") {
  each_kind([](Store& store, const Kind&) {
    const Id old{Block<16>{1}};
    const Id young{Block<16>{2}};
    const Bytes body(rv_body_size, 3);
    CHECK(commit(store, {RvPutOp{old, {5}, 0, 1'000, body}, RvPutOp{young, {6}, 7, 2'000, body}}) == Commit::stored);
    CHECK(commit(store, {RvPutOp{old, {5}, 0, 1'000, body}}) == Commit::conflict);
    CHECK((*store.rv(old))->entries[0] == body);
    CHECK((*store.rv(old))->token_hash == Hash{5});
    CHECK((*store.rv(young))->entries[7] == body);
    CHECK(!(*store.rv(young))->entries[0]);
    CHECK(commit(store, {RvCloseOp{young}}) == Commit::stored);
    CHECK((*store.rv(young))->closed);
    CHECK(!(*store.rv(young))->entries[7]);
    CHECK(commit(store, {RvPutOp{young, {6}, 1, 2'000, body}}) == Commit::conflict);
    CHECK(commit(store, {RvExpireOp{2'000}}) == Commit::stored);
    CHECK(!store.rv(old)->has_value());
    CHECK(store.rv(young)->has_value());
    CHECK(commit(store, {RvCloseOp{old}}) == Commit::conflict);
  });
}

TEST_CASE("store: everything is there after closing and opening again") {
  const Scratch scratch;
  for (const Kind& kind : kinds(scratch)) {
    if (!kind.keeps) continue;
    CAPTURE(kind.name);
    Author a(1);
    const Id rv{Block<16>{1}};
    Bytes frames;
    {
      const auto store = kind.open();
      const AppendOp op = append_op(a, 40);
      frames = op.frames;
      CHECK(commit(*store, {open_op(a), op, RvPutOp{rv, {5}, 3, 1'000, Bytes(rv_body_size, 1)}}) == Commit::stored);
    }
    const auto store = kind.open();
    CHECK(store->page(a.lane, 0, page_bytes)->frames == frames);
    CHECK((*store->rv(rv))->entries[3].has_value());
    CHECK(commit(*store, {append_op(a, 1)}) == Commit::stored);
  }
}

TEST_CASE("store: a healed frame reads back, one beyond the head is not taken") {
  each_kind([](Store& store, const Kind&) {
    Author a(1);
    const AppendOp op = append_op(a, 3);
    CHECK(commit(store, {open_op(a), op}) == Commit::stored);
    const Bytes second(op.frames.begin() + 1'024, op.frames.begin() + 2'048);
    CHECK(commit(store, {HealOp{a.lane, 2, second}}) == Commit::stored);
    CHECK(store.page(a.lane, 0, page_bytes)->frames == op.frames);
    CHECK(commit(store, {HealOp{a.lane, 4, second}}) == Commit::conflict);
  });
}

TEST_CASE("store: which kinds were run") {
  const Scratch scratch;
  std::string names;
  for (const Kind& kind : kinds(scratch)) names += " " + kind.name;
  MESSAGE("stores under the laws:" << names);
  CHECK(names.find("sqlite") != std::string::npos);
}

#ifdef BOTHY_RELAY_POSTGRES
TEST_CASE("postgres: a second relay is kept out, and what is in the way is said in one line") {
  const PgCluster cluster;
  if (!cluster.up()) return;
  const std::string url = cluster.make("lonely");
  const auto first = PostgresStore::open(url);
  REQUIRE(first.has_value());
  const auto second = PostgresStore::open(url);
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().line == "the PostgreSQL store is in use by another relay.");
  const auto nowhere = PostgresStore::open("postgres://bothy@/none?host=/nonexistent");
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().line.find("cannot be reached") != std::string::npos);
  CHECK(nowhere.error().line.find('\n') == std::string::npos);
}
#endif
