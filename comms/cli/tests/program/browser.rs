//! Drives a headless Chromium by its debugging protocol, over a pipe: no port, and no crate.

use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The longest wait for an answer, and for a condition.
const PATIENCE: Duration = Duration::from_secs(30);
/// Gives the browser the descriptors 3 and 4, on which it reads and writes messages.
const PIPE: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

/// A browser with one page.
pub(crate) struct Browser {
    child: Child,
    stdin: ChildStdin,
    messages: Receiver<Value>,
    session: Option<String>,
    sent: u64,
    /// The notifications that the browser has sent.
    seen: Vec<Value>,
    profile: PathBuf,
}

impl Browser {
    /// Starts the browser of this machine, with a profile of this name. `None`, and a word to the reader, if there is none.
    pub(crate) fn start(name: &str) -> Option<Self> {
        let Some(program) = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(in_path) else {
            // Past the test's capture.
            let _ = writeln!(std::io::stderr(), "SKIPPED: no Chromium here");
            return None;
        };
        let profile = env::temp_dir().join(format!("comms-browser-{}-{name}", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", PIPE]).arg(program).arg(format!("--user-data-dir={}", profile.display()));
        // Root has no sandbox, and containers have a small /dev/shm.
        command.args(["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"]);
        command.args(["--remote-debugging-pipe", "--no-first-run", "--disable-background-networking", "about:blank"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sh");
        let (stdin, stdout) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(stdout).split(0).map_while(Result::ok) {
                if sender.send(serde_json::from_slice(&message).expect("JSON")).is_err() {
                    return;
                }
            }
        });
        let mut browser = Self { child, stdin, messages, session: None, sent: 0, seen: Vec::new(), profile };
        let targets = browser.command("Target.getTargets", &json!({}));
        let pages = targets["targetInfos"].as_array().expect("targets").iter();
        let page = pages.into_iter().find(|target| target["type"] == "page").expect("a page")["targetId"].clone();
        let attached = browser.command("Target.attachToTarget", &json!({"targetId": page, "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.command(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    /// Sends a command, and returns its result.
    pub(crate) fn command(&mut self, method: &str, parameters: &Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.stdin.write_all(format!("{message}\0").as_bytes()).expect("the browser reads");
        loop {
            let answer = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{method}: {error}"));
            if answer["id"] == self.sent {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.seen.push(answer);
        }
    }

    /// Opens an address.
    pub(crate) fn open(&mut self, url: &str) {
        self.command("Page.navigate", &json!({"url": url}));
    }

    /// Evaluates JavaScript, and returns its value.
    pub(crate) fn evaluate(&mut self, script: &str) -> Value {
        self.try_evaluate(script).unwrap_or_else(|exception| panic!("{script}: {exception}"))
    }

    fn try_evaluate(&mut self, script: &str) -> Result<Value, Value> {
        let parameters = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let result = self.command("Runtime.evaluate", &parameters);
        let exception = &result["exceptionDetails"];
        if exception.is_null() { Ok(result["result"]["value"].clone()) } else { Err(exception.clone()) }
    }

    /// Waits until the JavaScript is true. While the page loads, it may fail.
    pub(crate) fn wait_for(&mut self, script: &str) {
        let started = Instant::now();
        while self.try_evaluate(script) != Ok(json!(true)) {
            if started.elapsed() > PATIENCE {
                let text = self.evaluate("document.body.innerText");
                panic!("{script} is not true in time of {text}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses a key: `Tab`, `ArrowRight`, `Enter`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            " " => (32, " "),
            "ArrowRight" => (39, ""),
            key => panic!("{key}: its code is not known"),
        };
        let down = json!({"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
        self.command("Input.dispatchKeyEvent", &down);
        self.command("Input.dispatchKeyEvent", &json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}));
    }

    /// Types a text where the focus is.
    pub(crate) fn write(&mut self, text: &str) {
        self.command("Input.insertText", &json!({"text": text}));
    }

    /// Sets the size of the window and the theme, and returns a picture of the page: PNG in base64.
    pub(crate) fn picture(&mut self, width: u32, height: u32, theme: &str) -> String {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.command("Emulation.setDeviceMetricsOverride", &size);
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.command("Emulation.setEmulatedMedia", &features);
        let picture = self.command("Page.captureScreenshot", &json!({"format": "png"}));
        picture["data"].as_str().expect("a picture").to_owned()
    }

    /// The addresses of all requests.
    pub(crate) fn requests(&self) -> Vec<String> {
        let requests = self.seen.iter().filter(|message| message["method"] == "Network.requestWillBeSent");
        requests.filter_map(|message| message["params"]["request"]["url"].as_str().map(str::to_owned)).collect()
    }

    /// Errors in the console, of the page's policy too, and exceptions.
    pub(crate) fn complaints(&self) -> Vec<&Value> {
        let is_complaint = |message: &&Value| match message["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => message["params"]["type"] == "error",
            Some("Log.entryAdded") => message["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.seen.iter().filter(is_complaint).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.stdin.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let is_over = |child: &mut Child| matches!(child.try_wait(), Ok(Some(_)));
        let _ = (0..100).any(|_| is_over(&mut self.child) || pause());
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its helpers end a little later, and write until then.
        let _ = (0..100).any(|_| fs::remove_dir_all(&self.profile).is_ok() || pause());
    }
}

/// Sleeps a little. Returns false: there is more to wait for.
fn pause() -> bool {
    std::thread::sleep(Duration::from_millis(50));
    false
}

fn in_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}
