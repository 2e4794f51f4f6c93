// What a person's own draft does, with the words that do it and why it is thought so: rules and learned weights, fused.
// Reads only: no offers (offer.h), no danger (core/guard comes first). Nobody may hand it the other's words (CC-24).
// Called by the door and the command line.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "coach/features.h"
#include "coach/label.h"
#include "coach/table.h"

namespace bothy::coach {

/// Bytes [begin, end) of the sender's text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// One label where it was found. `sure`: past the stricter threshold at which a person is shown it.
struct Finding {
  Label label = Label::criticism;
  Span span;
  Reason reason = Reason::none;
  std::array<Span, 3> words{};  // those that weighed most, strongest first; empty ones are 0..0
  bool sure = false;
  double logit = 0;  // calibrated; for tests and the bench, never shown
};

/// What was said before, as far as the caller knows it; without it the coach says nothing of "k" and "fine".
struct Before {
  int conflict = 0;  // 0 calm .. 3 a quarrel; the caller's own knowledge
};

struct Reading {
  Labels labels = 0;
  bool silent = false;  // another script or language: nothing is said
  std::vector<Finding> findings;
};

/// A message as the table weighs it: logits of its clauses, and of the message as a whole.
struct Weighed {
  std::vector<std::array<double, label_count>> clauses;
  std::vector<std::array<double, label_count>> own;  // of each clause without what stands around it
  std::array<double, label_count> whole{};
};
/// Weighs what was read: the first label_count columns of the table are for clauses, the next for the whole.
void weigh(const Language& language, const Table& table, const Draft& draft, std::vector<Feature>& scratch,
           Weighed& out);

/// What the logistic of a label puts together: how strong every label is, this one in its strongest clause and in the
/// whole, its rules, the number of clauses, and one. Row label_count is "some harm is here".
inline constexpr std::size_t fuse_inputs = label_count + 5;
inline constexpr std::size_t fuse_rows = label_count + 1;
/// A row of weights ends in two thresholds: to say the label, and to show it to a person.
inline constexpr std::size_t fuse_row = fuse_inputs + 2;
[[nodiscard]] std::array<double, fuse_inputs> fuse_values(const Language& language, const Draft& draft,
                                                          const Weighed& weighed, std::size_t row);

/// Learned weights and how they are put together. Copying copies views.
struct Learned {
  Table table;
  std::span<const double> fuse;  // fuse_rows x fuse_row
};
/// The labels that fused logits (fuse_rows of them) make: harm only where some harm is likely enough.
[[nodiscard]] Labels labels_from(std::span<const double> fused, std::span<const double> fuse);

/// Reads drafts one after the other; keeps its working memory, so that a warm reader allocates nothing of note.
class Reader {
 public:
  Reader(const Language& language, Learned learned) : language_(language), learned_(learned) {}

  /// Reads any bytes. Cost: about 30 us for 70 letters; linear, 64 KiB are read, the rest is left.
  /// Source: docs/coach.md#pipeline.
  const Reading& read(std::string_view draft, const Before& before = {});

  /// The calibrated logits of the last reading, label by label, then that of any harm.
  [[nodiscard]] std::span<const double> logits() const { return fused_; }
  [[nodiscard]] const Draft& draft() const { return draft_; }

 private:
  void find(Label label);
  void explain(Finding& finding, std::size_t clause);

  Language language_;
  Learned learned_;
  Draft draft_;
  std::vector<Feature> features_;
  Weighed weighed_;
  std::array<double, fuse_rows> fused_{};
  Reading reading_;
};

/// Bytes of the tables of English that are built in: rules, weights, thresholds.
[[nodiscard]] std::size_t table_bytes();

/// The reader for English with the tables that are built in.
[[nodiscard]] Reader english_reader();

}  // namespace bothy::coach
