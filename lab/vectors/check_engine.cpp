// Vectors of the engine: the bits of its own functions over many places, and of a whole course of a made-up person.
// Both must come out the same natively and in WebAssembly. See check.h.
#include <array>
#include <bit>

#include "base/seeded.h"
#include "dyad/course.h"
#include "dyad/engine.h"
#include "dyad/real.h"
#include "lab/vectors/check.h"
#include "seal/secret.h"

namespace bothy::vectors {
namespace {

struct Named {
  std::string_view name;
  double (*function)(double);
};
constexpr Named functions[] = {{"exp", dyad::exp},
                               {"log", dyad::log},
                               {"tanh", dyad::tanh},
                               {"logistic", dyad::logistic},
                               {"logit", dyad::logit},
                               {"normal_density", dyad::normal_density},
                               {"normal_below", dyad::normal_below},
                               {"log_normal_below", dyad::log_normal_below},
                               {"mills", dyad::mills},
                               {"normal_quantile", dyad::normal_quantile}};

// Bits go into one hash, block by block, so that a million of them need no room.
class Bits {
 public:
  void add(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    for (int byte = 0; byte < 8; ++byte) block_.push_back(static_cast<std::uint8_t>(bits >> (8 * byte)));
    if (block_.size() >= 65'536) turn();
  }
  [[nodiscard]] Bytes done() {
    turn();
    return {hash_.begin(), hash_.end()};
  }

 private:
  void turn() {
    hash_ = hash_parts({hash_, block_});
    block_.clear();
  }
  Hash hash_{};
  Bytes block_;
};

double number_or(const Value& value, std::string_view key) {
  const Value* at = value.find(key);
  if (at == nullptr) return 0.0;
  if (const auto* whole = at->as<std::int64_t>()) return static_cast<double>(*whole);
  const auto* number = at->as<double>();
  return number != nullptr ? *number : 0.0;
}

Result<Bytes> real(const Value& vector) {
  constexpr std::int64_t most = 10'000'000;
  const std::int64_t places = int_or(vector, "places", 0);
  const double low = number_or(vector, "low");
  const double high = number_or(vector, "high");
  if (places < 1 || places > most || !(low < high)) return no(Error::out_of_range);
  for (const Named& one : functions) {
    if (one.name != text_or(vector, "of", "")) continue;
    Bits bits;
    for (std::int64_t i = 0; i < places; ++i)
      bits.add(one.function(low + (high - low) * (static_cast<double>(i) + 0.5) / static_cast<double>(places)));
    return bits.done();
  }
  return no(Error::unknown_intent);
}

// Two people who answer, tear and mend by chance.
dyad::Story story(std::uint64_t seed, std::int64_t days) {
  Seeded dice(seed);
  const auto pick = [&](std::uint64_t n) { return dice.next() % n; };
  dyad::Story out;
  for (std::int64_t day = 0; day < days; ++day)
    for (std::uint64_t turn = pick(4); turn > 0; --turn) {
      const auto minute = day * dyad::minutes_per_day + static_cast<std::int64_t>(pick(dyad::minutes_per_day));
      const auto who = static_cast<dyad::Person>(pick(2));
      const auto item = static_cast<dyad::Item>(pick(dyad::item_count));
      out.answers.push_back({minute, who, item, static_cast<double>(pick(101))});
      if (pick(3) != 0) continue;
      const auto cause = static_cast<dyad::Cause>(pick(dyad::cause_count));
      out.happenings.push_back({minute, who, cause, static_cast<double>(pick(101)) / 100.0, dice.next()});
    }
  return out;
}

void add(Bits& bits, const dyad::Told& told) {
  bits.add(told.mean);
  bits.add(told.sd);
}

Result<Bytes> course(const Value& vector) {
  constexpr std::int64_t most_days = 1'000;
  const std::int64_t days = int_or(vector, "days", 0);
  if (days < 1 || days > most_days) return no(Error::out_of_range);
  const dyad::Story both = story(static_cast<std::uint64_t>(int_or(vector, "seed", 0)), days);
  Bits bits;
  BOTHY_TRY(moments, dyad::in_order(both));
  dyad::Engine<2> engine{dyad::CouplePrior{}};
  for (const dyad::Moment& moment : moments) bits.add(engine.live(moment));

  dyad::Story one = both;
  std::erase_if(one.answers, [](const auto& answer) { return answer.person != 0; });
  std::erase_if(one.happenings, [](const auto& happening) { return happening.person != 0; });
  BOTHY_TRY(told, dyad::course_of(one, dyad::CouplePrior{}, days * dyad::minutes_per_day));
  for (const dyad::Told& number : {told.security, told.responsiveness, told.usual, told.swing, told.recovery_days})
    add(bits, number);
  for (const dyad::DayTold& day : told.days)
    for (const dyad::Told& number : {day.then, day.looking_back, day.received, day.open, day.swing}) add(bits, number);
  for (const dyad::Share& share : told.moved) bits.add(share.amount);
  for (const double number : {told.tomorrow.mean, told.tomorrow.half.low, told.tomorrow.most.high, told.jumped})
    bits.add(number);
  return bits.done();
}

}  // namespace

bool engine_knows(std::string_view kind) { return kind == "real" || kind == "course"; }

Result<Bytes> check_engine(const Given& given) {
  return given.kind == "real" ? real(given.vector) : course(given.vector);
}

}  // namespace bothy::vectors
