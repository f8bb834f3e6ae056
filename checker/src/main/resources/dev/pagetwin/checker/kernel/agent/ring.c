/* A long-term pin: a page as registered buffer of an io_uring, and writes into it behind the page tables. */
#include "agent.h"
#include <errno.h>
#include <linux/io_uring.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define RING_BYTES      4096

static int ring = -1;
static struct io_uring_params params;
static char *queue;
static struct io_uring_sqe *entries;

static void ring_unmap(void)
{
    if (queue)
        munmap(queue, RING_BYTES);
    if (entries)
        munmap(entries, RING_BYTES);
    queue = NULL;
    entries = NULL;
}

static void *ring_map(off_t what)
{
    void *at = mmap(NULL, RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, what);

    return at == MAP_FAILED ? NULL : at;
}

int ring_unpin(void)
{
    if (ring < 0)
        return -ENXIO;
    /* A closed ring lets go of its buffers some time later; this lets go now. */
    syscall(SYS_io_uring_register, ring, IORING_UNREGISTER_BUFFERS, NULL, 0);
    ring_unmap();
    close(ring);
    ring = -1;
    return 0;
}

int ring_pin(uintptr_t page)
{
    struct iovec buffer = { (void *)page, page_size };
    int error;

    if (ring >= 0)
        return -EBUSY;
    memset(&params, 0, sizeof(params));
    ring = syscall(SYS_io_uring_setup, 1, &params);
    if (ring < 0)
        return -errno;
    queue = ring_map(IORING_OFF_SQ_RING);
    entries = ring_map(IORING_OFF_SQES);
    if (queue && entries && !syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, &buffer, 1))
        return 0;
    error = errno;
    ring_unpin();
    return -error;
}

static unsigned *field(unsigned offset)
{
    return (unsigned *)(queue + offset);
}

static int ring_submit(const struct io_uring_sqe *entry)
{
    unsigned tail = *field(params.sq_off.tail);
    unsigned head = *field(params.cq_off.head);
    struct io_uring_cqe *done;

    entries[0] = *entry;
    field(params.sq_off.array)[tail & *field(params.sq_off.ring_mask)] = 0;
    __atomic_store_n(field(params.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
    if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
        return -errno;
    if (__atomic_load_n(field(params.cq_off.tail), __ATOMIC_ACQUIRE) == head)
        return -EAGAIN;
    done = (struct io_uring_cqe *)(queue + params.cq_off.cqes) + (head & *field(params.cq_off.ring_mask));
    __atomic_store_n(field(params.cq_off.head), head + 1, __ATOMIC_RELEASE);
    return done->res;
}

int ring_write(uintptr_t at, uint64_t value)
{
    struct io_uring_sqe entry = {
        .opcode = IORING_OP_READ_FIXED, .addr = at, .len = sizeof(value), .off = -1ULL, .buf_index = 0,
    };
    int ends[2], done;

    if (ring < 0)
        return -ENXIO;
    if (pipe(ends))
        return -errno;
    done = write(ends[1], &value, sizeof(value)) == sizeof(value) ? 0 : -EIO;
    entry.fd = ends[0];
    if (!done)
        done = ring_submit(&entry);
    close(ends[0]);
    close(ends[1]);
    return done < 0 ? done : done == sizeof(value) ? 0 : -EIO;
}
