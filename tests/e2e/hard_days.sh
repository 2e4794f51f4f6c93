#!/bin/sh
# What can go wrong in one home, with the real programs: a wrong passphrase, a damaged store, a lost key, a newer format, two
# commands at once, bad links and tables. Each gets a sentence and an exit code, and costs nothing that was whole.
# Run by `./bothy e2e`; BOTHY_BUILD names the build folder.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BOTHY_BUILD:-$root/build/dev}
cli=${BOTHY_CLI:-$build/cli/bothy-cli}
relay=${BOTHY_RELAY:-$build/relay/bothy-relay}
work=$(mktemp -d "${TMPDIR:-/tmp}/bothy-e2e.XXXXXX")
relay_pid=
passed=0
failed=0
export LC_ALL=C.UTF-8 COLUMNS=80

finish() {
  if [ -n "$relay_pid" ]; then kill "$relay_pid" 2>/dev/null; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

say() { printf '  %s\n' "$*"; }
stop() {
  printf 'hard_days: %s\n' "$*" >&2
  printf '%d passed, %d failed\n' "$passed" "$((failed + 1))"
  exit 1
}

# home WORDS...: one command in the home, with its passphrase at hand unless BARE is set.
home() { "$cli" --home "$work/home" --passphrase-file "$work/pass" "$@"; }
bare() { "$cli" --home "$work/home" "$@"; }

# ends CODE WORD SENTENCE COMMAND...: counts whether the command ends with that code and says that word on stderr.
ends() {
  code=$1 word=$2 sentence=$3
  shift 3
  "$@" </dev/null >"$work/out" 2>"$work/err"
  found=$?
  if [ "$found" -eq "$code" ] && grep -q -- "$word" "$work/err" "$work/out"; then
    passed=$((passed + 1))
    say "ok: $sentence"
  else
    failed=$((failed + 1))
    say "NOT SO: $sentence (exit code $found)"
    sed 's/^/      /' "$work/err" "$work/out" | tail -n 12
  fi
}

begin() {
  printf 'a long enough passphrase\n' >"$work/pass"
  printf 'another one, of another day\n' >"$work/new"
  printf 'not this one, to be sure\n' >"$work/wrong"
  printf 'short\n' >"$work/short"
  chmod 600 "$work/pass" "$work/new" "$work/wrong" "$work/short"
  "$relay" --listen 127.0.0.1:0 --db "$work/relay.db" >"$work/relay.log" 2>&1 &
  relay_pid=$!
  tries=0
  while ! grep -q 'listens on' "$work/relay.log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then stop "the relay did not start: $(cat "$work/relay.log")"; fi
    sleep 0.1
  done
  port=$(sed -n 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/relay.log" | head -n 1)
}

typing() {
  say "typed wrongly"
  ends 2 'not a command' 'an unknown command' bare tody
  ends 2 'Did you mean' 'a slip of the hand' bare today --jsno
  ends 2 'does not go on the command line' 'a secret on the command line' bare today --passphrase hush
  ends 3 'no home' 'no home yet' bare today
  ends 2 'no relay address' 'an address that is none, and no half a home' bare --relay 'http://:x' init
  ends 3 'no home' 'still no home' bare today
}

locks() {
  say "a lock"
  ends 1 'too short' 'a passphrase that is too short' bare --passphrase-file "$work/short" init
  ends 0 'recovery\|only way back' 'a home with a lock' home --relay "http://127.0.0.1:$port" init --name here
  ends 3 'already' 'a second home in the same folder' home init
  ends 0 'Kept in my room' 'writing works while my room is locked' bare checkin --energy 40
  ends 2 'no terminal' 'reading asks for the passphrase' bare history
  ends 1 'passphrase' 'a wrong passphrase opens nothing' bare --passphrase-file "$work/wrong" history
  ends 0 'energy 40' 'the right one does' home history
  ends 1 'passphrase' 'a new lock needs the old one' bare --passphrase-file "$work/wrong" set-lock --new-passphrase-file "$work/new"
  ends 0 'has a lock now' 'and is set with it' home set-lock --new-passphrase-file "$work/new"
  ends 1 'passphrase' 'the old one opens nothing any more' home history
  cp "$work/new" "$work/pass"
  ends 0 'energy 40' 'the new one does' home history
}

input() {
  say "bad input"
  ends 1 'link' 'a link that is cut' home pair join b1.abc
  ends 1 'not paired' 'sharing without a pairing' home thanks 'for all'
  ends 1 '.' 'a rating beyond its range goes nowhere' home log --event SleepLogged --field minutes=9999
  head -c 2000 "$cli" >"$work/noise.csv"
  ends 1 'file' 'a file that is no table' home import "$work/noise.csv" --yes --map 1=energy:1..5 --time 2:iso
  printf 'day,energy\n2026-01-01,3\n2026-01-32,4\n' >"$work/bad.csv"
  ends 1 'line 3' 'a table with a day that does not exist names the line' home import "$work/bad.csv" --yes --time day:date --map energy=energy:1..5
  ends 0 '1 entry\|energy 40' 'and nothing of it was kept' home me --table
  ends 1 'no file' 'a file that is not there' home import "$work/absent.csv"
}

files() {
  say "files of one's own"
  ends 0 'not sealed' 'an export says that it is not sealed' home export --json "$work/mine.json" --csv "$work/mine.csv"
  ends 1 'there already' 'and does not write over a file' home export --json "$work/mine.json"
  ends 0 CheckedIn 'the table holds the check-in' cat "$work/mine.csv"
  ends 0 '^600' 'and is readable by its owner alone' stat -c %a "$work/mine.json"
}

# Flips one byte inside each of the first two sealed frames of the store.
damage_frames() {
  for at in $(grep -abo BTY1 "$work/home/store.db" | head -n 2 | cut -d: -f1); do
    printf '\377' | dd of="$work/home/store.db" bs=1 seek=$((at + 300)) conv=notrunc 2>/dev/null
  done
}

damage() {
  say "a damaged disk"
  i=0
  while [ "$i" -lt 6 ]; do
    home checkin --energy 50 --note "entry number $i of a long day, with some words to fill the frames" >/dev/null 2>&1
    i=$((i + 1))
  done
  ends 0 'Nothing waits' 'everything is at the relay' home sync --drain
  ends 0 'is whole' 'and whole here' home verify
  damage_frames
  ends 3 'damaged\|not whole\|no longer' 'flipped bytes are found' home verify
  ends 0 'Today' 'the rest still opens' home today
  ends 0 'is whole' 'the relay gives them back' home verify --mend
  ends 0 'is whole' 'and all is whole again' home verify
  cp "$work/home/store.db" "$work/store.copy"
  dd if=/dev/zero of="$work/home/store.db" bs=512 count=1 conv=notrunc 2>/dev/null
  ends 0 'was damaged' 'a torn beginning is mended, and said' home history
  ends 0 'energy 40' 'nothing is lost by it' home history --limit 100
  ends 0 'damaged-1' 'the damaged file stays' ls "$work/home"
}

disk() {
  say "the home on disk"
  cp "$work/home/store.db" "$work/store.copy"
  printf '\000\000\000\011' | dd of="$work/home/store.db" bs=1 seek=60 conv=notrunc 2>/dev/null
  ends 3 'newer Bothy' 'a newer format asks for an update' home today
  cp "$work/store.copy" "$work/home/store.db"
  mv "$work/home/device.key" "$work/key"
  ends 3 'device.key' 'a lost device key is told' home today
  ends 3 'device.key' 'and never replaced' home init
  cp "$work/key" "$work/home/device.key"
  ends 0 'Today' 'put back, all is as before' home today
  home sync --wait 6 >/dev/null 2>&1 &
  waiting=$!
  sleep 1
  ends 3 'right now' 'two commands do not write at once' home checkin --energy 1
  wait "$waiting"
  kill "$relay_pid"
  wait "$relay_pid" 2>/dev/null
  relay_pid=
  ends 0 'cannot be reached' 'a relay that is down is no error' home sync
  ends 4 'cannot be reached' 'where it is needed, it is one' home pair invite
  ends 1 'nothing was changed' 'erasing asks for a word' home erase --type-word no
  ends 0 'is gone' 'and then erases' home erase --type-word erase
  ends 3 'no home' 'nothing is left' home today
  ends 0 '^lock$' 'but the empty folder' ls "$work/home"
  ends 1 'zero' 'and no damaged copy either' sh -c "ls '$work/home' | grep damaged || { echo zero; exit 1; }"
}

[ -x "$cli" ] || stop "bothy-cli is not built ($cli)."
[ -x "$relay" ] || stop "bothy-relay is not built ($relay)."
begin
typing
locks
input
files
damage
disk
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
