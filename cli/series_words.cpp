// See series_words.h.
#include "cli/series_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/text.h"

namespace bothy::cli {
namespace {

constexpr double band = 1.6448536269514722;  // half of a 90 % band in deviations

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",;\"\n\r\t") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

Value banded(double middle, double low, double high, const char* name) {
  Value out;
  out.set(name, middle).set("low", low).set("high", high);
  return out;
}

Value person_value(const SeriesTable& table, const dyad::Scale& scale, const dyad::PersonEstimate& one) {
  const auto on_scale = [&](double x) { return std::clamp(x, scale.low, scale.high); };
  const auto ratio = [](const dyad::Normal& log, double times) {
    return std::exp(log.mean + times * std::sqrt(std::max(log.variance, 0.0)));
  };
  const double reach = band * std::sqrt(std::max(one.level.variance, 0.0));
  Value out;
  out.set("person", table.people[one.person])
      .set("n", std::int64_t{one.answers})
      .set("level",
           banded(on_scale(one.level.mean), on_scale(one.level.mean - reach), on_scale(one.level.mean + reach), "mean"))
      .set("swing", banded(ratio(one.log_swing, 0.0), ratio(one.log_swing, -band), ratio(one.log_swing, band), "mean"))
      .set("volatility_now", banded(ratio(one.log_unevenness, 0.0), ratio(one.log_unevenness, -band),
                                    ratio(one.log_unevenness, band), "ratio"));
  return out;
}

// One character a cell: what stands above covers what lies below.
struct Canvas {
  std::vector<std::string> cells;  // rows times columns
  std::size_t columns = 0;
  Canvas(std::size_t rows, std::size_t width) : cells(rows * width, " "), columns(width) {}
  std::string& at(std::size_t row, std::size_t column) { return cells[row * columns + column]; }
};

struct Bin {
  int n = 0;
  double answer = 0.0;
  double mean = 0.0;
  double sd = 0.0;
};

constexpr std::size_t chart_rows = 9;

std::size_t row_of(double value, const dyad::Scale& scale) {
  const double share = std::clamp((value - scale.low) / (scale.high - scale.low), 0.0, 1.0);
  return chart_rows - 1 - static_cast<std::size_t>(std::lround(share * (chart_rows - 1)));
}

std::vector<Bin> bins_of(const SeriesItem& item, const dyad::ItemReading& reading, std::uint32_t person,
                         std::size_t width) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < item.rows.size(); ++i)
    if (item.rows[i].answered && item.rows[i].at.person == person) rows.push_back(i);
  std::vector<Bin> out(std::min(width, rows.size()));
  std::ranges::sort(rows, {}, [&](std::size_t i) { return std::pair{item.rows[i].at.time, i}; });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // By count, not by time: a year with a silent month stays readable.
    Bin& bin = out[i * out.size() / rows.size()];
    const auto& forecast = reading.forecasts[rows[i]];
    ++bin.n;
    bin.answer += (item.rows[rows[i]].answer - bin.answer) / bin.n;
    bin.mean += (forecast.mean - bin.mean) / bin.n;
    bin.sd += (forecast.sd - bin.sd) / bin.n;
  }
  return out;
}

}  // namespace

std::string forecasts_csv(const SeriesTable& table, const std::vector<dyad::ItemReading>& readings) {
  std::string out = "person,time,item,answer,mean,sd,log_density\n";
  for (std::size_t row = 0; row < table.times.size(); ++row)
    for (std::size_t i = 0; i < table.items.size(); ++i) {
      const auto& answer = table.items[i].rows[row];
      if (!answer.answered) continue;
      const auto& forecast = readings[i].forecasts[row];
      out += csv_cell(table.people[answer.at.person]) + "," + csv_cell(table.times[row]) + "," +
             csv_cell(table.items[i].name) + "," + number(answer.answer, 12) + "," + number(forecast.mean, 9) + "," +
             number(forecast.sd, 9) + "," + number(forecast.log_density, 9) + "\n";
    }
  return out;
}

Value estimates_value(const SeriesTable& table, const std::vector<dyad::ItemReading>& readings) {
  Value items{List{}};
  for (std::size_t i = 0; i < table.items.size(); ++i) {
    const auto& scale = table.items[i].scale;
    const auto& whole = readings[i].item;
    Value ends;
    ends.set("low", scale.low).set("high", scale.high).set("kind", scale.points ? "points" : "slider");
    Value all;
    all.set("people", std::int64_t{whole.people})
        .set("answers", std::int64_t{whole.answers})
        .set("mean", whole.mean)
        .set("sd_between", whole.between)
        .set("sd_within", whole.within)
        .set("usual_gap", whole.usual_gap);
    if (table.days_of_unit > 0.0) all.set("usual_gap_days", whole.usual_gap * table.days_of_unit);
    all.set("mean_log_density", whole.log_density);
    Value people{List{}};
    for (const auto& one : readings[i].people) people.push(person_value(table, scale, one));
    Value item;
    item.set("item", table.items[i].name)
        .set("scale", std::move(ends))
        .set("population", std::move(all))
        .set("people", std::move(people));
    items.push(std::move(item));
  }
  Value out;
  out.set("band", 0.9).set("items", std::move(items));
  return out;
}

std::vector<std::string> series_chart(const SeriesItem& item, const dyad::ItemReading& reading, std::uint32_t person,
                                      const std::string& title, const SeriesChartStyle& style) {
  constexpr double four_fifths = 1.2815515655446004;
  constexpr std::size_t margin = 8;
  const auto width = static_cast<std::size_t>(std::clamp(style.columns, 40, 200)) - margin;
  const auto bins = bins_of(item, reading, person, width);
  if (bins.empty()) return {};
  Canvas canvas(chart_rows, bins.size());
  for (std::size_t column = 0; column < bins.size(); ++column) {
    const Bin& bin = bins[column];
    const std::size_t top = row_of(bin.mean + four_fifths * bin.sd, item.scale);
    const std::size_t bottom = row_of(bin.mean - four_fifths * bin.sd, item.scale);
    for (std::size_t row = top; row <= bottom; ++row) canvas.at(row, column) = style.ascii ? ":" : "\u2591";
    canvas.at(row_of(bin.mean, item.scale), column) = style.ascii ? "-" : "\u2500";
    canvas.at(row_of(bin.answer, item.scale), column) = style.ascii ? "o" : "\u25cf";
  }
  std::vector<std::string> out{title};
  for (std::size_t row = 0; row < chart_rows; ++row) {
    const double value = item.scale.high - (item.scale.high - item.scale.low) * static_cast<double>(row) /
                                               static_cast<double>(chart_rows - 1);
    std::string line = pad_left(row % 4 == 0 ? number(value, 4) : "", margin - 2) + (style.ascii ? " |" : " \u2502");
    for (std::size_t column = 0; column < bins.size(); ++column) line += canvas.at(row, column);
    out.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
  }
  return out;
}

}  // namespace bothy::cli
