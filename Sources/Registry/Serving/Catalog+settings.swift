import Git
import RegistryCore

extension Catalog {
    /// How clients reach the registry's server, as its own configuration says (`cairn.publicUrl`).
    func publicURL() throws(RegistryError) -> String? {
        let said = try translate("cairn.publicUrl") { () throws(GitError) in
            try repository.config("cairn.publicurl")
        }
        guard let said else { return nil }
        guard let url = PublicURL(parsing: said) else {
            throw RegistryError(
                .usage, "cairn.publicUrl is '\(said.printable)', which is no address of a server.",
                remedy: "Write \(PublicURL.grammar).")
        }
        return url.description
    }

    /// Which way artifacts go to a bucket and from it, as the registry's own configuration says
    /// (`cairn.bucketTransfer`).
    func bucketTransfer() throws(RegistryError) -> BucketTransfer {
        let said = try translate("cairn.bucketTransfer") { () throws(GitError) in
            try repository.config("cairn.buckettransfer")
        }
        guard let said else { return .proxy }
        guard let way = BucketTransfer(rawValue: said) else {
            throw RegistryError(
                .usage, "cairn.bucketTransfer is '\(said.printable)', which is no way to go.",
                remedy: "Set it to proxy, or to direct, or unset it.")
        }
        return way
    }
}
