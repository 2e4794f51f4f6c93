# How every target of the house is compiled: caching, hardening, sanitizers, paths that do not leak. No room is named here.
# The root CMakeLists.txt includes it before any target exists; CMakePresets.json sets the options.
option(BOTHY_HARDEN "stack protector, fortified libc, checked containers, read-only relocations" OFF)
option(BOTHY_FUZZ "build the fuzz targets" OFF)
set(BOTHY_SANITIZE "" CACHE STRING "clang sanitizers for every target, comma separated")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# Asserts stay on in every native build, so -DNDEBUG is left out; -g1 keeps line numbers at a third of the cost of -g.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
# WebAssembly (Release): the core for size; libsodium, in C, for speed. Rooms that reckon say -Os for themselves.
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")

# A binary says nothing about the folder it was built in.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

if(BOTHY_HARDEN)
  # Debian's compilers may define _FORTIFY_SOURCE themselves; -U avoids the warning about two values.
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_compile_options(-fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

if(BOTHY_SANITIZE)
  add_compile_options(-fsanitize=${BOTHY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=${BOTHY_SANITIZE})
endif()
