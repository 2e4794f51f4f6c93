#!/bin/sh
# Shows that the programs people run carry the protections the build promises, and no path of the machine that built them.
# Run by ctest as `hardened` on builds with BOTHY_HARDEN. Usage: hardened_test.sh <checkout> <program>...
set -u
root=$1
shift
passed=0
failed=0

# count STATUS PROGRAM WHAT: one check; a status of 0 is a pass.
count() {
  if [ "$1" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$2: $3" >&2
  fi
}

for program in "$@"; do
  name=$(basename "$program")
  readelf -hW "$program" | grep -q 'Type:.*DYN'
  count $? "$name" "loads at a fixed address"
  readelf -lW "$program" | grep -q GNU_RELRO && readelf -dW "$program" | grep -q BIND_NOW
  count $? "$name" "its relocations stay writable"
  readelf -lW "$program" | grep GNU_STACK | grep -qv RWE
  count $? "$name" "its stack can be executed"
  readelf -sW --dyn-syms "$program" | grep -q __stack_chk_fail
  count $? "$name" "has no stack protector"
  readelf -sW --dyn-syms "$program" | grep -qE '__[a-z]+_chk(@|$)'
  count $? "$name" "calls no fortified libc function"
  ! grep -qF "$root/" "$program"
  count $? "$name" "holds the path it was built in"
done

echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
