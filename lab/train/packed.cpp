// See packed.h.
#include "lab/train/packed.h"

#include <cstdio>
#include <memory>
#include <string_view>

namespace bothy::train {

std::vector<Packed> read_packed(const std::string& path) {
  std::vector<Packed> out;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(("gzip -dc '" + path + "'").c_str(), "r"), pclose);
  std::string line;
  for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    const std::size_t text = line.find('\t') + 1;
    const std::size_t end = line.find('\t', text);
    if (text != 0 && end != std::string::npos) {
      const std::string_view labels = std::string_view(line).substr(end + 1);
      out.push_back({line.substr(text, end - text), std::string(labels.substr(0, labels.find('\t')))});
    }
    line.clear();
  }
  return out;
}

}  // namespace bothy::train
