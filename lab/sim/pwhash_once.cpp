// A life opens its lock hundreds of times; the lab stretches each passphrase once and remembers what came out.
// Takes the place of libsodium's function in programs of the lab alone; the first call of each kind is the real one.
#include <dlfcn.h>

#include <cstring>
#include <map>
#include <string>

extern "C" int crypto_pwhash(unsigned char* const out, unsigned long long out_size, const char* const words, unsigned long long words_size,
                  const unsigned char* const salt, unsigned long long passes, size_t memory, int algorithm) {
  constexpr std::size_t salt_bytes = 16;
  using Stretch = decltype(&crypto_pwhash);
  static const auto real = reinterpret_cast<Stretch>(dlsym(RTLD_NEXT, "crypto_pwhash"));
  static std::map<std::string, std::string> known;
  std::string asked = std::to_string(out_size) + "," + std::to_string(passes) + "," + std::to_string(memory) + "," + std::to_string(algorithm) + ",";
  asked.append(reinterpret_cast<const char*>(salt), salt_bytes).append(words, words_size);
  if (const auto at = known.find(asked); at != known.end()) {
    std::memcpy(out, at->second.data(), at->second.size());
    return 0;
  }
  const int outcome = real(out, out_size, words, words_size, salt, passes, memory, algorithm);
  if (outcome == 0) known[asked].assign(reinterpret_cast<const char*>(out), out_size);
  return outcome;
}
