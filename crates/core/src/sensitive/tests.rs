use super::*;

#[test]
fn secrets_are_found() {
    let letters = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2dF4gH6";
    let texts = [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn", Secret::PrivateKey),
        ("-----BEGIN PRIVATE KEY-----", Secret::PrivateKey),
        ("id AKIAIOSFODNN7EXAMPLE", Secret::Token),
        (&format!("use ghp_{letters}"), Secret::Token),
        ("postgres://app:hunter22@db.firm.example/x", Secret::Token),
        ("Authorization: Bearer abcdefghij0123456789", Secret::Token),
        ("token: q8Zr2LxV0pKd9Wm3TyBn6Hs4", Secret::Token),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", Secret::Token),
        ("パスワードは Kaede-7712-Suzume です。", Secret::Password),
        ("パスワード：ｋａｅｄｅ７７１２", Secret::Password),
        ("Password: Tr0ub4dor&3", Secret::Password),
        ("The password is spring2026!", Secret::Password),
        (r#"{"password": "abc12345"}"#, Secret::Password),
        ("DB_PASSWORD=abc12345", Secret::Password),
    ];
    for (text, kind) in texts {
        assert_eq!(secret(text), Some(kind), "{text}");
    }
}

#[test]
fn what_only_looks_like_a_secret_is_none() {
    let texts = [
        "注文番号 PO-2026-1123-0044812 を発送しました。",
        "request 0191e3c2-7d5b-7c3a-9f1e-2b3c4d5e6f70 is done",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "key document: https://docs.firm.example/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
        "Please reset your password: https://id.firm.example/reset2",
        "Password: at least 12 characters, with a number",
        "パスワードを変更してください。期限は2026-12-01です。",
        "パスワードは本人に電話で伝えます。",
        "Password: ********",
        "the key figures: revenue 1,204,000 and 33.4%",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "mailto:sales@firm.example, https://firm.example:8443/x@y",
        "Invoice INV-88120, IBAN GB29NWBK60161331926819, total 8400.00 USD",
    ];
    for text in texts {
        assert_eq!(secret(text), None, "{text}");
    }
}

#[test]
fn data_about_people_is_counted() {
    let list = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<Vec<_>>().join("\n");
    let of = |text: &str| people(text).map(|people| (people.personal, people.datum, people.count));
    let mails = |count| list(&|index| format!("Name {index}, n{index}@home.example"), count);
    assert_eq!(of(&mails(40)), Some((Personal::Many, Datum::Mail, 40)));
    assert_eq!(of(&mails(4)), Some((Personal::Some, Datum::Mail, 4)));
    assert_eq!(of(&list(&|_| "same@home.example".to_owned(), 40)), None, "one address, however often");
    assert_eq!(of(&list(&|index| format!("03-1234-{}", 1000 + index), 12)), Some((Personal::Many, Datum::Phone, 12)));
    assert_eq!(of("氏名,生年月日\n山田,1980-01-02\n佐藤,1975/3/4\n鈴木,1990年5月6日"), Some((Personal::Many, Datum::Birth, 3)));
    assert_eq!(of("マイナンバー: 1234 5678 9018"), Some((Personal::Many, Datum::MyNumber, 1)));
    assert_eq!(of("個人番号　１２３４５６７８９０１８"), Some((Personal::Many, Datum::MyNumber, 1)), "in full width");
    assert_eq!(of("card 4111111111111111"), Some((Personal::Many, Datum::Card, 1)));
    assert_eq!(of("card_number: 4111-1111-1111-1112"), Some((Personal::Many, Datum::Card, 1)), "mistyped, and a card's all the same");
    for text in ["card 4111 1111 1111 1111 12/28", "4111 1111 1111 1111 12/28", "card: 4111111111111111 1228", "2 4111-1111-1111-1111"] {
        assert_eq!(of(text), Some((Personal::Many, Datum::Card, 1)), "{text}");
    }
    assert_eq!(
        of("4111 1111 1111 1111 5555 5555 5555 4444").map(|(personal, datum, _)| (personal, datum)),
        Some((Personal::Many, Datum::Card))
    );
    assert_eq!(of("マイナンバー：123456789018 03-1234-5678"), Some((Personal::Many, Datum::MyNumber, 1)), "beside another number");
    assert_eq!(of("4111 1111 1111 1111\n5555 5555 5555 4444\n4012 8888 8888 1881"), Some((Personal::Many, Datum::Card, 3)));
}

#[test]
fn business_numbers_are_not_about_people() {
    let texts = [
        "Order 4111111111111111 has left the warehouse.",
        "order 123456789018",
        "マイナンバーカードの受付番号 123456789012 です。",
        "請求書 INV-2026-1123、振込先 0294417、合計 1,204,000円",
        "Please call 03-1234-5678 or write to desk@firm.example.",
        "card 4111111111111112",
        "JAN 4901234567894, 4901234567900, 4901234567917",
        "2026-11-23 10:00, 2026-11-24 10:00, 2026-11-25 10:00, 03-12-2026",
        "0191e3c2-7d5b-7c3a-9f1e-2b3c4d5e6f70",
    ];
    for text in texts {
        assert_eq!(people(text), None, "{text}");
    }
}

#[test]
fn a_long_text_is_looked_through_to_its_end() {
    let hay = "a1-".repeat(100_000);
    assert_eq!(secret(&format!("{hay} password: abc12345")), Some(Secret::Password));
    assert_eq!(secret(&hay), None);
    assert_eq!(people(&"1 ".repeat(100_000)), None);
}
