// The writer's loop. See writer.h.
#include "relay/writer.h"

namespace bothy::relay {

Writer::Writer(Store& store, OnDone on_done, OnFatal on_fatal)
    : store_(store), on_done_(std::move(on_done)), on_fatal_(std::move(on_fatal)), thread_([this] { run(); }) {}

Writer::~Writer() { stop(); }

void Writer::submit(SharedBatch batch) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(batch));
  }
  wake_.notify_one();
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::run() {
  std::vector<SharedBatch> batches;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      batches.swap(queue_);
    }
    commit(batches);
    batches.clear();
    // After the answer, so that nobody waits for it.
    if (store_.tidy_up() == Commit::fatal) on_fatal_();
  }
}

void Writer::commit(const std::vector<SharedBatch>& batches) {
  std::vector<SharedBatch> fresh;
  std::vector<Done> done;
  Commit result = Commit::disk;
  for (const auto& batch : batches) {
    // It was made before the hub heard that an earlier batch was not stored, so it may build on that one.
    if (gave_up_ && batch->generation <= gave_up_generation_) {
      done.push_back({batch->ticket, Commit::disk});
    } else {
      fresh.push_back(batch);
    }
  }
  if (!fresh.empty()) result = store_.commit(fresh);
  if (result == Commit::fatal) on_fatal_();
  for (const auto& batch : fresh) done.push_back({batch->ticket, result});
  if (!fresh.empty() && result != Commit::stored) {
    gave_up_ = true;
    gave_up_generation_ = fresh.back()->generation;
  }
  on_done_(std::move(done));
}

}  // namespace bothy::relay
