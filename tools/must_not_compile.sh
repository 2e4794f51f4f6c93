#!/bin/sh
# Shows that what must not compile does not, for the reason named beside it, and that what may compile does.
# Run by ctest as `private_logs_apart`. Usage: must_not_compile.sh <checkout> <compiler> [include folder]
# A file's variants are numbered from 0; 0 is the control. "// reason: <pattern>" stands below each other one's #elif.
set -u
root=$1
compiler=$2
include=${3:-$root/core}
source=$root/tests/compile/private_logs.cpp
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
passed=0
failed=0

# count STATUS WHAT: one check; a status of 0 is a pass.
count() {
  if [ "$1" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$2" >&2
  fi
}

compiles() {
  "$compiler" -std=c++23 -fsyntax-only -Wall -Wextra -I"$include" -DBOTHY_VARIANT="$1" "$source" 2>"$errors"
}

reason_of() { sed -n "/^#elif BOTHY_VARIANT == $1\$/,/^#el/s|^// reason: ||p" "$source"; }

if ! compiles 0; then
  cat "$errors" >&2
  count 1 "the control does not compile, so the others say nothing"
  exit 1
fi
count 0 control
last=$(sed -n 's/^#elif BOTHY_VARIANT == //p' "$source" | sort -n | tail -n 1)
variant=1
while [ "$variant" -le "$last" ]; do
  reason=$(reason_of "$variant")
  if compiles "$variant"; then
    count 1 "variant $variant compiles, and must not: $(sed -n "/== $variant\$/,/^#el/p" "$source" | sed -n '3p')"
  else
    [ -n "$reason" ] && grep -qE "$reason" "$errors"
    count $? "variant $variant does not compile, but nothing says '$reason': $(grep -m 1 error "$errors")"
  fi
  variant=$((variant + 1))
done

# Two logs of one owner are beyond what types can refuse; no parameter list of the core names two.
twice=$(find "$root/core" \( -name '*.h' -o -name '*.cpp' \) -exec cat {} + | tr '\n' ' ' |
  grep -oE 'PrivateLog<[^(){};]*,[^(){};]*PrivateLog<[^(){};]*' || true)
[ -z "$twice" ]
count $? "two private logs in one parameter list: $twice"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
