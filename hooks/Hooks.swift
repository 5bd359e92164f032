/// The shell files that git runs, embedded so that one binary carries them all.
///
/// Each only finds the `cairn` that `init` or `clone` recorded, and becomes it. Those of a catalog
/// read its path from the file `program` beside them: asking git for `cairn.program` takes as long
/// as an eighth of what a push is judged in.
package enum HookFile: String, CaseIterable, Sendable {
    case preReceive = "pre-receive"
    case referenceTransaction = "reference-transaction"
    case procReceive = "proc-receive"
    case postReceive = "post-receive"
    case prePush = "pre-push"

    /// The hooks of a catalog.
    package static let ofCatalog: [HookFile] = [
        .preReceive, .procReceive, .referenceTransaction, .postReceive,
    ]
    /// The hooks of a clone.
    package static let ofClone: [HookFile] = [.prePush]

    /// The file as it stands in the source tree.
    package var bytes: [UInt8] {
        switch self {
        case .preReceive: PackageResources.pre_receive
        case .referenceTransaction: PackageResources.reference_transaction
        case .procReceive: PackageResources.proc_receive
        case .postReceive: PackageResources.post_receive
        case .prePush: PackageResources.pre_push
        }
    }
}
