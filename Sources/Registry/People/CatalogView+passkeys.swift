package import Cryptography
import Git
package import RegistryCore

extension CatalogView {
    /// The line of `allowed_signers` that lets `key` sign for the caller.
    package func line(of key: PublicKey) throws(RegistryError) -> String {
        var text = SignersText([])
        text.add(key, of: try person)
        return text.text
    }

    /// Makes a commit upon `main` that adds that line, to be pushed for review.
    ///
    /// - Parameter drafts: Where it is written.
    /// - Throws: `signers-invalid` for a key that stands there already.
    package func draftSigner(
        _ key: PublicKey, _ proposal: RequestOrder.Proposal, in drafts: Catalog
    ) throws(RegistryError) -> DraftedPush {
        let person = try person
        var text = SignersText(try catalog.file(RootFile.signers, in: snapshot.tree) ?? [])
        text.add(key, of: person)
        _ = try Signers(parsing: text.bytes)
        let author = Identity(name: person.description, email: person.description, date: now)
        let commit = try translate("the commit") { () throws(GitError) in
            let file = try drafts.repository.writeBlob(text.bytes)
            let tree = try drafts.repository.rewrite(
                snapshot.tree, [.put(RootFile.signers, .file, file)])
            return try drafts.repository.writeCommit(
                tree: tree, parents: [snapshot.commit], author: author, committer: author,
                message: "Add a passkey of \(person)\n")
        }
        return DraftedPush(
            object: commit, ref: "\(RequestAddress.target(.main))",
            options: RequestOrder.propose(proposal).options)
    }
}
