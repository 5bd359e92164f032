package import RegistryCore

/// One tensor of a model's file, as the file itself describes it.
package struct Tensor: Hashable, Sendable {
    package let name: String
    package let form: TensorForm
    /// Where its numbers lie in the file, in bytes; `nil` where they are elsewhere.
    package let place: Range<Int64>?
}

/// Why the header of a file is not well-formed, as a sentence.
struct HeaderFlaw: Error {
    let sentence: String
}
