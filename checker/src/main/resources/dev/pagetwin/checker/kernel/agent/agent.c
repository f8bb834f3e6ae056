/*
 * The guest agent: PID 1 of a machine that exists to be asked about memory tags.
 *
 * A line comes in over the serial port, the commands in it are carried out, a line goes back. "#17 swaps" is answered
 * by "@17 ok 0:3", so that what the kernel itself prints is never taken for an answer. Commands that belong to a
 * process begin with its name, a to d, and most of these are handed to that process (worker.c).
 */
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/reboot.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

#ifndef HWCAP2_MTE
#define HWCAP2_MTE      (1 << 18)
#endif
#define IDLE_MS         (30 * 60 * 1000)
#define COMMAND_S       60

size_t page_size = 4096;
static const char *swap_kind = "zram";

static int do_hello(char **arg, int count, struct text *t)
{
    char nodes[64] = "0";
    struct utsname name;

    (void)arg;
    (void)count;
    uname(&name);
    file_read("/sys/devices/system/node/online", nodes, sizeof(nodes));
    say(t, "ok agent=1 release=%s page=%zu granules=%lu swap=%s workers=%d nodes=%d mte=%s ksmflag=%s",
        name.release, page_size,
        page_size / GRANULE, swap_kind, MAX_WORKERS, strchr(nodes, '-') ? atoi(strchr(nodes, '-') + 1) + 1 : 1,
        getauxval(AT_HWCAP2) & HWCAP2_MTE ? "yes" : "no", look_ksm_flag() ? "yes" : "no");
    return 0;
}

static int do_reset(char **arg, int count, struct text *t)
{
    int error = setup_defaults();

    (void)arg;
    (void)count;
    if (error)
        return fail(t, -error, "reset");
    say(t, "ok");
    return 0;
}

static bool live(const char *name, int *w, struct text *t)
{
    *w = worker_index(name);
    if (*w >= 0 && crew_alive(*w))
        return true;
    fail(t, ESRCH, "no such worker");
    return false;
}

static bool pages(char **arg, unsigned long *page, unsigned long *count)
{
    return number(arg[0], WINDOW_PAGES, page) && number(arg[1], WINDOW_PAGES - *page, count);
}

static int do_pageout(char **arg, int count, struct text *t)
{
    unsigned long page, length;
    int w;

    if (!pages(arg + 1, &page, &length) || (count == 4 && strcmp(arg[3], "keep")))
        return fail(t, EINVAL, "pageout args");
    return live(arg[0], &w, t) ? swap_out(w, page, length, count == 4, t) : -ESRCH;
}

static int do_uncache(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return swap_uncache(t);
}

static int do_swapoff(char **arg, int count, struct text *t)
{
    unsigned long which;

    if (!count)
        return swap_off(-1, t);
    return number(arg[0], MAX_DEVICES, &which) ? swap_off(which, t) : fail(t, EINVAL, "swapoff args");
}

static int do_swapon(char **arg, int count, struct text *t)
{
    unsigned long which;

    if (!count)
        return swap_on(-1, t);
    return number(arg[0], MAX_DEVICES, &which) ? swap_on(which, t) : fail(t, EINVAL, "swapon args");
}

static int do_swaps(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return swap_list(t);
}

static int do_store(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return store_list(t);
}

static int do_hits(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return hits_list(t);
}

static int do_flags(char **arg, int count, struct text *t)
{
    unsigned long pfn;

    (void)count;
    return number(arg[0], UINT64_MAX, &pfn) ? look_frame(pfn, t) : fail(t, EINVAL, "flags args");
}

static int do_compact(char **arg, int count, struct text *t)
{
    int error = file_write("/proc/sys/vm/compact_memory", "1");

    (void)arg;
    (void)count;
    if (error)
        return fail(t, -error, "compact");
    say(t, "ok");
    return 0;
}

static int do_ksm(char **arg, int count, struct text *t)
{
    (void)count;
    return ksm_command(arg[0], t);
}

static int do_thp(char **arg, int count, struct text *t)
{
    (void)count;
    return thp_command(arg[0], t);
}

static int do_mthp(char **arg, int count, struct text *t)
{
    unsigned long order;

    (void)count;
    return number(arg[0], 8, &order) ? mthp_command(order, t) : fail(t, EINVAL, "mthp args");
}

static int do_punch(char **arg, int count, struct text *t)
{
    unsigned long from, length;

    (void)count;
    if (!number(arg[0], FILE_PAGES, &from) || !number(arg[1], FILE_PAGES - from, &length))
        return fail(t, EINVAL, "punch args");
    if (fallocate(memfd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from * page_size, length * page_size))
        return fail(t, errno, "punch");
    say(t, "ok");
    return 0;
}

static int do_file(char **arg, int count, struct text *t)
{
    unsigned long page;

    (void)count;
    if (!number(arg[0], FILE_PAGES - 1, &page))
        return fail(t, EINVAL, "file args");
    say(t, "ok %c", look_file(page));
    return 0;
}

static int do_symbols(char **arg, int count, struct text *t)
{
    static char text[] = "_text", start[] = "_stext", *base[] = { text, start };

    return count ? symbols_list(arg, count, t) : symbols_list(base, 2, t);
}

static int do_memory(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    file_write("/proc/sys/vm/stat_refresh", "1");
    say(t, "ok MemFree=%ld SwapFree=%ld SwapCached=%ld", file_field("/proc/meminfo", "MemFree:"),
        file_field("/proc/meminfo", "SwapFree:"), file_field("/proc/meminfo", "SwapCached:"));
    return 0;
}

static int do_peek(char **arg, int count, struct text *t)
{
    unsigned long page, granule;
    int w;

    (void)count;
    if (!number(arg[1], WINDOW_PAGES - 1, &page) || !number(arg[2], page_size / GRANULE - 1, &granule))
        return fail(t, EINVAL, "peek args");
    return live(arg[0], &w, t) ? peek_tag(w, page, granule, t) : -ESRCH;
}

static int do_poke(char **arg, int count, struct text *t)
{
    unsigned long page, granule, tag;
    char *end;
    int w;

    (void)count;
    tag = strtoul(arg[3], &end, 16);
    if (!number(arg[1], WINDOW_PAGES - 1, &page) || !number(arg[2], page_size / GRANULE - 1, &granule) || *end
        || tag > 15)
        return fail(t, EINVAL, "poke args");
    return live(arg[0], &w, t) ? poke_tag(w, page, granule, tag, t) : -ESRCH;
}

static int do_peeks(char **arg, int count, struct text *t)
{
    unsigned long page, length;
    int w;

    (void)count;
    if (!pages(arg + 1, &page, &length))
        return fail(t, EINVAL, "peeks args");
    return live(arg[0], &w, t) ? peek_pages(w, page, length, t) : -ESRCH;
}

static int do_pokes(char **arg, int count, struct text *t)
{
    unsigned long page, length, from, to, tag;
    int w;

    (void)count;
    if (!pages(arg + 1, &page, &length) || !number(arg[4], page_size / GRANULE, &to) || !number(arg[3], to, &from)
        || !number(arg[5], 15, &tag))
        return fail(t, EINVAL, "pokes args");
    return live(arg[0], &w, t) ? poke_pages(w, page, length, from, to, tag, t) : -ESRCH;
}

static int do_fileadd(char **arg, int count, struct text *t)
{
    unsigned long from, length;

    (void)count;
    if (!number(arg[0], FILE_PAGES, &from) || !number(arg[1], FILE_PAGES - from, &length))
        return fail(t, EINVAL, "fileadd args");
    for (; length; length--, from++)
        if (pwrite(memfd, "", 1, from * page_size) != 1)
            return fail(t, errno, "fileadd");
    say(t, "ok");
    return 0;
}

static int do_reclaim(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return swap_reclaim(t);
}

static int do_split(char **arg, int count, struct text *t)
{
    unsigned long page, length;
    int w;

    (void)count;
    if (!pages(arg + 1, &page, &length))
        return fail(t, EINVAL, "split args");
    return live(arg[0], &w, t) ? split_pages(w, page, length, t) : -ESRCH;
}

static int do_slots(char **arg, int count, struct text *t)
{
    unsigned long slots;

    (void)count;
    return number(arg[0], UINT32_MAX, &slots) ? swap_slots(slots, t) : fail(t, EINVAL, "slots args");
}

static int do_churn(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    return swap_churn(t);
}

/* What a kernel fault looks like from outside. */
static int do_crash(char **arg, int count, struct text *t)
{
    int error = file_write("/proc/sysrq-trigger", "c");

    (void)arg;
    (void)count;
    return fail(t, -error, "crash");
}

static int do_quit(char **arg, int count, struct text *t)
{
    (void)arg;
    (void)count;
    (void)t;
    reboot(RB_POWER_OFF);
    return 0;
}

static const struct {
    const char *name;
    int least, most;
    int (*run)(char **arg, int count, struct text *t);
} commands[] = {
    { "hello", 0, 0, do_hello }, { "reset", 0, 0, do_reset }, { "pageout", 3, 4, do_pageout },
    { "uncache", 0, 0, do_uncache }, { "swapoff", 0, 1, do_swapoff }, { "swapon", 0, 1, do_swapon },
    { "swaps", 0, 0, do_swaps }, { "store", 0, 0, do_store }, { "hits", 0, 0, do_hits },
    { "flags", 1, 1, do_flags }, { "compact", 0, 0, do_compact }, { "ksm", 1, 1, do_ksm },
    { "thp", 1, 1, do_thp }, { "mthp", 1, 1, do_mthp }, { "punch", 2, 2, do_punch }, { "file", 1, 1, do_file },
    { "symbols", 0, MAX_ARGS - 2, do_symbols }, { "memory", 0, 0, do_memory },
    { "fileadd", 2, 2, do_fileadd }, { "slots", 1, 1, do_slots }, { "reclaim", 0, 0, do_reclaim },
    { "split", 3, 3, do_split }, { "churn", 0, 0, do_churn },
    { "peeks", 3, 3, do_peeks }, { "pokes", 6, 6, do_pokes },
    { "peek", 3, 3, do_peek }, { "poke", 4, 4, do_poke }, { "crash", 0, 0, do_crash },
    { "quit", 0, 0, do_quit },
};

/* The commands of a worker that are better seen or done from outside. */
static int outside(int w, char **word, int count, struct text *t)
{
    unsigned long page, length, node;

    if (!strcmp(word[0], "pm") && count == 3 && pages(word + 1, &page, &length))
        return look_pm(w, page, length, t);
    if (!strcmp(word[0], "vm") && count == 2 && number(word[1], WINDOW_PAGES - 1, &page))
        return look_vm(w, page, t);
    if (!strcmp(word[0], "node") && count == 2 && number(word[1], WINDOW_PAGES - 1, &page))
        return move_pages_to(w, page, 1, -1, t);
    if (!strcmp(word[0], "move") && count == 4 && pages(word + 1, &page, &length) && number(word[3], 1023, &node))
        return move_pages_to(w, page, length, node, t);
    return fail(t, EINVAL, "args");
}

static bool seen_from_outside(const char *verb)
{
    return !strcmp(verb, "pm") || !strcmp(verb, "vm") || !strcmp(verb, "node") || !strcmp(verb, "move");
}

static int for_worker(int w, char *rest, struct text *t)
{
    static char copy[MAX_LINE];
    char *word[8];
    int count, child;

    snprintf(copy, sizeof(copy), "%s", rest);
    count = split(copy, word, 8);
    if (count == 1 && !strcmp(word[0], "start"))
        return crew_start(w, t);
    if (!crew_alive(w))
        return fail(t, ESRCH, "no such worker");
    if (count == 2 && !strcmp(word[0], "fork")) {
        child = worker_index(word[1]);
        return child < 0 ? fail(t, EINVAL, "fork args") : crew_fork(w, child, t);
    }
    if (count == 1 && !strcmp(word[0], "exit")) {
        crew_ask(w, "exit", t);
        t->at = t->start;
        say(t, "ok");
        return 0;
    }
    return count && seen_from_outside(word[0]) ? outside(w, word, count, t) : crew_ask(w, rest, t);
}

static int obey(char *line, struct text *t)
{
    static char *word[MAX_ARGS + 1];
    int count;

    while (*line == ' ')
        line++;
    if (line[0] >= 'a' && line[0] < 'a' + MAX_WORKERS && line[1] == ' ')
        return for_worker(line[0] - 'a', line + 2, t);
    count = split(line, word, MAX_ARGS);
    for (size_t i = 0; count && i < sizeof(commands) / sizeof(*commands); i++) {
        if (strcmp(word[0], commands[i].name))
            continue;
        if (count - 1 < commands[i].least || count - 1 > commands[i].most)
            return fail(t, EINVAL, "number of args");
        return commands[i].run(word + 1, count - 1, t);
    }
    return fail(t, ENOSYS, "no such command");
}

static void on_alarm(int number)
{
    (void)number;
}

/* A signal ends system calls that wait too long, swapoff among them. */
static void bounded(bool on)
{
    struct sigaction action = { .sa_handler = on_alarm };

    sigaction(SIGALRM, &action, NULL);
    alarm(on ? COMMAND_S : 0);
}

static void serve(char *line)
{
    static char all[4 * MAX_LINE], one[MAX_LINE];
    struct text reply, t;
    char *next;

    text_init(&reply, all, sizeof(all) - 1);
    if (*line == '#') {
        next = strchr(line, ' ');
        if (next)
            *next++ = 0;
        say(&reply, "@%s ", line + 1);
        line = next;
    }
    for (const char *between = ""; line; line = next, between = " ; ") {
        next = strstr(line, " ; ");
        if (next) {
            *next = 0;
            next += 3;
        }
        text_init(&t, one, sizeof(one));
        bounded(true);
        obey(line, &t);
        bounded(false);
        if (t.at == t.end)
            fail(&t, E2BIG, "reply");
        say(&reply, "%s%s", between, one);
    }
    *reply.at++ = '\n';
    for (char *at = reply.start; at < reply.at;) {
        ssize_t written = write(STDOUT_FILENO, at, reply.at - at);

        if (written < 0)
            return;
        at += written;
    }
}

static void raw(void)
{
    struct termios mode;

    if (tcgetattr(STDIN_FILENO, &mode))
        return;
    cfmakeraw(&mode);
    mode.c_oflag = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

/* Nobody has asked for long: whoever started this machine is gone. */
static void serve_all(void)
{
    static char line[MAX_LINE];
    struct pollfd wait = { STDIN_FILENO, POLLIN, 0 };
    size_t have = 0;
    ssize_t got;
    char *end;

    while (poll(&wait, 1, IDLE_MS) > 0) {
        got = read(STDIN_FILENO, line + have, sizeof(line) - 1 - have);
        if (got <= 0)
            return;
        have += got;
        while ((end = memchr(line, '\n', have))) {
            *end++ = 0;
            if (*line)
                serve(line);
            have -= end - line;
            memmove(line, end, have);
        }
        if (have == sizeof(line) - 1)
            have = 0;
    }
}

int main(int count, char **arg)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    for (int i = 1; i < count; i++)
        if (!strncmp(arg[i], "swap=", 5))
            swap_kind = arg[i] + 5;
    if (!setup(swap_kind)) {
        raw();
        printf("READY\n");
        serve_all();
    }
    sync();
    reboot(RB_POWER_OFF);
    return 1;
}
