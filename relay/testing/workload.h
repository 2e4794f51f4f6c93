// A small, fixed history of commits for tests that break the disk: three lanes, a box, a new key.
// Keeps what was acknowledged, and says whether a store still has it. Called by power_test, fault_test and rot_test.
#pragma once
#include "relay/store.h"
#include "relay/testing/author.h"

namespace bothy::relay::testing {

class Workload {
 public:
  Workload() : authors_{Author(1), Author(2), Author(3)}, acked_(authors_.size()), written_(authors_.size()) {}

  /// The next batch: opens lanes first, then appends one to five frames, now and then a larger one.
  [[nodiscard]] SharedBatch next() {
    ++step_;
    Batch batch{step_, 0, {}};
    if (!opened_) {
      for (const auto& a : authors_)
        batch.ops.push_back(OpenOp{a.lane, {a.write.open, plain_hash(a.token), a.admin.open}});
    } else {
      draft_ = authors_[step_ % authors_.size()];
      AppendOp op{draft_.lane, draft_.seq + 1, draft_.head, 0, {}, {}};
      for (std::uint64_t i = 0; i <= step_ * 7 % 5; ++i)
        append(op.frames, draft_.next(step_ % 6 == 0 ? FrameClass::medium : FrameClass::small));
      op.last_seq = draft_.seq;
      op.last_hash = draft_.head;
      draft_frames_ = op.frames;
      batch.ops.push_back(std::move(op));
    }
    return std::make_shared<const Batch>(std::move(batch));
  }

  /// The batch that next() gave last was acknowledged. Without this call the same lane continues from where it was.
  void keep() {
    if (!opened_) {
      opened_ = true;
      return;
    }
    const std::size_t who = step_ % authors_.size();
    authors_[who] = draft_;
    acked_[who] = draft_.seq;
    append(written_[who], draft_frames_);
  }
  /// How many acknowledged frames of the lanes' heads `store` no longer has, or has with other bytes.
  /// `at` is a copy of what was acknowledged at some moment, see acked().
  [[nodiscard]] std::uint64_t missing(Store& store, const std::vector<std::uint64_t>& at, bool opened) const {
    std::uint64_t lost = 0;
    for (std::size_t i = 0; i < authors_.size(); ++i) {
      const auto row = store.lane(authors_[i].lane);
      if (!row || (!*row && opened)) {
        lost += at[i] + 1;
        continue;
      }
      lost += lost_of(store, i, at[i]);
    }
    return lost;
  }
  [[nodiscard]] std::uint64_t missing(Store& store) const { return missing(store, acked_, opened_); }
  /// Whether `frames` are exactly what this author wrote after `seq`.
  [[nodiscard]] bool are_true(std::size_t who, std::uint64_t seq, ByteSpan frames) const {
    ByteSpan expected(written_[who]);
    for (; seq > 0; --seq) expected = expected.subspan(leading_frame_size(expected).value());
    return frames.size() <= expected.size() && text_of(frames) == text_of(expected.first(frames.size()));
  }
  [[nodiscard]] const std::vector<std::uint64_t>& acked() const { return acked_; }
  [[nodiscard]] bool opened() const { return opened_; }
  [[nodiscard]] const std::vector<Author>& authors() const { return authors_; }

 private:
  [[nodiscard]] std::uint64_t lost_of(Store& store, std::size_t who, std::uint64_t want) const {
    ByteSpan expected(written_[who]);
    std::uint64_t seq = 0;
    while (seq < want) {
      const auto page = store.page(authors_[who].lane, seq, page_bytes);
      if (!page || page->frames.empty()) break;
      ByteSpan rest(page->frames);
      while (!rest.empty() && seq < want) {
        const auto size = leading_frame_size(rest);
        const bool same =
            size && *size <= expected.size() && text_of(rest.first(*size)) == text_of(expected.first(*size));
        if (!same) return want - seq;
        ++seq;
        rest = rest.subspan(*size);
        expected = expected.subspan(*size);
      }
    }
    return want - std::min(want, seq);
  }

  std::vector<Author> authors_;
  Author draft_{1};
  Bytes draft_frames_;
  std::vector<std::uint64_t> acked_;
  /// All acknowledged frames of each lane.
  std::vector<Bytes> written_;
  std::uint64_t step_ = 0;
  bool opened_ = false;
};

}  // namespace bothy::relay::testing
