import Cryptography
import FoundationEssentials
import Registry
import RegistryCore

/// What the form of a decision brings, once a browser has signed it with a passkey.
enum DecisionForm {
    /// Puts text and signature together, and pushes the tag like any other.
    ///
    /// - Returns: The address of the merge request.
    static func send(_ asked: APIRequest, _ fields: FormFields) async throws -> String {
        let number = try RequestNumber(checking: asked.path["number"] ?? "")
        guard let dated = Date(timestamp: fields["dated"] ?? "") else {
            throw APIQuery.invalid("The form does not say when.", "Load the page again.")
        }
        let decision = try UnsignedDecision(fields.text("message"), dated: dated)
        let assertion = try assertion(fields)
        guard assertion.origin == asked.pageOrigin else {
            throw RegistryError(
                .signatureBad,
                "It was signed on a page of \(assertion.origin.printable), not of this server.",
                remedy: "Sign on this page; if it is this one, have the server's operator set "
                    + "--public-url to where browsers reach it.")
        }
        try await asked.catalog.push(as: asked.caller, now: asked.exchange.received) {
            try $0.draft(decision, signedBy: assertion, in: $1)
        }
        return "/\(asked.catalog.name)/requests/\(number)"
    }

    private static func assertion(_ fields: FormFields) throws -> BrowserAssertion {
        let (data, client, signature) = (
            try fields.bytes("authenticator_data"), try fields.bytes("client_data"),
            try fields.bytes("signature")
        )
        do throws(WireError) {
            return try BrowserAssertion(
                authenticatorData: data, clientData: client, signature: signature)
        } catch {
            throw RegistryError(
                .signatureBad, "What the browser has signed can't be read.",
                remedy: "Try another browser, or sign with `cairn approve`.")
        }
    }
}

extension APIRequest {
    /// Scheme, host and port of the server, as browsers write them.
    var pageOrigin: String {
        base.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
            .joined(separator: "/").lowercased()
    }

    /// The host that browsers know this page by.
    var host: String {
        let authority = pageOrigin.split(separator: "/").last ?? ""
        return String(authority.prefix { $0 != ":" })
    }
}
