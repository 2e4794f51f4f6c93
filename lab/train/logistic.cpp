// See logistic.h.
#include "lab/train/logistic.h"

#include <linear.h>

namespace bothy::train {

std::vector<double> logistic(std::span<const double> rows, std::size_t width, const std::vector<bool>& truth,
                             double cost) {
  std::vector<feature_node> nodes;
  std::vector<double> y;
  for (std::size_t r = 0; r < truth.size(); ++r) {
    for (std::size_t i = 0; i < width; ++i) nodes.push_back({static_cast<int>(i) + 1, rows[r * width + i]});
    nodes.push_back({-1, 0});
    y.push_back(truth[r] ? 1 : -1);
  }
  std::vector<feature_node*> starts;
  for (std::size_t r = 0; r < truth.size(); ++r) starts.push_back(nodes.data() + r * (width + 1));
  problem p{};
  p.l = static_cast<int>(truth.size());
  p.n = static_cast<int>(width);
  p.y = y.data();
  p.x = starts.data();
  p.bias = -1;
  parameter how{};
  how.solver_type = L2R_LR;
  how.C = cost;
  how.eps = 1e-4;
  model* m = ::train(&p, &how);
  std::vector<double> out(m->w, m->w + width);
  if (m->label[0] != 1) {
    for (double& w : out) w = -w;
  }
  free_and_destroy_model(&m);
  return out;
}

}  // namespace bothy::train
