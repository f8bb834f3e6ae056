/* Swap areas, and getting pages really out. */
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/swap.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#define AREA_BYTES      "16777216"
#define OFF             (-1)
#define OUT_MS          8000
#define SPARE       2
#define STUCK_MS        1500
#define MAX_FRAMES      4096
#define MAX_AREAS       256
#define RECLAIM         "/sys/fs/cgroup/crew/memory.reclaim"

static const char *device[MAX_DEVICES];
static int type[MAX_DEVICES] = { OFF, OFF };
static int devices;

/* The kernel takes the lowest that no area has. */
static int free_type(void)
{
    int lowest = 0;

    for (int i = 0; i < devices; i++)
        if (type[i] == lowest) {
            lowest++;
            i = -1;
        }
    return lowest;
}

/* A header for so many slots, or for as many as there is room for. */
static int write_header(const char *path, unsigned long slots)
{
    static char header[65536];
    int fd = open(path, O_RDWR | O_CLOEXEC);
    uint32_t *info = (uint32_t *)(header + 1024);
    off_t size;
    int error = 0;

    if (fd < 0)
        return -errno;
    size = lseek(fd, 0, SEEK_END);
    info[0] = 1;
    info[1] = slots ? slots : size / page_size - 1;
    info[2] = 0;
    memcpy(header + page_size - 10, "SWAPSPACE2", 10);
    if (pwrite(fd, header, page_size, 0) != (ssize_t)page_size || fsync(fd))
        error = errno ? -errno : -EIO;
    close(fd);
    return error;
}

static int add_zram(int index)
{
    static const char *paths[MAX_DEVICES] = { "/dev/zram0", "/dev/zram1" };
    char path[64];
    int error;

    snprintf(path, sizeof(path), "/sys/block/zram%d/disksize", index);
    error = file_write(path, AREA_BYTES);
    device[devices++] = paths[index];
    return error;
}

int swap_prepare(const char *kind)
{
    struct text none;
    char nothing[64];
    int error = 0;

    if (!strcmp(kind, "virtio"))
        device[devices++] = "/dev/vda";
    else
        error = add_zram(0);
    if (!error && !strcmp(kind, "two-zram"))
        error = add_zram(1);
    for (int i = 0; !error && i < devices; i++)
        error = write_header(device[i], 0);
    text_init(&none, nothing, sizeof(nothing));
    return error ? error : swap_on(-1, &none);
}

/* The first area is filled first. */
int swap_on(long which, struct text *t)
{
    if (which >= devices)
        return fail(t, ENODEV, "swapon");
    for (int i = 0; i < devices; i++) {
        if ((which >= 0 && which != i) || (which < 0 && type[i] != OFF))
            continue;
        if (swapon(device[i], SWAP_FLAG_PREFER | (10 - i)))
            return fail(t, errno, "swapon");
        type[i] = free_type();
    }
    say(t, "ok");
    return 0;
}

int swap_off(long which, struct text *t)
{
    if (which >= devices)
        return fail(t, ENODEV, "swapoff");
    for (int i = 0; i < devices; i++) {
        if ((which >= 0 && which != i) || (which < 0 && type[i] == OFF))
            continue;
        if (swapoff(device[i]))
            return fail(t, errno, "swapoff");
        type[i] = OFF;
    }
    say(t, "ok");
    return 0;
}

/* How many of so many pages find a slot. */
static unsigned long slots_found(unsigned long slots)
{
    size_t bytes = slots * page_size;
    unsigned long found = 0;
    volatile char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    static char swaps[4096];
    char *line;

    if (at == MAP_FAILED)
        return 0;
    for (size_t i = 0; i < bytes; i += page_size)
        at[i] = 1;
    madvise((void *)at, bytes, MADV_PAGEOUT);
    if (file_read("/proc/swaps", swaps, sizeof(swaps)) > 0 && (line = strchr(swaps, '\n'))
        && sscanf(line + 1, "%*s %*s %*u %lu", &found) == 1)
        found = found * 1024 / page_size;
    munmap((void *)at, bytes);
    return found;
}

static int swap_sized(unsigned long slots, struct text *t)
{
    int error = swap_off(-1, t);

    t->at = t->start;
    if (!error)
        error = write_header(device[0], slots);
    if (!error)
        error = swap_on(slots ? 0 : -1, t);
    return error ? fail(t, -error, "slots") : 0;
}

/*
 * The first area alone, with so many slots; 0 is all of them. Some kernels (6.1 is one) never hand out the last slot
 * of a small area, so it is tried out.
 */
int swap_slots(unsigned long slots, struct text *t)
{
    int error = swap_sized(slots, t);

    for (unsigned long more = 1; !error && slots && more <= SPARE; more++) {
        if (slots_found(slots) == slots)
            break;
        t->at = t->start;
        error = swap_sized(slots + more, t);
    }
    if (!error && slots) {
        /* What was tried out may wait in a cache; this empties it. */
        t->at = t->start;
        swap_off(-1, t);
        t->at = t->start;
        error = swap_on(0, t);
    }
    return error;
}

#define CHURNED 512

/*
 * Freed slots wait in a cache of each processor, and what is saved for them with them, until others come after them:
 * so others come.
 */
int swap_churn(struct text *t)
{
    size_t bytes = CHURNED * page_size;
    volatile char *at;
    int status = 0;
    pid_t pid = fork();

    if (pid < 0)
        return fail(t, errno, "churn");
    if (!pid) {
        at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED)
            _exit(1);
        for (size_t i = 0; i < bytes; i += page_size)
            at[i] = 1;
        _exit(madvise((void *)at, bytes, MADV_PAGEOUT) ? 2 : 0);
    }
    waitpid(pid, &status, 0);
    if (status)
        return fail(t, EIO, "churn");
    say(t, "ok");
    return 0;
}

/* Numbered as in swap entries. */
int swap_list(struct text *t)
{
    static char swaps[4096];
    const char *between = "ok ";
    unsigned long used;
    char *line;

    if (file_read("/proc/swaps", swaps, sizeof(swaps)) < 0)
        return fail(t, ENOENT, "swaps");
    for (int i = 0; i < devices; i++) {
        line = strstr(swaps, device[i]);
        if (!line || sscanf(line, "%*s %*s %*u %lu", &used) != 1)
            continue;
        say(t, "%s%d:%lu", between, type[i], used * 1024 / page_size);
        between = ",";
    }
    if (t->at == t->start)
        say(t, "ok -");
    return 0;
}

/* SwapCached is summed up lazily; asking for stat_refresh sums it up. */
static long swap_cached(void)
{
    file_write("/proc/sys/vm/stat_refresh", "1");
    return file_field("/proc/meminfo", "SwapCached:") * 1024L / (long)page_size;
}

struct frames {
    uint64_t pfn[MAX_FRAMES];
    int count;
};

static bool frames_have(const struct frames *f, uint64_t pfn)
{
    for (int i = 0; i < f->count; i++)
        if (f->pfn[i] == pfn)
            return true;
    return false;
}

static void frames_add(struct frames *f, uint64_t pfn)
{
    if (f->count < MAX_FRAMES && !frames_have(f, pfn))
        f->pfn[f->count++] = pfn;
}

/* What a reclaim is to leave alone: every mapped frame but those that are wanted out. */
struct guard {
    char line[MAX_LINE];
    char said[256];
    struct text t;
    int pairs;
};

static void guard_flush(struct guard *g, int w, const char *verb)
{
    struct text answer;

    if (g->pairs) {
        text_init(&answer, g->said, sizeof(g->said));
        crew_ask(w, g->line, &answer);
    }
    text_init(&g->t, g->line, sizeof(g->line));
    say(&g->t, "%s", verb);
    g->pairs = 0;
}

struct span {
    unsigned char worker;
    unsigned long page;
};
static struct span held[MAX_FRAMES];
static int holds;

static void guard_worker(struct guard *g, int w, const struct frames *wanted)
{
    static struct area area[MAX_AREAS];
    int areas = look_areas(w, area, MAX_AREAS);
    uint64_t entry;

    guard_flush(g, w, "guard");
    for (int i = 0; i < areas; i++) {
        for (unsigned long p = area[i].first; p < area[i].first + area[i].pages; p++) {
            entry = look_page(w, p);
            if (!(entry & PM_PRESENT) || frames_have(wanted, entry & PM_PFN) || holds == MAX_FRAMES)
                continue;
            if (look_flags(entry & PM_PFN) & (KPF_UNEVICTABLE | KPF_ZERO_PAGE))
                continue;
            held[holds++] = (struct span){ w, p };
            say(&g->t, " %lu 1", p);
            if (++g->pairs == MAX_ARGS / 2 - 2)
                guard_flush(g, w, "guard");
        }
    }
    guard_flush(g, w, "guard");
}

static void unguard_worker(struct guard *g, int w)
{
    guard_flush(g, w, "unguard");
    for (int i = 0; i < holds; i++) {
        if (held[i].worker != w)
            continue;
        say(&g->t, " %lu 1", held[i].page);
        if (++g->pairs == MAX_ARGS / 2 - 2)
            guard_flush(g, w, "unguard");
    }
    guard_flush(g, w, "unguard");
}

static void reclaim_only(const struct frames *wanted)
{
    static struct guard g;

    holds = 0;
    for (int w = 0; w < MAX_WORKERS; w++)
        if (crew_alive(w))
            guard_worker(&g, w, wanted);
    file_write(RECLAIM, "1M");
    for (int w = 0; w < MAX_WORKERS; w++)
        if (crew_alive(w))
            unguard_worker(&g, w);
}

/* Frames of the swap cache that some worker maps: these are where they should be. */
static long mapped_and_cached(void)
{
    static struct area area[MAX_AREAS];
    static struct frames cached;
    uint64_t entry;

    cached.count = 0;
    for (int w = 0; w < MAX_WORKERS; w++) {
        int areas = crew_alive(w) ? look_areas(w, area, MAX_AREAS) : 0;

        for (int i = 0; i < areas; i++)
            for (unsigned long p = area[i].first; p < area[i].first + area[i].pages; p++) {
                entry = look_page(w, p);
                if (entry & PM_PRESENT && look_flags(entry & PM_PFN) & KPF_SWAPCACHE)
                    frames_add(&cached, entry & PM_PFN);
            }
    }
    return cached.count;
}

static bool cache_is_idle(void)
{
    long cached = swap_cached();

    return !cached || cached <= mapped_and_cached();
}

int swap_uncache(struct text *t)
{
    static const struct frames nothing;

    for (int64_t until = now_ms() + OUT_MS; !cache_is_idle() && now_ms() < until; nap_ms(1))
        reclaim_only(&nothing);
    say(t, "ok %ld left", swap_cached());
    return 0;
}

/* Everything that no process maps goes out: pages of the file. */
int swap_reclaim(struct text *t)
{
    static const struct frames nothing;

    reclaim_only(&nothing);
    say(t, "ok");
    return 0;
}

static bool file_offset(int w, unsigned long page, unsigned long *offset)
{
    static struct area area[MAX_AREAS];
    int areas = look_areas(w, area, MAX_AREAS);

    for (int i = 0; i < areas; i++)
        if (area[i].shared && page - area[i].first < area[i].pages) {
            *offset = area[i].offset + page - area[i].first;
            return true;
        }
    return false;
}

/* How far a range is out: pages that are, and pages that could be. */
struct progress {
    struct frames mapped;
    unsigned long out, unmapped;
};

static void look_out(int w, unsigned long page, unsigned long pages, struct progress *p)
{
    unsigned long offset;
    uint64_t entry;
    char where;

    p->mapped.count = p->out = p->unmapped = 0;
    for (; pages; pages--, page++) {
        entry = look_page(w, page);
        if (entry & PM_PRESENT) {
            if (!(look_flags(entry & PM_PFN) & (KPF_UNEVICTABLE | KPF_ZERO_PAGE)))
                frames_add(&p->mapped, entry & PM_PFN);
            continue;
        }
        where = entry & PM_SWAP ? 's' : file_offset(w, page, &offset) ? look_file(offset) : '-';
        p->out += where == 's';
        p->unmapped += where == 'p';
    }
}

/*
 * MADV_PAGEOUT passes over pages that two processes map; the rest is for a reclaim that may take only them. Where the
 * device writes later, the pages are in the swap cache then, and are left there if they are to be kept.
 */
int swap_out(int w, unsigned long page, unsigned long pages, bool keep, struct text *t)
{
    static struct progress now;
    int64_t until = now_ms() + OUT_MS, stuck = now_ms() + STUCK_MS;
    unsigned long before = 0;
    char line[64];
    int error;

    snprintf(line, sizeof(line), "madvise %lu %lu pageout", page, pages);
    error = crew_ask(w, line, t);
    if (error)
        return error;
    t->at = t->start;
    for (;;) {
        look_out(w, page, pages, &now);
        if (now.out > before)
            stuck = now_ms() + STUCK_MS;
        before = now.out;
        if (!now.mapped.count && (keep || (!now.unmapped && cache_is_idle())))
            break;
        if (now_ms() > until || now_ms() > stuck)
            break;
        reclaim_only(&now.mapped);
        nap_ms(1);
    }
    say(t, "ok %lu", now.out);
    return 0;
}
