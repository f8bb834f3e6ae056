package dev.pagetwin.checker.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import dev.pagetwin.checker.search.explore.Slice;
import org.apache.spark.serializer.KryoRegistrator;

/** Words are written as they are: keys are hashes, which no encoding makes shorter. */
public final class Words implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
        kryo.register(long[].class, new Plain());
        kryo.register(long[][].class);
        kryo.register(byte[][].class);
        kryo.register(Slice.class, new ExternalizableSerializer());
    }

    private static final class Plain extends Serializer<long[]> {
        Plain() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output out, long[] words) {
            out.writeInt(words.length, true);
            out.writeLongs(words);
        }

        @Override
        public long[] read(Kryo kryo, Input in, Class<long[]> type) {
            return in.readLongs(in.readInt(true));
        }
    }
}
