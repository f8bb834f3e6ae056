/* The workers as the agent sees them: started, asked, and buried when they die. */
#include "agent.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MS       20000
#define CREW_CGROUP     "/sys/fs/cgroup/crew/cgroup.procs"

struct worker crew[MAX_WORKERS];

int worker_index(const char *name)
{
    return name[0] >= 'a' && name[0] < 'a' + MAX_WORKERS && !name[1] ? name[0] - 'a' : -1;
}

bool crew_alive(int w)
{
    return crew[w].pid > 0;
}

static void drain(int w)
{
    static char rest[MAX_LINE];

    while (recv(channels[w].near, rest, sizeof(rest), MSG_DONTWAIT) > 0)
        ;
    while (recv(channels[w].far, rest, sizeof(rest), MSG_DONTWAIT) > 0)
        ;
}

static int bury(int w)
{
    int status = 0;

    waitpid(crew[w].pid, &status, 0);
    close(crew[w].pidfd);
    crew[w] = (struct worker){ 0 };
    drain(w);
    return status;
}

static int adopt(int w, pid_t pid)
{
    crew[w].pid = pid;
    crew[w].pidfd = syscall(SYS_pidfd_open, pid, 0);
    return crew[w].pidfd < 0 ? -errno : 0;
}

static int lost(int w, struct text *t)
{
    int status = bury(w);

    t->at = t->start;
    if (WIFSIGNALED(status))
        say(t, "err %s worker died", signal_name(WTERMSIG(status)));
    else
        say(t, "err ECHILD worker ended with %d", WEXITSTATUS(status));
    return -ECHILD;
}

static int answer(int w, struct text *t)
{
    struct pollfd wait[2] = { { channels[w].near, POLLIN, 0 }, { crew[w].pidfd, POLLIN, 0 } };
    ssize_t length;

    if (poll(wait, 2, ANSWER_MS) <= 0) {
        kill(crew[w].pid, SIGKILL);
        bury(w);
        return fail(t, ETIME, "worker gave no answer and was ended");
    }
    length = recv(channels[w].near, t->at, t->end - t->at, MSG_DONTWAIT);
    if (length <= 0)
        return lost(w, t);
    t->at += length;
    *t->at = 0;
    return 0;
}

int crew_ask(int w, const char *line, struct text *t)
{
    if (!crew_alive(w))
        return fail(t, ESRCH, "no such worker");
    if (send(channels[w].near, line, strlen(line), MSG_NOSIGNAL) < 0)
        return fail(t, errno, "worker");
    return answer(w, t);
}

int crew_start(int w, struct text *t)
{
    int error;
    pid_t pid;

    if (crew_alive(w))
        return fail(t, EEXIST, "worker runs");
    pid = fork();
    if (pid < 0)
        return fail(t, errno, "fork");
    if (!pid) {
        if (file_write(CREW_CGROUP, "0"))
            _exit(2);
        worker_main(w);
    }
    error = adopt(w, pid);
    return error ? fail(t, -error, "pidfd_open") : answer(w, t);
}

int crew_fork(int w, int child, struct text *t)
{
    char line[] = { 'f', 'o', 'r', 'k', ' ', '0' + child, 0 };
    unsigned long pid;
    int error;

    if (crew_alive(child))
        return fail(t, EEXIST, "worker runs");
    error = crew_ask(w, line, t);
    if (error)
        return error;
    if (!number(t->start + strlen("ok "), 1UL << 22, &pid))
        return -EIO;
    t->at = t->start;
    error = adopt(child, pid);
    if (!error)
        error = answer(child, t);
    t->at = t->start;
    if (!error)
        say(t, "ok");
    return error;
}

void crew_clear(void)
{
    for (int w = 0; w < MAX_WORKERS; w++) {
        if (!crew_alive(w))
            continue;
        kill(crew[w].pid, SIGKILL);
        bury(w);
    }
}
