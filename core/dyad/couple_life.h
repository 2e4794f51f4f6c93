// A made-up couple, living: the theory of safety in a relationship as a machine that can be tried. Nonlinear on
// purpose, and not the engine's own model, so that the engine can be tested against it. It says nothing about real
// people. Called by the simulator screen, the sample couple, the tests and the benchmarks.
#pragma once
#include <array>
#include <vector>

#include "dyad/dice.h"

namespace bothy::dyad {

/// What one made-up person is like. Anxiety and avoidance are z-scores.
struct Temper {
  double anxiety = 0.0;
  double avoidance = 0.0;
  double warmth = 0.95;        // how kindly they respond on average; docs/science.md#simulator
  double hot_and_cold = 0.45;  // spread of the mood that warms and cools their responses; docs/science.md#simulator
  double repairs = 1.0;        // how often they mend, 1 as usual, 0 never
};

/// How one of the two is, at one moment.
struct Inner {
  double security = 0.0;
  double trust = 0.6;        // expected responsiveness, 0..1; docs/science.md#simulator
  double unevenness = 0.03;  // running variance of responsiveness; docs/science.md#simulator
  double rupture = 0.0;      // open load
  double mood = 0.0;         // warmth of the moment
};

struct LifeEvent {
  enum class Kind : unsigned char { disclosed, rupture, repair };
  double day = 0.0;
  int person = 0;  // who disclosed, who was hurt, who received the repair
  Kind kind = Kind::disclosed;
  double size = 0.0;  // responsiveness as received 0..1; severity; quality 0..1
};

inline constexpr double life_step_days = 0.05;  // docs/science.md#simulator

class CoupleLife {
 public:
  CoupleLife(const std::array<Temper, 2>& tempers, std::uint64_t seed) : tempers_(tempers), dice_(seed) {}

  /// One step of life_step_days; what happened in it is added to `events` when given. Cost: about 0.3 us.
  void step(std::vector<LifeEvent>* events = nullptr);

  /// Something from outside: a rupture of this severity now.
  void hurt(int person, double severity);

  /// A promise is kept or broken: learned as half a response of .9 or .1.
  void promise(int person, bool kept);

  [[nodiscard]] double day() const { return day_; }
  [[nodiscard]] const Inner& of(int person) const { return inner_[person]; }
  Dice& dice() { return dice_; }

 private:
  [[nodiscard]] double gate(int person) const;
  [[nodiscard]] double response(int person) const;
  double perceive(int person, double response, double weight);
  void drift();

  std::array<Temper, 2> tempers_;
  Dice dice_;
  std::array<Inner, 2> inner_{};
  double day_ = 0.0;
};

}  // namespace bothy::dyad
