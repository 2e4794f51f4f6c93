// Many independent pieces of work on all processors, with a line of progress. Each piece writes to a place of its own,
// so the outcome does not depend on who did it when. Called by the parts of `bothy bench science`.
#pragma once
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace bothy::science {

/// Calls work(i) for i in 0..n-1. Progress goes to stderr.
template <class Work>
void in_parallel(const std::string& name, std::size_t n, const Work& work) {
  const bool seen = isatty(STDERR_FILENO) == 1;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  const auto labour = [&] {
    for (std::size_t i = next++; i < n; i = next++) {
      work(i);
      const std::size_t count = ++done;
      if (count == n || (seen && count * 20 / n != (count - 1) * 20 / n))
        std::fprintf(stderr, "%s%-44s %3zu %%%s", seen ? "\r" : "", name.c_str(), count * 100 / n,
                     count == n ? "\n" : "");
    }
  };
  std::vector<std::thread> hands;
  const unsigned more = std::thread::hardware_concurrency();
  for (unsigned i = 1; i < more; ++i) hands.emplace_back(labour);
  labour();
  for (auto& hand : hands) hand.join();
}

}  // namespace bothy::science
