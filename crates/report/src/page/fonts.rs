//! The faces that pages are set in. They are part of the program, so that no font of the computer is needed, or used.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The faces: text, what is bold in it, and digits and letters of one width.
static FACES: [&[u8]; 3] = [
    include_bytes!("../../fonts/NotoSansJP-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansJP-SemiBold.ttf"),
    include_bytes!("../../fonts/IBMPlexMono-Regular.ttf"),
];

/// Read once.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FACES.into_iter().filter_map(|face| Font::new(Bytes::new(face), 0)).collect());

pub(super) static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Whether text can show this character.
pub(super) fn has(character: char) -> bool {
    FONTS.first().is_some_and(|font| font.info().coverage.contains(u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_own_characters() {
        assert_eq!(FONTS.len(), FACES.len(), "each face is read");
        for character in "髙﨑𠮷邉邊齋齊濵塚隆栁桒𣘺辻葛祇Åéßøœăñ①㈱㍻㋿ｶ〒→¥€£₩".chars() {
            assert!(has(character), "{character}");
        }
        for character in "🙂กب\u{10fffd}".chars() {
            assert!(!has(character), "{character}");
        }
    }
}
