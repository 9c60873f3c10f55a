//! Two copies of a review as one: nothing that either holds is lost, and where they cannot both be right both are kept
//! and told. Which copy comes first makes no difference, and merging again changes nothing.

use super::{About, Comment, Id, Question, Review, SignOff, Steps, Waiver};
use serde::Serialize;
use serde_json::{Map, Value};

/// What all entries have in common.
trait Entry: Clone + PartialEq + Serialize {
    fn id(&self) -> &Id;
    fn steps(&self) -> &Steps;
    fn steps_mut(&mut self) -> &mut Steps;

    /// The entry as it was written, before anything happened to it.
    fn bare(&self) -> Self {
        let mut bare = self.clone();
        *bare.steps_mut() = Steps::default();
        bare
    }
}

macro_rules! entry {
    ($($kind:ty),*) => {$(
        impl Entry for $kind {
            fn id(&self) -> &Id {
                &self.id
            }
            fn steps(&self) -> &Steps {
                &self.steps
            }
            fn steps_mut(&mut self) -> &mut Steps {
                &mut self.steps
            }
        }
    )*};
}
entry!(Waiver, Question, Comment, SignOff);

impl Review {
    /// Everything of both.
    pub fn merge(&mut self, other: &Self) {
        self.schema = self.schema.max(other.schema);
        merge_about(&mut self.plan, &other.plan);
        if self.mapping != other.mapping {
            self.mapping.merge(&other.mapping);
        }
        merge_entries(&mut self.waivers, &other.waivers);
        merge_entries(&mut self.questions, &other.questions);
        merge_entries(&mut self.comments, &other.comments);
        merge_entries(&mut self.sign_offs, &other.sign_offs);
        self.assumptions.merge(&other.assumptions);
        merge_rest(&mut self.assumptions.rest, &other.assumptions.rest);
        self.differences.merge(&other.differences);
        merge_rest(&mut self.rest, &other.rest);
    }

    /// What is on disk now, with what was done since `base` was read from there. Only what this reviewer took back
    /// goes; what is missing from the disk is put back, since a copy can lag behind.
    pub fn rebased(&self, base: &Self, disk: &Self) -> Self {
        let mut merged = self.clone();
        // A choice that only one of the two changed is no conflict.
        let mapping = if self.mapping == base.mapping {
            Some(disk.mapping.clone())
        } else if disk.mapping == base.mapping {
            Some(self.mapping.clone())
        } else {
            None
        };
        let assumptions = if self.assumptions == base.assumptions {
            disk.assumptions.clone()
        } else {
            // The last choice of the one who saves: a switch has no third state in which both are right.
            self.assumptions.clone()
        };
        merged.merge(disk);
        merged.assumptions = assumptions;
        merged.differences = self
            .differences
            .rebased(&base.differences, &disk.differences);
        if let Some(mapping) = mapping {
            merged.mapping = mapping;
        }
        take_back(&mut merged.waivers, &base.waivers, &self.waivers);
        take_back(&mut merged.questions, &base.questions, &self.questions);
        take_back(&mut merged.comments, &base.comments, &self.comments);
        take_back(&mut merged.sign_offs, &base.sign_offs, &self.sign_offs);
        merged
    }
}

fn merge_about(own: &mut About, other: &About) {
    own.extend(other);
    merge_rest(&mut own.rest, &other.rest);
}

/// One entry stands once, with the steps of both; two that go by one name and differ are both kept.
fn merge_entries<T: Entry>(own: &mut Vec<T>, other: &[T]) {
    for entry in other {
        let bare = entry.bare();
        match own.iter_mut().find(|known| known.bare() == bare) {
            Some(known) => known.steps_mut().merge(entry.steps()),
            None => own.push(entry.clone()),
        }
    }
    // Ids begin with the moment.
    own.sort_by_cached_key(|entry| {
        let text = serde_json::to_string(&entry.bare()).unwrap_or_default();
        (entry.id().clone(), text)
    });
}

/// Removes what was in `base` and was taken back since.
fn take_back<T: Entry>(merged: &mut Vec<T>, base: &[T], now: &[T]) {
    let of = |all: &[T], id: &Id| all.iter().find(|entry| entry.id() == id).cloned();
    merged.retain(|entry| of(now, entry.id()).is_some() || of(base, entry.id()).is_none());
    for entry in merged {
        let (Some(then), Some(now)) = (of(base, entry.id()), of(now, entry.id())) else {
            continue;
        };
        let has = |steps: &Steps, id: &Id| steps.iter().any(|step| step.id == *id);
        let steps = entry.steps_mut();
        steps.retain(|step| has(now.steps(), &step.id) || !has(then.steps(), &step.id));
    }
}

/// Keys that only a newer version knows: of two different values both are kept, in a list.
fn merge_rest(own: &mut Map<String, Value>, other: &Map<String, Value>) {
    for (key, value) in other {
        match own.get_mut(key) {
            None => {
                own.insert(key.clone(), value.clone());
            }
            Some(known) if known != value => {
                let mut all: Vec<Value> = Vec::new();
                for one in [&*known, value] {
                    match one {
                        Value::Array(items) => all.extend(items.iter().cloned()),
                        one => all.push(one.clone()),
                    }
                }
                all.sort_by_cached_key(Value::to_string);
                all.dedup();
                *known = Value::Array(all);
            }
            Some(_) => {}
        }
    }
}
