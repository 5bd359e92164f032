import Artifacts
package import RegistryCore

extension ServedCatalog {
    /// Whether `caller` may not read every artifact, and so has to bring what they name in a push
    /// even where the store has it.
    package func mustProve(_ caller: Caller) throws(RegistryError) -> Bool {
        try policy().readableNamespaces(of: caller) != nil
    }

    /// Notes that these have come from those whom their passes were given to, where that is to be
    /// remembered.
    ///
    /// - Precondition: The store has kept them, and so hashed them.
    package nonisolated func noteArrival(by passes: [TransferPass]) throws(RegistryError) {
        do throws(StoreError) {
            for pass in passes { try proof(of: pass)?.note(pass.pointer.digest) }
        } catch {
            throw explain(error)
        }
    }

    /// Notes that this has come from `caller`, if that is to be remembered.
    ///
    /// - Precondition: The store has kept it, and so hashed it.
    package func noteArrival(
        of pointer: Pointer, from caller: Caller
    ) throws(RegistryError) {
        guard let person = caller.person, try mustProve(caller) else { return }
        do throws(StoreError) {
            try ProvenArtifacts(of: person, catalog: directory).note(pointer.digest)
        } catch {
            throw explain(error)
        }
    }

    /// What is remembered of the person of a pass; `nil` where nothing has to be.
    nonisolated func proof(of pass: TransferPass) -> ProvenArtifacts? {
        guard pass.isProof, let person = pass.person else { return nil }
        return ProvenArtifacts(of: person, catalog: directory)
    }
}
