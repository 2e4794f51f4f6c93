// Every scene still tells its story, and every transcript of tests/golden is answered byte for byte.
// BOTHY_UPDATE=1 writes the transcripts anew: look at what changed before keeping them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lab/golden/scenes.h"

using namespace bothy;
using namespace bothy::golden;

namespace {

const std::string folder = BOTHY_ROOT "/tests/golden/";
constexpr std::size_t largest_file = 400'000;
constexpr std::size_t largest_folder = 2'500'000;

std::string read(const std::string& name) {
  std::ifstream file(folder + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Transcript recorded(const std::string& name) {
  auto transcript = read_transcript(read(name));
  REQUIRE_MESSAGE(transcript.has_value(), "tests/golden/", name, ".json is not there or is no transcript");
  return std::move(*transcript);
}

bool updating() {
  const char* set = std::getenv("BOTHY_UPDATE");
  return set != nullptr && std::string_view(set) == "1";
}

// A scene that does not hold ends before anything is written.
void tell(std::string_view name) {
  const auto scene =
      std::find_if(std::begin(all_scenes), std::end(all_scenes), [&](const Scene& s) { return s.name == name; });
  REQUIRE(scene != std::end(all_scenes));
  const Transcript told = scene->play();
  const std::string file = scene->name;
  const std::string text = write_transcript(told);
  if (updating()) {
    std::ofstream(folder + file + ".json", std::ios::binary) << text;
  } else {
    const std::string difference = first_difference(recorded(file), told);
    CHECK_MESSAGE(difference.empty(), file, ": ", difference, " (if that is meant, BOTHY_UPDATE=1 writes it anew)");
    if (difference.empty())
      CHECK_MESSAGE(text == read(file), file, " says the same in other bytes; BOTHY_UPDATE=1 writes it anew");
  }
}

}  // namespace

TEST_CASE("golden: one person, one day") { tell("solo_day"); }
TEST_CASE("golden: forty evenings and what is told of them") { tell("own_estimates"); }
TEST_CASE("golden: every kind of private entry") { tell("every_kind"); }
TEST_CASE("golden: diaries of other programs") { tell("import_diary"); }
TEST_CASE("golden: a lock and its passphrase") { tell("lock_and_unlock"); }
TEST_CASE("golden: a made-up couple to look around in") { tell("sample_couple"); }
TEST_CASE("golden: own words are heard, and nothing is kept") { tell("heard"); }
TEST_CASE("golden: the same words are heard alike everywhere") { tell("heard_many"); }
TEST_CASE("golden: a made-up year under five sliders") { tell("learn"); }
TEST_CASE("golden: two people") { tell("two_people"); }
TEST_CASE("golden: every kind of shared item") { tell("our_room"); }
TEST_CASE("golden: a question that opens when both have answered") { tell("blind_question"); }
TEST_CASE("golden: a goodbye that is said") { tell("open_goodbye"); }
TEST_CASE("golden: more devices, and one less") { tell("second_device"); }
TEST_CASE("golden: a home from its recovery words") { tell("recover_home"); }
TEST_CASE("golden: a disk with a damaged page") { tell("damaged_disk"); }
TEST_CASE("golden: a relay that is not what it was") { tell("dishonest_relay"); }
TEST_CASE("golden: requests that make no sense") { tell("hard_requests"); }

TEST_CASE("golden: every door answers its transcript byte for byte") {
  for (const auto& scene : all_scenes) {
    const std::string difference = replay(recorded(scene.name));
    CHECK_MESSAGE(difference.empty(), std::string(scene.name), ": ", difference);
  }
}

TEST_CASE("golden: the folder holds one transcript of each scene, of a size to be read") {
  std::size_t files = 0;
  std::size_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    CHECK(std::any_of(std::begin(all_scenes), std::end(all_scenes), [&](const Scene& s) { return s.name == name; }));
    CHECK(entry.file_size() > 1'000);
    CHECK(entry.file_size() < largest_file);
    ++files;
    bytes += entry.file_size();
  }
  CHECK(files == std::size(all_scenes));
  CHECK(bytes < largest_folder);
}

TEST_CASE("golden: one changed digit is noticed and its place is named") {
  const Transcript right = recorded("solo_day");
  REQUIRE(replay(right) == "");
  const std::string text = write_transcript(right);
  const std::string::size_type at = text.find("\"count\":2");
  REQUIRE(at != std::string::npos);
  std::string wrong = text;
  wrong[at + 8] = '3';
  const auto other = read_transcript(wrong);
  REQUIRE(other.has_value());
  const std::string said = replay(*other);
  CAPTURE(said);
  CHECK(said.starts_with("step 3 (ana act check_in): reply.views.today.mine.count: expected 3, got 2"));
  CHECK(first_difference(*other, right) == said);

  Transcript changed = right;
  changed.steps[3].digest[0] = changed.steps[3].digest[0] == '0' ? '1' : '0';
  CHECK(replay(changed).starts_with("step 3 (ana act check_in): the same JSON, other bytes"));
  changed = right;
  changed.steps[2].request.set("entropy", std::string(64, '0'));
  CHECK(replay(changed).starts_with("step 2 (ana act check_in): "));
  changed = right;
  changed.steps.pop_back();
  CHECK(first_difference(right, changed).ends_with("in the transcript alone"));
  CHECK(!read_transcript(R"({"steps":[{"door":"a"}]})").has_value());
}
