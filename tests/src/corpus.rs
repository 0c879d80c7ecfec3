//! The corpus of published bodies, which is shared beside the project and not part of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A published body.
pub struct Body {
    /// The file's name in its folder.
    pub file: String,
    /// The type's name that its documentation gives; empty if it gives none.
    pub declared: String,
    /// The text.
    pub text: String,
}

/// Returns the path of something shared; `None`, and a line `SKIPPED` on standard error, if it is not beside the project.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    // Not by `eprintln!`: a test that passes does not show its output.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {name} is not beside the project");
    None
}

/// Returns the bodies of a shared folder; `None`, and a line `SKIPPED`, if it is not beside the project.
///
/// # Panics
/// If the folder has no index, or the index names a file that is not there.
pub fn bodies(name: &str) -> Option<Vec<Body>> {
    let folder = shared(name)?;
    let index = index(&folder).unwrap_or_else(|error| panic!("{error}"));
    let bodies = index.into_iter().map(|(file, declared)| {
        let text = fs::read_to_string(folder.join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        Body { file, declared, text }
    });
    Some(bodies.collect())
}

/// Returns the file and the declared type of each row of the folder's `INDEX.tsv`.
///
/// # Errors
/// If there is no index, it lacks a column, or a row lacks a cell.
pub fn index(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let path = folder.join("INDEX.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = rows.next().unwrap_or_default();
    let column = |name: &str| {
        head.iter().position(|column| *column == name).ok_or_else(|| format!("{}: no column {name}", path.display()))
    };
    let (file, declared) = (column("file")?, column("declared_odata_type")?);
    let cell = |row: &[&str], at: usize| {
        row.get(at).map(|cell| (*cell).to_owned()).ok_or_else(|| format!("{}: a short row", path.display()))
    };
    rows.map(|row| Ok((cell(&row, file)?, cell(&row, declared)?))).collect()
}

/// The action of each page of the documentation that shows a request.
pub const REQUESTS: [(&str, &str); 17] = [
    ("call-answer", "call/answer"),
    ("call-cancelmediaprocessing", "call/cancelMediaProcessing"),
    ("call-changescreensharingrole", "call/changeScreenSharingRole"),
    ("call-logteleconferencedevicequality", "call/logTeleconferenceDeviceQuality"),
    ("call-mute", "call/mute"),
    ("call-playprompt", "call/playPrompt"),
    ("call-record", "call/recordResponse"),
    ("call-redirect", "call/redirect"),
    ("call-reject", "call/reject"),
    ("call-subscribetotone", "call/subscribeToTone"),
    ("call-transfer", "call/transfer"),
    ("call-unmute", "call/unmute"),
    ("call-updaterecordingstatus", "call/updateRecordingStatus"),
    ("cloudcommunications-getpresencesbyuserid", "cloudCommunications/getPresencesByUserId"),
    ("onlinemeeting-createorget", "onlineMeeting/createOrGet"),
    ("participant-invite", "participant/invite"),
    ("participant-mute", "participant/mute"),
];
