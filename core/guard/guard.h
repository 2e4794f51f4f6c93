// Reads a person's own words for signs of danger, before anything else reads them. What it finds lives in the caller's
// memory for as long as the screen does: no event, no export, no log, nothing to the other (CC-30, CC-31).
// Decides tier, whose danger and how soon; what is then shown is script.h. Called by the door and the command line.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "coach/features.h"
#include "coach/table.h"
#include "guard/sign.h"

namespace bothy::guard {

/// What a text says of danger. `signs`: a bit for each Sign, only danger and what has a script of its own.
struct Alarm {
  std::uint32_t signs = 0;
  Voice voice = Voice::none;
  Urgency urgency = Urgency::none;
  Tier tier = Tier::t0;
  bool unreadable = false;  // a language the guard has no words for: the fixed buttons are offered instead
  bool operator==(const Alarm&) const = default;
  [[nodiscard]] bool has(Sign sign) const { return (signs >> static_cast<unsigned>(sign) & 1U) != 0; }
};

/// The columns of the learned table: the signs, then these.
enum Column : std::size_t {
  voice_self = sign_count,
  voice_other,
  voice_actor,
  voice_target,
  is_now,
  is_soon,
  at_least_t1,
  at_least_t2,
  is_t3,
  column_count,
};

/// Of a text: every column of the table, what the rules add for each, one.
inline constexpr std::size_t fuse_inputs = 2 * column_count + 1;
inline constexpr std::size_t fuse_row = fuse_inputs + 1;  // weights, then the threshold
[[nodiscard]] std::array<double, fuse_inputs> fuse_values(const coach::Language& language, const coach::Draft& draft,
                                                          std::span<const double> columns);
/// All features of a text, clause by clause, without those of the clauses around.
void features_of(const coach::Language& language, const coach::Draft& draft, std::vector<coach::Feature>& scratch,
                 std::vector<coach::Feature>& out);
/// What fused logits (column_count of them) say.
[[nodiscard]] Alarm alarm_from(std::span<const double> fused, std::span<const double> fuse);

struct Learned {
  coach::Table table;
  std::span<const double> fuse;  // column_count x fuse_row
};

/// Reads texts one after the other; keeps its working memory only.
class Guard {
 public:
  Guard(const coach::Language& language, Learned learned) : language_(language), learned_(learned) {}

  /// Reads any bytes; of a long text every part is read (64 KiB at most). Cost: about 30 us for 70 letters, linear.
  /// The same text gives the same alarm on every machine. Source: SAFETY.md 4.2, docs/guard.md.
  [[nodiscard]] Alarm read(std::string_view text);

  [[nodiscard]] std::span<const double> logits() const { return fused_; }

 private:
  coach::Language language_;
  Learned learned_;
  coach::Draft draft_;
  std::vector<coach::Feature> scratch_;
  std::vector<coach::Feature> features_;
  std::array<double, column_count> fused_{};
};

/// The guard for English with the tables that are built in.
[[nodiscard]] Guard english_guard();

}  // namespace bothy::guard
