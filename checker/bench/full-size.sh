#!/bin/bash
# full-size.sh [JMH OPTIONS]: nine paths over all pages of a process of 1 GiB, by the reference implementation, by a
# plain version with a HashMap for everything, by bare loops over arrays that ask nothing (the floor of any version with
# arrays), and, over 64 pages, by the specification; as one table.
#   JMH OPTIONS: such as -p path=fork for a part. Without: one fork a row, 6 runs to warm up and 9 that count, 3 GB.
# A tenth of the pages is tagged, with tags that change every 8 granules. Pages of a fresh process were touched in
# order, those of an aged one at random, and so are their frames, slots and, in the plain version, objects. A time is the
# median of the runs that count.
# Before, all four take each path over 40 pages, and what is left is compared. The last column is what the kernel
# allocates.
#
# full-size.sh growth [GIB [FILE]]: fork and exit of a process with all of the memory, and swapoff of a quarter of it,
# from 1 GiB to GIB (64 if not given); as a table, and as a plot in FILE (growth.svg if not given).
#
# full-size.sh where [PATH...]: in which methods the time of these paths goes, beside what this machine's memory can do.
set -u
case "${1:-}" in
  -h | --help)
    sed -n '2,17s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
esac
checker=$(cd "$(dirname "$0")/.." && pwd)
here=$PWD
cd "$checker/.." || exit 2
if ! mvn -q -B -Pbench -pl checker -am -Dmaven.test.skip=true package >&2; then
  echo "full-size.sh: cannot build" >&2
  exit 2
fi
jar=$(ls "$checker"/target/bench/pagetwin-checker-*-all.jar)
cd "$here" || exit 2
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
if [[ "${1:-}" = growth ]]; then
  java -Xmx10g -XX:+UseSerialGC -cp "$jar" dev.pagetwin.checker.bench.Growth "${2:-64}" "${3:-growth.svg}"
elif [[ "${1:-}" = where ]]; then
  shift
  java -Xmx3g -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -cp "$jar" \
    dev.pagetwin.checker.bench.Where "$@"
else
  java -Xmx3g -XX:+UseSerialGC -cp "$jar" dev.pagetwin.checker.bench.FullSizeTable -v silent "$@"
fi
status=$?
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
exit $status
