#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

ssize_t file_read(const char *path, char *buffer, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t have = 0;
    ssize_t got;

    if (fd < 0)
        return -errno;
    while (have < size - 1 && (got = read(fd, buffer + have, size - 1 - have)) > 0)
        have += got;
    close(fd);
    buffer[have] = 0;
    return have;
}

int file_write(const char *path, const char *value)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int error = 0;

    if (fd < 0)
        return -errno;
    if (write(fd, value, strlen(value)) < 0)
        error = -errno;
    close(fd);
    return error;
}

/* The number after KEY at the start of a line, or -1. */
long file_field(const char *path, const char *key)
{
    static char buffer[65536];
    size_t length = strlen(key);

    if (file_read(path, buffer, sizeof(buffer)) < 0)
        return -1;
    for (char *line = buffer; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (!strncmp(line, key, length))
            return strtol(line + length, NULL, 10);
    }
    return -1;
}

int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

void nap_ms(int ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

    nanosleep(&t, NULL);
}
