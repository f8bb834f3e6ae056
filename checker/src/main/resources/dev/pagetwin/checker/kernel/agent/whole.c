/*
 * Whole pages: every granule has the same value or what it had, so that a copy that stops in the middle of a page, and
 * tags that come back to one granule only, are seen. The second half of a granule stays zero; see touch_write.
 */
#include "agent.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static unsigned long granules(void)
{
    return page_size / GRANULE;
}

static bool span(char **arg, unsigned long *page, unsigned long *pages)
{
    return number(arg[0], WINDOW_PAGES, page) && number(arg[1], WINDOW_PAGES - *page, pages);
}

static int fault(struct text *t, const struct access *a, const char *what)
{
    t->at = t->start;
    say(t, "err %s/%d %s", signal_name(a->signal), a->code, what);
    return -EFAULT;
}

int whole_fill(char **arg, struct text *t)
{
    struct access a = { 0 };
    unsigned long page, pages;

    if (!span(arg, &page, &pages) || !number(arg[2], UINT64_MAX, &a.value))
        return fail(t, EINVAL, "fill args");
    for (a.at = window_at(page); a.at < window_at(page + pages); a.at += GRANULE)
        if (!access_store(&a))
            return fault(t, &a, "fill");
    say(t, "ok");
    return 0;
}

int whole_stgs(char **arg, struct text *t)
{
    unsigned long page, pages, from, to;
    struct access a = { 0 };

    if (!span(arg, &page, &pages) || !number(arg[3], granules(), &to) || !number(arg[2], to, &from)
        || !number(arg[4], 15, &a.value))
        return fail(t, EINVAL, "stgs args");
    a.tag = a.value;
    for (; pages; pages--, page++)
        for (unsigned long g = from; g < to; g++) {
            a.at = window_at(page) + g * GRANULE;
            if (!access_tag_write(&a))
                return fault(t, &a, "stgs");
        }
    say(t, "ok");
    return 0;
}

static bool say_page(uintptr_t at, struct access *a, struct text *t)
{
    struct run r = { 0 };
    uint64_t value = 0;
    unsigned count = 0;

    for (a->at = at; a->at < at + page_size; a->at += GRANULE) {
        if (!access_tag_read(a))
            return false;
        run_add(&r, t, a->tag);
    }
    run_end(&r, t);
    say(t, "|");
    for (a->at = at; a->at < at + page_size; a->at += GRANULE) {
        if (!access_load(a))
            return false;
        if (count && a->value != value) {
            say(t, "%lux%u,", value, count);
            count = 0;
        }
        value = a->value;
        count++;
    }
    say(t, "%lux%u", value, count);
    return true;
}

/* Tags and data of each page, in runs. Data is loaded through pointers with the right tag. */
int whole_read(char **arg, struct text *t)
{
    unsigned long page, pages;
    struct access a = { 0 };

    if (!span(arg, &page, &pages))
        return fail(t, EINVAL, "read args");
    say(t, "ok");
    for (; pages; pages--, page++) {
        say(t, " ");
        if (!say_page(window_at(page), &a, t))
            return fault(t, &a, "read");
    }
    return 0;
}

/* A value where nobody reads, in the second half of a granule, so that a page is not all zero. */
int whole_mark(char **arg, struct text *t)
{
    unsigned long page, pages;
    struct access a = { .value = 1 };

    if (!span(arg, &page, &pages))
        return fail(t, EINVAL, "mark args");
    for (; pages; pages--, page++) {
        a.at = window_at(page) + GRANULE / 2;
        if (!access_store(&a))
            return fault(t, &a, "mark");
    }
    say(t, "ok");
    return 0;
}

/* What is in memory, mapped or in the swap cache: a digit a page. */
int whole_incore(char **arg, struct text *t)
{
    static unsigned char in[WINDOW_PAGES];
    unsigned long page, pages;

    if (!span(arg, &page, &pages))
        return fail(t, EINVAL, "incore args");
    say(t, "ok ");
    for (unsigned long i = 0; i < pages; i++) {
        in[i] = 0;
        mincore((void *)window_at(page + i), page_size, in + i);
        say(t, "%d", in[i] & 1);
    }
    return 0;
}

int whole_dmas(char **arg, struct text *t)
{
    unsigned long page;
    uint64_t value;
    int error = 0;

    if (!number(arg[0], WINDOW_PAGES - 1, &page) || !number(arg[1], UINT64_MAX, &value))
        return fail(t, EINVAL, "dmas args");
    for (unsigned long g = 0; g < granules() && !error; g++)
        error = ring_write(window_at(page) + g * GRANULE, value);
    if (error)
        return fail(t, -error, "dmas");
    say(t, "ok");
    return 0;
}
