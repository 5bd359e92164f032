#pragma once
#include <zlib.h>

/// Sets `stream` up to read gzip (RFC 1952) and nothing else. `inflateInit2` is a macro, which
/// Swift cannot call.
static inline int czlib_read_gzip(z_stream *stream) {
    return inflateInit2(stream, 16 + MAX_WBITS);
}
