//! Tells the program from which revision it was built, where that is known. Only a release asks: in
//! development each commit would have all compiled anew.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BANFA_REVISION");
    let given = std::env::var("BANFA_REVISION").ok().filter(|given| !given.is_empty());
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if is_release && given.is_none() {
        for path in ["src", "policy", "scenarios", "Cargo.toml", "Cargo.lock"] {
            println!("cargo::rerun-if-changed={path}");
        }
        for path in ["HEAD", "logs/HEAD"] {
            if let Some(path) = git(&["rev-parse", "--git-path", path]) {
                println!("cargo::rerun-if-changed={path}");
            }
        }
    }
    let revision = given.or_else(|| is_release.then(revision).flatten());
    if let Some(revision) = revision {
        println!("cargo::rustc-env=BANFA_REVISION={revision}");
    }
}

/// The revision of this folder, with a mark where its files are otherwise; none where the folder is not
/// itself a repository, as what is unpacked from an archive, even inside another repository.
fn revision() -> Option<String> {
    git(&["rev-parse", "--show-prefix"]).filter(String::is_empty)?;
    let revision = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(&["status", "--porcelain"])?;
    Some(if changed.is_empty() { revision } else { format!("{revision}+") })
}

fn git(words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| said.trim().to_owned())
}
