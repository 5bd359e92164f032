/// The graphics processors of this machine, as NVIDIA's driver lists them.
struct Accelerators {
    let model: String
    let count: Int

    /// Reads `<folder>/<bus id>/information`, which the driver keeps (NVIDIA driver README,
    /// "The proc Filesystem Interface"); `nil` where there is no such driver or device.
    ///
    /// What `nvidia-smi` says, without the half second that starting it takes.
    static func present(folder: String = "/proc/driver/nvidia/gpus") -> Accelerators? {
        let models = HostFile.names(in: folder).prefix(64).compactMap { device in
            HostFile.lines(of: "\(folder)/\(device)/information")
                .first { $0.hasPrefix("Model:") }
                .map { $0.dropFirst("Model:".count).drop { $0.isWhitespace } }
        }
        guard let model = models.first else { return nil }
        return Accelerators(model: String(model), count: models.count)
    }
}
