//! Dates written as text (`2026-04-01`), as `OpenDocument` and strict Office Open XML keep them, to Excel's serial days.

/// Serial day in the 1900 system; `None` for anything but a plain date or date and time from 1 March 1900 on.
pub(super) fn serial_day(text: &str) -> Option<f64> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time.trim_end_matches('Z'))),
        None => (text, None),
    };
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let is_real = (1900..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day);
    if parts.next().is_some() || !is_real {
        return None;
    }
    let serial = day_number(year, month, day) - day_number(1899, 12, 30);
    // Excel counts a 29 February 1900 that never was.
    if serial < 61 {
        return None;
    }
    Some(serial as f64 + time.map_or(Some(0.0), share_of_day)?)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days on a count that starts in March, so that the leap day falls at the end of the year.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

fn share_of_day(time: &str) -> Option<f64> {
    let mut parts = time.split(':').map(str::parse::<f64>);
    let hours = parts.next()?.ok()?;
    let minutes = parts.next()?.ok()?;
    let seconds = parts.next().unwrap_or(Ok(0.0)).ok()?;
    let share = (hours * 3600.0 + minutes * 60.0 + seconds) / 86_400.0;
    (0.0..1.0).contains(&share).then_some(share)
}

/// A length of time such as `PT10H30M00S` in days, as Excel keeps it.
pub(super) fn days(text: &str) -> Option<f64> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let count = |text: &str| text.parse::<f64>().ok().filter(|count| *count >= 0.0);
    let seconds = count(hours)? * 3600.0 + count(minutes)? * 60.0 + count(seconds)?;
    Some(seconds / 86_400.0).filter(|days| days.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_dates_count_as_in_excel() {
        assert_eq!(serial_day("1900-03-01"), Some(61.0));
        assert_eq!(serial_day("2025-10-13"), Some(45_943.0));
        assert_eq!(serial_day("2025-10-13T12:00:00"), Some(45_943.5));
        assert_eq!(serial_day("2024-02-29"), Some(45_351.0));
    }

    #[test]
    fn lengths_of_time_are_days() {
        assert_eq!(days("PT36H00M00S"), Some(1.5));
        assert_eq!(days("PT00H00M43.2S"), Some(0.0005));
        for text in ["", "PT", "P1D", "PTxH00M00S", "PT-1H00M00S"] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for text in [
            "",
            "2025",
            "2025-02-29",
            "2025-13-01",
            "soon",
            "2025-01-01T99:00",
            "1900-01-01",
        ] {
            assert_eq!(serial_day(text), None, "{text}");
        }
    }
}
