/* Put before the system's library (LD_PRELOAD), it lets a chosen fsync or fdatasync fail: SQLite lets every other call of its be
   replaced (_faults.py), and not these two.  A sync that fails has written nothing that can be relied on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>

static int seen, wanted, error, lasting;

int timeline_syncs(void) { return seen; }

/* From here on, the n-th call fails (0: none), and all after it if that lasts. */
void timeline_fail(int number, int with, int from_then_on) {
    seen = 0, wanted = number, error = with, lasting = from_then_on;
}

static int fails(void) {
    seen++;
    if (!wanted || (seen != wanted && !(lasting && seen > wanted))) return 0;
    errno = error;
    return 1;
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return fails() ? -1 : real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return fails() ? -1 : real(file);
}
