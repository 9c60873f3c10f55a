//! Dealing workbooks out to the plans they belong to, beside plans that are open already.

use super::card::Card;
use super::read::Read;
use super::{Imported, assemble, join, read_each, relate};
use crate::plan::Plan;
use crate::policy::WordPolicy;
use crate::review::{Dealing, Review};
use crate::workbook::Workbook;

/// The workbooks of one plan, and their reading where it is settled already.
#[derive(Debug, Clone, Default)]
pub struct PlanFiles {
    pub workbooks: Vec<Workbook>,
    /// What a workbook that stands alone was read as, without any decision of a reviewer.
    pub imported: Option<Imported>,
}

/// The workbooks of a plan that is open, and how they are known.
#[derive(Debug, Clone, Copy)]
pub struct OpenFiles<'a> {
    pub workbooks: &'a [Workbook],
    /// One for each workbook where there are several.
    pub cards: &'a [Card],
    pub plan: &'a Plan,
}

impl OpenFiles<'_> {
    fn cards(&self) -> Vec<Card> {
        match self.workbooks {
            [only] => vec![Card::of(only, self.plan)],
            several if several.len() == self.cards.len() => self.cards.to_vec(),
            several => read_each(several, &Review::default(), &WordPolicy::default())
                .into_iter()
                .map(|read| read.card)
                .collect(),
        }
    }
}

/// Deals workbooks out to the plans they belong to, in the order of each plan's first workbook. Where several are counted,
/// their addresses name their files; where one is, only those of the others do.
pub fn plans(workbooks: Vec<Workbook>) -> Vec<PlanFiles> {
    plans_beside(workbooks, &[], &Dealing::default())
}

/// The plans that new workbooks make with what is open; a workbook of the same path takes the place of the open one. What
/// is open is read again only where its plan gains or loses a workbook; what stays as it was is left out.
pub fn plans_beside(
    new: Vec<Workbook>,
    open: &[OpenFiles<'_>],
    dealing: &Dealing,
) -> Vec<PlanFiles> {
    let new: Vec<Workbook> = new.into_iter().map(alone).collect();
    if open.is_empty() && new.len() == 1 {
        // It has nothing to be compared with.
        return vec![PlanFiles {
            imported: Some(assemble::import(
                &new,
                &Review::default(),
                &WordPolicy::default(),
            )),
            workbooks: new,
        }];
    }
    let (new_cards, mut imported): (Vec<Card>, Vec<Option<Imported>>) =
        read_each(&new, &Review::default(), &WordPolicy::default())
            .into_iter()
            .map(|Read { card, imported, .. }| (card, Some(imported)))
            .unzip();
    let mut pool: Vec<Pooled<'_>> = Vec::new();
    for (plan, files) in open.iter().enumerate() {
        let cards = files.cards();
        pool.extend(
            files
                .workbooks
                .iter()
                .zip(cards)
                .filter(|(known, _)| !new.iter().any(|one| one.path == known.path))
                .map(|(workbook, card)| Pooled::open(plan, workbook, card)),
        );
    }
    pool.extend(new_cards.into_iter().enumerate().map(Pooled::new));
    let cards: Vec<&Card> = pool.iter().map(|one| &one.card).collect();
    let groups: Vec<Vec<(usize, bool)>> = relate::groups(&cards, dealing)
        .into_iter()
        .filter(|group| !is_as_it_was(group, &pool, open))
        .map(|group| with_names(group, &cards))
        .collect();
    let mut new: Vec<Option<Workbook>> = new.into_iter().map(Some).collect();
    let mut taken = |at: usize| match pool.get(at)?.place {
        Place::New(at) => new.get_mut(at)?.take(),
        Place::Open { workbook, .. } => Some(alone(workbook.clone())),
    };
    groups
        .into_iter()
        .map(|group| PlanFiles {
            imported: match group.as_slice() {
                [(only, _)] => pool.get(*only).and_then(|one| match one.place {
                    Place::New(at) => imported.get_mut(at)?.take(),
                    Place::Open { .. } => None,
                }),
                _ => None,
            },
            workbooks: group
                .iter()
                .filter_map(|(at, named)| {
                    let mut workbook = taken(*at)?;
                    workbook.set_among_several(*named);
                    Some(workbook)
                })
                .collect(),
        })
        .collect()
}

/// A workbook among all that may belong together.
struct Pooled<'a> {
    card: Card,
    place: Place<'a>,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    /// Place among the new ones.
    New(usize),
    /// Place of the open plan it is of.
    Open { plan: usize, workbook: &'a Workbook },
}

impl<'a> Pooled<'a> {
    fn new((at, card): (usize, Card)) -> Self {
        Self {
            card,
            place: Place::New(at),
        }
    }

    fn open(plan: usize, workbook: &'a Workbook, card: Card) -> Self {
        Self {
            card,
            place: Place::Open { plan, workbook },
        }
    }
}

fn alone(mut workbook: Workbook) -> Workbook {
    workbook.set_among_several(false);
    workbook
}

/// Whether these are all the workbooks of one open plan, and no others.
fn is_as_it_was(group: &[usize], pool: &[Pooled<'_>], open: &[OpenFiles<'_>]) -> bool {
    let mut plans = group.iter().map(|at| match pool.get(*at)?.place {
        Place::New(_) => None,
        Place::Open { plan, .. } => Some(plan),
    });
    let Some(Some(first)) = plans.next() else {
        return false;
    };
    plans.all(|plan| plan == Some(first))
        && open
            .get(first)
            .is_some_and(|files| files.workbooks.len() == group.len())
}

/// Workbooks that make one plan, as their cards say; their addresses name their files where they must.
pub fn together(workbooks: Vec<Workbook>, cards: &[&Card]) -> PlanFiles {
    let named = with_names((0..workbooks.len()).collect(), cards);
    let among = |(mut workbook, (_, named)): (Workbook, (usize, bool))| {
        workbook.set_among_several(named);
        workbook
    };
    PlanFiles {
        workbooks: workbooks.into_iter().zip(named).map(among).collect(),
        imported: None,
    }
}

/// The workbooks of a plan, each with whether its addresses must name its file.
fn with_names(group: Vec<usize>, cards: &[&Card]) -> Vec<(usize, bool)> {
    if group.len() < 2 {
        return group.into_iter().map(|at| (at, false)).collect();
    }
    let counted = join::counted(group.iter().filter_map(|at| cards.get(*at).copied()));
    let several = counted.iter().filter(|counted| **counted).count() > 1;
    group
        .into_iter()
        .zip(counted)
        .map(|(at, counted)| (at, several || !counted))
        .collect()
}
