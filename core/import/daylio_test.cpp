// Daylio's export: its first line in every age, moods, clocks and notes.
#include <doctest/doctest.h>

#include "import/detect.h"
#include "import/import_samples.h"

using namespace bothy;

namespace {

const Mapping daylio = samples::mapping(R"({"format":"daylio"})");

ProposedCheckIn only_row(const std::string& text, const Mapping& mapping = daylio) {
  auto proposal = propose(text, mapping, {});
  REQUIRE(proposal.is_clean());
  REQUIRE(proposal.rows.size() == 1);
  return proposal.rows[0];
}

const std::string header = "full_date,date,weekday,time,mood,activities,note_title,note\n";

}  // namespace

TEST_CASE("daylio: the sample file of the project is recognised and read whole") {
  const std::string text = samples::of_project("sample_daylio.csv");
  const auto detected = detect(text);
  CHECK(detected.format == ImportFormat::daylio);
  CHECK(detected.hints.empty());
  const auto proposal = propose(text, detected.suggested, {60, {}});
  CHECK(proposal.is_clean());
  REQUIRE(proposal.rows.size() == 8);
  CHECK(to_iso(*proposal.first_day) == "2024-03-08");
  CHECK(to_iso(*proposal.last_day) == "2024-03-14");
  const auto& last = proposal.rows.back();
  CHECK(last.slider(Target::valence) == 75);
  CHECK(last.moment.minute == 21 * 60 + 5);
  CHECK(last.note == "Soup night\nBurnt the first pot.\nLaughed about it & ordered in.\ncooking, friends");
  CHECK(proposal.rows[5].note ==
        "Long walk by the river.\nSaid \"thank you\" twice.\nwalk, music, good sleep\nsleep: 4, stress: 2");
  CHECK(proposal.rows[4].moment.minute == 15);
  CHECK(proposal.rows[4].note == "Late\n- deadline moved\n- slept badly\nwork");
}

TEST_CASE("daylio: exports of every age are recognised, other tables are not") {
  for (const char* line :
       {"full_date,date,weekday,time,mood,activities,scales,note_title,note\n",
        "full_date,date,weekday,time,mood,activities,note_title,note\n",
        "full_date,date,weekday,time,mood,activities,note\n",
        "\xEF\xBB\xBF\"full_date\",\"date\",\"weekday\",\"time\",\"mood\",\"activities\",\"note\"\r\n",
        "year,date,weekday,time,mood,activities,note\n"})
    CHECK(detect(line).format == ImportFormat::daylio);
  CHECK(detect("date,time,mood,note\n").format == ImportFormat::csv);
  const auto other = propose("date,time,mood,note\n2024-01-01,,good,\n", daylio, {});
  REQUIRE(other.problems.size() == 1);
  CHECK(other.problems[0].kind == ProblemKind::not_daylio);
  CHECK(other.problems[0].line == 1);
}

TEST_CASE("daylio: the oldest exports name the year apart and the month in words") {
  const auto row =
      only_row("year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,good,\"\",\"party\"\n");
  CHECK(to_iso(row.moment.day) == "2018-05-18");
  CHECK(row.moment.minute == 23 * 60 + 54);
  const auto bad = propose(
      "year,date,weekday,time,mood,activities,note\n2018,18 Mai,Freitag,23:54,good,,\n2018,18 juin,x,23:54,good,,\n",
      daylio, {});
  REQUIRE(bad.problems.size() == 2);
  CHECK(bad.problems[1].line == 3);
  CHECK(bad.problems[1].column == "date");
}

TEST_CASE("daylio: five moods are known in any case, own ones are asked for by line and then mapped") {
  const char* names[] = {"awful", "Bad", "MEH", "good", " rad "};
  for (int i = 0; i < 5; ++i) CHECK(mood_value(names[i], {}) == i * 25);
  const std::string text =
      header + "2024-03-01,x,x,20:30,good,,,\n2024-03-02,x,x,20:30,Super,,,\n2024-03-03,x,x,20:30,so la la,,,\n";
  const auto unknown = propose(text, daylio, {});
  REQUIRE(unknown.problems.size() == 2);
  CHECK(unknown.problems[0].kind == ProblemKind::unknown_mood);
  CHECK(unknown.problems[0].line == 3);
  CHECK(unknown.problems[0].value == "Super");
  CHECK(unknown.problems[0].what ==
        "The mood \"Super\" has no number yet. Say what it stands for from 0 (worst) to 100 (best), then try again.");
  const auto hints = detect(text).hints;
  REQUIRE(hints.size() == 2);
  CHECK(hints[1].kind == HintKind::name_moods);
  CHECK(hints[1].value == "so la la");
  const auto known =
      propose(text, samples::mapping(R"({"format":"daylio","moods":{"super":90,"So la la":45,"good":70}})"), {});
  REQUIRE(known.is_clean());
  CHECK(known.rows[0].slider(Target::valence) == 70);
  CHECK(known.rows[1].slider(Target::valence) == 90);
  CHECK(known.rows[2].slider(Target::valence) == 45);
}

TEST_CASE("daylio: clocks of 12 and 24 hours are read, anything else is named") {
  CHECK(only_row(header + "2024-03-01,x,x,8:30 pm,good,,,\n").moment.minute == 20 * 60 + 30);
  CHECK(only_row(header + "2024-03-01,x,x,20:30,good,,,\n").moment.minute == 20 * 60 + 30);
  CHECK(only_row(header + "2024-03-01,x,x,8:30\xE2\x80\xAFPM,good,,,\n").row_key ==
        only_row(header + "2024-03-01,y,y,20:30,GOOD,,,\n").row_key);
  CHECK_FALSE(only_row(header + "2024-03-01,x,x,,good,,,\n").moment.minute.has_value());
  const auto bad = propose(header + "2024-03-01,x,x,25:00,good,,,\n2024-3-1,x,x,20:30,good,,,\n", daylio, {});
  REQUIRE(bad.problems.size() == 2);
  CHECK(bad.problems[0].column == "time");
  CHECK(bad.problems[1].column == "full_date");
}

TEST_CASE("daylio: a note without a mood is kept, a row without anything is left out") {
  const auto proposal = propose(header + "2024-03-01,x,x,20:30,,,,\n2024-03-02,x,x,20:30,,walk | ,,\n", daylio, {});
  CHECK(proposal.is_clean());
  CHECK(proposal.counts.empty == 1);
  REQUIRE(proposal.rows.size() == 1);
  CHECK(proposal.rows[0].note == "walk");
}

TEST_CASE("daylio: notes lose their markup and keep everything that only looks like markup") {
  CHECK(plain_note("a<br>b<BR/>c<br />d") == "a\nb\nc\nd");
  CHECK(plain_note("<div>a</div><div><b>b</b> <i class=\"x\">c</i></div>") == "a\nb c");
  CHECK(plain_note("<ol><li>one</li><li>two</li></ol>end") == "- one\n- two\nend");
  CHECK(plain_note("x &lt;3 &amp; y&nbsp;z &#39;q&#x27; &quot;w&quot; &#8364;&#x1F3E1;") ==
        "x <3 & y z 'q' \"w\" \xE2\x82\xAC\xF0\x9F\x8F\xA1");
  CHECK(plain_note("I <3 you, 2 < 3 > 1, <unknown> tag, R&D; &#0; &#xD800; &#99999999; &") ==
        "I <3 you, 2 < 3 > 1, <unknown> tag, R&D; &#0; &#xD800; &#99999999; &");
  CHECK(plain_note("a<br><br><br><br>b") == "a\n\nb");
  CHECK(plain_note("<p></p>") == "");
}
