// A learned table: for each kept feature one row of small weights, a label a column. Made by lab/train, never by hand.
// It only adds up; what a sum means is decided by its caller. Called by reading, emotion and the guard.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "coach/features.h"

namespace bothy::coach {

inline constexpr std::size_t most_columns = 56;

/// Compiled weights. Copying copies the view only.
class Table {
 public:
  /// Reads the header of a table. Nothing when it is none; tables are built into the program, so that is a fault of the
  /// build.
  [[nodiscard]] static std::optional<Table> of(std::span<const unsigned char> bytes);

  [[nodiscard]] std::size_t columns() const { return scales_.size(); }
  [[nodiscard]] std::size_t rows() const { return rarities_.size(); }

  /// Features of a part of a text, added up; parts can be added to each other.
  struct Sums {
    std::array<std::array<double, most_columns>, group_count> weights{};
    std::array<double, group_count> squares{};
    void add(const Sums& other);
  };
  /// Adds these features to `sums`. Cost: one look-up a feature.
  /// A foreign feature is taken for a kept one about once in 20,000.
  void add(std::span<const Feature> features, Sums& sums) const;
  /// Columns [from, from + out.size()) for what was added up, in logits: a feature's value is its rarity, scaled so
  /// that those of one group have length one.
  void finish(const Sums& sums, std::size_t from, std::span<double> out) const;

  /// What one feature adds to one column before its group is scaled; 0 when it is not kept.
  [[nodiscard]] double weight(const Feature& feature, std::size_t column) const;

 private:
  static constexpr std::size_t none = ~std::size_t{0};
  [[nodiscard]] std::size_t row_of(std::uint64_t key) const;

  std::span<const double> scales_;
  std::span<const double> biases_;
  std::span<const std::uint16_t> prints_;   // a slot each; 0: empty. Rows lie in the order of their slots
  std::span<const std::uint16_t> before_;   // rows before each run of table_run slots
  std::span<const std::uint8_t> rarities_;  // a row each, in units of rarity_unit
  std::span<const std::int8_t> weights_;    // rows x columns
};

/// Slots whose rows are counted together.
inline constexpr std::size_t table_run = 16;
inline constexpr double rarity_unit = 1.0 / 16;
/// Where the search for a key begins, and the print that is looked for from there on. The trainer places rows by them.
[[nodiscard]] constexpr std::size_t first_slot(std::uint64_t key, std::size_t slots) {
  return static_cast<std::size_t>((key & 0xFFFFFFFFU) * slots >> 32U);
}
[[nodiscard]] constexpr std::uint16_t print_of(std::uint64_t key) {
  return static_cast<std::uint16_t>(key >> 48U | 1U);
}

}  // namespace bothy::coach
