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

/// The model of many calls, with few.
#[test]
fn the_model_of_many_calls_runs() {
    let program = std::env::current_exe().unwrap();
    let path = program.ancestors().nth(2).unwrap().join(format!("examples/scale{}", std::env::consts::EXE_SUFFIX));
    if !path.exists() {
        return println!("SKIPPED: scale is not built");
    }
    let store = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{}.db", std::process::id()));
    let run = Command::new(path).arg(&store).args(["500", "1"]).output().unwrap();
    let _ = std::fs::remove_file(&store);
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{out}{}", String::from_utf8_lossy(&run.stderr));
    assert!(out.contains("500 calls with an operation each 20 s need:\n  75 messages a second: "), "{out}");
    assert!(out.lines().last().unwrap().starts_with("One app and one database such as this bear "), "{out}");
}
