//! Tools: all that is known of one comes back as it went in.

use sekisho_core::{
    id::ReviewerId,
    provenance::Role,
    tool::{Annotations, Classified, Effect, Registered, Reversibility, Said},
};

use super::*;

#[tokio::test]
async fn a_tool_comes_back_as_it_was_put() {
    let (store, _folder) = store().await;
    let name = |text: &str| Name::new(text.to_owned()).unwrap();
    let said = Said {
        title: Some("送金".to_owned()),
        description: Some("Pays.\u{202e}".to_owned()),
        schema: Some(r#"{"type":"object"}"#.to_owned()),
        annotations: Annotations { read_only_hint: Some(false), destructive_hint: None },
    };
    let new = Registered::new(name("bank"), name("a/b c"), said, Time::UNIX_EPOCH);
    let classified =
        Classified { effect: Effect::Pay, reversibility: Reversibility::Costly, roles: [("/x/*".to_owned(), Role::Counterparty)].into() };
    let confirmed = new.clone().confirmed(ReviewerId::new(Time::UNIX_EPOCH, [1; 10]), Time::UNIX_EPOCH, classified);
    let changed = confirmed.told_again(Said::default(), Time::UNIX_EPOCH).left_out(Time::UNIX_EPOCH);
    let other = Registered::new(name("mail"), name("send"), Said::default(), Time::UNIX_EPOCH);
    for tool in [&new, &other, &changed] {
        let tool = tool.clone();
        store.write(move |tx| Box::pin(async move { tx.put_tool(&tool).await })).await.unwrap();
    }
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.tools().await.unwrap(), [changed.clone(), other]);
    assert_eq!(reader.tools_of("bank").await.unwrap(), std::slice::from_ref(&changed));
    assert_eq!(reader.tool("bank", "a/b c").await.unwrap(), Some(changed));
    assert_eq!(reader.tool("bank", "send").await.unwrap(), None, "another server's tool of that name is another");
}
