import Git
package import RegistryCore

/// What a Git client asks for over HTTP (gitprotocol-http(5)).
package struct GitRequest: Hashable, Sendable {
    package let service: Service
    /// Whether it asks what there is, and sends nothing yet.
    package let isAdvertisement: Bool
    /// What `GIT_PROTOCOL` is to say; nothing stands for the oldest protocol.
    package let version: ProtocolVersion?

    /// One of the two programs that serve a repository.
    package enum Service: String, Hashable, Sendable, CaseIterable {
        case uploadPack = "git-upload-pack"
        case receivePack = "git-receive-pack"

        /// What a caller does by it.
        package var action: Action {
            switch self {
            case .uploadPack: .read
            case .receivePack: .push
            }
        }
    }

    /// The value of the header `Git-Protocol`, of which only these are passed on.
    package enum ProtocolVersion: String, Hashable, Sendable {
        case one = "version=1"
        case two = "version=2"
    }

    package init(service: Service, isAdvertisement: Bool, version: ProtocolVersion?) {
        self.service = service
        self.isAdvertisement = isAdvertisement
        self.version = version
    }

    /// What stands before the advertisement: version 2 has left it out.
    package var preface: String {
        guard isAdvertisement, version != .two || service == .receivePack else { return "" }
        let line = "# service=\(service.rawValue)\n"
        let length = String(line.utf8.count + 4, radix: 16)
        return String(repeating: "0", count: 4 - length.count) + length + line + "0000"
    }

    /// The words after `git`.
    var arguments: [GitArgument] {
        let advertising: [GitArgument] = isAdvertisement ? ["--advertise-refs"] : []
        // A signed push shows the nonce of the advertisement, some time later.
        let slop: [GitArgument] =
            service == .receivePack ? ["-c", "receive.certNonceSlop=300"] : []
        return slop + service.arguments + ["--stateless-rpc"] + advertising + ["."]
    }
}

extension GitRequest.Service {
    /// The program and its options, without the repository that comes last.
    var arguments: [GitArgument] {
        switch self {
        case .uploadPack: ["upload-pack", "--strict"]
        case .receivePack: ["receive-pack"]
        }
    }
}
