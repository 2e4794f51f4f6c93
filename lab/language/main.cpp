// bothy-make-language FOLDER OUT: compiles core/coach/english (words, forms, rules with their examples) into tables.
// A rule without examples, or one that its examples contradict, is an error, and nothing is written.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lab/language/write.h"

namespace {

using namespace bothy::language;

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> files(const std::filesystem::path& folder, std::string_view ending) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().ends_with(ending)) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bothy-make-language FOLDER OUT\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  Lexicon lexicon;
  Faults faults;
  for (const auto& path : files(folder, ".words")) lexicon.read_words(path.filename().string(), content(path), faults);
  for (const auto& path : files(folder, ".forms")) lexicon.read_forms(path.filename().string(), content(path), faults);
  lexicon.even_out();
  std::vector<SourceRule> rules;
  for (const auto& path : files(folder, ".rules")) {
    std::ranges::move(read_rules(path.filename().string(), content(path), lexicon, faults), std::back_inserter(rules));
  }
  std::vector<unsigned char> tables;
  if (faults.empty()) tables = write_tables(lexicon, rules, faults);
  if (faults.empty()) check_examples(tables, rules, faults);
  for (const Fault& fault : faults) {
    std::fprintf(stderr, "%s:%d: %s\n", fault.file.c_str(), fault.line, fault.text.c_str());
  }
  if (!faults.empty()) return 1;
  std::ofstream(argv[2], std::ios::binary)
      .write(reinterpret_cast<const char*>(tables.data()), static_cast<std::streamsize>(tables.size()));
  std::printf("language: %zu words, %zu classes, %zu rules, %zu bytes\n", lexicon.words.size(), lexicon.classes.size(),
              rules.size(), tables.size());
  return 0;
}
