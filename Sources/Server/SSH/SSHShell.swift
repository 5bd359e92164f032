package import FoundationEssentials
package import Registry
package import RegistryCore
import SystemPackage

/// What the forced command of a key does: the one thing that was asked for, if the policy lets it.
package struct SSHShell: Sendable {
    private let folders: [String: String]
    private let key: PresentedKey
    private let isReadOnly: Bool
    private let environment: [String: String]
    private let now: @Sendable () -> Date

    /// What came of a command.
    package enum Answer: Sendable {
        /// All was said on the streams; the program's exit status.
        case done(Int32)
        /// Where the LFS server is.
        case address(LFSGrant)
        /// There is no such command here; whoever called tries another.
        case unavailable(RegistryError)
    }

    /// - Parameters:
    ///   - folders: Absolute paths of the registries.
    ///   - key: What sshd has seen a proof of.
    ///   - isReadOnly: Whether nobody may push, upload or lock.
    /// - Throws: `usage` if two registries have one name.
    package init(
        serving folders: [String], key: PresentedKey, isReadOnly: Bool,
        environment: [String: String], now: @escaping @Sendable () -> Date
    ) throws(RegistryError) {
        var byName: [String: String] = [:]
        for folder in folders {
            let name = ServedCatalog.name(ofFolder: folder)
            guard byName.updateValue(folder, forKey: name) == nil else {
                throw .sameName(name)
            }
        }
        self.folders = byName
        self.key = key
        self.isReadOnly = isReadOnly
        self.environment = environment
        self.now = now
    }

    /// Does what `SSH_ORIGINAL_COMMAND` says.
    package func run() async throws(RegistryError) -> Answer {
        guard let text = environment["SSH_ORIGINAL_COMMAND"], !text.isEmpty else {
            throw RegistryError(
                .usage, "You are known here, but there is no shell.",
                remedy: "Use git: `git clone <user>@<host>:<registry>.git`.")
        }
        guard let command = SSHCommand(parsing: text) else {
            throw RegistryError(
                .usage, "'\(text.printable)' is nothing that is done here.",
                remedy: "Use git and git-lfs, with an address such as <user>@<host>:<registry>.git."
            )
        }
        guard let folder = folders[command.catalog] else { throw .notServed }
        let catalog = try ServedCatalog(
            opening: folder, environment: trusted(environment), isReadOnly: isReadOnly)
        let caller = try await catalog.caller(presenting: key, now: now())
        try await catalog.admit(caller, for: command.program.action)
        return try await answer(command.program, of: catalog, to: caller)
    }

    private func answer(
        _ program: SSHCommand.Program, of catalog: ServedCatalog, to caller: Caller
    ) async throws(RegistryError) -> Answer {
        switch program {
        case .git(let service):
            let version = environment["GIT_PROTOCOL"].flatMap(GitRequest.ProtocolVersion.init)
            return .done(try await catalog.converse(service, with: caller, version, now: now()))
        case .transfer(let operation):
            try await TransferSession(
                catalog, caller, operation, now: now, reading: .standardInput,
                writing: .standardOutput
            ).run()
            return .done(0)
        case .authenticate(let operation):
            let address = try catalog.lfsAddress(for: caller, to: operation, now: now())
            return address.map(Answer.address) ?? .unavailable(.noAddress)
        }
    }
}

/// What a client could set for itself where sshd's `AcceptEnv` is too wide: settings of git, above
/// all, which would run any program.
private func trusted(_ environment: [String: String]) -> [String: String] {
    environment.filter { name, _ in
        !["GIT_", "CAIRN_", "SSH_"].contains(where: name.hasPrefix)
    }
}

extension SSHCommand.Program {
    /// What the caller must be allowed before anything else is asked: to move artifacts is allowed
    /// one by one, and who may not may still list locks.
    fileprivate var action: RegistryCore.Action {
        switch self {
        case .git(let service): service.action
        case .authenticate, .transfer: .read
        }
    }
}

extension RegistryError {
    static func sameName(_ name: String) -> RegistryError {
        RegistryError(
            .usage, "Two of the registries are called '\(name.printable)'.",
            remedy: "Rename one of the folders, or serve them apart.")
    }

    fileprivate static let noAddress = RegistryError(
        .notServed, "git-lfs-authenticate: not found, for no server is known here.",
        remedy: "Use git-lfs 3.0 or later, which needs none; or ask for `git config "
            + "cairn.publicUrl` in the registry.")
}
