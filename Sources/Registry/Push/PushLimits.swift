/// The most of everything that one push may bring; beyond it the whole push is refused.
///
/// What git does before the hook runs is bounded by `receive.maxInputSize` alone
/// (`RegistrySettings`). docs/format.md lists these values.
package struct PushLimits: Sendable {
    /// Refs that one push moves.
    package var refs = 1_000
    /// Commits that one push brings to `main`.
    package var commits = 10_000
    /// Paths that all these commits together change.
    package var changedPaths = 100_000
    /// Objects of any kind.
    package var objects = 500_000
    /// Bytes of all objects together, once inflated.
    package var inflatedBytes = 1 << 30
    /// Bytes of one blob: the largest manifest that is read.
    package var blobBytes = 1 << 20
    /// Bytes of one tree: some 400,000 entries.
    package var treeBytes = 16 << 20
    /// Bytes of one commit or tag, its message and signature included.
    package var messageBytes = 64 << 10
    /// Decisions of one person on one proposal.
    package var decisions = 100
    /// Objections that are told; whoever has so many will not read more.
    package var objections = 100
    /// How long judging may take, hashing artifacts left aside.
    package var time = Duration.seconds(300)

    /// The limits of every catalog.
    package static let standard = PushLimits()

    package init() {}
}
