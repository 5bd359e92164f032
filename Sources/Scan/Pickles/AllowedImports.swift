/// What a pickle may import: what makes plain values, arrays and tensors, and nothing that can run,
/// open or import anything else.
///
/// What a thing does with hostile arguments decides; `torch.storage._load_from_bytes`, for one,
/// unpickles them, and is not here. `__builtin__` and `copy_reg` are names of Python 2, which
/// protocols below 3 still use.
enum AllowedImports {
    static func contains(_ module: String, _ name: String) -> Bool {
        names[module]?.contains(name) ?? false
    }

    private static let names: [String: Set<String>] = {
        var names = table
        for (old, new) in renamed { names[old, default: []].formUnion(table[new] ?? []) }
        return names
    }()

    /// Modules that have had another name.
    private static let renamed = [
        ("__builtin__", "builtins"), ("copy_reg", "copyreg"),
        ("numpy._core.multiarray", "numpy.core.multiarray"),
        ("numpy._core.numeric", "numpy.core.numeric"),
    ]

    private static let table: [String: Set<String>] = [
        "builtins": [
            "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list",
            "object", "range", "set", "slice", "str", "tuple",
        ],
        "copyreg": ["_reconstructor"],
        "_codecs": ["encode"],
        "collections": ["Counter", "OrderedDict", "defaultdict", "deque"],
        "argparse": ["Namespace"],
        "datetime": ["date", "datetime", "time", "timedelta", "timezone"],
        "decimal": ["Decimal"],
        "fractions": ["Fraction"],
        "pathlib": ["PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"],
        "uuid": ["UUID"],
        "numpy": ["dtype", "ndarray"],
        "numpy.core.multiarray": ["_reconstruct", "scalar"],
        "numpy.core.numeric": ["_frombuffer"],
        "torch": torchTypes,
        "torch._tensor": ["_rebuild_from_type_v2"],
        "torch._utils": [
            "_rebuild_device_tensor_from_numpy", "_rebuild_meta_tensor_no_storage",
            "_rebuild_parameter", "_rebuild_parameter_with_state", "_rebuild_qtensor",
            "_rebuild_sparse_tensor", "_rebuild_tensor", "_rebuild_tensor_v2",
        ],
        "torch.nn.parameter": ["Buffer", "Parameter"],
        "torch.serialization": ["_get_layout"],
        "torch.storage": ["TypedStorage", "UntypedStorage"],
    ]

    private static let torchTypes: Set<String> = {
        let stored = [
            "BFloat16", "Bool", "Byte", "Char", "ComplexDouble", "ComplexFloat", "Double", "Float",
            "Half", "Int", "Long", "QInt32", "QInt8", "QUInt2x4", "QUInt4x2", "QUInt8", "Short",
        ]
        let numbers: Set = [
            "bfloat16", "bool", "complex128", "complex32", "complex64", "float16", "float32",
            "float64", "float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz",
            "int16", "int32", "int64", "int8", "qint32", "qint8", "quint8", "uint16", "uint32",
            "uint64", "uint8",
        ]
        let others: Set = [
            "Size", "Tensor", "device", "per_channel_affine", "per_tensor_affine", "strided",
        ]
        return numbers.union(others).union(stored.map { "\($0)Storage" })
    }()
}
