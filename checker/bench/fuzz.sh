#!/bin/bash
# fuzz.sh [TARGET...] [RUNS]: hands every reader of the tool inputs that a fuzzer made, guided by what they reach in it.
#   TARGET: such as cex or checkpoint; all of them without. RUNS: inputs for each, 1000000 without.
# Starts from the committed inputs (checker/src/test/resources/fuzz) and from what the tool itself writes. A crash ends
# its target; the input is then beside the log, and "fuzz.sh crash TARGET FILE" commits it, for the tests to replay.
# "fuzz.sh keep TARGET..." puts the smallest inputs that reached something new the last time in place of the committed ones.
# KEEP=yes goes on with the inputs of the last time. One thread, 1 GB of heap; nothing is executed and nothing written
# but below checker/target/fuzz and, while it runs, one folder in memory.
# How long an input may take is the harness's to say, in time of the processor; the fuzzer itself gives up after 300 s.
set -u
checker=$(cd "$(dirname "$0")/.." && pwd)
cd "$checker/.." || exit 2
if ! mvn -q -B -Pfuzz -Dcf.processors= -pl checker -am process-test-classes >&2; then
  echo "fuzz.sh: cannot build" >&2
  exit 2
fi
classes="$checker/target/test-classes:$checker/target/classes:$(cat "$checker/target/fuzz.classpath")"
work="$checker/target/fuzz"
root="-Dpagetwin.root=$checker/.."
corpus() { java -cp "$classes" "$root" dev.pagetwin.checker.fuzz.Corpus "$@"; }
known=$(corpus targets)

mode=run
runs=1000000
targets=()
for word in "$@"; do
  case "$word" in
    keep) mode=keep ;;
    crash) corpus crash "$2" "$3"; exit ;;
    [0-9]*) runs=$word ;;
    *)
      if ! grep -q "^$word " <<<"$known"; then
        echo "fuzz.sh: found '$word', expected some of: $(cut -d' ' -f1 <<<"$known" | paste -sd' ')" >&2
        exit 2
      fi
      targets+=("$word") ;;
  esac
done
[ ${#targets[@]} -gt 0 ] || read -ra targets <<<"$(cut -d' ' -f1 <<<"$known" | paste -sd' ')"

jazzer() { # TARGET OPTION...
  local target=$1
  shift
  java -Xmx1g -Xss2m -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading -cp "$classes" "$root" \
    "-Dpagetwin.fuzz=$target" com.code_intelligence.jazzer.Jazzer \
    --target_class=dev.pagetwin.checker.fuzz.Fuzzer '--instrumentation_includes=dev.pagetwin.**' \
    "--reproducer_path=$work/$target" "-artifact_prefix=$work/$target/" -timeout=300 -rss_limit_mb=3000 \
    "-max_len=$(grep "^$target " <<<"$known" | cut -d' ' -f2)" "$@"
}

if [ "$mode" = keep ]; then
  for target in "${targets[@]}"; do
    corpus pack "$target" "$work/$target/corpus" || exit 2
    echo "$target: the smallest of $(ls "$work/$target/corpus" | wc -l) inputs"
  done
  exit 0
fi

row='%-11s %10s %10s %7s %9s %11s %9s %9s %9s %7s\n'
printf "$row" target inputs read edges features "new inputs" slowest memory largest crashes
failed=0
for target in "${targets[@]}"; do
  [ "${KEEP:-}" = yes ] || rm -rf "${work:?}/$target"
  mkdir -p "$work/$target"
  corpus unpack "$target" "$work/$target/corpus" || exit 2
  log="$work/$target/log"
  jazzer "$target" "-runs=$runs" -seed=1 -print_final_stats=1 "$work/$target/corpus" >"$log" 2>&1
  said=$(grep -a '^fuzzed ' "$log" | tail -1)
  of() { grep -ao "$1 [0-9]*" <<<"$said" | grep -o '[0-9]*$'; }
  last=$(grep -aE '^#[0-9]+.* cov: ' "$log" | tail -1)
  crashes=$(find "$work/$target" -maxdepth 1 \( -name 'crash-*' -o -name 'timeout-*' -o -name 'oom-*' \) | wc -l)
  [ "$crashes" = 0 ] || failed=1
  printf "$row" "$target" "$(of inputs)" "$(of read)" "$(grep -o 'cov: [0-9]*' <<<"$last" | cut -d' ' -f2)" \
    "$(grep -o 'ft: [0-9]*' <<<"$last" | cut -d' ' -f2)" \
    "$(grep -a 'stat::new_units_added' "$log" | grep -o '[0-9]*$')" "$(of slowest) ms" "$(of memory) KB" \
    "$(of largest) B" "$crashes"
done
exit $failed
