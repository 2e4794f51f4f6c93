# libsodium: Debian's package natively, Debian's signed source compiled statically for WebAssembly.
add_library(bothy_sodium INTERFACE)
if(CMAKE_SYSTEM_NAME STREQUAL "WASI")
  include(${CMAKE_SOURCE_DIR}/cmake/sodium_wasm.cmake)
else()
  find_library(SODIUM_LIBRARY sodium REQUIRED)
  target_link_libraries(bothy_sodium INTERFACE ${SODIUM_LIBRARY})
endif()
