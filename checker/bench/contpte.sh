#!/bin/bash
# contpte.sh [JMH OPTIONS]: 512 pages are forked, unmapped, moved and protected, with contiguous entries off, on, and
# taken apart page by page, as one table.
#   JMH OPTIONS: such as -f 1 -wi 3 -i 3 for a quick look. Without: 3 forks of 5 iterations of 0.4 s to warm up and 5 of
#   0.3 s that count. One thread, serial collector, 512 MB.
# A time is the median of all single runs of an operation that were timed, so that what else the machine does is seen
# only by some of them.
# The pages are mapped by folios of order 4, 16 pages, or by one of order 9; CONT_PTES is 16. Each is a call and the
# batches that it takes, on a kernel that is restored before; that is not timed. The aligned move is mremap, the one
# that is a page off mremap-by-one. Times leave out what a TLB costs, as there is none: flushes and entries written are
# exact, and stand beside them.
set -u
checker=$(cd "$(dirname "$0")/.." && pwd)
cd "$checker/.." || exit 2
if ! mvn -q -B -Pbench -pl checker -am -Dmaven.test.skip=true package >&2; then
  echo "contpte.sh: cannot build" >&2
  exit 2
fi
jar=$(ls "$checker"/target/bench/pagetwin-checker-*-all.jar)
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
java -cp "$jar" dev.pagetwin.checker.bench.ContpteTable -v silent "$@"
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
