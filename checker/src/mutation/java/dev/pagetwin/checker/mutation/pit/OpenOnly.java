package dev.pagetwin.checker.mutation.pit;

import dev.pagetwin.checker.mutation.Mutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pitest.bytecode.analysis.ClassTree;
import org.pitest.mutationtest.build.InterceptorParameters;
import org.pitest.mutationtest.build.InterceptorType;
import org.pitest.mutationtest.build.MutationInterceptor;
import org.pitest.mutationtest.build.MutationInterceptorFactory;
import org.pitest.mutationtest.engine.Mutater;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.mutationtest.engine.MutationIdentifier;
import org.pitest.plugin.Feature;

/** Leaves only the mutants that survived an earlier run, if there was one. */
public final class SurvivorsOnly implements MutationInterceptorFactory {
    /** The system property that says where the results of the earlier run are. */
    public static final String EARLIER = "pagetwin.mutation.earlier";

    @Override
    public MutationInterceptor createInterceptor(InterceptorParameters params) {
        String earlier = System.getProperty(EARLIER, "");
        try {
            return new Filter(earlier.isEmpty() ? null : Mutants.survivors(Path.of(earlier)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Feature provides() {
        return Feature.named("survivors_only").withOnByDefault(true).withDescription(description());
    }

    @Override
    public String description() {
        return "what survived an earlier run";
    }

    private record Filter(@Nullable Set<String> survivors)
            implements MutationInterceptor {
        @Override
        public InterceptorType type() {
            return InterceptorType.FILTER;
        }

        @Override
        public void begin(ClassTree type) {}

        @Override
        public Collection<MutationDetails> intercept(Collection<MutationDetails> mutations, Mutater mutater) {
            return survivors == null
                    ? mutations
                    : mutations.stream().filter(m -> survivors.contains(id(m.getId()))).toList();
        }

        private static String id(MutationIdentifier id) {
            return Mutants.id(
                    id.getClassName().asJavaName(), id.getLocation().getMethodName(),
                    id.getLocation().getMethodDesc(), id.getFirstIndex(), id.getMutator());
        }

        @Override
        public void end() {}
    }
}
