//! The policy as a TOML file: written with the meaning, the default and the source beside each value, and read whole or
//! with every fault told.

use super::{Policy, PolicyError};
use std::fmt::Write as _;

impl Policy {
    /// The policy in force, to be read, changed and given to another review.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# What Planproof judges by. A line that is left out keeps its default.\n# Give it to a review with: planproof review --policy FILE plan.xlsx\n",
        );
        for entry in self.entries() {
            let value = toml_value(&entry.value);
            let state = if entry.is_changed() {
                "changed; default"
            } else {
                "default"
            };
            let default = entry.default.join("; ");
            let lines = format!(
                "\n# {}\n# {state}: {default}\n# source: {}\n{} = {value}\n",
                entry.meaning, entry.source, entry.name
            );
            text.push_str(&lines);
        }
        text
    }

    /// The defaults with what the file says; with everything that is wrong with it, not only the first.
    pub fn from_toml(text: &str) -> Result<Self, Vec<PolicyError>> {
        let table: toml::Table = toml::from_str(text).map_err(|error| {
            let why = error.to_string().trim().replace('\n', " ");
            vec![PolicyError::NotToml { why }]
        })?;
        let mut policy = Self::default();
        let mut faults = Vec::new();
        for (name, value) in &table {
            let items: Vec<String> = match value {
                toml::Value::Array(items) => items.iter().map(item).collect(),
                one => vec![item(one)],
            };
            if let Err(fault) = policy.set(name, &items) {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            Ok(policy)
        } else {
            Err(faults)
        }
    }
}

fn item(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A list over several lines where it would not be read in one.
fn toml_value(items: &[String]) -> String {
    let quoted = |item: &String| toml::Value::String(item.clone()).to_string();
    match items {
        [only] => quoted(only),
        several => {
            let mut text = String::from("[\n");
            for one in several {
                // Writing to a string does not fail.
                _ = writeln!(text, "  {},", quoted(one));
            }
            text.push(']');
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_names_default_and_source() {
        let mut policy = Policy::default();
        policy
            .set("round-figure", &["\u{a3}250,000".to_owned()])
            .unwrap();
        let text = policy.to_toml();
        assert!(
            text.contains(
                "# changed; default: \u{a3}500,000\n# source: Judgement\nround-figure = "
            )
        );
        assert_eq!(Policy::from_toml(&text), Ok(policy));
        assert_eq!(Policy::from_toml(""), Ok(Policy::default()));
    }

    #[test]
    fn every_fault_of_a_file_is_told() {
        let text = "one-off-shares = \"30%\"\nround-figure = \"many\"\nrounding-units = 2\n";
        let faults = Policy::from_toml(text).unwrap_err();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2);
        assert!(
            said[0].contains("one-off-share") && said[1].contains("\u{a3}500,000"),
            "{said:?}"
        );
        assert!(
            Policy::from_toml("= 3").unwrap_err()[0]
                .to_string()
                .contains("not TOML")
        );
    }
}
