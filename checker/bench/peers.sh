#!/bin/bash
# peers.sh PEERS [BOUNDS]: the same model in TLC, SPIN and our explorer, in one run, as one table.
#   PEERS: the folder with MteSwap.tla, run_tlc.sh, gen_promela.py and run_spin.sh
#   CLASSES in the environment: where the compiled classes are, if not in target
#   BOUNDS: M,V,F,S,T; 3,2,3,3,2 if not given. 3,2,3,3,3 takes TLC a quarter of an hour.
# Each row is a whole process, start-up included. On a machine that is not quiet, CPU seconds are what to compare.
# SPIN's row leaves out spin and gcc, which make its program.
set -u
if [ $# -lt 1 ] || [ ! -e "$1/MteSwap.tla" ]; then
  sed -n '2,7s/^# //p' "$0" >&2
  exit 2
fi
peers=$(cd "$1" && pwd)
bounds=${2:-3,2,3,3,2}
checker=$(cd "$(dirname "$0")/.." && pwd)
classes=${CLASSES:-$checker/target/classes:$checker/target/test-classes}
main=dev.pagetwin.checker.search.explore.peers.PeerMain
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
IFS=, read -r M V F S T <<< "$bounds"

row() { printf '%-34s %9s %9s %9s %12s %13s\n' "$@"; }

tlc() { # SYMMETRY LABEL
  local line
  if line=$(bash "$peers/run_tlc.sh" x $M $V $F $S $T 0 "$1" 2 2> "$work/err") && [ -n "$line" ]; then
    awk -F'\t' -v OFS='\t' '{print $11, $10, $13, $7, $6}' <<< "$line" > "$work/row"
    row "TLC$2" $(cat "$work/row")
  else
    echo "TLC$2: cannot run: $(tail -n 1 "$work/err")"
  fi
}

spin() {
  if [ -z "$(type -P spin)" ] || [ -z "$(type -P gcc)" ]; then
    echo "SPIN: not here (Debian packages spin and gcc)"
    return
  fi
  local hash=22 line
  [ "$bounds" = 3,2,3,3,3 ] && hash=24
  line=$(bash "$peers/run_spin.sh" x $M $V $F $S $T 0 flat -DSAFETY "-m10000000 -w$hash" 2> "$work/err")
  awk -F'\t' -v OFS='\t' '{print $12, $11, $14, $7, $8}' <<< "$line" > "$work/row"
  row "SPIN" $(cat "$work/row")
}

# One thread collects garbage: the arrays are few and flat, and a second thread would cost CPU seconds for nothing.
ours() { # SYMMETRY LABEL
  /usr/bin/time -f '%U %S %e %M' -o "$work/time" java -XX:+UseSerialGC -Xmx400m -cp "$classes" \
    $main "$bounds" 0 "$1" 2 340 > "$work/out" || { cat "$work/out"; return; }
  read -r user system wall rss < "$work/time"
  row "pagetwin$2" "$(awk "BEGIN {printf \"%.2f\", $user + $system}")" "$wall" $((rss / 1024)) \
    "$(sed -n 's/.*states=\([0-9]*\).*/\1/p' "$work/out")" "$(sed -n 's/.*transitions=\([0-9]*\).*/\1/p' "$work/out")"
}

if ! java -cp "$classes" $main 2,2,2,2,2 0 none 1 16 > "$work/out" 2>&1; then
  echo "compile first: mvn -q -pl checker -am test-compile" >&2
  exit 2
fi
echo "bounds $bounds, two workers; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
row "" "CPU s" "wall" "MiB" "states" "transitions"
ours none ""
ours fs ", folios and slots symmetric"
ours all ", all symmetric"
spin
tlc Symm ", all symmetric"
tlc SymmFS ", folios and slots symmetric"
tlc none ""
