/// Why bytes are not what SSH's wire format writes (RFC 4251 §5).
package enum WireError: Error, Equatable {
    /// A length points past the end.
    case truncated
    /// Bytes are left over after the last field.
    case trailingBytes
    /// A name holds something other than printable ASCII (RFC 4250 §4.6.1).
    case unprintableName
    /// An integer is negative, or written longer than it needs to be.
    case improperInteger
    /// A field says otherwise than one before it.
    case contradiction
}
