// The one thread that writes: takes everything that waits, commits once, then tells who asked.
// No policy and no sockets here. Owned by the server; the tests give it stores that break.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "relay/store.h"

namespace bothy::relay {

class Writer {
 public:
  struct Done {
    std::uint64_t ticket = 0;
    Commit result = Commit::stored;
  };
  /// Called on the writer's thread after each commit, in the order of the tickets.
  using OnDone = std::function<void(std::vector<Done>)>;
  /// Called once, on the writer's thread, when a sync to disk reported an error. Must not return.
  using OnFatal = std::function<void()>;

  Writer(Store& store, OnDone on_done, OnFatal on_fatal);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Never blocks longer than a swap of the queue.
  void submit(SharedBatch batch);
  /// Finishes what was submitted and ends the thread.
  void stop();

 private:
  void run();
  void commit(const std::vector<SharedBatch>& batches);

  Store& store_;
  const OnDone on_done_;
  const OnFatal on_fatal_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<SharedBatch> queue_;
  bool stopping_ = false;
  // Used by the writer's thread alone.
  bool gave_up_ = false;
  std::uint64_t gave_up_generation_ = 0;
  std::thread thread_;
};

}  // namespace bothy::relay
