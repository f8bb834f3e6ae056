package dev.pagetwin.checker.search.cluster;

import java.time.Duration;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * On what terms to use machines.
 *
 * @param master where they are, in the engine's words; null for what the engine is told elsewhere
 * @param shards into how many parts to cut the work; 0 if the engine is to choose. No count depends on it
 * @param checkpoint the folder, which all machines reach, for what must outlive them; null for none
 * @param every at least so much time lies between two checkpoints
 * @param conf settings of the engine's own
 */
public record Terms(
        @Nullable String master, int shards, @Nullable String checkpoint, Duration every, Map<String, String> conf) {}
