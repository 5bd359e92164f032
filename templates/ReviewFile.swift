/// A file that reviewing on a Git host takes, by its place in the catalog.
package enum ReviewFile: String, CaseIterable, Sendable {
    case gitlabJob = ".gitlab-ci.yml"
    case gitlabProtection = ".gitlab/protect.sh"
    case gitlabOwners = ".gitlab/CODEOWNERS"
    case gitlabRequest = ".gitlab/merge_request_templates/Default.md"
    case githubJob = ".github/workflows/cairn.yml"
    case githubMain = ".github/rulesets/cairn-main.json"
    case githubStages = ".github/rulesets/cairn-stages.json"
    case githubOpening = ".github/rulesets/cairn-opening.json"
    case githubApprovals = ".github/rulesets/cairn-approvals.json"
    case githubOwners = ".github/CODEOWNERS"
    case githubRequest = ".github/pull_request_template.md"
    case forgejoJob = ".forgejo/workflows/cairn.yml"
    case forgejoProtection = ".forgejo/protect.sh"
    case forgejoOwners = ".forgejo/CODEOWNERS"
    case forgejoRequest = ".forgejo/pull_request_template.md"
    case gerritConfig = ".gerrit/project.config"
    case gerritJob = ".gerrit/check.sh"

    /// The file as it stands in the source tree.
    package var bytes: [UInt8] {
        switch self {
        case .gitlabJob: PackageResources.gitlab_ci_yml
        case .gitlabProtection: PackageResources.gitlab_protect_sh
        case .gitlabOwners: PackageResources.gitlab_codeowners
        case .gitlabRequest: PackageResources.gitlab_merge_request_md
        case .githubJob: PackageResources.github_workflow_yml
        case .githubMain: PackageResources.github_main_json
        case .githubStages: PackageResources.github_stages_json
        case .githubOpening: PackageResources.github_opening_json
        case .githubApprovals: PackageResources.github_approvals_json
        case .githubOwners: PackageResources.github_codeowners
        case .githubRequest: PackageResources.github_pull_request_md
        case .forgejoJob: PackageResources.forgejo_workflow_yml
        case .forgejoProtection: PackageResources.forgejo_protect_sh
        case .forgejoOwners: PackageResources.forgejo_codeowners
        case .forgejoRequest: PackageResources.forgejo_pull_request_md
        case .gerritConfig: PackageResources.gerrit_project_config
        case .gerritJob: PackageResources.gerrit_check_sh
        }
    }

    /// The text with every `{{name}}` replaced by its value.
    package func filled(_ values: [String: String]) -> String {
        filling(bytes, with: values)
    }
}
