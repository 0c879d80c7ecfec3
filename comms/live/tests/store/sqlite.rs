//! Files: locked, damaged, cut, of a later version, opened again.

use crate::support::{Folder, append, body, event, put, record, transact};
use comms_live::store::{Change, EventId, EventKind, Next, Record, Sqlite, Store as _, StoreError, StoredEvent, Work};
use comms_live::{CallKey, OperationKey};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

#[tokio::test]
async fn everything_is_there_again_and_leases_are_over() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let key = CallKey::random();
    let store = Sqlite::open(&path).unwrap();
    let due = Record { call_id: Some("7".to_owned()), due: Some(SystemTime::UNIX_EPOCH), ..record("body") };
    let events = vec![event(EventKind::End, Some(1), "end"), event(EventKind::Tone, None, "tone")];
    transact(&store, put(key, due, events)).await.unwrap();
    let long = Duration::from_secs(1000);
    assert_eq!(store.due(9, long).await.unwrap(), [key]);
    let taken = store.take_events(1, 9, long).await.unwrap();
    assert!(store.deliver(1, taken[0].id, long).await.unwrap());
    drop(store);

    let store = Sqlite::open(&path).unwrap();
    let kept = store.load(key).await.unwrap().unwrap();
    assert_eq!((kept.call_id.as_deref(), kept.version, &*kept.body), (Some("7"), 1, &b"body"[..]));
    assert_eq!(store.due(9, long).await.unwrap(), [key]);
    let events = store.take_events(2, 9, long).await.unwrap();
    assert_eq!(events.iter().map(|event| event.attempts).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_second_opening_is_refused_while_the_first_lasts() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let first = Sqlite::open(&path).unwrap();
    assert_eq!(Sqlite::open(&path).unwrap_err(), StoreError::InUse(path.display().to_string()));
    drop(first);
    Sqlite::open(&path).unwrap();
}

#[tokio::test]
async fn a_closed_store_does_what_it_took_and_no_more() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let store = std::sync::Arc::new(Sqlite::open(&path).unwrap());
    let key = CallKey::random();
    let works = (0..50).map(|_| {
        let store = std::sync::Arc::clone(&store);
        tokio::spawn(async move { transact(&*store, append(key, 'a')).await })
    });
    let works: Vec<_> = works.collect();
    tokio::task::yield_now().await;
    store.close().await;
    let mut done = 0;
    for work in works {
        match work.await.unwrap() {
            Ok(_) => done += 1,
            error => assert_eq!(error, Err(StoreError::Closed)),
        }
    }
    assert_eq!(store.load(key).await, Err(StoreError::Closed));
    let again = Sqlite::open(&path).unwrap();
    assert_eq!(body(&again, key).await.unwrap().len(), done);
}

/// Opens the database as a user without rights of its own, if this one has all. `None` if that cannot be had.
#[cfg(unix)]
fn open_without_rights(path: &Path) -> Option<String> {
    let program = std::env::current_exe().unwrap();
    let is_root = fs::File::create(path.parent()?.join("probe")).is_ok();
    let mut command =
        if is_root { std::process::Command::new("setpriv") } else { std::process::Command::new(&program) };
    if is_root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    }
    command.args(["--exact", "sqlite::opens", "--ignored", "--nocapture"]).env("COMMS_STORE", path);
    let output = String::from_utf8(command.output().ok()?.stdout).unwrap();
    Some(output.split_once("STORE ")?.1.lines().next()?.to_owned())
}

#[test]
#[ignore = "the process without rights"]
fn opens() {
    if let Ok(path) = std::env::var("COMMS_STORE") {
        println!("STORE {:?}", Sqlite::open(path).map(drop));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_or_folder_without_write_permission_is_refused_and_works_again_with_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    let path = folder.path("calls.db");
    let key = filled(&path).await;
    let permit = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let empty = folder.path("empty");
    fs::create_dir(&empty).unwrap();
    let (whole, database, lock) = (folder.path(""), path.as_path(), folder.path("calls.db-lock"));
    for file in [database, &lock] {
        permit(file, 0o666);
    }
    permit(&whole, 0o777);
    if open_without_rights(&path).as_deref() != Some("Ok(())") {
        println!("SKIPPED: no user without rights can run this program");
        return;
    }
    for (place, mode, opened) in [
        (&*whole, 0o555, database),
        (database, 0o444, database),
        (&lock, 0o444, database),
        (&empty, 0o555, &empty.join("calls.db")),
    ] {
        let before = fs::metadata(place).unwrap().permissions().mode();
        permit(place, mode);
        let refused = open_without_rights(opened).unwrap();
        permit(place, before);
        assert!(refused.starts_with("Err(ReadOnly(") && refused.contains("calls.db"), "{place:?}: {refused}");
        assert_eq!(open_without_rights(database).as_deref(), Some("Ok(())"), "{place:?}");
    }
    assert_eq!(body(&Sqlite::open(&path).unwrap(), key).await.unwrap(), "a");
}

#[tokio::test]
async fn a_database_that_another_program_locks_is_an_error_until_it_is_free() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let store = Sqlite::open(&path).unwrap();
    let key = CallKey::random();
    transact(&store, append(key, 'a')).await.unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(transact(&store, append(key, 'b')).await, Err(StoreError::InUse(_))));
    assert!(matches!(store.check().await, Err(StoreError::InUse(_))));
    assert_eq!(body(&store, key).await.unwrap(), "a");
    other.execute_batch("ROLLBACK").unwrap();
    transact(&store, append(key, 'c')).await.unwrap();
    assert_eq!((body(&store, key).await.unwrap(), store.check().await), ("ac".to_owned(), Ok(())));
}

async fn filled(path: &Path) -> CallKey {
    let store = Sqlite::open(path).unwrap();
    let key = CallKey::random();
    for _ in 0..50 {
        transact(&store, put(CallKey::random(), record(&"x".repeat(2000)), vec![])).await.unwrap();
    }
    transact(&store, append(key, 'a')).await.unwrap();
    key
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_kept() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    for content in ["hello, this is a text and not a database at all".repeat(40), "x".to_owned()] {
        fs::write(&path, &content).unwrap();
        assert!(matches!(Sqlite::open(&path).unwrap_err(), StoreError::Corrupt(_)));
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[tokio::test]
async fn a_database_of_another_program_or_version_is_refused() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    drop(other);
    assert!(matches!(Sqlite::open(&path).unwrap_err(), StoreError::Corrupt(_)));

    let path = folder.path("later.db");
    filled(&path).await;
    let later = rusqlite::Connection::open(&path).unwrap();
    later.pragma_update(None, "user_version", 7).unwrap();
    drop(later);
    assert_eq!(Sqlite::open(&path).unwrap_err(), StoreError::Newer { found: 7, known: 2 });
}

/// The schema of the first version, with two calls: the later one has the smaller key.
fn of_the_first_version(path: &Path, [large, small]: [CallKey; 2]) {
    let database = rusqlite::Connection::open(path).unwrap();
    database.execute_batch(include_str!("../../src/store/sqlite/schema_1.sql")).unwrap();
    database.execute_batch("PRAGMA application_id = 0x636f6d73; PRAGMA user_version = 1").unwrap();
    for (key, id, events, unacked) in [(large, "7", 3, 2), (small, "8", 1, 0)] {
        let insert =
            "INSERT INTO calls (key, call_id, version, tracker, events, unacked) VALUES (?1, ?2, 1, X'00', ?3, ?4)";
        database.execute(insert, rusqlite::params![key.to_string(), id, events, unacked]).unwrap();
    }
    for (key, number, kind, operation, attempts, parked, acked) in [
        (large, 1, "end", Some(1), 1, 0, 1),
        (small, 1, "end", Some(1), 10, 1, 0),
        (large, 2, "tone", None, 2, 0, 0),
        (large, 3, "late", Some(1), 0, 0, 0),
    ] {
        let insert = "INSERT INTO events (call, number, kind, operation, body, next, attempts, parked, acked)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)";
        let values =
            rusqlite::params![key.to_string(), number, kind, operation, kind.as_bytes(), attempts, parked, acked];
        database.execute(insert, values).unwrap();
    }
}

#[tokio::test]
async fn a_database_of_the_first_version_opens_with_all_that_it_holds() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let mut keys = [CallKey::random(), CallKey::random()];
    keys.sort_unstable_by(|one, other| other.cmp(one));
    let [large, small] = keys;
    of_the_first_version(&path, keys);
    for _ in 0..2 {
        let store = Sqlite::open(&path).unwrap();
        assert_eq!(
            store.recent(None, 9).await.unwrap().iter().map(|call| call.key).collect::<Vec<_>>(),
            [small, large]
        );
        let ids = |events: Vec<StoredEvent>| events.iter().map(|event| (event.id, event.kind)).collect::<Vec<_>>();
        let id = |call, number| EventId { call, number };
        let ends = store.ends(OperationKey { call: CallKey::from_bytes([0; 16]), number: 0 }, 9).await.unwrap();
        assert_eq!(ids(ends), [(id(small, 1), EventKind::End), (id(large, 3), EventKind::Late)]);
        let of_large = store.ends_of(large, 1).await.unwrap();
        assert_eq!(of_large.iter().map(|end| end.acknowledged).collect::<Vec<_>>(), [true, false]);
        assert_eq!(ids(store.parked(9).await.unwrap()), [(id(small, 1), EventKind::End)]);
        let counts = store.counts().await.unwrap();
        assert_eq!((counts.calls, counts.unacknowledged, counts.parked), (2, 2, 1));
    }
    let store = Sqlite::open(&path).unwrap();
    let taken = store.take_events(1, 9, Duration::from_secs(30)).await.unwrap();
    assert_eq!(taken.iter().map(|event| (event.id.number, event.attempts)).collect::<Vec<_>>(), [(2, 2), (3, 0)]);
    let second = put(large, record("r"), vec![event(EventKind::Late, Some(1), "again")]);
    assert_eq!(transact(&store, second).await, Err(StoreError::SecondEnd(1)));
    let added = transact(&store, put(large, record("r"), vec![event(EventKind::Tone, None, "t")])).await.unwrap();
    assert_eq!(added.first_event, 4);
    let delete = Work::new(large, |_| Next { record: Change::Delete, ..Next::default() });
    transact(&store, delete).await.unwrap();
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.calls, counts.unacknowledged, counts.parked), (1, 0, 1));
}

#[tokio::test]
async fn a_main_file_that_was_cut_or_damaged_is_refused() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    filled(&path).await;
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 100_000, "the log is part of the file when it is closed: {}", whole.len());
    for length in [0, 1, 99, 4096, 5000, 8192, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let error = Sqlite::open(&path).map(|_| length).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt(_)), "{length}: {error}");
    }
    for at in [4096, 8192, whole.len() - 4096] {
        let mut damaged = whole.clone();
        damaged[at..at + 64].fill(0xa5);
        fs::write(&path, &damaged).unwrap();
        let error = Sqlite::open(&path).map(|_| at).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt(_)), "{at}: {error}");
    }
    fs::write(&path, &whole).unwrap();
    Sqlite::open(&path).unwrap();
}

/// A crash is a copy of the files as they are between two commits, with the log cut at any place behind the last commit that
/// was reported.
#[tokio::test]
async fn a_log_that_was_cut_keeps_all_that_was_committed() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let log = folder.path("calls.db-wal");
    let store = Sqlite::open(&path).unwrap();
    let key = CallKey::random();
    let mut lengths = Vec::new();
    for letter in "abcdefgh".chars() {
        transact(&store, append(key, letter)).await.unwrap();
        lengths.push(fs::metadata(&log).unwrap().len());
    }
    let (main, whole) = (fs::read(&path).unwrap(), fs::read(&log).unwrap());
    let cuts = (0..lengths.len()).flat_map(|index| {
        let end = lengths.get(index + 1).copied().unwrap_or(lengths[index] + 1).min(whole.len() as u64);
        // Each frame's boundary from this commit to the next, and a byte beside it.
        (lengths[index]..end).step_by(4096 + 24).flat_map(|at| [at, at + 1]).map(move |at| (index, at))
    });
    for (index, at) in cuts.collect::<Vec<_>>() {
        let crashed = Folder::new();
        let copy = crashed.path("calls.db");
        fs::write(&copy, &main).unwrap();
        fs::write(crashed.path("calls.db-wal"), &whole[..usize::try_from(at).unwrap().min(whole.len())]).unwrap();
        let store = Sqlite::open(&copy).unwrap();
        let kept = body(&store, key).await.unwrap();
        assert!(kept.len() > index && "abcdefgh".starts_with(&kept), "commit {index}, cut at {at}: {kept}");
        transact(&store, append(key, 'z')).await.unwrap();
    }
}

/// By a command: `cargo test -p comms-live --test store --release -- --ignored a_database_of`.
#[tokio::test]
#[ignore = "takes some seconds to fill"]
async fn a_database_of_100_000_calls_opens_within_a_second() {
    let folder = Folder::new();
    let path = folder.path("calls.db");
    let store = Sqlite::open(&path).unwrap();
    for group in 0..100 {
        let works = (0..1000).map(|_| {
            let due = SystemTime::now() + Duration::from_secs(group);
            let record = Record { due: Some(due), ..record(&"x".repeat(800)) };
            put(CallKey::random(), record, vec![event(EventKind::End, Some(1), &"y".repeat(300))])
        });
        assert!(store.transact(works.collect()).await.iter().all(Result::is_ok));
    }
    drop(store);
    let started = std::time::Instant::now();
    let store = Sqlite::open(&path).unwrap();
    let (opened, first) = (started.elapsed(), store.take_events(1, 16, Duration::from_secs(30)).await.unwrap());
    assert_eq!(first.len(), 16);
    assert!(store.due(256, Duration::from_secs(30)).await.unwrap().len() <= 256);
    println!("opened in {opened:?}, ready in {:?}", started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(1));
}
