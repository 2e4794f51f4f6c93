// What a forecaster of answers is held against: six plain ways to foresee, each with a normal predictive distribution
// at its best, fitted on people (or on days) that are not in the comparison. In tests and benchmarks only.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "dyad/reader.h"
#include "dyad/real.h"

namespace bothy::dyad::testing {

/// One item of many people; `fitted` rows may be used to choose parameters, the others are compared.
struct HeldOutItem {
  std::string name;
  Scale scale;
  std::vector<AnswerRow> rows;
  std::vector<bool> fitted;
};

inline constexpr int rival_count = 6;
inline constexpr const char* rival_names[rival_count] = {"last value", "grand mean", "running mean",
                                                         "EWMA",       "AR(1)",      "random walk"};
struct Rivals {
  double mean_log[rival_count] = {};
  int answers = 0;
  [[nodiscard]] double best() const { return *std::max_element(mean_log, mean_log + rival_count); }
};

class Rivalry {
 public:
  explicit Rivalry(const HeldOutItem& item) : item_(item) {
    for (std::size_t i = 0; i < item.rows.size(); ++i)
      if (item.rows[i].answered) people_[item.rows[i].at.person].push_back(i);
    for (auto& [person, rows] : people_)
      std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        const double first = item.rows[a].at.time;
        const double second = item.rows[b].at.time;
        return first != second ? first < second : a < b;
      });
    learn_moments();
  }

  /// Mean logs over the rows that were not fitted; each rival with the parameters that were best on the fitted ones.
  [[nodiscard]] Rivals compare() const {
    Rivals out;
    for (int rival = 0; rival < rival_count; ++rival) {
      const Choice choice = best_choice(rival);
      const Sum sum = pass(rival, choice, false, true);
      out.answers = sum.count;
      out.mean_log[rival] = sum.logs / sum.count;
    }
    return out;
  }

 private:
  struct Choice {
    double sd = 1.0;
    double alpha = 0.3;        // EWMA: weight of the newest; random walk: share of variance that grows with the gap
    double own_weight = 1e12;  // answers that the common sd counts for against a person's own misses
  };
  struct Sum {
    double logs = 0.0;
    double squares = 0.0;
    int count = 0;
  };

  // As the reader takes it: what lies in the half hundredth beside an end of a slider is the end.
  [[nodiscard]] double as_read(double y) const {
    const double reach = item_.scale.points ? 0.0 : end_step * (item_.scale.high - item_.scale.low);
    return y < item_.scale.low + reach ? item_.scale.low : y > item_.scale.high - reach ? item_.scale.high : y;
  }

  void learn_moments() {
    double sum = 0.0, count = 0.0, squares = 0.0, freedom = 0.0, inverse = 0.0, lagged = 0.0, lag = 0.0;
    std::vector<double> means;
    for (const auto& [person, rows] : people_) {
      std::vector<double> y;
      for (auto i : rows)
        if (item_.fitted[i]) y.push_back(item_.rows[i].answer);
      if (y.empty()) continue;
      double mean = 0.0;
      for (double one : y) mean += one / static_cast<double>(y.size());
      sum += mean * static_cast<double>(y.size());
      count += static_cast<double>(y.size());
      means.push_back(mean);
      inverse += 1.0 / static_cast<double>(y.size());
      for (double one : y) squares += (one - mean) * (one - mean);
      freedom += static_cast<double>(y.size()) - 1.0;
      for (std::size_t i = 1; i < y.size(); ++i) {
        lagged += (y[i] - mean) * (y[i - 1] - mean);
        lag += (y[i - 1] - mean) * (y[i - 1] - mean);
      }
    }
    const double range = item_.scale.high - item_.scale.low;
    mean_ = sum / count;
    within_ = std::max(squares / std::max(freedom, 1.0), 1e-4 * range * range);
    phi_ = lag > 0.0 ? lagged / lag : 0.0;
    double apart = 0.0, middle = 0.0;
    for (double one : means) middle += one / static_cast<double>(means.size());
    for (double one : means) apart += (one - middle) * (one - middle);
    between_ = within_;
    if (means.size() > 1)
      between_ = std::max(0.02 * within_, apart / (static_cast<double>(means.size()) - 1.0) -
                                              within_ * inverse / static_cast<double>(means.size()));
  }

  // The best of a grid of deviations, weights and leans on the fitted rows.
  [[nodiscard]] Choice best_choice(int rival) const {
    Choice best;
    double most = -1e300;
    const bool has_alpha = rival == 3 || rival == 5;
    for (double alpha : {0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8}) {
      if (!has_alpha && alpha != 0.3) continue;
      const Sum plain = pass(rival, {1.0, alpha, 1e12}, true, false);
      const double sd = std::max(std::sqrt(plain.squares / std::max(plain.count, 1)), 1e-3);
      for (double times : {0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25})
        for (double own : {4.0, 15.0, 1e12}) {
          const Choice one{sd * times, alpha, own};
          const double logs = pass(rival, one, true, true).logs;
          if (logs > most) {
            most = logs;
            best = one;
          }
        }
    }
    return best;
  }

  [[nodiscard]] Sum pass(int rival, const Choice& choice, bool fitted, bool logs) const {
    Sum out;
    const double lean = within_ / between_;
    for (const auto& [person, rows] : people_) {
      double sum = 0.0, count = 0.0, last = mean_, ewma = mean_, missed = 0.0, time = 0.0, usual_gap = 0.0;
      for (auto i : rows) {
        const double y = item_.rows[i].answer;
        const double running = (sum + mean_ * lean) / (count + lean);
        const double gap = count > 0.0 ? item_.rows[i].at.time - time : 0.0;
        if (gap > 0.0) usual_gap = usual_gap > 0.0 ? usual_gap + (gap - usual_gap) / (count + 1.0) : gap;
        const double expected[rival_count] = {last, mean_, running, ewma, running + phi_ * (last - running), last};
        double variance = choice.sd * choice.sd;
        if (rival == 5 && usual_gap > 0.0) variance *= 1.0 - choice.alpha + choice.alpha * gap / usual_gap;
        const double own = (choice.own_weight + missed) / (choice.own_weight + count);
        const double miss = y - expected[rival];
        if (item_.fitted[i] == fitted) {
          if (logs) {
            const Piece piece{1.0, expected[rival], std::sqrt(variance * own) + 1e-6};
            out.logs += log_score({&piece, 1}, as_read(y), item_.scale);
          }
          out.squares += miss * miss;
          ++out.count;
        }
        missed += miss * miss / variance;
        sum += y;
        count += 1.0;
        last = y;
        time = item_.rows[i].at.time;
        ewma += choice.alpha * (y - ewma);
      }
    }
    return out;
  }

  const HeldOutItem& item_;
  std::map<std::uint32_t, std::vector<std::size_t>> people_;
  double mean_ = 0.0;
  double within_ = 1.0;
  double between_ = 1.0;
  double phi_ = 0.0;
};

/// The reader's mean log over the rows that were not fitted.
inline double mean_log(const HeldOutItem& item, const ItemReading& reading) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < item.rows.size(); ++i) {
    if (!item.rows[i].answered || item.fitted[i]) continue;
    sum += reading.forecasts[i].log_density;
    ++count;
  }
  return sum / count;
}

/// The 18 items of tests/data/fried2021.csv. People are numbered as they come; those before `fitted` are fitted, those
/// from `most` on left out.
inline std::vector<HeldOutItem> diary_of_students(std::uint32_t fitted, std::uint32_t most) {
  std::ifstream file(std::string(BOTHY_ROOT) + "/tests/data/fried2021.csv");
  std::vector<HeldOutItem> out(18);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].name = "q" + std::to_string(i + 1);
    out[i].scale = {1.0, 5.0, true};
  }
  std::map<std::string, std::uint32_t> numbers;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells(21);
    std::size_t at = 0;
    for (std::string& cell : cells) {
      const std::size_t end = std::min(line.find(',', at), line.size());
      cell = line.substr(std::min(at, end), end - std::min(at, end));
      at = end + 1;
    }
    const auto person = numbers.try_emplace(cells[0], static_cast<std::uint32_t>(numbers.size())).first->second;
    if (person >= most) continue;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::string& cell = cells[3 + i];
      const bool answered = !cell.empty() && cell[0] >= '1' && cell[0] <= '5';
      out[i].rows.push_back({{person, std::strtod(cells[1].c_str(), nullptr)},
                             answered ? std::strtod(cell.c_str(), nullptr) : 0.0,
                             answered});
      out[i].fitted.push_back(person < fitted);
    }
  }
  return out;
}

}  // namespace bothy::dyad::testing
