/// A file of the web pages: a template in Mustache (https://mustache.github.io/mustache.5.html), or
/// what pages load.
package enum PageFile: String, CaseIterable, Sendable {
    /// What every page has around its content.
    case layout
    case home
    case models
    case model
    case version
    /// A model for an auditor, to be printed.
    case report
    case compare
    case stages
    case stage
    case deployments
    case audit
    case requests
    case request
    /// What somebody is about to sign of a merge request.
    case decision
    /// Somebody's passkeys, and how to make one.
    case passkeys
    /// What a stage has shown of a model.
    case deploymentTable = "deployment-table"
    /// That something came into a stage against the verdict.
    case brokenGlass = "broken-glass"
    /// Fields that two versions don't have in common.
    /// More than two versions beside each other.
    case comparisonTable = "comparison-table"
    case fieldTable = "field-table"
    /// Something that lineage leads to, with what comes next.
    case lineageNode = "lineage-node"
    /// Whether a version may be used, where it is not active.
    case stateOf = "state-of"
    /// What went wrong, and what to do about it.
    case problem
    case signIn = "sign-in"
    case style = "style.css"
    case script = "script.js"
    case passkeyScript = "passkeys.js"

    /// The text as it stands in the source tree.
    package var text: String {
        let bytes =
            switch self {
            case .layout: PackageResources.layout_mustache
            case .home: PackageResources.home_mustache
            case .models: PackageResources.models_mustache
            case .model: PackageResources.model_mustache
            case .version: PackageResources.version_mustache
            case .report: PackageResources.report_mustache
            case .compare: PackageResources.compare_mustache
            case .stages: PackageResources.stages_mustache
            case .stage: PackageResources.stage_mustache
            case .deployments: PackageResources.deployments_mustache
            case .audit: PackageResources.audit_mustache
            case .requests: PackageResources.requests_mustache
            case .request: PackageResources.request_mustache
            case .decision: PackageResources.decision_mustache
            case .passkeys: PackageResources.passkeys_mustache
            case .deploymentTable: PackageResources.deployment_table_mustache
            case .brokenGlass: PackageResources.broken_glass_mustache
            case .comparisonTable: PackageResources.comparison_table_mustache
            case .fieldTable: PackageResources.field_table_mustache
            case .lineageNode: PackageResources.lineage_node_mustache
            case .stateOf: PackageResources.state_of_mustache
            case .problem: PackageResources.problem_mustache
            case .signIn: PackageResources.sign_in_mustache
            case .style: PackageResources.style_css
            case .script: PackageResources.script_js
            case .passkeyScript: PackageResources.passkeys_js
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}
