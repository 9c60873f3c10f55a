//! What the reviewer accepted, asked and noted, as it stands in this plan.

use super::{addresses, finding};
use crate::assessment::{Assessment, SignedOff};
use crate::review::{Accepted, Comment, Placed, Question, Signed, Waiver};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
pub struct SettledJson {
    /// Who signed the plan off; where it has changed since, what.
    signed_off: Vec<SignedOffJson>,
    accepted: Vec<AcceptedJson>,
    /// Accepted findings that are no longer found.
    no_longer_found: Vec<NoteJson>,
    questions: Vec<NoteJson>,
    comments: Vec<NoteJson>,
}

#[derive(Debug, Serialize)]
pub struct SignedOffJson {
    in_words: String,
    who: String,
    when: String,
    /// SHA-256 of each workbook by its name.
    workbooks: BTreeMap<String, String>,
    /// SHA-256 of what the review decided.
    decisions: String,
    /// SHA-256 of the settings that differ from their defaults.
    policy: String,
    /// Whether the plan is as it was signed.
    current: bool,
    changed_since: Vec<String>,
}

#[derive(Debug, Serialize)]
struct AcceptedJson {
    finding: super::FindingJson,
    because: Vec<SaidJson>,
}

/// Words with their writer.
#[derive(Debug, Serialize)]
struct SaidJson {
    text: String,
    who: String,
    when: String,
}

#[derive(Debug, Serialize)]
struct NoteJson {
    said: SaidJson,
    rule: Option<String>,
    owner: Option<String>,
    due: Option<String>,
    answers: Vec<SaidJson>,
    closed: Option<bool>,
    /// What it is about; null where it no longer finds its place.
    cells: Option<Vec<String>>,
}

pub fn settled(assessment: &Assessment) -> SettledJson {
    let settled = &assessment.settled;
    SettledJson {
        signed_off: signed_off(assessment),
        accepted: settled.accepted.iter().map(accepted).collect(),
        no_longer_found: settled.idle.iter().map(idle).collect(),
        questions: settled.questions.iter().map(question).collect(),
        comments: settled.comments.iter().map(comment).collect(),
    }
}

pub fn signed_off(assessment: &Assessment) -> Vec<SignedOffJson> {
    let one = |own: &SignedOff| SignedOffJson {
        in_words: own.in_words(&assessment.names),
        who: own.sign_off.by.who.clone(),
        when: own.sign_off.by.when.to_string(),
        workbooks: own.sign_off.read.workbooks.clone(),
        decisions: own.sign_off.read.decisions.clone(),
        policy: own.sign_off.read.policy.clone(),
        current: own.is_current(),
        changed_since: own.since.clone(),
    };
    assessment.signed.iter().map(one).collect()
}

fn said(text: &str, by: &Signed) -> SaidJson {
    SaidJson {
        text: text.to_owned(),
        who: by.who.clone(),
        when: by.when.to_string(),
    }
}

fn accepted(one: &Accepted) -> AcceptedJson {
    AcceptedJson {
        finding: finding(&one.finding),
        because: one
            .waivers
            .iter()
            .map(|waiver| said(&waiver.reason, &waiver.by))
            .collect(),
    }
}

fn idle(one: &Placed<Waiver>) -> NoteJson {
    NoteJson {
        rule: Some(one.note.rule.clone()),
        ..note(said(&one.note.reason, &one.note.by), one)
    }
}

fn question(one: &Placed<Question>) -> NoteJson {
    let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let answers = one.note.steps.answers();
    NoteJson {
        rule: one.note.rule.clone(),
        owner: named(one.note.owner()),
        due: named(one.note.due()),
        answers: answers.map(|(answer, by)| said(answer, by)).collect(),
        closed: Some(!one.note.is_open()),
        ..note(said(&one.note.text, &one.note.by), one)
    }
}

fn comment(one: &Placed<Comment>) -> NoteJson {
    note(said(&one.note.text, &one.note.by), one)
}

fn note<T>(said: SaidJson, one: &Placed<T>) -> NoteJson {
    NoteJson {
        said,
        rule: None,
        owner: None,
        due: None,
        answers: Vec::new(),
        closed: None,
        cells: one.cells.as_deref().map(addresses),
    }
}
