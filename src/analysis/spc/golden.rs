//! The package's own answers, point by point.

use super::*;
use std::path::PathBuf;

const GOLDEN: &str = include_str!("golden.txt");

/// Seven significant digits.
fn agree(ours: Option<f64>, theirs: &str) -> bool {
    match (ours, theirs.parse::<f64>()) {
        (Some(ours), Ok(theirs)) => (ours - theirs).abs() <= 5e-7 * theirs.abs().max(1.0),
        (None, Err(_)) => true,
        _ => false,
    }
}

fn rule(signal: Option<Signal>) -> char {
    match signal {
        None => '.',
        Some(Signal::AboveLimit) => 'A',
        Some(Signal::BelowLimit) => 'B',
        Some(Signal::Rising) => 'R',
        Some(Signal::Falling) => 'F',
        Some(Signal::TwoOfThreeAbove) => 'T',
        Some(Signal::TwoOfThreeBelow) => 't',
        Some(Signal::ShiftAbove) => 'S',
        Some(Signal::ShiftBelow) => 's',
    }
}

fn meaning(kind: PointType) -> char {
    match kind {
        PointType::CommonCause => '.',
        PointType::Improvement => '+',
        PointType::Concern => '-',
        PointType::NeutralHigh => '^',
        PointType::NeutralLow => 'v',
    }
}

fn assured(assurance: Option<Assurance>) -> &'static str {
    match assurance {
        None => "-",
        Some(Assurance::HitAndMiss) => "inconsistent",
        Some(Assurance::ConsistentPass) => "consistent_pass",
        Some(Assurance::ConsistentFail) => "consistent_fail",
    }
}

/// Checks one line of `golden.txt`; says what differs.
fn check(line: &str) -> Result<(), String> {
    let [
        _,
        values,
        screening,
        fix,
        rebase,
        way,
        target,
        means,
        lowers,
        uppers,
        rules,
        types,
        assurance,
    ] = line.split('|').collect::<Vec<_>>()[..]
    else {
        return Err("not thirteen fields".to_owned());
    };
    let values: Vec<f64> = values
        .split(' ')
        .map(|value| value.parse().unwrap())
        .collect();
    let first = Month {
        year: 2020,
        month: 1,
    };
    let month_of = |point: usize| {
        std::iter::successors(Some(first), |month| Some(month.next())).nth(point - 1)
    };
    let settings = Settings {
        improvement: match way {
            "1" => Improvement::Increase,
            "-1" => Improvement::Decrease,
            _ => Improvement::Neutral,
        },
        target: target.parse().ok(),
        screening: if screening == "all" {
            Screening::All
        } else {
            Screening::Screened
        },
        rebase: rebase.parse().ok().and_then(month_of).into_iter().collect(),
        fix_after: fix.parse().ok(),
        ..Settings::default()
    };
    let chart = spc(&Observed::example(&values), &settings).unwrap();
    let ends = |theirs: &str, ours: fn(&Process) -> Option<f64>| {
        let theirs: Vec<&str> = theirs.split(' ').collect();
        theirs.len() == chart.processes.len()
            && theirs
                .iter()
                .zip(&chart.processes)
                .all(|(theirs, process)| agree(ours(process), theirs))
    };
    if !ends(means, |process| Some(process.limits.mean)) {
        return Err("mean".to_owned());
    }
    if !ends(lowers, |process| {
        process.limits.range.map(|range| range.lower)
    }) {
        return Err("lower limit".to_owned());
    }
    if !ends(uppers, |process| {
        process.limits.range.map(|range| range.upper)
    }) {
        return Err("upper limit".to_owned());
    }
    let ours: String = chart.points().map(|point| rule(point.signal)).collect();
    if ours != rules {
        return Err(format!("rules {ours}, not {rules}"));
    }
    let ours: String = chart.points().map(|point| meaning(point.kind)).collect();
    if ours != types {
        return Err(format!("types {ours}, not {types}"));
    }
    if assured(chart.assurance) != assurance {
        return Err(format!("{:?}, not {assurance}", chart.assurance));
    }
    Ok(())
}

#[test]
fn every_point_is_as_the_package_has_it() {
    let lines: Vec<&str> = GOLDEN
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert!(lines.len() > 50);
    let differing: Vec<String> = lines
        .iter()
        .filter_map(|line| Some(format!("{line}\n   {}", check(line).err()?)))
        .collect();
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn every_rule_and_every_type_occurs_in_the_golden_vectors() {
    let column = |at: usize| -> String {
        let lines = GOLDEN.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split('|').nth(at)).collect()
    };
    assert!("ABRFTtSs".chars().all(|sign| column(10).contains(sign)));
    assert!("+-^v".chars().all(|sign| column(11).contains(sign)));
}

/// The snapshot in the package's own tests: `rnorm(20)` after `set.seed(123)`.
const SNAPSHOT: [f64; 20] = [
    -0.560_475_65,
    -0.230_177_49,
    1.558_708_31,
    0.070_508_39,
    0.129_287_74,
    1.715_064_99,
    0.460_916_21,
    -1.265_061_23,
    -0.686_852_85,
    -0.445_661_97,
    1.224_081_8,
    0.359_813_83,
    0.400_771_45,
    0.110_682_72,
    -0.555_841_13,
    1.786_913_14,
    0.497_850_48,
    -1.966_617_16,
    0.701_355_9,
    -0.472_791_41,
];

fn snapshot(fifteenth: Option<f64>, screening: Screening) -> [f64; 3] {
    let mut values = SNAPSHOT;
    if let Some(value) = fifteenth {
        values[14] = value;
    }
    limits_of(&values, screening)
}

fn limits_of(values: &[f64], screening: Screening) -> [f64; 3] {
    let settings = Settings {
        screening,
        ..Settings::default()
    };
    let chart = spc(&Observed::example(values), &settings).unwrap();
    let limits = chart.processes[0].limits;
    let range = limits.range.unwrap();
    [limits.mean, range.lower, range.upper]
}

fn same(ours: [f64; 3], theirs: [f64; 3]) -> bool {
    ours.iter()
        .zip(theirs)
        .all(|(ours, theirs)| (ours - theirs).abs() <= 5e-7 * theirs.abs().max(1.0))
}

#[test]
fn limits_agree_with_the_packages_snapshot_to_seven_digits() {
    assert!(same(
        snapshot(None, Screening::Screened),
        [0.141_623_8, -3.011_38, 3.294_627]
    ));
    assert!(same(
        snapshot(Some(10.0), Screening::Screened),
        [0.669_415_9, -2.383_666, 3.722_497]
    ));
    assert!(same(
        snapshot(Some(10.0), Screening::All),
        [0.669_415_9, -4.596_625, 5.935_457]
    ));
}

/// The same from the published reference file, whatever series and cases it holds.
#[test]
fn limits_agree_with_the_reference_file() {
    let Some(folder) = std::env::var_os("PLANPROOF_CORPUS").map(PathBuf::from) else {
        use std::io::Write as _;
        let note =
            "not run: set PLANPROOF_CORPUS to the folder that holds real/spc_reference.json\n";
        std::io::stderr().write_all(note.as_bytes()).unwrap();
        return;
    };
    let text = std::fs::read_to_string(folder.join("real/spc_reference.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let series: Vec<f64> = file["y"].as_array().unwrap().iter().map(number).collect();
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let mut values = series.clone();
        if let Some(fifteenth) = case["y15"].as_f64() {
            values[14] = fifteenth;
        }
        let screening = if case["screen"].as_bool().unwrap() {
            Screening::Screened
        } else {
            Screening::All
        };
        let theirs = [
            number(&case["mean"]),
            number(&case["lpl"]),
            number(&case["upl"]),
        ];
        assert!(
            same(limits_of(&values, screening), theirs),
            "{}",
            case["name"]
        );
    }
}
