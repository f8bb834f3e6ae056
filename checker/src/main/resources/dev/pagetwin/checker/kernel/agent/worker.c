/* A worker: a process whose window of memory is what the commands are about. */
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE       101
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE           25
#endif

struct channel channels[MAX_WORKERS];
int memfd = -1;
static int self;
static char in[MAX_LINE], out[MAX_LINE];

static unsigned long granules(void)
{
    return page_size / GRANULE;
}

static int fail_errno(struct text *t, const char *what)
{
    return fail(t, errno, what);
}

static int fail_fault(struct text *t, const struct access *a, const char *what)
{
    t->at = t->start;
    say(t, "err %s/%d %s", signal_name(a->signal), a->code, what);
    return -EFAULT;
}

static int fail_args(struct text *t, const char *what)
{
    return fail(t, EINVAL, what);
}

static int done(struct text *t)
{
    say(t, "ok");
    return 0;
}

/* A range of pages of the window. */
static bool range(char **arg, void **at, size_t *bytes)
{
    unsigned long page, pages;

    if (!number(arg[0], WINDOW_PAGES, &page) || !number(arg[1], WINDOW_PAGES - page, &pages))
        return false;
    *at = (void *)window_at(page);
    *bytes = pages * page_size;
    return true;
}

static bool place(char **arg, uintptr_t *at)
{
    unsigned long page, granule;

    if (!number(arg[0], WINDOW_PAGES - 1, &page) || !number(arg[1], granules() - 1, &granule))
        return false;
    *at = window_at(page) + granule * GRANULE;
    return true;
}

static bool protection(const char *name, const char *mte, int *prot)
{
    if (!strcmp(name, "n"))
        *prot = PROT_NONE;
    else if (!strcmp(name, "r"))
        *prot = PROT_READ;
    else if (!strcmp(name, "rw"))
        *prot = PROT_READ | PROT_WRITE;
    else
        return false;
    if (strcmp(mte, "0") && strcmp(mte, "1"))
        return false;
    if (*mte == '1')
        *prot |= PROT_MTE;
    return true;
}

static int map(struct text *t, void *at, size_t bytes, int prot, int flags, int fd, off_t offset, const char *what)
{
    void *got = mmap(at, bytes, prot, flags | MAP_FIXED_NOREPLACE, fd, offset);

    if (got == MAP_FAILED)
        return fail_errno(t, what);
    return done(t);
}

static int do_mmap(char **arg, struct text *t)
{
    size_t bytes;
    void *at;
    int prot;

    if (!range(arg, &at, &bytes) || !protection(arg[2], arg[3], &prot))
        return fail_args(t, "mmap args");
    return map(t, at, bytes, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, "mmap");
}

static int do_mmapfile(char **arg, struct text *t)
{
    unsigned long offset;
    size_t bytes;
    void *at;
    int prot;

    if (!range(arg, &at, &bytes) || !number(arg[2], FILE_PAGES - bytes / page_size, &offset)
        || !protection(arg[3], arg[4], &prot))
        return fail_args(t, "mmapfile args");
    return map(t, at, bytes, prot, MAP_SHARED, memfd, offset * page_size, "mmapfile");
}

static int do_munmap(char **arg, struct text *t)
{
    size_t bytes;
    void *at;

    if (!range(arg, &at, &bytes))
        return fail_args(t, "munmap args");
    return munmap(at, bytes) ? fail_errno(t, "munmap") : done(t);
}

static int do_mprotect(char **arg, struct text *t)
{
    size_t bytes;
    void *at;
    int prot;

    if (!range(arg, &at, &bytes) || !protection(arg[2], arg[3], &prot))
        return fail_args(t, "mprotect args");
    return mprotect(at, bytes, prot) ? fail_errno(t, "mprotect") : done(t);
}

static int do_mremap(char **arg, struct text *t)
{
    void *from, *to, *got;
    size_t bytes, wanted;

    if (!range(arg, &from, &bytes) || !range(arg + 2, &to, &wanted))
        return fail_args(t, "mremap args");
    got = from == to ? mremap(from, bytes, wanted, 0)
             : mremap(from, bytes, wanted, MREMAP_MAYMOVE | MREMAP_FIXED, to);
    return got == MAP_FAILED ? fail_errno(t, "mremap") : done(t);
}

static int do_mlock(char **arg, struct text *t)
{
    size_t bytes;
    void *at;

    if (!range(arg, &at, &bytes))
        return fail_args(t, "mlock args");
    return mlock(at, bytes) ? fail_errno(t, "mlock") : done(t);
}

static int do_munlock(char **arg, struct text *t)
{
    size_t bytes;
    void *at;

    if (!range(arg, &at, &bytes))
        return fail_args(t, "munlock args");
    return munlock(at, bytes) ? fail_errno(t, "munlock") : done(t);
}

static const struct {
    const char *name;
    int advice;
} advices[] = {
    { "dontneed", MADV_DONTNEED }, { "free", MADV_FREE }, { "willneed", MADV_WILLNEED },
    { "pageout", MADV_PAGEOUT }, { "cold", MADV_COLD }, { "remove", MADV_REMOVE },
    { "populate-read", MADV_POPULATE_READ }, { "populate-write", MADV_POPULATE_WRITE },
    { "hugepage", MADV_HUGEPAGE }, { "nohugepage", MADV_NOHUGEPAGE }, { "collapse", MADV_COLLAPSE },
    { "mergeable", MADV_MERGEABLE }, { "unmergeable", MADV_UNMERGEABLE },
    { "soft-offline", MADV_SOFT_OFFLINE },
};

static int do_madvise(char **arg, struct text *t)
{
    size_t bytes;
    void *at;

    if (!range(arg, &at, &bytes))
        return fail_args(t, "madvise args");
    for (size_t i = 0; i < sizeof(advices) / sizeof(*advices); i++)
        if (!strcmp(arg[2], advices[i].name))
            return madvise(at, bytes, advices[i].advice) ? fail_errno(t, "madvise") : done(t);
    return fail_args(t, "madvise name");
}

static int do_store(char **arg, struct text *t)
{
    struct access a = { 0 };

    if (!place(arg, &a.at) || !number(arg[2], UINT64_MAX, &a.value))
        return fail_args(t, "store args");
    return access_store(&a) ? done(t) : fail_fault(t, &a, "store");
}

static int do_load(char **arg, struct text *t)
{
    struct access a = { 0 };

    if (!place(arg, &a.at))
        return fail_args(t, "load args");
    if (!access_load(&a))
        return fail_fault(t, &a, "load");
    say(t, "ok %lu", a.value);
    return 0;
}

static int do_touch(char **arg, struct text *t)
{
    struct access a = { 0 };
    unsigned long page;

    if (!number(arg[0], WINDOW_PAGES - 1, &page) || (strcmp(arg[1], "r") && strcmp(arg[1], "w")))
        return fail_args(t, "touch args");
    a.at = window_at(page);
    return (*arg[1] == 'r' ? access_touch_read(&a) : access_touch_write(&a)) ? done(t) : fail_fault(t, &a, "touch");
}

static int do_stg(char **arg, struct text *t)
{
    unsigned long page, from, to;
    struct access a = { 0 };
    char *end;

    a.tag = strtoul(arg[3], &end, 16);
    if (!number(arg[0], WINDOW_PAGES - 1, &page) || !number(arg[2], granules(), &to) || !number(arg[1], to, &from)
        || *end || a.tag > 15)
        return fail_args(t, "stg args");
    for (; from < to; from++) {
        a.at = window_at(page) + from * GRANULE;
        if (!access_tag_write(&a))
            return fail_fault(t, &a, "stg");
    }
    return done(t);
}

static int do_ldg(char **arg, struct text *t)
{
    struct access a = { 0 };
    struct run r = { 0 };
    unsigned long page;

    if (!number(arg[0], WINDOW_PAGES - 1, &page))
        return fail_args(t, "ldg args");
    say(t, "ok ");
    for (unsigned long g = 0; g < granules(); g++) {
        a.at = window_at(page) + g * GRANULE;
        if (!access_tag_read(&a))
            return fail_fault(t, &a, "ldg");
        run_add(&r, t, a.tag);
    }
    run_end(&r, t);
    return 0;
}

static int do_data(char **arg, struct text *t)
{
    struct access a = { 0 };
    unsigned long page, granule;
    const char *between = "ok ";
    char *next;

    if (!number(arg[0], WINDOW_PAGES - 1, &page))
        return fail_args(t, "data args");
    for (char *word = strtok_r(arg[1], ",", &next); word; word = strtok_r(NULL, ",", &next)) {
        if (!number(word, granules() - 1, &granule))
            return fail_args(t, "data granule");
        a.at = window_at(page) + granule * GRANULE;
        if (!access_load(&a))
            return fail_fault(t, &a, "data");
        say(t, "%s%lu", between, a.value);
        between = ",";
    }
    return 0;
}

/* 1: a wrong tag faults; 0: it does not; negative: said already. */
static int check_granule(unsigned long page, unsigned long g, unsigned tag, struct text *t)
{
    struct access a = { .at = window_at(page) + g * GRANULE, .tag = tag };
    char where[64];

    if (!access_load_as(&a)) {
        snprintf(where, sizeof(where), "check own tag %x granule %lu", tag, g);
        return fail_fault(t, &a, where);
    }
    a.tag = tag ^ 5;
    if (access_load_as(&a))
        return 0;
    if (a.signal == SIGSEGV && a.code == SEGV_MTESERR)
        return 1;
    snprintf(where, sizeof(where), "check other tag %x granule %lu", a.tag, g);
    return fail_fault(t, &a, where);
}

/* The first granule, the last one and both sides of every border of a run. */
static int do_check(char **arg, struct text *t)
{
    unsigned long page, checked = 0, faulted = 0;
    static unsigned char tag[4096];
    struct access a = { 0 };
    int result;

    if (!number(arg[0], WINDOW_PAGES - 1, &page))
        return fail_args(t, "check args");
    for (unsigned long g = 0; g < granules(); g++) {
        a.at = window_at(page) + g * GRANULE;
        if (!access_tag_read(&a))
            return fail_fault(t, &a, "check ldg");
        tag[g] = a.tag;
    }
    for (unsigned long g = 0; g < granules(); g++) {
        if (g && g + 1 < granules() && tag[g - 1] == tag[g] && tag[g] == tag[g + 1])
            continue;
        result = check_granule(page, g, tag[g], t);
        if (result < 0)
            return result;
        checked++;
        faulted += result;
    }
    if (faulted && faulted < checked)
        return fail(t, EUCLEAN, "check some wrong tags pass");
    say(t, "ok %lu %s", checked, faulted ? "checked" : "unchecked");
    return 0;
}

static int do_pin(char **arg, struct text *t)
{
    unsigned long page;
    int error;

    if (!number(arg[0], WINDOW_PAGES - 1, &page))
        return fail_args(t, "pin args");
    error = ring_pin(window_at(page));
    return error ? fail(t, -error, "pin") : done(t);
}

static int do_unpin(char **arg, struct text *t)
{
    int error = ring_unpin();

    (void)arg;
    return error ? fail(t, -error, "unpin") : done(t);
}

static int do_dma(char **arg, struct text *t)
{
    uint64_t value;
    uintptr_t at;
    int error;

    if (!place(arg, &at) || !number(arg[2], UINT64_MAX, &value))
        return fail_args(t, "dma args");
    error = ring_write(at, value);
    return error ? fail(t, -error, "dma") : done(t);
}

/* Pairs of page and length that reclaim must leave alone for a moment, without bringing anything in. */
static int guard(char **arg, struct text *t, bool on)
{
    size_t bytes;
    void *at;

    for (; arg[0] && arg[1]; arg += 2) {
        if (!range(arg, &at, &bytes))
            return fail_args(t, "guard args");
        if (on ? mlock2(at, bytes, MLOCK_ONFAULT) : munlock(at, bytes))
            return fail_errno(t, "guard");
    }
    return done(t);
}

static int do_guard(char **arg, struct text *t)
{
    return guard(arg, t, true);
}

static int do_unguard(char **arg, struct text *t)
{
    return guard(arg, t, false);
}

/*
 * Everything but the window: helper code must never be what reclaim takes. On fault, because what is shared with the
 * agent need not be copied for that.
 */
static void lock_helpers(void)
{
    static char maps[16384];
    unsigned long from, to;

    if (file_read("/proc/self/maps", maps, sizeof(maps)) < 0)
        return;
    for (char *line = maps, *end; *line; line = end + 1) {
        from = strtoul(line, &end, 16);
        to = strtoul(end + 1, NULL, 16);
        if (from < WINDOW_BASE || from >= window_at(WINDOW_PAGES))
            mlock2((void *)from, to - from, MLOCK_ONFAULT);
        end = strchr(line, '\n');
        if (!end)
            break;
    }
}

/* The child is the agent's child too, so that its death is seen there. */
static int do_fork(char **arg, struct text *t)
{
    unsigned long child;
    long pid;

    if (!number(arg[0], MAX_WORKERS - 1, &child))
        return fail_args(t, "fork args");
    pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (pid < 0)
        return fail_errno(t, "fork");
    if (!pid) {
        self = child;
        ring_unpin();
        lock_helpers();
    }
    say(t, "ok %ld", pid);
    return 0;
}

static int do_exit(char **arg, struct text *t)
{
    (void)arg;
    (void)t;
    _exit(0);
}

static const struct {
    const char *name;
    int least, most;
    int (*run)(char **arg, struct text *t);
} commands[] = {
    { "mmap", 4, 4, do_mmap }, { "mmapfile", 5, 5, do_mmapfile }, { "munmap", 2, 2, do_munmap },
    { "mprotect", 4, 4, do_mprotect }, { "mremap", 4, 4, do_mremap },
    { "mlock", 2, 2, do_mlock }, { "munlock", 2, 2, do_munlock }, { "madvise", 3, 3, do_madvise },
    { "store", 3, 3, do_store }, { "load", 2, 2, do_load }, { "touch", 2, 2, do_touch },
    { "stg", 4, 4, do_stg }, { "ldg", 1, 1, do_ldg }, { "data", 2, 2, do_data }, { "check", 1, 1, do_check },
    { "pin", 1, 1, do_pin }, { "unpin", 0, 0, do_unpin }, { "dma", 3, 3, do_dma },
    { "fill", 3, 3, whole_fill }, { "stgs", 5, 5, whole_stgs }, { "read", 2, 2, whole_read },
    { "incore", 2, 2, whole_incore }, { "mark", 2, 2, whole_mark }, { "dmas", 2, 2, whole_dmas },
    { "guard", 2, MAX_ARGS - 2, do_guard }, { "unguard", 2, MAX_ARGS - 2, do_unguard },
    { "fork", 1, 1, do_fork }, { "exit", 0, 0, do_exit },
};

static void obey(char *line, struct text *t)
{
    static char *word[MAX_ARGS + 1];
    int count = split(line, word, MAX_ARGS);

    word[count] = NULL;
    for (size_t i = 0; count && i < sizeof(commands) / sizeof(*commands); i++) {
        if (strcmp(word[0], commands[i].name))
            continue;
        if (count - 1 < commands[i].least || count - 1 > commands[i].most)
            fail_args(t, "number of args");
        else
            commands[i].run(word + 1, t);
        return;
    }
    fail(t, ENOSYS, "no such command");
}

void worker_main(int index)
{
    struct text t;
    ssize_t length;

    self = index;
    access_catch_faults();
    lock_helpers();
    text_init(&t, out, sizeof(out));
    say(&t, "ok");
    for (;;) {
        if (send(channels[self].far, out, t.at - out, 0) < 0)
            _exit(1);
        length = recv(channels[self].far, in, sizeof(in) - 1, 0);
        if (length <= 0)
            _exit(1);
        in[length] = 0;
        text_init(&t, out, sizeof(out));
        obey(in, &t);
    }
}
