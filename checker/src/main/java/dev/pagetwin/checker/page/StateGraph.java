package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.report.Film;
import dev.pagetwin.checker.twin.Shape;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The states around a disagreement: the last ones of the run, what else could have happened from each of them in the
 * specification, and the two in which it ends.
 *
 * @param nodes the states, in the order of the run, each followed by those beside it
 * @param edges the steps between them
 */
public record StateGraph(List<Node> nodes, List<Edge> edges) {
    /** So many steps of the run are shown. */
    private static final int STEPS = 3;

    /** So many other steps from one state are shown; the others are counted. */
    private static final int OTHERS = 4;

    private static final double WIDTH = 205;
    private static final double HEIGHT = 44;
    private static final double GAP = 42;

    /**
     * A state.
     *
     * @param name its name in DOT
     * @param lines what it is, and what is new there
     * @param bad whether it is the implementation's, which is wrong
     * @param column how far along the run it lies
     * @param row how far beside
     */
    public record Node(String name, List<String> lines, boolean bad, int column, int row) {}

    /** A step from one state to another; {@code bad} if the implementation took it, {@code run} if it is of the run. */
    public record Edge(String from, String to, String label, boolean run, boolean bad) {}

    /** Builds the graph, step by step. */
    private static final class Builder {
        private final Counterexample cex;
        private final Film film;
        private final List<List<Op>> alphabet;
        private final Map<Machine, String> names = new LinkedHashMap<>();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();

        Builder(Counterexample cex, Film film) {
            this.cex = cex;
            this.film = film;
            this.alphabet = Possible.alphabet(cex);
        }

        StateGraph graph() {
            int last = film.frames().size() - 1;
            int first = Math.max(0, last - STEPS);
            for (int step = first; step <= last; step++) {
                names.putIfAbsent(machine(step), "s" + step);
            }
            for (int step = first; step <= last; step++) {
                Machine before = step == first ? null : machine(step - 1);
                if (name(step).equals("s" + step)) {
                    List<String> lines = lines("step " + step, before, machine(step));
                    nodes.add(new Node("s" + step, lines, false, step - first, 0));
                }
                if (before != null) {
                    edges.add(new Edge(name(step - 1), name(step), label(step), true, false));
                }
                if (step < last) {
                    others(step, step - first);
                }
            }
            impl(last, last - first);
            return new StateGraph(nodes, edges);
        }

        private Machine machine(int step) {
            return film.frames().get(step).spec().machine();
        }

        private String name(int step) {
            return names.getOrDefault(machine(step), "s" + step);
        }

        private String label(int step) {
            return OpText.of(cex.ops().get(step - 1));
        }

        private void impl(int last, int column) {
            Film.Side impl = film.frames().get(last).impl();
            if (film.divergence() == null || last == 0) {
                return;
            }
            List<String> lines = impl == null
                    ? List.of("implementation", "cannot be read")
                    : lines("implementation", machine(last), impl.machine());
            nodes.add(new Node("impl", lines, true, column, 1));
            edges.add(new Edge(name(last - 1), "impl", label(last), true, true));
        }

        /** What else was possible: a state for each outcome, with the first step that leads there. */
        private void others(int step, int column) {
            Machine from = machine(step);
            Map<Machine, List<Op>> outcomes = new LinkedHashMap<>();
            for (List<Op> kind : alphabet) {
                for (Op op : kind) {
                    if (op.guard(from) == null && !op.equals(cex.ops().get(step))) {
                        Machine to = op.step(from).machine();
                        if (!to.equals(from) && !to.equals(machine(step + 1))) {
                            outcomes.computeIfAbsent(to, state -> new ArrayList<>()).add(op);
                        }
                    }
                }
            }
            int shown = 0;
            for (Map.Entry<Machine, List<Op>> outcome : outcomes.entrySet()) {
                String name = names.get(outcome.getKey());
                if (name == null && shown == OTHERS) {
                    continue;
                }
                if (name == null) {
                    shown++;
                    name = "s" + step + "o" + shown;
                    nodes.add(new Node(name, lines("", from, outcome.getKey()), false, column, shown + 1));
                }
                List<Op> ops = outcome.getValue();
                String more = ops.size() == 1 ? "" : " and " + (ops.size() - 1) + " more";
                edges.add(new Edge(name(step), name, OpText.of(ops.get(0)) + more, false, false));
            }
            long hidden = outcomes.keySet().stream().filter(state -> !names.containsKey(state)).count() - shown;
            if (hidden > 0) {
                String name = "s" + step + "more";
                String more = "and " + hidden + " more " + (hidden == 1 ? "state" : "states");
                nodes.add(new Node(name, List.of(more), false, column, shown + 2));
                edges.add(new Edge(name(step), name, "", false, false));
            }
        }

        private static List<String> lines(String title, @Nullable Machine before, Machine now) {
            List<String> lines = new ArrayList<>();
            if (!title.isEmpty()) {
                lines.add(title);
            }
            if (before != null) {
                Map<String, String> old = Shape.parts(before);
                List<String> changed = new ArrayList<>();
                Shape.parts(now).forEach((path, value) -> {
                    if (!Objects.equals(old.get(path), value)) {
                        changed.add(path + ": " + value);
                    }
                });
                // Two say enough to tell neighbours apart.
                lines.addAll(changed.subList(0, Math.min(2, changed.size())));
            }
            return lines.isEmpty() ? List.of("another state") : lines;
        }
    }

    /** The graph of a run. */
    public static StateGraph of(Counterexample cex, Film film) {
        return new Builder(cex, film).graph();
    }

    // ---- DOT

    /** The graph for Graphviz. */
    public String dot() {
        StringBuilder dot = new StringBuilder("digraph pagetwin {\n  rankdir=LR;\n");
        dot.append("  node [shape=box, style=rounded];\n");
        for (Node node : nodes) {
            String label = String.join("\n", node.lines());
            String colour = node.bad() ? ", color=red, peripheries=2" : "";
            dot.append("  ").append(node.name()).append(" [label=").append(quoted(label)).append(colour).append("];\n");
        }
        for (Edge edge : edges) {
            String style = edge.bad() ? ", style=dashed, color=red" : edge.run() ? ", penwidth=2" : ", color=gray";
            dot.append("  ").append(edge.from()).append(" -> ").append(edge.to());
            dot.append(" [label=").append(quoted(edge.label())).append(style).append("];\n");
        }
        return dot.append("}\n").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    // ---- SVG

    /** The graph as a drawing for a page. */
    public String svg() {
        int columns = 1 + nodes.stream().mapToInt(Node::column).max().orElse(0);
        int rows = 1 + nodes.stream().mapToInt(Node::row).max().orElse(0);
        double down = HEIGHT + 34;
        Svg svg = new Svg(columns * (WIDTH + GAP) + WIDTH + 20, rows * down + 20, "The states around the disagreement");
        Map<String, double[]> places = new LinkedHashMap<>();
        for (Node node : nodes) {
            // What lies beside the run lies half a column further on.
            double shift = node.row() > 1 ? (WIDTH + GAP) / 2 : 0;
            places.put(node.name(), new double[] {10 + node.column() * (WIDTH + GAP) + shift, 20 + node.row() * down});
        }
        for (Edge edge : edges) {
            double[] from = places.getOrDefault(edge.from(), new double[2]);
            double[] to = places.getOrDefault(edge.to(), new double[2]);
            boolean beside = to[0] < from[0] + WIDTH;
            String style = edge.bad() ? "edge bad" : edge.run() ? "edge run" : "edge";
            if (to[0] < from[0]) {
                double below = from[1] + HEIGHT + 10;
                svg.polyline(style, List.of(
                        new double[] {from[0] + 60, from[1] + HEIGHT}, new double[] {from[0] + 60, below},
                        new double[] {to[0] + WIDTH - 20, below}, new double[] {to[0] + WIDTH - 20, to[1] + HEIGHT}));
                svg.text("dim", from[0] + 64, below + 4, "start", "back: " + cut(edge.label(), 28));
                continue;
            }
            if (beside) {
                svg.curve(style, from[0] + 20, from[1] + HEIGHT, to[0], to[1] + HEIGHT / 2);
            } else {
                svg.curve(style, from[0] + WIDTH, from[1] + HEIGHT / 2, to[0], to[1] + HEIGHT / 2);
            }
            svg.text(edge.bad() ? "" : "dim", to[0], to[1] - 5, "start", cut(edge.label(), 38));
        }
        for (Node node : nodes) {
            double[] place = places.getOrDefault(node.name(), new double[2]);
            String all = String.join("\n", node.lines());
            svg.box(node.bad() ? "node bad" : "node", place[0], place[1], WIDTH, HEIGHT, all);
            double y = place[1] + 14;
            for (String line : node.lines()) {
                svg.text("", place[0] + 6, y, "start", cut(line, 32));
                y += 12;
            }
        }
        return svg.done();
    }

    /** The graph as a drawing that stands alone, with the colours that a page would give it. */
    public String drawing() {
        String style = Templates.resource("drawing.css");
        String svg = svg();
        int head = svg.indexOf('>') + 1;
        return svg.substring(0, head) + "<style>" + style + "</style>" + svg.substring(head) + "\n";
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
