/* What can be seen of a worker's pages from outside, and what can be done to them from there. */
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PTRACE_PEEKMTETAGS
#define PTRACE_PEEKMTETAGS      33
#define PTRACE_POKEMTETAGS      34
#endif
#define MPOL_MF_MOVE_ALL        (1 << 2)
#define STOP_MS                 5000

static uint64_t word_at(const char *path, uint64_t index)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint64_t word = 0;

    if (fd < 0)
        return 0;
    if (pread(fd, &word, sizeof(word), index * sizeof(word)) != sizeof(word))
        word = 0;
    close(fd);
    return word;
}

uint64_t look_page(int w, unsigned long page)
{
    char path[32];

    snprintf(path, sizeof(path), "/proc/%d/pagemap", crew[w].pid);
    return word_at(path, window_at(page) / page_size);
}

uint64_t look_flags(uint64_t pfn)
{
    return word_at("/proc/kpageflags", pfn);
}

static const struct {
    int bit;
    char letter;
} letters[] = {
    { 41, 't' }, { 15, 'h' }, { 16, 'l' }, { 22, 'H' }, { 13, 'c' }, { 8, 'w' }, { 21, 'k' }, { 24, 'z' },
    { 18, 'u' }, { 4, 'd' }, { 12, 'a' }, { 19, 'P' },
};

/* Some kernels (6.12 is one) compare a mask wrongly and call every anonymous frame one of KSM. */
static bool ksm_flag_lies;

bool look_ksm_flag(void)
{
    volatile char own = 1;
    int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    uint64_t entry = 0;

    if (fd >= 0 && pread(fd, &entry, sizeof(entry), (uintptr_t)&own / page_size * sizeof(entry)) == sizeof(entry))
        ksm_flag_lies = look_flags(entry & PM_PFN) & KPF_KSM;
    if (fd >= 0)
        close(fd);
    return !ksm_flag_lies;
}

static void say_flags(uint64_t flags, struct text *t)
{
    if (ksm_flag_lies)
        flags &= ~KPF_KSM;
    for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
        if (flags & 1UL << letters[i].bit)
            say(t, "%c", letters[i].letter);
}

int look_frame(uint64_t pfn, struct text *t)
{
    say(t, "ok ");
    say_flags(look_flags(pfn), t);
    return 0;
}

int look_pm(int w, unsigned long page, unsigned long pages, struct text *t)
{
    uint64_t entry, rest;

    say(t, "ok");
    for (; pages; pages--, page++) {
        entry = look_page(w, page);
        rest = entry & PM_PFN;
        if (entry & PM_PRESENT) {
            say(t, " p:%lu:", rest);
            say_flags(look_flags(rest), t);
            if (entry & PM_EXCLUSIVE)
                say(t, "x");
        } else if (entry & PM_SWAP) {
            say(t, " s:%lu:%lu", rest & 31, rest >> 5);
        } else {
            say(t, " -");
        }
    }
    return 0;
}

/* The mappings in the window, in order. */
int look_areas(int w, struct area *area, int max)
{
    static char maps[262144];
    unsigned long from, to, offset;
    char path[32], mode[5];
    int count = 0;

    snprintf(path, sizeof(path), "/proc/%d/maps", crew[w].pid);
    if (file_read(path, maps, sizeof(maps)) < 0)
        return 0;
    for (char *line = maps; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (sscanf(line, "%lx-%lx %4s %lx", &from, &to, mode, &offset) != 4 || count == max)
            continue;
        if (from < WINDOW_BASE || from >= window_at(WINDOW_PAGES))
            continue;
        area[count++] = (struct area){
            (from - WINDOW_BASE) / page_size, (to - from) / page_size, offset / page_size, mode[3] == 's',
        };
    }
    return count;
}

int look_vm(int w, unsigned long page, struct text *t)
{
    static const char *matter[] = { "rd", "wr", "sh", "mt", "lo", "lf", "hg", "nh", "mg" };
    static char smaps[262144];
    unsigned long from, to;
    bool inside = false;
    char path[32], *flags, *end;

    snprintf(path, sizeof(path), "/proc/%d/smaps", crew[w].pid);
    if (file_read(path, smaps, sizeof(smaps)) < 0)
        return fail(t, ESRCH, "smaps");
    for (char *line = smaps; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            inside = from <= window_at(page) && window_at(page) < to;
        if (!inside || strncmp(line, "VmFlags:", 8))
            continue;
        flags = line + 8;
        end = strchr(flags, '\n');
        if (end)
            *end = 0;
        say(t, "ok");
        for (char *word = strtok_r(flags, " ", &end); word; word = strtok_r(NULL, " ", &end))
            for (size_t i = 0; i < sizeof(matter) / sizeof(*matter); i++)
                if (!strcmp(word, matter[i]))
                    say(t, " %s", word);
        return 0;
    }
    say(t, "ok -");
    return 0;
}

/* p: in memory; s: the file has it, but not in memory; -: a hole. */
char look_file(unsigned long offset)
{
    off_t at = offset * page_size;
    unsigned char in = 0;
    void *map = mmap(NULL, page_size, PROT_READ, MAP_SHARED, memfd, at);

    if (map == MAP_FAILED)
        return '-';
    mincore(map, page_size, &in);
    munmap(map, page_size);
    if (in & 1)
        return 'p';
    return lseek(memfd, at, SEEK_DATA) == at ? 's' : '-';
}

/* Pages that cannot be moved make the call end early and leave their status as it was. */
int move_pages_to(int w, unsigned long page, unsigned long pages, long node, struct text *t)
{
    void *at[64];
    int wanted[64], status[64];

    if (pages > 64)
        return fail(t, E2BIG, "move");
    for (unsigned long i = 0; i < pages; i++) {
        at[i] = (void *)window_at(page + i);
        wanted[i] = node;
        status[i] = -EBUSY;
    }
    if (syscall(SYS_move_pages, crew[w].pid, pages, at, node < 0 ? NULL : wanted, status, MPOL_MF_MOVE_ALL) < 0)
        return fail(t, errno, "move_pages");
    say(t, "ok ");
    for (unsigned long i = 0; i < pages; i++) {
        if (status[i] < 0)
            say(t, "%s-%s", i ? "," : "", error_name(-status[i]));
        else
            say(t, "%s%d", i ? "," : "", status[i]);
    }
    return 0;
}

static int stop(pid_t pid)
{
    int status;

    if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) || ptrace(PTRACE_INTERRUPT, pid, NULL, NULL))
        return -errno;
    for (int64_t until = now_ms() + STOP_MS; now_ms() < until; nap_ms(1))
        if (waitpid(pid, &status, WNOHANG) == pid)
            return WIFSTOPPED(status) ? 0 : -ESRCH;
    return -ETIME;
}

static int trace_tag(int w, int request, unsigned long page, unsigned long granule, unsigned char *tag)
{
    uintptr_t at = window_at(page) + granule * GRANULE;
    struct iovec io = { tag, 1 };
    int error = stop(crew[w].pid);

    if (!error && ptrace(request, crew[w].pid, (void *)at, &io))
        error = -errno;
    if (!error && io.iov_len != 1)
        error = -EIO;
    ptrace(PTRACE_DETACH, crew[w].pid, NULL, NULL);
    return error;
}

int peek_tag(int w, unsigned long page, unsigned long granule, struct text *t)
{
    unsigned char tag = 0;
    int error = trace_tag(w, PTRACE_PEEKMTETAGS, page, granule, &tag);

    if (error)
        return fail(t, -error, "peek");
    say(t, "ok %x", tag);
    return 0;
}

int poke_tag(int w, unsigned long page, unsigned long granule, unsigned tag, struct text *t)
{
    unsigned char byte = tag;
    int error = trace_tag(w, PTRACE_POKEMTETAGS, page, granule, &byte);

    if (error)
        return fail(t, -error, "poke");
    say(t, "ok");
    return 0;
}
