#!/bin/bash
# spark.sh [BOUNDS]: the peers' model in our own engine and on Spark within one process, in one run, as one table.
#   BOUNDS: M,V,F,S,T; 3,2,3,3,3 (8,755,526 states) if not given
#   PEERS in the environment: the folder with gen_promela.py and run_spin.sh, for a row of SPIN
# Each row is a whole process, start-up included, with two threads. On a machine that is not quiet, CPU seconds are what
# to compare. Build before: mvn -B -Pspark -DskipTests package
set -u
case "${1:-}" in
  -h | --help)
    sed -n '2,6s/^# //p' "$0"
    exit 0
    ;;
esac
bounds=${1:-3,2,3,3,3}
checker=$(cd "$(dirname "$0")/.." && pwd)
classes=$checker/target/classes:$checker/target/test-classes
spark=$checker/spark/target
peers=dev.pagetwin.checker.search.explore.peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ ! -f "$spark/spark.classpath" ]]; then
  echo "build first: mvn -B -Pspark -DskipTests package" >&2
  exit 2
fi
opens=(java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action)
opens=("${opens[@]/#/--add-opens=java.base/}")
# As the launcher has them.
tuning=(-XX:+UseParallelGC -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000
  -XX:Tier4CompileThreshold=100000)
huge=/sys/kernel/mm/transparent_hugepage/enabled
if [[ -r $huge && $(<$huge) != *"[never]"* ]]; then tuning+=(-XX:+UseTransparentHugePages); fi

row() { printf '%-24s %9s %9s %7s %12s %13s %8s\n' "$@"; }

measured() { # LABEL COMMAND...
  local label=$1 user system wall rss
  shift
  /usr/bin/time -f '%U %S %e %M' -o "$work/time" "$@" > "$work/out" 2> "$work/err" || { tail -n 3 "$work/err"; return; }
  read -r user system wall rss < "$work/time"
  local cpu
  cpu=$(awk "BEGIN {printf \"%.2f\", $user + $system}")
  base=${base:-$cpu}
  row "$label" "$cpu" "$wall" $((rss / 1024)) "$(sed -n 's/.*states=\([0-9]*\).*/\1/p' "$work/out")" \
    "$(sed -n 's/.*transitions=\([0-9]*\).*/\1/p' "$work/out")" "$(awk "BEGIN {printf \"%.1f\", $cpu / $base}")"
}

on_spark() { # LABEL SHARDS
  measured "$1" java "${tuning[@]}" -Xmx3g "${opens[@]/%/=ALL-UNNAMED}" \
    -cp "$spark/classes:$spark/test-classes:$classes:$(<"$spark/spark.classpath")" \
    "$peers.PeerOnSpark" "$bounds" 0 none 'local[2]' "$2"
}

spin_row() {
  if [[ -z "${PEERS:-}" || -z "$(type -P spin)" || -z "$(type -P gcc)" ]]; then
    echo "SPIN: not here (PEERS, and Debian packages spin and gcc)"
    return
  fi
  local hash=22 line M V F S T
  [[ "$bounds" = 3,2,3,3,3 ]] && hash=24
  IFS=, read -r M V F S T <<< "$bounds"
  line=$(bash "$PEERS/run_spin.sh" x "$M" "$V" "$F" "$S" "$T" 0 flat -DSAFETY "-m10000000 -w$hash" 2> "$work/err")
  # Its wall is minutes and seconds.
  awk -F'\t' -v OFS='\t' -v base="$base" '{
    split($11, wall, ":")
    print $12, sprintf("%.2f", 60 * wall[1] + wall[2]), $14, $7, $8, sprintf("%.1f", $12 / base)
  }' <<< "$line" > "$work/row"
  # shellcheck disable=SC2046 # one word a column
  row "SPIN" $(cat "$work/row")
}

echo "bounds $bounds; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
row "" "CPU s" "wall" "MiB" "states" "transitions" "of ours"
measured "local engine" java -XX:+UseSerialGC -Xmx700m -cp "$classes" "$peers.PeerMain" "$bounds" 0 none 2 340
on_spark "Spark, 2 shards" 2
on_spark "Spark, 4 shards" 4
spin_row
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
