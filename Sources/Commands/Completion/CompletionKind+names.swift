import ArgumentParser
import Registry
import RegistryCore

extension CompletionKind {
    /// Completes the name of a model.
    static var models: CompletionKind { .names { try $0.models(beginning: $1) } }

    /// Completes the name of a stage.
    static var stages: CompletionKind {
        .names { names, _ in try names.stages() }
    }

    /// Completes the name of a model, and after its `@` what names one of its versions.
    static var references: CompletionKind { .names { try $0.references(beginning: $1) } }

    /// A shell can show nothing but names, so whatever goes wrong there are none.
    private static func names(
        _ find: @escaping @Sendable (NameSuggestions, String) throws -> [String]
    ) -> CompletionKind {
        .custom { words, _, prefix in
            let context = Context(.process, options: GlobalOptions(scanning: words))
            return (try? find(NameSuggestions(context.session()), prefix)) ?? []
        }
    }
}

extension NameSuggestions {
    /// The references to versions that begin with `prefix`.
    fileprivate func references(beginning prefix: String) throws(RegistryError) -> [String] {
        guard let (name, start) = prefix.cut(at: "@") else { return try models(beginning: prefix) }
        guard let model = ModelName(parsing: name) else { return [] }
        return try selectors(of: model).filter { $0.hasPrefix(start) }.map { "\(model)@\($0)" }
    }
}

extension GlobalOptions {
    /// What an unfinished command line says of where to look.
    fileprivate init(scanning words: [String]) {
        self.init()
        registry = words.value(after: ["-R", "--registry"])
        directory = words.value(after: ["-C", "--directory"])
        quiet = true
    }
}

extension [String] {
    /// The word after the last of these options, or what one of them has after its `=`.
    fileprivate func value(after options: Set<String>) -> String? {
        let pairs = zip(self, dropFirst()).filter { options.contains($0.0) }.map(\.1)
        let joined = compactMap { $0.cut(at: "=") }.filter { options.contains($0.head) }
        return pairs.last ?? joined.last?.tail
    }
}
