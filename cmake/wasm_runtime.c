// What compiler-rt asks for and wasi-libc 2022 lacks: the two names of the stack protector.
// Linked into the WebAssembly module alone; C, so that the names stay plain.
#include <stdint.h>

uintptr_t __stack_chk_guard = 0x7b5f3c21;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
