package dev.pagetwin.checker.search.longrun;

import com.google.gson.JsonObject;
import dev.pagetwin.checker.search.Coverage;
import dev.pagetwin.checker.search.InFlight;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was reached, by name, so that a name that is gone is noticed; nothing for zero. */
final class CoverageJson {
    private static final String TAKEN = "taken";
    private static final String FAILED = "failed";

    private CoverageJson() {}

    static JsonObject of(Coverage coverage) {
        JsonObject json = new JsonObject();
        JsonObject operations = new JsonObject();
        coverage.operations().forEach((name, counts) -> {
            if (counts.taken() + counts.failed() + counts.rejections() > 0) {
                operations.add(name, counts(counts));
            }
        });
        JsonObject premises = new JsonObject();
        coverage.premises().forEach((name, n) -> {
            if (n > 0) {
                premises.addProperty(name, n);
            }
        });
        JsonObject blocks = new JsonObject();
        coverage.blocks().forEach((change, n) -> blocks.addProperty(change.text(), n));
        JsonObject overlaps = new JsonObject();
        for (int i = 0; i < InFlight.ALL.size(); i++) {
            JsonObject row = new JsonObject();
            for (int j = 0; j < Ops.KINDS.size(); j++) {
                if (coverage.overlaps().taken(i, j) > 0) {
                    row.addProperty(Ops.KINDS.get(j).name(), coverage.overlaps().taken(i, j));
                }
            }
            overlaps.add(InFlight.ALL.get(i).name(), row);
        }
        json.add("operations", operations);
        json.add("premises", premises);
        json.add("blocks", blocks);
        json.add("overlaps", overlaps);
        return json;
    }

    private static JsonObject counts(Coverage.Counts counts) {
        JsonObject json = new JsonObject();
        json.addProperty(TAKEN, counts.taken());
        json.addProperty(FAILED, counts.failed());
        counts.rejected().forEach((reason, n) -> json.addProperty(reason.text(), n));
        return json;
    }

    static Coverage read(Saved json) throws LongRunException {
        Coverage coverage = new Coverage();
        Map<String, Rejection> reasons = new TreeMap<>();
        for (Rejection reason : Rejection.values()) {
            reasons.put(reason.text(), reason);
        }
        for (Map.Entry<String, Saved> operation : json.at("operations").parts().entrySet()) {
            known(coverage.operations().containsKey(operation.getKey()), operation.getValue(), "an operation");
            Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
            for (Map.Entry<String, Saved> part : operation.getValue().parts().entrySet()) {
                Rejection reason = reasons.get(part.getKey());
                boolean result = part.getKey().equals(TAKEN) || part.getKey().equals(FAILED);
                known(reason != null || result, part.getValue(), "a result or a reason of rejections");
                if (reason != null) {
                    rejected.put(reason, part.getValue().count());
                }
            }
            coverage.counted(
                    operation.getKey(),
                    operation.getValue().at(TAKEN).count(), operation.getValue().at(FAILED).count(), rejected);
        }
        for (Map.Entry<String, Saved> premise : json.at("premises").parts().entrySet()) {
            known(coverage.premises().containsKey(premise.getKey()), premise.getValue(), "a property");
            coverage.judged(premise.getKey(), premise.getValue().count());
        }
        readBlocks(json.at("blocks"), coverage);
        readOverlaps(json.at("overlaps"), coverage);
        return coverage;
    }

    private static void readBlocks(Saved json, Coverage coverage) throws LongRunException {
        Map<String, BlockChange> changes = new TreeMap<>();
        for (BlockChange change : BlockChange.values()) {
            changes.put(change.text(), change);
        }
        for (Map.Entry<String, Saved> block : json.parts().entrySet()) {
            BlockChange change = changes.get(block.getKey());
            if (change == null) {
                throw block.getValue().unknown("a change to a block");
            }
            coverage.changed(change, block.getValue().count());
        }
    }

    private static void readOverlaps(Saved json, Coverage coverage) throws LongRunException {
        List<String> rows = InFlight.ALL.stream().map(InFlight::name).toList();
        List<String> columns = new ArrayList<>();
        for (OpKind kind : Ops.KINDS) {
            columns.add(kind.name());
        }
        for (Map.Entry<String, Saved> row : json.parts().entrySet()) {
            int inFlight = rows.indexOf(row.getKey());
            known(inFlight >= 0, row.getValue(), "something in flight");
            for (Map.Entry<String, Saved> cell : row.getValue().parts().entrySet()) {
                int kind = columns.indexOf(cell.getKey());
                known(kind >= 0, cell.getValue(), "an operation");
                coverage.overlaps().add(inFlight, kind, cell.getValue().count());
            }
        }
    }

    private static void known(boolean is, Saved at, String what) throws LongRunException {
        if (!is) {
            throw at.unknown(what);
        }
    }
}
