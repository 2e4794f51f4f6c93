// Where results of `read` may go: the table itself is never written over, whichever way it is named, and no result is
// written over the other.
#include "cli/series_files.h"

#include "cli/disk_testing.h"

using namespace bothy;
using namespace bothy::cli;
using namespace bothy::cli::testing;

namespace {

std::string name_of(const Did& did) { return did ? "" : did.error().name; }

}  // namespace

TEST_CASE("series files: the table is known under its own name, links, hard links and ways around") {
  const Folder folder;
  REQUIRE(write_private(folder.file("in.csv"), bytes("t,x\n"), Overwrite::no, Exit::named));
  fs::create_directory(folder.file("sub"));
  fs::create_symlink(folder.file("in.csv"), folder.file("link.csv"));
  fs::create_hard_link(folder.file("in.csv"), folder.file("hard.csv"));
  fs::create_directory_symlink(folder.path, folder.file("sub/up"));
  for (const char* name : {"in.csv", "./in.csv", "sub/../in.csv", "link.csv", "hard.csv", "sub/up/in.csv"}) {
    CAPTURE(name);
    CHECK(name_of(check_series_files(folder.file("in.csv"), folder.file(name), "")) == "same_file");
    CHECK(name_of(check_series_files(folder.file(name), "", folder.file("in.csv"))) == "same_file");
    CHECK(name_of(check_series_files(folder.file("in.csv"), folder.file("out.csv"), folder.file(name))) == "same_file");
  }
  CHECK(check_series_files(folder.file("in.csv"), folder.file("out.csv"), folder.file("out.json")));
  CHECK(check_series_files(folder.file("in.csv"), folder.file("sub/in.csv"), ""));
  CHECK(check_series_files("-", folder.file("in.csv"), ""));
}

TEST_CASE("series files: two results are two files, there already or not") {
  const Folder folder;
  fs::create_directory(folder.file("sub"));
  fs::create_directory_symlink(folder.file("sub"), folder.file("other"));
  REQUIRE(write_private(folder.file("sub/old"), bytes("x"), Overwrite::no, Exit::named));
  fs::create_symlink(folder.file("sub/old"), folder.file("link"));
  const auto both = [&](const char* a, const char* b) {
    return name_of(check_series_files(folder.file("in.csv"), folder.file(a), folder.file(b)));
  };
  CHECK(both("new", "new") == "same_file");
  CHECK(both("sub/new", "other/new") == "same_file");
  CHECK(both("sub/../new", "new") == "same_file");
  CHECK(both("sub/old", "link") == "same_file");
  CHECK(both("sub/new", "new").empty());
  CHECK(both("sub/old", "new").empty());
}

TEST_CASE(
    "series files: a folder that is not there, and a folder in place of a file, are named before anything is done") {
  const Folder folder;
  const Did nowhere = check_series_files(folder.file("in.csv"), folder.file("none/out.csv"), "");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().name == "no_folder");
  CHECK(nowhere.error().say.find("there is no folder " + folder.file("none")) != std::string::npos);
  CHECK(name_of(check_series_files(folder.file("in.csv"), "", folder.path)) == "is_folder");
  CHECK(name_of(check_series_files(folder.file("in.csv"), "", folder.path + "/")) == "is_folder");
}
