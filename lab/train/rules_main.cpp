// bothy-rules FOLDER MESSAGES [LABEL [guard]]: compiles the rules of a folder and says how each does on the authored
// messages. For those who write rules; nothing else calls it.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lab/language/write.h"
#include "lab/train/rules_report.h"

namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace bothy::language;
  if (argc < 3) {
    std::fprintf(stderr, "usage: bothy-rules FOLDER MESSAGES [LABEL]\n");
    return 2;
  }
  Lexicon lexicon;
  Faults faults;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
  std::ranges::sort(files);
  for (const auto& f : files) {
    if (f.extension() == ".words") lexicon.read_words(f.filename().string(), content(f), faults);
    if (f.extension() == ".forms") lexicon.read_forms(f.filename().string(), content(f), faults);
  }
  lexicon.even_out();
  std::vector<SourceRule> rules;
  for (const auto& f : files) {
    if (f.extension() != ".rules") continue;
    std::ranges::move(read_rules(f.filename().string(), content(f), lexicon, faults), std::back_inserter(rules));
  }
  const auto tables = write_tables(lexicon, rules, faults);
  if (!tables.empty()) check_examples(tables, rules, faults);
  for (const Fault& f : faults) std::printf("%s:%d: %s\n", f.file.c_str(), f.line, f.text.c_str());
  bothy::coach::Unpacked memory;
  const auto language = bothy::coach::Language::of(tables, memory);
  if (!language) return 1;
  std::vector<std::string> names;
  for (const SourceRule& r : rules) names.push_back(r.name);
  std::vector<bothy::train::Fault> bad;
  const std::string root = argv[2];
  const std::string label = argc > 3 ? argv[3] : "";
  const auto messages = bothy::train::read_messages(root + "/coach", bad);
  const auto sign = std::ranges::find(bothy::guard::sign_names, label);
  if (sign != bothy::guard::sign_names.end() && (argc > 4 || !bothy::coach::label_called(label))) {
    const auto number = static_cast<bothy::guard::Sign>(sign - bothy::guard::sign_names.begin());
    bothy::train::print_guard_report(*language, bothy::train::read_signals(root + "/guard", bad),
                                     bothy::train::ordinary_from(messages), names, number);
  } else {
    bothy::train::print_rules_report(*language, messages, names, label);
  }
  return faults.empty() ? 0 : 1;
}
