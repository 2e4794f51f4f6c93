// The tables of events and shapes as TypeScript. No files here (main.cpp). Called by main.cpp and types_test.cpp.
#pragma once
#include <string>

namespace bothy::types {

/// The whole of web/src/door/types.ts; the same text on every machine.
[[nodiscard]] std::string typescript();

}  // namespace bothy::types
