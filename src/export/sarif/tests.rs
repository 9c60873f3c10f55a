use super::*;
use crate::assessment::judge;
use crate::plan::example::{cell, clean_case};
use crate::policy::Policy;
use crate::review::{Accepted, Ground, Moment, Signed, Waiver};
use serde_json::{Value, json};
use std::path::PathBuf;

fn assessment() -> Assessment {
    let case = clean_case().with_unidentified(2_000_000, 12);
    let mut assessment = judge(case, Vec::new(), &Policy::default());
    assessment.workbooks = vec![Workbook {
        name: "plan.xlsx".into(),
        path: PathBuf::from("plans/My plan.xlsx"),
        fingerprint: "ab12".to_owned(),
        ..Workbook::default()
    }]
    .into();
    assessment
}

fn written(assessment: &Assessment) -> Value {
    json!(log(std::slice::from_ref(assessment), true))
}

/// What the standard asks of the parts that are used: §3.13 log, §3.14 run, §3.18 tool, §3.19 component, §3.49 rule,
/// §3.27 result, §3.28 location, §3.29 physical, §3.33 logical, §3.35 suppression, §3.24 artifact, §3.20 invocation.
fn faults(log: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ask = |right: bool, what: &str| {
        if !right {
            faults.push(what.to_owned());
        }
    };
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    ask(log["version"] == "2.1.0", "version");
    ask(log["runs"].is_array(), "runs");
    for run in log["runs"].as_array().into_iter().flatten() {
        let driver = &run["tool"]["driver"];
        ask(text(&driver["name"]), "driver name");
        let rules = driver["rules"].as_array().cloned().unwrap_or_default();
        for rule in &rules {
            ask(text(&rule["id"]), "rule id");
            for part in ["shortDescription", "fullDescription", "help"] {
                ask(text(&rule[part]["text"]), part);
            }
            ask(
                level_known(&rule["defaultConfiguration"]["level"]),
                "rule level",
            );
        }
        let artifacts = run["artifacts"].as_array().cloned().unwrap_or_default();
        ask(
            run["invocations"][0]["executionSuccessful"].is_boolean(),
            "invocation",
        );
        for result in run["results"].as_array().into_iter().flatten() {
            ask(text(&result["message"]["text"]), "message");
            ask(level_known(&result["level"]), "level");
            let index = result["ruleIndex"].as_u64().unwrap_or(u64::MAX);
            let rule = usize::try_from(index)
                .ok()
                .and_then(|index| rules.get(index));
            ask(
                rule.is_some_and(|rule| rule["id"] == result["ruleId"]),
                "rule index",
            );
            for location in result["locations"].as_array().into_iter().flatten() {
                let artifact = &location["physicalLocation"]["artifactLocation"];
                let index = artifact["index"].as_u64().unwrap_or(u64::MAX);
                let listed = usize::try_from(index)
                    .ok()
                    .and_then(|index| artifacts.get(index));
                ask(
                    listed.is_some_and(|listed| listed["location"]["uri"] == artifact["uri"]),
                    "artifact index",
                );
                ask(
                    text(&location["logicalLocations"][0]["fullyQualifiedName"]),
                    "logical location",
                );
            }
            for suppression in result["suppressions"].as_array().into_iter().flatten() {
                ask(suppression["kind"] == "external", "suppression kind");
                ask(suppression["status"] == "accepted", "suppression status");
            }
        }
    }
    faults
}

fn level_known(value: &Value) -> bool {
    ["none", "note", "warning", "error"]
        .iter()
        .any(|level| value == level)
}

#[test]
fn a_review_has_the_shape_of_the_standard() {
    let log = written(&assessment());
    assert_eq!(faults(&log), Vec::<String>::new());
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["ruleIndex"] = json!(9_999);
    broken["runs"][0]["results"][0]["level"] = json!("blocker");
    assert_eq!(faults(&broken), ["level", "rule index"]);
}

#[test]
fn a_finding_names_its_rule_its_workbook_its_sheet_and_its_cells() {
    let log = written(&assessment());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = results
        .iter()
        .find(|result| result["ruleId"] == "savings-unidentified")
        .unwrap();
    assert_eq!(found["level"], "error");
    assert_eq!(found["properties"]["amount"], "2000000.00");
    let location = &found["locations"][0];
    let uri = &location["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "plans/My%20plan.xlsx");
    assert_eq!(location["logicalLocations"][0]["name"], "G12");
    assert_eq!(
        location["logicalLocations"][0]["properties"]["sheet"],
        "CIP"
    );
    let rule = &log["runs"][0]["tool"]["driver"]["rules"]
        [usize::try_from(found["ruleIndex"].as_u64().unwrap()).unwrap()];
    let help = rule["help"]["text"].as_str().unwrap();
    assert!(help.contains("Why a board should care: ") && help.contains("What to ask in the room"));
}

#[test]
fn an_accepted_finding_is_suppressed_with_its_reason() {
    let mut assessment = assessment();
    let finding = assessment.findings.remove(0);
    let ground = Ground::new(&assessment.case.plan, &[]);
    let about = ground.subject(&[cell("CIP!G12")]);
    let by = Signed::new("Ann", Moment::at(1_700_000_000_000));
    let waiver = Waiver::new(&finding, about, "Known to the board", by);
    let waivers = vec![waiver];
    assessment
        .settled
        .accepted
        .push(Accepted { finding, waivers });
    let log = written(&assessment);
    assert_eq!(faults(&log), Vec::<String>::new());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let said = &results.last().unwrap()["suppressions"][0]["justification"];
    assert!(
        said.as_str()
            .unwrap()
            .starts_with("Known to the board (Ann")
    );
}

#[test]
fn what_could_not_be_checked_is_told_with_its_rule() {
    let log = written(&judge(clean_case(), Vec::new(), &Policy::default()));
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    let past = told.as_array().unwrap().iter();
    let mut past = past.filter(|one| one["associatedRule"]["id"] == "past-figures-changed");
    assert!(past.next().is_some());
}

#[test]
fn a_path_becomes_an_address() {
    assert_eq!(
        uri(Path::new("./a b/../plan é.xlsx")),
        "a%20b/../plan%20%C3%A9.xlsx"
    );
    assert_eq!(uri(Path::new("/data/plan.xlsx")), "file:///data/plan.xlsx");
}
