//! The time that the disk itself takes, without any store: other programs may keep it busy.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// The times of 100 syncs of 64 KiB, in a file in the folder.
pub fn sync_times(folder: &Path) -> Vec<Duration> {
    let path = folder.join("sync");
    let mut file = File::create(&path).unwrap();
    let bytes = vec![b'x'; 64 * 1024];
    let mut sync = || {
        file.rewind().unwrap();
        file.write_all(&bytes).unwrap();
        let started = Instant::now();
        file.sync_data().unwrap();
        started.elapsed()
    };
    let times = (0..100).map(|_| sync()).collect();
    std::fs::remove_file(path).unwrap();
    times
}

/// In milliseconds.
pub fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3
}
