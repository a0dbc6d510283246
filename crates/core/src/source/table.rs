//! Values of a table: lines of as many cells each.

use csv::ReaderBuilder;

use super::record;

/// What separates cells.
const DELIMITERS: [u8; 3] = [b',', b'\t', b'|'];

/// The fewest cells of a line, and the fewest lines. A letter of two lines with a comma in each is no table.
const CELLS_MIN: usize = 3;
const LINES_MIN: usize = 2;

/// The cells of a table, or none if the text is anything else.
pub(super) fn values(text: &str) -> Option<Vec<String>> {
    DELIMITERS.iter().find_map(|delimiter| separated(text, *delimiter))
}

fn separated(text: &str, delimiter: u8) -> Option<Vec<String>> {
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut cells, mut lines) = (Vec::new(), 0);
    // A line with more or fewer cells is an error.
    for line in reader.records() {
        let line = line.ok()?;
        if line.len() < CELLS_MIN || (lines == 0 && !line.iter().all(|cell| cell.is_empty() || record::is_name(cell.trim()))) {
            return None;
        }
        cells.extend(line.iter().map(|cell| cell.trim().to_owned()));
        lines += 1;
    }
    (lines >= LINES_MIN).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_cells() {
        let table = "申請ID,氏名,事由\nL-1,山田 花子,\"私用, 通院\"\nL-2,佐藤,\n";
        assert_eq!(values(table).unwrap(), ["申請ID", "氏名", "事由", "L-1", "山田 花子", "私用, 通院", "L-2", "佐藤", ""]);
        assert!(values("| id | name |\n|----|------|\n| 7 | Hana |").is_some());
        assert!(values("a\tb\tc\n1\t2\t3").is_some());
    }

    #[test]
    fn a_letter_is_no_table() {
        for text in [
            "Dear Hana,\nplease pay,\nBob",
            "Dear Hana, dear Bob, dear all of you there,\nplease pay GB29, then tell me, at once",
            "a,b,c",
            "a,b,c\n1,2",
            "",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
