# The WebAssembly module `bothy.wasm`: the door's C ABI and the memory it speaks through, nothing else.
# The wasm preset builds it; the app and tools/wasm_host.mjs load it. Each link prints its size.
function(bothy_wasm_module name)
  cmake_parse_arguments(MODULE "" "" "LINKS;EXPORTS" ${ARGN})
  add_executable(${name} ${CMAKE_SOURCE_DIR}/cmake/wasm_runtime.c)
  set_target_properties(${name} PROPERTIES SUFFIX .wasm LINKER_LANGUAGE CXX
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  target_link_libraries(${name} PRIVATE ${MODULE_LINKS})
  # 1 MiB of stack below the data, so that an overflow traps instead of writing over it. The memory limit leaves
  # room for Argon2id at 256 MiB; memory grows only when asked for. Linked with -O0, for else clang calls wasm-opt where it is
  # installed, which cuts the tables at every run of zeros: 90 KB more on the wire.
  target_link_options(${name} PRIVATE -mexec-model=reactor -O0 -Wl,--strip-all -Wl,--stack-first
                      -Wl,-z,stack-size=1048576 -Wl,--max-memory=536870912)
  foreach(symbol ${MODULE_EXPORTS})
    target_link_options(${name} PRIVATE -Wl,--export=${symbol})
  endforeach()
  add_custom_command(TARGET ${name} POST_BUILD VERBATIM
                     COMMAND ${CMAKE_SOURCE_DIR}/tools/wasm_size $<TARGET_FILE:${name}>)
endfunction()

if(CMAKE_SYSTEM_NAME STREQUAL "WASI" AND EXISTS ${CMAKE_SOURCE_DIR}/core/door/door.h)
  bothy_wasm_module(bothy LINKS bothy_door
                    EXPORTS bothy_door_new bothy_door_free bothy_call bothy_alloc bothy_free)
endif()
