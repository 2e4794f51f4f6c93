// bothy-make-vectors: builds every file of tests/vectors from fixed numbers. Without `--write FOLDER` it only says whether
// what it would write is what the folder of the checkout holds. `--digest FROM COUNT` prints the hash of random work.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "lab/vectors/book.h"

namespace {

using namespace bothy;
using namespace bothy::vectors;

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Book> all_books() {
  return {make_frames(),   make_lanes(),    make_wraps(),    make_keyrings(),   make_vaults(), make_links(), make_phrases(),
          make_meetings(), make_messages(), make_payloads(), make_plaintexts(), make_cbor(),   make_json(),  make_known_answers(), make_engine()};
}

int digest(const char* from, const char* count) {
  Value vector;
  vector.set("kind", "differential").set("from", static_cast<std::int64_t>(std::atoll(from))).set("cases", static_cast<std::int64_t>(std::atoll(count)));
  std::printf("%s\n", check_vector(vector).gives.c_str());
  return 0;
}

int write_or_compare(const char* folder) {
  const std::string there = folder != nullptr ? folder : std::string(BOTHY_ROOT) + "/tests/vectors";
  std::size_t count = 0;
  int differing = 0;
  for (const Book& book : all_books()) {
    std::fputs(book.surprises().c_str(), stderr);
    differing += book.surprises().empty() ? 0 : 1;
    count += book.vectors().size();
    const std::string path = there + "/" + book.file() + ".json";
    if (folder != nullptr) {
      std::ofstream(path, std::ios::binary) << book.text();
    } else if (file_text(path) != book.text()) {
      std::printf("%s: another text is there\n", path.c_str());
      ++differing;
    }
  }
  std::printf("%zu vectors, %d files differ or surprise\n", count, differing);
  return differing == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "--digest") == 0) return digest(argv[2], argv[3]);
  if (argc == 3 && std::strcmp(argv[1], "--write") == 0) return write_or_compare(argv[2]);
  if (argc == 1) return write_or_compare(nullptr);
  std::fputs("bothy-make-vectors [--write FOLDER | --digest FROM COUNT]\n", stderr);
  return 2;
}
