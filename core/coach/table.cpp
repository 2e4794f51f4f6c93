// See table.h. The layout: magic, the number of slots, rows and columns, then scales, biases, prints, counts, rarities,
// weights.
#include "coach/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

namespace bothy::coach {
namespace {

constexpr std::string_view magic = "BOTHYTB1";

}  // namespace

std::optional<Table> Table::of(std::span<const unsigned char> bytes) {
  constexpr std::size_t header = 32;
  if (bytes.size() < header || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) return std::nullopt;
  std::array<std::uint32_t, 3> counts{};
  std::memcpy(counts.data(), bytes.data() + magic.size(), sizeof counts);
  const auto [slots, rows, columns] = counts;
  const std::size_t runs = (slots + table_run - 1) / table_run;
  const std::size_t wanted = header + columns * 16UL + slots * 2UL + runs * 2UL + rows + std::size_t{rows} * columns;
  if (rows >= slots || columns == 0 || columns > most_columns || bytes.size() != wanted) return std::nullopt;
  const unsigned char* at = bytes.data() + header;
  const auto take = [&at]<class T>(std::span<const T>& into, std::size_t count) {
    into = {reinterpret_cast<const T*>(at), count};
    at += count * sizeof(T);
  };
  Table table;
  take(table.scales_, columns);
  take(table.biases_, columns);
  take(table.prints_, slots);
  take(table.before_, runs);
  take(table.rarities_, rows);
  take(table.weights_, std::size_t{rows} * columns);
  return table;
}

std::size_t Table::row_of(std::uint64_t key) const {
  const std::uint16_t print = print_of(key);
  std::size_t at = first_slot(key, prints_.size());
  while (prints_[at] != print) {
    if (prints_[at] == 0) return none;
    at = at + 1 == prints_.size() ? 0 : at + 1;
  }
  std::size_t row = before_[at / table_run];
  for (std::size_t i = at / table_run * table_run; i < at; ++i) row += prints_[i] != 0 ? 1 : 0;
  return row;
}

void Table::Sums::add(const Sums& other) {
  for (std::size_t g = 0; g < group_count; ++g) {
    squares[g] += other.squares[g];
    for (std::size_t c = 0; c < most_columns; ++c) weights[g][c] += other.weights[g][c];
  }
}

// Whole numbers inside one clause, which is short enough for 32 bits; the compiler adds many columns at a time.
void Table::add(std::span<const Feature> features, Sums& sums) const {
  constexpr std::size_t most_at_once = 16'384;
  if (features.size() > most_at_once) {
    add(features.first(most_at_once), sums);
    return add(features.subspan(most_at_once), sums);
  }
  std::array<std::array<std::int32_t, most_columns>, group_count> added{};
  std::array<std::int64_t, group_count> squares{};
  const std::size_t n = columns();
  for (const Feature& feature : features) {
    const std::size_t row = row_of(feature.key);
    if (row == none) continue;
    const auto group = static_cast<std::size_t>(feature.group);
    const std::int32_t value = rarities_[row];
    squares[group] += std::int64_t{value} * value;
    const std::int8_t* weights = weights_.data() + row * n;
    std::int32_t* into = added[group].data();
    for (std::size_t c = 0; c < n; ++c) into[c] += value * weights[c];
  }
  for (std::size_t g = 0; g < group_count; ++g) {
    sums.squares[g] += static_cast<double>(squares[g]) * rarity_unit * rarity_unit;
    for (std::size_t c = 0; c < n; ++c) sums.weights[g][c] += added[g][c] * rarity_unit;
  }
}

void Table::finish(const Sums& sums, std::size_t from, std::span<double> out) const {
  std::array<double, group_count> lengths{};
  for (std::size_t g = 0; g < group_count; ++g) lengths[g] = std::sqrt(sums.squares[g]);
  for (std::size_t c = 0; c < out.size(); ++c) {
    double sum = 0;
    for (std::size_t g = 0; g < group_count; ++g) {
      if (lengths[g] > 0) sum += sums.weights[g][from + c] / lengths[g];
    }
    out[c] = biases_[from + c] + scales_[from + c] * sum;
  }
}

double Table::weight(const Feature& feature, std::size_t column) const {
  const std::size_t row = row_of(feature.key);
  if (row == none) return 0;
  return rarities_[row] * rarity_unit * scales_[column] * weights_[row * columns() + column];
}

}  // namespace bothy::coach
