// Prints the TypeScript of everything that crosses the door, or writes it to a file: bothy-make-types [--write FILE].
// Nothing is decided here (typescript.cpp). Called by people; types_test says when it is due.
#include <cstdio>
#include <fstream>
#include <string_view>

#include "lab/types/typescript.h"

int main(int argc, char** argv) {
  const std::string text = bothy::types::typescript();
  if (argc == 1) return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
  if (argc != 3 || std::string_view(argv[1]) != "--write") {
    std::fputs("bothy-make-types [--write FILE]\n", stderr);
    return 2;
  }
  std::ofstream file(argv[2], std::ios::binary);
  file << text;
  file.flush();
  if (file) return 0;
  std::fprintf(stderr, "%s cannot be written; check that its folder is there.\n", argv[2]);
  return 1;
}
