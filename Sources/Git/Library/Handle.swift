/// The one owner of something libgit2 allocated, freed when the owner goes.
///
/// The pointer is lent for the length of a call, so it can neither outlive its owner nor be freed
/// under a call. Not `Sendable`: libgit2's handles belong to one thread at a time.
@safe
struct Handle: ~Copyable {
    private let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// Takes what `make` leaves in its argument, or throws what libgit2 said.
    init(
        freedBy free: @escaping (OpaquePointer?) -> Void,
        _ make: (inout OpaquePointer?) -> Int32
    ) throws(GitError) {
        var made: OpaquePointer?
        unsafe try check(make(&made))
        guard let made = unsafe made else {
            preconditionFailure("libgit2 reported success and made nothing")
        }
        unsafe pointer = made
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }

    /// Lends the pointer to `body`, which must not keep it.
    borrowing func use<Answer>(_ body: (OpaquePointer) -> Answer) -> Answer {
        unsafe body(pointer)
    }
}
