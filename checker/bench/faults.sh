#!/bin/bash
# faults.sh [KILLS [SEED]]: what the world does to a program, as one table: what was tried, how often, and how often
# nothing was lost.
#   KILLS: how many random moments for each of hunt, explore, check and bless, and for signals. Without: 100.
#   SEED: where the moments come from. Without: 1.
# kill -9: each output is then the old or the new one, byte for byte (of the page of a run, which tells the time, that it
# is whole), and the next run succeeds and leaves no temporary file. An exploration is resumed and must count the same.
# Moments are uniform over one and a half of the shortest time that the command takes undisturbed.
# A full disk is a tmpfs of 64k and a read-only folder one that is mounted so: both want root; without, they are skipped.
set -u
kills=${1:-100}
RANDOM=${2:-1}
checker=$(cd "$(dirname "$0")/.." && pwd)
for jar in "$checker"/target/pagetwin-checker-*-all.jar; do :; done
[[ -f "$jar" ]] || { echo "faults.sh: no $jar; build it with: mvn -B -DskipTests package" >&2; exit 2; }
# A shell cannot take back that a signal is ignored, and what it starts would wait for ever.
ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$BASHPID/status" 2>/dev/null)
if (((0x${ignored:-0} >> 1) & 1)); then
  echo "faults.sh: found that SIGINT is ignored here, expected to be started in the foreground" >&2
  exit 2
fi
work=$(mktemp -d)
mounted=()
trap 'for m in ${mounted[@]+"${mounted[@]}"}; do umount "$m"; done; rm -rf "$work"' EXIT
cd "$work" || exit 2
# Most of a short run is the start of the virtual machine, so classes are kept in an archive.
jvm=(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Xshare:auto -Xlog:disable -Xlog:all=off)
"${jvm[@]}" -XX:ArchiveClassesAtExit=all.jsa -jar "$jar" flaws >/dev/null 2>&1
if [[ -f all.jsa ]]; then jvm+=(-XX:SharedArchiveFile="$work/all.jsa"); fi
# In the background of a script, interrupts are ignored unless it says otherwise.
run() { $launch "${jvm[@]}" "-Dpagetwin.root=$work/root" ${options[@]+"${options[@]}"} -jar "$jar" "$@" --progress=none; }
options=()
launch=
printf '%-34s %-42s %6s %9s  %s\n' fault command tried survived notes
row() { printf '%-34s %-42s %6s %9s  %s\n' "$@"; }

now() { echo $(($(date +%s%N) / 1000)); }

# How long the command takes, in microseconds: the shortest of three runs.
measure() {
  local begun
  took=1000000000
  for _ in 1 2 3; do
    begun=$(now)
    "$@" >/dev/null 2>&1
    begun=$(($(now) - begun))
    took=$((begun < took ? begun : took))
  done
}

# A moment of those, and of half as many more: it may take longer.
moment() {
  echo $((took * ((RANDOM * 32768 + RANDOM) % 1500) / 1000))
}

# Starts a command, sends it the signal at that moment, and waits; its exit code.
hit() {
  local signal=$1 at=$2
  shift 2
  set -m
  # The job is the virtual machine itself, not a shell that waits for it.
  { launch=exec; "$@"; } >out 2>err &
  local pid=$!
  set +m
  local until=$(($(now) + at))
  while (($(now) < until)) && kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
  kill -"$signal" "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}

either() { cmp -s "$1" "$2" || cmp -s "$1" "$3"; }

left() { find "$1" -name '.*.tmp' 2>/dev/null | wc -l; }

# Found soon, so that files are written all through the run.
flaws=(adi-failed-save-keeps-count adi-check-first-forgets-exclusive adi-zap-forgets-record allocation-ignores-priority)
flaw=${flaws[0]}
hunt() { run hunt "${flaws[@]}" --seed "$1" --steps 50000 --out "$2"; }
mkdir -p root/counterexamples
hunt 1 old >/dev/null && hunt 2 new >/dev/null || { echo "faults.sh: the flaws are not found" >&2; exit 70; }
cp old/$flaw.cex root/counterexamples
cp old/$flaw.cex old.cex

# Whether each file of a folder is that of one of two others, byte for byte; news counts those of the second.
news=0
compared() {
  local file whole=0
  for file in "$2"/*.cex; do
    cmp -s "$1/${file##*/}" "$3/${file##*/}" && news=$((news + 1)) && continue
    cmp -s "$1/${file##*/}" "$file" || whole=1
  done
  return $whole
}

kill_hunt() {
  local i ok=0 strays=0
  news=0
  measure hunt 2 hunted
  for ((i = 0; i < kills; i++)); do
    rm -rf hunted && cp -r old hunted
    hit KILL "$(moment)" hunt 2 hunted
    strays=$((strays + $(left hunted)))
    compared hunted old new && ok=$((ok + 1))
  done
  hunt 2 hunted >/dev/null && [[ $(left hunted) == 0 ]] || ok="$ok, but not the next run"
  row "kill -9" "hunt --out" "$kills" "$ok" \
    "of $((4 * kills)) files $news new, the others old; $strays stray files, none after the next run"
}

bless() { run hunt "${flaws[@]}" --seed 2 --steps 50000 --bless; }

kill_bless() {
  local i ok=0 strays=0 at=root/counterexamples/adi file
  rm -rf root/counterexamples && mkdir -p $at before root/counterexamples/mte
  # One of another comparison is replaced.
  for file in old/*; do sed 's/^compare .*/compare  results/' "$file" >"before/${file#*/}"; done
  blessed_from() {
    rm -rf root/counterexamples && mkdir -p root/counterexamples
    for area in adi core swap mte; do mkdir root/counterexamples/$area; cp before/*.cex root/counterexamples/$area; done
  }
  blessed_from
  bless >/dev/null || { row "kill -9" "hunt --bless" 0 0 "$(head -1 err)"; return; }
  at=root/counterexamples
  cp -r $at after
  blessed_from
  cp -r $at before-all
  diff -rq before-all after >/dev/null && { row "kill -9" "hunt --bless" 0 0 "nothing to bless"; return; }
  news=0
  measure bless
  for ((i = 0; i < kills; i++)); do
    blessed_from
    hit KILL "$(moment)" bless
    strays=$((strays + $(left root)))
    local whole=0 area
    for area in before-all/*; do
      compared "$at/${area#*/}" "$area" "after/${area#*/}" || whole=1
    done
    ((whole == 0)) && ok=$((ok + 1))
  done
  bless >/dev/null && diff -rq $at after >/dev/null && [[ -z $(find root -name '.*.tmp') ]] || ok="$ok, but not the next run"
  row "kill -9" "hunt --bless" "$kills" "$ok" \
    "of $((4 * kills)) files $((news - 12 * kills)) new, the others old; $strays stray files, none after the next run"
  rm -rf root && mkdir -p root/counterexamples && cp old.cex root/counterexamples
}

# A design that goes wrong, so that there is a counterexample and its page.
check() {
  run check --design mte-2020 --preset tiny-sync --steps 20000 --seed "$1" --counterexamples root/counterexamples \
    --out checked --html checked --junit-xml checked/j.xml --sarif checked/s.sarif
}

whole() {
  local file
  for file in checked/*; do
    case "$file" in
      *.html) [[ $(head -c 15 "$file") == "<!DOCTYPE html>" && $(tail -n 1 "$file") == "</html>" ]] || return 1 ;;
      *.xml) [[ $(tail -n 1 "$file") == "</testsuite>" || $(tail -n 1 "$file") == "</testsuites>" ]] || return 1 ;;
      *.sarif | *.cex) [[ -d checked1 ]] || { tail -n 1 "$file" | grep -q '^why\|^}'; } || return 1
        [[ ! -d checked1 ]] || either "$file" "checked1/${file#*/}" "checked2/${file#*/}" || return 1 ;;
    esac
  done
}

kill_check() {
  local i ok=0 strays=0 news=0 code
  mkdir -p checked
  check 1 >/dev/null 2>&1
  cp -r checked checked1
  rm -rf checked && mkdir checked
  check 2 >/dev/null 2>&1
  cp -r checked checked2
  measure check 2
  for ((i = 0; i < kills; i++)); do
    rm -rf checked && cp -r checked1 checked
    hit KILL "$(moment)" check 2
    strays=$((strays + $(left checked)))
    whole && ok=$((ok + 1))
    cmp -s checked/index.html checked1/index.html || news=$((news + 1))
  done
  check 2 >/dev/null 2>&1
  code=$?
  [[ $code == 1 && $(left checked) == 0 ]] && whole || ok="$ok, but not the next run ($code)"
  row "kill -9" "check --html --junit-xml --sarif" "$kills" "$ok" \
    "$news with a new page, $((kills - news)) with the old; $strays stray files, gone after the next run"
}

explore() { run explore --preset tiny-swap --depth 9 --every 1ms "$@" --json; }

states() { grep -o '"states": [0-9]*' "$1" | head -1; }

explored() { rm -rf saved && explore --checkpoint saved; }

kill_explore() {
  local i ok=0 resumed=0 counted
  explored >out 2>/dev/null
  counted=$(states out)
  measure explored
  for ((i = 0; i < kills; i++)); do
    rm -rf saved
    hit KILL "$(moment)" explore --checkpoint saved
    if [[ -f saved/manifest ]]; then
      resumed=$((resumed + 1))
      explore --resume saved >out 2>err
    else
      explore --checkpoint saved >out 2>err
    fi
    [[ $(states out) == "$counted" && -z $(find saved -name '*.tmp') ]] && ok=$((ok + 1))
  done
  row "kill -9, then --resume" "explore --checkpoint" "$kills" "$ok" \
    "$resumed resumed, the others had saved nothing yet; each ends at${counted#*:} states"
}

# A signal is answered with what was reached: 3, or what came of it if it was done; before main has begun, the virtual
# machine ends by itself.
signals() {
  local i ok=0 early=0 done=0 three=0 one=0 code what
  for ((i = 0; i < kills; i++)); do
    signal=$( ((i % 2)) && echo INT || echo TERM)
    rm -rf saved checked && mkdir checked
    case $((i / 2 % 4)) in
      0) what=(run check --preset tiny-sync --steps 100000000 --counterexamples root/counterexamples --html checked) ;;
      1) what=(run explore --preset small-mix --checkpoint saved --html checked) ;;
      2) what=(run hunt --all --seed 1 --steps 50000 --out checked --html checked) ;;
      3) what=(run large --memory 16m --steps 100000000) ;;
    esac
    hit $signal "$(((RANDOM * 32768 + RANDOM) % 8000000))" "${what[@]}"
    code=$?
    case $code in
      3) three=$((three + 1)) ;;
      1) one=$((one + 1)) ;;
      130 | 143) early=$((early + 1)) ;;
      0) done=$((done + 1)) ;;
      *) echo "faults.sh: ${what[*]} ended with $code: $(head -n 3 err)" >&2; continue ;;
    esac
    if grep -q "Exception\|^[[:space:]]at " err; then echo "faults.sh: $(head -n 3 err)" >&2; continue; fi
    if [[ -n $(find checked saved -name '*.tmp' 2>/dev/null) ]]; then
      echo "faults.sh: ${what[*]} left $(find checked saved -name '*.tmp' | head -n 3)" >&2
      continue
    fi
    if whole; then ok=$((ok + 1)); else echo "faults.sh: ${what[*]} left something that is not whole" >&2; fi
  done
  row "SIGINT, SIGTERM, in turn" "check, explore, hunt, large" "$kills" "$ok" \
    "$three ended with 3, $done with 0, $one with 1, $early by the virtual machine before main had begun"
}

# One command in a bad place: its exit code, and one line on stderr that says so.
tried=0
survived=0
expect() {
  local name=$1 command=$2 code=$3 pattern=$4 got
  shift 4
  "$@" >out 2>err
  got=$?
  local lines
  lines=$(grep -vc '^Picked up\|^$' err)
  if [[ $got == "$code" && $lines == "$(grep -c . <<<"$pattern")" ]] && { [[ -z "$pattern" ]] || grep -q -- "$pattern" err; }; then
    row "$name" "$command" 1 1 "$code: $(cat err out | head -1 | sed "s|$work/||g" | cut -c1-110)"
  else
    row "$name" "$command" 1 0 "found $got and $lines lines, expected $code: $(head -1 err | cut -c1-110)"
  fi
}

bad_places() {
  local name=$1 at=$2 words=$3
  expect "$name" "hunt --out" 2 "$words" run hunt $flaw --seed 2 --steps 50000 --out "$at"
  expect "$name" "check --junit-xml" 2 "$words" run check --preset tiny-sync --steps 2000 --counterexamples \
    root/counterexamples --junit-xml "$at/j.xml"
  expect "$name" "check --sarif" 2 "$words" run check --preset tiny-sync --steps 2000 --counterexamples \
    root/counterexamples --sarif "$at/s.sarif"
  expect "$name" "check --html" 2 "$words" run check --preset tiny-sync --steps 2000 --counterexamples \
    root/counterexamples --html "$at"
  expect "$name" "show --html" 2 "$words" run show old.cex --html "$at/x.html"
}

places() {
  if [[ $(id -u) != 0 ]]; then row "full disk, read-only folder" "-" 0 0 "not root: skipped"; return; fi
  mkdir -p full
  mount -t tmpfs -o size=64k tmpfs full || { row "full disk" "-" 0 0 "cannot mount"; return; }
  mounted+=("$work/full")
  head -c 65536 /dev/zero >full/zeros 2>/dev/null
  bad_places "full disk" full "no space left"
  expect "full disk, 300k saved" "explore --checkpoint" 3 "" explore --checkpoint full/saved
  local n
  n=$(find full -name '.*.tmp' | wc -l)
  row "full disk" "temporary files left" 1 $((n == 0)) "$n"
  rm -rf full/*
  cp old.cex full/$flaw.cex
  mount -o remount,ro full
  bad_places "read-only folder" full "permission denied\|read-only"
  expect "read-only folder" "explore --checkpoint" 2 "read-only" explore --checkpoint full/saved
  row "read-only folder" "the old file is as it was" 1 "$(cmp -s old.cex full/$flaw.cex && echo 1 || echo 0)" ""
}

pipes() {
  local code
  for what in "show old.cex" "flaws" "flaws --json" "presets"; do
    # shellcheck disable=SC2086 # words
    run $what 2>err | head -c 10 >/dev/null
    code=${PIPESTATUS[0]}
    row "closed pipe" "$what | head -c 10" 1 "$([[ $code == 0 && ! -s err ]] && echo 1 || echo 0)" "$code, silent"
  done
  expect "results to a full device" "flaws > /dev/full" 2 "no space left" bash -c \
    '"${@}" >/dev/full' _ "${jvm[@]}" -jar "$jar" flaws
}

narrow() {
  command -v script >/dev/null || { row "20 columns" "-" 0 0 "no script(1): skipped"; return; }
  local what code
  for what in "check --preset tiny-sync --steps 60000 --counterexamples root/counterexamples" \
    "explore --preset tiny-swap --depth 9" "hunt $flaw --seed 2 --steps 50000" "show old.cex" "help check"; do
    COLUMNS=20 script -qec "stty cols 20 rows 10; ${jvm[*]} -jar $jar $what" typescript >out 2>&1 </dev/null
    code=$?
    row "20 columns" "${what%% --*}" 1 \
      "$([[ $code == 0 || $code == 3 ]] && ! grep -q "Exception\|[[:space:]]at dev" out && echo 1 || echo 0)" "$code"
  done
}

heap() {
  local what code
  options=(-Xmx256m)
  for what in "check --preset tiny --steps 100000 --counterexamples root/counterexamples" "hunt $flaw --seed 2 --steps 50000" \
    "show old.cex --html x.html" "large --memory 64g --steps 1000" "large --memory 64m --steps 20000" \
    "explore --preset tiny-swap --depth 12"; do
    # shellcheck disable=SC2086 # words
    run $what >out 2>err
    code=$?
    row "heap of 256 MiB" "${what:0:42}" 1 "$([[ $code == 0 || $code == 3 ]] && ! grep -q "[[:space:]]at dev\|internal" err && echo 1 \
      || echo 0)" "$code: $(cat out err | grep . | tail -n 1 | cut -c1-100)"
  done
  options=()
}

parts=${PARTS:-kill_hunt kill_bless kill_check kill_explore signals places pipes narrow heap}
for part in $parts; do "$part"; done
