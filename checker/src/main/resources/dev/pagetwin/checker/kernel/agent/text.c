/* Replies and arguments. A worker must not grow a heap that reclaim could take, so nothing here allocates. */
#include "agent.h"
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_init(struct text *t, char *buffer, size_t size)
{
    t->start = t->at = buffer;
    t->end = buffer + size - 1;
    *buffer = 0;
}

void say(struct text *t, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(t->at, t->end - t->at + 1, format, args);
    va_end(args);
    if (length > 0)
        t->at += length < t->end - t->at ? length : t->end - t->at;
}

const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "EUNKNOWN";
}

const char *signal_name(int number)
{
    switch (number) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGILL: return "SIGILL";
    case SIGKILL: return "SIGKILL";
    case SIGABRT: return "SIGABRT";
    default: return "SIGNAL";
    }
}

/* Replaces what a command has said so far. */
int fail(struct text *t, int error, const char *what)
{
    t->at = t->start;
    say(t, "err %s %s", error_name(error), what);
    return -error;
}

int split(char *line, char **word, int max)
{
    int count = 0;
    char *next;

    for (char *at = strtok_r(line, " \t\r\n", &next); at && count < max; at = strtok_r(NULL, " \t\r\n", &next))
        word[count++] = at;
    return count;
}

bool number(const char *word, unsigned long limit, unsigned long *value)
{
    char *end;

    if (!word || *word < '0' || *word > '9')
        return false;
    errno = 0;
    *value = strtoul(word, &end, 10);
    return !*end && !errno && *value <= limit;
}

void run_end(struct run *r, struct text *t)
{
    if (r->open)
        say(t, "%xx%u", r->tag, r->count);
    r->open = false;
}

/* Runs of equal tags, as in 0x128,3x128. */
void run_add(struct run *r, struct text *t, unsigned tag)
{
    if (r->open && r->tag == tag) {
        r->count++;
        return;
    }
    if (r->open) {
        run_end(r, t);
        say(t, ",");
    }
    *r = (struct run){ .tag = tag, .count = 1, .open = true };
}
