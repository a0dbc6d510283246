//! Actions to make records of: as they could be, and worse than they should be.

use anyhow::{Context, Result};
use sekisho_core::{
    action::{Action, Asked, Name, Sent},
    assessment::Assessment,
    id::{ActionId, AgentId, ReviewerId},
    ledger::{Denied, Entry, Received, Viewed, Voted},
    outcome::Aftermath,
    review::{Approval, Consumption, Decider, Held, No, Outcome, State, Vote, Way},
    rules::Verdict,
    time::Time,
};
use sekisho_report::{Names, Proved, Record};
use serde_json::json;

pub fn time(text: &str) -> Result<Time> {
    text.parse().with_context(|| format!("`{text}` is a time"))
}

fn id(number: u8) -> [u8; 10] {
    [number; 10]
}

/// Who is in the samples.
pub struct People {
    agent: AgentId,
    tanaka: ReviewerId,
    yoshida: ReviewerId,
    hayes: ReviewerId,
    takahashi: ReviewerId,
}

impl People {
    pub fn new() -> Result<Self> {
        let at = time("2026-01-05T00:00:00Z")?;
        let reviewer = |number| ReviewerId::new(at, id(number));
        Ok(Self { agent: AgentId::new(at, id(9)), tanaka: reviewer(1), yoshida: reviewer(2), hayes: reviewer(3), takahashi: reviewer(4) })
    }

    fn names(&self) -> Names {
        let reviewers = [(self.tanaka, "田中 一郎"), (self.yoshida, "𠮷田花子"), (self.hayes, "Margaret Hayes"), (self.takahashi, "髙橋")];
        Names {
            reviewers: reviewers.into_iter().map(|(id, name)| (id, name.to_owned())).collect(),
            agents: [(self.agent, "経理エージェント".to_owned())].into(),
        }
    }
}

fn asked(arguments: &str) -> Result<Asked> {
    Ok(Asked {
        tool: Name::new("create_payment".to_owned())?,
        server: Some(Name::new("payments.internal".to_owned())?),
        arguments: Sent::new(arguments.to_owned())?,
        timeout: "4h".parse()?,
        agent_reasoning: Some("請求書 INV-2026-1183 の支払期限が本日のため。".to_owned()),
        context: Some(Sent::new(
            json!({
                "session": "s-20261127-7",
                "task": "今月の請求書を処理しておいて",
                "on_behalf_of": "sato@example.co.jp",
                "agent": { "name": "keiri-bot", "model": "m-3" },
            })
            .to_string(),
        )?),
    })
}

fn assessed() -> Result<Assessment> {
    let traced = |pointer: &str, role: &str, value: &str, provenance: &str, origin: Option<&str>| {
        let shown = |text: &str| json!([{ "kind": "text", "text": text }]);
        let found = origin.map(|origin| json!({ "origin": shown(origin), "around": [] }));
        json!({ "pointer": pointer, "role": role, "value": shown(value), "provenance": provenance, "found": found })
    };
    let account = traced("/account", "counterparty", "0310-7654321", "untrusted", Some("mail:billing@exarnple.co.jp"));
    let traced = [
        account.clone(),
        traced("/payee", "counterparty", "株式会社サンプル商事", "trusted", Some("tool:erp_get_vendor")),
        traced("/invoice", "target", "INV-2026-1183", "user", None),
    ];
    let large = json!({
        "en": "Payments of 1,000,000 yen or more are decided by finance.",
        "ja": "100万円以上の支払いは、財務部の決裁が必要です。",
    });
    let unknown = json!({
        "en": "An account that only a mail names is looked at by a person.",
        "ja": "メールにしか書かれていない口座への支払いは、人が確認します。",
    });
    let usual = json!({ "pointer": "", "value": "210000", "currency": "JPY" });
    let amount = json!({ "pointer": "/amount", "value": "1480000", "currency": "JPY" });
    Ok(serde_json::from_value(json!({
        "class": { "effect": "pay", "reversibility": "irreversible", "source": { "from": "person" } },
        "money": { "Amount": amount },
        "traced": traced,
        "risk": [
            { "points": 25, "most": 30, "evidence": { "signal": "provenance", "worst": account, "others": 0 } },
            { "points": 15, "most": 15, "evidence": { "signal": "effect", "effect": "pay", "source": { "from": "person" } } },
            { "points": 12, "most": 15, "evidence": { "signal": "reversibility", "reversibility": "irreversible" } },
            { "points": 10, "most": 20, "evidence": { "signal": "amount", "amount": amount } },
            { "points": 6, "most": 10, "evidence": { "signal": "jump", "usual": usual, "samples": 34 } },
        ],
        "edition": 7,
        "judgement": [
            { "kind": "held", "rule": "large-payments", "words": large },
            { "kind": "held", "rule": "unknown-accounts", "words": unknown },
        ],
        "gist": [],
    }))?)
}

fn way(people: &People, votes: Vec<Vote>) -> Result<Way> {
    Ok(serde_json::from_value(json!({
        "route": "高額支払",
        "stations": [
            { "title": "担当", "places": [{ "kind": "group", "id": "経理" }], "need": 1 },
            { "title": "課長決裁", "places": [{ "kind": "reviewer", "id": people.yoshida }], "need": 1 },
            { "title": "部長決裁", "places": [{ "kind": "reviewer", "id": people.hayes }], "need": 1 },
        ],
        "votes": serde_json::to_value(votes)?,
        "detour": null,
    }))?)
}

fn record(people: &People, arguments: &str, state: State) -> Result<Record> {
    let received_at = time("2026-11-27T01:12:09.120Z")?;
    let asked = asked(arguments)?;
    let action = Action {
        id: ActionId::new(received_at, id(7)),
        agent: people.agent,
        digest: asked.digest(people.agent),
        asked,
        received_at,
        deadline_at: time("2026-11-27T05:12:09.120Z")?,
    };
    let received = Received { verdict: Verdict::Hold, digest: Some(action.digest), row: None };
    Ok(Record {
        history: vec![
            (received_at, Entry::Received(received)),
            (time("2026-11-27T01:14:31Z")?, Entry::Viewed(Viewed { by: people.tanaka, version: 1 })),
        ],
        action,
        assessment: assessed()?,
        state,
        way: None,
        aftermath: Aftermath::default(),
        names: people.names(),
        zone: "Asia/Tokyo".parse()?,
        made_at: time("2026-11-30T08:45:00Z")?,
        made_by: "監査 太郎".to_owned(),
        proved: Proved {
            ledger: "sekisho/ledger-b2b2b3c4".to_owned(),
            entry: 18_421,
            size: 20_117,
            root: "55f49f885bad4b6c34767d6809315ed6d8f4c6d7a8e8b5652264b60644a59dbf".to_owned(),
            key_id: "70f76636".to_owned(),
            proof: "c2sp.org/tlog-proof@v1\n".to_owned(),
        },
    })
}

fn arguments() -> String {
    json!({
        "payee": "株式会社サンプル商事", "account": "0310-7654321", "bank": "みずほ銀行 丸の内支店", "amount": 1_480_000, "currency": "JPY",
        "invoice": "INV-2026-1183", "urgent": true, "memo": null,
        "lines": [{ "item": "サーバー保守（11月）", "price": 1_200_000 }, { "item": "追加作業", "price": 280_000 }],
    })
    .to_string()
}

/// Approved at three stations, one of them by a stand-in; used and reported.
pub fn three_stations() -> Result<Record> {
    let people = People::new()?;
    let vote = |by, stands_for, station, at: &str| Ok::<_, anyhow::Error>(Vote { by, stands_for, station, places: vec![0], at: time(at)? });
    let votes = vec![
        vote(people.tanaka, None, 0, "2026-11-27T01:15:02Z")?,
        vote(people.takahashi, Some(people.yoshida), 1, "2026-11-27T02:03:40Z")?,
        vote(people.hayes, None, 2, "2026-11-27T03:30:18Z")?,
    ];
    let (by, at, note) = (Decider::Reviewer(people.hayes), time("2026-11-27T03:30:18Z")?, Some("口座は先方に電話で確認済み。".to_owned()));
    let expires_at = time("2026-11-27T03:35:18Z")?;
    let approval = Approval { by, at, expires_at, note, grant: None, votes: votes.clone().into(), detour: None };
    let consumption = Consumption { at: time("2026-11-27T03:30:20Z")?, key: "k".to_owned() };
    let outcome = Outcome { succeeded: true, at: time("2026-11-27T03:30:44Z")?, note: Some("振込受付番号 8841-22".to_owned()) };
    let mut record = record(&people, &arguments(), State::Reported { approval, consumption, outcome })?;
    let said_yes = |by, stands_for, station: &str, note: Option<&str>| {
        Entry::Voted(Voted { by, stands_for, station: station.to_owned(), note: note.map(str::to_owned) })
    };
    record.history.extend([
        (time("2026-11-27T01:15:02Z")?, said_yes(people.tanaka, None, "担当", None)),
        (time("2026-11-27T02:03:40Z")?, said_yes(people.takahashi, Some(people.yoshida), "課長決裁", Some("請求書と一致。"))),
        (time("2026-11-27T03:30:18Z")?, Entry::Approved { by: people.hayes, note: Some("口座は先方に電話で確認済み。".to_owned()) }),
        (time("2026-11-27T03:30:20Z")?, Entry::Consumed),
        (time("2026-11-27T03:30:44Z")?, Entry::Reported { succeeded: true, note: Some("振込受付番号 8841-22".to_owned()) }),
    ]);
    record.way = Some(way(&people, votes.into_iter().take(2).collect())?);
    let moved = json!({ "value": "1482000", "currency": "JPY" });
    record.aftermath = serde_json::from_value(json!({
        "told": { "amount": moved, "counterparty": "株式会社サンプル商事", "link": "https://bank.example/receipts/8841-22" },
        "deviations": [{ "kind": "more", "approved": { "value": "1480000", "currency": "JPY" }, "actual": moved }],
        "mark": { "by": people.tanaka, "at": "2026-11-28T00:10:00Z", "mark": "good", "note": "差額は振込手数料。" },
    }))?;
    Ok(record)
}

/// Denied by one person.
pub fn denied() -> Result<Record> {
    let people = People::new()?;
    let (at, reason) = (time("2026-11-27T01:20:45Z")?, "口座がメールにしか書かれておらず、マスターと一致しません。".to_owned());
    let state = State::Denied { by: Decider::Reviewer(people.tanaka), at, note: Some(reason.clone()), how: No::Rejected };
    let mut record = record(&people, &arguments(), state)?;
    record.history.push((at, Entry::Denied(Denied { by: people.tanaka, reason, how: No::Rejected })));
    Ok(record)
}

/// Still waiting at the second of three stations.
pub fn waiting() -> Result<Record> {
    let people = People::new()?;
    let vote = Vote { by: people.tanaka, stands_for: None, station: 0, places: vec![0], at: time("2026-11-27T01:15:02Z")? };
    let way = way(&people, vec![vote])?;
    let held = Held { way: Some(Box::new(way.clone())), with: way.waits_for(), ..Held::for_anyone(time("2026-11-27T05:12:09Z")?) };
    Ok(Record { way: Some(way), ..record(&people, &arguments(), State::Held(held))? })
}

/// With these arguments, and a rule that let it pass.
pub fn with(arguments: &str) -> Result<Record> {
    let at = time("2026-11-27T01:12:09.120Z")?;
    let state = State::approved_by_rule("routine-looks".to_owned(), "Passed".to_owned(), at);
    record(&People::new()?, arguments, state)
}

/// What would do harm if it were read as anything but text.
pub const HOSTILE: [&str; 12] = [
    "#import \"@preview/x:1.0.0\": *",
    "#eval(\"1+1\") #sys.inputs #panic()",
    "$ sum_(i=0)^n $ *bold* _italic_ `raw` = heading",
    "@ref <label> \\ \\u{202e} https://example.com // /* */ --- ~ ...",
    "]) #set page(fill: red) #[",
    "\u{202e}gpj.exe\u{202c} zero\u{200b}width \u{feff}",
    "絵文字 🙂👍🏽 タイ語 สวัสดี アラビア語 مرحبا 私用 \u{e000} \u{10fffd} 𠮷野家 髙﨑邉",
    "一行目\n二行目\r\n\t三行目",
    "\"quotes\" 'single' «guillemets»",
    "%PDF-1.7 endstream endobj stream\nc2sp.org/tlog-proof@v1\n",
    "",
    "e\u{301} combining Z\u{351}\u{36b}\u{343}\u{36a}algo",
];
