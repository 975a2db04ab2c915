//! A git server that says nothing: what is waited for is told, and waiting can be stopped.

use std::net::TcpListener;
use std::process::Command;

use serde_json::json;

use super::desk::Clerk;
use super::*;

/// A server that takes connections and never answers. Sends `true` for each that is opened, `false` for each that is closed.
fn silent() -> (u16, Receiver<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let told = told.clone();
            let _ = told.send(true);
            std::thread::spawn(move || {
                while stream.read(&mut [0; 1024]).is_ok_and(|length| length > 0) {}
                let _ = told.send(false);
            });
        }
    });
    (port, heard)
}

/// Sends a request from a thread of its own.
fn post(clerk: &Clerk, name: &str) -> Receiver<String> {
    let (port, lines) = (clerk.server.port, clerk.own_lines());
    let head = format!("POST /.lantoa/desk/api/{name} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 2\r\n");
    let (told, answer) = mpsc::channel();
    std::thread::spawn(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(format!("{head}{lines}\r\n{{}}").as_bytes()).unwrap();
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        let _ = told.send(text);
    });
    answer
}

#[test]
fn a_silent_git_server_is_told_of_and_can_be_stopped() {
    let clerk = Clerk::start();
    let root = clerk.server.root.path().to_owned();
    let git = |arguments: &[&str]| {
        let done = Command::new("git").arg("-C").arg(&root).args(arguments).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q", "."]) {
        eprintln!("SKIPPED: there is no git here");
        return;
    }
    let (port, heard) = silent();
    let address = format!("http://ten:mat-khau@127.0.0.1:{port}/kho.git");
    for (key, value) in [("user.name", "Thử"), ("user.email", "thu@example.vn"), ("http.proxy", "")] {
        git(&["config", key, value]);
    }
    git(&["remote", "add", "origin", &address]);
    clerk.done("commit", &json!({"message": "Đầu"}));
    assert_eq!(clerk.done("waiting", &json!({})), json!({"waiting": null}));
    assert_eq!(clerk.done("cancel", &json!({})), json!({"stopped": false}));
    for (name, said) in [("push", "Bài vẫn nằm trong lịch sử"), ("fetch", "Chưa lấy gì về")] {
        let answer = post(&clerk, name);
        assert!(heard.recv_timeout(TIMEOUT).unwrap());
        let waiting = clerk.done("waiting", &json!({}));
        assert_eq!(
            (&waiting["waiting"]["what"], &waiting["waiting"]["server"]),
            (&json!(name), &json!(format!("127.0.0.1:{port}"))),
            "without the password"
        );
        assert_eq!(clerk.post("push", &json!({})).0, "409", "one exchange at a time");
        clerk.done("git", &json!({}));
        let began = Instant::now();
        assert_eq!(clerk.done("cancel", &json!({})), json!({"stopped": true}));
        let answer = answer.recv_timeout(TIMEOUT).unwrap();
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        assert_eq!(status(&answer), "409");
        assert!(answer.contains("Đã dừng") && answer.contains(said) && answer.contains("is_stopped"), "{answer}");
        assert!(!heard.recv_timeout(TIMEOUT).unwrap(), "what git has started is ended too");
        assert_eq!(clerk.done("waiting", &json!({})), json!({"waiting": null}));
        let locks = walkdir::WalkDir::new(root.join(".git")).into_iter().flatten();
        assert_eq!(locks.filter(|entry| entry.path().extension().is_some_and(|end| end == "lock")).count(), 0);
        assert!(git(&["status"]));
    }
}
