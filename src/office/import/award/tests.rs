//! What cells say of awards.

use super::*;
use crate::schema::MODEL;

fn read(form: &str, year: Option<&str>) -> Result<Vec<String>, Unclear> {
    read_parts(Told {
        form: Some(form.to_owned()),
        years: year.map(str::to_owned).into_iter().collect(),
        ..Told::default()
    })
}

fn read_parts(parts: Told) -> Result<Vec<String>, Unclear> {
    let keys = MODEL.iter().find(|key| key.name == "awards").map_or(&[][..], |key| key.kind.keys());
    let (groups, unclear) = awards(parts, keys, &SiteConfig::default(), 2026);
    if let Some(first) = unclear.into_iter().next() {
        return Err(first);
    }
    let line =
        |group: &Group| group.iter().map(|(key, text)| format!("{}={text}", key.name)).collect::<Vec<_>>().join(" ");
    Ok(groups.iter().map(line).collect())
}

#[test]
fn an_award_in_words_is_read() {
    assert_eq!(
        read("Bằng khen của Chủ tịch UBND tỉnh năm 2019, 123/QĐ-UBND", None),
        Ok(vec!["year=2019 level=Cấp tỉnh form=Bằng khen by=Chủ tịch UBND tỉnh decision=123/QĐ-UBND".to_owned()])
    );
    assert_eq!(
        read("Giấy khen xã 2018; Bằng khen tỉnh (2020)", None),
        Ok(vec![
            "year=2018 level=Cấp xã form=Giấy khen".to_owned(),
            "year=2020 level=Cấp tỉnh form=Bằng khen".to_owned()
        ])
    );
    assert_eq!(read("Giấy khen", Some("2019")), Ok(vec!["year=2019 form=Giấy khen".to_owned()]));
    assert_eq!(read("Giấy khen", None), Err(Unclear::Year("Giấy khen".to_owned())));
}

#[test]
fn a_cell_that_is_a_level_is_no_form() {
    for (text, wanted) in [("Tỉnh", "tỉnh"), ("Cấp huyện", "huyện"), ("xã", "xã"), ("Trung ương", "trung ương")]
    {
        assert_eq!(
            read(text, Some("2023")),
            Ok(vec![format!("year=2023 level=Cấp {wanted}").replace("Cấp trung", "Trung")])
        );
    }
    assert_eq!(read("Huyện (năm 2020)", None), Ok(vec!["year=2020 level=Cấp huyện".to_owned()]));
    for text in ["TP", "Thành phố", "cấp thành phố"] {
        assert_eq!(read(text, Some("2024")), Err(Unclear::Level(text.to_owned())));
    }
}

/// The awards of a cell, and what is not clear of others.
fn cell(form: &str) -> (Vec<String>, Vec<Unclear>) {
    let keys = MODEL.iter().find(|key| key.name == "awards").map_or(&[][..], |key| key.kind.keys());
    let told = Told { form: Some(form.to_owned()), ..Told::default() };
    let (groups, unclear) = awards(told, keys, &SiteConfig::default(), 2026);
    let line =
        |group: &Group| group.iter().map(|(key, text)| format!("{}={text}", key.name)).collect::<Vec<_>>().join(" ");
    (groups.iter().map(line).collect(), unclear)
}

#[test]
fn years_one_behind_the_other_keep_who_gave_the_award_and_of_which_level() {
    let by = |years: &[&str], rest: &str| years.iter().map(|year| format!("year={year} {rest}")).collect::<Vec<_>>();
    let province = "level=Cấp tỉnh form=Bằng khen by=UBND tỉnh";
    for text in [
        "Bằng khen của UBND tỉnh các năm 2021, 2022 và 2023",
        "Bằng khen của UBND tỉnh trong các năm 2021; 2022; 2023",
        "Bằng khen UBND tỉnh năm 2021, năm 2022 & năm 2023",
        "Bằng khen của UBND tỉnh 2021,2022,2021, 2023",
        "BK UBND tỉnh (2021, 2022 và 2023)",
    ] {
        assert_eq!(cell(text), (by(&["2021", "2022", "2023"], province), vec![]), "{text}");
    }
    let central = "level=Trung ương form=Bằng khen by=TW Hội LHPN";
    assert_eq!(cell("BK TW Hội LHPN 2024, 2025"), (by(&["2024", "2025"], central), vec![]));
    assert_eq!(cell("BK tỉnh 2023,2024,2023").0, by(&["2023", "2024"], "level=Cấp tỉnh form=Bằng khen"));
    assert_eq!(cell("2023, 2024").0, ["year=2023", "year=2024"]);
    assert_eq!(
        cell("Năm 2023, Bằng khen tỉnh, năm 2024 Giấy khen xã").0,
        ["year=2023 level=Cấp tỉnh form=Bằng khen", "year=2024 level=Cấp xã form=Giấy khen"]
    );
    assert_eq!(listed_years("các năm 2021, 2022 và 2021"), ["2021", "2022"]);
    assert!(listed_years("2019-2021").is_empty());
}

#[test]
fn the_number_of_a_decision_is_no_year() {
    assert_eq!(cell("Giấy khen số 2024/GK-UBND").1, [Unclear::Year("Giấy khen số 2024/GK-UBND".to_owned())]);
    assert_eq!(cell("Giấy khen số 2024").1, [Unclear::Year("Giấy khen số 2024".to_owned())]);
    for (text, wanted) in [
        ("QĐ số 123/QĐ-UBND ngày 5/3/2024", "year=2024 decision=123/QĐ-UBND"),
        ("QĐ số 2023 ngày 5/3/2024", "year=2024 decision=2023"),
        ("Giấy khen số 2024 năm 2024", "year=2024 form=Giấy khen"),
        (
            "BK UBND tỉnh (QĐ 2023/QĐ-UBND ngày 4/5/2024)",
            "year=2024 level=Cấp tỉnh form=Bằng khen by=UBND tỉnh decision=2023/QĐ-UBND",
        ),
    ] {
        assert_eq!(cell(text), (vec![wanted.to_owned()], vec![]), "{text}");
    }
}

#[test]
fn an_award_that_is_not_clear_leaves_the_others() {
    let year = |text: &str| vec![Unclear::Year(text.to_owned())];
    let (awards, unclear) = cell("BK tỉnh 2018, 2019-2021; Giấy khen xã năm 2025");
    assert_eq!(unclear, year("BK tỉnh 2019-2021"));
    assert_eq!(unclear[0].earliest(), Some(2019));
    assert_eq!(awards, ["year=2018 level=Cấp tỉnh form=Bằng khen", "year=2025 level=Cấp xã form=Giấy khen"]);
    let (awards, unclear) = cell("BK tỉnh 1998, 2045");
    assert_eq!((awards.len(), unclear), (1, year("BK tỉnh 2045")));
    let (awards, unclear) = cell("Bằng khen Thủ tướng Chính phủ (2022), BK tỉnh (2020, 2021)");
    assert_eq!((awards.len(), unclear), (3, vec![]));
    assert!(awards[0].contains("by=Thủ tướng Chính phủ"), "{awards:?}");
    let (awards, unclear) = cell("Đã được tặng Bằng khen năm 2023, Huân chương LĐ hạng Ba 2024");
    assert_eq!(unclear, []);
    assert_eq!(awards, ["year=2023 form=Bằng khen", "year=2024 form=Huân chương Lao động hạng Ba"]);
}

#[test]
fn several_awards_are_paired_in_their_order_or_told() {
    let told = |form: &str, levels: &[&str]| Told {
        form: Some(form.to_owned()),
        levels: levels.iter().map(|level| (*level).to_owned()).collect(),
        dates: vec!["2026".to_owned()],
        ..Told::default()
    };
    let both = ["year=2026 level=Cấp tỉnh form=Bằng khen", "year=2026 level=Cấp xã form=Giấy khen"];
    for form in ["Bằng khen, Giấy khen", "Bằng khen và giấy khen", "BK\nGK", "Bằng khen + Giấy khen"] {
        assert_eq!(read_parts(told(form, &["Cấp tỉnh", "Cấp xã"])), Ok(both.map(str::to_owned).to_vec()), "{form}");
    }
    let same = ["year=2026 level=Cấp tỉnh form=Bằng khen", "year=2026 level=Cấp tỉnh form=Cờ thi đua"];
    assert_eq!(read_parts(told("Bằng khen, Cờ thi đua", &["Cấp tỉnh"])), Ok(same.map(str::to_owned).to_vec()));
    for form in ["Giấy khen", "Giấy khen; Bằng khen; Cờ thi đua"] {
        let unclear = read_parts(told(form, &["Cấp tỉnh", "Cấp xã"]));
        assert_eq!(unclear, Err(Unclear::Count(format!("{form} / Cấp tỉnh; Cấp xã / 2026"))));
    }
    // Years one behind the other are so many awards of one form.
    let years = ["2023", "2024"].map(|year| format!("year={year} level=Cấp tỉnh form=Bằng khen")).to_vec();
    for form in [
        "BK tỉnh 2023, 2024",
        "Bằng khen tỉnh năm 2023, 2024",
        "Bằng khen tỉnh các năm 2023 và 2024",
        "Bằng khen tỉnh (2023, 2024)",
        "Bằng khen tỉnh: 2023; 2024",
        "Bằng khen tỉnh 2023-2024",
    ] {
        let wanted = if form.contains('-') { Err(Unclear::Year(form.to_owned())) } else { Ok(years.clone()) };
        assert_eq!(read(form, None), wanted, "{form}");
    }
    let comma = read("Bằng khen, 123/QĐ-UBND", Some("2020"));
    assert_eq!(comma, Ok(vec!["year=2020 form=Bằng khen decision=123/QĐ-UBND".to_owned()]));
}

#[test]
fn a_decision_has_its_number_and_its_year() {
    for text in ["QĐ số 123/QĐ-UBND ngày 5/6/2022", "Quyết định số 123/QĐ-UBND, ngày 05/6/2022"] {
        let decision = |year: Option<&str>| Told {
            decision: Some(text.to_owned()),
            years: year.map(str::to_owned).into_iter().collect(),
            ..Told::default()
        };
        assert_eq!(read_parts(decision(None)), Ok(vec!["year=2022 decision=123/QĐ-UBND".to_owned()]));
        assert_eq!(read_parts(decision(Some("2021"))), Ok(vec!["year=2021 decision=123/QĐ-UBND".to_owned()]));
    }
    let parts = Told { decision: Some("123/QĐ-UBND".to_owned()), ..Told::default() };
    assert_eq!(read_parts(parts), Err(Unclear::Year("123/QĐ-UBND".to_owned())));
    assert_eq!(read("Giấy khen ngày 31/2/2023", None), Err(Unclear::Day("31/2/2023".to_owned())));
}
