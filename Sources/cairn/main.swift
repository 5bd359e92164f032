import CLinux
import Commands
import Glibc

// Folders with a thousand entries are read by the ten thousand, and a server copies parts of many
// mebibytes. With glibc's own thresholds the one gives its memory back to the kernel each time,
// only to have it faulted in again, and the other keeps what it no longer uses.
mallopt(M_TRIM_THRESHOLD, 4 << 20)
mallopt(M_TOP_PAD, 1 << 20)
mallopt(M_MMAP_THRESHOLD, 1 << 20)
mallopt(M_ARENA_MAX, 4)

exit(await runCommandLine(Array(CommandLine.arguments.dropFirst()), in: .process))
