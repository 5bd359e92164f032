/// Lists the tensors of safetensors, GGUF and ONNX files, reading what describes them and no more.
package struct TensorReader<Failure: Error>: Sendable {
    private let source: ScanSource<Failure>
    private let limits = ScanLimits()

    package init(_ source: ScanSource<Failure>) {
        self.source = source
    }

    /// The tensors in the order of the file; `nil` for a file of another kind, and for one whose
    /// description is damaged or too long to be read.
    ///
    /// - Throws: What reading throws.
    package func tensors(as kind: FileKind) async throws(Failure) -> [Tensor]? {
        switch kind {
        case .safetensors: try await safetensors()
        case .gguf: try await gguf()
        case .onnx: try await ONNXTensors(source, limit: limits.onnxFields).all()
        case .pickle, .perhapsPickle, .other: nil
        }
    }

    private func safetensors() async throws(Failure) -> [Tensor]? {
        let head = try await source.bytes(0, 8)
        guard let length = SafetensorsHeader.length(head, size: source.size),
            length <= limits.safetensors
        else { return nil }
        let header = try await source.bytes(8, length)
        return try? SafetensorsHeader.tensors(in: header, of: source.size)
    }

    private func gguf() async throws(Failure) -> [Tensor]? {
        let bytes = try await source.bytes(0, limits.gguf)
        return try? GGUFHeader.tensors(in: bytes, size: source.size)
    }
}

extension ScanSource {
    /// At most `count` bytes from `offset` on; fewer where the file ends.
    package func bytes(_ offset: Int64, _ count: Int64) async throws(Failure) -> [UInt8] {
        let end = min(offset + count, size)
        return offset < end ? try await read(offset..<end) : []
    }
}
