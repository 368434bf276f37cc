//! The chart of the first page: findings by group, coloured by severity.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, ObjectMovement,
};

use super::communes::{GroupsAt, SEVERITIES};
use super::matrix::LEFT;
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::{Lang, results, words};

/// Puts the chart right of the key figures, which begin in `row`.
pub fn insert(
    page: &mut Hand,
    row: u32,
    lang: Lang,
    data: &GroupsAt,
    (width, height): (u32, u32),
) -> Drawn {
    let font = |points: f64| {
        let mut font = ChartFont::new();
        font.set_name(style::FONT).set_size(points);
        font
    };
    let mut chart = Chart::new(ChartType::BarStacked);
    chart
        .title()
        .set_name(results::chart_title(lang))
        .set_font(font(12.0).set_bold());
    for (severity, column) in SEVERITIES {
        let fill = ChartSolidFill::new()
            .set_color(Color::RGB(style::bar(severity)))
            .clone();
        chart
            .add_series()
            .set_name(words::severity(lang, severity))
            .set_categories((&*data.sheet, data.first, 0, data.last, 0))
            .set_values((&*data.sheet, data.first, column, data.last, column))
            .set_gap(45)
            .set_format(ChartFormat::new().set_solid_fill(&fill));
    }
    let light = ChartLine::new().set_color(Color::RGB(0xE1_E5_EA)).clone();
    // Bars lie, so the groups stand on the y axis, the first on top and the numbers at the foot.
    chart
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_major_gridlines(false)
        .set_label_interval(1)
        .set_font(&font(11.0));
    chart
        .x_axis()
        .set_font(&font(10.0))
        .set_num_format("0")
        .set_major_gridlines(true)
        .set_major_gridlines_line(&light);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(10.0));
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(&light));
    chart
        .set_width(width.saturating_sub(12))
        .set_height(height)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
        .set_alt_text(results::chart_title(lang));
    page.sheet
        .insert_chart_with_offset(row, LEFT.len() as u16, &chart, 12, 0)?;
    Ok(())
}
