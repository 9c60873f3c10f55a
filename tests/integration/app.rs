//! The window, driven by accessible label and keyboard as a reader would, without a graphics card.

use crate::raster::Painter;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use planproof::app::{App, Settings, ThemeChoice, View};
use planproof::assessment::{Assessment, judge};
use planproof::plan::{
    Around, Base, BaseKind, Candidate, Case, Elective, Evidence, FinancialYear, Item, ItemKind,
    Money, Organisation, Phasing, Plan, PlanActual, Position, Recurrence, Saving, Savings, Sourced,
    StatedStatus, Status, Trajectory, Weeks, When,
};
use planproof::policy::Policy;
use planproof::workbook::{
    Cell, CellRef, Sheet, SheetAddress, Value, Visibility, Workbook, column_name,
};
use std::sync::Arc;
use std::time::{Duration, Instant};

fn address(sheet: &str) -> Arc<SheetAddress> {
    Arc::new(SheetAddress::new("plan.xlsx", sheet))
}

fn cell(sheet: &str, row: u32, column: u32) -> CellRef {
    CellRef::new(address(sheet), row - 1, column)
}

fn pounds(value: i64, at: CellRef) -> Sourced<Money> {
    Sourced::at(Money::from_pounds(value), at)
}

/// A line in row `row` of the savings sheet, most of it in the last quarter.
fn saving(row: u32, name: &str, value: i64, status: Status) -> Saving {
    let at = |column| cell("CIP", row, column);
    let month = |index: usize| {
        let share = if index < 9 {
            value / 24
        } else {
            value * 5 / 24
        };
        Some(pounds(share, at(8 + u32::try_from(index).unwrap())))
    };
    let unidentified = (status == Status::Unidentified).then(|| Evidence {
        reason: "status is Unidentified".to_owned(),
        cell: at(2),
        by_name: false,
    });
    let trust = if row.is_multiple_of(2) {
        "Moorland Acute NHS Trust"
    } else {
        "Coast Hospitals NHS Trust"
    };
    Saving {
        source: at(1),
        reference: None,
        name: name.to_owned(),
        organisation: Some(Organisation::named(trust)),
        division: None,
        category: None,
        value: pounds(value, at(6)),
        phasing: Some(Phasing::Months(Box::new(std::array::from_fn(month)))),
        full_year_effect: None,
        plan_to_date: None,
        actual_to_date: None,
        forecast: None,
        recurrence: Some(Recurrence::NonRecurrent),
        status: Some(StatedStatus {
            status: Some(status),
            word: status.label().to_owned(),
            cell: at(2),
        }),
        risk: None,
        owner: None,
        start: None,
        governance: planproof::plan::Governance::default(),
        staff: None,
        cost: None,
        doubts: Vec::new(),
        unidentified: unidentified.into_iter().collect(),
    }
}

/// £9m of deficit support, named in a note.
fn support() -> Around {
    Around {
        items: vec![Item {
            kind: ItemKind::Support,
            organisation: None,
            label: "Deficit support funding".to_owned(),
            when: When::Year(0),
            value: pounds(9_000_000, cell("I&E", 50, 15)),
        }],
        ..Around::default()
    }
}

fn plan() -> Plan {
    let year = FinancialYear(2023);
    let mut lines: Vec<Saving> = (0..30)
        .map(|index| {
            let status = Status::ALL[index as usize % 4];
            saving(
                10 + index,
                &format!("Scheme {index:02}"),
                900_000 + 31_000 * i64::from(index),
                status,
            )
        })
        .collect();
    lines.push(saving(
        40,
        "To be identified",
        21_000_000,
        Status::Unidentified,
    ));
    let waits = year.months().into_iter().enumerate().map(|(index, month)| {
        let column = u32::try_from(index).unwrap() + 2;
        let pathways = 4_000 - 250 * u64::try_from(index).unwrap();
        let plan = Some(Sourced::at(pathways, cell("Elective", 5, column)));
        let actual = (index < 5).then(|| Sourced::at(pathways + 90, cell("Elective", 6, column)));
        (month, PlanActual { plan, actual })
    });
    let declared = pounds(-42_000_000, cell("I&E", 48, 15));
    Plan {
        name: "Tamarside ICS".to_owned(),
        year: Some(Sourced::at(year, cell("Cover", 1, 0))),
        body: None,
        organisations: vec![Organisation::named("Moorland Acute NHS Trust")],
        savings: Some(Savings {
            lines,
            target: Some(pounds(63_000_000, cell("CIP", 5, 6))),
            organisation_targets: Vec::new(),
            target_in_position: None,
        }),
        position: Some(Position {
            is_forecast: false,
            declared: Some(declared.clone()),
            candidates: vec![Candidate {
                label: "Surplus/(deficit)".to_owned(),
                value: declared,
            }],
            organisations: Vec::new(),
            base: Some(Base {
                kind: BaseKind::Allocation,
                value: pounds(1_640_000_000, cell("I&E", 12, 15)),
            }),
        }),
        elective: Some(Elective {
            within_18_weeks: Vec::new(),
            declared: Vec::new(),
            trajectories: vec![Trajectory {
                measure: Weeks(65),
                organisation: None,
                specialty: None,
                months: waits.collect(),
            }],
        }),
        around: support(),
        published: Vec::new(),
        measures: Vec::new(),
        workforce: Vec::new(),
        stated_totals: Vec::new(),
        variances: Vec::new(),
    }
}

/// A sheet whose cells say their own address, so that a test can see which are shown.
fn sheet(name: &str, rows: u32, visibility: Visibility) -> Sheet {
    let mut sheet = Sheet::new(address(name), visibility);
    for row in 0..rows {
        for column in 0..20 {
            let text = format!("{}{}", column_name(column), row + 1);
            sheet.insert(row, column, Cell::new(Value::Text(&text)));
        }
    }
    sheet
}

pub fn assessment() -> Assessment {
    let mut assessment = judge(
        Case {
            plan: plan(),
            ..Case::default()
        },
        Vec::new(),
        &Policy::default(),
    );
    assessment.workbooks = [Workbook {
        name: "plan.xlsx".into(),
        path: "/secret/folder/plan.xlsx".into(),
        sheets: vec![
            sheet("CIP", 60, Visibility::Visible),
            sheet("I&E", 400, Visibility::Visible),
            sheet("Elective", 30, Visibility::Hidden),
        ],
        ..Workbook::default()
    }]
    .into();
    assessment
}

pub fn harness_with(
    assessments: Vec<Assessment>,
    size: [f32; 2],
) -> (Harness<'static, App>, Painter) {
    let painter = Painter::default();
    let harness = Harness::builder()
        .with_size(size)
        .renderer(painter.clone())
        .build_eframe(move |creation| {
            App::for_test(&creation.egui_ctx, assessments, Settings::default())
        });
    (harness, painter)
}

fn window() -> Harness<'static, App> {
    let (mut harness, _) = harness_with(vec![assessment()], [1280.0, 800.0]);
    harness.run();
    harness
}

/// One key with Ctrl, and one frame: work that goes on beside the window has not ended.
pub fn keys(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.step();
}

pub fn ctrl(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
}

/// To a view, by its name.
pub fn tab(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Tab, name).click();
    harness.run();
}

/// Whether what goes on beside the window ends in these words; frames go on until they are seen, but not for ever.
#[expect(
    clippy::disallowed_methods,
    reason = "work beside the window takes the time it takes"
)]
pub fn comes(harness: &mut Harness<'_, App>, words: &str) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(2) {
        harness.step();
        std::thread::yield_now();
        if harness.query_all_by_label_contains(words).next().is_some() {
            return true;
        }
    }
    false
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn every_view_is_reached_by_its_name() {
    let mut harness = window();
    for (name, view) in [
        ("Savings", View::Savings),
        ("Position", View::Position),
        ("Elective", View::Elective),
        ("Findings", View::Findings),
        ("Workbook", View::Workbook),
        ("Overview", View::Overview),
    ] {
        tab(&mut harness, name);
        assert_eq!(harness.state().view(), Some(view));
    }
}

#[test]
fn a_figure_leads_to_its_cell_and_back_returns() {
    let mut harness = window();
    harness.get_by_label("'I&E'!P48").click();
    harness.run();
    assert_eq!(harness.state().view(), Some(View::Workbook));
    harness.get_by_role_and_label(Role::Cell, "P48 P48, marked");
    harness.get_by_label("Back").click();
    harness.run();
    assert_eq!(harness.state().view(), Some(View::Overview));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().view(), Some(View::Workbook));
}

#[test]
fn deficit_support_is_taken_out_with_one_click_and_put_back_by_undo() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num3);
    let says = |harness: &Harness<'_, App>, words: &str| {
        written(harness).iter().any(|line| line.contains(words))
    };
    assert!(says(&harness, "declared, with £9.0m"));
    harness
        .get_by_label("Deficit support funding: without")
        .click();
    harness.run();
    assert!(says(&harness, "declared, without £9.0m") && says(&harness, "(51.0)"));
    ctrl(&mut harness, Key::Z);
    assert!(says(&harness, "declared, with £9.0m"));
}

#[test]
fn presenting_starts_with_f5_turns_pages_and_ends_with_escape() {
    let mut harness = window();
    press(&mut harness, Key::F5);
    assert!(harness.state().is_presenting());
    let first = harness
        .get_by_label_contains("1 of ")
        .accesskit_node()
        .label();
    press(&mut harness, Key::PageDown);
    harness.get_by_label_contains("2 of ");
    press(&mut harness, Key::End);
    press(&mut harness, Key::Home);
    let again = harness
        .get_by_label_contains("1 of ")
        .accesskit_node()
        .label();
    assert_eq!(first, again);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().is_presenting());
}

#[test]
fn no_path_and_no_control_is_on_a_presented_page() {
    let mut harness = window();
    press(&mut harness, Key::F5);
    for _ in 0..9 {
        assert!(harness.query_by_label_contains("secret").is_none());
        assert!(harness.query_by_label("Open…").is_none());
        assert!(harness.query_by_role(Role::Button).is_none());
        press(&mut harness, Key::ArrowRight);
    }
}

#[test]
fn commands_do_nothing_while_presenting() {
    let mut harness = window();
    press(&mut harness, Key::F5);
    ctrl(&mut harness, Key::K);
    ctrl(&mut harness, Key::W);
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().view(), Some(View::Overview));
    assert!(harness.query_by_label("Find anything").is_none());
}

#[test]
fn a_header_sorts_and_the_keyboard_moves_and_follows() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num2);
    let lines = || Role::Table;
    let table = harness.get_all_by_role(lines()).last().unwrap();
    table.focus();
    harness.run();
    press(&mut harness, Key::End);
    press(&mut harness, Key::Enter);
    // The card of the last line, with the way back to all of them.
    harness.get_by_label("All savings lines");
    harness.get_by_label_contains("To be identified");
    assert_eq!(harness.state().view(), Some(View::Savings));
}

#[test]
fn a_filter_leaves_the_lines_that_hold_it() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num2);
    let before = harness.get_all_by_role(Role::Cell).count();
    ctrl(&mut harness, Key::F);
    harness
        .get_by_role_and_label(Role::TextInput, "Find in savings lines")
        .type_text("scheme 07");
    harness.run();
    assert!(harness.get_all_by_role(Role::Cell).count() < before);
    harness.get_by_label_contains("1 of 31 lines shown");
}

#[test]
fn a_bar_keeps_its_own_lines_in_the_table() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num2);
    harness
        .get_by_label_contains("Moorland Acute NHS Trust: unidentified")
        .click();
    harness.run();
    assert_eq!(harness.state().view(), Some(View::Savings));
    let table = harness.get_all_by_role(Role::Table).last().unwrap();
    assert_eq!(
        table.accesskit_node().label().as_deref(),
        Some("1 of 31 savings lines")
    );
}

#[test]
fn the_palette_finds_a_scheme_and_goes_to_it() {
    let mut harness = window();
    ctrl(&mut harness, Key::K);
    harness.get_by_label("Find anything").type_text("scheme 13");
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().view(), Some(View::Workbook));
    harness.get_by_role_and_label(Role::Cell, "B23 B23, marked");
}

#[test]
fn a_view_is_found_by_its_name_before_anything_that_has_the_word_in_it() {
    let mut harness = window();
    for (name, view) in [("system", View::System), ("Changes", View::Changes)] {
        ctrl(&mut harness, Key::K);
        harness.get_by_label("Find anything").type_text(name);
        harness.run();
        press(&mut harness, Key::Enter);
        assert_eq!(harness.state().view(), Some(view));
    }
}

#[test]
fn a_typed_address_is_gone_to() {
    let mut harness = window();
    ctrl(&mut harness, Key::G);
    harness.get_by_label("Cell").type_text("I&E!C380");
    harness.run();
    press(&mut harness, Key::Enter);
    harness.get_by_role_and_label(Role::Cell, "C380 C380, marked");
}

#[test]
fn a_finding_is_explained_with_its_question_and_cells() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num6);
    harness.get_by_label("Why a board should care");
    harness.get_by_label("What to do in the workbook");
    harness.get_by_label("Cells that show it");
}

#[test]
fn hidden_sheets_are_shown_and_marked() {
    let mut harness = window();
    ctrl(&mut harness, Key::Num7);
    harness.get_by_label("Elective (hidden)").click();
    harness.run();
    harness.get_by_label_contains("Sheet “Elective”");
}

#[test]
fn the_theme_changes_and_stays_chosen() {
    let mut harness = window();
    ctrl(&mut harness, Key::K);
    harness.get_by_label("Find anything").type_text("dark");
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.ctx.theme(), egui::Theme::Dark);
    assert_eq!(harness.state().settings().theme, ThemeChoice::Dark);
}

#[test]
fn a_chart_can_be_read_as_a_table() {
    let mut harness = window();
    let before = harness.query_all_by_role(Role::Table).count();
    harness
        .get_all_by_label_contains("Show as table")
        .next()
        .unwrap()
        .click();
    harness.run();
    assert_eq!(harness.query_all_by_role(Role::Table).count(), before + 1);
}

#[test]
fn rival_positions_are_asked_about_before_anything_else() {
    let mut case = Case {
        plan: plan(),
        ..Case::default()
    };
    let position = case.plan.position.as_mut().unwrap();
    position.declared = None;
    position.candidates.push(Candidate {
        label: "Adjusted position".to_owned(),
        value: pounds(-30_000_000, cell("I&E", 50, 15)),
    });
    let mut rival = judge(case, Vec::new(), &Policy::default());
    rival.workbooks = assessment().workbooks;
    let (mut harness, _) = harness_with(vec![rival], [1280.0, 800.0]);
    harness.run();
    harness.get_by_label("Use 'I&E'!P48 as the declared position");
    harness.get_by_label("Use 'I&E'!P50 as the declared position");
}

#[test]
fn an_empty_window_says_how_to_open_a_plan() {
    let (mut harness, _) = harness_with(Vec::new(), [1280.0, 800.0]);
    harness.run();
    harness.get_by_label("Open a plan").click();
    harness.run();
    harness.get_by_label("Path of the workbook");
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_workbook_dropped_on_the_window_is_opened() {
    let (mut harness, _) = harness_with(Vec::new(), [1280.0, 800.0]);
    harness.run();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_workbooks");
    let file = Dropped(folder.join("stonebeck-plan-2024-25.xlsx"));
    harness.input_mut().dropped_files.push(Arc::new(file));
    let title = "The £1.2m surplus has a scheme behind every saving";
    assert!(comes(&mut harness, title), "{:?}", written(&harness));
}

#[test]
fn a_large_sheet_is_drawn_without_its_unseen_cells() {
    let mut large = assessment();
    let mut workbook = large.workbooks[0].clone();
    workbook.sheets[0] = sheet("CIP", 30_000, Visibility::Visible);
    large.workbooks = [workbook].into();
    let (mut harness, _) = harness_with(vec![large], [1280.0, 800.0]);
    harness.run();
    ctrl(&mut harness, Key::Num7);
    let drawn = harness.get_all_by_role(Role::Cell).count();
    assert!(drawn > 50 && drawn < 2_000, "{drawn}");
}

/// Every view, in one theme and at one size each. Written under `target/`, for people to look at; here only that
/// something was drawn.
#[test]
fn pictures_of_every_view_are_not_blank() {
    let folder = folder();
    let light = (egui::Theme::Light, [1280.0, 800.0]);
    let dark = (egui::Theme::Dark, [1024.0, 700.0]);
    for ((theme, size), views) in [
        (light, [View::Overview, View::Savings, View::Workbook]),
        (dark, [View::Position, View::Elective, View::Findings]),
    ] {
        let (mut harness, painter) = harness_with(vec![assessment()], size);
        harness.ctx.set_theme(theme);
        for view in views {
            ctrl(&mut harness, view.key());
            let picture = painter.picture(&harness);
            assert!(colours(&picture) > 8, "{view:?}");
            let file = format!("{theme:?}-{}.png", view.label()).to_lowercase();
            picture.save(folder.join(file)).unwrap();
        }
    }
}

#[test]
fn pictures_of_board_pages_are_not_blank() {
    let folder = folder();
    let (mut harness, painter) = harness_with(vec![assessment()], [960.0, 540.0]);
    harness.ctx.set_theme(egui::Theme::Light);
    harness.run();
    press(&mut harness, Key::F5);
    for page in 1..=4 {
        let picture = painter.picture(&harness);
        assert!(colours(&picture) > 8, "page {page}");
        let file = folder.join(format!("board-{page}.png"));
        picture.save(file).unwrap();
        press(&mut harness, Key::ArrowRight);
    }
}

fn folder() -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/views");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn colours(picture: &image::RgbaImage) -> usize {
    let mut seen: Vec<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

/// Everything written on the screen, debug marks of the interface included.
pub fn written(harness: &Harness<'_, App>) -> Vec<String> {
    fn collect(shape: &egui::Shape, words: &mut Vec<String>) {
        match shape {
            egui::Shape::Text(text) => words.push(text.galley.text().to_owned()),
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, words)),
            _ => {}
        }
    }
    let mut words = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, &mut words);
    }
    words
}

#[test]
fn no_part_clashes_with_another_or_stands_between_pixels() {
    let mut several = assessment();
    let mut case = Arc::unwrap_or_clone(several.case);
    let elective = case.plan.elective.as_mut().unwrap();
    let first = elective.trajectories[0].clone();
    for weeks in [78, 104] {
        elective.trajectories.push(Trajectory {
            measure: Weeks(weeks),
            ..first.clone()
        });
    }
    several = Assessment {
        workbooks: several.workbooks,
        ..judge(case, Vec::new(), &Policy::default())
    };
    let (mut harness, _) = harness_with(vec![several], [1281.0, 733.0]);
    let clean = |harness: &Harness<'_, App>, place: &str| {
        let words = written(harness);
        let mark = |words: &String| words.contains("use of") || words == "Unaligned";
        assert!(!words.iter().any(mark), "{place}: {words:#?}");
    };
    for view in View::ALL {
        ctrl(&mut harness, view.key());
        assert!(!written(&harness).is_empty());
        clean(&harness, view.label());
    }
    press(&mut harness, Key::F5);
    for page in 1..=7 {
        clean(&harness, &format!("page {page}"));
        press(&mut harness, Key::ArrowRight);
    }
}
