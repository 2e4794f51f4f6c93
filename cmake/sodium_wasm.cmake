# Compiles Debian's libsodium source statically for WebAssembly, without its autotools (which would download).
# cmake/sodium.cmake includes this for the wasm preset alone; tools/fetch_sodium brings the source.
# Beware: the HAVE_* below are tested by #ifdef, so a value of 0 switches a thing on. HAVE_TI_MODE stays undefined:
# 128-bit arithmetic makes Ed25519 and X25519 twice as slow in wasm.
set(sodium_source ${CMAKE_SOURCE_DIR}/build/third_party/libsodium)
if(NOT EXISTS ${sodium_source}/.ok)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/fetch_sodium RESULT_VARIABLE fetched)
  if(NOT fetched EQUAL 0)
    message(FATAL_ERROR "libsodium's source is not there; see the lines above.")
  endif()
endif()

set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
configure_file(${sodium_source}/src/libsodium/include/sodium/version.h.in
               ${sodium_source}/src/libsodium/include/sodium/version.h @ONLY)

file(GLOB_RECURSE sodium_files ${sodium_source}/src/libsodium/*.c)
list(FILTER sodium_files EXCLUDE REGEX "salsa20-xmm6|_avx|_sse|_ssse|aesni|internal_random")

add_library(sodium_static STATIC ${sodium_files})
target_include_directories(sodium_static SYSTEM PUBLIC ${sodium_source}/src/libsodium/include)
target_include_directories(sodium_static PRIVATE ${sodium_source}/src/libsodium/include/sodium)
target_compile_definitions(sodium_static PRIVATE CONFIGURED=1 HAVE_STDINT_H HAVE_INTTYPES_H
                           NATIVE_LITTLE_ENDIAN=1 HAVE_GETENTROPY=1 HAVE_SYS_RANDOM_H=1)
target_compile_definitions(sodium_static PUBLIC SODIUM_STATIC=1 _WASI_EMULATED_SIGNAL)
target_compile_options(sodium_static PRIVATE -w)
target_link_libraries(sodium_static PUBLIC wasi-emulated-signal)
target_link_libraries(bothy_sodium INTERFACE sodium_static)
