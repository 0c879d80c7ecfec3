//! A PostgreSQL server of the tests' own, in a temporary folder. It ends with the process, whatever ends that.

use comms_live::Clock;
use comms_live::store::{Postgres, Store};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio_postgres::NoTls;

/// Runs the server until its input ends. A line is a signal: the server is ended by it and started anew.
const SCRIPT: &str = r#"
folder=$1; shift
start() {
    "$0/postgres" -D "$folder/data" -k "$folder" -c fsync=off -c max_connections=300 "$@" >>"$folder/log" 2>&1 &
    pid=$!
}
start "$@"
while read signal; do
    kill -s "$signal" $pid; wait $pid; start "$@"
done
kill -s QUIT $pid; wait $pid; rm -rf "$folder"
"#;

/// Outlives each test, and so do the connections that are made in it.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.unwrap()
});

static SHARED: LazyLock<Option<Server>> = LazyLock::new(Server::start);

pub(crate) struct Server {
    folder: PathBuf,
    port: u16,
    watch: Mutex<Child>,
}

impl Server {
    /// The server of most tests; `None` if there are no binaries of PostgreSQL.
    pub(crate) fn shared() -> Option<&'static Self> {
        SHARED.as_ref()
    }

    /// Starts a server on a socket alone.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(5432, |_| vec!["listen_addresses=".to_owned()])
    }

    /// Starts a server with settings. The port is in the socket's name too. The function gets the folder, and may write files to it.
    pub(crate) fn start_with(port: u16, settings: impl FnOnce(&Path) -> Vec<String>) -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Some(binaries) = find_binaries() else {
            // Not by `eprintln!`, whose text the test's harness hides.
            let _ = std::io::stderr().write_all(b"SKIPPED: no binaries of PostgreSQL on this machine\n");
            return None;
        };
        // A short path: that of a socket has 107 bytes at most.
        let name = format!("comms-pg-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let user = user_of_server();
        let settings = settings(&folder);
        if let Some(user) = &user {
            assert!(Command::new("chown").arg("-R").arg(user).arg(&folder).status().unwrap().success());
        }
        let mut init = as_user(user.as_deref(), &binaries.join("initdb"));
        init.arg("-D").arg(folder.join("data")).args([
            "-U",
            "comms",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]);
        let output = init.current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut watch = as_user(user.as_deref(), Path::new("sh"));
        watch.arg("-c").arg(SCRIPT).arg(&binaries).arg(&folder).arg(format!("-p{port}")).current_dir(&folder);
        watch.args(settings.iter().flat_map(|setting| ["-c", setting]));
        let watch = watch.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { folder, port, watch: Mutex::new(watch) };
        server.wait();
        Some(server)
    }

    /// Ends the server by a signal, and starts it anew.
    pub(crate) fn restart(&self, signal: &str) {
        let mut watch = self.watch.lock().unwrap();
        writeln!(watch.stdin.as_mut().unwrap(), "{signal}").unwrap();
    }

    fn wait(&self) {
        let started = Instant::now();
        let url = self.url("postgres");
        let connect = |url: String| async move { tokio_postgres::connect(&url, NoTls).await.map(drop) };
        while let Err(error) = block(connect(url.clone())) {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(started.elapsed() < Duration::from_secs(20), "{error}\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn url(&self, database: &str) -> String {
        format!("host={} port={} user=comms dbname={database}", self.folder.display(), self.port)
    }

    /// Makes a database, and returns its URL.
    pub(crate) fn database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let (admin, create) = (self.url("postgres"), format!("CREATE DATABASE {name}"));
        block(async move { run(&admin, &create).await });
        self.url(&name)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(watch) = self.watch.get_mut() {
            drop(watch.stdin.take());
            let _ = watch.wait();
        }
    }
}

/// The folder of `initdb` and `postgres`.
fn find_binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let packaged = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged = packaged.map(|version| version.path().join("bin"));
    let mut all = std::env::split_paths(&path).chain(packaged);
    all.find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The user to run the server as: it refuses to run as root.
fn user_of_server() -> Option<String> {
    let print = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    if print(&["-u"])? != "0" {
        return None;
    }
    ["postgres", "nobody"].into_iter().find(|user| print(&["-u", user]).is_some()).map(str::to_owned)
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={user}")).arg("--clear-groups").arg(program);
    command
}

/// Runs a future on the tests' own runtime.
pub(crate) fn block<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let (sender, receiver) = std::sync::mpsc::channel();
    RUNTIME.spawn(async move { sender.send(future.await) });
    receiver.recv().unwrap()
}

/// Runs statements on a connection of their own.
pub(crate) async fn run(url: &str, statements: &str) {
    connect(url).await.batch_execute(statements).await.unwrap();
}

pub(crate) async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// A store in a new database.
pub(crate) fn store(clock: Arc<dyn Clock>) -> Arc<dyn Store> {
    let url = Server::shared().unwrap().database();
    block(async move { Arc::new(Postgres::connect_with_clock(&url, clock).await.unwrap()) })
}
