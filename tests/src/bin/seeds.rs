//! Writes the seeds of the fuzz targets: `cargo run -p tests --bin seeds`.
//!
//! Made from the fixtures, and from the corpus if it is beside the project. They are not part of the project.

use std::path::{Path, PathBuf};
use std::{fs, io};
use tests::choices::Chance;
use tests::shared;

/// The file's text as an input of the target.
fn seed(target: &str, file: &Path, text: &[u8]) -> Vec<u8> {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let command = match extension {
        Some("jsonl") => 4,
        Some("xml" | "csdl") => 6,
        _ => 0,
    };
    match target {
        // The first bytes are the target's choices.
        "cli" => [&[command, 0, 0, 0, 0, 0, 0, 0], text].concat(),
        "read" => [&[0], text].concat(),
        _ => text.to_vec(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
}

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = files(&here.join("fixtures"));
    all.extend(shared("corpus/comms").map(|folder| files(&folder)).unwrap_or_default());
    let mut chance = Chance::new(1);
    for target in ["read", "oracle", "edit", "cli"] {
        let folder = here.join("fuzz/corpus").join(target);
        fs::create_dir_all(&folder)?;
        for (index, file) in all.iter().enumerate() {
            let text = fs::read(file)?;
            fs::write(folder.join(format!("fixture-{index}")), seed(target, file, &text))?;
        }
        for index in 0..200 {
            let len = 50 + chance.below(600);
            fs::write(folder.join(format!("chance-{index}")), chance.bytes(len))?;
        }
    }
    println!("{} files and 200 lots of chance for each target, in {}", all.len(), here.join("fuzz/corpus").display());
    Ok(())
}
