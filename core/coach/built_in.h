// Puts a file into the program: its bytes under a name, their number under name_bytes. The data itself is elsewhere.
// Called by the sources that carry tables (coach/built_in.cpp, guard/built_in.cpp).
#pragma once
#include <cstdint>
#include <span>

// The bytes go in by the assembler: the one way that clang, gcc and the WebAssembly target share.
#if defined(__wasm__)
#define BOTHY_DATA_BEGIN ".section .rodata.language,\"\",@\n"
#define BOTHY_DATA_END
#define BOTHY_SIZE_OF(name) ".size " #name ", .L" #name "_end-" #name "\n.size " #name "_bytes, 4\n"
#else
#define BOTHY_DATA_BEGIN ".pushsection .rodata\n"
#define BOTHY_DATA_END "\n.popsection\n"
#define BOTHY_SIZE_OF(name)
#endif
#define BOTHY_BUILT_IN(name, file)                                                                                     \
  extern "C" const unsigned char name[];                                                                               \
  extern "C" const std::uint32_t name##_bytes;                                                                         \
  __asm__(BOTHY_DATA_BEGIN ".globl " #name "\n.p2align 4\n" #name ":\n.incbin \"" file "\"\n.L" #name                  \
                           "_end:\n.globl " #name "_bytes\n.p2align 2\n" #name "_bytes:\n.long .L" #name "_end-" #name \
                           "\n" BOTHY_SIZE_OF(name) BOTHY_DATA_END)

namespace bothy::coach {

/// A file of doubles in the byte order of every machine Bothy runs on, begun at a multiple of 16.
[[nodiscard]] inline std::span<const double> doubles_of(const unsigned char* bytes, std::uint32_t count) {
  return {reinterpret_cast<const double*>(bytes), count / sizeof(double)};
}

}  // namespace bothy::coach
