//! What is wrong with a spreadsheet as such, explained.

use crate::finding::{Explanation, Severity};

pub static TYPED_AMONG_FORMULAS: Explanation = Explanation {
    id: "typed-among-formulas",
    severity: Severity::Warning,
    title: "Typed over a formula",
    summary: "A figure is typed where the cells on both sides of it, or the rest of its total row, are the same formula.",
    rationale: "A total that was typed over does not move when its parts do. It was right on the day it was typed, and every \
                change since has passed it by.",
    example: "Eleven of twelve monthly totals are SUM formulas; November is typed, and £140k below its parts.",
    fix: "Copy the formula of the neighbouring cell over the typed figure and see whether the figure changes.",
    question: "Who typed this figure, and what does the formula beside it give?",
};

pub static NUMBER_INSIDE_FORMULA: Explanation = Explanation {
    id: "number-inside-formula",
    severity: Severity::Note,
    title: "A figure hidden in a formula",
    summary: "A formula adds, subtracts or scales by a number that is typed into it.",
    rationale: "An adjustment inside a formula has no label, no owner and no date, and nobody who reads the sheet can see it.",
    example: "The forecast of a scheme is =H14+250: somebody added £250k and told nobody.",
    fix: "Put the number into a cell of its own with a label, and refer to it.",
    question: "What is this adjustment, and who agreed it?",
};

pub static FORMULA_UNLIKE_NEIGHBOURS: Explanation = Explanation {
    id: "formula-unlike-neighbours",
    severity: Severity::Note,
    title: "One formula differs from its row",
    summary: "A formula differs from the formulas on both sides of it, which are alike.",
    rationale: "A row or column of formulas is meant to do one thing. The one that does another was copied wrongly, or was \
                changed once and forgotten.",
    example: "The monthly totals add rows 6 to 41; July adds rows 6 to 40, and the last scheme is missing.",
    fix: "Copy the formula of the neighbouring cell over this one, or say beside it why it differs.",
    question: "Why does this cell calculate differently from those beside it?",
};

pub static LINK_TO_ANOTHER_FILE: Explanation = Explanation {
    id: "link-to-another-file",
    severity: Severity::Note,
    title: "Figures read from another file",
    summary: "Formulas read figures from workbooks that are not open here, so the values are those of the last update.",
    rationale: "The other file may have changed, or be gone. What the board reads then is a value from an unknown day.",
    example: "Income is read from \"Contracts v7.xlsx\" on somebody's drive; version 9 was agreed last week.",
    fix: "Bring the figures into this workbook with their date, or open the other file beside it.",
    question: "When were these figures last updated, and from which version?",
};

pub static CALCULATED_BY_HAND: Explanation = Explanation {
    id: "calculated-by-hand",
    severity: Severity::Note,
    title: "Calculation is switched off",
    summary: "The workbook was saved with manual calculation: its formulas may show old results.",
    rationale: "With calculation switched off a figure can be changed and the total below it stays as it was, also in the file \
                that goes to the board.",
    example: "A scheme was cut by £400k the evening before; the total still holds it.",
    fix: "Choose Formulas, Calculation Options, Automatic; press F9; save.",
    question: "Was the workbook calculated after its last change?",
};

pub static FORMULAS_IN_CIRCLES: Explanation = Explanation {
    id: "formulas-in-circles",
    severity: Severity::Note,
    title: "Formulas may go in circles",
    summary: "The workbook allows formulas that read their own result, and Excel no longer warns of them.",
    rationale: "A formula in a circle gives a figure that depends on how often it was calculated. With the warning switched off \
                a mistake of this kind is not seen by anybody.",
    example: "Interest on the deficit is part of the deficit: the figure moves each time the file is saved.",
    fix: "Switch off iterative calculation and repair the formulas that Excel then names.",
    question: "Which formula needs a circle, and who has checked that it settles?",
};

pub static HIDDEN_FIGURES_IN_TABLE: Explanation = Explanation {
    id: "hidden-figures-in-table",
    severity: Severity::Warning,
    title: "Figures in hidden rows or columns",
    summary: "Rows or columns of a table that feeds the plan are hidden, or filtered out, and hold figures.",
    rationale: "What is hidden still counts in the totals. Whoever checks the table by eye or by pencil cannot see why it does \
                not add up, and may approve lines nobody has read.",
    example: "Four rows of £2.3m are filtered out of the list of schemes; the total includes them.",
    fix: "Unhide the rows and clear the filter before the paper is printed.",
    question: "Why are these lines hidden, and has the board seen them?",
};

pub static HIDDEN_SHEETS: Explanation = Explanation {
    id: "hidden-sheets",
    severity: Severity::Note,
    title: "Hidden sheets hold figures",
    summary: "The workbook has hidden sheets with figures. They were not read as part of the plan.",
    rationale: "A hidden sheet may hold an older version, or the assumptions the plan rests on. Neither should be a surprise.",
    example: "The sheet \"Old CIP\" is hidden and holds last month's list of schemes, £1.9m smaller.",
    fix: "Unhide it, or remove it from the copy that is sent out.",
    question: "What is on the hidden sheets, and does any figure of the plan come from there?",
};
