// The mapping of an import as typed: --time, --start, --map, --filter and their friends become the JSON of
// docs/door.md. Only shapes are checked here; the core checks the rest and names the field. Called by the command
// `import`.
#pragma once
#include "base/value.h"
#include "cli/args.h"

namespace bothy::cli {

/// Lays the options over a mapping to start from (the one the core suggested, or an empty object).
///
/// --map col=target:lo..hi[:reversed], --map col=note, --map col=custom:NAME:lo..hi; --time col[:form]; --clock col;
/// --start "2024-03-01 08:00"; --filter col=value; --mood name=0..100; --separator , ; tab; --decimal point|comma;
/// --tz minutes; --no-header; --cut-long-notes. A column that is digits only is a number, from 1.
/// Errors: usage with the form to type.
[[nodiscard]] Got<Value> mapping_of(const Args& args, const Value& suggested);

/// Whether any option of the mapping was typed.
[[nodiscard]] bool is_mapped(const Args& args);

/// The --map, --time ... words that say the same as a mapping, for a person to copy and change.
[[nodiscard]] std::string words_of_mapping(const Value& mapping);

}  // namespace bothy::cli
