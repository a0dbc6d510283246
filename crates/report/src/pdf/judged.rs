//! How an action was judged: the score with what it is made of, the rules, and where its arguments come from.

use crate::{
    Record,
    page::{Block, Column, Section, say, short_code, words as shown},
    words::{self, Voice},
};

pub(super) fn section(record: &Record, voice: &Voice<'_>) -> Section {
    let (language, assessed) = (voice.language, &record.assessment);
    let (score, level) = (assessed.risk.score(), words::level(assessed.risk.level(), language));
    let edition = match assessed.edition {
        Some(0) => language.pick("標準（初版）", "as shipped").to_owned(),
        Some(edition) => language.pick(format!("第{edition}版"), format!("edition {edition}")),
        None => language.pick("記録なし", "not kept").to_owned(),
    };
    let facts = vec![
        (
            language.pick("リスク", "Risk").to_owned(),
            say(&language.pick(format!("{level}（{score} / 100）"), format!("{level} ({score} of 100)"))),
        ),
        (language.pick("適用したルール", "Rules in force").to_owned(), say(&edition)),
    ];
    let points = assessed.risk.contributions().iter();
    let points = points.map(|part| (part.points, part.most, say(&words::evidence(&part.evidence, voice)))).collect();
    let reasons = assessed.judgement.reasons().iter().map(|reason| {
        let (rule, why) = words::reason(reason, voice);
        vec![rule.map_or_else(|| say("—"), short_code), say(&why)]
    });
    let mut blocks = vec![
        Block::Facts(facts),
        Block::Title(language.pick("判断材料（点数の内訳）", "Evidence, and the points it adds").to_owned()),
        Block::Points(points),
        Block::Title(language.pick("判定の理由", "Why it was judged so").to_owned()),
        Block::Table(
            vec![Column::new(language.pick("ルール", "Rule"), 2), Column::new(language.pick("理由", "Reason"), 5)],
            reasons.collect(),
        ),
    ];
    if !assessed.traced.is_empty() {
        let rows = assessed.traced.iter().map(|traced| {
            let from = say(words::provenance(traced.provenance, language));
            let from = match &traced.found {
                Some(found) => from.and(say(language.pick("（", " ("))).and(shown(&found.origin)).and(say(language.pick("）", ")"))),
                None => from,
            };
            vec![short_code(&traced.pointer), shown(&traced.value), say(words::role(traced.role, language)), from]
        });
        blocks.push(Block::Title(language.pick("引数の出所", "Where the arguments come from").to_owned()));
        blocks.push(Block::Table(
            vec![
                Column::new(language.pick("引数", "Argument"), 3),
                Column::new(language.pick("値", "Value"), 4),
                Column::new(language.pick("用途", "For"), 3),
                Column::new(language.pick("出所", "Origin"), 4),
            ],
            rows.collect(),
        ));
    }
    Section { title: language.pick("リスクと判定", "Risk and verdict").to_owned(), blocks }
}
