#!/bin/bash
# twice.sh [MAVEN OPTIONS]: builds what is committed in two folders of different names, and compares all jars byte by byte.
#   MAVEN OPTIONS: such as -o. The checkers of main code are switched off, as they change no class file.
# Ends with 1 if a jar differs.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for at in one another/deeper; do
  mkdir -p "$work/$at"
  git -C "$root" archive HEAD | tar -x -C "$work/$at"
  (cd "$work/$at" && mvn -q -B "$@" -DskipTests -Dcf.processors= package </dev/null >&2)
  (cd "$work/$at" && find . -path '*/target/*.jar' -not -path '*/src/it/*' -exec sha256sum {} + | sort -k 2) \
    >"$work/${at%%/*}.sums"
done
cat "$work/one.sums"
if cmp -s "$work/one.sums" "$work/another.sums"; then
  echo "the same bytes in two builds: $(wc -l <"$work/one.sums") jars"
else
  diff "$work/one.sums" "$work/another.sums" || exit 1
fi
