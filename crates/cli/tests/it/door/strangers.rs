//! Web pages and other strangers: turned away before anything is read. These calls are written by hand, byte by byte.

use serde_json::Value;

use super::{House, mail, raw};
use crate::hub::run;

fn code(body: &str) -> String {
    serde_json::from_str::<Value>(body).ok().and_then(|error| error["error"]["code"].as_str().map(str::to_owned)).unwrap_or_default()
}

impl House {
    /// A good call of an agent and one of a reviewer, but for what `change` does to them, and what they were answered.
    async fn answers(&self, change: impl Fn(&mut String, &mut Vec<String>)) -> Vec<(u16, String)> {
        let approve = serde_json::json!({ "name": "Mallory" }).to_string();
        let mut answers = Vec::new();
        for (start, token, body) in [
            ("POST /aap/v1/requests HTTP/1.1", &self.agent.token, mail().to_string()),
            ("POST /sekisho/v1/agents HTTP/1.1", &self.owner.token, approve),
        ] {
            let mut start = start.to_owned();
            let mut headers = vec![
                format!("Host: {}", self.hub.host()),
                format!("Authorization: Bearer {token}"),
                "Content-Type: application/json".to_owned(),
                "Idempotency-Key: stranger".to_owned(),
            ];
            change(&mut start, &mut headers);
            let (status, body) = raw(self.hub.host(), &start, &headers, body.as_bytes()).await;
            answers.push((status, code(&body)));
        }
        answers
    }
}

#[tokio::test]
async fn a_name_that_is_not_ours_is_not_answered() {
    let house = House::new().await;
    let port = house.hub.host().rsplit(':').next().unwrap().to_owned();
    let foreign = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost.:{port}"),
        format!("127.0.0.2:{port}"),
        format!("0.0.0.0:{port}"),
        format!("127.0.0.1:{port}@evil.example"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        String::new(),
    ];
    for host in foreign {
        let answers = house.answers(|_, headers| headers[0] = format!("Host: {host}")).await;
        assert!(answers.iter().all(|answer| *answer == (421, "misdirected".to_owned())), "`{host}`: {answers:?}");
    }
    let missing = house.answers(|_, headers| drop(headers.remove(0))).await;
    assert!(missing.iter().all(|(status, _)| *status == 421), "no name is not ours: {missing:?}");
    for second in ["evil.example".to_owned(), house.hub.host().to_owned()] {
        let two = house.answers(|_, headers| headers.insert(1, format!("Host: {second}"))).await;
        assert!(two.iter().all(|(status, _)| [400, 421].contains(status)), "two names are one too many: {two:?}");
    }
    let absolute = house.answers(|start, _| *start = start.replacen('/', "http://evil.example/", 1)).await;
    assert!(absolute.iter().all(|(status, _)| *status == 421), "a foreign name in the request line counts as one: {absolute:?}");
    house.is_untouched().await;
    let ours = house.answers(|_, headers| headers[0] = format!("Host: localhost:{port}")).await;
    assert!(ours.iter().all(|(status, _)| *status == 201), "our own names are: {ours:?}");
}

#[tokio::test]
async fn a_web_page_is_not_answered() {
    let house = House::new().await;
    let own = format!("http://{}", house.hub.host());
    for origin in ["https://evil.example", "null", "", "http://localhost", "file://", "tauri://localhost", &own] {
        let answers = house.answers(|_, headers| headers.push(format!("Origin: {origin}"))).await;
        assert!(answers.iter().all(|answer| *answer == (403, "foreign_origin".to_owned())), "`{origin}`: {answers:?}");
        let (status, body) = raw(
            house.hub.host(),
            "OPTIONS /sekisho/v1/agents HTTP/1.1",
            &[format!("Host: {}", house.hub.host()), format!("Origin: {origin}"), "Access-Control-Request-Method: POST".to_owned()],
            b"",
        )
        .await;
        assert_eq!((status, code(&body).as_str()), (403, "foreign_origin"), "nor are its questions beforehand");
        let events =
            [format!("Host: {}", house.hub.host()), format!("Origin: {origin}"), format!("Authorization: Bearer {}", house.owner.token)];
        let (status, _) = raw(house.hub.host(), "GET /sekisho/v1/events HTTP/1.1", &events, b"").await;
        assert_eq!(status, 403, "nor does it hear what happens");
    }
    house.is_untouched().await;
}

#[tokio::test]
async fn a_credential_in_the_address_is_refused() {
    let house = House::new().await;
    for (query, token) in [
        ("token", "x"),
        ("access_token", "x"),
        ("Authorization", "x"),
        ("api_key", "x"),
        ("a=1&TOKEN", "x"),
        ("anything", house.agent.token.as_str()),
        ("anything", house.owner.token.as_str()),
    ] {
        let answers = house.answers(|start, _| *start = start.replace(" HTTP", &format!("?{query}={token} HTTP"))).await;
        assert!(answers.iter().all(|answer| *answer == (400, "invalid_request".to_owned())), "?{query}=…: {answers:?}");
        let alone = house.answers(|start, headers| {
            *start = start.replace(" HTTP", &format!("?{query}={token} HTTP"));
            headers.remove(1);
        });
        assert!(alone.await.iter().all(|(status, _)| *status == 400), "not even instead of the header: ?{query}=…");
    }
    house.is_untouched().await;
}

/// Every character as `%` and two digits.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02x}"))
}

#[tokio::test]
async fn a_credential_anywhere_in_the_address_is_refused() {
    let house = House::new().await;
    for token in [&house.agent.token, &house.owner.token] {
        let (head, tail) = token.split_at(9);
        let spellings = [
            token.clone(),
            token.to_ascii_uppercase(),
            encoded(token),
            encoded(&encoded(token)),
            format!("{head}{}", encoded(tail)),
            token.replace('_', "%5F"),
            format!("x%00{token}"),
            // What is no text around it hides nothing.
            format!("%ff%fe{token}%ff"),
        ];
        for spelling in spellings {
            let places = [
                format!("/{spelling}"),
                format!("/nowhere/{spelling}/more"),
                format!("?anything={spelling}"),
                format!("?{spelling}"),
                format!("?a=1&b=2%26{spelling}#x"),
            ];
            for place in places {
                let answers = house.answers(|start, _| *start = start.replace(" HTTP", &format!("{place} HTTP"))).await;
                assert!(answers.iter().all(|(status, _)| *status == 400), "{place}: {answers:?}");
                let elsewhere = house.answers(|start, headers| {
                    *start = format!("GET {place} HTTP/1.1").replace("GET ?", "GET /?");
                    headers.remove(1);
                });
                assert!(elsewhere.await.iter().all(|(status, _)| *status == 400), "wherever it leads, and without another: {place}");
            }
        }
    }
    let named = house.answers(|start, _| *start = start.replace(" HTTP", "?%74oken=x HTTP")).await;
    assert!(named.iter().all(|answer| *answer == (400, "invalid_request".to_owned())), "a name is a name in any spelling: {named:?}");
    house.is_untouched().await;
}

#[test]
fn other_computers_reach_nothing() {
    for address in ["0.0.0.0:0", "[::]:0", "192.168.1.20:0", "10.0.0.1:7311", "[2001:db8::1]:0"] {
        let folder = tempfile::tempdir().unwrap();
        let ran = run(&folder.path().join("data"), &["serve", "--json", "--listen", address]);
        let sentence = ran.sentence();
        assert!(sentence.contains("can be reached from other computers") && sentence.contains("127.0.0.1"), "`{address}`: {sentence}");
    }
}
