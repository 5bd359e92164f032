#pragma once
#include <zlib.h>

/// Sets `stream` up to read gzip (RFC 1952) and nothing else. `inflateInit2` is a macro, which
/// Swift cannot call.
static inline int czlib_read_gzip(z_stream *stream) {
    return inflateInit2(stream, 16 + MAX_WBITS);
}

/// The same for gzip or zlib (RFC 1950), whichever the stream begins with.
static inline int czlib_read_gzip_or_zlib(z_stream *stream) {
    return inflateInit2(stream, 32 + MAX_WBITS);
}

/// The same for deflated bytes (RFC 1951) without any frame.
static inline int czlib_read_deflate(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}
