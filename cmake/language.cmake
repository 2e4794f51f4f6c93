# The tables of the coach: the rules of core/coach/english compiled natively (also for WebAssembly) by a small maker,
# and the learned tables of core/coach/learned, which lab/train wrote and the repository holds.
# A rule without its examples, or one that they contradict, stops the build here.
find_program(BOTHY_HOST_CXX NAMES clang++-19 g++-12 c++ REQUIRED)
set(language_tables ${CMAKE_BINARY_DIR}/language)
file(MAKE_DIRECTORY ${language_tables})
file(GLOB language_maker CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lab/language/*.cpp)
list(FILTER language_maker EXCLUDE REGEX "_test\\.cpp$")
file(GLOB language_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lab/language/*.h ${CMAKE_SOURCE_DIR}/core/coach/*.h)
file(GLOB language_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/coach/english/*)
foreach(stage fold text language clause match label)
  list(APPEND language_maker ${CMAKE_SOURCE_DIR}/core/coach/${stage}.cpp)
endforeach()

add_custom_command(
  OUTPUT ${language_tables}/make
  COMMAND ${BOTHY_HOST_CXX} -std=c++23 -O1 -I${CMAKE_SOURCE_DIR} -I${CMAKE_SOURCE_DIR}/core ${language_maker}
          -o ${language_tables}/make
  DEPENDS ${language_maker} ${language_headers} VERBATIM COMMENT "Building the maker of the language tables")
add_custom_command(
  OUTPUT ${language_tables}/english.tables
  COMMAND ${language_tables}/make ${CMAKE_SOURCE_DIR}/core/coach/english ${language_tables}/english.tables
  DEPENDS ${language_tables}/make ${language_sources} VERBATIM COMMENT "Compiling the rules of English")

# Makes a source of `target` that carries files into the program; it is compiled anew when one of them changes.
function(bothy_carries target source)
  target_compile_definitions(${target} PRIVATE ${ARGN})
  set(files)
  foreach(pair ${ARGN})
    string(REGEX REPLACE "^[A-Z_]+=\"(.*)\"$" "\\1" file ${pair})
    list(APPEND files ${file})
  endforeach()
  set_property(SOURCE ${source} TARGET_DIRECTORY ${target} PROPERTY OBJECT_DEPENDS "${files}")
endfunction()
