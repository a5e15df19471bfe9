/* Preloaded into PostgreSQL: while the file named by BENCH_SLOW_FLUSH exists, each flush of the
   write-ahead log takes 5 ms longer, as on an ordinary disk without a battery-backed cache. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

int fdatasync(int file)
{
    static int (*flush)(int);
    const char *slow = getenv("BENCH_SLOW_FLUSH");

    if (!flush)
        flush = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    if (slow && access(slow, F_OK) == 0)
        usleep(5000);
    return flush(file);
}
