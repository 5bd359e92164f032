package import FoundationEssentials

/// The key to sign with, fetched once and again before it ends.
package actor Credentials {
    /// How long before its end a key is replaced.
    private static let margin: TimeInterval = 300

    private let source: CredentialSource
    private let now: @Sendable () -> Date
    private var current: AccessKey?
    private var pending: Task<Result<AccessKey, CredentialError>, Never>?

    /// - Parameters:
    ///   - environment: What names the places to look at.
    ///   - transport: How services are asked. Most are a hop away or not there at all, so it should
    ///     not wait for long.
    package init(
        environment: [String: String], transport: HTTPTransport,
        now: @escaping @Sendable () -> Date
    ) {
        source = CredentialSource(environment: environment, transport: transport)
        self.now = now
    }

    /// A key that is good for some minutes yet. Callers at the same time share one look-up; where
    /// that fails, a key that has not ended yet still serves.
    package func key() async throws(CredentialError) -> AccessKey {
        if let current, current.lasts(beyond: now().addingTimeInterval(Self.margin)) {
            return current
        }
        switch await lookUp().value {
        case .success(let key): return key
        case .failure(let error):
            guard let current, current.lasts(beyond: now()) else { throw error }
            return current
        }
    }

    private func lookUp() -> Task<Result<AccessKey, CredentialError>, Never> {
        if let pending { return pending }
        let task = Task {
            let found = await result()
            if case .success(let key) = found { current = key }
            pending = nil
            return found
        }
        pending = task
        return task
    }

    private func result() async -> Result<AccessKey, CredentialError> {
        do throws(CredentialError) {
            return .success(try await source.find())
        } catch {
            return .failure(error)
        }
    }
}

extension AccessKey {
    fileprivate func lasts(beyond date: Date) -> Bool {
        expires.map { $0 > date } ?? true
    }
}
