import Artifacts
import Client
import RegistryCore

extension LFSStore {
    /// Of these artifacts, those that the server does not offer, and why.
    func lacking(
        _ pointers: [Pointer]
    ) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
        var lacking: [(pointer: Pointer, error: StoreError)] = []
        for batch in batches(of: pointers) {
            let (server, answer) = try await access.batch(.download, batch, offering: [.basic])
            let told = Dictionary(answer.objects.map { ($0.oid, $0) }) { $1 }
            for pointer in batch {
                do throws(StoreError) {
                    guard let object = told[pointer.digest] else { throw .missing(pointer.digest) }
                    _ = try LFSOffer(
                        .download, of: pointer, object, by: answer.transfer, at: server,
                        access.name)
                } catch {
                    lacking.append((pointer, error))
                }
            }
        }
        return lacking
    }
}
