package example;

import dev.pagetwin.checker.junit.LockstepContract;
import dev.pagetwin.impl.arch.ArchHooks;
import java.util.List;

class SlotTagsTest extends LockstepContract {
    @Override
    protected Class<? extends ArchHooks> design() {
        return SlotTags.class;
    }

    @Override
    protected List<String> presets() {
        return List.of("tiny-swap", "tiny-unuse");
    }
}
