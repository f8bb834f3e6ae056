package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.explore.Parcel;
import dev.pagetwin.checker.search.explore.Sent;
import dev.pagetwin.checker.search.explore.Slice;
import dev.pagetwin.checker.search.explore.SliceWork;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** What a level is for Spark. */
final class Tasks {
    private Tasks() {}

    static Tuple2<Long, long[]> pair(Parcel parcel) {
        return new Tuple2<>(parcel.address(), parcel.words());
    }

    /** Expands a slice into parcels, one chunk at a time. */
    record Expand(Workers.Order order, int level) implements PairFlatMapFunction<Iterator<Slice>, Long, long[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tuple2<Long, long[]>> call(Iterator<Slice> slices) {
            SliceWork work = Workers.borrow(order);
            Slice slice = slices.next();
            Sent sent = Workers.takeSent(order, work, slice.number(), level);
            Iterator<Parcel> parcels = work.expand(slice, level, sent);
            return new Iterator<>() {
                private boolean given;

                @Override
                public boolean hasNext() {
                    boolean more = !given && parcels.hasNext();
                    if (!more && !given) {
                        given = true;
                        Workers.giveBack(order, sent);
                        Workers.giveBack(order, work);
                    }
                    return more;
                }

                @Override
                public Tuple2<Long, long[]> next() {
                    return pair(parcels.next());
                }
            };
        }
    }

    /** Makes a slice of the one before and what arrived. */
    record Accept(Workers.Order order)
            implements FlatMapFunction2<Iterator<Slice>, Iterator<Tuple2<Long, long[]>>, Slice> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Slice> call(Iterator<Slice> slices, Iterator<Tuple2<Long, long[]>> arrived) {
            SliceWork work = Workers.borrow(order);
            Slice next = work.accept(slices.next(), new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return arrived.hasNext();
                }

                @Override
                public Parcel next() {
                    Tuple2<Long, long[]> pair = arrived.next();
                    return new Parcel(pair._1(), pair._2());
                }
            });
            Workers.giveBack(order, work);
            return List.of(next).iterator();
        }
    }

    /** Puts the links and the slice they are of into store at once; answers the slice's summary. */
    record Summarise() implements FlatMapFunction2<Iterator<byte[][]>, Iterator<Slice>, long[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<long[]> call(Iterator<byte[][]> links, Iterator<Slice> slices) {
            links.next();
            return List.of(slices.next().summary()).iterator();
        }
    }
}
