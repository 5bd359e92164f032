#pragma once
#include <malloc.h>
#include <sys/vfs.h>

/* Swift reads <unistd.h> without _GNU_SOURCE, which hides it. */
int syncfs(int descriptor);
