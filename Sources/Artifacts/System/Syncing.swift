import SystemPackage

/// Makes what was renamed, made or removed in these folders survive a loss of power; a folder that
/// is not there is left out.
package func syncFolders(_ paths: some Sequence<String>) throws(StoreError) {
    for path in paths {
        try Folder(ifPresent: path)?.sync()
    }
}

/// Makes a folder with everything in it survive a loss of power, and its own name too.
package func syncTree(_ path: String) throws(StoreError) {
    try Folder(at: path).syncAll()
    try Folder(at: "\(path)/..").sync()
}

/// Gives a folder that was made under another name its own, once all in it would survive a loss of
/// power: over nothing, or over an empty folder (rename(2)).
///
/// - Throws: if something else has come to have that name.
package func putInPlace(_ draft: String, at target: String) throws(StoreError) {
    try Folder(at: draft).syncAll()
    let (source, place) = (FilePath(draft), FilePath(target))
    guard let name = source.lastComponent?.string, let final = place.lastComponent?.string else {
        throw .noSuchFile(target)
    }
    let parent = try Folder(at: place.removingLastComponent().string)
    try Folder(at: source.removingLastComponent().string).rename(name, to: parent, as: final)
    try parent.sync()
}

extension Folder {
    fileprivate func syncAll() throws(StoreError) {
        for name in try names() {
            switch try status(of: name)?.type {
            case .directory: try folder(name).syncAll()
            case .regular: try file(name).sync()
            default: continue
            }
        }
        try sync()
    }
}
