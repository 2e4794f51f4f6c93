// Where each hidden part stands in the state of one person, or of one person and the other beside them: own parts
// first. The moving parts come before the ones that stand still. Called by the engine and what reads its state.
#pragma once
#include "dyad/matrix.h"
#include "dyad/prior.h"

namespace bothy::dyad {

/// The moving parts of a person: slow level, responsiveness as received, felt security, open rupture.
enum class Part : unsigned char { level, responsiveness, security, rupture };
inline constexpr int part_count = 4;  // the length of the list above

template <int People>
struct Layout {
  static constexpr int moving = part_count * People;        // they come first
  static constexpr int still = (1 + cause_count) * People;  // mean level and sensitivities
  static constexpr int all = moving + still;                // the whole state

  /// `who`: 0 oneself, 1 the other.
  static constexpr int at(int who, Part part) { return part_count * who + static_cast<int>(part); }
  static constexpr int mean(int who) { return moving + (1 + cause_count) * who; }
  static constexpr int sensitivity(int who, Cause cause) { return mean(who) + 1 + static_cast<int>(cause); }

  /// How an item of `who` reads the state, without its constant.
  static Vector<all> row(int who, const ItemPrior& item) {
    Vector<all> out;
    out[at(who, Part::level)] = out[at(who, Part::security)] = out[mean(who)] = item.security;
    out[at(who, Part::rupture)] = -item.security;
    out[at(who, Part::responsiveness)] = item.responsiveness;
    return out;
  }
};

}  // namespace bothy::dyad
