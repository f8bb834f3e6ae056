package dev.pagetwin.spec.invariant;

import dev.pagetwin.spec.Ledger;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Reach;

/** T6 and T7: the counter is the size of the set. */
final class StorageUsersEqualCount implements Invariant {
    @Override
    public String sentence() {
        return "The count of a block of tag storage is the number of pages whose tags are in it.";
    }

    @Override
    public void judge(Machine m, Ledger ledger, Reach reach) {
        ledger.storageUsers().forEach((block, count) -> reach.expect(count == m.users(block).size(), block));
    }
}
