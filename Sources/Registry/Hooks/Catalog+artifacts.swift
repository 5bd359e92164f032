package import Artifacts
import RegistryCore

extension Catalog {
    /// The store beside a repository, in Git LFS's own place and layout.
    package func store() -> FileStore {
        FileStore(
            root: "\(directory)/lfs/objects", records: "\(directory)/cairn/verified")
    }

    /// What the hook asks of the pointers a push names: their bytes are there, hash to their name,
    /// and lie in a file of the store's own, whoever brought them.
    func adoptedArtifacts() -> ArtifactPresence {
        let store = store()
        return { pointers async throws(RegistryError) in
            var problems: [(pointer: Pointer, problem: Objection)] = []
            for pointer in pointers where pointer.size > 0 {
                do throws(StoreError) { try await store.adopt(pointer) } catch {
                    problems.append((pointer, absent(pointer, error)))
                }
            }
            return problems
        }
    }

    /// What a client can ask before pushing: the store has an object of that length.
    package func presentArtifacts(in store: FileStore) -> ArtifactPresence {
        { pointers async throws(RegistryError) in
            var problems: [(pointer: Pointer, problem: Objection)] = []
            for pointer in pointers where pointer.size > 0 {
                do throws(StoreError) {
                    guard try await store.size(of: pointer.digest) == pointer.size else {
                        throw .missing(pointer.digest)
                    }
                } catch {
                    problems.append((pointer, absent(pointer, error)))
                }
            }
            return problems
        }
    }
}

private func absent(_ pointer: Pointer, _ error: StoreError) -> Objection {
    guard case .missing = error else { return explain(error).objections[0] }
    return Objection(
        .artifactMissing,
        "The store lacks the artifact \(pointer.digest) (\(ByteCount(pointer.size))).",
        remedy: "Run `cairn upload`, or `git lfs push origin main`, then push again.")
}
