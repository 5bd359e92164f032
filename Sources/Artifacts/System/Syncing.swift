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
