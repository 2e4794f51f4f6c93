// See fit.h. Twice: once over all features to see which carry weight, once over those that are kept.
#include "lab/train/fit.h"

#include <linear.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <thread>
#include <unordered_map>

namespace bothy::train {
namespace {

struct Known {
  std::uint64_t key = 0;
  std::uint32_t seen = 0;
  std::uint8_t rarity = 0;  // in units of coach::rarity_unit
};

// The kept features and the instances as liblinear's rows over them.
class Matrix {
 public:
  Matrix(std::span<const Instance> instances, std::vector<Known> known) : known_(std::move(known)) {
    for (std::size_t i = 0; i < known_.size(); ++i) index_[known_[i].key] = static_cast<int>(i);
    for (const Instance& instance : instances) add(instance);
    for (const std::size_t at : begin_) rows_.push_back(nodes_.data() + at);
  }

  [[nodiscard]] const std::vector<Known>& known() const { return known_; }
  [[nodiscard]] std::vector<feature_node*>& rows() { return rows_; }

 private:
  void add(const Instance& instance) {
    std::array<double, coach::group_count> squares{};
    std::vector<std::pair<int, std::size_t>> found;
    for (const coach::Feature& feature : instance.features) {
      const auto at = index_.find(feature.key);
      if (at == index_.end()) continue;
      const auto group = static_cast<std::size_t>(feature.group);
      const double value = known_[static_cast<std::size_t>(at->second)].rarity * coach::rarity_unit;
      squares[group] += value * value;
      found.emplace_back(at->second, group);
    }
    std::ranges::sort(found);
    begin_.push_back(nodes_.size());
    for (std::size_t i = 0; i < found.size();) {
      double value = 0;
      std::size_t k = i;
      for (; k < found.size() && found[k].first == found[i].first; ++k) {
        value += known_[static_cast<std::size_t>(found[k].first)].rarity * coach::rarity_unit /
                 std::sqrt(squares[found[k].second]);
      }
      nodes_.push_back({found[i].first + 1, value});
      i = k;
    }
    nodes_.push_back({static_cast<int>(known_.size()) + 1, 1});  // the bias
    nodes_.push_back({-1, 0});
  }

  std::vector<Known> known_;
  std::unordered_map<std::uint64_t, int> index_;
  std::vector<feature_node> nodes_;
  std::vector<std::size_t> begin_;
  std::vector<feature_node*> rows_;
};

// Counted over the first problem, whose instances are the finest.
std::vector<Known> seen_often(std::span<const Problem> problems, std::uint32_t least) {
  const std::vector<Instance>& instances = problems[0].instances;
  struct Count {
    std::uint32_t seen = 0, families = 0;
    std::size_t last = 0;
    std::uint64_t family = 0;
  };
  std::unordered_map<std::uint64_t, Count> counts;
  for (std::size_t i = 0; i < instances.size(); ++i) {
    for (const coach::Feature& feature : instances[i].features) {
      Count& c = counts[feature.key];
      if (c.families == 0 || c.family != instances[i].family) ++c.families;
      if (c.seen == 0 || c.last != i) ++c.seen;
      c.last = i;
      c.family = instances[i].family;
    }
  }
  std::vector<Known> out;
  const double n = static_cast<double>(instances.size());
  for (const auto& [key, count] : counts) {
    if (count.families < least) continue;
    const double rarity = std::log((n + 1) / (count.seen + 1)) + 1;
    out.push_back({key, count.seen,
                   static_cast<std::uint8_t>(std::clamp(std::lround(rarity / coach::rarity_unit / 4) * 4, 4L, 252L))});
  }
  std::ranges::sort(out, {}, &Known::key);
  return out;
}

// Weights of one column over all features, the bias last.
std::vector<double> fit_column(Matrix& matrix, std::span<const Instance> instances, std::size_t column,
                               const FitOptions& options) {
  std::vector<double> truth;
  std::vector<feature_node*> rows;
  std::size_t positive = 0;
  for (std::size_t i = 0; i < instances.size(); ++i) {
    if ((instances[i].known >> column & 1U) == 0) continue;
    const bool holds = (instances[i].truth >> column & 1U) != 0;
    truth.push_back(holds ? 1 : -1);
    rows.push_back(matrix.rows()[i]);
    positive += holds ? 1 : 0;
  }
  problem p{};
  p.l = static_cast<int>(rows.size());
  p.n = static_cast<int>(matrix.known().size()) + 1;
  p.y = truth.data();
  p.x = rows.data();
  p.bias = 1;
  const double share = static_cast<double>(std::max<std::size_t>(positive, 1)) / static_cast<double>(rows.size());
  std::array<int, 2> labels = {1, -1};
  std::array<double, 2> weights = {std::pow(0.5 / share, options.balance),
                                   std::pow(0.5 / (1 - share), options.balance)};
  parameter how{};
  how.solver_type = L2R_LR_DUAL;
  how.C = options.cost;
  how.eps = 0.05;
  how.nr_weight = 2;
  how.weight_label = labels.data();
  how.weight = weights.data();
  model* m = ::train(&p, &how);
  std::vector<double> out(m->w, m->w + p.n);
  if (m->label[0] != 1) {
    for (double& w : out) w = -w;
  }
  free_and_destroy_model(&m);
  return out;
}

// All columns of all problems; each problem has its own matrix over the same features.
std::vector<std::vector<double>> fit_all(std::vector<Matrix>& matrices, std::span<const Problem> problems,
                                         const FitOptions& options) {
  std::vector<std::pair<std::size_t, std::size_t>> jobs;
  for (std::size_t p = 0; p < problems.size(); ++p) {
    for (std::size_t c = 0; c < problems[p].columns; ++c) jobs.emplace_back(p, c);
  }
  std::vector<std::vector<double>> out(jobs.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < options.threads; ++t) {
    threads.emplace_back([&] {
      for (std::size_t j = next++; j < jobs.size(); j = next++) {
        const auto [p, c] = jobs[j];
        out[j] = fit_column(matrices[p], problems[p].instances, c, options);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return out;
}

// The features whose heaviest weight in any column is largest. One that is seen often is worth a lighter weight: chosen
// by weight alone, as many rows find as much as half of them do chosen so.
std::vector<Known> heaviest(const std::vector<Known>& known, const std::vector<std::vector<double>>& weights,
                            const FitOptions& options) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t f = 0; f < known.size(); ++f) {
    double most = 0;
    for (std::size_t c = 0; c < weights.size(); ++c)
      most = std::max(most, std::abs(weights[c][f]) * (c < options.matters.size() ? options.matters[c] : 1));
    order.emplace_back(-most * known[f].rarity * std::pow(known[f].seen + 1.0, options.often), f);
  }
  std::ranges::sort(order);
  if (order.size() > options.rows) order.resize(options.rows);
  std::vector<Known> out;
  for (const auto& [most, f] : order) out.push_back(known[f]);
  std::ranges::sort(out, {}, &Known::key);
  return out;
}

template <class T>
void append(std::vector<unsigned char>& out, const std::vector<T>& values) {
  const auto* from = reinterpret_cast<const unsigned char*>(values.data());
  out.insert(out.end(), from, from + values.size() * sizeof(T));
}

std::vector<unsigned char> pack(const std::vector<Known>& known, const std::vector<std::vector<double>>& weights,
                                int coarse) {
  const std::size_t columns = weights.size();
  const std::size_t slots = std::max<std::size_t>(known.size() * 3 / 2, 16);
  std::vector<double> scales;
  std::vector<double> biases;
  for (const auto& column : weights) {
    double most = 1e-9;
    for (std::size_t f = 0; f < known.size(); ++f) most = std::max(most, std::abs(column[f]));
    scales.push_back(most / 127);
    biases.push_back(column.back());
  }
  std::vector<std::uint16_t> prints(slots, 0);
  std::vector<std::size_t> feature(slots, 0);
  std::size_t dropped = 0;
  for (std::size_t f = 0; f < known.size(); ++f) {
    const std::uint16_t print = coach::print_of(known[f].key);
    std::size_t at = coach::first_slot(known[f].key, slots);
    while (prints[at] != 0 && prints[at] != print) at = (at + 1) % slots;
    if (prints[at] == print) {
      ++dropped;  // two features that the table cannot tell apart: the first stays
      continue;
    }
    prints[at] = print;
    feature[at] = f;
  }
  std::vector<std::uint16_t> before;
  std::vector<std::uint8_t> rarities;
  std::vector<std::int8_t> cells;
  for (std::size_t at = 0; at < slots; ++at) {
    if (at % coach::table_run == 0) before.push_back(static_cast<std::uint16_t>(rarities.size()));
    if (prints[at] == 0) continue;
    rarities.push_back(known[feature[at]].rarity);
    for (std::size_t c = 0; c < columns; ++c) {
      const long cell = std::lround(weights[c][feature[at]] / scales[c] / coarse) * coarse;
      cells.push_back(static_cast<std::int8_t>(std::clamp(cell, -127L, 127L)));
    }
  }
  const std::string_view magic = "BOTHYTB1";
  std::vector<unsigned char> out(magic.begin(), magic.end());
  append(out, std::vector<std::uint32_t>{static_cast<std::uint32_t>(slots), static_cast<std::uint32_t>(rarities.size()),
                                         static_cast<std::uint32_t>(columns)});
  out.resize(32);
  append(out, scales);
  append(out, biases);
  append(out, prints);
  append(out, before);
  append(out, rarities);
  append(out, cells);
  if (dropped > 0)
    std::fprintf(stderr, "train: %zu of %zu features share a place and were left out\n", dropped, known.size());
  return out;
}

void say_nothing(const char*) {}

}  // namespace

std::vector<unsigned char> fit(std::span<const Problem> problems, const FitOptions& options) {
  set_print_string_function(say_nothing);
  std::vector<Known> known = seen_often(problems, options.least_families);
  std::fprintf(stderr, "train: %zu instances, %zu features\n", problems[0].instances.size(), known.size());
  std::vector<std::vector<double>> weights;
  for (int round = 0; round < 2; ++round) {
    std::vector<Matrix> matrices;
    for (const Problem& p : problems) matrices.emplace_back(p.instances, known);
    weights = fit_all(matrices, problems, options);
    if (known.size() <= options.rows) break;
    known = heaviest(known, weights, options);
  }
  return pack(known, weights, options.coarse);
}

}  // namespace bothy::train
