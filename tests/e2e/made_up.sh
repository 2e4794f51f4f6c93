#!/bin/sh
# Made-up couples at the command line, with the real program and no home: a band in the terminal, diaries as a table, the
# same seed the same couples, and named errors for what cannot be.
# Run by `./bothy e2e`; BOTHY_BUILD names the build folder.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BOTHY_BUILD:-$root/build/dev}
cli=${BOTHY_CLI:-$build/cli/bothy-cli}
work=$(mktemp -d "${TMPDIR:-/tmp}/bothy-made-up.XXXXXX")
passed=0
failed=0
export LC_ALL=C.UTF-8 COLUMNS=80
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

# check SENTENCE COMMAND...: counts whether the command says yes.
check() {
  sentence=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then
    passed=$((passed + 1))
    printf '  ok: %s\n' "$sentence"
  else
    failed=$((failed + 1))
    printf '  NOT SO: %s\n' "$sentence"
    sed 's/^/      /' "$work/check.log" | tail -n 20
  fi
}
simulate() { "$cli" simulate "$@"; }
# refused CODE WORDS OPTION...: ends with the code and says the words.
refused() {
  code=$1
  words=$2
  shift 2
  simulate "$@" >"$work/refused" 2>&1
  [ $? -eq "$code" ] && grep -q -- "$words" "$work/refused"
}
middle_of() { sed -n 's/^'"$1"': mean \([0-9]*\)\..*/\1/p' "$2"; }

check "a table is written" simulate --days 30 --couples 4 --out "$work/one.csv"
check "the same seed gives the same couples" simulate --days 30 --couples 4 --out "$work/same.csv"
check "to the last byte" cmp "$work/one.csv" "$work/same.csv"
check "another seed gives others" simulate --days 30 --couples 4 --seed 2 --out "$work/other.csv"
check "which differ" sh -c "! cmp -s '$work/one.csv' '$work/other.csv'"
check "its first line names the columns" \
  sh -c "head -n 1 '$work/one.csv' | grep -qx 'couple,person,hours,security,responsiveness,closeness,event'"
check "each of eight people answers every evening" \
  sh -c "[ \$(grep -c ',\$' '$work/one.csv') -eq 240 ]"
check "every row is an evening or one happening" \
  sh -c "! tail -n +2 '$work/one.csv' | grep -Evq '^[1-4],[1-4][ab],[0-9.]+,([0-9]+,[0-9]+,[0-9]+,|,,,(rupture|repair|disclosure):-?[0-9.]+)\$'"
check "the table can be printed" sh -c "'$cli' simulate --days 30 --couples 4 --out - | cmp -s - '$work/one.csv'"
check "a file that is there is left alone" refused 1 'is there already' --out "$work/one.csv"

simulate --warmth-b 40 --steadiness-b 90 >"$work/steady"
simulate --warmth-b 70 --steadiness-b 0 >"$work/uneven"
check "a chart is drawn for each of the two" sh -c "grep -q 'How safe it feels to A' '$work/steady' && grep -q 'to B' '$work/steady'"
check "steady and modest feels safer than warm and uneven" \
  [ "$(middle_of A "$work/steady")" -gt "$(middle_of A "$work/uneven")" ]

check "a slider beyond its end is named" refused 2 'warmth takes a whole number from 0 to 100' --warmth 101
check "no days are no days" refused 2 'days takes a whole number' --days 0
check "too much of both is told" refused 2 'Take fewer of either' --days 3650 --couples 10000
check "a folder that is not there is told" refused 1 'no file here' --out "$work/nowhere/x.csv"
check "a misspelt option has a neighbour" refused 2 'warmth' --warmt 3

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
