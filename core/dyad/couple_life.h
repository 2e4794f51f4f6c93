// A made-up couple, living: the theory of safety in a relationship as a machine that can be tried. Nonlinear on
// purpose, and not the engine's own model, so that the engine can be tested against it. It says nothing about real
// people. Called by the simulator screen, the sample couple, the tests and the benchmarks.
#pragma once
#include <array>
#include <vector>

#include "dyad/dice.h"

namespace bothy::dyad {

/// What one made-up person is like, and all that tells the two apart. Anxiety and avoidance are z-scores.
struct Temper {
  double anxiety = 0.0;
  double avoidance = 0.0;
  double warmth = 0.95;        // how kindly they respond on average; docs/science.md#simulator
  double hot_and_cold = 0.45;  // spread of the mood that warms and cools their responses; docs/science.md#simulator
  double repairs = 1.0;        // how often they mend, 1 as usual, 0 never
  double ruptures = 1.0;       // how often something hurts them, 1 as usual, 0 never
  bool operator==(const Temper&) const = default;
};

/// How one of the two is, at one moment.
struct Inner {
  double security = 0.0;
  double trust = 0.6;        // expected responsiveness, 0..1; docs/science.md#simulator
  double unevenness = 0.03;  // running variance of responsiveness; docs/science.md#simulator
  double rupture = 0.0;      // open load
  double mood = 0.0;         // warmth of the moment
  double closeness = 0.0;    // what disclosures that were met, and being told things, leave behind
  bool operator==(const Inner&) const = default;
};

struct LifeEvent {
  enum class Kind : unsigned char { disclosed, rupture, repair };
  double day = 0.0;
  int person = 0;  // who disclosed, who was hurt, who received the repair
  Kind kind = Kind::disclosed;
  double size = 0.0;  // responsiveness as received 0..1; severity; quality 0..1
  bool operator==(const LifeEvent&) const = default;
};

inline constexpr double life_step_days = 0.05;  // docs/science.md#simulator
inline constexpr double rupture_fades = 0.14;   // of an open rupture, a day; docs/science.md#simulator
/// A repair of quality 1 takes this share of an open rupture.
inline constexpr double repair_share = 0.8;  // docs/science.md#simulator

class CoupleLife {
 public:
  CoupleLife(const std::array<Temper, 2>& tempers, std::uint64_t seed)
      : CoupleLife(tempers, std::array{2 * seed, 2 * seed + 1}) {}

  /// Each person has dice of their own, so that two people who change places change nothing else.
  CoupleLife(const std::array<Temper, 2>& tempers, const std::array<std::uint64_t, 2>& seeds);

  /// One step of life_step_days; what happened in it is added to `events` when given. Cost: about 0.1 us.
  void step(std::vector<LifeEvent>* events = nullptr);

  /// Something from outside: a rupture of this severity now.
  void hurt(int person, double severity);

  /// The other mends now. Returns how well, 0..1, as the one who receives it finds.
  double mend(int person);

  /// Something from outside is received like a response of this quality, 0..1, and counts `weight` times.
  void receive(int person, double quality, double weight = 1.0) { perceive(person, quality, weight); }

  /// A promise is kept or broken: learned as half a response of .9 or .1.
  void promise(int person, bool kept);

  /// From now on a person is like this.
  void become(int person, const Temper& temper);

  /// A person stands here now.
  void begin(int person, const Inner& inner);

  [[nodiscard]] double day() const { return static_cast<double>(steps_) * life_step_days; }
  [[nodiscard]] const Inner& of(int person) const { return inner_[person]; }
  [[nodiscard]] const Temper& temper(int person) const { return people_[person].temper; }

  /// 0 guards oneself .. 1 leans in.
  [[nodiscard]] double leans_in(int person) const;

  /// For who looks on and has something to draw: moves nothing in the couple.
  Dice& dice() { return onlooker_; }

 private:
  struct Person {
    Temper temper;
    Dice dice;
    double logit_of_trust = 0.0;  // kept beside it: trust moves seldom, security asks at every step
    double most_telling = 0.0;    // bounds of the rates, so that most steps need no exponential
    double most_tearing = 0.0;
    double most_mending = 0.0;
  };
  enum class Told : bool { no, yes };

  void trusts(int person, double trust);
  double perceive(int person, double response, double weight);
  double mend_by(int person, const Inner& other);
  void drift();
  Told act(int person, const std::array<Inner, 2>& now, std::vector<LifeEvent>* events);

  std::array<Person, 2> people_;
  Dice onlooker_;
  std::array<Inner, 2> inner_{};
  std::int64_t steps_ = 0;
};

}  // namespace bothy::dyad
