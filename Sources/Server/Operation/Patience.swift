/// How long clients are waited for: a connection that is held for nothing is one that somebody else
/// can't have.
package struct Patience: Sendable {
    /// The fewest bytes a second of a request's body, over any `window` that was spent waiting for
    /// it; 0: as slowly as they like.
    package var leastRate: Int64 = 1024
    /// Over how long the rate is taken: a client may well think for a while.
    package var window = Duration.seconds(30)
    /// For all of a request's header, and for the next request to begin.
    package var header = Duration.seconds(60)
    /// For a client that has connected to begin to speak TLS, and to agree on it.
    package var handshake = Duration.seconds(20)

    /// Fit for people and their programs on slow lines.
    package init() {}
}
