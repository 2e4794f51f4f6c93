// Numbers, scales, dates and clocks as people write them.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "import/text.h"
#include "import/when.h"

using namespace bothy;

namespace {

std::string day_text(const std::optional<WrittenTime>& written) { return written ? to_iso(written->day) : "none"; }

std::int32_t at_clock(int hour, int minute, int second = 0) { return ((hour * 60 + minute) * 60 + second) * 1'000; }

std::string joined(std::string first, const std::string& second, const std::string& third, char between) {
  first += between;
  first += second;
  first += between;
  first += third;
  return first;
}

}  // namespace

TEST_CASE("number: points and commas are both decimal marks, and nothing else slips through") {
  CHECK(parse_decimal("3", DecimalMark::either) == Decimal{3'000'000});
  CHECK(parse_decimal(" -0.5 ", DecimalMark::either) == Decimal{-500'000});
  CHECK(parse_decimal("+2,75", DecimalMark::either) == Decimal{2'750'000});
  CHECK(parse_decimal(".5", DecimalMark::point) == Decimal{500'000});
  CHECK(parse_decimal("7.", DecimalMark::point) == Decimal{7'000'000});
  CHECK(parse_decimal("0.3333335", DecimalMark::point) == Decimal{333'334});
  CHECK(parse_decimal("-0.3333335", DecimalMark::point) == Decimal{-333'334});
  CHECK(parse_decimal("8999999999999", DecimalMark::point) == whole(8'999'999'999'999));
  for (const char* bad :
       {"", ".", "-", "1.2.3", "1,234.5", "1e3", "five", "3 4", "0x1", "9000000000000", "10000000000000", "--1", "3%"})
    CHECK_FALSE(parse_decimal(bad, DecimalMark::either).has_value());
  CHECK_FALSE(parse_decimal("2,5", DecimalMark::point).has_value());
  CHECK_FALSE(parse_decimal("2.5", DecimalMark::comma).has_value());
}

TEST_CASE("number: the text of a decimal reads back equal") {
  CHECK(to_text(whole(-3)) == "-3");
  CHECK(to_text(Decimal{-500'000}) == "-0.5");
  CHECK(to_text(Decimal{1'000'001}) == "1.000001");
  CHECK(rc::check([] {
    const Decimal number{*rc::gen::inRange<std::int64_t>(-8'999'999'999'999'999'999, 8'999'999'999'999'999'999)};
    RC_ASSERT(parse_decimal(to_text(number), DecimalMark::point) == number);
  }));
}

TEST_CASE("scale: 1 to 5 becomes 0, 25, 50, 75, 100, and the other way round when reversed") {
  const RatingScale scale{whole(1), whole(5), false};
  const RatingScale reversed{whole(1), whole(5), true};
  for (int i = 1; i <= 5; ++i) {
    CHECK(rating_on(scale, whole(i)) == (i - 1) * 25);
    CHECK(rating_on(reversed, whole(i)) == (5 - i) * 25);
  }
  CHECK_FALSE(rating_on(scale, Decimal{5'000'001}).has_value());
  CHECK_FALSE(rating_on(scale, Decimal{999'999}).has_value());
  CHECK_FALSE(rating_on({whole(5), whole(5), false}, whole(5)).has_value());
}

TEST_CASE("scale: halves round away from zero") {
  const RatingScale seven{whole(1), whole(7), false};
  CHECK(rating_on(seven, whole(2)) == 17);
  const RatingScale eight{whole(0), whole(8), false};
  CHECK(rating_on(eight, whole(1)) == 13);
  CHECK(rating_on(eight, whole(5)) == 63);
  CHECK(rating_on({whole(0), whole(8), true}, whole(7)) == 13);
  CHECK(rating_on({whole(-3), whole(3), false}, whole(0)) == 50);
}

TEST_CASE("scale: the map never leaves 0 to 100 and never turns back") {
  CHECK(rc::check([] {
    const auto end = rc::gen::inRange<std::int64_t>(-max_scale_end.micro, max_scale_end.micro + 1);
    const std::int64_t a = *end;
    const std::int64_t b = *rc::gen::distinctFrom(end, a);
    const RatingScale scale{{std::min(a, b)}, {std::max(a, b)}, *rc::gen::arbitrary<bool>()};
    const auto inside = rc::gen::inRange<std::int64_t>(scale.low.micro, scale.high.micro + 1);
    const std::int64_t one = *inside;
    const std::int64_t two = *inside;
    const auto less = rating_on(scale, {std::min(one, two)});
    const auto more = rating_on(scale, {std::max(one, two)});
    RC_ASSERT((less && more && *less >= 0 && *less <= 100 && *more >= 0 && *more <= 100));
    RC_ASSERT((scale.reversed ? *less >= *more : *less <= *more));
    RC_ASSERT(rating_on(scale, scale.low) == (scale.reversed ? 100 : 0));
    RC_ASSERT(rating_on(scale, scale.high) == (scale.reversed ? 0 : 100));
  }));
}

TEST_CASE("clock: 24 hours, 12 hours with any kind of gap, seconds and parts of one") {
  CHECK(parse_clock("20:30") == at_clock(20, 30));
  CHECK(parse_clock("8:05") == at_clock(8, 5));
  CHECK(parse_clock("20.30") == at_clock(20, 30));
  CHECK(parse_clock("8:30 pm") == at_clock(20, 30));
  CHECK(parse_clock("8:30PM") == at_clock(20, 30));
  CHECK(parse_clock("8:30\xE2\x80\xAFPM") == at_clock(20, 30));
  CHECK(parse_clock("8:30\xC2\xA0p.\xC2\xA0m.") == at_clock(20, 30));
  CHECK(parse_clock("8 pm") == at_clock(20, 0));
  CHECK(parse_clock("12:15 am") == at_clock(0, 15));
  CHECK(parse_clock("12:00 pm") == at_clock(12, 0));
  CHECK(parse_clock("23:59:59.75") == at_clock(23, 59, 59) + 750);
  for (const char* bad : {"", "24:00", "8:60", "13:00 pm", "0:10 am", "8:30 xm", "830", "8:", "20:30:", "1:2:3:4", "pm",
                          "8:30 pm 1", "-8:30"})
    CHECK_FALSE(parse_clock(bad).has_value());
}

TEST_CASE("date: each form reads its own order and refuses days that do not exist") {
  CHECK(day_text(parse_date("2024-02-29", TimeForm::iso_date)) == "2024-02-29");
  CHECK(day_text(parse_date("31/03/2024", TimeForm::day_month_year)) == "2024-03-31");
  CHECK(day_text(parse_date("3. 4. 2024", TimeForm::day_month_year)) == "2024-04-03");
  CHECK(day_text(parse_date("31.3.24.", TimeForm::day_month_year)) == "2024-03-31");
  CHECK(day_text(parse_date("03-04-99", TimeForm::month_day_year)) == "1999-03-04");
  CHECK(day_text(parse_date("2024/3/1", TimeForm::year_month_day)) == "2024-03-01");
  CHECK(day_text(parse_date("1/2/68", TimeForm::day_month_year)) == "2068-02-01");
  CHECK(day_text(parse_date("1/2/69", TimeForm::day_month_year)) == "1969-02-01");
  const auto timed = parse_date("4/3/2024, 8:30 PM", TimeForm::month_day_year);
  REQUIRE(timed.has_value());
  CHECK(to_iso(timed->day) == "2024-04-03");
  CHECK(timed->clock_ms == at_clock(20, 30));
  for (const char* bad :
       {"", "2023-02-29", "2024-13-01", "1899-12-31", "2200-01-01", "2024-1-1", "2024-01-01 20:30", "2024-01-01x"})
    CHECK_FALSE(parse_date(bad, TimeForm::iso_date).has_value());
  for (const char* bad : {"31/02/2024", "13/13/2024", "1/2", "1/2.2024", "1/2/202", "001/2/2024", "1/2/2024x",
                          "1/2/34:30", "/2/2024", "1//2024"})
    CHECK_FALSE(parse_date(bad, TimeForm::day_month_year).has_value());
}

TEST_CASE("date: an ISO date-time keeps its zone where it names one") {
  const auto zoned = parse_date("2024-03-01T23:30:00-05:00", TimeForm::iso_date_time);
  REQUIRE(zoned.has_value());
  const PlacedTime there = place_time(*zoned, 60);
  CHECK(there.at.ms == (day_from_iso("2024-03-02")->days * ms_per_day + at_clock(4, 30)));
  CHECK(to_iso(there.day) == "2024-03-01");
  CHECK(there.minute == 23 * 60 + 30);
  CHECK(there.tz_min == -300);
  const auto local = parse_date("2024-03-01 23:30", TimeForm::iso_date_time);
  REQUIRE(local.has_value());
  CHECK(place_time(*local, 60).at.ms == (day_from_iso("2024-03-01")->days * ms_per_day + at_clock(22, 30)));
  const auto utc = parse_date("2024-03-01T23:30Z", TimeForm::iso_date_time);
  REQUIRE(utc.has_value());
  CHECK(to_iso(place_time(*utc, 60).day) == "2024-03-02");
  CHECK(place_time(*utc, 60).minute == 30);
  CHECK(parse_date("2024-03-01 23:30 UTC", TimeForm::iso_date_time) == utc);
  for (const char* bad :
       {"2024-03-01T23:30+15:00", "2024-03-01T23:30+01:", "2024-03-01T23:30Zulu", "2024-03-01T", "2024-03-01_10:00"})
    CHECK_FALSE(parse_date(bad, TimeForm::iso_date_time).has_value());
}

TEST_CASE("date: a day without a clock is placed at local noon and says that the minute is unknown") {
  const PlacedTime placed = place_time(*parse_date("2024-03-01", TimeForm::iso_date), 840);
  CHECK(to_iso(placed.day) == "2024-03-01");
  CHECK_FALSE(placed.minute.has_value());
  CHECK(day_of(placed.at, 840) == placed.day);
}

TEST_CASE("date: hours since a start cross midnight, and thirds of an hour are whole minutes") {
  const WrittenTime start{*day_from_iso("2024-01-31"), at_clock(9, 0), {}, false};
  const auto later = hours_after(start, Decimal{27'500'000});
  REQUIRE(later.has_value());
  CHECK(to_iso(later->day) == "2024-02-01");
  CHECK(later->clock_ms == at_clock(12, 30));
  CHECK(hours_after(start, Decimal{333'333})->clock_ms == at_clock(9, 20));
  CHECK(day_text(hours_after(start, whole(-10))) == "2024-01-30");
  CHECK_FALSE(hours_after(start, whole(10'000'001)).has_value());
  CHECK_FALSE(hours_after(start, whole(9'999'999)).has_value());
}

TEST_CASE("date: unix times outside the years of a life are refused") {
  CHECK(day_text(from_unix_ms(0)) == "1970-01-01");
  CHECK(day_text(from_unix_ms(1'711'917'000'000)) == "2024-03-31");
  CHECK_FALSE(from_unix_ms(1'711'917'000'000'000).has_value());
  CHECK_FALSE(from_unix_ms(std::numeric_limits<std::int64_t>::min()).has_value());
}

TEST_CASE("date: month names in English stand on either side of the day") {
  CHECK(*parse_month_name("29 March", 2018) == *day_from_iso("2018-03-29"));
  CHECK(*parse_month_name("Dec 9", 2017) == *day_from_iso("2017-12-09"));
  for (const char* bad : {"", "March", "29", "30 February", "29 Marz?", "anf 3", "3 xx"})
    CHECK_FALSE(parse_month_name(bad, 2018).has_value());
}

TEST_CASE("date: every day of two centuries reads back in every form") {
  const int first = day_of(CivilDate{1900, 1, 1}).days;
  const int last = day_of(CivilDate{2199, 12, 31}).days;
  for (int days = first; days <= last; days += 11) {
    const std::string iso = to_iso(Day{days});
    const std::string year = iso.substr(0, 4);
    const std::string month = iso.substr(5, 2);
    const std::string day = iso.substr(8, 2);
    CHECK(parse_date(iso, TimeForm::iso_date)->day.days == days);
    CHECK(parse_date(joined(day, month, year, '.'), TimeForm::day_month_year)->day.days == days);
    CHECK(parse_date(joined(month, day, year, '/'), TimeForm::month_day_year)->day.days == days);
    CHECK(parse_date(joined(year, month, day, '/'), TimeForm::year_month_day)->day.days == days);
  }
}

TEST_CASE("text: shortening never cuts a character") {
  CHECK(cells::shortened("short", 60) == "short");
  CHECK(cells::shortened("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 6) == "\xC3\xA9...");
  CHECK(rc::check([](const std::string& text) { RC_ASSERT(cells::shortened(text, 10).size() <= 10); }));
  CHECK(cells::trimmed("\xC2\xA0 x\xE2\x80\xAF\t") == "x");
  CHECK(cells::is_missing(" n/a "));
  CHECK_FALSE(cells::is_missing("nap"));
}
