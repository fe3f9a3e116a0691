//! A small site on this machine: it answers what a test tells it to, and remembers what it was asked.
#![allow(dead_code, reason = "each test file uses its own part of the site")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use variorum::article::Moment;
use variorum::capture::http::{Clock, Stopped};

/// A site that lives as long as the test.
pub(crate) struct Site {
    port: u16,
    answers: Arc<Mutex<BTreeMap<String, Vec<Answer>>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// What a request said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What the site answers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    pause: Duration,
    /// How many of the bytes promised are sent; all if not said.
    sent: Option<usize>,
}

impl Answer {
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), pause: Duration::ZERO, sent: None }
    }

    pub(crate) fn page(body: impl AsRef<[u8]>) -> Self {
        Self::status(200).with("Content-Type", "text/html").body(body)
    }

    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self::status(status).with("Location", to)
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits in the middle of the body.
    pub(crate) fn slowly(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Breaks off after so many bytes of the body.
    pub(crate) fn broken_after(mut self, sent: usize) -> Self {
        self.sent = Some(sent);
        self
    }

    fn send(&self, mut to: &TcpStream) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", self.status);
        let length = ("Content-Length".to_owned(), self.body.len().to_string());
        for (name, value) in self.headers.iter().chain([&length]) {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes())?;
        let sent = &self.body[..self.sent.unwrap_or(self.body.len())];
        let (first, rest) = sent.split_at(sent.len() / 2);
        to.write_all(first)?;
        to.flush()?;
        thread::sleep(self.pause);
        to.write_all(rest)
    }
}

impl Site {
    /// Opens a site that answers 404 to everything.
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of this machine");
        let port = listener.local_addr().expect("an address").port();
        let site = Self { port, answers: Arc::default(), asked: Arc::default() };
        let (answers, asked) = (Arc::clone(&site.answers), Arc::clone(&site.asked));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (answers, asked) = (Arc::clone(&answers), Arc::clone(&asked));
                // A visitor that goes away in the middle is no concern of the site's.
                thread::spawn(move || drop(serve(&stream, &answers, &asked)));
            }
        });
        site
    }

    /// Returns the address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Answers a path from now on with these, one after another, and then with the last again and again.
    pub(crate) fn answers(&self, path: &str, answers: impl IntoIterator<Item = Answer>) {
        let mut answers: Vec<Answer> = answers.into_iter().collect();
        answers.reverse();
        self.answers.lock().expect("no test panicked with it").insert(path.to_owned(), answers);
    }

    /// Answers a path from now on with this.
    pub(crate) fn answer(&self, path: &str, answer: Answer) {
        self.answers(path, [answer]);
    }

    /// Returns what was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test panicked with it").clone()
    }

    /// Returns how often a path was asked for.
    pub(crate) fn visits(&self, path: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path == path).count()
    }
}

fn serve(
    stream: &TcpStream,
    answers: &Mutex<BTreeMap<String, Vec<Answer>>>,
    asked: &Mutex<Vec<Asked>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    asked.lock().expect("no test panicked with it").push(Asked { method, path: path.clone(), headers, body });
    let answer = {
        let mut answers = answers.lock().expect("no test panicked with it");
        match answers.get_mut(&path) {
            Some(queue) if queue.len() > 1 => queue.pop().expect("one more"),
            Some(queue) => queue[0].clone(),
            None => Answer::status(404),
        }
    };
    answer.send(stream)
}

/// A clock that jumps: whoever waits finds that the time has passed.
pub(crate) struct JumpClock {
    now: Cell<Moment>,
    waited: Cell<Duration>,
    left: Cell<Duration>,
}

impl JumpClock {
    pub(crate) fn at(now: &str) -> Self {
        let now = Moment::parse_from_rfc3339(now).expect("a moment");
        Self { now: Cell::new(now), waited: Cell::default(), left: Cell::new(Duration::MAX) }
    }

    /// Has the clock say stop once so much time was waited.
    pub(crate) fn stop_after(&self, time: Duration) {
        self.left.set(time);
    }

    /// Returns how long was waited so far.
    pub(crate) fn waited(&self) -> Duration {
        self.waited.get()
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.now.set(self.now.get() + chrono::Duration::from_std(time).expect("a span"));
    }
}

impl Clock for JumpClock {
    fn now(&self) -> Moment {
        self.now.get()
    }

    fn wait(&self, how_long: Duration) -> Result<(), Stopped> {
        let left = self.left.get().checked_sub(how_long).ok_or(Stopped)?;
        self.left.set(left);
        self.waited.set(self.waited.get() + how_long);
        self.pass(how_long);
        Ok(())
    }
}
