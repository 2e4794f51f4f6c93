// bothy-tidy: reads the checkout, applies every rule of the house, prints what it finds. Exit status 1 on a finding.
// Called by ./bothy tidy, by ctest and by the pre-commit hook (with the files to look at). No rule lives here.
#include <algorithm>
#include <cstdio>

#include "tools/tidy/rules.h"

namespace {

// Findings of the named files only; all of them when none is named.
bool wanted(const bothy::tidy::Finding& finding, int argc, char** argv) {
  if (argc <= 2) return true;
  return std::any_of(argv + 2, argv + argc, [&](const char* path) { return finding.path == path; });
}

}  // namespace

int main(int argc, char** argv) {
  const bothy::tidy::Tree tree = bothy::tidy::load_tree(argc > 1 ? argv[1] : ".");
  if (tree.files.empty()) {
    std::fputs("bothy-tidy: git lists no files here; run it as bothy-tidy <checkout> [file...]\n", stderr);
    return 2;
  }
  int count = 0;
  for (const bothy::tidy::Finding& finding : bothy::tidy::all_rules(tree)) {
    if (!wanted(finding, argc, argv)) continue;
    std::printf("%s:%d: %s: %s\n", finding.path.c_str(), finding.line, finding.rule.c_str(), finding.text.c_str());
    ++count;
  }
  std::printf("house rules: %zu files read, %d findings\n", tree.files.size(), count);
  return count == 0 ? 0 : 1;
}
