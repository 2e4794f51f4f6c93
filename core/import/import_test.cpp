// Whole imports: real diaries, and laws that hold for any file.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "import/import_samples.h"
#include "import/preview.h"

using namespace bothy;

namespace {

std::int64_t sum_of(const Proposal& proposal, Target target) {
  std::int64_t sum = 0;
  for (const auto& row : proposal.rows) sum += row.slider(target).value_or(0);
  return sum;
}

std::size_t answers_of(const Proposal& proposal, Target target) {
  std::size_t answers = 0;
  for (const auto& row : proposal.rows) answers += row.slider(target) ? 1 : 0;
  return answers;
}

/// Tables that come close to being right: cells of every kind in rows of nearly one width.
rc::Gen<std::string> nearly_a_table() {
  const auto cell = rc::gen::element<std::string>("2024-03-01", "2024-03-01T20:30Z", "03/04/2024", "5", "5,5", "-1", "",
                                                  "NA", "\"a\nb\"", "\"\"", "\"open", "x\"y", "good", "Super",
                                                  "8:30 pm", "\xFF", "1711917000", "caf\xC3\xA9");
  const auto near = rc::gen::map(
      rc::gen::container<std::vector<std::string>>(3, cell),
      [](const std::vector<std::string>& cells) { return cells[0] + "," + cells[1] + "," + cells[2] + "\n"; });
  const auto good =
      rc::gen::map(rc::gen::inRange(10, 30), [](int day) { return "2024-03-" + std::to_string(day) + ",5,x\n"; });
  const auto row = rc::gen::weightedOneOf<std::string>({{2, near}, {3, good}});
  const auto first =
      rc::gen::element<std::string>("d,e,n\n", "full_date,weekday,time,mood,activities,note\n", "d;e;n\r\n", "");
  return rc::gen::apply(
      [](const std::string& head, const std::vector<std::string>& rows) {
        std::string out = head;
        for (const auto& line : rows) out += line;
        return out;
      },
      first, rc::gen::container<std::vector<std::string>>(row));
}

std::vector<Mapping> mappings() {
  return {
      samples::diary(),
      samples::diary("iso_date_time"),
      samples::diary("month_day_year"),
      samples::diary("unix_seconds"),
      samples::mapping(R"({"format":"daylio"})"),
      samples::mapping(
          R"({"header":false,"time":{"column":1,"form":"iso_date"},"columns":[{"column":2,"to":"custom:x","lo":0,"hi":9}]})")};
}

void check_laws(const std::string& text, const Mapping& mapping) {
  const auto proposal = propose(text, mapping, {});
  const auto& counts = proposal.counts;
  RC_ASSERT(counts.read == counts.filtered + counts.empty + counts.repeated + counts.faulty + proposal.rows.size());
  RC_ASSERT(proposal.is_clean() == proposal.problems.empty());
  for (const auto& problem : proposal.problems)
    RC_ASSERT(!problem.what.empty() && is_utf8(problem.what) && is_utf8(problem.value));
  for (std::size_t i = 0; i < proposal.rows.size(); ++i) {
    const auto& row = proposal.rows[i];
    RC_ASSERT(is_utf8(row.note) && !row.is_empty());
    for (const auto& slider : row.sliders) RC_ASSERT((!slider || (*slider >= 0 && *slider <= 100)));
    RC_ASSERT((i == 0 || proposal.rows[i - 1].moment.at <= row.moment.at));
  }
  RC_ASSERT(propose(text, mapping, {}) == proposal);
}

}  // namespace

TEST_CASE("import: the student of the sample file arrives with both ratings, hours and gaps") {
  const auto proposal = propose(samples::of_project("sample_diary.csv"), samples::student(), {60, {}});
  CHECK(proposal.is_clean());
  CHECK(proposal.counts.read == 40);
  CHECK(proposal.counts.filtered == 20);
  CHECK(proposal.counts.empty == 1);
  REQUIRE(proposal.rows.size() == 19);
  CHECK(answers_of(proposal, Target::myself) == 19);
  CHECK(answers_of(proposal, Target::valence) == 18);
  CHECK(proposal.rows[0].slider(Target::myself) == 50);
  CHECK(proposal.rows[0].slider(Target::valence) == 25);
  CHECK(proposal.rows[0].moment.minute == 9 * 60);
  CHECK(proposal.rows[3].moment.minute == 18 * 60 + 15);
  CHECK(to_iso(*proposal.first_day) == "2024-01-08");
  CHECK(to_iso(*proposal.last_day) == "2024-01-12");
}

TEST_CASE("import: person 1 of the students' diaries, q11 and q12 from 1 to 5") {
  const std::string text = samples::of_reference("fried2021.csv");
  if (text.empty()) {
    MESSAGE("not run: the reference data folder beside the checkout is not present (set BOTHY_SHARED to name it)");
    return;
  }
  const auto proposal = propose(text, samples::student(), {60, {}});
  CHECK(proposal.is_clean());
  CHECK(proposal.counts.read == 4'372);
  CHECK(proposal.counts.filtered == 4'316);
  CHECK(proposal.counts.empty == 37);
  REQUIRE(proposal.rows.size() == 19);
  CHECK(answers_of(proposal, Target::myself) == 19);
  CHECK(answers_of(proposal, Target::valence) == 19);
  CHECK(sum_of(proposal, Target::myself) == 1'525);
  CHECK(sum_of(proposal, Target::valence) == 900);
  CHECK(to_iso(*proposal.first_day) == "2024-01-08");
  CHECK(proposal.rows[0].line == 2);
  CHECK(proposal.rows[1].slider(Target::myself) == 100);
  CHECK(proposal.rows[1].moment.minute == 12 * 60);
}

TEST_CASE("import: progress only rises, and is whole only when everything was read") {
  const std::string text = samples::of_project("sample_diary.csv");
  Importer importer(text, samples::student(), {});
  double before = 0;
  int steps = 0;
  while (!importer.is_done()) {
    const double now = importer.feed(7);
    CHECK(now >= before);
    CHECK((now == 1.0) == importer.is_done());
    before = now;
    ++steps;
  }
  CHECK(steps == 6);
  CHECK(importer.feed(1) == 1.0);
  CHECK(importer.finish().rows.size() == 19);
}

TEST_CASE("import: reading in steps of any size gives what reading at once gives") {
  CHECK(rc::check([] {
    const std::string text = *nearly_a_table();
    for (const auto& mapping : mappings()) {
      Importer importer(text, mapping, {});
      while (!importer.is_done()) importer.feed(*rc::gen::inRange<std::size_t>(1, 5));
      RC_ASSERT(importer.finish() == propose(text, mapping, {}));
    }
  }));
}

TEST_CASE("import: counts add up, ratings stay in range and the same file gives the same answer") {
  CHECK(rc::check([] {
    const std::string text = *nearly_a_table();
    for (const auto& mapping : mappings()) check_laws(text, mapping);
  }));
}

TEST_CASE("import: any bytes are looked at and read without harm") {
  CHECK(rc::check([](const Bytes& bytes) {
    const std::string text(text_of(bytes));
    const auto detected = detect(text);
    RC_ASSERT(is_utf8(to_json(to_value(detected))));
    check_laws(text, detected.suggested);
    for (const auto& mapping : mappings()) check_laws(text, mapping);
  }));
}

TEST_CASE("import: whatever detect suggests, a table of nearly right rows is read without harm") {
  CHECK(rc::check([] {
    const std::string text = *nearly_a_table();
    const auto detected = detect(text);
    const Value shown = to_value(detected);
    RC_ASSERT(is_utf8(to_json(shown)));
    check_laws(text, detected.suggested);
  }));
}

TEST_CASE("import: a row has its key whatever rows stand around it") {
  CHECK(rc::check([] {
    const auto days = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(10, 30));
    const auto some = *rc::gen::map(rc::gen::arbitrary<std::vector<bool>>(), [days](std::vector<bool> kept) {
      kept.resize(days.size(), true);
      return kept;
    });
    const auto line = [](int day) {
      return "2024-03-" + std::to_string(day) + "," + std::to_string(day % 11) + ",x\n";
    };
    std::string forward = "d,e,n\n";
    std::string backward = "d,e,n\n";
    for (const int day : days) forward += line(day);
    for (std::size_t i = days.size(); i-- > 0;)
      if (some[i]) backward += line(days[i]);
    auto all = propose(forward, samples::diary(), {});
    const auto part = propose(backward, samples::diary(), {});
    RC_ASSERT(all.rows.size() == days.size());
    std::vector<Id> known;
    known.reserve(part.rows.size());
    for (const auto& row : part.rows) known.push_back(row.row_key);
    std::ranges::sort(known);
    drop_known(all, known);
    RC_ASSERT(all.counts.known == part.rows.size());
    RC_ASSERT(all.rows.size() == days.size() - part.rows.size());
  }));
}

TEST_CASE("import: the same file again leaves nothing new") {
  CHECK(rc::check([] {
    const std::string text = *nearly_a_table();
    for (const auto& mapping : mappings()) {
      auto twice = propose(text, mapping, {});
      std::vector<Id> keys;
      keys.reserve(twice.rows.size());
      for (const auto& row : twice.rows) keys.push_back(row.row_key);
      std::ranges::sort(keys);
      RC_ASSERT(std::ranges::adjacent_find(keys) == keys.end());
      drop_known(twice, keys);
      RC_ASSERT(twice.rows.empty() && twice.counts.known == keys.size());
    }
  }));
}
