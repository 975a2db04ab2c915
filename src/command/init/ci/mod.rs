//! The workflow that checks and publishes a site: what a host of repositories reads at the root of one, with the branch and the
//! folder of the site's.

use super::repository::Repository;
use crate::schema::flow_scalar;

/// Path and text of the workflow for a value of `--ci`; `None` for no host.
pub(super) fn workflow(host: &str, repository: &Repository) -> Option<(&'static str, String)> {
    match host {
        "github" => Some((".github/workflows/trang-web.yml", github(repository))),
        "gitlab" => Some((".gitlab-ci.yml", gitlab(repository))),
        _ => None,
    }
}

fn github(Repository { below, branch, .. }: &Repository) -> String {
    let text = include_str!("github.yml").replace("branches: [main]", &format!("branches: [{}]", flow_scalar(branch)));
    if below.is_empty() {
        return text;
    }
    let (folder, output) = (flow_scalar(below), flow_scalar(&format!("{below}output")));
    // The first job is the one that runs commands.
    text.replacen(
        "    steps:\n",
        &format!("    defaults:\n      run:\n        working-directory: {folder}\n    steps:\n"),
        1,
    )
    .replace("path: output\n", &format!("path: {output}\n"))
}

/// GitLab knows the main branch by itself.
fn gitlab(Repository { below, .. }: &Repository) -> String {
    let text = include_str!("gitlab.yml");
    if below.is_empty() {
        return text.to_owned();
    }
    let go = flow_scalar(&format!("cd \"{below}\""));
    text.replace("  script:\n", &format!("  script:\n    - {go}\n"))
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::*;

    fn workflow_of(host: &str, below: &str) -> Value {
        let repository = Repository { root: "/x".into(), below: below.to_owned(), branch: "phát: hành".to_owned() };
        serde_yaml::from_str(&workflow(host, &repository).unwrap().1).unwrap()
    }

    #[test]
    fn commands_run_in_the_folder_of_the_site() {
        for below in ["", "web/trang: dân vận/"] {
            let github = workflow_of("github", below);
            assert_eq!(github["on"]["push"]["branches"][0], "phát: hành");
            let build = &github["jobs"]["build"];
            let folder = build["defaults"]["run"]["working-directory"].as_str().unwrap_or_default();
            assert_eq!(folder, below);
            let upload = build["steps"].as_sequence().unwrap().last().unwrap();
            assert_eq!(upload["with"]["path"], format!("{below}output"));
            assert!(github["jobs"]["deploy"]["defaults"].is_null());
            let gitlab = workflow_of("gitlab", below);
            for job in ["check", "pages"] {
                let script = gitlab[job]["script"].as_sequence().unwrap();
                let first =
                    if below.is_empty() { "lantoa check --host gitlab".to_owned() } else { format!("cd \"{below}\"") };
                assert_eq!(script[0], first);
            }
            assert_eq!(gitlab["pages"]["artifacts"]["paths"][0], "public");
        }
    }
}
