/// Where people sign in a browser, with a passkey.
package struct PasskeyRules: Hashable, Sendable, Codable {
    /// The host of the server's pages: the relying party's id (WebAuthn §5.1.2), to which every
    /// passkey is bound. Whoever changes it has everybody make new ones.
    package var host: HostName

    package init(host: HostName) {
        self.host = host
    }
}
