package dev.pagetwin.checker.mutation.pit;

import dev.pagetwin.checker.mutation.Mutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** Leaves only the mutants that an earlier run has left open, if there was one. */
public final class OpenOnly implements MutationInterceptorFactory {
    /** The system property that says in which file these stand, one a line. */
    public static final String OPEN = "pagetwin.mutation.open";

    @Override
    public MutationInterceptor createInterceptor(InterceptorParameters params) {
        String open = System.getProperty(OPEN, "");
        try {
            return new Filter(open.isEmpty() ? null : Set.copyOf(Files.readAllLines(Path.of(open))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Feature provides() {
        return Feature.named("open_only").withOnByDefault(true).withDescription(description());
    }

    @Override
    public String description() {
        return "what an earlier run has left open";
    }

    private record Filter(@Nullable Set<String> open)
            implements MutationInterceptor {
        @Override
        public InterceptorType type() {
            return InterceptorType.FILTER;
        }

        @Override
        public void begin(ClassTree type) {}

        @Override
        public Collection<MutationDetails> intercept(Collection<MutationDetails> mutations, Mutater mutater) {
            return open == null
                    ? mutations
                    : mutations.stream().filter(m -> open.contains(id(m.getId()))).toList();
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
