import HTTPTypes
import Registry
import RegistryCore

/// The reading API in the words of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made from
/// the very table that routes requests.
struct APIDescription: Encodable, Sendable {
    private let document: JSONValue

    /// - Parameter address: Where the API is, without a slash at its end.
    init(of address: String) {
        let paths = APIEndpoints.all.map { endpoint in
            (endpoint.path.text, JSONValue.map(["get": endpoint.operation]))
        }
        let schemas = SchemaName.allCases.map { ($0.rawValue, JSONValue.map($0.schema.json)) }
        document = [
            "openapi": "3.1.0",
            "info": [
                "title": "Cairn: the reading API", "version": "1.0.0",
                "description": .text(Self.introduction),
            ],
            "servers": [["url": .text(address)]],
            "paths": .map(Dictionary(uniqueKeysWithValues: paths)),
            "security": [["token": []], ["password": []], [:]],
            "components": [
                "schemas": .map(Dictionary(uniqueKeysWithValues: schemas)),
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"],
                    "password": ["type": "http", "scheme": "basic"],
                ],
                "headers": [
                    "Link": [
                        "description": "The next page, if there is one (RFC 8288).",
                        "schema": ["type": "string"],
                    ],
                    "ETag": [
                        "description": "For If-None-Match (RFC 9110).",
                        "schema": ["type": "string"],
                    ],
                ],
            ],
        ]
    }

    func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }

    private static let introduction =
        "What a registry holds, for programs to read. Every address answers HEAD as well as GET. "
        + "A list goes on where its `Link` of the relation `next` leads. Of what somebody may not "
        + "see it is told that it is not there. Errors are problem documents (RFC 9457)."
}

extension APIEndpoint {
    /// What OpenAPI calls an operation.
    fileprivate var operation: JSONValue {
        var responses: [String: JSONValue] = [
            "200": success("It is here."),
            "304": [
                "description": "It is what If-None-Match names.", "headers": .map(headers),
            ],
        ]
        if case .bytes = kind {
            responses["206"] = success("The range that was asked for.")
            responses["307"] = [
                "description": "The store itself has it there, for a while.",
                "headers": ["Location": ["schema": ["type": "string"]]],
            ]
        }
        for (status, description) in problems {
            responses["\(status)"] = [
                "description": .text(description),
                "content": [
                    "application/problem+json": ["schema": .map(Schema.named(.problem).json)]
                ],
            ]
        }
        return [
            "operationId": .text(name), "summary": .text(summary),
            "parameters": .list(pathParameters + queryParameters + headerParameters),
            "responses": .map(responses),
        ]
    }

    /// What can be wrong.
    private var problems: [(status: Int, description: String)] {
        let always = [
            (400, "The query can't be read."), (401, "It takes a token that counts here."),
            (403, "Not for this caller."), (404, "There is nothing, or nothing for this caller."),
            (405, "Here is nothing but GET and HEAD."),
            (406, "The client can't read what there is."),
            (422, "What is recorded is not what it should be."),
            (429, "Too many wrong passwords."), (503, "Something that it takes does not answer."),
        ]
        guard case .bytes = kind else { return always }
        return always + [(416, "The range lies behind the end.")]
    }

    private func success(_ description: String) -> JSONValue {
        [
            "description": .text(description), "headers": .map(headers),
            "content": [mediaType: ["schema": .map(schema)]],
        ]
    }

    private var headers: [String: JSONValue] {
        var headers: [String: JSONValue] = ["ETag": ["$ref": "#/components/headers/ETag"]]
        if case .list = kind { headers["Link"] = ["$ref": "#/components/headers/Link"] }
        return headers
    }

    private var schema: [String: JSONValue] {
        switch kind {
        case .value(let schema): schema.json
        case .list(let item): Schema.list(item).json
        case .bytes: [:]
        }
    }

    private var pathParameters: [JSONValue] {
        path.parameters.map { name in
            let (schema, description) = describe(name)
            return [
                "name": .text(name), "in": "path", "required": true,
                "description": .text(description), "schema": .map(schema.json),
            ]
        }
    }

    private func describe(_ name: String) -> (schema: Schema, description: String) {
        switch name {
        case "namespace": (.namespace, "The namespace of the model.")
        case "name": (.namespace, "The model's name in its namespace.")
        case "version":
            (
                .selector,
                "v and a number, a stage, latest, a full commit id, or an alias, tried in this "
                    + "order."
            )
        case "stage": (.pointer, "The stage.")
        default:
            (.text(), "The path of the file below artifacts/; its slashes may stay as they are.")
        }
    }

    private var queryParameters: [JSONValue] {
        allParameters.map { parameter in
            [
                "name": .text(parameter.name), "in": "query", "required": false,
                "description": .text(parameter.description), "schema": .map(parameter.schema.json),
            ]
        }
    }

    private var headerParameters: [JSONValue] {
        let known: JSONValue = [
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "What the client has: then 304, if it is still that.",
            "schema": ["type": "string"],
        ]
        guard case .bytes = kind else { return [known] }
        return [
            known,
            [
                "name": "Range", "in": "header", "required": false,
                "description": "One range of bytes, such as bytes=0-1023.",
                "schema": ["type": "string"],
            ],
        ]
    }
}
