#!/bin/sh
# Shows that the scripts of the house do what they say: the count of ./bothy test, its help, the hooks, the size limit.
# Run by ctest as `house_scripts`; needs no build and writes into a folder of its own.
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# expect WHAT WANTED GOT
expect() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" >&2
  fi
}

tally() { awk -v rc="$1" -f tools/tally.awk; }
status() {
  "$@" >"$work/out" 2>&1
  echo $?
}

expect "a silent stage that went well counts one" "1 0" "$(echo fine | tally 0)"
expect "a silent stage that went wrong counts one" "0 1" "$(echo oh | tally 1)"
expect "a stage says its own count" "7 2" "$(printf '7 passed, 2 failed\n' | tally 1)"
expect "a good count cannot hide a bad exit" "7 1" "$(printf '7 passed, 0 failed\n' | tally 1)"
expect "a room that is not built yet counts nothing" "0 0" "$(echo 'the lab is not built yet' | tally 0)"
expect "doctest cases are summed, other tests count one, a crash is seen" "14 3" "$(
  cat <<'LOG' | tally 1
1/4 Testing: base_test
[doctest] test cases:  12 |  11 passed | 1 failed | 0 skipped
Test Failed.
2/4 Testing: house_rules
Test Passed.
3/4 Testing: crash
Test Failed.
4/4 Testing: killed_after_its_summary
[doctest] test cases:  2 |  2 passed | 0 failed | 0 skipped
Test Failed.
LOG
)"

expect "help lists every command that people call" \
  "bench build check e2e fmt fuzz help run setup sim test tidy train " \
  "$(./bothy help | awk '/^  [a-z0-9]+ /{print $1}' | sort | tr '\n' ' ')"
expect "an unknown command is refused" 1 "$(status ./bothy dance)"
expect "and named" 1 "$(grep -c "'dance' is not one of these commands" "$work/out")"
expect "every package has a group and a reason" "" "$(awk '!/^#/ && ($1 !~ /^(run|web|test|dev|train)$/ || NF < 4)' deps.txt)"
expect "no package is listed twice" "" "$(awk '!/^#/ { print $2 }' deps.txt | sort | uniq -d)"

message() {
  echo "$1" >"$work/message"
  status tools/hooks/commit-msg "$work/message"
}
expect "a commit names its kind and room" 0 "$(message 'feat(relay): frames are durable before they are acknowledged')"
expect "two rooms may be named" 0 "$(message 'fix(base,wire): lengths are checked first')"
expect "a commit without a kind is refused" 1 "$(message 'some work')"
expect "a first line has an end" 1 "$(message "docs: $(printf 'word %.0s' $(seq 30))")"

head -c 100000 /dev/zero >"$work/small.wasm"
head -c 100000 /dev/urandom >"$work/large.wasm"
expect "a small module is within the limit" 0 "$(status tools/wasm_size "$work/small.wasm" 50000)"
expect "a large one is refused" 1 "$(status tools/wasm_size "$work/large.wasm" 50000)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
