#pragma once
#include <git2.h>
#include <git2/sys/repository.h>
#include <stdlib.h>

/// Sets libgit2 up for this process; call it once, after `git_libgit2_init`. Negative on failure.
///
/// `git_libgit2_opts` is variadic, which Swift cannot call. The choices:
/// - Who owns a repository's files is decided by the operating system, not by libgit2, whose
///   refusal reads "config value 'safe.directory' was not found".
/// - Objects are fsynced before a write returns, so that no ref outlives what it names.
/// - Three kinds of repository that libgit2 cannot read are opened all the same, only to be
///   refused by name.
/// - What is read is held to its name by the caller, with a SHA-1 that takes a quarter of the time.
/// How much of a pack is mapped at once stays libgit2's choice, 1 GiB of 8: small windows are mapped
/// anew all the time, and every core waits for that.
static inline int cgit_configure(void) {
    const char *extensions[] = {"objectformat", "refstorage", "partialclone"};
    int error = git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    if (error == 0) error = git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    if (error == 0) error = git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)3);
    if (error == 0) error = git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    return error;
}
