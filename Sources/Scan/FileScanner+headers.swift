extension FileScanner {
    /// The header of a safetensors file.
    func safetensors(
        _ part: FilePart, _ head: [UInt8]
    ) async throws(Failure) -> [ScanFinding] {
        guard let length = SafetensorsHeader.length(head, size: part.size) else {
            return flawed(.safetensorsMalformed, part, "Its header is longer than the file.")
        }
        guard length <= limits.safetensors else {
            return flawed(.safetensorsMalformed, part, "Its header is too long to be looked at.")
        }
        let header = try await read(part, 8, length)
        return flawed(
            .safetensorsMalformed, part,
            SafetensorsHeader.flaw(in: header, of: part.size))
    }

    /// What stands before the tensors of a GGUF file.
    func gguf(_ part: FilePart) async throws(Failure) -> [ScanFinding] {
        let bytes = try await read(part, 0, limits.gguf)
        return flawed(.ggufMalformed, part, GGUFHeader.flaw(in: bytes, size: part.size))
    }

    /// The outermost fields of an ONNX file, which reach exactly to its end and have one graph.
    func onnx(_ part: FilePart) async throws(Failure) -> [ScanFinding] {
        var offset: Int64 = 0
        var counts: [UInt64: Int] = [:]
        var fields = 0
        while offset < part.size {
            fields += 1
            let bytes = try await read(part, offset, ONNXField.window)
            guard fields <= limits.onnxFields, let field = ONNXField(bytes),
                field.length <= part.size - offset
            else {
                return flawed(.onnxMalformed, part, "It is no message of the kind that ONNX is.")
            }
            counts[field.number, default: 0] += 1
            offset += field.length
        }
        let isModel = counts[ONNXField.graph] == 1 && counts[ONNXField.version] == 1
        return flawed(.onnxMalformed, part, isModel ? nil : "It has not one version and one graph.")
    }

    private func flawed(
        _ code: ScanCode, _ part: FilePart, _ sentence: String?
    ) -> [ScanFinding] {
        sentence.map { [ScanFinding(code, in: part.name, $0)] } ?? []
    }
}
