import RegistryCore

/// What a file's name promises that readers will do with it.
package enum FileKind: String, Sendable, CaseIterable {
    /// Unpickled: by pickle, torch or joblib.
    case pickle
    /// Unpickled if it turns out to be a pickle; as often raw numbers.
    case perhapsPickle = "perhaps-pickle"
    case safetensors, gguf, onnx, other

    /// By the name's last extension, whatever its case: libraries differ in whether it matters.
    package init(ofName name: some StringProtocol) {
        let dot = name.lastIndex(of: ".")
        let ending = dot.map { name[$0...].dropFirst().lowercased() } ?? ""
        self =
            switch ending {
            case "pkl", "pickle", "pt", "pth", "ckpt", "joblib": .pickle
            case "bin": .perhapsPickle
            case "safetensors": .safetensors
            case "gguf": .gguf
            case "onnx": .onnx
            default: .other
            }
    }
}
