// Shared by the tests of this room: files from the checkout, and mappings that several tests use.
// Tests only; nothing here is built into the core.
#pragma once
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "import/propose.h"

namespace samples {

/// The bytes of a file, empty when there is none.
inline std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string of_project(const std::string& name) { return file(std::string(BOTHY_ROOT) + "/tests/data/" + name); }

/// A file of the reference data folder beside the checkout, empty where that is not present.
inline std::string of_reference(const std::string& name) {
  const char* set = std::getenv("BOTHY_SHARED");
  return file((set != nullptr ? std::string(set) : std::string(BOTHY_ROOT) + "/../shared") + "/data/science/" + name);
}

inline bothy::Mapping mapping(std::string_view json) {
  return bothy::mapping_from_value(bothy::from_json(json).value()).value();
}

/// Hours since a start, one person, two ratings from 1 to 5.
inline bothy::Mapping student() {
  return mapping(R"({"time":{"column":"hours","form":"hours_since_start","start":"2024-01-08 09:00"},
    "where":{"column":"person","is":1},
    "columns":[{"column":"q11","to":"myself","lo":1,"hi":5},{"column":"q12","to":"valence","lo":1,"hi":5}]})");
}

/// A day, an energy from 0 to 10 and a note, columns d, e and n.
inline bothy::Mapping diary(const std::string& form = "iso_date", const std::string& more = "") {
  return mapping(R"({"time":{"column":"d","form":")" + form + R"("})" + more +
                 R"(,"columns":[{"column":"e","to":"energy","lo":0,"hi":10},{"column":"n","to":"note"}]})");
}

}  // namespace samples
