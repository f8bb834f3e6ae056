package dev.pagetwin.impl.path;

import dev.pagetwin.spec.id.PfnNo;
import dev.pagetwin.spec.id.SlotNo;
import dev.pagetwin.spec.id.VpnNo;

/**
 * The steps that whole calls are made of, with their arguments checked. Each is the one of its name in the façade,
 * which says what it models.
 */
public interface Steps {
    long munmap(int mm, @VpnNo int va, int len);

    long mprotect(int mm, @VpnNo int va, int len, int prot, boolean mte);

    long mremap(int mm, @VpnNo int va, int len, int size, @VpnNo int to);

    long store(int mm, @VpnNo int va, int data);

    long stg(int mm, @VpnNo int va, int granule, int tag);

    long fork(int mm, int child);

    long forkEntry(int mm, boolean dupFails);

    long exit(int mm);

    long zap(int mm);

    long mremapClear(int mm);

    long mremapEntry(int mm, boolean tableFails);

    long mprotectClearTags(int mm);

    long mprotectEntry(int mm);

    long fault(int mm, @VpnNo int va, boolean write, @PfnNo int page);

    long swapInLookup(int mm, @VpnNo int va);

    long swapInRead(int mm, @PfnNo int page, boolean bypass);

    long swapInMap(int mm);

    long reclaimAddToSwap(@PfnNo int page, @SlotNo int slot);

    long reclaimIsolate(@PfnNo int page);

    long reclaimUnmap(int mm, @VpnNo int va, boolean dupFails, boolean tagallocFails);

    long reclaimWriteback(@PfnNo int page, boolean tagallocFails);

    long reclaimEndWriteback(@PfnNo int page);

    long reclaimDrop(@PfnNo int page, boolean busy);

    long reclaimPutback(@PfnNo int page);

    long readahead(@SlotNo int slot, @PfnNo int page);

    long freeSwap(@PfnNo int page);

    long swapoff(int area);

    long swapoffFinish(int area);

    long unuse(int mm, @VpnNo int va);

    long shmemUnuse(int off);
}
