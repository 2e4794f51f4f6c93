// The simulated couple of 365 days, as the tests and benchmarks read it. In tests and benchmarks only.
#pragma once
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "dyad/exact.h"

namespace bothy::dyad::testing {

/// Rows of tests/data/couple365.csv: a day, then up to four answers.
inline std::vector<Occasion<4>> couple_of_a_year() {
  std::ifstream file(std::string(BOTHY_ROOT) + "/tests/data/couple365.csv");
  std::vector<Occasion<4>> out;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    Occasion<4> one;
    std::size_t at = 0;
    for (int column = 0; column < 5; ++column) {
      const std::size_t end = std::min(line.find(',', at), line.size());
      const std::string cell = line.substr(at, end - at);
      const double value = cell.empty() ? std::nan("") : std::strtod(cell.c_str(), nullptr);
      if (column == 0) {
        one.day = value;
      } else {
        one.answers[column - 1] = value;
      }
      at = std::min(end + 1, line.size());
    }
    out.push_back(one);
  }
  return out;
}

/// The model that made it, with its true values.
inline LinearModel<2, 4> truth() {
  LinearModel<2, 4> model;
  model.drift = {{-0.5, 0.15, 0.10, -0.4}};
  model.diffusion = {{0.4, 0.1, 0.1, 0.5}};
  model.loadings = {{1.0, 0.0, 0.8, 0.0, 0.0, 1.0, 0.0, 0.8}};
  model.level = {{5.0, 5.5, 5.2, 5.0}};
  model.noise = {{0.25, 0.36, 0.25, 0.36}};
  model.first_covariance = *stationary(model.drift, model.diffusion);
  return model;
}

/// Its log-likelihood under a model.
inline double likelihood(const LinearModel<2, 4>& model) {
  static const auto year = couple_of_a_year();
  return log_likelihood<2, 4>(model, year);
}

/// The model of 17 numbers: drift by columns, two loadings, four levels, three of the diffusion, four noises.
inline LinearModel<2, 4> model_of(const std::vector<double>& t) {
  LinearModel<2, 4> model = truth();
  model.drift = {{t[0], t[2], t[1], t[3]}};
  model.loadings(1, 0) = t[4];
  model.loadings(3, 1) = t[5];
  model.diffusion = {{t[10], t[11], t[11], t[12]}};
  for (int k = 0; k < 4; ++k) {
    model.level[k] = t[6 + k];
    model.noise[k] = t[13 + k];
  }
  return model;
}

}  // namespace bothy::dyad::testing
