/// The registries of a server, as far as somebody may see them.
struct HomePage: Encodable, Sendable {
    let registries: [RegistryEntry]
}
