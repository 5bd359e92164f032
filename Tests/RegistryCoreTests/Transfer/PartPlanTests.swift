import Testing

import RegistryCore

@Suite struct `A long object is cut into parts` {
    private static let mebibyte: Int64 = 1 << 20

    @Test(
        arguments: [
            (0, 1, 8), (1, 1, 8), (8 * mebibyte, 1, 8), (8 * mebibyte + 1, 2, 8),
            (80_000 * mebibyte, 10_000, 8), (80_000 * mebibyte + 1, 8_889, 9),
            (1 << 40, 9_987, 105), (5 << 40, 9_987, 525),
        ] as [(Int64, Int, Int64)])
    func `of which S3 takes no more than ten thousand`(
        size: Int64, count: Int, mebibytes: Int64
    ) {
        let plan = PartPlan(size: size)
        #expect(plan.partSize == mebibytes * Self.mebibyte)
        #expect(plan.isSingle == (count == 1))
        guard size > 0 else { return }
        #expect(plan.count == count)
        let last = plan.length(of: plan.count)
        #expect(Int64(plan.count - 1) * plan.partSize + Int64(last) == size)
        #expect(last > 0 && Int64(last) <= plan.partSize)
    }
}
