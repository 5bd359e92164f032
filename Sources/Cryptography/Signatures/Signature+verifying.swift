extension Signature {
    /// Demands that this is `publicKey`'s own signature over `message`, made for `namespace`, and
    /// that its certificate, if it has one, is signed by the authority it names.
    ///
    /// Says nothing about whose key or whose authority it is: that is for `AllowedSigners`.
    ///
    /// - Parameter demandsVerifiedUser: Whether a hardware key must have known who touched it.
    package func verify(
        _ message: [UInt8], namespace: String, demandsVerifiedUser: Bool = false
    ) throws(SignatureError) {
        guard self.namespace == namespace else { throw .wrongNamespace(self.namespace) }
        try certificate?.verify()
        try RawSignature(parsing: bytes).verify(
            signedData(for: message), by: publicKey,
            demandsVerifiedUser: demandsVerifiedUser
                || certificate?.demandsVerifiedUser ?? false)
    }
}
