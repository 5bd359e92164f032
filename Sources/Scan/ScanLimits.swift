/// How much of a file is looked at, so that no file takes memory or time without end.
struct ScanLimits {
    /// Bytes read at once.
    var window: Int64 = 4 << 20
    /// Findings after which a file needs no more.
    var findings = 20
    /// Bytes at the beginning of a file or member that say what it is.
    var head: Int64 = 4096
    /// Opcodes of one pickle.
    var opcodes = 100_000_000
    /// Values on a pickle's stack.
    var stack = 1 << 20
    /// Names that a pickle remembers.
    var memo = 1 << 18
    /// Members of one archive, and bytes of its directory.
    var members = 200_000
    var directory: Int64 = 64 << 20
    /// Archives inside one another.
    var depth = 3
    /// How many times its packed length something may have, beyond `unpacked` bytes.
    var ratio: Int64 = 200
    var unpacked: Int64 = 64 << 20
    /// Bytes of a safetensors header; the format's own reader takes 100 MB.
    var safetensors: Int64 = 16 << 20
    /// Bytes of what stands before the tensors of a GGUF file.
    var gguf: Int64 = 64 << 20
    /// Top-level fields of an ONNX file.
    var onnxFields = 100_000

    /// The most bytes that `packed` ones may become.
    func mostUnpacked(from packed: Int64) -> Int64 {
        let (product, overflow) = packed.multipliedReportingOverflow(by: ratio)
        return overflow ? .max : max(product, unpacked)
    }
}
