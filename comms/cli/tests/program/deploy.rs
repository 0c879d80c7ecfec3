//! The files in `deploy` set variables that `comms serve` reads.

use crate::running::program;
use std::path::Path;

#[test]
fn the_variables_of_the_deployments_are_options() {
    let help = program().args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
    let mut found = 0;
    for name in ["Dockerfile", "compose.yaml", "kubernetes.yaml"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        for variable in text.split(|c: char| !(c.is_ascii_uppercase() || c == '_')) {
            if variable.starts_with("COMMS_") {
                found += 1;
                let (before, after) = help.split_once(variable).unwrap_or_else(|| panic!("{name}: {variable}"));
                assert!(!before.is_empty() && !after.starts_with('_'), "{name}: {variable}");
            }
        }
    }
    assert!(found > 15, "{found}");
}
