//! Bodies that are refused.

use reqwest::Method;
use serde_json::json;

use super::{House, REQUESTS, mail, raw, reviewers_calls};
use crate::hub::{Caller, Reply};

const BODY_MAX: usize = 1024 * 1024;

async fn send(agent: &Caller, media: Option<&str>, body: impl Into<reqwest::Body>) -> Reply {
    let mut request = agent.request(Method::POST, REQUESTS).bearer_auth(&agent.token).header("idempotency-key", "bad");
    if let Some(media) = media {
        request = request.header("content-type", media);
    }
    Reply::of(request.body(body)).await.unwrap()
}

/// The body of a request with one field in place of another's.
fn with(field: &str, value: &str) -> String {
    let fields = [("tool", r#""send_mail""#), ("arguments", "{}"), ("timeout", r#""10m""#)];
    let mut text: Vec<_> = fields.iter().filter(|(name, _)| *name != field).map(|(name, value)| format!("\"{name}\":{value}")).collect();
    text.push(format!("\"{field}\":{value}"));
    format!("{{{}}}", text.join(","))
}

fn nested(levels: usize) -> String {
    format!("{}1{}", "[".repeat(levels), "]".repeat(levels))
}

/// What each body is, and the body.
fn bad() -> Vec<(&'static str, Vec<u8>)> {
    let deep = format!("{{\"a\":{}}}", nested(99));
    let arguments = |text: &str| with("arguments", text);
    let mut bad = vec![
        ("unknown field", with("unknown", "1")),
        ("unknown field, deep", with("unknown", &nested(100))),
        ("null server", with("server", "null")),
        ("null context", with("context", "null")),
        ("null reasoning", with("agent_reasoning", "null")),
        ("null arguments", arguments("null")),
        ("null tool", with("tool", "null")),
        ("repeated field", format!("{{\"tool\":\"get_x\",{}", with("tool", r#""send_mail""#).split_off(1))),
        ("repeated field, escaped", format!("{{\"\\u0074ool\":\"get_x\",{}", with("tool", r#""send_mail""#).split_off(1))),
        ("repeated arguments", format!("{{\"arguments\":{{}},{}", with("arguments", "{}").split_off(1))),
        ("repeated key in the arguments", arguments(r#"{"a":1,"a":2}"#)),
        ("repeated key in the arguments, same value", arguments(r#"{"a":1,"a":1}"#)),
        ("repeated key deep in the arguments", arguments(r#"{"x":[{"a":1,"b":2,"a":3}]}"#)),
        ("repeated key in the arguments, escaped", arguments(r#"{"a":1,"\u0061":2}"#)),
        ("repeated key in the context", with("context", r#"{"a":1,"a":2}"#)),
        ("100 levels of arguments", arguments(&deep)),
        ("100 levels of context", with("context", &deep)),
        ("half a million levels", arguments(&"[".repeat(500_000))),
        ("lone surrogate in the tool", with("tool", r#""send\ud800""#)),
        ("lone surrogate in the arguments", arguments(r#"{"a":"\ud800"}"#)),
        ("lone surrogate in a key", arguments(r#"{"\udc00":1}"#)),
        ("lone surrogate in the reasoning", with("agent_reasoning", r#""\ud83d""#)),
        ("raw control character in the arguments", arguments("{\"a\":\"\u{1}\"}")),
        ("list for arguments", arguments("[]")),
        ("text for arguments", arguments(r#""{}""#)),
        ("number for arguments", arguments("1")),
        ("list for context", with("context", "[]")),
        ("number for tool", with("tool", "9007199254740993")),
        ("number for server", with("server", "1")),
        ("number for timeout", with("timeout", "9007199254740993")),
        ("number for reasoning", with("agent_reasoning", "-9007199254740993")),
        ("empty server", with("server", r#""""#)),
        ("no tool", r#"{"arguments":{},"timeout":"10m"}"#.to_owned()),
        ("no arguments", r#"{"tool":"a","timeout":"10m"}"#.to_owned()),
        ("no timeout", r#"{"tool":"a","arguments":{}}"#.to_owned()),
        ("nothing", String::new()),
        ("null", "null".to_owned()),
        ("a list", format!("[{}]", mail())),
        ("two values", format!("{0}{0}", mail())),
        ("a comment", format!("{}//", mail())),
        ("a byte order mark", format!("\u{feff}{}", mail())),
        ("not a number", arguments(r#"{"a":NaN}"#)),
        ("a cut", mail().to_string().split_at(20).0.to_owned()),
    ];
    for timeout in ["", "0s", "-1m", "10", "1.5h", "10 minutes", "∞", "1e3s", "s", "30m1h", "99999999999d", "10m\u{0}"] {
        bad.push(("nonsense for timeout", with("timeout", &json!(timeout).to_string())));
    }
    let long = "x".repeat(257);
    for tool in
        ["", " ", "a\u{0}b", "\u{1b}[31mred", "a\nb", "a\tb", "a\u{7f}", "pay\u{202e}lli", "a\u{2066}b", "a\u{200b}b", "a\u{feff}", &long]
    {
        bad.push(("a tool that cannot be read", with("tool", &json!(tool).to_string())));
        bad.push(("a server that cannot be read", with("server", &json!(tool).to_string())));
    }
    let mut bytes: Vec<_> = bad.into_iter().map(|(what, body)| (what, body.into_bytes())).collect();
    let invalid = |byte: u8| mail().to_string().bytes().map(|known| if known == b'@' { byte } else { known }).collect::<Vec<_>>();
    bytes.push(("invalid UTF-8", invalid(0xff)));
    bytes.push(("half a character", invalid(0xc3)));
    bytes.push(("UTF-16", mail().to_string().encode_utf16().flat_map(u16::to_le_bytes).collect()));
    bytes
}

#[tokio::test]
async fn what_reads_two_ways_or_not_at_all_is_refused() {
    let house = House::new().await;
    for (what, body) in bad() {
        let reply = send(&house.agent, Some("application/json"), body).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "invalid_request"), "{what}: {reply}");
        assert!(reply.body.len() < 1_000, "{what}: an error does not repeat what was sent: {reply}");
    }
    house.is_untouched().await;
    let good = send(&house.agent, Some("Application/JSON; charset=utf-8"), with("arguments", &format!("{{\"a\":{}}}", nested(63)))).await;
    assert_eq!(good.status, 201, "the same agent and key still count for what makes sense: {good}");
}

#[tokio::test]
async fn a_body_is_a_mebibyte_at_the_most() {
    let house = House::new().await;
    let sized = |size: usize| {
        let empty = with("arguments", r#"{"a":""}"#).len();
        with("arguments", &format!(r#"{{"a":"{}"}}"#, "x".repeat(size - empty)))
    };
    for size in [BODY_MAX + 1, 10 * BODY_MAX] {
        let mut headers = vec![
            format!("Host: {}", house.hub.host()),
            format!("Authorization: Bearer {}", house.agent.token),
            "Content-Type: application/json".to_owned(),
            "Idempotency-Key: bad".to_owned(),
        ];
        let body = sized(size).into_bytes();
        let (status, answer) = raw(house.hub.host(), "POST /aap/v1/requests HTTP/1.1", &headers, &body).await;
        assert!(status == 413 && answer.contains(r#""code":"body_too_large""#), "{size} bytes: {status} {answer}");
        headers.push("Transfer-Encoding: chunked".to_owned());
        let piece = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
        let pieces = body.chunks(65_536).map(piece).chain([piece(b"")]).collect::<Vec<_>>().concat();
        let (status, _) = raw(house.hub.host(), "POST /aap/v1/requests HTTP/1.1", &headers, &pieces).await;
        assert_eq!(status, 413, "{size} bytes of which nobody said before how many they are");
    }
    house.is_untouched().await;
    let most = send(&house.agent, Some("application/json"), sized(BODY_MAX)).await;
    assert_eq!(most.status, 201, "a mebibyte is taken: {}", most.status);
    let back = house.agent.look(&most.id()).await;
    assert!(back.body.len() > BODY_MAX, "and comes back whole: {} bytes", back.body.len());
}

#[tokio::test]
async fn only_json_is_read() {
    let house = House::new().await;
    let forms = [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("text/json"),
        Some("application/jsonp"),
        Some(""),
        Some("text/plain; application/json"),
    ];
    for media in forms {
        let reply = send(&house.agent, media, mail().to_string()).await;
        assert_eq!((reply.status, reply.code().as_str()), (415, "unsupported_media_type"), "{media:?}: {reply}");
        for (method, path, body) in reviewers_calls(&house.held, &house.agent.id) {
            let Some(body) = body else { continue };
            let mut request = house.owner.request(method.clone(), &path).bearer_auth(&house.owner.token).body(body.to_string());
            if let Some(media) = media {
                request = request.header("content-type", media);
            }
            let reply = Reply::of(request).await.unwrap();
            assert_eq!(reply.status, 415, "{method} {path} as {media:?}: {reply}");
        }
    }
    let form = send(&house.agent, Some("application/x-www-form-urlencoded"), "tool=send_mail&arguments={}&timeout=10m").await;
    form.refused(415, "unsupported_media_type");
    house.is_untouched().await;
}

#[tokio::test]
async fn a_reviewers_answer_is_read_as_strictly() {
    let house = House::new().await;
    let view = house.owner.view(&house.held).await;
    let digest = view["digest"].as_str().unwrap();
    let bad = [
        format!(r#"{{"digest":"{digest}"}}"#),
        format!(r#"{{"digest":"{digest}","version":1,"version":1}}"#),
        format!(r#"{{"digest":"{digest}","version":1,"note":null}}"#),
        format!(r#"{{"digest":"{digest}","version":1,"by":"someone else"}}"#),
        format!(r#"{{"digest":"{digest}","version":"1"}}"#),
        format!(r#"{{"digest":"{digest}","version":1.0}}"#),
        format!(r#"{{"digest":"{digest}","version":-1}}"#),
        format!(r#"{{"digest":"{digest}","version":9007199254740993}}"#),
        format!(r#"{{"digest":["{digest}"],"version":1}}"#),
        "[]".to_owned(),
        String::new(),
    ];
    for body in bad {
        let path = format!("/sekisho/v1/actions/{}/approve", house.held);
        let reply = house.owner.try_call(Method::POST, &path, Some(body.clone()), None).await.unwrap();
        assert_eq!((reply.status, reply.code().as_str()), (400, "invalid_request"), "{body}: {reply}");
    }
    let other = json!({ "digest": "0".repeat(64), "version": 1 });
    house.owner.post(&format!("/sekisho/v1/actions/{}/approve", house.held), &other).await.refused(409, "conflict");
    house.owner.answer(&view, "reject", json!({ "reason": " " })).await.refused(400, "invalid_request");
    house.is_untouched().await;
}
