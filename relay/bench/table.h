// How a bench prints: one row a figure, with the floor of the same run, the ratio of the two, the aim, and whether it
// is met. Figures that miss their aim say so. Called by the benches of the relay and of the lab.
#pragma once
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace bothy::bench {

enum class Better : unsigned char { lower, higher };

struct Aim {
  Better better = Better::lower;
  double value = 0;
};

/// The middle one; of an even number the upper of the two in the middle.
[[nodiscard]] inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

/// What the figures depend on: the build, and how busy the machine was when they began.
inline void print_conditions() {
  double load = 0;
  (void)getloadavg(&load, 1);
#if defined(_GLIBCXX_ASSERTIONS)
  constexpr std::string_view build = "optimised, hardened, asserts and container checks on";
#elif defined(NDEBUG)
  constexpr std::string_view build = "optimised, no asserts";
#else
  constexpr std::string_view build = "asserts on";
#endif
  std::printf("build: %.*s; the machine: %ld processors, load %.1f before the start\n", static_cast<int>(build.size()),
              build.data(), sysconf(_SC_NPROCESSORS_ONLN), load);
  std::fflush(stdout);
}

inline void print_head() { std::printf("%-46s %10s %10s %7s   %s\n", "", "ours", "floor", "ratio", "aim"); }

/// `floor` 0: there is none for this figure. `aim` null: none was set.
inline void print_row(const char* name, double ours, double floor = 0, const Aim* aim = nullptr) {
  const int digits = ours < 10 ? 3 : ours < 1'000 ? 1 : 0;
  std::printf("%-46s %10.*f", name, digits, ours);
  if (floor > 0)
    std::printf(" %10.*f %7.2f", digits, floor, ours / floor);
  else
    std::printf(" %10s %7s", "-", "-");
  if (aim != nullptr) {
    const bool lower = aim->better == Better::lower;
    const bool met = lower ? ours <= aim->value : ours >= aim->value;
    std::printf("   %s %.*f: %s", lower ? "<=" : ">=", aim->value < 1 ? 2 : 0, aim->value,
                met     ? "met"
                : lower ? "OVER THE AIM"
                        : "BELOW THE AIM");
  }
  std::printf("\n");
  std::fflush(stdout);
}

inline void print_row(const char* name, double ours, double floor, Aim aim) { print_row(name, ours, floor, &aim); }

}  // namespace bothy::bench
