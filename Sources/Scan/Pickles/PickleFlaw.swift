/// Why a pickle is not to be trusted.
enum PickleFlaw: Hashable {
    /// It imports what is not on the list.
    case imports(String)
    /// It imports what only running it would tell.
    case computedImport
    /// It imports by a number of `copyreg`'s registry.
    case numberedImport
    /// It changes something it has imported.
    case changesImport
    /// It numbers what it remembers in two ways, so that two readers could remember two things.
    case mixedMemo
    /// It is longer than is looked at: so many of something.
    case tooLong(String)
    /// Python itself would stop reading here; what stood before would have been run.
    case malformed

    var code: ScanCode {
        switch self {
        case .imports: .pickleImport
        case .malformed: .pickleMalformed
        default: .pickleUnclear
        }
    }

    var sentence: String {
        switch self {
        case .imports(let name): "The pickle imports \(name), which is not on the list."
        case .computedImport: "The pickle imports something whose name only running it would tell."
        case .numberedImport: "The pickle imports something by its number in copyreg's registry."
        case .changesImport: "The pickle changes something that it has imported."
        case .mixedMemo: "The pickle numbers what it remembers in two ways at once."
        case .tooLong(let what): "The pickle has too many \(what) to be looked at."
        case .malformed: "It is no pickle, or one that breaks off or is damaged."
        }
    }
}
