// What moved it: every part of a change, added up exactly. Given the weights of the volatilities the state is a sum of
// what stood at the start, each happening and each answer; this book keeps one line for each and moves it as the state
// moves. Called by the engine while it lives through the days that are asked about.
#pragma once
#include <vector>

#include "dyad/grid_filter.h"
#include "dyad/story.h"

namespace bothy::dyad {

/// Where a part of a change came from. Association, never cause.
struct Origin {
  enum class Kind : unsigned char { time, answer, happening };
  Kind kind = Kind::time;
  bool own = true;             // of the person whose account it is
  Item item = Item::security;  // of an answer
  Happening happening;         // of a happening
  bool operator==(const Origin&) const = default;
};

struct Share {
  Origin origin;
  double amount = 0.0;
};

inline constexpr std::size_t most_lines = 256;  // beyond them a happening joins the line of its cause

template <int N, int D>
class Account {
 public:
  using Parts = std::array<Gaussian<N>, usual_nodes>;
  using Weights = std::array<double, usual_nodes>;

  Account(const Parts& parts, const Weights& weights) : start_weights_(weights) {
    Line line;
    for (int u = 0; u < usual_nodes; ++u) line.means[u] = start_[u] = parts[u].mean;
    lines_.push_back(line);
  }

  void advance(const Matrix<D, D>& f) {
    for (Line& line : lines_)
      for (auto& mean : line.means) {
        Vector<D> moved;
        for (int r = 0; r < D; ++r)
          for (int c = 0; c < D; ++c) moved[r] += f(r, c) * mean[c];
        for (int r = 0; r < D; ++r) mean[r] = moved[r];
      }
  }

  /// A jump: part `into` grows by `amount` times part `of`, as it is in `parts`. All of it is the happening's.
  void add(const Origin& origin, int into, int of, double amount, const Parts& parts) {
    Line& line = line_of(origin);
    for (int u = 0; u < usual_nodes; ++u) line.means[u][into] += amount * parts[u].mean[of];
  }

  /// A change of part `into` by so much under each usual volatility. All of it is the happening's.
  void add(const Origin& origin, int into, const std::array<double, usual_nodes>& growth) {
    Line& line = line_of(origin);
    for (int u = 0; u < usual_nodes; ++u) line.means[u][into] += growth[u];
  }

  /// Answers were learned with these gains. What stood at the start is left to go its way: an answer's part is how far
  /// it was from what the start alone expected; a happening's is what the answers leave of it.
  void learn(std::span<const Reading<N>> readings, std::span<const Origin> origins,
             const std::array<Gain<N>, usual_nodes>& gains) {
    double at_start[usual_nodes][most_readings];
    for (int u = 0; u < usual_nodes; ++u)
      for (std::size_t k = 0; k < readings.size(); ++k) at_start[u][k] = dot(readings[k].row, lines_.front().means[u]);
    for (std::size_t l = 1; l < lines_.size(); ++l)
      for (int u = 0; u < usual_nodes; ++u) {
        double expected[most_readings];
        for (std::size_t k = 0; k < readings.size(); ++k) expected[k] = dot(readings[k].row, lines_[l].means[u]);
        for (std::size_t k = 0; k < readings.size(); ++k) lines_[l].means[u] -= expected[k] * gains[u].by[k];
      }
    for (std::size_t k = 0; k < readings.size(); ++k) {
      Line& line = line_of(origins[k]);
      for (int u = 0; u < usual_nodes; ++u) line.means[u] += gains[u].from[k] - at_start[u][k] * gains[u].by[k];
    }
  }

  /// The change of `row . x` since the start, in parts that sum to it. The first is time: what stood there, going its
  /// way.
  [[nodiscard]] std::vector<Share> shares(const Vector<N>& row, const Weights& weights) const {
    std::vector<Share> out;
    for (const Line& line : lines_) {
      Share share{line.origin, 0.0};
      for (int u = 0; u < usual_nodes; ++u) share.amount += weights[u] * dot(row, line.means[u]);
      out.push_back(share);
    }
    for (int u = 0; u < usual_nodes; ++u) out.front().amount -= start_weights_[u] * dot(row, start_[u]);
    return out;
  }

 private:
  struct Line {
    Origin origin;
    std::array<Vector<N>, usual_nodes> means{};
  };

  Line& line_of(Origin origin) {
    if (lines_.size() >= most_lines && origin.kind == Origin::Kind::happening)
      origin.happening = {0, origin.happening.person, origin.happening.cause, 0.0, 0};
    for (Line& line : lines_)
      if (line.origin == origin) return line;
    lines_.push_back({origin, {}});
    return lines_.back();
  }

  Weights start_weights_;
  std::array<Vector<N>, usual_nodes> start_{};
  std::vector<Line> lines_;
};

}  // namespace bothy::dyad
