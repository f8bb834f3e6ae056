/* From an empty root to a machine in which nothing happens by itself, and back to that at a reset. */
#include "agent.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MODULES                 "/modules"
#define COMPRESSED_FILE         4       /* MODULE_INIT_COMPRESSED_FILE */
#define THP                     "/sys/kernel/mm/transparent_hugepage/"
#define KSM                     "/sys/kernel/mm/ksm/"
#define SCANS_MS                15000

static int mount_all(void)
{
    static const struct {
        const char *type, *at;
    } mounts[] = {
        { "proc", "/proc" }, { "sysfs", "/sys" }, { "devtmpfs", "/dev" },
        { "tracefs", "/sys/kernel/tracing" }, { "debugfs", "/sys/kernel/debug" }, { "cgroup2", "/sys/fs/cgroup" },
    };

    for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
        mkdir(mounts[i].at, 0755);
        if (mount(mounts[i].type, mounts[i].at, mounts[i].type, 0, NULL) && errno != EBUSY)
            return -errno;
    }
    return 0;
}

static int load_module(const char *name, int *last)
{
    const char *end = strrchr(name, '.');
    char path[PATH_MAX];
    int fd, error = 0;

    snprintf(path, sizeof(path), MODULES "/%s", name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return *last = -errno;
    if (syscall(SYS_finit_module, fd, strstr(name, "zram.ko") ? "num_devices=2" : "",
            end && strcmp(end, ".ko") ? COMPRESSED_FILE : 0))
        error = -errno;
    close(fd);
    if (!error || error == -EEXIST)
        return 0;
    return *last = error;
}

/* In whatever order their symbols ask for: as long as a round gets further, another one may. */
static int load_modules(const char **what)
{
    struct dirent **entry;
    int count = scandir(MODULES, &entry, NULL, alphasort), error = 0;

    for (int left = count, before = count + 1; left && left < before;) {
        before = left;
        left = 0;
        for (int i = 0; i < count; i++) {
            if (!entry[i] || entry[i]->d_name[0] == '.' || !load_module(entry[i]->d_name, &error)) {
                entry[i] = NULL;
                continue;
            }
            *what = entry[i]->d_name;
            left++;
        }
        if (!left)
            return 0;
    }
    return count < 0 ? -ENOENT : error;
}

static int make_cgroup(void)
{
    int error = file_write("/sys/fs/cgroup/cgroup.subtree_control", "+memory");

    if (!error && mkdir("/sys/fs/cgroup/crew", 0755))
        error = -errno;
    return error;
}

static int make_channels(void)
{
    int pair[2];

    for (int w = 0; w < MAX_WORKERS; w++) {
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
            return -errno;
        channels[w] = (struct channel){ pair[0], pair[1] };
    }
    memfd = memfd_create("shared", MFD_CLOEXEC);
    return memfd < 0 ? -errno : 0;
}

/* What the kernel does on its own account would be steps that nobody asked for. */
static void make_quiet(void)
{
    static const char *const values[][2] = {
        { "/proc/sys/vm/page-cluster", "0" },
        { "/proc/sys/vm/swappiness", "100" },
        { "/proc/sys/vm/compaction_proactiveness", "0" },
        { "/proc/sys/kernel/numa_balancing", "0" },
        { "/proc/sys/kernel/printk", "1" },
        { THP "khugepaged/scan_sleep_millisecs", "4000000000" },
        { KSM "sleep_millisecs", "1" },
        { KSM "pages_to_scan", "4096" },
    };

    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        file_write(values[i][0], values[i][1]);
}

int thp_command(const char *what, struct text *t)
{
    int error;

    if (strcmp(what, "always") && strcmp(what, "never") && strcmp(what, "madvise"))
        return fail(t, EINVAL, "thp args");
    error = file_write(THP "enabled", what);
    if (error)
        return fail(t, -error, "thp");
    say(t, "ok");
    return 0;
}

static bool mthp_set(unsigned long order, const char *what)
{
    char path[128];

    snprintf(path, sizeof(path), THP "hugepages-%lukB/enabled", (page_size << order) / 1024);
    return !file_write(path, what);
}

/* One size at most; the largest is what thp is about. */
int mthp_command(unsigned long order, struct text *t)
{
    for (unsigned long o = 1; o < 9; o++)
        mthp_set(o, "never");
    if (order && !mthp_set(order, "always"))
        return fail(t, ENOENT, "mthp");
    say(t, "ok");
    return 0;
}

static int ksm_wait(struct text *t)
{
    static char scans[64];
    int64_t until = now_ms() + SCANS_MS;
    long first;

    file_read(KSM "full_scans", scans, sizeof(scans));
    for (first = atol(scans); atol(scans) < first + 2; nap_ms(5)) {
        if (now_ms() > until)
            return fail(t, ETIME, "ksm");
        file_read(KSM "full_scans", scans, sizeof(scans));
    }
    say(t, "ok");
    return 0;
}

int ksm_command(const char *what, struct text *t)
{
    int error;

    if (!strcmp(what, "wait"))
        return ksm_wait(t);
    if (strcmp(what, "on") && strcmp(what, "off"))
        return fail(t, EINVAL, "ksm args");
    error = file_write(KSM "run", !strcmp(what, "on") ? "1" : "0");
    if (error)
        return fail(t, -error, "ksm");
    say(t, "ok");
    return 0;
}

/* After this a program sees what it would see after a boot. */
int setup_defaults(void)
{
    char said[256];
    struct text t;
    int error;

    crew_clear();
    if (ftruncate(memfd, 0) || ftruncate(memfd, FILE_PAGES * page_size))
        return -errno;
    file_write(KSM "run", "2");
    file_write(KSM "run", "0");
    text_init(&t, said, sizeof(said));
    thp_command("madvise", &t);
    mthp_command(0, &t);
    error = swap_off(-1, &t);
    if (!error)
        error = swap_on(-1, &t);
    hits_zero();
    return error;
}

int setup(const char *swap)
{
    const char *what = "mounts";
    int error = mount_all();

    page_size = sysconf(_SC_PAGESIZE);
    if (!error) {
        make_quiet();
        what = "modules";
        error = load_modules(&what);
    }
    if (!error) {
        what = "cgroup";
        error = make_cgroup();
    }
    if (!error) {
        what = "channels";
        error = make_channels();
    }
    if (!error) {
        what = "swap";
        error = swap_prepare(swap);
    }
    if (!error) {
        store_find();
        hits_prepare();
        look_ksm_flag();
        what = "defaults";
        error = setup_defaults();
    }
    if (!error && mlockall(MCL_CURRENT)) {
        what = "mlockall";
        error = -errno;
    }
    if (error)
        printf("FAILED %s %s\n", what, error_name(-error));
    return error;
}
