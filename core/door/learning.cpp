// See learning.h.
#include "door/learning.h"

#include "dyad/try_out.h"
#include "view/telling.h"

namespace bothy {
namespace {

constexpr std::int64_t as_usual = 50;

Value whole(double x) { return Value(static_cast<std::int64_t>(x + 0.5)); }

Value days(const std::vector<std::int32_t>& numbers) {
  Value out{List{}};
  for (const std::int32_t day : numbers) out.push(std::int64_t{day});
  return out;
}

Result<double> slider(const Value& args, std::string_view name) {
  if (args.find(name) == nullptr) return static_cast<double>(as_usual);
  BOTHY_TRY(points, int_field(args, name, 0, 100));
  return static_cast<double>(points);
}

}  // namespace

Result<Value> learn_by_trying(const Value& args) {
  BOTHY_TRY(warmth, slider(args, "warmth"));
  BOTHY_TRY(steadiness, slider(args, "steadiness"));
  BOTHY_TRY(repair, slider(args, "repair"));
  BOTHY_TRY(anxiety, slider(args, "anxiety"));
  BOTHY_TRY(avoidance, slider(args, "avoidance"));
  const dyad::TryOut year = dyad::try_out({warmth, steadiness, repair, anxiety, avoidance});
  Value weeks{List{}};
  for (int week = 0; week < dyad::trial_weeks; ++week) {
    const dyad::TrialWeek& one = year.weeks[week];
    Value row;
    row.set("week", week + 1).set("low", telling::tenth(one.low)).set("middle", telling::tenth(one.middle));
    row.set("high", telling::tenth(one.high));
    weeks.push(std::move(row));
  }
  Value one{List{}};
  for (const double points : year.one) one.push(whole(points));
  Value out;
  out.set("weeks", std::move(weeks)).set("one", std::move(one));
  out.set("ruptures", days(year.ruptures)).set("repairs", days(year.repairs));
  out.set("mended", whole(100.0 * year.mended)).set("told", telling::tenth(year.told));
  out.set("low_days", whole(100.0 * year.low_days));
  return out;
}

}  // namespace bothy
