/// The policy of the registry under test: production asks `approvals`, and `access` says who may
/// what.
func policy(
    id: String, approvals: String = "[{count: 1, from: group:reviewers}]",
    access: String = "", stages: String = ""
) -> String {
    """
    schema: cairn.registry/v1
    registry: demo
    id: \(id)
    groups:
      reviewers: [carol@example.com, dan@example.com]
    access:
      - {who: "*", role: viewer}
      - {who: alice@example.com, role: admin}
      - {who: bob@example.com, role: maintainer}
      - {who: mallory@example.com, role: contributor, namespaces: [fraud]}
    \(access)
    stages:
      - name: staging
      - name: production
        after: staging
        approvals: \(approvals)
    \(stages)
    limits: {manifest: 64KiB, artifact: 1MiB, files: 20}

    """
}
