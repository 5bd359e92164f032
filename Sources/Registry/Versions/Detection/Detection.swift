import FoundationEssentials
import RegistryCore

extension Session {
    /// What a record can say by itself: who registers and when, the code around us, the Python
    /// environment, and the accelerator.
    ///
    /// What can't be found out is left out; nothing here keeps a version from being registered.
    func detected() async throws(RegistryError) -> VersionManifest {
        // The number is the registry's to say, once it is known what came before.
        var record = VersionManifest(version: .first)
        record.author = try await user()
        record.created = now
        record.source = await detectedSource()
        record.environment = PythonEnvironment.active(environment).map { python in
            var found = RunEnvironment()
            found.language = "python \(python.version)"
            let packages = python.packages()
            found.packages = packages.isEmpty ? nil : packages
            return found
        }
        record.compute = Accelerators.present().map { accelerators in
            var found = Compute()
            found.accelerator = accelerators.model
            found.count = accelerators.count
            return found
        }
        return record
    }
}
