//! A Chromium that a test drives: it opens pages at any size and in any mode, measures, prints and photographs them.
//!
//! The browser is spoken to by its DevTools protocol over a pipe: one JSON text after another, each ended by a zero byte.
//! <https://chromedevtools.github.io/devtools-protocol/>

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use serde_json::{Value, json};

/// An open browser with one page.
pub(crate) struct Browser {
    process: Child,
    answers: BufReader<Box<dyn Read>>,
    session: String,
    /// Number of the last request.
    last: u64,
    /// What the browser has reported as errors since the last call of `errors`.
    errors: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts the browser.
    pub(crate) fn open(chromium: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        // The browser reads requests from file 3 and writes answers to file 4: here its own input and output.
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
            .args(["--disable-background-networking", "--disable-component-update", "--hide-scrollbars"])
            .args(["--remote-debugging-pipe", "--font-render-hinting=none"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output: Box<dyn Read> = Box::new(process.stdout.take().unwrap());
        let answers = BufReader::new(output);
        let mut browser =
            Self { process, answers, session: String::new(), last: 0, errors: Vec::new(), _profile: profile };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        browser.call("Page.enable", json!({}));
        browser.call("Runtime.enable", json!({}));
        browser.call("Log.enable", json!({}));
        browser
    }

    /// The errors of the console since the last call: exceptions, what scripts say, what was refused or could not be loaded.
    pub(crate) fn errors(&mut self) -> Vec<String> {
        // Events come before the answer to a later request.
        self.value("new Promise((done) => setTimeout(done, 30))");
        std::mem::take(&mut self.errors)
    }

    /// Sends a request and returns its result.
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut request = json!({"id": self.last, "method": method, "params": parameters});
        if !self.session.is_empty() {
            request["sessionId"] = self.session.clone().into();
        }
        let input = self.process.stdin.as_mut().unwrap();
        input.write_all(format!("{request}\0").as_bytes()).unwrap();
        input.flush().unwrap();
        let id = self.last;
        let answer = self.wait(|message| message["id"] == id);
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// The next message that is wanted; others are passed over.
    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut bytes = Vec::new();
            self.answers.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "the browser has ended");
            let message: Value = serde_json::from_slice(&bytes).unwrap();
            let event = &message["params"];
            match message["method"].as_str() {
                Some("Runtime.exceptionThrown") => self.errors.push(event["exceptionDetails"].to_string()),
                Some("Runtime.consoleAPICalled") if event["type"] == "error" => self.errors.push(event.to_string()),
                Some("Log.entryAdded") if event["entry"]["level"] == "error" => {
                    self.errors.push(event["entry"].to_string());
                }
                _ => {}
            }
            if is_wanted(&message) {
                return message;
            }
        }
    }

    /// The width of the window in CSS pixels; below 700 it is a phone.
    pub(crate) fn resize(&mut self, width: u32) {
        let metrics = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 700});
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// The medium (`screen`, `print`), and features of it by name: `prefers-color-scheme`, `forced-colors`.
    pub(crate) fn emulate(&mut self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<Value> = features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.call("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}));
    }

    /// Opens an address and waits until everything is loaded.
    pub(crate) fn visit(&mut self, address: &str) {
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.call("Page.navigate", json!({"url": address}));
        let ready = "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done)).then(() => location.href)";
        while self.value(ready) == "about:blank" {}
    }

    /// The value of a JavaScript expression on the page, also of one that comes later.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The page as PDF on A4, with these margins in inches, or those of the page itself.
    pub(crate) fn print(&mut self, margin: Option<f64>) -> Vec<u8> {
        let mut parameters = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": margin.is_none()});
        if let Some(margin) = margin {
            for side in ["marginTop", "marginBottom", "marginLeft", "marginRight"] {
                parameters[side] = margin.into();
            }
        }
        let answer = self.call("Page.printToPDF", parameters);
        from_base64(answer["data"].as_str().unwrap())
    }

    /// A picture of the whole page, as PNG.
    pub(crate) fn photograph(&mut self, file: &Path) {
        let [width, height] =
            ["Width", "Height"].map(|side| self.value(&format!("document.documentElement.scroll{side}")));
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let picture = self.call("Page.captureScreenshot", json!({"captureBeyondViewport": true, "clip": clip}));
        let bytes = from_base64(picture["data"].as_str().unwrap());
        File::create(file).unwrap().write_all(&bytes).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}
