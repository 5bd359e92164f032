/// What a tensor is made of.
package struct TensorForm: Hashable, Sendable, Encodable {
    /// The kind of its numbers, as the file's format calls it: `F32`, `Q4_K`, `FLOAT16`.
    package let type: String
    package let shape: [Int64]

    package init(type: String, shape: [Int64]) {
        self.type = type
        self.shape = shape
    }
}

extension TensorForm: CustomStringConvertible {
    package var description: String {
        "\(type.printable) [\(shape.map(String.init).joined(separator: ", "))]"
    }
}
