//! A text as a QR code, drawn as squares.

use fast_qr::{ECL, QRBuilder};
use typst::foundations::{Array, Value};

/// The rows of a QR code: for each, where dark runs begin and how long they are. Empty if the text is too long for one.
pub(crate) fn squares(text: &str) -> Value {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return Value::Array(Array::new()) };
    let whole = |count: usize| Value::Int(i64::try_from(count).unwrap_or_default());
    let rows = code.data.chunks(code.size).take(code.size).map(|row| {
        let mut runs = Array::new();
        let mut x = 0;
        while x < row.len() {
            let length = row.iter().skip(x).take_while(|module| module.value()).count();
            if length > 0 {
                runs.push(Value::Array(Array::from_iter([whole(x), whole(length)])));
            }
            x += length.max(1);
        }
        Value::Array(runs)
    });
    Value::Array(rows.collect())
}
