//! What a number written in digits is worth.

/// Reads a number in thousandths; times, dates and numbers too long to hold have no worth of their own.
///
/// `comma_decimals` tells how the language writes decimals: `1,1` and `1.900`, or `1.1` and `1,900`.
pub(in crate::history) fn thousandths(digits: &str, comma_decimals: bool) -> Option<i64> {
    let decimal = if comma_decimals { ',' } else { '.' };
    let (mut worth, mut decimals) = (0i64, None);
    let mut at = 0;
    for character in digits.chars() {
        at += character.len_utf8();
        match character {
            ':' | '/' => return None,
            '0'..='9' => {
                let digit = i64::from(character.to_digit(10)?);
                match decimals.as_mut() {
                    None => worth = worth.checked_mul(10)?.checked_add(digit * 1000)?,
                    Some(place) if *place >= 1 => {
                        worth = worth.checked_add(digit * *place)?;
                        *place /= 10;
                    }
                    Some(_) => {}
                }
            }
            '.' | ',' => {
                let follows = digits[at..].bytes().take_while(u8::is_ascii_digit).count();
                if character == decimal || follows != 3 {
                    decimals = Some(100i64);
                }
            }
            _ => {}
        }
    }
    Some(worth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_their_language_writes_them() {
        assert_eq!(thousandths("11,200", false), Some(11_200_000));
        assert_eq!(thousandths("1.1", false), Some(1_100));
        assert_eq!(thousandths("2,7", true), Some(2_700));
        assert_eq!(thousandths("1.900", true), Some(1_900_000));
        assert_eq!(thousandths("11\u{a0}200", true), Some(11_200_000));
        assert_eq!(thousandths("10:15", false), None);
        assert_eq!(thousandths("99999999999999999999999", false), None);
    }
}
