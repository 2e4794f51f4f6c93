// See manifest.h.
#include "lab/train/manifest.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"

namespace bothy::train {

Value sources(const std::vector<std::string>& paths, std::string_view root, std::string_view licence) {
  Value out{List{}};
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    Value file;
    file.set("file", std::string_view(path).starts_with(root) ? path.substr(root.size()) : path);
    if (in) {
      std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
      crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      file.set("sha256", to_hex(ByteSpan(hash))).set("bytes", static_cast<std::int64_t>(bytes.size()));
    }
    file.set("licence", licence);
    out.push(std::move(file));
  }
  return out;
}

std::vector<std::string> files_in(const std::string& folder, std::string_view ending) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ending) out.push_back(entry.path().string());
  }
  std::ranges::sort(out);
  return out;
}

void write_manifest(const std::string& folder, std::string_view name, const Value& manifest) {
  std::string text = to_json(manifest);
  for (std::size_t at = text.find("},{"); at != std::string::npos; at = text.find("},{", at + 3))
    text.insert(at + 2, "\n");
  std::ofstream(std::filesystem::path(folder) / (std::string(name) + ".json"), std::ios::binary) << text << '\n';
}

}  // namespace bothy::train
