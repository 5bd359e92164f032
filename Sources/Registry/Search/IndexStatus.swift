package import RegistryCore
import SearchIndex

/// How a registry's search index is.
package struct IndexStatus: Encodable, Sendable {
    package let state: State
    /// The commit of `main` that it shows; `nil` where it can't be read.
    package let main: ObjectID?
    /// How many commits of `main` it lacks; `nil` where that can't be told.
    package let behind: Int?
    package let bytes: Int64

    /// Whether it can be searched as it is.
    package enum State: String, Encodable, Sendable {
        /// It shows the catalog as it is.
        case current
        /// Whoever searches next brings what it lacks.
        case behind
        /// Whoever searches next builds it.
        case missing, damaged
    }
}

extension CatalogIndex {
    /// How the index is; nothing is changed.
    ///
    /// - Parameter readsAll: Whether every page is read, which takes seconds for a large one.
    package func status(readsAll: Bool) throws(RegistryError) -> IndexStatus {
        guard let path = folder.current else { return unusable(.missing, bytes: 0) }
        let bytes = folder.size(of: path)
        do {
            let file = try IndexFile(opening: path, for: .command)
            guard try !readsAll || file.faults().isEmpty else {
                return unusable(.damaged, bytes: bytes)
            }
            let main = try file.state().main?.commit
            return IndexStatus(
                state: try isBehind(file) ? .behind : .current, main: main,
                behind: try? catalog.commits(after: main, to: catalog.snapshot().commit).count,
                bytes: bytes)
        } catch let error as IndexError where error.wantsRebuild {
            return unusable(error == .missing ? .missing : .damaged, bytes: bytes)
        } catch let error as IndexError {
            throw explain(error)
        } catch {
            throw RegistryError(any: error)
        }
    }

    private func unusable(_ state: IndexStatus.State, bytes: Int64) -> IndexStatus {
        IndexStatus(state: state, main: nil, behind: nil, bytes: bytes)
    }
}
