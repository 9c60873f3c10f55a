//! Words for savings on pay: fewer staff, cheaper staff, or fewer hours.

use super::{is_any, says};

const PAY: &[&str] = &[
    "agency",
    "bank",
    "locum*",
    "establishment*",
    "rota",
    "rotas",
    "roster*",
    "rostering",
    "erostering",
    "workforce",
    "staff",
    "staffing",
    "pay",
    "headcount",
    "wte",
    "fte",
    "vacanc*",
    "overtime",
    "recruitment",
    "restructur*",
    "redundanc*",
    "mars",
];

const PHRASES: &[&[&str]] = &[
    &["skill", "mix"],
    &["job", "plan*"],
    &["temporary", "staff*"],
    &["sickness", "absence*"],
    &["corporate", "redesign|restructure|review"],
];

const ELSEWHERE: &[&[&str]] = &[
    &["non", "pay"],
    &["bank", "interest|charge*|account*|holiday*"],
    &["blood|milk|food|tissue", "bank"],
    &["pay", "phone*|tv|parking"],
    &["staff", "parking|catering|lottery"],
];

pub(super) fn is_pay(words: &[String]) -> bool {
    let all: Vec<&String> = words.iter().collect();
    let said = words.iter().any(|word| is_any(word, PAY))
        || PHRASES.iter().any(|phrase| says(&all, phrase));
    said && !words.iter().any(|word| word == "nonpay")
        && !ELSEWHERE.iter().any(|phrase| says(&all, phrase))
}
