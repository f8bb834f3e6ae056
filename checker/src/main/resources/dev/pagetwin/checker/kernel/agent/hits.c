/* How often the kernel called what it calls to keep tags: kprobe events, counted by the kernel itself. */
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TRACING         "/sys/kernel/tracing/"

static struct {
    const char *name, *function;
    bool there;
    unsigned long before;
} probe[] = {
    { .name = "prepare", .function = "arch_prepare_to_swap" },
    { .name = "swap-restore", .function = "arch_swap_restore" },
    { .name = "save", .function = "mte_save_tags" },
    { .name = "restore", .function = "mte_restore_tags" },
    { .name = "invalidate", .function = "mte_invalidate_tags" },
    { .name = "invalidate-area", .function = "mte_invalidate_tags_area" },
    { .name = "sync", .function = "mte_sync_tags" },
    { .name = "copy", .function = "copy_highpage" },
};
#define PROBES  ((int)(sizeof(probe) / sizeof(*probe)))

int hits_prepare(void)
{
    int fd = open(TRACING "kprobe_events", O_WRONLY | O_APPEND | O_CLOEXEC);
    char line[128];

    if (fd < 0)
        return -errno;
    for (int i = 0; i < PROBES; i++) {
        int length = snprintf(line, sizeof(line), "p:pagetwin/%s %s\n", probe[i].function, probe[i].function);

        probe[i].there = write(fd, line, length) == length;
    }
    close(fd);
    return file_write(TRACING "events/pagetwin/enable", "1");
}

static unsigned long hits_of(const char *profile, const char *function)
{
    char name[64];
    unsigned long hits;

    for (const char *line = profile; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (sscanf(line, "%63s %lu", name, &hits) == 2 && !strcmp(name, function))
            return hits;
    }
    return 0;
}

static const char *profile(void)
{
    static char buffer[16384];

    return file_read(TRACING "kprobe_profile", buffer, sizeof(buffer)) < 0 ? "" : buffer;
}

void hits_zero(void)
{
    const char *now = profile();

    for (int i = 0; i < PROBES; i++)
        probe[i].before = hits_of(now, probe[i].function);
}

int hits_list(struct text *t)
{
    const char *now = profile();

    say(t, "ok");
    for (int i = 0; i < PROBES; i++) {
        if (probe[i].there)
            say(t, " %s=%lu", probe[i].name, hits_of(now, probe[i].function) - probe[i].before);
        else
            say(t, " %s=-", probe[i].name);
    }
    return 0;
}
