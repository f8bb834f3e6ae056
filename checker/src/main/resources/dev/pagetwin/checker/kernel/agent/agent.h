/* The guest agent: what its files share. */
#ifndef AGENT_H
#define AGENT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The same window in all workers, on a 2 MB border, far from what the program itself has. */
#define WINDOW_BASE     0x1000000000UL
#define WINDOW_PAGES    16384UL
#define FILE_PAGES      1024UL
#define GRANULE         16UL
#define MAX_WORKERS     4
#define MAX_DEVICES     2
#define MAX_LINE        32768
#define MAX_ARGS        512
#define MAX_BATCH       4096

#ifndef PROT_MTE
#define PROT_MTE        0x20
#endif

extern size_t page_size;

static inline uintptr_t window_at(unsigned long page)
{
    return WINDOW_BASE + page * page_size;
}

/* text.c: replies and arguments, without malloc */
struct text {
    char *start, *at, *end;
};

void text_init(struct text *t, char *buffer, size_t size);
void say(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
int fail(struct text *t, int error, const char *what);
const char *error_name(int error);
const char *signal_name(int number);
int split(char *line, char **word, int max);
bool number(const char *word, unsigned long limit, unsigned long *value);
struct run {
    unsigned tag;
    unsigned count;
    bool open;
};
void run_add(struct run *r, struct text *t, unsigned tag);
void run_end(struct run *r, struct text *t);

/* files.c: small files of proc and sys */
ssize_t file_read(const char *path, char *buffer, size_t size);
int file_write(const char *path, const char *value);
long file_field(const char *path, const char *key);
int64_t now_ms(void);
void nap_ms(int ms);

/* worker.c: one process with a window; never returns */
struct channel {
    int near, far;
};
extern struct channel channels[MAX_WORKERS];
extern int memfd;
void worker_main(int self) __attribute__((noreturn));

/* tags.c: accesses that may fault */
struct access {
    uintptr_t at;
    uint64_t value;
    unsigned tag;
    int signal, code;
};
void access_catch_faults(void);
bool access_touch_read(struct access *a);
bool access_touch_write(struct access *a);
bool access_load(struct access *a);
bool access_load_as(struct access *a);
bool access_store(struct access *a);
bool access_tag_read(struct access *a);
bool access_tag_write(struct access *a);

/* whole.c: whole pages at once */
int whole_fill(char **arg, struct text *t);
int whole_stgs(char **arg, struct text *t);
int whole_read(char **arg, struct text *t);
int whole_mark(char **arg, struct text *t);
int whole_incore(char **arg, struct text *t);
int whole_dmas(char **arg, struct text *t);

/* ring.c: a long-term pin */
int ring_pin(uintptr_t page);
int ring_unpin(void);
int ring_write(uintptr_t at, uint64_t value);

/* crew.c: the workers as the agent sees them */
struct worker {
    pid_t pid;
    int pidfd;
};
extern struct worker crew[MAX_WORKERS];
int worker_index(const char *name);
int crew_start(int w, struct text *t);
int crew_fork(int w, int child, struct text *t);
int crew_ask(int w, const char *line, struct text *t);
bool crew_alive(int w);
void crew_clear(void);

/* look.c: what can be seen of pages from outside */
#define PM_PRESENT      (1UL << 63)
#define PM_SWAP         (1UL << 62)
#define PM_FILE         (1UL << 61)
#define PM_EXCLUSIVE    (1UL << 56)
#define PM_PFN          ((1UL << 55) - 1)
#define KPF_SWAPCACHE   (1UL << 13)
#define KPF_UNEVICTABLE (1UL << 18)
#define KPF_KSM         (1UL << 21)
#define KPF_ZERO_PAGE   (1UL << 24)

struct area {
    unsigned long first, pages, offset;
    bool shared;
};
int look_areas(int w, struct area *area, int max);
uint64_t look_page(int w, unsigned long page);
uint64_t look_flags(uint64_t pfn);
bool look_ksm_flag(void);
char look_file(unsigned long offset);
int look_pm(int w, unsigned long page, unsigned long pages, struct text *t);
int look_vm(int w, unsigned long page, struct text *t);
int look_frame(uint64_t pfn, struct text *t);
int move_pages_to(int w, unsigned long page, unsigned long pages, long node, struct text *t);
int split_pages(int w, unsigned long page, unsigned long pages, struct text *t);
int peek_tag(int w, unsigned long page, unsigned long granule, struct text *t);
int peek_pages(int w, unsigned long page, unsigned long pages, struct text *t);
int poke_pages(int w, unsigned long page, unsigned long pages, unsigned long from, unsigned long to, unsigned tag,
           struct text *t);
int poke_tag(int w, unsigned long page, unsigned long granule, unsigned tag, struct text *t);

/* swap.c */
int swap_prepare(const char *kind);
int swap_on(long device, struct text *t);
int swap_off(long device, struct text *t);
int swap_list(struct text *t);
int swap_out(int w, unsigned long page, unsigned long pages, bool keep, struct text *t);
int swap_slots(unsigned long slots, struct text *t);
int swap_churn(struct text *t);
int swap_reclaim(struct text *t);
int swap_uncache(struct text *t);

/* store.c: the kernel's own tag store */
#define UNKNOWN_SYMBOL  0
int symbols_list(char **name, int count, struct text *t);
int store_find(void);
int store_list(struct text *t);

/* hits.c: calls of kernel functions */
int hits_prepare(void);
void hits_zero(void);
int hits_list(struct text *t);

/* setup.c */
int setup(const char *swap);
int setup_defaults(void);
int ksm_command(const char *what, struct text *t);
int thp_command(const char *what, struct text *t);
int mthp_command(unsigned long order, struct text *t);

#endif
