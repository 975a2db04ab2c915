//! How findings look: for people, for programs, for GitHub. Views only: nothing here decides or sorts.

mod github;
mod human;
mod json;

pub(crate) use github::github;
pub(crate) use human::human;
pub(crate) use json::json;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, FileContext, Finding};
    use crate::text::{Lang, Message, Position, SitePath, Span};

    const TEXT: &str = "---\ntitle: Kẻng an ninh\nlĩnh vực: kinh tê\n---\n";

    fn finding() -> Finding {
        let path = SitePath::new("content/mo-hinh/keng.md");
        let file = FileContext::new(&path, TEXT);
        let span = |part: &str| Span::new(TEXT.find(part).unwrap(), TEXT.find(part).unwrap() + part.len());
        let message = Message::new("“kinh tê” không có trong danh sách.", "\"kinh tê\" is not on the list.");
        let finding = file.finding(Code::UnknownValue, span("kinh tê"), message);
        let finding = finding.help(Message::new("Có phải là “kinh-te”?", "Did you mean `kinh-te`?"));
        file.relate(finding, span("Kẻng an ninh"), Message::new("Tên mô hình", "The title"))
    }

    fn text_of(path: &SitePath) -> Option<&'static str> {
        (path.as_str() == "content/mo-hinh/keng.md").then_some(TEXT)
    }

    #[test]
    fn people_see_the_line_the_place_and_the_way_out() {
        let shown = human(&[finding()], text_of, Lang::Vi, false);
        let expected = "\
lỗi[LT210]: “kinh tê” không có trong danh sách.
 --> content/mo-hinh/keng.md:3:11
  |
3 | lĩnh vực: kinh tê
  |           ^^^^^^^
  |
 ::: content/mo-hinh/keng.md:2:8
  |
2 | title: Kẻng an ninh
  |        ------------ Tên mô hình
  |
  = cách sửa: Có phải là “kinh-te”?

";
        assert_eq!(shown, expected, "\n{shown}");
        assert!(
            human(&[finding()], text_of, Lang::En, false).starts_with("error[LT210]: \"kinh tê\" is not on the list.")
        );
    }

    #[test]
    fn colours_only_when_asked() {
        assert!(!human(&[finding()], text_of, Lang::Vi, false).contains('\u{1b}'));
        assert!(human(&[finding()], text_of, Lang::Vi, true).contains('\u{1b}'));
    }

    #[test]
    fn a_file_as_a_whole_needs_no_text() {
        let path = SitePath::new("content/anh.jpg");
        let whole = Finding::new(Code::TooLarge, &path, Message::new("Tệp quá lớn.", "The file is too large."));
        let shown = human(&[whole], |_| None, Lang::Vi, false);
        assert_eq!(shown, "lỗi[LT102]: Tệp quá lớn.\n--> content/anh.jpg\n\n");
    }

    #[test]
    fn what_editors_wrote_cannot_steer_the_terminal() {
        let path = SitePath::new("a.md");
        let text = "x: \u{1b}[31mđỏ\u{7}\n";
        let file = FileContext::new(&path, text);
        let finding = file.finding(Code::UnknownKey, Span::new(0, text.len()), Message::new("“\u{1b}[2J”", "x"));
        let shown = human(&[finding], |_| Some(text), Lang::Vi, false);
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    }

    #[test]
    fn places_beyond_the_text_do_no_harm() {
        let path = SitePath::new("a.md");
        let far = Position { line: 90, column: 7, end_line: 91, end_column: 1 };
        let finding = Finding::new(Code::UnknownKey, &path, Message::new("x", "x")).at(far);
        assert!(human(&[finding], |_| Some("một\n"), Lang::Vi, false).contains("a.md:90:7"));
    }

    #[test]
    fn programs_read_one_object_a_line() {
        let path = SitePath::new("content/anh.jpg");
        let whole = Finding::new(Code::TooLarge, &path, Message::new("Tệp \"lớn\".", "Large."));
        let shown = json(&[finding(), whole], Lang::En);
        let expected = "\
{\"code\":\"LT210\",\"severity\":\"error\",\"file\":\"content/mo-hinh/keng.md\",\"line\":3,\"column\":11,\"end_line\":3,\
\"end_column\":18,\"message\":\"\\\"kinh tê\\\" is not on the list.\",\"help\":\"Did you mean `kinh-te`?\",\
\"related\":[{\"file\":\"content/mo-hinh/keng.md\",\"line\":2,\"column\":8,\"end_line\":2,\"end_column\":20,\
\"message\":\"The title\"}]}
{\"code\":\"LT102\",\"severity\":\"error\",\"file\":\"content/anh.jpg\",\"line\":null,\"column\":null,\"end_line\":null,\
\"end_column\":null,\"message\":\"Large.\",\"help\":null,\"related\":[]}
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn github_gets_annotations_that_nothing_breaks_out_of() {
        let path = SitePath::new("content/a,b:c.md");
        let message = Message::new("100%\n::error::x", "x");
        let position = Position { line: 2, column: 1, end_line: 2, end_column: 4 };
        let broken = Finding::new(Code::BadUrl, &path, message).at(position);
        let shown = github(&[finding(), broken], Lang::Vi);
        let expected = "\
::error file=content/mo-hinh/keng.md,line=3,endLine=3,col=11,endColumn=18,title=LT210::“kinh tê” không có trong danh \
sách. Có phải là “kinh-te”?
::warning file=content/a%2Cb%3Ac.md,line=2,endLine=2,col=1,endColumn=4,title=LT217::100%25%0A::error::x
";
        assert_eq!(shown, expected);
    }
}
