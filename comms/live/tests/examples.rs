//! The examples run to their end, against the fake Graph. `cargo test` builds them; alone, this test skips what is not built.

use std::path::Path;
use std::process::Command;

#[test]
fn the_examples_do_what_they_say() {
    let program = std::env::current_exe().unwrap();
    let folder = program.ancestors().nth(2).unwrap().join("examples");
    for (name, last) in [("pager", "the call has ended"), ("own_app", "200 OK {\"keys\":true,\"store\":true}")] {
        let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if !Path::new(&path).exists() {
            println!("SKIPPED: {name} is not built");
            continue;
        }
        let run = Command::new(path).env_remove("APP_ID").output().unwrap();
        let out = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success(), "{name}: {out}{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(out.lines().last(), Some(last), "{name}: {out}");
        assert_eq!(out.matches("succeeded").count(), if name == "pager" { 4 } else { 1 }, "{name}: {out}");
    }
}
