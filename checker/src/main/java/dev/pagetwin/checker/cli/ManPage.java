package dev.pagetwin.checker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A manual page, made of what picocli knows of a command. It has no date, so it is the same each time. */
final class ManPage {
    private final CommandSpec spec;
    private final UsageMessageSpec usage;
    private final StringBuilder out = new StringBuilder();

    private ManPage(CommandLine line) {
        this.spec = line.getCommandSpec();
        this.usage = spec.usageMessage();
    }

    /** The page, for man(1). */
    static String of(CommandLine line) {
        return new ManPage(line).page(line);
    }

    private String page(CommandLine line) {
        String name = spec.qualifiedName("-");
        // The Java that runs it is no part of the manual.
        String version = spec.root().version()[0].replaceFirst(",.*", "");
        macro("TH", name.toUpperCase(Locale.ROOT), "1", "", version, "pagetwin manual");
        section("NAME");
        out.append(escaped(name)).append(" \\- ").append(escaped(first(usage.header()))).append('\n');
        section("SYNOPSIS");
        synopsis(line);
        section("DESCRIPTION");
        for (String paragraph : usage.description()) {
            text(paragraph);
        }
        parameters();
        options();
        subcommands();
        codes();
        footer();
        section("SEE ALSO");
        text(spec.parent() == null ? "pagetwin help COMMAND" : "pagetwin(1)");
        return out.toString();
    }

    private void synopsis(CommandLine line) {
        Help help = line.getHelp();
        String plain = help.synopsis(0).replaceAll("\\s+", " ").strip();
        out.append(".nh\n.ad l\n");
        text(plain);
        out.append(".hy\n.ad b\n");
    }

    private void parameters() {
        List<PositionalParamSpec> all = spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
        if (!all.isEmpty()) {
            section("ARGUMENTS");
            all.forEach(parameter -> entry(parameter.paramLabel(), parameter));
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                entry(String.join(", ", option.names()) + label, option);
            }
        }
    }

    private void entry(String term, ArgSpec arg) {
        out.append(".TP\n.B ").append(escaped(term)).append('\n');
        String described = String.join(" ", arg.description());
        String shown = String.valueOf(arg.defaultValueString());
        line(described.replace("${DEFAULT-VALUE}", shown));
    }

    private void subcommands() {
        Map<String, CommandLine> all = spec.subcommands();
        if (all.isEmpty()) {
            return;
        }
        section("COMMANDS");
        all.values().forEach(command -> {
            out.append(".TP\n.B ").append(escaped("pagetwin-" + command.getCommandName() + "(1)")).append('\n');
            line(first(command.getCommandSpec().usageMessage().header()));
        });
    }

    private void codes() {
        Map<String, String> codes = usage.exitCodeList();
        if (!codes.isEmpty()) {
            section("EXIT STATUS");
            codes.forEach((code, meaning) -> {
                out.append(".TP\n.B ").append(escaped(code)).append('\n');
                line(meaning);
            });
        }
    }

    /** Examples stand in the footer, indented. */
    private void footer() {
        List<String> examples = Arrays.stream(usage.footer()).filter(line -> line.startsWith("  ")).toList();
        if (!examples.isEmpty()) {
            section("EXAMPLES");
        }
        for (String example : examples) {
            out.append(".PP\n.nf\n");
            line(example.strip());
            out.append(".fi\n");
        }
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private void section(String title) {
        macro("SH", title);
    }

    private void macro(String name, String... arguments) {
        out.append('.').append(name);
        for (String argument : arguments) {
            out.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
        }
        out.append('\n');
    }

    private void text(String paragraph) {
        out.append(".PP\n");
        line(paragraph);
    }

    private void line(String text) {
        String escaped = escaped(text);
        // A dot or a quote at the beginning of a line would be a request.
        boolean request = escaped.startsWith(".") || escaped.startsWith("'");
        out.append(request ? "\\&" : "").append(escaped).append('\n');
    }

    /** Text that troff takes as it stands; hyphens stay hyphens that can be copied. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }
}
