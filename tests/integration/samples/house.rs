//! A house style, and sheets that remember their numbers, so that a workbook reads like a finance team's own.

use super::formula::{self, Numbers, a1};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};
use std::cell::RefCell;
use std::rc::Rc;

/// Fonts, colours and number formats of one organisation's finance team.
#[derive(Clone, Copy)]
pub struct House {
    pub font: &'static str,
    pub size: f64,
    /// Fill of the header, with white text on it.
    pub dark: u32,
    /// Fill of subtotals.
    pub pale: u32,
    pub money: &'static str,
    pub author: &'static str,
}

impl House {
    pub fn plain(self) -> Format {
        Format::new()
            .set_font_name(self.font)
            .set_font_size(self.size)
            .set_align(FormatAlign::VerticalCenter)
    }

    pub fn title(self) -> Format {
        self.plain()
            .set_font_size(self.size + 6.0)
            .set_bold()
            .set_font_color(self.dark)
    }

    pub fn bold(self) -> Format {
        self.plain().set_bold()
    }

    pub fn note(self) -> Format {
        self.plain().set_italic().set_font_color(0x0059_5959_u32)
    }

    pub fn wrapped(self) -> Format {
        self.plain().set_text_wrap()
    }

    pub fn head(self) -> Format {
        self.wrapped()
            .set_bold()
            .set_font_color(0x00FF_FFFF_u32)
            .set_background_color(self.dark)
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00FF_FFFF_u32)
            .set_align(FormatAlign::Center)
    }

    pub fn section(self) -> Format {
        self.bold()
            .set_font_color(self.dark)
            .set_background_color(self.pale)
    }

    pub fn text(self) -> Format {
        self.plain().set_border_bottom(FormatBorder::Hair)
    }

    pub fn amount(self) -> Format {
        self.text().set_num_format(self.money)
    }

    pub fn count(self) -> Format {
        self.text().set_num_format("#,##0")
    }

    pub fn percent(self) -> Format {
        self.bold().set_num_format("0.0%")
    }

    pub fn subtotal(self) -> Format {
        self.bold()
            .set_background_color(self.pale)
            .set_border_top(FormatBorder::Thin)
            .set_num_format(self.money)
    }

    pub fn total(self) -> Format {
        self.bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_bottom(FormatBorder::Double)
            .set_num_format(self.money)
    }
}

/// A workbook in the making.
pub struct Book {
    house: House,
    title: &'static str,
    numbers: Rc<RefCell<Numbers>>,
    pages: Vec<Worksheet>,
}

impl Book {
    pub fn new(house: House, title: &'static str) -> Self {
        Self {
            house,
            title,
            numbers: Rc::default(),
            pages: Vec::new(),
        }
    }

    /// A landscape A4 sheet, one page wide, with columns of these widths.
    pub fn page(&self, name: &str, widths: &[f64]) -> Page {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).unwrap();
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        sheet.set_screen_gridlines(false);
        sheet.set_footer("&L&F&C&A&RPage &P of &N");
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width).unwrap();
        }
        Page {
            name: name.to_owned(),
            sheet,
            numbers: Rc::clone(&self.numbers),
        }
    }

    pub fn add(&mut self, page: Page) {
        self.pages.push(page.sheet);
    }

    /// A first sheet: title, subtitle, notes.
    pub fn cover(&mut self, title: &str, subtitle: &str, notes: &[&str]) {
        let house = self.house;
        let mut page = self.page("Cover", &[4.0, 110.0]);
        page.text(1, 1, title, &house.title());
        page.text(2, 1, subtitle, &house.bold());
        for (row, note) in (4..).zip(notes) {
            page.text(row, 1, note, &house.wrapped());
            let lines = note.len().div_ceil(105);
            let height = [15.0, 29.0, 43.0][lines.clamp(1, 3) - 1];
            page.sheet.set_row_height(row, height).unwrap();
        }
        self.add(page);
    }

    /// The file, the same bytes on every run: its date of creation is fixed.
    pub fn finish(self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new()
            .set_title(self.title)
            .set_author(self.house.author)
            .set_comment("Fictional figures, for trying out Planproof.")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2023, 4, 3).unwrap());
        workbook.set_properties(&properties);
        for page in self.pages {
            workbook.push_worksheet(page);
        }
        workbook.save_to_buffer().unwrap()
    }
}

/// One sheet. Rows and columns are zero-based.
pub struct Page {
    pub name: String,
    pub sheet: Worksheet,
    numbers: Rc<RefCell<Numbers>>,
}

impl Page {
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) {
        if text.is_empty() {
            self.sheet.write_blank(row, column, format).unwrap();
        } else {
            self.sheet
                .write_string_with_format(row, column, text, format)
                .unwrap();
        }
    }

    pub fn texts(&mut self, row: u32, column: u16, texts: &[&str], format: &Format) {
        for (column, text) in (column..).zip(texts) {
            self.text(row, column, text, format);
        }
    }

    /// A typed number, in units of ten to the minus `scale`.
    pub fn number(&mut self, row: u32, column: u16, number: Decimal, format: &Format) {
        self.keep(row, column, number);
        let float = number.to_f64().unwrap();
        self.sheet
            .write_number_with_format(row, column, float, format)
            .unwrap();
    }

    pub fn whole(&mut self, row: u32, column: u16, number: i64, format: &Format) {
        self.number(row, column, Decimal::from(number), format);
    }

    pub fn wholes(&mut self, row: u32, column: u16, numbers: &[i64], format: &Format) {
        for (column, number) in (column..).zip(numbers) {
            self.whole(row, column, *number, format);
        }
    }

    /// A formula and the value it has.
    pub fn formula(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Decimal {
        let value = formula::evaluate(text, &self.name, &self.numbers.borrow());
        self.keep(row, column, value);
        let formula = Formula::new(format!("={text}")).set_result(value.normalize().to_string());
        self.sheet
            .write_formula_with_format(row, column, formula, format)
            .unwrap();
        value
    }

    /// `=SUM(…)` down a column, rows `first` to `last`.
    pub fn sum_down(&mut self, row: u32, column: u16, first: u32, last: u32, format: &Format) {
        let text = format!("SUM({}:{})", a1(first, column), a1(last, column));
        self.formula(row, column, &text, format);
    }

    /// `=SUM(…)` along a row, columns `first` to `last`.
    pub fn sum_across(&mut self, row: u32, column: u16, first: u16, last: u16, format: &Format) {
        let text = format!("SUM({}:{})", a1(row, first), a1(row, last));
        self.formula(row, column, &text, format);
    }

    /// The first day of each month of the financial year, April first.
    pub fn month_heads(&mut self, row: u32, column: u16, year: u16, format: &Format) {
        let format = format.clone().set_num_format("mmm-yy");
        for (offset, number) in (0..12).zip([4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]) {
            let calendar = if number < 4 { year + 1 } else { year };
            let date = ExcelDateTime::from_ymd(calendar, number, 1).unwrap();
            self.sheet
                .write_datetime_with_format(row, column + offset, &date, &format)
                .unwrap();
        }
    }

    /// Keeps the rows above `row` and the columns before `column` in sight, and repeats the header in print.
    pub fn freeze(&mut self, row: u32, column: u16) {
        self.sheet.set_freeze_panes(row, column).unwrap();
        self.sheet.set_repeat_rows(0, row - 1).unwrap();
        self.sheet.set_row_height(row - 1, 32).unwrap();
    }

    fn keep(&self, row: u32, column: u16, number: Decimal) {
        let place = (self.name.clone(), row, column);
        self.numbers.borrow_mut().insert(place, number);
    }
}

/// Splits `total` by weight so that the parts are whole and add up to it.
pub fn phase(total: i64, weights: [i64; 12]) -> [i64; 12] {
    let whole: i64 = weights.iter().sum();
    let (mut passed, mut spent) = (0, 0);
    weights.map(|weight| {
        passed += weight;
        let part = total * passed / whole - spent;
        spent += part;
        part
    })
}
