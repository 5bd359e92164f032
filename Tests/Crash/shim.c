// Preloaded into every process of a run, so that nothing needs to be compiled into the product.
//
// All of them share one counter of the calls that change files below $CRASH_ROOT. Before call
// number $CRASH_AT the run is cut down ($CRASH_DO=kill, or `self` for the calling process alone),
// or the call fails with that error ($CRASH_DO=EIO or ENOSPC). Under $CRASH_TRACE every such call
// is written down instead, in one order for all processes, with what the files hold.
//
// No heap and no stdio in here: the calls come from signal handlers and children of vfork, too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct state {
    _Atomic uint64_t count;
    _Atomic uint32_t locked;
};

static struct state *state;
static const char *root, *trace, *action, *kinds;
static uint64_t at;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
    const char *file = getenv("CRASH_STATE");
    root = getenv("CRASH_ROOT");
    if (!file || !root) return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (page == MAP_FAILED) return;
    trace = getenv("CRASH_TRACE");
    action = getenv("CRASH_DO");
    kinds = getenv("CRASH_KINDS");
    at = getenv("CRASH_AT") ? strtoull(getenv("CRASH_AT"), NULL, 10) : 0;
    state = page;
}

/// Where a descriptor leads, or "" if that is nothing below the root.
static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    if (strncmp(path, root, strlen(root)) != 0) path[0] = 0;
}

/// `name` as seen from `folder`, made absolute, or "" if it lies elsewhere.
static void absolute(int folder, const char *name, char *path) {
    char base[PATH_MAX] = "";
    if (name[0] != '/') {
        if (folder != AT_FDCWD) path_of(folder, base);
        else if (syscall(SYS_getcwd, base, sizeof base) < 0) base[0] = 0;
    }
    while (strncmp(name, "./", 2) == 0) name += 2;
    const char *slash = name[0] == '/' ? "" : "/";
    int length = snprintf(path, PATH_MAX, "%s%s%s", base, slash, name);
    while (length > 1 && path[length - 1] == '/') path[--length] = 0;
    if (length >= PATH_MAX || strncmp(path, root, strlen(root)) != 0) path[0] = 0;
}

/// Counts one call; true if it shall fail, with `errno` set.
static int strikes(const char *kind) {
    if (!at || (kinds && !strstr(kinds, kind))) return 0;
    if (atomic_fetch_add(&state->count, 1) + 1 != at) return 0;
    if (!strcmp(action, "kill")) kill(0, SIGKILL);
    if (!strcmp(action, "self")) kill(getpid(), SIGKILL);
    errno = !strcmp(action, "ENOSPC") ? ENOSPC : EIO;
    return 1;
}

static void lock(void) {
    while (atomic_exchange(&state->locked, 1)) sched_yield();
}

static void unlock(void) { atomic_store(&state->locked, 0); }

/// Copies what the file behind `path` holds to `<trace>/<number>`.
static void keep_contents(const char *path, uint64_t number) {
    char copy[PATH_MAX], bytes[1 << 16];
    snprintf(copy, sizeof copy, "%s/%llu", trace, (unsigned long long)number);
    int from = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (from < 0) return;
    int to = (int)syscall(SYS_openat, AT_FDCWD, copy, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ssize_t count;
    while ((count = syscall(SYS_read, from, bytes, sizeof bytes)) > 0)
        syscall(SYS_write, to, bytes, count);
    syscall(SYS_close, from);
    syscall(SYS_close, to);
}

/// Appends one event to the trace; the caller holds the lock.
static void note(const char *kind, const char *path, const char *other, int has_contents) {
    struct stat status = {0};
    syscall(SYS_newfstatat, AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW);
    uint64_t number = atomic_fetch_add(&state->count, 1) + 1;
    char line[3 * PATH_MAX], name[PATH_MAX];
    int length = snprintf(line, sizeof line, "%llu\t%s\t%llu\t%o\t%s\t%s\n",
        (unsigned long long)number, kind, (unsigned long long)status.st_ino,
        status.st_mode & 07777, path, other);
    snprintf(name, sizeof name, "%s/events", trace);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_APPEND | O_CLOEXEC);
    syscall(SYS_write, fd, line, length);
    syscall(SYS_close, fd);
    if (has_contents && S_ISREG(status.st_mode)) keep_contents(path, number);
}

static int is_watched(void) { return state && (at || trace); }

// Calls on a path: counted before, written down after, in one step for all processes.
#define ON_PATH(kind, path, other, contents, call)                                               \
    do {                                                                                         \
        if (!path[0] && !other[0]) return call;                                                  \
        if (!trace) return strikes(kind) ? -1 : call;                                            \
        lock();                                                                                  \
        int answer = call, error = errno;                                                        \
        if (answer >= 0) note(kind, path, other, contents);                                      \
        unlock();                                                                                \
        errno = error;                                                                           \
        return answer;                                                                           \
    } while (0)

#define NONE ((const char[]){0})

static int open_call(const char *symbol, int folder, const char *name, int flags, mode_t mode) {
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, symbol);
    char path[PATH_MAX];
    struct stat status;
    if (!is_watched() || !(flags & (O_CREAT | O_TRUNC))) return real(folder, name, flags, mode);
    absolute(folder, name, path);
    if (!path[0]) return real(folder, name, flags, mode);
    if (!trace) return strikes("open") ? -1 : real(folder, name, flags, mode);
    lock();
    int is_new = syscall(SYS_newfstatat, AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW) < 0;
    int fd = real(folder, name, flags, mode), error = errno;
    if (fd >= 0 && is_new) note("create", path, "", 0);
    unlock();
    errno = error;
    return fd;
}

#define OPEN(name, symbol, folder_parameter, folder)                                             \
    int name(folder_parameter const char *path, int flags, ...) {                                \
        va_list list;                                                                            \
        va_start(list, flags);                                                                   \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                  \
        va_end(list);                                                                            \
        return open_call(symbol, folder, path, flags, mode);                                     \
    }
#define FOLDER int folder,
OPEN(open, "openat", , AT_FDCWD)
OPEN(open64, "openat64", , AT_FDCWD)
OPEN(openat, "openat", FOLDER, folder)
OPEN(openat64, "openat64", FOLDER, folder)

int creat(const char *path, mode_t mode) {
    return open_call("openat", AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

static FILE *stream_call(const char *symbol, const char *name, const char *mode) {
    FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, symbol);
    if (is_watched() && (mode[0] == 'w' || mode[0] == 'a')) {
        // The C library's own call to open(2) can't be seen from here.
        int flags = O_WRONLY | O_CREAT | (mode[0] == 'a' ? O_APPEND : O_TRUNC);
        int fd = open_call("openat", AT_FDCWD, name, flags, 0666);
        if (fd < 0) return NULL;
        syscall(SYS_close, fd);
    }
    return real(name, mode);
}
FILE *fopen(const char *name, const char *mode) { return stream_call("fopen", name, mode); }
FILE *fopen64(const char *name, const char *mode) { return stream_call("fopen64", name, mode); }

static int is_file(int fd, char *path) {
    struct stat status;
    path[0] = 0;
    if (syscall(SYS_fstat, fd, &status) < 0 || !S_ISREG(status.st_mode)) return 0;
    path_of(fd, path);
    return path[0] != 0;
}

// What is written counts as a chance to fail; what it leaves is written down at close and fsync.
#define WRITE(type, name, parameters, arguments, fd)                                             \
    type name parameters {                                                                       \
        char path[PATH_MAX];                                                                     \
        if (is_watched() && !trace && is_file(fd, path) && strikes("write")) return -1;          \
        return REAL(name) arguments;                                                             \
    }
WRITE(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count), fd)
WRITE(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), fd)
WRITE(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), fd)
WRITE(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd)
WRITE(int, ftruncate, (int fd, off_t length), (fd, length), fd)
WRITE(int, ftruncate64, (int fd, off64_t length), (fd, length), fd)

static int sync_call(const char *symbol, int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, symbol);
    char path[PATH_MAX] = "";
    if (!is_watched()) return real(fd);
    path_of(fd, path);
    ON_PATH("fsync", path, NONE, 1, real(fd));
}
int fsync(int fd) { return sync_call("fsync", fd); }
int fdatasync(int fd) { return sync_call("fdatasync", fd); }

static void note_contents(int fd) {
    char path[PATH_MAX];
    int flags = (int)syscall(SYS_fcntl, fd, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || !is_file(fd, path)) return;
    lock();
    note("close", path, "", 1);
    unlock();
}
// What is in files that are open for writing would else be written down too late.
int syncfs(int fd) {
    char path[PATH_MAX] = "";
    if (!is_watched()) return REAL(syncfs)(fd);
    for (int open = 3; trace && open < 4096; open++) note_contents(open);
    path_of(fd, path);
    ON_PATH("syncfs", path, NONE, 0, REAL(syncfs)(fd));
}
int close(int fd) {
    if (is_watched() && trace) note_contents(fd);
    return (int)syscall(SYS_close, fd);
}
int fclose(FILE *stream) {
    if (is_watched() && trace && stream) {
        fflush(stream);
        note_contents(fileno(stream));
    }
    return REAL(fclose)(stream);
}

static int two_paths(const char *kind, int folder, const char *name, int to, const char *other,
    int flags) {
    char path[PATH_MAX] = "", target[PATH_MAX] = "";
    int number = !strcmp(kind, "rename") ? SYS_renameat2 : SYS_linkat;
    if (!is_watched()) return (int)syscall(number, folder, name, to, other, flags);
    absolute(folder, name, path);
    absolute(to, other, target);
    if (!trace) {
        if (path[0] || target[0])
            if (strikes(kind)) return -1;
        return (int)syscall(number, folder, name, to, other, flags);
    }
    lock();
    int answer = (int)syscall(number, folder, name, to, other, flags), error = errno;
    // The target's status: the source is gone by now.
    if (answer >= 0 && (path[0] || target[0])) note(kind, target, path, 1);
    unlock();
    errno = error;
    return answer;
}
int rename(const char *name, const char *other) {
    return two_paths("rename", AT_FDCWD, name, AT_FDCWD, other, 0);
}
int renameat(int folder, const char *name, int to, const char *other) {
    return two_paths("rename", folder, name, to, other, 0);
}
int renameat2(int folder, const char *name, int to, const char *other, unsigned flags) {
    return two_paths("rename", folder, name, to, other, (int)flags);
}
int link(const char *name, const char *other) {
    return two_paths("link", AT_FDCWD, name, AT_FDCWD, other, 0);
}
int linkat(int folder, const char *name, int to, const char *other, int flags) {
    return two_paths("link", folder, name, to, other, flags);
}

static int remove_call(int folder, const char *name, int flags) {
    char path[PATH_MAX] = "";
    if (is_watched()) absolute(folder, name, path);
    const char *kind = flags & AT_REMOVEDIR ? "rmdir" : "unlink";
    ON_PATH(kind, path, NONE, 0, (int)syscall(SYS_unlinkat, folder, name, flags));
}
int unlink(const char *name) { return remove_call(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return remove_call(folder, name, flags); }
int rmdir(const char *name) { return remove_call(AT_FDCWD, name, AT_REMOVEDIR); }

static int folder_call(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX] = "";
    if (is_watched()) absolute(folder, name, path);
    ON_PATH("mkdir", path, NONE, 0, (int)syscall(SYS_mkdirat, folder, name, mode));
}
int mkdir(const char *name, mode_t mode) { return folder_call(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return folder_call(folder, name, mode); }

// Git makes the quarantine of a push with it.
char *mkdtemp(char *template) {
    char path[PATH_MAX] = "";
    if (is_watched()) absolute(AT_FDCWD, template, path);
    if (!path[0]) return REAL(mkdtemp)(template);
    if (!trace) return strikes("mkdir") ? NULL : REAL(mkdtemp)(template);
    lock();
    char *made = REAL(mkdtemp)(template);
    if (made) {
        absolute(AT_FDCWD, made, path);
        note("mkdir", path, "", 0);
    }
    unlock();
    return made;
}

static int mode_call(int fd, mode_t mode) {
    char path[PATH_MAX] = "";
    if (is_watched()) path_of(fd, path);
    ON_PATH("chmod", path, NONE, 0, (int)syscall(SYS_fchmod, fd, mode));
}
int fchmod(int fd, mode_t mode) { return mode_call(fd, mode); }
