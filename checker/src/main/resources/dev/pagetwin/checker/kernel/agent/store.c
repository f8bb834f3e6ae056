/* The kernel's own tag store: the xarray mte_pages of arch/arm64/mm/mteswap.c, walked through /proc/kcore. */
#include "agent.h"
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XA_HEAD         8       /* after the lock and the flags */
#define NODE_ARRAY      16
#define NODE_SLOTS      40
#define NODE_BYTES      (NODE_SLOTS + 64 * 8)
#define CHUNK_SHIFT     6
#define SWP_TYPE_SHIFT  58
#define KERNEL_TOP      0xff00000000000000UL
#define MAX_SEGMENTS    64
#define CODE_WORDS      256

static int kcore = -1;
static Elf64_Phdr segment[MAX_SEGMENTS];
static int segments;
static uint64_t mte_pages;
static const char *unknown = "not looked for";

static int kcore_open(void)
{
    Elf64_Ehdr head;

    kcore = open("/proc/kcore", O_RDONLY | O_CLOEXEC);
    if (kcore < 0 || pread(kcore, &head, sizeof(head), 0) != sizeof(head))
        return -EIO;
    for (int i = 0; i < head.e_phnum && segments < MAX_SEGMENTS; i++) {
        if (pread(kcore, &segment[segments], sizeof(*segment), head.e_phoff + i * sizeof(*segment))
            != sizeof(*segment))
            return -EIO;
        segments += segment[segments].p_type == PT_LOAD;
    }
    return segments ? 0 : -EIO;
}

static bool kernel_read(uint64_t at, void *to, size_t bytes)
{
    for (int i = 0; i < segments; i++)
        if (at >= segment[i].p_vaddr && at - segment[i].p_vaddr + bytes <= segment[i].p_memsz)
            return pread(kcore, to, bytes, segment[i].p_offset + (at - segment[i].p_vaddr)) == (ssize_t)bytes;
    return false;
}

struct symbol {
    const char *name;
    uint64_t at, next;
};

/* One pass: kallsyms lists the kernel itself in the order of addresses. */
static void symbols_find(struct symbol *wanted, int count)
{
    FILE *file = fopen("/proc/kallsyms", "re");
    char line[512], name[256], type;
    uint64_t at;

    while (file && fgets(line, sizeof(line), file)) {
        if (sscanf(line, "%lx %c %255s", &at, &type, name) != 3 || !strchr("tTwW", type))
            continue;
        if (strchr(line, '['))
            break;
        for (int i = 0; i < count; i++) {
            if (wanted[i].at && !wanted[i].next && at > wanted[i].at)
                wanted[i].next = at;
            if (!wanted[i].at && !strcmp(name, wanted[i].name))
                wanted[i].at = at;
        }
    }
    if (file)
        fclose(file);
}

int symbols_list(char **name, int count, struct text *t)
{
    static struct symbol wanted[MAX_ARGS];

    for (int i = 0; i < count; i++)
        wanted[i] = (struct symbol){ .name = name[i] };
    symbols_find(wanted, count);
    say(t, "ok");
    for (int i = 0; i < count; i++) {
        if (wanted[i].at)
            say(t, " %s=%lx:%lx", name[i], wanted[i].at, wanted[i].next);
        else
            say(t, " %s=-", name[i]);
    }
    return 0;
}

static int64_t signed_bits(uint64_t value, int bits)
{
    return (int64_t)(value << (64 - bits)) >> (64 - bits);
}

/* The first argument of the first call of CALLEE, as constants flow down the code without its branches. */
static uint64_t first_argument(const struct symbol *code, uint64_t callee)
{
    static uint32_t word[CODE_WORDS];
    size_t words = (code->next - code->at) / 4;
    uint64_t value[32] = { 0 };

    if (words > CODE_WORDS)
        words = CODE_WORDS;
    if (!kernel_read(code->at, word, words * 4))
        return 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t pc = code->at + i * 4;
        uint32_t w = word[i];
        unsigned to = w & 31, from = w >> 5 & 31;

        if ((w & 0x9f000000) == 0x90000000)             /* adrp */
            value[to] = (pc & ~0xfffUL) + signed_bits((w >> 5 & 0x7ffff) << 2 | (w >> 29 & 3), 21) * 4096;
        else if ((w & 0xffc00000) == 0x91000000)        /* add, immediate */
            value[to] = value[from] ? value[from] + (w >> 10 & 0xfff) : 0;
        else if ((w & 0xffe0ffe0) == 0xaa0003e0)        /* mov */
            value[to] = value[w >> 16 & 31];
        else if ((w & 0xfc000000) == 0x94000000 && pc + signed_bits(w & 0x3ffffff, 26) * 4 == callee)
            return value[0];
    }
    return 0;
}

int store_find(void)
{
    struct symbol symbol[] = { { .name = "mte_save_tags" }, { .name = "xa_store" } };

    if (kcore_open()) {
        unknown = "kcore cannot be read";
        return -ENOTSUP;
    }
    symbols_find(symbol, 2);
    if (!symbol[0].next || !symbol[1].at) {
        unknown = "mte_save_tags or xa_store is not in kallsyms";
        return -ENOTSUP;
    }
    mte_pages = first_argument(&symbol[0], symbol[1].at);
    unknown = mte_pages ? NULL : "mte_save_tags does not hand a constant to xa_store";
    return mte_pages ? 0 : -ENOTSUP;
}

static bool is_node(uint64_t entry)
{
    return (entry & 3) == 2 && entry > 4096;
}

static bool say_record(uint64_t key, uint64_t at, struct text *t)
{
    unsigned char tags[65536 / 32];
    struct run r = { 0 };

    if (!kernel_read(at, tags, page_size / 32))
        return false;
    say(t, " %lu:%lu:", key >> SWP_TYPE_SHIFT, key & ((1UL << SWP_TYPE_SHIFT) - 1));
    for (size_t g = 0; g < page_size / GRANULE; g++)
        run_add(&r, t, tags[g / 2] >> g % 2 * 4 & 15);
    run_end(&r, t);
    return true;
}

struct walk {
    struct text *t;
    int records;
    const char *wrong;
};

static void walk_entry(struct walk *walk, uint64_t entry, uint64_t key, int above);

static void walk_node(struct walk *walk, uint64_t at, uint64_t key, int above)
{
    struct {
        uint8_t bytes[8];
        uint64_t parent, array, list[2], slot[64];
    } node;

    _Static_assert(offsetof(typeof(node), slot) == NODE_SLOTS, "as struct xa_node");
    if (!kernel_read(at, &node, NODE_BYTES) || node.array != mte_pages || node.bytes[0] >= above) {
        walk->wrong = "a node of the xarray is not as expected";
        return;
    }
    for (uint64_t i = 0; i < 64 && !walk->wrong; i++)
        walk_entry(walk, node.slot[i], key | i << node.bytes[0], node.bytes[0]);
}

static void walk_entry(struct walk *walk, uint64_t entry, uint64_t key, int above)
{
    if (!entry)
        return;
    if (is_node(entry)) {
        walk_node(walk, entry - 2, key, above);
        return;
    }
    if ((entry & 3) || entry < KERNEL_TOP) {
        walk->wrong = "an entry of the xarray is no pointer";
        return;
    }
    if (!say_record(key, entry, walk->t))
        walk->wrong = "a record cannot be read";
    walk->records++;
}

int store_list(struct text *t)
{
    static char records[MAX_LINE];
    struct text list;
    struct walk walk = { .t = &list };
    uint64_t head;

    if (!mte_pages)
        return fail(t, ENOTSUP, unknown);
    text_init(&list, records, sizeof(records));
    if (!kernel_read(mte_pages + XA_HEAD, &head, sizeof(head)))
        return fail(t, ENOTSUP, "the xarray cannot be read");
    walk_entry(&walk, head, 0, 64);
    if (walk.wrong)
        return fail(t, ENOTSUP, walk.wrong);
    if (list.at == list.end)
        return fail(t, E2BIG, "store");
    say(t, "ok %d%s", walk.records, records);
    return 0;
}
