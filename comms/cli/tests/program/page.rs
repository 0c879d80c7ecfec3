//! The page of `comms serve`, in a real browser: SKIPPED without Chromium.

use crate::browser::Browser;
use crate::service::{Folder, Service, TOKEN, call, command, prompt};
use comms_fake::{FakeGraph, Fault};
use serde_json::{Value, json};
use std::time::Duration;

/// A service with a fake Graph, and its page in a browser.
struct Page {
    browser: Browser,
    service: Service,
    graph: FakeGraph,
    _folder: Folder,
}

impl Page {
    async fn open(name: &str, token: Option<&str>) -> Option<Self> {
        let mut browser = Browser::start(name)?;
        let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new(name));
        let mut command = command(&graph, &folder.0);
        let service = Service::start(&graph, command.envs(token.map(|token| ("COMMS_ADMIN_TOKEN", token))));
        browser.open(&service.admin);
        Some(Self { browser, service, graph, _folder: folder })
    }

    /// Starts an action, and returns the operation's key.
    async fn start(&self, call: &str, action: &str, body: &Value) -> String {
        let (status, started) = self.service.post(&format!("/api/calls/{call}/{action}"), body).await;
        assert_eq!(status, 202, "{started}");
        started["operation"].as_str().unwrap().to_owned()
    }

    /// Waits until the row of an operation has this text.
    fn wait_for_row(&mut self, context: &str, text: &str) {
        let row =
            format!("[...document.querySelectorAll('tbody tr')].find(row => row.textContent.includes('{context}'))");
        self.browser.wait_for(&format!("{row}?.textContent.includes('{text}') ?? false"));
    }

    /// The rows of operations that are shown, by their contexts.
    fn wait_for_rows(&mut self, contexts: &[&str]) {
        let rows =
            "JSON.stringify([...document.querySelectorAll('tbody th button')].map(button => button.textContent))";
        self.browser.wait_for(&format!("{rows} === '{}'", json!(contexts)));
    }

    fn focus(&mut self) -> Value {
        self.browser.evaluate("document.activeElement.id || document.activeElement.value")
    }

    /// No request has left the origin, and the console has no complaint.
    fn check(&mut self) {
        self.browser.evaluate("1");
        let own = format!("{}/", self.service.admin);
        let requests = self.browser.requests();
        let away: Vec<_> = requests.iter().filter(|url| !url.starts_with(&own) && !url.starts_with("data:")).collect();
        assert!(requests.len() > 3 && away.is_empty(), "{away:?}");
        assert_eq!(self.browser.complaints(), [] as [&Value; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_and_operations_appear_as_they_start_and_as_they_end() {
    let Some(mut page) = Page::open("page-life", None).await else { return };
    page.browser.wait_for("document.body.dataset.shows === 'empty'");
    page.browser.wait_for("document.body.innerText.includes('curl http://127.0.0.1')");

    let call = page.service.call().await;
    page.browser.wait_for("document.body.innerText.includes('established')");
    page.graph.set(|settings| settings.operation = Duration::from_secs(60));
    page.start(&call, "playPrompt", &prompt("greeting")).await;
    page.wait_for_row("greeting", "pending");
    page.graph.advance(Duration::from_secs(60));
    page.wait_for_row("greeting", "succeeded");
    page.wait_for_row("greeting", "playPrompt");
    let lane = "document.querySelector('.lane').ariaLabel";
    page.browser.wait_for(&format!("/^from .+ to .+$/.test({lane})"));

    page.graph.set(|settings| settings.operation = Duration::from_millis(50));
    page.graph.next_on("playPrompt", Fault::FailOperation { code: 400, subcode: 8508 });
    page.start(&call, "playPrompt", &prompt("goodbye")).await;
    page.wait_for_row("goodbye", "400, subcode 8508: The operation was cancelled.");
    let recording = page.start(&call, "recordResponse", &json!({"clientContext": "incident"})).await;
    page.wait_for_row("incident", "succeeded");
    page.browser.evaluate(&format!("document.getElementById('open-{recording}').click()"));
    page.browser.wait_for("document.body.innerText.includes('recordingAccessToken\": \"…\"')");

    let id = page.graph.calls()[0].id().unwrap().to_owned();
    page.graph.hang_up(&id).unwrap();
    page.browser.wait_for("document.body.innerText.includes('ended')");
    page.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_details_work_by_keyboard() {
    let Some(mut page) = Page::open("page-keys", None).await else { return };
    let call = page.service.call().await;
    page.start(&call, "playPrompt", &prompt("greeting")).await;
    page.graph.next_on("playPrompt", Fault::FailOperation { code: 400, subcode: 8508 });
    page.start(&call, "playPrompt", &prompt("goodbye")).await;
    page.wait_for_row("greeting", "succeeded");
    page.wait_for_row("goodbye", "failed");

    page.browser.press("Tab");
    assert_eq!(page.focus(), "text");
    page.browser.write("GREET");
    page.wait_for_rows(&["greeting"]);
    page.browser.write("nothing of the kind");
    page.browser.wait_for("document.body.dataset.shows === 'none'");
    page.browser.evaluate("document.getElementById('text').value = ''");
    page.browser.press("Tab");
    // From `all` over `pending` and `succeeded` to `failed`.
    for _ in 0..3 {
        page.browser.press("ArrowRight");
    }
    assert_eq!(page.focus(), "failed");
    page.wait_for_rows(&["goodbye"]);

    page.browser.press("Tab");
    assert!(page.focus().as_str().unwrap().starts_with("open-"));
    page.browser.press("Enter");
    page.browser.wait_for("document.activeElement.ariaExpanded === 'true'");
    page.browser.wait_for("document.querySelector('.details').innerText.includes('playPromptOperation')");
    // The focus and what was opened stay, although the call changes.
    page.graph.next_on("playPrompt", Fault::FailOperation { code: 400, subcode: 8508 });
    page.start(&call, "playPrompt", &prompt("again")).await;
    page.wait_for_rows(&["goodbye", "again"]);
    page.browser.wait_for("document.activeElement.ariaExpanded === 'true'");
    page.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_asks_for_the_token_and_keeps_it_for_its_tab() {
    let Some(mut page) = Page::open("page-token", Some(TOKEN)).await else { return };
    page.browser.wait_for("document.body.dataset.shows === 'login'");
    assert_eq!(page.focus(), "token");
    page.browser.write("a guess");
    page.browser.press("Enter");
    page.browser.wait_for("document.body.innerText.includes('Refused: the token is wrong')");
    page.browser.write(TOKEN);
    page.browser.press("Enter");
    page.browser.wait_for("document.body.dataset.shows === 'empty'");
    page.browser.open(&page.service.admin);
    page.browser.wait_for("document.body.dataset.shows === 'empty'");
    let urls = page.browser.requests();
    assert!(urls.iter().all(|url| !url.contains(TOKEN)), "{urls:?}");
}

/// Draws the picture in the docs: `cargo test -p comms-cli --test program -- --ignored the_picture_of_the_page`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes a file"]
async fn the_picture_of_the_page() {
    let Some(mut page) = Page::open("page-picture", None).await else { return };
    page.graph.set(|settings| settings.operation = Duration::from_millis(900));
    let first = page.service.call().await;
    for (action, context) in [("playPrompt", "greeting"), ("recordResponse", "incident"), ("mute", "quiet")] {
        let body = if action == "playPrompt" { prompt(context) } else { json!({"clientContext": context}) };
        page.start(&first, action, &body).await;
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    page.graph.next_on("playPrompt", Fault::FailOperation { code: 400, subcode: 8536 });
    page.start(&first, "playPrompt", &prompt("goodbye")).await;
    page.wait_for_row("goodbye", "failed");
    page.graph.hang_up(page.graph.calls()[0].id().unwrap()).unwrap();
    let second = page.service.call().await;
    page.start(&second, "playPrompt", &prompt("welcome")).await;
    page.graph.set(|settings| settings.operation = Duration::from_secs(60));
    page.start(&second, "subscribeToTone", &json!({"clientContext": "menu"})).await;
    page.start(&second, "recordResponse", &json!({"clientContext": "answer"})).await;
    page.wait_for_row("welcome", "succeeded");
    tokio::time::sleep(Duration::from_secs(3)).await;
    let picture = page.browser.picture(1080, 530, "light");
    let picture = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, picture).unwrap();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("page.png");
    std::fs::write(&path, picture).unwrap();
    println!("{}", path.display());
}

#[tokio::test(flavor = "multi_thread")]
async fn more_calls_than_fit_are_shown_by_pages_the_latest_first() {
    let Some(mut page) = Page::open("page-many", None).await else { return };
    page.browser.wait_for("document.body.dataset.shows === 'empty'");
    let mut latest = Value::Null;
    for _ in 0..60 {
        latest = page.service.post("/api/calls", &call()).await.1["key"].clone();
    }
    page.browser.wait_for(&format!("document.querySelector('tbody').dataset.key === '{}'", latest.as_str().unwrap()));
    let times = "[...document.querySelectorAll('.since')].map(since => since.textContent)";
    page.browser.wait_for(&format!("{times}.length === 25"));
    page.browser.evaluate("document.getElementById('earlier').click()");
    page.browser.wait_for("document.activeElement.id === 'calls'");
    page.browser.evaluate("document.getElementById('earlier').click()");
    page.browser.wait_for(&format!("{times}.length === 10 && document.getElementById('earlier').disabled"));
    page.browser.evaluate("document.getElementById('latest').click()");
    page.browser.wait_for(&format!("{times}.length === 25"));
    page.browser.wait_for(&format!("{times}.join() === {times}.sort().reverse().join()"));
    page.check();
}
