#!/bin/sh
# The main job on real input, with the real programs: two homes, one relay, a pairing by link with words compared, a diary
# imported, a need shared and a check-in kept private, a second device, a removed one, and everything back from the phrase.
# Run by `./bothy e2e`; BOTHY_BUILD names the build folder, BOTHY_SHARED the reference data folder, where present.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BOTHY_BUILD:-$root/build/dev}
cli=${BOTHY_CLI:-$build/cli/bothy-cli}
relay=${BOTHY_RELAY:-$build/relay/bothy-relay}
shared=${BOTHY_SHARED:-$root/../shared}
work=$(mktemp -d "${TMPDIR:-/tmp}/bothy-e2e.XXXXXX")
relay_pid=
passed=0
failed=0
export LC_ALL=C.UTF-8 COLUMNS=80

# What nobody but the person who wrote it may ever hold.
private_note='CANARY-7f3d what I keep to myself'
private_word='CANARY-7f3d'

finish() {
  if [ -n "$relay_pid" ]; then kill "$relay_pid" 2>/dev/null; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

say() { printf '  %s\n' "$*"; }
stop() {
  printf 'two_homes: %s\n' "$*" >&2
  failed=$((failed + 1))
  printf '%d passed, %d failed\n' "$passed" "$failed"
  exit 1
}

# check SENTENCE COMMAND...: counts whether the command says yes.
check() {
  sentence=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then
    passed=$((passed + 1))
    say "ok: $sentence"
  else
    failed=$((failed + 1))
    say "NOT SO: $sentence"
    sed 's/^/      /' "$work/check.log" | tail -n 20
  fi
}
same() { [ "$1" = "$2" ] || { printf 'expected: %s\nfound:    %s\n' "$2" "$1"; return 1; }; }
not() { ! "$@"; }

# home NAME WORDS...: one command in the home of that name. Its stderr is kept for the checks.
home() {
  name=$1
  shift
  "$cli" --home "$work/$name" "$@" 2>"$work/$name.stderr"
}
must() { home "$@" >"$work/last.out" || stop "'bothy-cli $*' ended with $?: $(cat "$work/$1.stderr")"; }
says() { grep -q -- "$1" "$2"; }
views() { home "$1" --json today; }
count() { grep -o -- "$1" | wc -l | tr -d ' '; }
entries() { home "$1" --json history --limit 10000 | count '"event":"CheckedIn"'; }
items() { home "$1" --json shared --limit 1000 | count '"from":'; }
link_in() { grep -o 'http[^ ]*#[bd]1\.[A-Za-z0-9_-]*' "$work/last.out" | head -n 1; }
words_of() { home "$1" --json "$2" words | sed -n 's/.*"words":"\([^"]*\)".*/\1/p'; }
number_of() { home "$1" --json pair number | sed -n 's/.*"safety_number":"\([0-9]*\)".*/\1/p'; }
phrase_in() { sed -n 's/.*"phrase":"\([^"]*\)".*/\1/p' "$work/last.out"; }

# start_relay PORT: waits until it answers; 0 lets the system choose. Sets port.
start_relay() {
  : >"$work/relay.log"
  "$relay" --listen "127.0.0.1:$1" --db "$work/relay.db" >"$work/relay.log" 2>&1 &
  relay_pid=$!
  tries=0
  while ! says 'listens on' "$work/relay.log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$relay_pid" 2>/dev/null; then stop "the relay did not start: $(cat "$work/relay.log")"; fi
    sleep 0.1
  done
  port=$(sed -n 's/.*listens on [a-z]*:\/\/127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/relay.log" | head -n 1)
}
stop_relay() {
  kill "$1" "$relay_pid" 2>/dev/null
  wait "$relay_pid" 2>/dev/null
  relay_pid=
}

# holds_canary FOLDER: whether any file in it holds the private words in the clear.
holds_canary() { grep -r -a -q -- "$private_word" "$1"; }

choose_diary() {
  diary=$shared/data/science/fried2021.csv
  [ -r "$diary" ] || diary=$root/tests/data/sample_diary.csv
  # Rows of person 1 with at least one of the two ratings.
  rows=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { if ($i == "q11") a = i; if ($i == "q12") b = i }; next }
                  $1 == 1 && ($a != "" || $b != "") { n++ } END { print n + 0 }' "$diary")
  say "diary: ${diary##*/}, $rows answered rows of person 1"
}

make_homes() {
  say "two homes"
  must ana --json --relay "http://127.0.0.1:$port" init --name "first device"
  phrase_in >"$work/ana.phrase"
  chmod 600 "$work/ana.phrase"
  check 'the recovery phrase has 24 words' same "$(wc -w <"$work/ana.phrase" | tr -d ' ')" 24
  must ben init --name "phone of b"
  check 'a secret is not taken from the command line' not home ben unlock --passphrase hush
  check 'sharing before a pairing is refused' not home ben thanks 'too early'
}

pair() {
  say "pairing by link, words compared"
  must ana pair invite
  link=$(link_in)
  check 'the invitation is a link with the relay in front' test -n "$link"
  must ben pair join "$link"
  check 'the relay in the link is used' says "http://127.0.0.1:$port" "$work/ben/settings.json"
  a=$(words_of ana pair)
  b=$(words_of ben pair)
  say "words: $b"
  check 'six words are shown' same "$(printf '%s' "$b" | wc -w | tr -d ' ')" 6
  check 'both see the same words' same "$a" "$b"
  check 'nothing is shared before the words were compared' not home ana thanks 'too early'
  must ana pair confirm yes
  must ben pair confirm yes
  must ana sync
  must ben sync
  must ana sync
  check 'the 60 digits are the same on both sides' same "$(number_of ana)" "$(number_of ben)"
}

bring_diary() {
  say "importing a diary"
  sed '1s/.*/this is, no, header/; 3s/.*/1,2,3/' "$diary" >"$work/broken.csv"
  check 'a damaged table is refused' not home ana import "$work/broken.csv" --yes --map q11=myself:1..5 --time hours:hours --start '2024-03-04 08:00'
  check 'and nothing of it is kept' same "$(entries ana)" 0
  must ana import "$diary" --yes --filter person=1 --map q11=myself:1..5 --map q12=energy:1..5 --time hours:hours --start '2024-03-04 08:00'
  check 'every answered row is an entry' same "$(entries ana)" "$rows"
  must ana import "$diary" --yes --filter person=1 --map q11=myself:1..5 --map q12=energy:1..5 --time hours:hours --start '2024-03-04 08:00'
  check 'importing it again adds nothing' same "$(entries ana)" "$rows"
  must ana me
  sed 's/^/    /' "$work/last.out" | head -n 18
}

live() {
  say "one shares a need and keeps the rest; the other is offline, and then the relay is down too"
  stop_relay -TERM
  printf '%s\n' "$private_note" | must ana checkin --myself 71 --energy 23 --need listen --note - --share need
  printf '%s\n' "$private_note, again" | must ana checkin --energy 12 --need space --note -
  home ana sync >"$work/last.out"
  check 'a relay that is down is no error' same "$?" 0
  check 'what waits is said' says 'shared item' "$work/ana.stderr"
  check 'where it is needed, it is one: exit code 4' sh -c "\"$cli\" --home \"$work/ana\" sync --must; [ \$? -eq 4 ]"
  start_relay "$port"
  must ana sync --drain
  check 'nothing waits any more' says 'Nothing waits' "$work/last.out"
  stop_relay -KILL
  start_relay "$port"
  check 'before the sync nothing has arrived' same "$(items ben)" 0
  must ben sync
  check 'after it there is exactly the one shared item' same "$(items ben)" 1
  home ben --json shared >"$work/ben.shared"
  check 'it is the need' says '"need":"listen"' "$work/ben.shared"
  must ben today
  check 'and today shows it' says 'they need  listen' "$work/last.out"
}

secrecy() {
  say "nothing private has crossed"
  must ben export --json "$work/ben/export.json"
  views ben >"$work/ben/views.json"
  check 'not in the store of the other' not holds_canary "$work/ben"
  check 'not in what the other can export: no check-in of mine' not says CheckedIn "$work/ben/export.json"
  check 'not in the store of the relay' not holds_canary "$work/relay.db"
  check 'not in the clear in the own store' not holds_canary "$work/ana"
  home ana history >"$work/ana.history"
  check 'the author reads it' says "$private_word" "$work/ana.history"
  must ben thanks 'for telling me' --sync
  must ana sync
  check 'an answer comes back' says 'for telling me' "$work/last.out"
}

second_device() {
  say "a second own device"
  must ana devices add
  link=$(link_in)
  must ana2 devices join "$link" --name "second device" --phrase-file "$work/ana.phrase"
  check 'both devices show the same words' same "$(words_of ana devices)" "$(words_of ana2 devices)"
  must ana devices confirm yes
  must ana2 devices confirm yes
  must ana sync
  must ana2 sync
  home ana today >"$work/told.out"
  check 'the older device tells of the newer one' says 'is yours since' "$work/told.out"
  check 'and names the command that removes it' says "bothy-cli revoke $(home ana2 --json today | sed -n 's/.*"device":"\([0-9a-f]\{8\}\).*/\1/p' | head -n 1)" "$work/told.out"
  check 'two devices are listed' same "$(home ana2 --json devices | count '"name":')" 2
  check 'it has every entry' same "$(entries ana2)" "$((rows + 2))"
  check 'and our room' same "$(items ana2)" 2
}

remove_first() {
  say "the first device is removed"
  must ana2 revoke "first device"
  home ana sync >"$work/last.out"
  check 'the removed device can share nothing more' not home ana thanks 'from a lost phone' --sync
  must ana2 thanks 'from the second device' --sync
  must ben sync
  check 'the other gets what the second device shares' says 'from the second device' "$work/last.out"
  check 'and nothing from the removed one' same "$(items ben)" 3
  must ana2 checkin --energy 55
  must ana2 sync --drain
}

recover() {
  say "everything back from the phrase, on a third device"
  must ana3 recover --relay "http://127.0.0.1:$port" --phrase-file "$work/ana.phrase" --name "third device"
  must ana3 sync
  check 'every entry is back' same "$(entries ana3)" "$((rows + 3))"
  check 'our room is back' same "$(items ana3)" 3
  check 'wrong words are refused and leave no home' not home ana4 recover --relay "http://127.0.0.1:$port" --phrase-file "$work/ben/settings.json"
}

verify_all() {
  say "verify"
  for name in ana ana2 ana3 ben; do check "everything stored is whole: $name" home "$name" verify; done
}

[ -x "$cli" ] || stop "bothy-cli is not built ($cli)."
[ -x "$relay" ] || stop "bothy-relay is not built ($relay)."
choose_diary
start_relay 0
say "relay on port $port"
make_homes
pair
bring_diary
live
secrecy
second_device
remove_first
recover
verify_all
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
