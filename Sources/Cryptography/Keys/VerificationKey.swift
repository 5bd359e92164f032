import COpenSSL

/// A public key in OpenSSL's hands. Owns an `EVP_PKEY`.
@safe struct VerificationKey: ~Copyable {
    private let handle: OpaquePointer

    /// Takes `material` over; `nil` if OpenSSL makes no key of it, as of a point off its curve, or
    /// if it is of an unknown type, or on a token: then the key inside is what verifies.
    init?(_ material: KeyMaterial) {
        let made =
            switch material {
            case .ed25519(let key):
                unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key, key.count)
            case .ecdsa(let curve, let point): unsafe Self.pointKey(on: curve, point)
            case .rsa(let numbers): unsafe Self.rsaKey(numbers)
            case .securityKey, .unknown: unsafe nil as OpaquePointer?
            }
        // A reason left in OpenSSL's queue would be taken for that of a later call.
        ERR_clear_error()
        guard let made = unsafe made else { return nil }
        unsafe handle = made
    }

    deinit {
        unsafe EVP_PKEY_free(handle)
    }

    /// Whether `signature` is this key's over `message`, hashed with `hash`; `nil` where the
    /// algorithm brings its own hash.
    func accepts(_ signature: [UInt8], over message: [UInt8], hash: HashFunction?) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        defer {
            unsafe EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        guard unsafe EVP_DigestVerifyInit(context, nil, hash?.evp, nil, handle) == 1 else {
            return false
        }
        return unsafe EVP_DigestVerify(
            context, signature, signature.count, message, message.count) == 1
    }

    /// Checks, by the way, that the point lies on the curve.
    private static func pointKey(on curve: Curve, _ point: [UInt8]) -> OpaquePointer? {
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_paramgen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_group_name(context, curve.groupName) == 1,
            unsafe EVP_PKEY_paramgen(context, &key) == 1
        else { return nil }
        guard unsafe EVP_PKEY_set1_encoded_public_key(key, point, point.count) == 1 else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        return unsafe key
    }

    /// Goes through PKCS #1's `RSAPublicKey` (RFC 8017 §A.1.1).
    private static func rsaKey(_ numbers: RSANumbers) -> OpaquePointer? {
        let encoded = DER.sequence(DER.integer(numbers.modulus), DER.integer(numbers.exponent))
        return unsafe encoded.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return unsafe d2i_PublicKey(EVP_PKEY_RSA, nil, &start, buffer.count)
        }
    }
}
