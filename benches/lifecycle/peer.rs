//! The other engine: XState 5 in Node, where both are there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// XState, as it was found.
pub struct Xstate {
    /// The folder whose `node_modules` holds it.
    folder: PathBuf,
}

/// One run of it.
pub struct PeerRun {
    pub version: String,
    pub duration: Duration,
    /// How many ended as `awarded`, `rejected` and `revoked`.
    pub ends: [usize; 3],
}

impl Xstate {
    /// Looks in `XSTATE_DIR`, then in the working directory.
    pub fn find() -> Option<Self> {
        let named = std::env::var_os("XSTATE_DIR").map(PathBuf::from);
        let folder = named.unwrap_or_else(|| PathBuf::from("."));
        let folder = std::fs::canonicalize(folder).ok()?;
        let there = folder.join("node_modules/xstate/package.json").is_file();
        let node = Command::new("node").arg("--version").output();
        (there && node.is_ok_and(|node| node.status.success())).then_some(Self { folder })
    }

    /// Runs the script in a mode of its own, `actor` or `cohort`.
    pub fn run(&self, mode: &str, records: usize) -> Option<PeerRun> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer/xstate.mjs");
        let output = Command::new("node")
            .arg("--max-old-space-size=4096")
            .arg(script)
            .args([mode, &records.to_string()])
            .env("XSTATE_DIR", &self.folder)
            .env("NODE_ENV", "production")
            .output()
            .ok()?;
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
        let count = |name: &str| told[name].as_u64().and_then(|count| usize::try_from(count).ok());
        Some(PeerRun {
            version: told["version"].as_str()?.to_owned(),
            duration: Duration::from_secs_f64(told["seconds"].as_f64()?),
            ends: [count("awarded")?, count("rejected")?, count("revoked")?],
        })
    }
}
