/* Single accesses to memory and tags; what faults is caught and told. */
#include "agent.h"
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile sig_atomic_t armed;
static volatile int fault_signal, fault_code;

static inline uintptr_t ldg(uintptr_t at)
{
    __asm__ volatile("ldg %0, [%0]" : "+r"(at) : : "memory");
    return at;
}

static inline void stg(uintptr_t at)
{
    __asm__ volatile("stg %0, [%0]" : : "r"(at) : "memory");
}

static inline uint64_t load(uintptr_t at)
{
    uint64_t value;

    __asm__ volatile("ldr %0, [%1]" : "=r"(value) : "r"(at) : "memory");
    return value;
}

static inline void store(uintptr_t at, uint64_t value)
{
    __asm__ volatile("str %0, [%1]" : : "r"(value), "r"(at) : "memory");
}

static inline uintptr_t tagged(uintptr_t at, unsigned tag)
{
    return at | (uintptr_t)tag << 56;
}

static inline void unchecked(bool on)
{
    if (on)
        __asm__ volatile("msr tco, #1" : : : "memory");
    else
        __asm__ volatile("msr tco, #0" : : : "memory");
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (!armed) {
        signal(number, SIG_DFL);
        return;
    }
    fault_signal = number;
    fault_code = info->si_code;
    siglongjmp(back, 1);
}

void access_catch_faults(void)
{
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER };

    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE | PR_MTE_TCF_SYNC | 0xfffeUL << PR_MTE_TAG_SHIFT, 0, 0, 0);
}

/* The kernel clears TCO when it calls the handler, so a fault needs no cleaning up. */
static bool attempt(void (*act)(struct access *), struct access *a)
{
    a->signal = a->code = 0;
    if (sigsetjmp(back, 0)) {
        armed = 0;
        a->signal = fault_signal;
        a->code = fault_code;
        return false;
    }
    armed = 1;
    act(a);
    armed = 0;
    return true;
}

static void touch_read(struct access *a)
{
    unchecked(true);
    load(a->at);
    unchecked(false);
}

/*
 * One write fault, not a read fault and then a write fault, as an atomic add would be on some processors.
 * The second half of a granule is never given a value, so it holds zero already.
 */
static void touch_write(struct access *a)
{
    unchecked(true);
    store(a->at + 8, 0);
    unchecked(false);
}

static void load_own(struct access *a)
{
    a->value = load(ldg(a->at));
}

static void load_as(struct access *a)
{
    a->value = load(tagged(a->at, a->tag));
}

/* The first store faults the page in for writing; LDG before it would have made that a read fault. */
static void store_own(struct access *a)
{
    unchecked(true);
    store(a->at, a->value);
    unchecked(false);
    store(ldg(a->at), a->value);
}

static void tag_read(struct access *a)
{
    a->tag = ldg(a->at) >> 56 & 15;
}

static void tag_write(struct access *a)
{
    stg(tagged(a->at, a->tag));
}

bool access_touch_read(struct access *a)
{
    return attempt(touch_read, a);
}

bool access_touch_write(struct access *a)
{
    return attempt(touch_write, a);
}

bool access_load(struct access *a)
{
    return attempt(load_own, a);
}

bool access_load_as(struct access *a)
{
    return attempt(load_as, a);
}

bool access_store(struct access *a)
{
    return attempt(store_own, a);
}

bool access_tag_read(struct access *a)
{
    return attempt(tag_read, a);
}

bool access_tag_write(struct access *a)
{
    return attempt(tag_write, a);
}
